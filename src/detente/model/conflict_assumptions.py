"""What a case takes for granted when it is read as a conflict, as far as its own words say."""

from collections.abc import Iterable, Iterator

from detente.base.ids import ActorId
from detente.case.rules.option_form import dependences
from detente.case.schema import Case, Preference, Statement, preference
from detente.results.words import listed


def taken_for_granted(case: Case) -> Iterator[str]:
    """What is assumed of the moves and orders of this case, one sentence each."""
    yield from _of_moves(case)
    yield from _of_orders(case)


def _of_moves(case: Case) -> Iterator[str]:
    if any(len(move.by) > 1 for move in case.moves.values()):
        yield "A joint move stands if enough owners consent; each gives and takes back its own."
    if any(True for _ in dependences(case)):
        yield "No state is looked at in which a move stands without what it requires."
    if case.variables or case.channels is not None:
        yield "Levels and lines stay as they are at the date of the case."
    strangers = [
        f"{case.actor_label(actor)} can undo “{case.move_name(name)}”"
        for name, move in case.moves.items()
        for actor in move.reversible
        if actor not in move.by
    ]
    if strangers:
        yield f"Only owners take and drop options: that {listed(strangers)} does not count."


def _of_orders(case: Case) -> Iterator[str]:
    orders = {actor: preference(case.preferences.get(actor, ())) for actor in case.actors}
    silent = [actor for actor, order in orders.items() if not _is_order(order)]
    by_goals = [actor for actor in silent if case.goals.get(actor)]
    if by_goals:
        yield (
            f"Where preferences are not stated, what goals are worth a year stands in, for "
            f"{_labels(case, by_goals)}; payments made once do not count."
        )
    if indifferent := [actor for actor in silent if actor not in by_goals]:
        yield f"Nothing is known of what {_labels(case, indifferent)} would like: all is equal."
    stated = [one for order in orders.values() for one in order.statements]
    if any(isinstance(one, Statement) for one in stated):
        yield "Outside of draws a statement counts if it is more likely than not to."


def _is_order(order: Preference) -> bool:
    return bool(order.statements or order.weights or order.ranking)


def _labels(case: Case, actors: Iterable[ActorId]) -> str:
    return listed([case.actor_label(actor) for actor in actors])

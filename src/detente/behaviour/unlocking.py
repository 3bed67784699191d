"""What keeps a move locked, who holds the keys, and the shortest ways to unlock it.

The ways are found in the graph of states: breadth first from today's state over everything that
actors can do, except walking away. Where actors alone cannot unlock a move, events that nobody
chooses are let in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from detente.base.ids import ActorId, MoveId
from detente.behaviour.preconditions import locks
from detente.behaviour.told import action_words, shift_words
from detente.behaviour.worth import Card
from detente.case.expressions import Action, Both, Tree, Verb
from detente.case.expressions.printer import print_tree
from detente.case.schema import Case
from detente.methods.game import Bools
from detente.model.calendar import years_after
from detente.model.compiled import Model
from detente.model.deeds import Deed, Shift
from detente.results.figures import Lock
from detente.results.words import listed

MOST_WAYS = 4
"""So many shortest ways to unlock a move, at most, are told."""


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that has to happen before a move can be made."""

    id: str
    words: str
    owners: tuple[ActorId, ...]
    """Who does it; nobody, if it is an event that nobody chooses."""


Way = tuple[Key, ...]


def usable(model: Model, card: Card) -> Bools:
    """[N] where an action can be done, or has been done already."""
    deeds = [k for k, deed in enumerate(model.deeds) if _is(deed, card)]
    can = np.zeros(len(model.states), dtype=np.bool_)
    can[model.occasions.act_state[np.isin(model.occasions.act_deed, deeds)]] = True
    if card.action.verb is Verb.DO:
        can |= model.view().stands(card.action.target) == 1.0
    return can


def earliest(model: Model, card: Card) -> float:
    """The years until the dates of a move let it be made."""
    days = [deed.not_before for deed in model.deeds if _is(deed, card) and deed.not_before]
    return max((years_after(model.case, day) for day in days), default=0.0)


def unmet(model: Model, move: MoveId) -> tuple[str, ...]:
    """The parts of a move's precondition that do not hold today, as they are written."""
    view, tree = model.view(), model.case.moves[move].requires.tree
    parts = tree.operands if isinstance(tree, Both) else (tree,)
    return tuple(
        print_tree(part) for part in _spelled(model.case, parts) if not view.holds(part)[0]
    )


def shortest_ways(model: Model, goal: Bools) -> tuple[Way, ...]:
    """The shortest lists of things that lead from today's state to one of the goal's [N].

    Empty if there is no way; one empty list if the goal holds today.
    """
    return _shortest(model, goal, with_shifts=False) or _shortest(model, goal, with_shifts=True)


def lock_words(model: Model, card: Card, ways: tuple[Way, ...]) -> str:
    """What a card waits for first, and who holds that."""
    case = model.case
    needed, enough = (
        first_locks(model, card.action.target) if card.action.verb is Verb.DO else ((), ())
    )
    one_of = listed([f"“{case.move_name(m)}”" for m in enough], "or")
    parts = [*(f"“{case.move_name(m)}”" for m in needed), *([one_of] if one_of else [])]
    holders = {owner for m in (*needed, *enough) for owner in case.moves[m].by}
    if not parts:
        way = next(iter(ways), ())
        parts = [key.words for key in way]
        holders = {owner for key in way for owner in key.owners}
    if not parts and ways:
        return "its date"
    if not parts:
        return "something that nobody in the case can bring about"
    names = listed([case.actor_name(a) for a in case.actors if a in holders])
    return f"{listed(parts)}, held by {names}" if names else f"{listed(parts)}, which nobody holds"


def first_locks(model: Model, move: MoveId) -> tuple[tuple[MoveId, ...], tuple[MoveId, ...]]:
    """The moves that a move waits for directly: those it needs, and those of which some will do."""
    view = model.view()
    missing = [k for k in locks(model) if k.after == move and not view.stands(k.before)[0]]
    return (
        tuple(k.before for k in missing if not k.is_enough),
        tuple(k.before for k in missing if k.is_enough),
    )


def straight(among: Iterable[Lock]) -> tuple[Lock, ...]:
    """The locks without those that would close a circle: moves that can stand in for each other."""
    kept: list[Lock] = []
    for lock in sorted(among, key=lambda k: k.is_enough):
        if not _leads(kept, lock.after, lock.before):
            kept.append(lock)
    return tuple(kept)


def _leads(among: list[Lock], begin: MoveId, end: MoveId) -> bool:
    reached, fresh = {begin}, {begin}
    while fresh:
        fresh = {k.after for k in among if k.before in fresh} - reached
        reached |= fresh
    return end in reached


def _is(deed: Deed, card: Card) -> bool:
    return deed.action == card.action and card.actor in {None, deed.actor}


def _spelled(case: Case, parts: tuple[Tree, ...]) -> Iterator[Tree]:
    """Facts that are conjunctions are taken apart too."""
    for part in parts:
        fact = case.facts.get(getattr(part, "id", ""))
        if fact is not None and isinstance(fact.tree, Both):
            yield from _spelled(case, fact.tree.operands)
        else:
            yield part


def _shortest(model: Model, goal: Bools, *, with_shifts: bool) -> tuple[Way, ...]:
    came_from: dict[int, tuple[int, Key] | None] = {0: None}
    layer = [0]
    while layer and not any(goal[state] for state in layer):
        following = []
        for state in layer:
            for key, to in _onward(model, state, with_shifts=with_shifts):
                if to not in came_from:
                    came_from[to] = (state, key)
                    following.append(to)
        layer = following
    found = [_traced(came_from, state) for state in layer if goal[state]]
    return tuple(found[:MOST_WAYS])


def _traced(came_from: dict[int, tuple[int, Key] | None], state: int) -> Way:
    keys: list[Key] = []
    before = came_from[state]
    while before is not None:
        state, key = before
        keys.append(key)
        before = came_from[state]
    return tuple(reversed(keys))


def _onward(model: Model, state: int, *, with_shifts: bool) -> Iterator[tuple[Key, int]]:
    first, last = np.searchsorted(model.occasions.act_state, [state, state + 1])
    for act in range(int(first), int(last)):
        deed = model.deeds[model.occasions.act_deed[act]]
        if deed.action.verb is not Verb.WALK_AWAY:
            yield _key_of_deed(model, deed), int(model.topology.act_to[act])
    if with_shifts:
        for entry in range(model.topology.shift_ptr[state], model.topology.shift_ptr[state + 1]):
            shift = model.shifts[model.occasions.shift_item[entry]]
            yield _key_of_shift(model.case, shift), int(model.topology.shift_to[entry])


def _key_of_deed(model: Model, deed: Deed) -> Key:
    owners = tuple(model.actors[k] for k in deed.owners)
    return Key(deed.label, _deed_words(model.case, deed.action), owners)


def _deed_words(case: Case, action: Action) -> str:
    words = action_words(case, action)
    return f"“{words}”" if action.verb is Verb.DO else words


def _key_of_shift(case: Case, shift: Shift) -> Key:
    return Key(shift.name, shift_words(case, shift), ())

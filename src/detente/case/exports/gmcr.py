"""A case as a conflict of GMCR+ and gmcr-py, a file `.gmcr`."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.base.errors import StudyError
from detente.base.ids import ActorId
from detente.case.expressions import Tree, print_tree
from detente.case.rules.option_form import (
    ALWAYS,
    Combination,
    Combinations,
    Option,
    OptionalCase,
    dependences,
    freedom,
    option_form,
)
from detente.case.rules.orders import goodness
from detente.case.rules.phrases import ranked, wishes
from detente.case.rules.state_list import listed_states, meaning
from detente.case.schema import Case, Statement, preference

if TYPE_CHECKING:
    from detente.case.rules.orders import Goodness

Pairs = list[tuple[int, str]]
"""Options with Y or N."""

MOST_RANKED = 1 << 14
"""States that are ranked one by one; the other program stops there."""


def to_gmcr(case: Case) -> str:
    """The options, orders and infeasible states of the case, as JSON.

    Options are put in the order of their owners, as the other program does; the states are numbered
    accordingly. If every order is a list of statements they are written as such, else all orders
    are written in full. What stands on the day of the case has no place in the file.

    Raises:
        StudyError: The case says what such a file cannot.
    """
    _refuse(case)
    entries = _Writer(option_form(case)).whole().items()
    rows = (f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in entries)
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _refuse(case: Case) -> None:
    """What a `.gmcr` file has no words for."""
    orders = [preference(written) for written in case.preferences.values()]
    sure = [
        stated.sure.low
        for order in orders
        for stated in order.statements
        if isinstance(stated, Statement)
    ]
    reasons = {
        "a graph": case.graph is not None,
        "coalesced states": bool(case.coalesced),
        "beliefs": any(seen.of for seen in case.perceptions.values()),
        "statements that may not count": any(low < 1.0 for low in sure),
        "unknown or strong preference": any(order.strongly or order.unknown for order in orders),
        "orders from goals": any(actor not in case.preferences for actor in case.goals),
    }
    told = [reason for reason, given in reasons.items() if given]
    if told:
        raise StudyError(f"a .gmcr file cannot hold {told[0]}", "take it out of a copy of the case")


class _Writer:
    """A case in the order of options that the file has."""

    def __init__(self, form: OptionalCase) -> None:
        self.form, self.case = form, form.case
        owners = list(self.case.actors)
        self.order = sorted(
            range(form.width),
            key=lambda k: (self.is_fixed(k), owners.index(form.options[k].actor), k),
        )

    def whole(self) -> dict[str, object]:
        """The file as plain values."""
        orders = [preference(self.case.preferences.get(a, ())) for a in self.case.actors]
        is_ranked = any(order.ranking or order.weights for order in orders)
        states = self.states() if is_ranked else ()
        return {
            "program": "detente",
            "options": [self.option(k) for k in self.order],
            "decisionMakers": [self.maker(actor, states) for actor in self.case.actors],
            "infeasibles": self.clauses(self.infeasible()),
            "useManualPreferenceRanking": is_ranked,
        }

    def maker(self, actor: ActorId, states: Sequence[int]) -> dict[str, object]:
        """One decision maker; its order in full where states are given, else its statements."""
        seen = self.case.perceptions.get(actor)
        unseen = [condition.tree for condition in seen.unseen] if seen is not None else []
        said: dict[str, object] = {
            "name": self.case.actor_label(actor),
            "options": [
                place
                for place, k in enumerate(self.order)
                if self.form.options[k].actor == actor and not self.is_fixed(k)
            ],
            "preferences": [] if states else list(self.statements(actor)),
            "misperceptions": self.clauses(unseen),
        }
        if states:
            said["preferenceRanking"] = self.ranking(actor, states)
        return said

    def option(self, k: int) -> dict[str, object]:
        """One option: a move of one owner by its name, consents and memberships by the actor's."""
        option = self.form.options[k]
        may_take, may_drop = freedom(self.case, option)
        direction = "both" if may_take is may_drop else "fwd" if may_take else "back"
        return {"name": self.name(option), "permittedDirection": direction}

    def name(self, option: Option) -> str:
        """A move of one owner by its name, a consent or membership with whose it is."""
        if option.coalition:
            whole = self.case.pressure[option.coalition].name or option.coalition
        else:
            whole = self.case.move_name(option.move)
            if len(self.case.moves[option.move].by) == 1:
                return whole
        return f"{whole} ({self.case.actor_label(option.actor)})"

    def is_fixed(self, k: int) -> bool:
        """Whether nobody can change an option; it then belongs to nobody in the file."""
        return freedom(self.case, self.form.options[k]) == (False, False)

    def statements(self, actor: ActorId) -> Iterator[object]:
        """The statements of an actor that can decide anything, most important first."""
        for wish in wishes(self.case, actor):
            found = self.found(wish.tree)
            if found != ALWAYS:
                yield _condition(sorted(map(self.pairs, found)))

    def ranking(self, actor: ActorId, states: Sequence[int]) -> list[object]:
        """The numbers of the states from best to worst, equally good ones in a list."""
        said = [wish.tree for wish in wishes(self.case, actor)]
        said += [self.form.tree(states) for _, states in ranked(self.case, actor)]
        for tree in said:
            self.found(tree)  # refuses what is no list of combinations
        value = goodness(self.form, actor)
        places: dict[Goodness, list[int]] = {}
        for number, state in enumerate(states, start=1):
            places.setdefault(value(self.as_written(state)), []).append(number)
        ordered = [places[one] for one in sorted(places, reverse=True)]
        return [place if len(place) > 1 else place[0] for place in ordered]

    def states(self) -> tuple[int, ...]:
        """The feasible states in the order of the file."""
        forbidden = [self.reordered(one) for tree in self.infeasible() for one in self.found(tree)]
        states = listed_states(len(self.order), forbidden, MOST_RANKED)
        if states is None:
            message = "too many states to rank them one by one in a .gmcr file"
            raise StudyError(message, "write the orders as statements")
        return states

    def infeasible(self) -> list[Tree]:
        """Conditions that no state fulfils: those ruled out, and moves without what they need."""
        ruled_out = [condition.tree for condition in self.case.infeasible]
        return [*ruled_out, *(tree for _, tree in dependences(self.case))]

    def clauses(self, trees: Sequence[Tree]) -> list[Pairs]:
        """Conditions as lists of pairs, any of which may hold."""
        return [pairs for tree in trees for pairs in sorted(map(self.pairs, self.found(tree)))]

    def found(self, tree: Tree) -> Combinations:
        """The combinations of options that a condition means."""
        combinations = meaning(self.form, tree)
        if combinations is None:
            message = f"'{print_tree(tree)}' is no short list of combinations of options"
            raise StudyError(message, "a .gmcr file has nothing else")
        return combinations

    def pairs(self, one: Combination) -> Pairs:
        """A combination as pairs of an option and Y or N."""
        mask, value = self.reordered(one)
        places = [k for k in range(len(self.order)) if mask >> k & 1]
        return [(k, "NY"[value >> k & 1]) for k in places]

    def reordered(self, one: Combination) -> Combination:
        """A combination in the order of the file."""
        bits = [(one.mask >> k & 1, one.value >> k & 1) for k in self.order]
        return Combination(
            mask=sum(mask << place for place, (mask, _) in enumerate(bits)),
            value=sum(value << place for place, (_, value) in enumerate(bits)),
        )

    def as_written(self, state: int) -> int:
        """A state of the file in the order of the case."""
        return sum((state >> place & 1) << k for place, k in enumerate(self.order))


def _condition(clauses: list[Pairs]) -> object:
    """One clause by itself, or several as a compound of which one must hold."""
    return clauses[0] if len(clauses) == 1 else {"compound": True, "members": clauses}

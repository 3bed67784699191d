"""Does each actor order the states once, and does everything it says about them count?"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from math import fsum
from typing import TYPE_CHECKING, TypeAlias

from detente.base.diagnostics import Diagnostic, Severity
from detente.base.ids import ActorId, InputPath
from detente.case.expressions import Name, Not, Text
from detente.case.rules.contract import Places
from detente.case.rules.option_form import NEVER, OptionalCase, option_form
from detente.case.rules.phrases import contrasted, ranked, wishes
from detente.case.rules.state_list import feasible_states, meaning
from detente.case.schema import Case, preference
from detente.case.schema.ranking import Ranking

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from detente.case.rules.option_form import Combination, Combinations

Goodness: TypeAlias = tuple[tuple[bool, ...], int, float]
"""Which statements a state fulfils, its place in a ranking below 0, and the sum of its weights."""

_DIGITS = 9
"""Sums of weights that differ further behind the point differ by rounding."""
_WAYS = ("statements", "weights", "ranking")
_SHOWN = 3


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for every order that is none, a doubt for statements that decide nothing."""
    if not case.preferences:
        return
    form = option_form(case)
    faults = [fault for actor in case.preferences for fault in _said(form, actor, places)]
    yield from faults
    if faults:
        return
    states = feasible_states(form)
    if states:
        for actor in case.preferences:
            yield from _ranking(form, actor, states, places)
            yield from _coalesced(form, actor, states, places)


def _said(form: OptionalCase, actor: ActorId, places: Places) -> Iterator[Diagnostic]:
    """What can be told from the words alone."""
    given = preference(form.case.preferences[actor])
    ways = [way for way in _WAYS if getattr(given, way)]
    for way in ways[1:]:
        yield Diagnostic(
            code="logic/two-orders",
            message=f"{actor} orders the states by its {ways[0]} and by its {way}",
            location=places.locate_key(f"preferences.{actor}.{way}"),
            hint="keep one of the two",
        )
    sets = () if form.patterns(given.ranking) else ranked(form.case, actor)
    for path, states in (*sets, *contrasted(form.case, actor)):
        tree = form.tree(states)
        if isinstance(tree, Text):
            yield from _pattern(form, path, tree.value, places)
    yield from _statements(form, actor, places)


def _pattern(
    form: OptionalCase, path: InputPath, pattern: str, places: Places
) -> Iterator[Diagnostic]:
    if form.case.graph is not None or len(pattern) != form.width:
        options = "no options" if form.case.graph is not None else f"{form.width} options"
        yield Diagnostic(
            code="logic/pattern",
            message=f"'{pattern}' has {len(pattern)} letters, but the case has {options}",
            location=places.locate(path),
            hint="one Y, N or - for each option, in the order of `moves`",
        )


# ---- statements ---------------------------------------------------------------------------------


def _statements(form: OptionalCase, actor: ActorId, places: Places) -> Iterator[Diagnostic]:
    """Statements that contradict themselves, repeat or deny an earlier one, or always hold."""
    seen: dict[Combinations | None, int] = {}
    for number, wish in enumerate(wishes(form.case, actor), start=1):
        holds, fails = meaning(form, wish.tree), meaning(form, Not(wish.tree))
        code, said = _flaw(holds, fails, seen)
        if code:
            yield Diagnostic(
                code=f"logic/{code}",
                message=f"statement {number} of {actor} {said}",
                location=places.locate(wish.path),
                severity=Severity.WARNING if code == "idle-statement" else Severity.ERROR,
            )
        if holds is not None:
            seen.setdefault(holds, number)


def _flaw(
    holds: "Combinations | None",
    fails: "Combinations | None",
    seen: "Mapping[Combinations | None, int]",
) -> tuple[str, str]:
    """What is wrong with a statement, as a code and the end of a sentence; empty: nothing."""
    if holds == NEVER:
        return "contradictory-statement", "contradicts itself: no state fulfils it"
    if holds in seen:
        return "duplicate-statement", f"says the same as statement {seen[holds]}"
    if fails in seen:
        return "idle-statement", f"decides nothing: it denies statement {seen[fails]}"
    if fails == NEVER:
        return "idle-statement", "decides nothing: it holds in every state"
    return "", ""


# ---- rankings -----------------------------------------------------------------------------------


def _ranking(
    form: OptionalCase, actor: ActorId, states: Sequence[int], places: Places
) -> Iterator[Diagnostic]:
    """Entries of a ranking that name no state or a state again, and the states it misses."""
    if _is_whole(form, actor, states):
        return
    named = dict(ranked(form.case, actor))
    seen, feasible = set[int](), frozenset(states)
    for path, expression in named.items():
        combinations = meaning(form, form.tree(expression))
        if combinations is None:  # numbers decide: looked through when the case is studied
            return
        here = {state for one in combinations for state in _meeting(one, feasible, form)}
        again = sorted(here & seen)
        seen |= here
        if not here:
            yield _misplaced(path, f"'{expression}' holds in no feasible state", places)
        elif again:
            message = f"'{expression}': {form.pattern(again[0])} has a place already"
            yield _misplaced(path, message, places)
    if missing := [form.pattern(state) for state in states if state not in seen]:
        shown = ", ".join(missing[:_SHOWN]) + (", ..." if len(missing) > _SHOWN else "")
        yield Diagnostic(
            code="logic/ranking",
            message=f"the ranking of {actor} misses {len(missing)} of {len(states)}: {shown}",
            location=places.locate_key(f"preferences.{actor}.ranking"),
            hint="every feasible state has one place; equally good ones stand in a list",
        )


def _is_whole(form: OptionalCase, actor: ActorId, states: Sequence[int]) -> bool:
    """Whether there is no ranking, or one of patterns that has each state once: the quick way."""
    ranking = preference(form.case.preferences[actor]).ranking
    named = sorted(chain.from_iterable(form.patterns(ranking)))
    return not ranking or named == sorted(map(form.pattern, states))


def _meeting(one: "Combination", states: frozenset[int], form: OptionalCase) -> "Collection[int]":
    """The states that a combination means; one that settles all options means one state."""
    if one.mask == (1 << form.width) - 1:
        return states & {one.value}
    return [state for state in states if one.holds(state)]


def _misplaced(path: InputPath, message: str, places: Places) -> Diagnostic:
    return Diagnostic(code="logic/ranking", message=message, location=places.locate(path))


# ---- states that are one ------------------------------------------------------------------------


def _coalesced(
    form: OptionalCase, actor: ActorId, states: Sequence[int], places: Places
) -> Iterator[Diagnostic]:
    """States that are one although the actor ranks them apart."""
    if not form.case.coalesced:
        return
    order = goodness(form, actor)
    for condition in form.case.coalesced:
        combinations = meaning(form, condition.tree) or ()
        members = [state for state in states if any(one.holds(state) for one in combinations)]
        apart = [state for state in members if order(state) != order(members[0])]
        if apart:
            one, other = form.pattern(members[0]), form.pattern(apart[0])
            yield Diagnostic(
                code="logic/coalesced-apart",
                message=f"{actor} ranks {one} and {other} apart, which are one state",
                location=places.locate_key(f"preferences.{actor}"),
                hint=f"'{condition}' is listed under `coalesced:`",
            )


def goodness(form: OptionalCase, actor: ActorId) -> Callable[[int], Goodness]:
    """How good a state is to an actor that says so in `preferences`, its goals left aside.

    Of two states the better one has the greater value, and equally good ones have the same.
    """
    given = preference(form.case.preferences.get(actor, ()))
    meant = [meaning(form, wish.tree) or () for wish in wishes(form.case, actor)]
    weighed = [(form.combinations(Name(move)), w.mode) for move, w in given.weights.items()]
    place = _place(form, given.ranking)

    def value(state: int) -> Goodness:
        holds = tuple(any(one.holds(state) for one in wish) for wish in meant)
        weights = (w for move, w in weighed if any(one.holds(state) for one in move))
        return holds, -place(state), round(fsum(weights), _DIGITS)

    return value


def _place(form: OptionalCase, ranking: Ranking) -> Callable[[int], int]:
    """The place of a state in a ranking, 0 is best."""
    if patterns := form.patterns(ranking):
        named = {pattern: k for k, place in enumerate(patterns) for pattern in place}
        return lambda state: named.get(form.pattern(state), len(ranking))
    groups = [[form.tree(states) for states in place] for place in ranking]
    meant = [[one for tree in group for one in meaning(form, tree) or ()] for group in groups]
    return lambda state: next(
        (k for k, group in enumerate(meant) if any(one.holds(state) for one in group)),
        len(ranking),
    )

"""Where does it break down, and through whom?

From the solved chain, up to the case's horizon T: with y(x) the expected years in the live state x
before the first breakdown,

    probability(x, k) = y(x) rate(x, k),        due_to_payoffs(x, k) = y(x) max(rate - rate_0, 0),

for every actor k that may walk away and for collapse from outside. rate_0 is the rate at precision
zero: what would happen if nobody looked at payoffs. All numbers are at their mode; ranges are over
the sweep of precision and pace.
"""

from collections.abc import Iterator
from typing import TypeAlias

from detente.analyses.contract import Analysis, Answer, Ask
from detente.base.constants import constants
from detente.base.ids import ActorId
from detente.behaviour import Lab, events
from detente.behaviour.chances import chances
from detente.behaviour.endings import OUTSIDE, Ending, can_end, endings, refusal
from detente.behaviour.told import action_words
from detente.results import (
    Assumption,
    Finding,
    Guarantee,
    GuaranteeKind,
    Table,
    Topic,
)
from detente.results.words import column, day, listed, percent, span, within

SHOWN = 12
"""So many states and actors are shown one by one, the others summed per actor."""

OTHERS = "all other states"

_Swept: TypeAlias = tuple[tuple[Ending, ...], ...]
"""How the process ends at every precision and pace of the sweep."""


def answer(lab: Lab, ask: Ask) -> Answer:
    """Where and through whom the process ends, and where it rests if it does not."""
    found = endings(lab.solution(), lab.case.horizon)
    swept = tuple(endings(lab.solution(setting), lab.case.horizon) for setting in lab.sweep)
    pace = constants()["breakdown_pace"]
    return Answer(
        findings=(*_how_it_ends(lab, found, swept), *_standstill(lab, ask.focal)),
        tables=(_table(lab, found), _totals(lab, found, swept)),
        guarantee=Guarantee(
            kind=GuaranteeKind.PROVED,
            sentence="The tables are exact for the behaviour found with all numbers at their mode; "
            "an empty one means that the process cannot end. Only the first sentence's number and "
            "range are taken over the draws.",
        ),
        assumptions=(
            Assumption(
                sentence="Whoever may walk away considers it at a pace that the case states, else "
                f"{pace.value:g} times a year.",
                source=pace.source,
            ),
        ),
    )


# findings


def _how_it_ends(lab: Lab, found: tuple[Ending, ...], swept: _Swept) -> Iterator[Finding]:
    if not can_end(lab.solution()):
        said = "Nobody can end the process: nobody may walk away, and nothing from outside ends it."
        yield Finding(topic=Topic.CHALLENGES, sentence=said, about=(events.BREAKDOWN,), rank=1)
        return
    if not found:
        said = "The process can end, but on these inputs nothing leads there within the horizon."
        yield Finding(topic=Topic.CHALLENGES, sentence=said, about=(events.BREAKDOWN,), rank=1)
        return
    yield Finding(
        topic=Topic.CHALLENGES, sentence=_how_likely(lab, found), about=(events.BREAKDOWN,), rank=1
    )
    most = _grouped(lab, found)[0]
    yield Finding(
        topic=Topic.CHALLENGES, sentence=_where(lab, most, swept), about=(most.actor,), rank=2
    )
    yield Finding(topic=Topic.ANNEX, sentence=_through_whom(lab, found, swept))


def _how_likely(lab: Lab, found: tuple[Ending, ...]) -> str:
    known, at, event = (
        chances(lab),
        lab.year_index(lab.case.horizon),
        lab.event_index(events.BREAKDOWN),
    )
    mean, low, high = (float(x[at, event]) for x in (known.mean, known.low, known.high))
    within = f"within {lab.case.horizon:g} years of {day(lab.case.as_of)}"
    total = sum(e.probability for e in found)
    pays = sum(e.due_to_payoffs for e in found) / total
    outside = sum(e.probability for e in found if e.actor == OUTSIDE) / total
    return (
        f"We give a breakdown {percent(mean)} {within} (range {span(low, high)}). "
        f"Of this, {percent(pays)} is walking away because it pays, {percent(outside)} collapse "
        f"from outside, and {percent(max(1 - pays - outside, 0))} walking away for no gain."
    )


def _where(lab: Lab, most: Ending, swept: _Swept) -> str:
    """After which state it most likely stops, and why."""
    changed = lab.model().changes(most.state)
    at_start = most.state == 0
    place = "from where things stand today" if at_start else f"after this: {changed}"
    start = f"If it stops, it most likely stops {place}"
    if most.actor == OUTSIDE:
        return f"{start}; nobody ends it, it collapses from outside."
    name, gains = lab.case.actor_name(most.actor), _gains(most, swept)
    if most.gain > 0:
        around = _of_stake(max(min(gains), 0.0), max(gains))
        return f"{start}, because {name} gains by walking away ({around})."
    around = _of_stake(max(-max(gains), 0.0), -min(gains))
    return f"{start}; it ends through {name}, which loses by walking away ({around})."


def _of_stake(low: float, high: float) -> str:
    return f"{within(low, high)} of its stake"


def _gains(most: Ending, swept: _Swept) -> list[float]:
    """What walking away there brings the actor, at every precision and pace of the sweep."""
    key = (most.state, most.actor)
    return [e.gain for found in swept for e in found if (e.state, e.actor) == key]


def _through_whom(lab: Lab, found: tuple[Ending, ...], swept: _Swept) -> str:
    said = []
    for actor in _ending_actors(lab, found):
        low, high = _range(swept, actor)
        name = "collapse from outside" if actor == OUTSIDE else lab.case.actor_name(actor)
        said.append(f"{name} ({span(low, high)})")
    years = f"{lab.case.horizon:g} years"
    return f"Through whom it ends within {years}, over precision and pace: {listed(said)}."


def _standstill(lab: Lab, focal: ActorId) -> Iterator[Finding]:
    held = refusal(lab.solution(), focal, lab.case.horizon)
    if held is None:
        return
    case = lab.case
    others = [refusal(lab.solution(s), focal, case.horizon) for s in lab.sweep]
    key = (held.actor, held.action)
    gains = [o.gain for o in others if o is not None and (o.actor, o.action) == key]
    changed = lab.model().changes(held.state)
    place = "where things stand today" if held.state == 0 else f"after this: {changed}"
    said = (
        f"If it goes on without breaking down, it most likely rests {place}. There "
        f"{action_words(case, held.action)} would help {case.actor_name(focal)} most, but "
        f"{case.actor_name(held.actor)} gains by waiting "
        f"({_of_stake(min(gains), max(gains))})."
    )
    yield Finding(topic=Topic.CHALLENGES, sentence=said, about=(held.action.target,), rank=3)


# tables


def _grouped(lab: Lab, found: tuple[Ending, ...]) -> list[Ending]:
    """One entry per state in words and actor, most probable first."""
    groups: dict[tuple[str, ActorId], list[Ending]] = {}
    for ending in found:
        groups.setdefault((lab.model().words(ending.state), ending.actor), []).append(ending)
    merged = [
        Ending(
            state=group[0].state,
            actor=group[0].actor,
            probability=sum(e.probability for e in group),
            due_to_payoffs=sum(e.due_to_payoffs for e in group),
            gain=group[0].gain,
        )
        for group in groups.values()
    ]
    return sorted(merged, key=lambda e: (-e.probability, e.state, e.actor))


def _table(lab: Lab, found: tuple[Ending, ...]) -> Table:
    merged = _grouped(lab, found)
    shown = [
        (lab.model().words(e.state), e.actor, e.probability, e.due_to_payoffs)
        for e in merged[:SHOWN]
    ]
    rest = merged[SHOWN:]
    for actor in dict.fromkeys(e.actor for e in rest):
        own = [e for e in rest if e.actor == actor]
        due = sum(e.due_to_payoffs for e in own)
        shown.append((OTHERS, actor, sum(e.probability for e in own), due))
    return Table(
        id="breakdown",
        title=f"Where and through whom it breaks down within {lab.case.horizon:g} years",
        columns=(
            column("state", "State"),
            column("actor", "Through"),
            column("probability", "Probability", "share"),
            column("due_to_payoffs", "Because it pays", "share"),
        ),
        rows=tuple(shown),
        note="All numbers at their mode.",
    )


def _totals(lab: Lab, found: tuple[Ending, ...], swept: _Swept) -> Table:
    rows = []
    for actor in (*_ending_actors(lab, found), "all"):
        own = [e for e in found if actor in {e.actor, "all"}]
        due = sum(e.due_to_payoffs for e in own)
        rows.append((actor, sum(e.probability for e in own), *_range(swept, actor), due))
    return Table(
        id="breakdown_total",
        title=f"Breakdown within {lab.case.horizon:g} years, by whom",
        columns=(
            column("actor", "Through"),
            column("probability", "Probability", "share"),
            column("low", "Least over precision and pace", "share"),
            column("high", "Greatest over precision and pace", "share"),
            column("due_to_payoffs", "Because it pays", "share"),
        ),
        rows=tuple(rows) if can_end(lab.solution()) else (),
        note="All numbers at their mode.",
    )


def _ending_actors(lab: Lab, found: tuple[Ending, ...]) -> list[ActorId]:
    """Whoever ends the process somewhere, in the order of the case, `outside` last."""
    through = {e.actor for e in found}
    return [actor for actor in (*lab.case.actors, OUTSIDE) if actor in through]


def _range(swept: _Swept, actor: ActorId) -> tuple[float, float]:
    """Least and greatest probability over the sweep that the process ends through an actor."""
    totals = [sum(e.probability for e in found if actor in {e.actor, "all"}) for found in swept]
    return min(totals), max(totals)


BREAKDOWN = Analysis(
    id="breakdown",
    question="Where does it break down, and through whom?",
    references=("jensen1953", "fox1988", "mckelvey1998"),
    answer=answer,
)

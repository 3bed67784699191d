"""Who moves what is settled: how it follows each number, and the smallest shifts that are enough.

All shifts are told in tenths: of a scale, of the salience one can have, of a capability.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from detente.base.constants import constant
from detente.base.ids import ActorId, IssueId
from detente.behaviour.lab import Lab
from detente.behaviour.lenses import SPATIAL, spatial_politics
from detente.behaviour.proposals import Proposal, moved, on_issues
from detente.behaviour.settlement_forecasts import SettlementForecasts
from detente.methods.compromise import compromise_mean
from detente.methods.game import Floats
from detente.methods.levers import (
    Input,
    Lever,
    PerInput,
    compromise_slopes,
    shifted,
    ways_to_move,
)
from detente.methods.stances import Stances
from detente.methods.statistics import middle_range

TENTH = 0.1

_FULL_SALIENCE = 100.0

MOST_CHALLENGES = 25_000_000
"""Runs of the spatial model, each of n^3 challenges a turn: what takes a quarter of a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """How far the settlement of an issue follows one number, in points of the case."""

    issue: IssueId
    actor: ActorId
    which: Input
    now: float
    """The number at its mode, in the units of the case."""
    room: tuple[float, float]
    """The parts of a tenth that it can fall and rise."""
    effect: float
    """Of a tenth more on the forecast, by its slope."""
    low: float
    """10th percentile of the same over the draws."""
    high: float
    """90th percentile."""
    spatial: float | None
    """Of a tenth more in the spatial model of politics, by a run; None: not worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A shift of one number that brings a settlement far enough."""

    issue: IssueId
    actor: ActorId
    which: Input
    now: float
    """The number at its mode, in the units of the case."""
    then: float
    """And after the shift."""
    tenths: float
    """The size of the shift."""
    settled: float
    """Where that brings the forecast, in points of the case."""
    spatial: float | None
    """By how much the same shift moves the outcome of the spatial model; None: not worked out."""
    helps: bool | None
    """Whether that is towards what the actor asked for wants; None: not worked out."""


def pulls(lab: Lab, found: SettlementForecasts) -> tuple[Pull, ...]:
    """How far every settlement follows every number, issue by issue."""
    return lab.once("pulls", lambda: tuple(_pulls(lab, found)))


def _pulls(lab: Lab, found: SettlementForecasts) -> Iterator[Pull]:
    talks, stances = found.talks, found.talks.terms.stances
    drawn = [_tenths(talks.stances(k)) for k in range(talks.draws)]
    at_mode = _tenths(stances)
    by_run = _by_runs(lab, found)
    for j, issue in enumerate(talks.terms.issues):
        if np.isnan(found.point[j]):
            continue
        length = found.length(issue)
        for i in np.flatnonzero(stances.present[:, j]).tolist():
            for which in Input:
                spread = length * np.array([_of(one, which)[i, j] for one in drawn])
                run = by_run.get((i, j, which))
                low, high = middle_range(spread[np.isfinite(spread)])
                yield Pull(
                    issue=issue,
                    actor=talks.terms.actors[i],
                    which=which,
                    now=_told(found, issue, which, _of(stances, which)[i, j]),
                    room=_room(which, float(_of(stances, which)[i, j])),
                    effect=length * float(_of(at_mode, which)[i, j]),
                    low=low,
                    high=high,
                    spatial=None if run is None else length * run,
                )


def _room(which: Input, value: float) -> tuple[float, float]:
    """The parts of a tenth that a share of a scale can fall and rise; capabilities may do both."""
    if which is Input.CAPABILITY:
        return 1.0, 1.0
    return min(value / TENTH, 1.0), min((1.0 - value) / TENTH, 1.0)


def _tenths(stances: Stances) -> PerInput:
    """How far the compromise follows a tenth of each number, as shares of the scale, [n, m]."""
    slopes = compromise_slopes(stances)
    return PerInput(
        position=TENTH * slopes.position,
        salience=TENTH * slopes.salience,
        capability=TENTH * slopes.capability * stances.capability,
    )


def _of(numbers: PerInput | Stances, which: Input) -> Floats:
    found: Floats = getattr(numbers, which.value)
    return found


_Place: TypeAlias = tuple[int, int, Input]
"""Actor, issue, and which number."""


def _by_runs(lab: Lab, found: SettlementForecasts) -> dict[_Place, float]:
    """How far the spatial model's outcome follows a tenth more of each number, by a run each."""
    stances = found.talks.terms.stances
    if not can_run(found):
        return {}
    everywhere = [tuple(place) for place in np.argwhere(stances.present).tolist()]
    wanted = [(i, j, which) for i, j in everywhere for which in Input]

    def one(place: _Place) -> float:
        i, j, which = place
        room = 1.0 - float(_of(stances, which)[i, j])
        step = TENTH if which is Input.CAPABILITY or room >= TENTH else -TENTH
        return _run(found, place, step) * TENTH / step

    return dict(zip(wanted, lab.each(one, wanted), strict=True))


def can_run(found: SettlementForecasts) -> bool:
    """Whether the case is small enough to run the spatial model for every number."""
    present = found.talks.terms.stances.present
    runs = len(Input) * int(present.sum())
    return runs * len(present) ** 3 <= MOST_CHALLENGES


def _run(found: SettlementForecasts, place: _Place, shift: float) -> float:
    """By how much a shift moves the spatial model's outcome on the issue, as a share of its scale.

    A capability is shifted in proportion, on all issues alike.
    """
    i, j, which = place
    stances = found.talks.terms.stances
    if which is Input.CAPABILITY:
        capability = stances.capability.copy()
        capability[i] *= 1.0 + shift
        after = stances._replace(capability=capability)
    else:
        after = shifted(stances, which, i, j, shift)
    (before,) = (lens.point[j] for lens in found.lenses if lens.model.id == SPATIAL)
    return _outcome(moved(found.proposal, found.talks, after), j) - float(before)


def _outcome(proposal: Proposal, issue: int) -> float:
    """Where the spatial model settles an issue; not a number if nobody cares."""
    means = (run.mean[issues == issue] for issues, run in spatial_politics(proposal))
    return float(next((mean[0] for mean in means if mean.size), np.nan))


# ---------------------------------------------------------------- the smallest shifts


def ways(found: SettlementForecasts, focal: ActorId) -> tuple[Way, ...]:
    """What others could be moved to change to bring each settlement nearer to what an actor wants.

    For each issue the smallest shift first; each brings the forecast `terms_shift` of the scale
    nearer, or all the way if that is less.
    """
    terms = found.talks.terms
    if focal not in terms.actors:
        return ()
    i = terms.actors.index(focal)
    cared = [j for j in np.flatnonzero(terms.stances.present[i]) if not np.isnan(found.point[j])]
    return tuple(way for j in cared for way in _ways(found, i, int(j)))


def _ways(found: SettlementForecasts, focal: int, issue: int) -> Iterator[Way]:
    alone = on_issues(found.talks.terms.stances, [issue])
    price = PerInput(
        position=np.ones_like(alone.position),
        salience=np.ones_like(alone.position),
        capability=1.0 / np.where(alone.present, alone.capability, 1.0),
    )
    for lever in ways_to_move(_compromise, alone, focal, 0, constant("terms_shift"), price):
        yield _way(found, alone, issue, focal, lever)


def _compromise(stances: Stances) -> float:
    return float(compromise_mean(stances)[0])


def _way(found: SettlementForecasts, alone: Stances, issue: int, focal: int, lever: Lever) -> Way:
    terms = found.talks.terms
    name, length = terms.issues[issue], found.length(terms.issues[issue])
    after = shifted(alone, lever.input, lever.actor, 0, lever.shift)
    size = lever.cost if lever.shift > 0 else -lever.cost
    run = _run(found, (lever.actor, issue, lever.input), size) if can_run(found) else None
    gap = terms.stances.position[focal, issue] - found.point[issue]
    return Way(
        issue=name,
        actor=terms.actors[lever.actor],
        which=lever.input,
        now=_told(found, name, lever.input, _of(alone, lever.input)[lever.actor, 0]),
        then=_told(found, name, lever.input, _of(after, lever.input)[lever.actor, 0]),
        tenths=lever.cost / TENTH,
        settled=float(terms.scales[issue].point(_compromise(after))),
        spatial=None if run is None else length * run,
        helps=None if run is None else bool(run * gap > 0.0),
    )


def _told(found: SettlementForecasts, issue: IssueId, which: Input, value: float) -> float:
    """A number in the units of the case."""
    match which:
        case Input.POSITION:
            return float(found.talks.terms.scales[found.place(issue)].point(value))
        case Input.SALIENCE:
            return _FULL_SALIENCE * float(value)
    return float(value)

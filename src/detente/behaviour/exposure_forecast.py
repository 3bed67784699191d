"""How exposed actors will be: today, at dates, at the horizon, and at breakdown."""

from dataclasses import dataclass

import numpy as np

from detente.base.constants import constant
from detente.base.ids import ActorId, ThreatId
from detente.behaviour.exposures import Stages, broken, exposed_actors, reaching, stages
from detente.behaviour.lab import Lab
from detente.behaviour.solution import Solution
from detente.methods.game import Floats
from detente.methods.statistics import Interval, middle_range

HORIZON, AT_BREAKDOWN = -2, -1
"""Places of the case's horizon and of breakdown, after the dates, among the readings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One number over the draws, and with all numbers at their mode."""

    mean: float
    around: Interval
    """10th to 90th percentile of the draws."""
    central: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureForecast:
    """Which stages are how likely when, and what each means for whom."""

    stages: Stages
    actors: tuple[ActorId, ...]
    dates: tuple[float, ...]
    likely: Floats
    """[D + 1, T + 2, C] of each stage at dates, at the horizon, and ended by then; mode first."""
    levels: Floats
    """[D + 1, A, C] exposure of each actor at each stage, mode first."""

    @property
    def breaks_down(self) -> bool:
        """Whether the process can break down before the horizon at all."""
        return bool(self.likely[:, AT_BREAKDOWN].any())

    def chance(self, when: int, stage: int) -> Reading:
        """The probability that the process is at a stage at one of the readings."""
        return _reading(self.likely[:, when, stage], np.ones(len(self.likely)))

    def at(self, actor: ActorId, stage: int) -> Reading:
        """An actor's exposure at a stage."""
        there = self.levels[:, self.actors.index(actor), stage]
        return _reading(there, np.ones(len(there)))

    def expected(self, actor: ActorId, when: int) -> Reading:
        """An actor's expected exposure at a reading; the last is given breakdown."""
        weights = self.likely[:, when]
        total = weights.sum(axis=1)
        summed = (self.levels[:, self.actors.index(actor)] * weights).sum(axis=1)
        shares = np.divide(summed, total, out=np.zeros_like(summed), where=total > 0)
        return _reading(shares, total)

    def worst(self, actor: ActorId, stage: int) -> ThreatId:
        """The threat that takes most of an actor's safety at a stage, all numbers at their mode."""
        model = self.stages.model
        view = self.stages.view(model.mode)
        there = reaching(model.case, actor)
        return max(there, key=lambda threat: view.exposure_to(actor, threat)[stage])


def forecast_exposure(lab: Lab) -> ExposureForecast:
    """The stages at 1, 2, 5 and 10 years, at the horizon and at breakdown, in every draw."""
    known, actors = stages(lab.model()), exposed_actors(lab.case)
    dates = tuple(constant(f"deadline_{which}") for which in ("short", "middle", "long", "far"))
    inputs, draws = lab.inputs(), lab.effort.draws

    def read(solution: Solution) -> Floats:
        years = solution.horizon()
        there = solution.standing([*dates, years])
        return known.gathered(np.vstack([there, broken(solution, years)]))

    rows = [inputs.mode, *(inputs.at(k) for k in range(draws))]
    return ExposureForecast(
        stages=known,
        actors=actors,
        dates=dates,
        likely=np.concatenate([[read(lab.solution())], lab.drawn(lab.headline, draws, read)]),
        levels=np.stack([known.exposure(row, actors) for row in rows]),
    )


def _reading(values: Floats, weights: Floats) -> Reading:
    """A number at the mode (first) and over the draws, which weigh as told."""
    drawn, weight = values[1:], weights[1:]
    counted = drawn[weight > 0]
    if not len(counted):
        return Reading(mean=0.0, around=Interval(0.0, 0.0), central=float(values[0]))
    mean = float(np.average(counted, weights=weight[weight > 0]))
    return Reading(mean=mean, around=middle_range(counted), central=float(values[0]))

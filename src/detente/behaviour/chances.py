"""How likely every public event is by every date, with everything that is known about each number.

The probability a brief gives is the mean over the draws. Its range joins what the draws leave open
(their 10th to 90th percentile) with the least and greatest over working precisions, paces and
equilibria, all numbers at their mode.
"""

from dataclasses import dataclass

import numpy as np

from detente.behaviour.events import targets
from detente.behaviour.lab import Lab
from detente.methods.game import Bools, Floats

TAIL = 0.1
"""Share of the draws left out at each end of a range."""

_NORMAL_95 = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """Probabilities of the lab's public events by the lab's dates, [T, E] each."""

    mean: Floats
    """Over the draws."""
    central: Floats
    """With every number at its mode."""
    draw_p10: Floats
    draw_p90: Floats
    sweep_low: Floats
    """Least over precisions, paces and equilibria."""
    sweep_high: Floats
    """Greatest over the same."""
    half_width: float
    """Of the widest 95 % interval that the number of draws leaves around a mean."""

    @property
    def low(self) -> Floats:
        """The lower end of the range."""
        return np.minimum(self.draw_p10, self.sweep_low)

    @property
    def high(self) -> Floats:
        """The upper end of the range."""
        return np.maximum(self.draw_p90, self.sweep_high)


def chances(lab: Lab) -> Chances:
    """The probability of every public event by every date, as a brief states it."""
    count = len(lab.public)
    drawn = lab.ensemble().probability[:, :, :count]
    at_mode = np.stack(
        [
            *(one.probability[0, :, :count] for one in lab.each(lab.reading, lab.sweep)),
            *elsewhere(lab),
        ]
    )
    low, high = np.quantile(drawn, [TAIL, 1.0 - TAIL], axis=0)
    spread = drawn.std(axis=0, ddof=1).max() if len(drawn) > 1 else 0.0
    return Chances(
        mean=drawn.mean(axis=0),
        central=lab.reading(lab.headline).probability[0, :, :count],
        draw_p10=low,
        draw_p90=high,
        sweep_low=at_mode.min(axis=0),
        sweep_high=at_mode.max(axis=0),
        half_width=float(_NORMAL_95 * spread / np.sqrt(len(drawn))),
    )


def mistake_shares(lab: Lab) -> Floats:
    """[T, E] part of the acts on the way to each event that go against their mover's own gain."""
    return lab.solution().mistakes(public_targets(lab), lab.years).share


def elsewhere(lab: Lab) -> tuple[Floats, ...]:
    """[T, E] per further equilibrium: the probabilities of the public events in it."""
    where = public_targets(lab)
    return tuple(found.solution.probability(where, lab.years) for found in lab.equilibria()[1:])


def public_targets(lab: Lab) -> Bools:
    """[N, E] where each public event is true."""
    return targets(lab.model(), lab.public)

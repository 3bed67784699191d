"""What settlement to expect on an issue, as a distribution: an election with honest tails.

Three steps make it. A static probabilistic Condorcet election over the positions of the actors says
how likely each position is. A share of the probability is spread evenly over the scale, because
settlements also fall where nobody stands. And its levels are read anew, because the intervals are
too wide as they come: the median stays, and the level `tail` takes the place of the tenth, the
level 1 - tail that of the nine tenths, with straight lines between:

    F'(x) = R(F(x)),   R: 0, tail, 1/2, 1 - tail, 1  ->  0, 0.1, 0.5, 0.9, 1.

Both numbers are fitted on decisions whose outcome is known. The idea of reading levels anew is that
of [gneiting2013]_; with straight lines everything stays exact.

A distribution is kept as its quantile function, a straight line between knots: flat where an actor
stands and carries probability, rising where the probability is spread.
"""

from typing import Literal, NamedTuple

import numpy as np

from detente.methods.condorcet_election import elections
from detente.methods.game import Floats
from detente.methods.stances import Stances

OUTER = 0.1
"""Level below the interval that is shown, and above it: the interval holds four fifths."""
_MEDIAN = 0.5


class SettlementDistribution(NamedTuple):
    """Where on the scale an issue is settled, as knots of the quantile function."""

    level: Floats
    """[K] probability at or below, from 0 to 1, never falling."""
    value: Floats
    """[K] point of the scale, 0..1, never falling; straight between knots."""


class Recalibration(NamedTuple):
    """What known outcomes say about a distribution that an election gives."""

    uniform_share: float
    """Share of probability spread evenly over the scale, 0..1."""
    tail: float
    """Level of the mixed distribution that is read as the tenth; 0.1 leaves all as it is."""


def forecast_distributions(
    stances: Stances, recalibration: Recalibration
) -> tuple[SettlementDistribution, ...]:
    """What settlement to expect on each of the m issues.

    An axis of draws [D, n, m] is pooled: the distribution of a settlement whose inputs are drawn.
    On every issue somebody present must carry weight. Cost: O(n^3) for each draw and issue.

    >>> at, one = np.array([[0.2], [0.8], [0.8]]), np.ones((3, 1))
    >>> raw = Recalibration(uniform_share=0.0, tail=0.1)
    >>> (answer,) = forecast_distributions(Stances(at, one, one, one > 0), raw)
    >>> quantiles(answer, np.array([0.1, 0.5, 0.9]))
    array([0.2, 0.8, 0.8])
    """
    probability = elections(stances)
    position = np.broadcast_to(stances.position, probability.shape)
    return tuple(
        recalibrated(
            mixed(
                position[..., j].ravel(), probability[..., j].ravel(), recalibration.uniform_share
            ),
            recalibration.tail,
        )
        for j in range(position.shape[-1])
    )


def mixed(position: Floats, probability: Floats, uniform_share: float) -> SettlementDistribution:
    """Points with their probabilities, mixed with a share spread evenly over the scale.

    F(x) = (1 - a) sum_{x_k <= x} p_k + a x. Probabilities are brought to sum 1; points may repeat.
    Cost: O(n log n).

    >>> mixed(np.array([0.5]), np.array([1.0]), 0.2)
    SettlementDistribution(level=array([0. , 0.1, 0.9, 1. ]), value=array([0. , 0.5, 0.5, 1. ]))
    """
    points, member = np.unique(position, return_inverse=True)
    mass = np.zeros(len(points))
    np.add.at(mass, member, probability)
    reached = np.cumsum(mass)
    reached = reached / reached[-1]
    level = np.column_stack([np.concatenate([[0.0], reached[:-1]]), reached]).ravel()
    value = np.repeat(points, 2)
    level = np.minimum((1.0 - uniform_share) * level + uniform_share * value, 1.0)
    if uniform_share > 0.0:  # else nothing lies beyond the outermost points
        level = np.concatenate([[0.0], level, [1.0]])
        value = np.concatenate([[0.0], value, [1.0]])
    return SettlementDistribution(level, value)


def recalibrated(distribution: SettlementDistribution, tail: float) -> SettlementDistribution:
    """The distribution with its levels read anew, `tail` as the tenth; 0 < tail < 1/2. Cost: O(K).

    >>> even = SettlementDistribution(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    >>> quantiles(recalibrated(even, 0.2), np.array([0.1, 0.5, 0.9]))
    array([0.2, 0.5, 0.8])
    """
    cuts = np.array([tail, _MEDIAN, 1.0 - tail])
    fresh = cuts[~np.isin(cuts, distribution.level)]
    at = np.searchsorted(distribution.level, fresh)
    level = np.insert(distribution.level, at, fresh)
    value = np.insert(distribution.value, at, quantiles(distribution, fresh))
    shown = np.array([0.0, OUTER, _MEDIAN, 1.0 - OUTER, 1.0])
    return SettlementDistribution(np.interp(level, [0.0, *cuts, 1.0], shown), value)


def quantiles(distribution: SettlementDistribution, levels: Floats) -> Floats:
    """The smallest points with at least so much probability at or below them. Cost: O(log K) each.

    >>> two = SettlementDistribution(np.array([0.0, 0.5, 0.5, 1.0]), np.array([0.2, 0.2, 0.7, 0.7]))
    >>> quantiles(two, np.array([0.1, 0.5, 0.6]))
    array([0.2, 0.2, 0.7])
    """
    level, value = distribution
    right = np.clip(np.searchsorted(level, levels, side="left"), 1, len(level) - 1)
    left = right - 1
    rise = level[right] - level[left]
    part = np.divide(levels - level[left], rise, out=np.ones_like(levels), where=rise > 0)
    return value[left] + part * (value[right] - value[left])


def expectation(distribution: SettlementDistribution) -> float:
    """The mean of the distribution. Cost: O(K)."""
    return float(np.trapezoid(distribution.value, distribution.level))


def at_least(distribution: SettlementDistribution, point: float) -> float:
    """The probability of a settlement at a point or above. Cost: O(log K).

    >>> two = SettlementDistribution(np.array([0.0, 0.4, 0.4, 1.0]), np.array([0.2, 0.2, 0.7, 0.7]))
    >>> at_least(two, 0.7), at_least(two, 0.2), at_least(two, 0.8)
    (0.6, 1.0, 0.0)
    """
    level, value = distribution
    return 1.0 - _below(value, level, point, "left")


def at_most(distribution: SettlementDistribution, point: float) -> float:
    """The probability of a settlement at a point or below. Cost: O(log K).

    >>> two = SettlementDistribution(np.array([0.0, 0.4, 0.4, 1.0]), np.array([0.2, 0.2, 0.7, 0.7]))
    >>> at_most(two, 0.2), at_most(two, 0.7), at_most(two, 0.1)
    (0.4, 1.0, 0.0)
    """
    return _below(distribution.value, distribution.level, point, "right")


def depth(distribution: SettlementDistribution, outcome: float) -> float:
    """How far inside the distribution an outcome lies: min(F(y), 1 - F(y-)).

    The interval between the levels q and 1 - q holds the outcome exactly if q is at most this.
    Cost: O(log K).
    """
    level, value = distribution
    return min(_below(value, level, outcome, "right"), 1.0 - _below(value, level, outcome, "left"))


def crps(distribution: SettlementDistribution, outcome: float) -> float:
    """The continuous ranked probability score of the outcome that came, 0 best [matheson1976]_.

    Integral of (F(x) - 1[x >= y])^2 over x, in the units of the scale; for a single point it is the
    absolute error. Computed as the integral of 2 (1[y <= Q(t)] - t) (Q(t) - y) over the levels t
    [gneiting2007]_, whose pieces are parabolas, so Simpson's rule is exact. Cost: O(K).

    >>> even = SettlementDistribution(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    >>> round(crps(even, 0.0), 6), round(crps(even, 0.5), 6)
    (0.333333, 0.083333)
    """
    level, value = _split(distribution, outcome)
    low, high = level[:-1], level[1:]
    first, last = value[:-1] - outcome, value[1:] - outcome
    middle = (first + last) / 2.0
    reached = (middle >= 0.0).astype(np.float64)
    inner = 4.0 * (reached - (low + high) / 2.0) * middle
    sums = (reached - low) * first + inner + (reached - high) * last
    return float(np.sum((high - low) * sums) / 3.0)


def _below(value: Floats, level: Floats, outcome: float, side: Literal["left", "right"]) -> float:
    """The probability below a point, the point itself included on the side `right`."""
    at = int(np.searchsorted(value, outcome, side=side))
    if at in {0, len(value)}:
        return float(at > 0)
    part = (outcome - value[at - 1]) / (value[at] - value[at - 1])
    return float(level[at - 1] + part * (level[at] - level[at - 1]))


def _split(distribution: SettlementDistribution, outcome: float) -> SettlementDistribution:
    """The same distribution with a knot where it passes the outcome."""
    level, value = distribution
    at = int(np.searchsorted(value, outcome))
    if at in {0, len(value)} or value[at] == outcome:
        return distribution
    part = (outcome - value[at - 1]) / (value[at] - value[at - 1])
    passed = level[at - 1] + part * (level[at] - level[at - 1])
    return SettlementDistribution(np.insert(level, at, passed), np.insert(value, at, outcome))

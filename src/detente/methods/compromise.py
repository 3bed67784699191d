"""Averages and medians of what actors want: the plain forecasts every other model has to beat.

All of them read `Stances` and answer for each issue, [..., m]; an axis of draws may come before. On
an issue where nobody present carries weight there is no answer: not a number.
"""

from enum import Enum

import numpy as np

from detente.methods.game import Bools, Floats, Ints
from detente.methods.stances import Stances

_EVEN = 1e-12
"""Share of all weight by which two sides may differ and still count as equally heavy."""


class Tie(Enum):
    """What a median is where every point between two positions has half the weight on each side."""

    LOWER = "lower"
    MIDPOINT = "midpoint"
    UPPER = "upper"


def compromise_mean(stances: Stances) -> Floats:
    """The settlement that weighs each position by capability x salience, [..., m].

    O = sum_i c_i s_i x_i / sum_i c_i s_i, the compromise model [vandenbos1991]_; to first order the
    Nash solution where failure is much worse than any compromise [achen2006]_. Cost: O(n m).

    >>> at, one = np.array([[0.0], [1.0]]), np.ones((2, 1))
    >>> compromise_mean(Stances(at, one, np.array([[1.0], [3.0]]), one > 0))
    array([0.75])
    """
    return _mean(stances, stances.capability * stances.salience)


def salience_mean(stances: Stances) -> Floats:
    """The settlement that weighs each position by salience alone, [..., m]. Cost: O(n m)."""
    return _mean(stances, stances.salience)


def unweighted_mean(stances: Stances) -> Floats:
    """The settlement that counts every position alike, [..., m]. Cost: O(n m)."""
    return _mean(stances, np.ones_like(stances.position))


def weighted_median(stances: Stances, tie: Tie = Tie.MIDPOINT) -> Floats:
    """The position that no majority by capability x salience would leave, [..., m].

    The smallest x that has at least half of all weight at or below it: the Condorcet winner where
    everybody likes a point the less, the farther it lies [black1948]_. Where exactly half lies at
    or below x, every point up to the next position is as good, and `tie` says which one is meant.
    Cost: O(n log n m).
    """
    weight = np.where(stances.present, stances.capability * stances.salience, 0.0)
    position, weight = np.broadcast_arrays(stances.position, weight)
    order = np.argsort(position, axis=-2, kind="stable")
    below = np.cumsum(np.take_along_axis(weight, order, axis=-2), axis=-2)
    lead = 2.0 * below - below[..., -1:, :]
    slack = _EVEN * below[..., -1:, :]
    lower = _first(position, order, lead >= -slack)
    upper = _first(position, order, lead > slack)
    answer = {Tie.LOWER: lower, Tie.MIDPOINT: (lower + upper) / 2.0, Tie.UPPER: upper}[tie]
    return np.where(below[..., -1, :] > 0, answer, np.nan)


def towards_status_quo(forecast: Floats, status_quo: Floats, share: float) -> Floats:
    """Forecasts [..., m] pulled a share of the way to what holds without a decision [m].

    (1 - a) O + a r; a = 1 is the forecast that nothing changes. No answer on an issue that has no
    status quo (not a number). Cost: O(m).
    """
    return (1.0 - share) * forecast + share * status_quo


def _mean(stances: Stances, weight: Floats) -> Floats:
    counted = np.where(stances.present, weight, 0.0)
    total = counted.sum(axis=-2)
    sums = (counted * stances.position).sum(axis=-2)
    return np.divide(sums, total, out=np.full_like(sums, np.nan), where=total > 0)


def _first(position: Floats, order: Ints, reached: Bools) -> Floats:
    """The position at which the condition first holds along sorted actors."""
    rank = np.argmax(reached, axis=-2, keepdims=True)
    actor = np.take_along_axis(order, rank, axis=-2)
    return np.take_along_axis(position, actor, axis=-2)[..., 0, :]

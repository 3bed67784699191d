"""How good forecasts of settlements were, and whether the lead of one over another means anything.

Decisions come in groups, the issues of one proposal, that go right or wrong together. So whatever
says how sure a difference is draws whole groups, never single issues.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from detente.methods.game import Floats, Ints
from detente.methods.statistics import Interval

_CONFIDENCE, _POWER = 0.95, 0.8
_BATCH = 256


class PointScores(NamedTuple):
    """How far a forecast of one number was off, over so many decisions."""

    decisions: int
    mean_error: float
    """Mean absolute error."""
    median_error: float
    """The error that half of the decisions stay below."""
    within: float
    """Share of decisions with an error of at most `near`."""


class Difference(NamedTuple):
    """By how much one forecast's mean error is above another's on the same decisions."""

    mean: float
    interval: Interval
    """Nine tenths and a half of the bootstrap's means."""
    detectable: float
    """A true difference of this size would be found in four of five such samples."""


def point_scores(error: Floats, near: float) -> PointScores:
    """How far off forecasts were, from their absolute errors [n]. Cost: O(n log n).

    >>> point_scores(np.array([0.0, 0.25, 0.5, 0.5]), near=0.25)
    PointScores(decisions=4, mean_error=0.3125, median_error=0.375, within=0.5)
    """
    close = error <= near * (1.0 + 1e-9)  # a tenth missed by rounding is a hit
    return PointScores(
        len(error), float(error.mean()), float(np.median(error)), float(close.mean())
    )


def coverage(low: Floats, high: Floats, outcome: Floats) -> float:
    """Share of outcomes inside their interval, its ends included. Cost: O(n).

    >>> coverage(np.array([0.0, 0.0]), np.array([0.5, 0.5]), np.array([0.5, 0.6]))
    0.5
    """
    return float(np.mean((low <= outcome) & (outcome <= high)))


def paired_difference(
    error: Floats, other: Floats, group: Ints, rng: np.random.Generator, replications: int
) -> Difference:
    """How the mean error differs from another's on the same n decisions, and how sure that is.

    Percentile bootstrap [efron1979]_ over groups: as many groups as there are, drawn with
    replacement, each with all its decisions. `group` numbers them 0..G-1. Two groups at least.
    Cost: O(replications G).
    """
    sums, sizes = _by_group(error - other, group)
    return Difference(
        float(sums.sum() / sizes.sum()),
        _interval(sums, sizes, rng, replications),
        detectable_difference(sums, sizes),
    )


def mean_interval(
    values: Floats, group: Ints, rng: np.random.Generator, replications: int
) -> Interval:
    """Nine tenths and a half of the means [n] that other groups might have given.

    The bootstrap of `paired_difference`. Cost: O(replications G).

    >>> mean_interval(np.ones(3), np.array([0, 0, 1]), np.random.default_rng(1), 9)
    Interval(low=1.0, high=1.0)
    """
    return _interval(*_by_group(values, group), rng, replications)


def detectable_difference(sums: Floats, sizes: Ints) -> float:
    """The smallest true difference that such a sample finds in four cases of five.

    (z_0.975 + z_0.8) times the standard error of the mean over groups with these sums of
    differences and sizes: se^2 = G/(G-1) sum_g (S_g - n_g m)^2 / n^2. Cost: O(G).
    """
    groups, decisions = len(sizes), sizes.sum()
    residual = sums - sizes * (sums.sum() / decisions)
    error = np.sqrt(groups / (groups - 1) * np.sum(residual**2)) / decisions
    quantile: float = ndtri((1.0 + _CONFIDENCE) / 2.0) + ndtri(_POWER)
    return float(quantile * error)


def folds(group: Ints, count: int, rng: np.random.Generator) -> Ints:
    """Which of `count` parts each decision belongs to, [n]; whole groups, shuffled. Cost: O(n).

    >>> parts = folds(np.array([0, 0, 1, 2, 2]), 3, np.random.default_rng(1))
    >>> bool(parts[0] == parts[1]) and len(set(parts)) == 3
    True
    """
    groups = int(group.max()) + 1
    part = np.empty(groups, dtype=np.int64)
    part[rng.permutation(groups)] = np.arange(groups) % count
    return part[group]


def _by_group(values: Floats, group: Ints) -> tuple[Floats, Ints]:
    """The sum of the values of each group, and how many they are."""
    sizes = np.bincount(group)
    sums = np.zeros(len(sizes))
    np.add.at(sums, group, values)
    return sums, sizes


def _interval(sums: Floats, sizes: Ints, rng: np.random.Generator, replications: int) -> Interval:
    means = np.concatenate(
        [
            _resampled(sums, sizes, rng, min(_BATCH, replications - done))
            for done in range(0, replications, _BATCH)
        ]
    )
    tail = (1.0 - _CONFIDENCE) / 2.0
    low, high = np.quantile(means, [tail, 1.0 - tail])
    return Interval(float(low), float(high))


def _resampled(sums: Floats, sizes: Ints, rng: np.random.Generator, times: int) -> Floats:
    drawn = rng.integers(len(sizes), size=(times, len(sizes)))
    return sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)

"""What draws say: shares with their interval, ranges, what drives a result, scores of forecasts."""

from collections.abc import Callable
from math import factorial
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from detente.methods.game import Bools, Floats, Ints


class Interval(NamedTuple):
    """A number between two others."""

    low: float
    high: float


class Dominance(NamedTuple):
    """Which inputs a result depends on."""

    share: Floats
    """[P] part of the result's spread that each input accounts for; 0 for inputs set aside."""
    considered: Ints
    """Columns of the inputs that were not set aside, most correlated first."""
    explained: float
    """Sum of the shares: the R squared of the regression on ranks."""


class BreakEven(NamedTuple):
    """Where a difference changes sign."""

    value: float
    """The best estimate: a straight line between the ends of the bracket."""
    bracket: Interval
    """The sign changes somewhere in here."""


def wilson(successes: int, trials: int, confidence: float = 0.95) -> Interval:
    """The interval of a share that `successes` of `trials` leave open [wilson1927]_.

    With p = s/n and z the quantile of the normal distribution:
    (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)

    >>> low, high = wilson(81, 263)
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    z = -float(ndtri((1.0 - confidence) / 2.0))
    share = successes / trials
    middle = share + z * z / (2 * trials)
    half = z * np.sqrt(share * (1.0 - share) / trials + z * z / (4 * trials * trials))
    scale = 1.0 + z * z / trials
    return Interval(max(float(middle - half) / scale, 0.0), min(float(middle + half) / scale, 1.0))


def middle_range(values: Floats, share: float = 0.8) -> Interval:
    """The range that holds the middle share of the values, p10 to p90 by default."""
    tail = (1.0 - share) / 2.0
    low, high = np.quantile(values, [tail, 1.0 - tail])
    return Interval(float(low), float(high))


def rank_correlations(inputs: Floats, result: Floats) -> Floats:
    """Spearman's rank correlation of each input [n, P] with a result [n] [spearman1904]_.

    Equal values share their mean rank; an input or a result that never changes has 0.
    """
    return _correlation(_standard_ranks(np.column_stack([inputs, result])))[-1, :-1]


def dominance(inputs: Floats, result: Floats, considered: int = 10) -> Dominance:
    """How the spread of a result [n] is shared out among its inputs [n, P].

    The share of an input is what it adds to the R squared of a linear regression on ranks, averaged
    over all orders in which inputs can be added [lindeman1980]_, a Shapley value; it is what
    [budescu1993]_ calls general dominance. The average is exact but costs 2^k regressions, so only
    the k = `considered` inputs with the strongest rank correlation take part (k <= 12); the others
    are set aside with share 0. Two cautions: a dependence that is neither rising nor falling is not
    seen, and an input without any influence gets about 1/n by chance.
    """
    correlation = _correlation(_standard_ranks(np.column_stack([inputs, result])))
    strength = np.abs(correlation[-1, :-1])
    chosen = np.argsort(-strength, kind="stable")[:considered]
    chosen = chosen[strength[chosen] > 0]
    share = np.zeros(inputs.shape[1])
    share[chosen] = _shapley_of_fit(correlation[np.ix_(chosen, chosen)], correlation[-1, chosen])
    return Dominance(share=share, considered=chosen, explained=float(share.sum()))


def break_even(
    difference: Callable[[float], float], low: float, high: float, evaluations: int = 8
) -> BreakEven | None:
    """Where a monotone difference crosses zero between two values; None if it does not.

    Bisection: both ends are evaluated first, each further evaluation halves the bracket, so that
    eight leave 1/64 of it.

    >>> break_even(lambda x: x * x - 2.0, 0.0, 2.0).bracket
    Interval(low=1.40625, high=1.4375)
    """
    at_low, at_high = difference(low), difference(high)
    if at_low * at_high > 0 or at_low == at_high:
        return None
    rising = at_high > at_low
    for _ in range(evaluations - 2):
        middle = (low + high) / 2.0
        at_middle = difference(middle)
        if (at_middle > 0) == rising:
            high, at_high = middle, at_middle
        else:
            low, at_low = middle, at_middle
    value = low - at_low * (high - low) / (at_high - at_low)
    return BreakEven(value, Interval(low, high))


def brier_score(probabilities: Floats, happened: Bools) -> float:
    """Mean squared error of probabilities given to yes-or-no events, 0 best [brier1950]_.

    >>> brier_score(np.array([0.5, 1.0]), np.array([True, True]))
    0.125
    """
    return float(np.mean((probabilities - happened) ** 2))


def log_score(probabilities: Floats, happened: Bools) -> float:
    """Mean of -ln of the probability given to what happened, 0 best [good1952]_.

    Infinite if something happened that had been ruled out.
    """
    given = np.where(happened, probabilities, 1.0 - probabilities)
    with np.errstate(divide="ignore"):
        return float(np.mean(-np.log(given)))


def mean_ranks(values: Floats) -> Floats:
    """The rank of each value from 1 upwards, [n]; equal values share the mean of theirs.

    >>> mean_ranks(np.array([0.3, 0.1, 0.3, 0.7]))
    array([2.5, 1. , 2.5, 4. ])
    """
    # what scipy.stats.rankdata gives; to import that takes longer than many a command
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    ranks: Floats = (last - (count - 1) / 2.0)[place]
    return ranks


def _standard_ranks(columns: Floats) -> Floats:
    """Ranks of each column, centred and of length one; zeros where a column never changes."""
    ranks = np.column_stack([mean_ranks(column) for column in columns.T])
    ranks -= ranks.mean(axis=0)
    length = np.sqrt((ranks**2).sum(axis=0))
    standard: Floats = np.divide(ranks, length, out=np.zeros_like(ranks), where=length > 0)
    return standard


def _correlation(standard: Floats) -> Floats:
    return np.clip(standard.T @ standard, -1.0, 1.0)


def _shapley_of_fit(among: Floats, with_result: Floats) -> Floats:
    """Each input's mean addition to R squared = r' C^-1 r over all orders of adding inputs."""
    size = len(with_result)
    fit = np.zeros(1 << size)
    for mask in range(1, 1 << size):
        members = _members(mask, size)
        r = with_result[members]
        fit[mask] = r @ np.linalg.lstsq(among[np.ix_(members, members)], r, rcond=None)[0]
    share = np.zeros(size)
    for mask in range(1 << size):
        taken = mask.bit_count()
        for i in range(size):
            if not mask >> i & 1:
                weight = factorial(taken) * factorial(size - taken - 1) / factorial(size)
                share[i] += weight * (fit[mask | 1 << i] - fit[mask])
    return share


def _members(mask: int, size: int) -> list[int]:
    return [i for i in range(size) if mask >> i & 1]

"""Draws of uncertain numbers: one stream per number, named by where it stands in the case.

Why not one joint Sobol sequence [sobol1967]_? Its points give a number the column of its rank
among all numbers: adding or removing one input would shift the columns, and so the draws, of all
that follow. Here each number has its own sequence, made from the seed and its path alone, so that
its draws never change because of another number. Each sequence is a Latin hypercube sample in one
dimension [mckay1979]_, extended by doubling [sallaberry2008]_.

What is kept: at every n = 1, 2, 4, 8, ... each of n equal slices of a number's spread holds exactly
one of its first n draws, and the first n draws stay when more are asked for. So whatever is a sum
of functions of single numbers is estimated with an error of order n^-3/2, as by a scrambled Sobol
sequence. What is given up: joint slices of several numbers fill as by chance, so that interactions
are estimated with an error of order n^-1/2, as by independent draws.
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from detente.base.seeds import stream
from detente.methods.game import Floats, Ints

_TAIL_OF_RANGE = 0.05
"""`low` and `high` of a normal or lognormal number leave a twentieth out on each side."""
_SINGULAR = 1e-6
"""Below this a correlated number adds nothing of its own to those before it."""


class Shape(IntEnum):
    """How a number is spread over its range."""

    EXACT = 0
    """Always `mode`."""
    UNIFORM = 1
    """Evenly between `low` and `high`."""
    TRIANGULAR = 2
    """Between `low` and `high`, most often near `mode`."""
    NORMAL = 3
    """Mean `mode`; nine tenths of the spread between the two sides as wide as `low` to `high`. Not
    cut at `low` or `high`, but a number whose `low` is not negative is never negative."""
    LOGNORMAL = 4
    """Median `mode`; nine tenths of the spread as wide, in logarithms, as `low` to `high`."""


class Ranges(NamedTuple):
    """The uncertain numbers of a case."""

    path: tuple[str, ...]
    """[P] where each stands in the case; the name of its stream."""
    shape: Ints
    """[P] codes of `Shape`."""
    low: Floats
    """[P] lower end, as the shape reads it."""
    mode: Floats
    """[P] what a single run uses."""
    high: Floats
    """[P] upper end, as the shape reads it."""


class RankCorrelation(NamedTuple):
    """Numbers that are uncertain together: every two of them have this rank correlation."""

    paths: tuple[str, ...]
    rank: float


def draw(ranges: Ranges, n: int, seed: int, correlations: Sequence[RankCorrelation] = ()) -> Floats:
    """The first n draws of each number, [n, P].

    Correlated numbers are joined by a normal copula: 2 sin(pi rank / 6) is the correlation of the
    normals behind a given rank correlation [pearson1907]_. In each set of linked numbers the first
    keeps its own draws, the next mixes its own with those before it; the slices of the others then
    hold one draw only on average. Of two entries on the same pair the later counts. Cost: O(n P).

    Raises:
        ValueError: a correlated path is not among the numbers, or the correlations contradict
            each other.

    >>> ranges = Ranges(("goals.JPN.safety.weight",), *(np.array([x]) for x in (1, 50, 60, 70)))
    >>> draws = draw(ranges, 4, seed=1)
    >>> sorted(int((x - 50) / 5) for x in draws[:, 0])
    [0, 1, 2, 3]
    """
    return _quantiles(ranges, _linked(ranges.path, _table(ranges.path, n, seed), correlations))


def draw_grouped(ranges: Ranges, groups: Mapping[str, str], n: int, seed: int) -> Floats:
    """The first n draws of each number, where the numbers of one group rise and fall together.

    `groups` gives the group of a path; a path without one has its own stream. To be shown beside
    `draw`: independent draws of many inputs of one kind make a result look surer than it is.
    """
    names = [f"group {groups[path]}" if path in groups else path for path in ranges.path]
    return _quantiles(ranges, _table(names, n, seed))


def _table(names: Sequence[str], n: int, seed: int) -> Floats:
    """One column of uniform draws per name."""
    table = np.empty((n, len(names)))
    for at, name in enumerate(names):
        table[:, at] = _uniforms(name, n, seed)
    return table


def _uniforms(path: str, n: int, seed: int) -> Floats:
    """Numbers between 0 and 1, evenly spread at every power of two.

    One number is placed anywhere; then, again and again, the slices are halved and each half that
    is still empty gets one number. Those new numbers come in random order, or all paths would
    visit their upper and lower halves at the same draws.
    """
    generator = stream(seed, "draws", path)
    points = generator.random(1)
    while len(points) < n:
        size = 2 * len(points)
        empty = np.floor(points * size).astype(np.int64) ^ 1
        added = (empty + generator.random(len(empty))) / size
        points = np.concatenate([points, generator.permutation(added)])
    smallest = np.finfo(float).epsneg
    return np.clip(points[:n], smallest, 1.0 - smallest)


def _linked(
    paths: tuple[str, ...], uniforms: Floats, correlations: Sequence[RankCorrelation]
) -> Floats:
    """The same uniform draws, but correlated in ranks as asked."""
    place = {path: at for at, path in enumerate(paths)}
    asked = np.eye(len(paths))
    for paths_together, rank in correlations:
        unknown = [path for path in paths_together if path not in place]
        if unknown:
            raise ValueError(f"no uncertain number stands at {', '.join(unknown)}")
        together = np.array([place[path] for path in paths_together])
        asked[np.ix_(together, together)] = 2.0 * np.sin(np.pi * rank / 6.0)
    np.fill_diagonal(asked, 1.0)
    linked = np.flatnonzero((asked != 0).sum(axis=0) > 1)
    mixed = uniforms.copy()
    mixed[:, linked] = ndtr(ndtri(uniforms[:, linked]) @ _root(asked[np.ix_(linked, linked)]).T)
    return mixed


def _root(correlation: Floats) -> Floats:
    """The lower triangle whose product with its transpose is the matrix (Cholesky).

    Written out because a perfect correlation, allowed here, leaves zeros on the diagonal.
    """
    size = len(correlation)
    root = np.zeros((size, size))
    for i in range(size):
        for j in range(i + 1):
            rest = correlation[i, j] - root[i, :j] @ root[j, :j]
            if i == j:
                root[i, i] = np.sqrt(max(rest, 0.0))
            elif root[j, j] > _SINGULAR:
                root[i, j] = rest / root[j, j]
    if not np.allclose(root @ root.T, correlation, atol=1e-6):
        raise ValueError("the rank correlations contradict each other: no joint draws have them")
    return root


def _quantiles(ranges: Ranges, uniforms: Floats) -> Floats:
    """What lies at each share of each number's spread."""
    drawn = np.empty_like(uniforms)
    for at in range(len(ranges.path)):
        shape = Shape(int(ranges.shape[at]))
        low, mode, high = (float(x[at]) for x in (ranges.low, ranges.mode, ranges.high))
        drawn[:, at] = _QUANTILE[shape](uniforms[:, at], low, mode, high)
    return drawn


def _exact(u: Floats, _low: float, mode: float, _high: float) -> Floats:
    return np.full_like(u, mode)


def _uniform(u: Floats, low: float, _mode: float, high: float) -> Floats:
    return low + u * (high - low)


def _triangular(u: Floats, low: float, mode: float, high: float) -> Floats:
    width, below, above = high - low, mode - low, high - mode
    rising = low + np.sqrt(u * width * below)
    falling = high - np.sqrt((1.0 - u) * width * above)
    return np.where(u * width < below, rising, falling)


def _normal(u: Floats, low: float, mode: float, high: float) -> Floats:
    spread = (high - low) / (-2.0 * ndtri(_TAIL_OF_RANGE))
    if low < 0 or spread == 0:
        return mode + spread * ndtri(u)
    negative = float(ndtr(-mode / spread))
    drawn: Floats = mode + spread * ndtri(negative + u * (1.0 - negative))
    return np.maximum(drawn, 0.0)


def _lognormal(u: Floats, low: float, mode: float, high: float) -> Floats:
    spread = np.log(high / low) / (-2.0 * ndtri(_TAIL_OF_RANGE))
    drawn: Floats = mode * np.exp(spread * ndtri(u))
    return drawn


_QUANTILE = {
    Shape.EXACT: _exact,
    Shape.UNIFORM: _uniform,
    Shape.TRIANGULAR: _triangular,
    Shape.NORMAL: _normal,
    Shape.LOGNORMAL: _lognormal,
}

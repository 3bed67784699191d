"""Orders over states from what an actor says: statements, weights, a list, or values.

All give ranks: whole numbers from 0, larger is better, equal is indifferent, none left out.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from detente.methods.game import Bools, Floats, Ints
from detente.methods.graph_model import Ranks

_BITS_AT_ONCE = 31  # with a rank below 2^31 in front the code stays below 2^62


class ListFaults(NamedTuple):
    """What keeps a list from being an order of all states; all empty if it is one."""

    missing: tuple[int, ...]
    """States that stand nowhere in the list."""
    repeated: tuple[int, ...]
    """States that stand in it more than once."""
    unknown: tuple[int, ...]
    """Numbers in the list that are no states."""


def statement_ranks(holds: Bools) -> Ranks:
    """The order that statements give, the most important first: [k, S] truth to [S] ranks.

    Option prioritisation [fang2003]_: a state scores 2^(k-j) for each statement j = 1..k that holds
    in it, and more is better. A statement therefore outweighs all that follow, so that the scores
    are compared digit by digit and no number of statements is too many. Without statements all
    states are equal. Cost: O(k S + (k / 31) S log S).

    >>> statement_ranks(np.array([[True, True, False], [False, True, True]])).tolist()
    [1, 2, 0]
    """
    rank = np.zeros(holds.shape[1], np.int64)
    for first in range(0, len(holds), _BITS_AT_ONCE):
        for statement in holds[first : first + _BITS_AT_ONCE]:
            rank = 2 * rank + statement
        rank = np.unique(rank, return_inverse=True)[1]
    return rank.astype(np.int32)


def weight_ranks(weights: Floats, taken: Bools) -> Ranks:
    """The order by the sum of the weights of the options taken: [k] and [k, S] to [S] ranks.

    A weight below 0 counts against its option. Sums that differ by rounding alone are equal.

    >>> weight_ranks(np.array([0.1, 0.2, 0.3]), np.array([[1, 0], [1, 0], [0, 1]], bool)).tolist()
    [0, 0]
    """
    rounding = 2 * len(weights) * float(np.finfo(np.float64).eps * np.abs(weights).sum())
    return value_ranks(weights @ taken, rounding)


def value_ranks(values: Floats, tolerance: float = 0.0) -> Ranks:
    """The order by value, where values closer than the tolerance are equal.

    Being close is not transitive: of 0, 0.6 and 1.2 each is close to the next at a tolerance of 1,
    the ends are not. So the line is drawn from below: a group of equals starts at its least value
    and holds all that lie at most the tolerance above it. Cost: O(S log S).

    >>> value_ranks(np.array([1.2, 0.0, 0.6]), tolerance=1.0).tolist()
    [1, 0, 0]
    """
    levels, place = np.unique(values, return_inverse=True)
    group = np.zeros(len(levels), np.int32)
    least, groups = levels[0], 0
    for k, level in enumerate(levels.tolist()):
        if level - least > tolerance:
            least, groups = level, groups + 1
        group[k] = groups
    return group[place]


def list_ranks(groups: Sequence[Sequence[int]]) -> Ranks:
    """The order of a list of states, best first, where equals stand together in a group.

    The list must hold every state once: see `list_faults`.

    >>> list_ranks([[2], [0, 3], [1]]).tolist()
    [1, 0, 2, 1]
    """
    rank = np.zeros(sum(len(group) for group in groups), np.int32)
    for place, group in enumerate(groups):
        rank[list(group)] = len(groups) - 1 - place
    return rank


def list_faults(groups: Sequence[Sequence[int]], size: int) -> ListFaults:
    """What keeps a list of groups of states from being an order of the states 0..size-1.

    >>> list_faults([[2], [0, 2], [7]], size=4)
    ListFaults(missing=(1, 3), repeated=(2,), unknown=(7,))
    """
    listed = [state for group in groups for state in group]
    return ListFaults(
        missing=tuple(sorted(set(range(size)).difference(listed))),
        repeated=tuple(sorted({state for state in listed if listed.count(state) > 1})),
        unknown=tuple(sorted(set(listed).difference(range(size)))),
    )


def statements_against(holds: Bools, target: int, above: Bools) -> Ints:
    """How many states each statement places above the target: [k].

    `above` marks the states asked about, all of which the statements rank above the target. Of two
    states the first statement that tells them apart decides; it is the one that stands against the
    target, and the target can only pass the other state if that statement, or its place, changes.

    >>> holds = np.array([[True, False, False], [True, True, False]])
    >>> statements_against(holds, 2, np.array([True, True, False])).tolist()
    [1, 1]
    """
    differs = holds[:, above] != holds[:, [target]]
    decisive = differs.argmax(axis=0)
    return np.bincount(decisive, minlength=len(holds)).astype(np.int64)

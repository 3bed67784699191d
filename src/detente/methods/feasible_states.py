"""The states that are left when combinations of options are ruled out.

The set of all states is kept as disjoint cubes: some options settled, the others free. A pattern
is taken out of each cube it meets; what is left falls into at most as many cubes as the pattern
settles options. So no list of all 2^n states is ever made.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from detente.methods.game import Bools
from detente.methods.graph_model import MAX_OPTIONS, Places, States


class Pattern(NamedTuple):
    """A combination of options: those of `mask` are settled as in `value`, all others are free."""

    mask: int
    value: int
    """No bit outside of `mask`."""


class TooManyStates(NamedTuple):
    """More states are left than were asked for."""

    limit: int
    counted: int | None
    """How many there are; None where even the cubes that hold them are more than the limit."""


class _Cubes(NamedTuple):
    """Disjoint cubes, one per row."""

    mask: States
    value: States

    def at(self, rows: Bools) -> "_Cubes":
        return _Cubes(self.mask[rows], self.value[rows])


def feasible_states(
    option_count: int, forbidden: Sequence[Pattern], limit: int
) -> States | TooManyStates:
    """The states of so many options that meet none of the forbidden patterns, ascending.

    Cost: O(patterns x cubes + states). Where the cubes outgrow the limit on the way, the answer is
    that there are too many, even if later patterns would have left fewer.

    Raises:
        ValueError: more than 63 options.

    >>> feasible_states(3, [Pattern(mask=0b011, value=0b011)], limit=10).tolist()
    [0, 1, 2, 4, 5, 6]
    >>> feasible_states(40, [Pattern(mask=1, value=1)], limit=10)
    TooManyStates(limit=10, counted=549755813888)
    """
    if option_count > MAX_OPTIONS:
        raise ValueError(f"{option_count} options: at most {MAX_OPTIONS} can be told apart")
    cubes = _Cubes(np.zeros(1, np.uint64), np.zeros(1, np.uint64))
    for pattern in sorted(forbidden, key=lambda p: (p.mask.bit_count(), p)):
        cubes = _without(cubes, pattern)
        if len(cubes.mask) > limit:
            return TooManyStates(limit=limit, counted=None)
    width = option_count - np.bitwise_count(cubes.mask).astype(np.int64)
    count = sum(cubes_so_wide << k for k, cubes_so_wide in enumerate(np.bincount(width).tolist()))
    if count > limit:
        return TooManyStates(limit=limit, counted=count)
    return _listed(cubes, width, option_count)


def _without(cubes: _Cubes, pattern: Pattern) -> _Cubes:
    """The cubes with everything taken out that meets the pattern."""
    mask, value = np.uint64(pattern.mask), np.uint64(pattern.value)
    apart = cubes.mask & mask & (cubes.value ^ value) != 0
    kept, rest = [cubes.at(apart)], cubes.at(~apart)
    for bit in range(pattern.mask.bit_length()):
        here = np.uint64(1 << bit)
        if not pattern.mask >> bit & 1:
            continue
        split = rest.at(rest.mask & here == 0)
        kept.append(_Cubes(split.mask | here, split.value | (here & ~value)))
        rest = _Cubes(rest.mask | here, rest.value | (here & value))
    return _Cubes(*map(np.concatenate, zip(*kept, strict=True)))


def _listed(cubes: _Cubes, width: Places, option_count: int) -> States:
    """Every state of every cube, ascending; cubes with as many free options side by side."""
    listed = [np.zeros(0, np.uint64)]
    for free_options in np.unique(width).tolist():
        some = cubes.at(width == free_options)
        states, left = some.value[None], ~some.mask & np.uint64((1 << option_count) - 1)
        for _ in range(free_options):
            lowest = left & (~left + np.uint64(1))
            states = np.concatenate([states, states | lowest])
            left ^= lowest
        listed.append(states.ravel())
    return np.sort(np.concatenate(listed))

"""A conflict as the graph model sees it: states, who can move where, who ranks them how.

States are numbered 0..S-1, actors 0..n-1. In *option form* a state is a set of options taken, one
bit each, and an actor moves by changing any of its own options [fang1993]_. In *graph form* the
moves are given one by one and need not be transitive. Ranks are whole numbers, larger is better,
equal is indifferent; only their order matters.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

States = NDArray[np.uint64]
Ranks = NDArray[np.int32]
Places = NDArray[np.int64]

MAX_OPTIONS = 63


class OptionForm(NamedTuple):
    """States as sets of options; at most 63 options, no more states than are feasible."""

    states: States
    """[S] feasible states, ascending; bit k is set where option k is taken."""
    owned: States
    """[n] the options of each actor, as bits; no option has two owners."""
    forward: np.uint64
    """Options that can only be taken, never dropped, as bits."""
    backward: np.uint64
    """Options that can only be dropped, never taken, as bits."""


class GraphForm(NamedTuple):
    """Moves given one by one: compressed rows, one row per actor and state."""

    ptr: Places
    """[n, S+1] the moves of actor i from state s are target[ptr[i, s] : ptr[i, s + 1]]."""
    target: Places
    """[M] the state each move leads to, ascending within a row."""

    @property
    def size(self) -> int:
        """How many states there are."""
        return int(self.ptr.shape[1]) - 1


MoveForm: TypeAlias = OptionForm | GraphForm


class Conflict(NamedTuple):
    """Who can move where, and who prefers what."""

    moves: MoveForm
    ranks: Ranks
    """[n, S] place of each state in the order of each actor; larger is better."""

"""The compiled loop that turns who does what how fast into who goes where how fast."""

from typing import NamedTuple

import numpy as np

from detente.methods._jit import jit
from detente.methods.game import Floats, Ints


class Arcs(NamedTuple):
    """A chain with one entry per pair of states, however many ways lead from one to the other."""

    ptr: Ints
    """[N+1] arcs of state x are ptr[x] .. ptr[x+1]."""
    to: Ints
    """[M] the state an arc leads to, never the one it leaves."""
    rate: Floats
    """[M] rate a year."""
    leaving: Floats
    """[N] how fast each state is left."""


@jit
def arcs(ptr: Ints, to: Ints, rate: Floats) -> Arcs:
    """The arcs of a chain whose entries [K] may lead to the same state, or stay, or never happen.

    A state has few neighbours, so they are found by looking. Cost: O(entries x neighbours).
    """
    count, found = ptr.size - 1, 0
    arc_ptr, leaving = np.zeros(count + 1, np.int64), np.zeros(count)
    arc_to, arc_rate = np.empty(to.size, np.int64), np.zeros(to.size)
    for x in range(count):
        for k in range(ptr[x], ptr[x + 1]):
            y = to[k]
            if y == x or rate[k] == 0.0:
                continue
            arc = arc_ptr[x]
            while arc < found and arc_to[arc] != y:
                arc += 1
            if arc == found:
                arc_to[arc] = y
                found += 1
            arc_rate[arc] += rate[k]
            leaving[x] += rate[k]
        arc_ptr[x + 1] = found
    return Arcs(arc_ptr, arc_to[:found].copy(), arc_rate[:found].copy(), leaving)

"""Which states a group can reach by legal sequences of moves, as sets.

A set of states is one whole number: bit s is set where state s is in the set. That makes unions and
inclusions of thousands of states one operation each, and suits models of up to some 2^12 states.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from detente.methods.components import components
from detente.methods.game import Bools, Ints
from detente.methods.graph_model import GraphForm, Places, Ranks

StateSet = int


class Arcs(NamedTuple):
    """The moves of one mover, an actor or a coalition that acts as one."""

    ptr: Places
    """[S+1] the moves from state s are target[ptr[s] : ptr[s + 1]]."""
    target: Places
    """[M] the state each move leads to."""


def moves_of(graph: GraphForm, actor: int) -> Arcs:
    """The moves of one actor."""
    first, last = graph.ptr[actor, 0], graph.ptr[actor, -1]
    return Arcs(graph.ptr[actor] - first, graph.target[first:last])


def arcs_to(sets: Sequence[StateSet]) -> Arcs:
    """The moves of a mover that can go from state s to each state of sets[s]."""
    rows = [list(members(states)) for states in sets]
    ptr = np.cumsum([0, *map(len, rows)])
    return Arcs(ptr, np.array([t for row in rows for t in row], np.int64))


def joint_reach(movers: Sequence[Arcs], size: int) -> list[StateSet]:
    """What the movers together can reach from each of the `size` states: one set per state.

    A sequence is legal if nobody moves twice in a row [fang1993]_: R_H is the closure over pairs of
    a state and the one who moved last. Without movers nothing is reached; a state is in its own set
    if the movers can come back to it. The pairs that lead to each other share one set, so the cost
    is one union per arc: O((|H| M + |H|^2 S) S / 64) with M moves of each mover.
    """
    if not movers:
        return [0] * size
    bits = [1 << s for s in range(size)]
    count = len(movers) * size  # pairs first, then the occasions to move, which are no states
    mark = bits * len(movers) + [0] * count
    ptr, to = _pairs_and_occasions(movers, size)
    nodes = np.arange(2 * count + 1)
    comp_ptr, comp_node = components(nodes, ptr, to, np.zeros_like(nodes), np.empty(0, np.int64))
    reached = [0] * (2 * count)
    starts, leads, group = ptr.tolist(), to.tolist(), comp_node.tolist()
    for first, last in pairwise(comp_ptr.tolist()):
        found = 0
        for node in group[first:last]:
            for next_node in leads[starts[node] : starts[node + 1]]:
                found |= mark[next_node] | reached[next_node]
        for node in group[first:last]:
            reached[node] = found
    return [_union(reached[count + s :: size]) for s in range(size)]


def better_sets(rank: Ranks) -> list[StateSet]:
    """For each state the states that rank higher: [S] ranks to S sets.

    >>> better_sets(np.array([0, 2, 1], np.int32))
    [6, 0, 2]
    """
    levels, place = np.unique(rank, return_inverse=True)
    above = [state_set(rank > level) for level in levels]
    return [above[k] for k in place]


def state_set(chosen: Bools) -> StateSet:
    """The set of the states that are marked: [S] to one number.

    >>> state_set(np.array([True, False, True]))
    5
    """
    return int.from_bytes(np.packbits(chosen, bitorder="little").tobytes(), "little")


def members(states: StateSet) -> Iterator[int]:
    """The states of a set, ascending.

    >>> list(members(5))
    [0, 2]
    """
    while states:
        lowest = states & -states
        yield lowest.bit_length() - 1
        states ^= lowest


def _union(sets: Sequence[StateSet]) -> StateSet:
    union = 0
    for states in sets:
        union |= states
    return union


def _pairs_and_occasions(movers: Sequence[Arcs], size: int) -> tuple[Ints, Ints]:
    """The graph of a search that remembers who moved last, as rows `ptr` and their ends `to`.

    Node k S + s: state s, where mover k has moved last. Node (K + k) S + s: mover k's occasion to
    move from s. A pair leads to the occasions of all others, an occasion to the pairs it can make.
    """
    count = len(movers)
    others = np.array([[j for j in range(count) if j != k] for k in range(count)], np.int64)
    occasions = (count + others)[:, None, :] * size + np.arange(size)[None, :, None]
    moves = [k * size + arcs.target for k, arcs in enumerate(movers)]
    degree = [np.full(count * size, count - 1), *(np.diff(arcs.ptr) for arcs in movers)]
    ptr = np.concatenate([[0], np.cumsum(np.concatenate(degree))])
    return ptr, np.concatenate([occasions.ravel(), *moves])

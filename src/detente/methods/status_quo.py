"""How a conflict gets from where it stands to where it would hold [li2005]_ [xu2010]_.

A path is legal if nobody moves twice in a row. A path of improvements alone runs on everybody's own
interest; each move by which its mover is no better off needs an actor who looks further or errs.
"""

from typing import NamedTuple

import numpy as np

from detente.methods.game import Bools, Ints
from detente.methods.graph_model import Conflict, GraphForm, Places, Ranks, to_graph


class Path(NamedTuple):
    """One way from the status quo to a state."""

    states: Ints
    """[L + 1] the states on the way, both ends included."""
    movers: Ints
    """[L] who makes each move."""
    improves: Bools
    """[L] whether the mover ranks the state it reaches higher than the one it leaves."""

    @property
    def non_improving(self) -> int:
        """How many moves are no improvements of those who make them."""
        return int(np.sum(~self.improves))


class Evolution(NamedTuple):
    """All that is worth keeping of a search from one state: arrays [R], one entry per arrival.

    An arrival is kept if no path at most as long reaches the same state through the same last mover
    with at most as many non-improving moves. The first entry is the status quo itself.
    """

    state: Places
    last: Places
    """Who moved last; -1 at the status quo."""
    non_improving: Places
    length: Places
    before: Places
    """The entry the last move came from; -1 at the status quo."""
    improves: Bools
    """Whether the last move was an improvement."""


class _Moves(NamedTuple):
    """Moves that a search may add; arrays [K]."""

    to: Places
    mover: Places
    non_improving: Places
    before: Places
    improves: Bools


def evolution(conflict: Conflict, status_quo: int) -> Evolution:
    """Everything that can be reached from the status quo, by the shortest and least costly paths.

    A search by length over pairs (state, last mover), which keeps an arrival if it comes with fewer
    non-improving moves than all before it. Of several such paths of one length the one found first
    is kept; paths with fewer non-improving moves go first, then moves of lower actors, then moves
    to lower states. Cost: O(n M) for M moves, times how often a pair is reached anew.
    """
    graph = to_graph(conflict.moves)
    actors, size = conflict.ranks.shape
    fewest = np.full(actors * size, np.iinfo(np.int64).max)
    found = [_start(status_quo)]
    first, length = 0, 0
    while found[-1].state.size:
        step = _expand(graph, conflict.ranks, found[-1], first)
        node = step.mover * size + step.to
        order = np.lexsort((step.before, step.non_improving, node))
        _, best = np.unique(node[order], return_index=True)
        kept = order[best]
        kept = kept[step.non_improving[kept] < fewest[node[kept]]]
        fewest[node[kept]] = step.non_improving[kept]
        kept = kept[np.lexsort((node[kept], step.before[kept], step.non_improving[kept]))]
        first, length = first + found[-1].state.size, length + 1
        found.append(_arrivals(step, kept, length))
    return Evolution(*(np.concatenate(column) for column in zip(*found, strict=True)))


def paths_to(found: Evolution, state: int) -> tuple[Path, ...]:
    """The ways to a state, fewest non-improving moves first; each further one is shorter.

    The first runs on improvements alone if any does; the last is the shortest legal path of all,
    the shortest coloured path. Empty if no legal path leads there.
    """
    front: list[int] = []
    for arrival in np.flatnonzero(found.state == state):  # by length, then by what it takes
        if not front or found.non_improving[arrival] < found.non_improving[front[-1]]:
            front.append(int(arrival))
    return tuple(_path(found, arrival) for arrival in reversed(front))


def who_would_stay(path: Path, stable: Bools) -> Bools:
    """Who finds each state on the way stable: [n, S] verdicts of one concept to [L + 1, n].

    Where the entry of the next mover is set, the path asks for a move that this actor, if it looks
    ahead as the concept says, would not make.
    """
    return np.asarray(stable[:, path.states].T)


def _start(status_quo: int) -> Evolution:
    nobody, zero = np.array([-1]), np.array([0])
    return Evolution(np.array([status_quo]), nobody, zero, zero, nobody, np.array([True]))


def _expand(graph: GraphForm, ranks: Ranks, arrivals: Evolution, first: int) -> _Moves:
    """All moves of those who did not move last; the first arrival is entry number `first`."""
    parts = []
    for actor in range(len(ranks)):
        free = np.flatnonzero(arrivals.last != actor)
        start, row = arrivals.state[free], graph.ptr[actor]
        count = row[start + 1] - row[start]
        before = np.repeat(free, count)
        within = np.arange(len(before)) - np.repeat(np.cumsum(count) - count, count)
        to = graph.target[np.repeat(row[start], count) + within]
        improves = ranks[actor, to] > ranks[actor, arrivals.state[before]]
        non_improving = arrivals.non_improving[before] + ~improves
        parts.append(_Moves(to, np.full(len(to), actor), non_improving, first + before, improves))
    return _Moves(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _arrivals(step: _Moves, kept: Places, length: int) -> Evolution:
    return Evolution(
        state=step.to[kept],
        last=step.mover[kept],
        non_improving=step.non_improving[kept],
        length=np.full(len(kept), length),
        before=step.before[kept],
        improves=step.improves[kept],
    )


def _path(found: Evolution, arrival: int) -> Path:
    entries = [arrival]
    while found.before[entries[-1]] >= 0:
        entries.append(int(found.before[entries[-1]]))
    way = np.array(entries[::-1])
    return Path(found.state[way], found.last[way[1:]], found.improves[way[1:]])

"""A conflict as the graph model sees it: states, who can move where, who ranks them how.

States are numbered 0..S-1, actors 0..n-1. In *option form* a state is a set of options taken, one
bit each, and an actor moves by changing any of its own options [fang1993]_. In *graph form* the
moves are given one by one and need not be transitive. Ranks are whole numbers, larger is better,
equal is indifferent; only their order matters.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.methods.game import Bools

States = NDArray[np.uint64]
Ranks = NDArray[np.int32]
Places = NDArray[np.int64]
Numbers = NDArray[np.int32]

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

    @property
    def size(self) -> int:
        """How many states there are."""
        return len(self.states)


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


def reachable(moves: MoveForm, actor: int, state: int) -> Places:
    """The states one move of the actor leads to, ascending; without the state itself.

    Cost in option form: O(S), or O(2^k log S) with k own options where that is less.
    """
    if isinstance(moves, GraphForm):
        return moves.target[moves.ptr[actor, state] : moves.ptr[actor, state + 1]]
    here = moves.states[state]
    candidates = _same_but_for(moves, moves.owned[actor], here)
    there = moves.states[candidates]
    return candidates[is_allowed(moves, here, there) & (there != here)]


def improvements(conflict: Conflict, actor: int, state: int) -> Places:
    """The states one move of the actor leads to and that it likes better, ascending."""
    there = reachable(conflict.moves, actor, state)
    return there[conflict.ranks[actor, there] > conflict.ranks[actor, state]]


def is_allowed(moves: OptionForm, here: np.uint64 | States, there: np.uint64 | States) -> Bools:
    """Whether a change from `here` to `there` drops and takes only what may be dropped, taken."""
    dropped, taken = here & ~there, there & ~here
    return np.asarray((dropped & moves.forward) | (taken & moves.backward)) == 0


def to_graph(moves: MoveForm) -> GraphForm:
    """The same moves, one by one; graph form stays as it is.

    Cost: O(S 2^k) time and memory with k options in one hand, so for small models.

    >>> dilemma = OptionForm(
    ...     states=np.arange(4, dtype=np.uint64), owned=np.array([1, 2], np.uint64),
    ...     forward=np.uint64(0), backward=np.uint64(0))
    >>> to_graph(dilemma).target.tolist()
    [1, 0, 3, 2, 2, 3, 0, 1]
    """
    if isinstance(moves, GraphForm):
        return moves
    arcs = [_arcs(moves, own) for own in moves.owned]
    return from_arcs(moves.size, [source for source, _ in arcs], [target for _, target in arcs])


def from_arcs(size: int, sources: list[Places], targets: list[Places]) -> GraphForm:
    """The graph form of moves listed per actor as (source, target); repeated moves count once.

    A move that leads nowhere else is left out. Cost: O(M log M).
    """
    rows, kept, before = [], [], 0
    for source, target in zip(sources, targets, strict=True):
        away = np.asarray(source != target)
        arc = np.unique(source[away].astype(np.int64) * size + target[away])
        rows.append(before + np.searchsorted(arc, np.arange(size + 1) * size))
        kept.append(arc % size)
        before += len(arc)
    return GraphForm(ptr=np.array(rows, np.int64), target=np.concatenate(kept).astype(np.int64))


def reversed_moves(graph: GraphForm) -> GraphForm:
    """The same moves read backwards: from where each state can be reached."""
    sources, targets = arcs_of(graph)
    return from_arcs(graph.size, targets, sources)


def improving_moves(graph: GraphForm, ranks: Ranks) -> GraphForm:
    """The moves that their movers like."""
    sources, targets = arcs_of(graph)
    liked = [r[t] > r[s] for s, t, r in zip(sources, targets, ranks, strict=True)]
    return from_arcs(
        graph.size,
        [s[k] for s, k in zip(sources, liked, strict=True)],
        [t[k] for t, k in zip(targets, liked, strict=True)],
    )


def arcs_of(graph: GraphForm) -> tuple[list[Places], list[Places]]:
    """The moves of each actor as states they start from and states they lead to."""
    states = np.arange(graph.size)
    sources = [np.repeat(states, np.diff(row)) for row in graph.ptr]
    targets = [graph.target[row[0] : row[-1]] for row in graph.ptr]
    return sources, targets


def coalesced(graph: GraphForm, group: Places) -> GraphForm:
    """The moves between groups of states that nobody can tell apart; group s has number group[s].

    A move leads from one group to another where it does so for some of their states. The result
    need not be transitive even where the graph is.
    """
    sources, targets = arcs_of(graph)
    count = int(group.max()) + 1
    return from_arcs(count, [group[s] for s in sources], [group[t] for t in targets])


def dense_ranks(ranks: Ranks) -> Ranks:
    """The same orders with places counted 0, 1, 2, ... from the worst, no place left empty.

    Cost: O(n S), or O(n S log S) where ranks are far apart.
    """
    return np.array([_dense(row) for row in ranks], np.int32)


def _same_but_for(moves: OptionForm, own: np.uint64, here: np.uint64) -> Places:
    """Feasible states that differ from `here` in the options `own` alone, `here` included."""
    if 1 << int(own).bit_count() > moves.size:
        return np.flatnonzero((moves.states ^ here) & ~own == 0)
    wanted = (here & ~own) | _subsets(own)
    place = np.minimum(np.searchsorted(moves.states, wanted), moves.size - 1)
    return place[moves.states[place] == wanted]


def _subsets(mask: np.uint64) -> States:
    """All subsets of the options of a mask, ascending."""
    subsets = np.zeros(1, np.uint64)
    for bit in range(int(mask).bit_length()):
        if int(mask) >> bit & 1:
            subsets = np.concatenate([subsets, subsets | np.uint64(1 << bit)])
    return subsets


def _arcs(moves: OptionForm, own: np.uint64) -> tuple[Places, Places]:
    """Every move of the owner of the options `own`."""
    others = moves.states & ~own
    order = np.argsort(others, kind="stable")
    _, first, count = np.unique(others[order], return_index=True, return_counts=True)
    peers = np.repeat(count, count)
    source = np.repeat(order, peers)
    within = np.arange(len(source)) - np.repeat(np.cumsum(peers) - peers, peers)
    target = order[np.repeat(np.repeat(first, count), peers) + within]
    allowed = is_allowed(moves, moves.states[source], moves.states[target])
    return source[allowed], target[allowed]


def _dense(row: Ranks) -> Ranks:
    """One order without empty places."""
    lowest, highest = int(row.min()), int(row.max())
    if highest - lowest > 4 * len(row):
        return np.unique(row, return_inverse=True)[1].astype(np.int32)
    above = row - np.int32(lowest)
    seen = np.zeros(highest - lowest + 1, np.int32)
    seen[above] = 1
    place: Ranks = (np.cumsum(seen, dtype=np.int32) - 1)[above]
    return place

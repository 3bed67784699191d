"""The most probable ways from one state to an event, told as sequences of transitions.

The jump chain goes from x to y with probability  rate(x, y) / rate out of x; the probability of a
path is the product, so that the most probable path is the shortest with -log p as lengths
[dijkstra1959]_, and the next ones follow by forbidding, at each stage of the paths found, the
continuations already used [yen1971]_. Paths are simple (no state twice), so their probabilities add
up to less than one where moves can be undone.
"""

from collections.abc import Collection, Mapping, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np

from detente.methods.game import Bools
from detente.methods.transitions import Transitions, origins

_END = -1
"""A state beyond all targets, so that one search serves them all."""

_NEVER = 1e-12
"""Jumps less probable than this are no part of a likely path."""


class LikelyPath(NamedTuple):
    """One way to the event."""

    entries: tuple[int, ...]
    """The transitions made; where several lead to the same next state, the fastest of them."""
    states: tuple[int, ...]
    """The states passed, first and last included."""
    probability: float
    """Probability that the chain takes exactly this sequence of states."""


class _Jump(NamedTuple):
    length: float
    to: int
    entry: int


_Graph: TypeAlias = Mapping[int, Sequence[_Jump]]


def likely_paths(
    chain: Transitions, start: int, targets: Bools, absorbing: Bools, count: int
) -> tuple[LikelyPath, ...]:
    """The `count` most probable simple paths from a state to any target, likeliest first.

    A path ends at the first target it meets and passes through no absorbing state. Fewer are
    returned where there are no more. Equal probabilities are ordered by the states passed. Cost:
    O(count * length * M log N).
    """
    graph = _jumps(chain, targets, absorbing)
    found: list[tuple[float, tuple[int, ...]]] = []
    candidates: list[tuple[float, tuple[int, ...]]] = []
    known: set[tuple[int, ...]] = set()
    _offer(candidates, known, graph, (start,), frozenset())
    while candidates and len(found) < count:
        best = heappop(candidates)
        found.append(best)
        for stage in range(1, len(best[1])):
            root = best[1][:stage]
            used = {states[stage] for _, states in found if states[:stage] == root}
            _offer(candidates, known, graph, root, used)
    return tuple(_told(graph, states[:-1]) for _, states in found)


def _offer(
    candidates: list[tuple[float, tuple[int, ...]]],
    known: set[tuple[int, ...]],
    graph: _Graph,
    root: tuple[int, ...],
    used: Collection[int],
) -> None:
    """Add the shortest path that begins with `root` and does not go on to one of `used`."""
    rest = _shortest(graph, root[-1], frozenset(root[:-1]), used)
    if rest is not None and (states := root + rest) not in known:
        known.add(states)
        heappush(candidates, (_length(graph, states), states))


def _shortest(
    graph: _Graph, start: int, closed: frozenset[int], used: Collection[int]
) -> tuple[int, ...] | None:
    """The states after `start` on the shortest way to the end; None if there is no way."""
    done = set(closed)
    queue: list[tuple[float, tuple[int, ...]]] = [(0.0, (start,))]
    while queue:
        length, states = heappop(queue)
        here = states[-1]
        if here == _END:
            return states[1:]
        if here in done:
            continue
        done.add(here)
        for jump in graph.get(here, ()):
            if jump.to not in done and not (here == start and jump.to in used):
                heappush(queue, (length + jump.length, (*states, jump.to)))
    return None


def _length(graph: _Graph, states: tuple[int, ...]) -> float:
    return sum(_jump(graph, x, y).length for x, y in pairwise(states))


def _jump(graph: _Graph, origin: int, to: int) -> _Jump:
    return next(jump for jump in graph[origin] if jump.to == to)


def _told(graph: _Graph, states: tuple[int, ...]) -> LikelyPath:
    jumps = [_jump(graph, x, y) for x, y in pairwise(states)]
    return LikelyPath(
        entries=tuple(jump.entry for jump in jumps),
        states=states,
        probability=float(np.exp(-sum(jump.length for jump in jumps))),
    )


def _jumps(chain: Transitions, targets: Bools, absorbing: Bools) -> _Graph:
    """The jump chain, one arc per pair of states; every target leads on to the end."""
    rates: dict[tuple[int, int], float] = {}
    fastest: dict[tuple[int, int], int] = {}
    out = np.zeros(len(targets))
    arcs = zip(origins(chain).tolist(), chain.to.tolist(), strict=True)
    for entry, (arc, rate) in enumerate(zip(arcs, chain.rate.tolist(), strict=True)):
        if arc[0] != arc[1] and rate > 0:
            out[arc[0]] += rate
            rates[arc] = rates.get(arc, 0.0) + rate
            if arc not in fastest or rate > chain.rate[fastest[arc]]:
                fastest[arc] = entry
    graph: dict[int, list[_Jump]] = {
        int(x): [_Jump(0.0, _END, -1)] for x in np.flatnonzero(targets)
    }
    for (origin, to), rate in rates.items():
        share = rate / out[origin]
        if share > _NEVER and not (targets[origin] or absorbing[origin]):
            length = float(-np.log(share))
            graph.setdefault(origin, []).append(_Jump(length, to, fastest[origin, to]))
    return graph

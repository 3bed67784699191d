"""The shortest way of the others to where an improvement is spoilt: who moves in which order."""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, Protocol

import numpy as np

from detente.methods.game import Bools
from detente.methods.graph_model import (
    Conflict,
    GraphForm,
    Places,
    Ranks,
    improvements,
    improving_moves,
    reachable,
)
from detente.methods.segment_kernels import (
    Segments,
    least_answers,
    least_liked_answers,
    spread_least,
    spread_least_liked,
)
from detente.methods.segments import segments_of

FAR = np.int32(2**30)
"""More moves than there can be."""


class Move(NamedTuple):
    """One actor moves."""

    mover: int
    state: int
    """The state it moves to."""


Ways = dict[int, tuple[Move, ...]]
"""By the state it starts from, a shortest legal sequence; states without one are left out."""


class Routes(Protocol):
    """Ways of all but the focal actor from each start to the nearest of the states wanted."""

    def any(self, focal: int, starts: Places, wanted: Bools) -> Ways:
        """By any moves."""

    def credible(self, focal: int, starts: Places, wanted: Bools) -> Ways:
        """By moves that those who make them like."""


def routes_of(conflict: Conflict) -> Routes:
    """The ways of the others, ready to be asked for."""
    if isinstance(conflict.moves, GraphForm):
        liked = improving_moves(conflict.moves, conflict.ranks)
        return _BySearch(conflict.moves, liked)
    return _ByRounds(conflict, segments_of(conflict.moves, conflict.ranks))


class _BySearch(NamedTuple):
    """Graph form: breadth first. Cost: O(n M) for each start."""

    moves: GraphForm
    liked: GraphForm

    def any(self, focal: int, starts: Places, wanted: Bools) -> Ways:
        return _searched(self.moves, focal, starts, wanted)

    def credible(self, focal: int, starts: Places, wanted: Bools) -> Ways:
        return _searched(self.liked, focal, starts, wanted)


def _searched(graph: GraphForm, focal: int, starts: Places, wanted: Bools) -> Ways:
    found = {start: _search(graph, focal, start, wanted) for start in starts.tolist()}
    return {start: moves for start, moves in found.items() if moves}


def _search(graph: GraphForm, focal: int, start: int, wanted: Bools) -> tuple[Move, ...]:
    """The shortest sequence in which nobody moves twice in a row; none if there is none."""
    came: dict[Move, Move] = {}
    queue = deque([Move(focal, start)])
    while queue:
        here = queue.popleft()
        for mover in range(len(graph.ptr)):
            if mover in (focal, here.mover):
                continue
            for state in reachable(graph, mover, here.state).tolist():
                move = Move(mover, state)
                if move not in came:
                    came[move] = here
                    queue.append(move)
                    if wanted[state]:
                        return tuple(reversed([*_back(came, move)]))
    return ()


def _back(came: dict[Move, Move], move: Move) -> Iterator[Move]:
    """The moves that led to this one, last first."""
    while move in came:
        yield move
        move = came[move]


class _ByRounds(NamedTuple):
    """Option form: how far each state is, one move further with each round over the others.

    Cost: O(n S) a round, and as many rounds as the longest of the ways has moves.
    """

    conflict: Conflict
    segments: Segments

    def any(self, focal: int, starts: Places, wanted: Bools) -> Ways:
        distance = np.where(wanted, np.int32(0), FAR)
        have_one = starts[least_answers(self.segments, focal, distance)[starts] == 0]
        self._measure(focal, have_one, distance, spread_least)
        return self._ways(focal, have_one, distance, partial(reachable, self.conflict.moves))

    def credible(self, focal: int, starts: Places, wanted: Bools) -> Ways:
        distance = np.where(wanted, np.int32(0), FAR)
        have_one = starts[least_liked_answers(self.segments, focal, distance)[starts] == 0]
        self._measure(focal, have_one, distance, spread_least_liked)
        return self._ways(focal, have_one, distance, partial(improvements, self.conflict))

    def _measure(
        self,
        focal: int,
        starts: Places,
        distance: Ranks,
        spread: Callable[[Segments, int, Ranks], bool],
    ) -> None:
        """Fill in how many moves each state is away, until that is known of all starts."""
        while (distance[starts] == FAR).any():
            before = distance.copy()
            for mover in self._others(focal):
                level = before.copy()
                spread(self.segments, mover, level)
                np.minimum(distance, level + np.int32(1), out=distance)

    def _ways(
        self,
        focal: int,
        starts: Places,
        distance: Ranks,
        moves_of: Callable[[int, int], Places],
    ) -> Ways:
        """Down the distances, one by one."""

        def way(here: int) -> Iterator[Move]:
            while distance[here] > 0:
                here, mover = next(
                    (there, mover)
                    for mover in self._others(focal)
                    for there in moves_of(mover, here).tolist()
                    if distance[there] == distance[here] - 1
                )
                yield Move(mover, here)

        return {start: tuple(way(start)) for start in starts.tolist()}

    def _others(self, focal: int) -> list[int]:
        return [mover for mover in range(len(self.conflict.ranks)) if mover != focal]

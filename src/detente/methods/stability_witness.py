"""Why a state holds for an actor or does not: the answers to each of its improvements."""

from collections import deque
from collections.abc import Callable, Iterator
from itertools import combinations, product
from typing import NamedTuple

import numpy as np

from detente.methods.graph_model import Conflict, GraphForm, Places, States, improvements, reachable
from detente.methods.stability import Concept

MovesOf = Callable[[int, int], Places]
"""Where an actor may go from a state."""


class Move(NamedTuple):
    """One actor moves."""

    mover: int
    state: int
    """The state it moves to."""


class Answer(NamedTuple):
    """How the others make an improvement not worth while."""

    improvement: int
    """The state the actor would have moved to."""
    moves: tuple[Move, ...]
    """The moves of the others, one after the other; by SIM all from the first state, at once."""
    outcome: int
    """The state in which this ends; the actor does not like it better than where it started."""
    retreats: tuple[int, ...]
    """By SMR and SSEQ, where the actor can still go from there: nothing better either."""


class Witness(NamedTuple):
    """What becomes of each improvement an actor has from a state."""

    escapes: tuple[int, ...]
    """Improvements that nothing is answered to, best first; none where the state is stable."""
    answers: tuple[Answer, ...]
    """An answer as short as can be to each of the others, best improvement first."""

    @property
    def stable(self) -> bool:
        """Whether the actor would stay."""
        return not self.escapes


def witness(conflict: Conflict, actor: int, state: int, concept: Concept) -> Witness:
    """Why the state holds for the actor by this concept, or what it would leave it for.

    Cost: a breadth-first search through what the others can do, for each improvement.

    Raises:
        ValueError: SIM is asked for in graph form.

    >>> from detente.methods.graph_model import OptionForm
    >>> dilemma = Conflict(
    ...     OptionForm(np.arange(4, dtype=np.uint64), np.array([1, 2], np.uint64),
    ...                np.uint64(0), np.uint64(0)),
    ...     np.array([[1, 0, 3, 2], [1, 3, 0, 2]], np.int32))
    >>> witness(dilemma, actor=0, state=3, concept=Concept.SEQ).answers
    (Answer(improvement=2, moves=(Move(mover=1, state=0),), outcome=0, retreats=()),)
    >>> witness(dilemma, actor=0, state=3, concept=Concept.NASH).escapes
    (2,)
    """
    liked = improvements(conflict, actor, state)
    best_first = liked[np.argsort(-conflict.ranks[actor, liked], kind="stable")]
    escapes, answers = [], []
    for improvement in best_first.tolist():
        answer = _answer(conflict, actor, state, improvement, concept)
        if answer is None:
            escapes.append(improvement)
        else:
            answers.append(answer)
    return Witness(escapes=tuple(escapes), answers=tuple(answers))


def _answer(
    conflict: Conflict, actor: int, state: int, improvement: int, concept: Concept
) -> Answer | None:
    """A shortest answer to one improvement, or None."""
    if concept == Concept.NASH:
        return None
    if concept == Concept.SIM:
        if isinstance(conflict.moves, GraphForm):
            raise ValueError("SIM joins changes of options: it has no meaning in graph form")
        return _simultaneous(conflict, conflict.moves.states, actor, state, improvement)
    rank = conflict.ranks[actor]
    symmetric = concept in (Concept.SMR, Concept.SSEQ)

    def retreats(outcome: int) -> Places:
        return reachable(conflict.moves, actor, outcome) if symmetric else np.zeros(0, np.int64)

    def spoils(outcome: int) -> bool:
        return bool(rank[outcome] <= rank[state] and np.all(rank[retreats(outcome)] <= rank[state]))

    def moves_of(mover: int, at: int) -> Places:
        if concept in (Concept.SEQ, Concept.SSEQ):
            return improvements(conflict, mover, at)
        return reachable(conflict.moves, mover, at)

    others = [j for j in range(len(conflict.ranks)) if j != actor]
    moves = _shortest(improvement, others, moves_of, spoils)
    if moves is None:
        return None
    outcome = moves[-1].state
    return Answer(improvement, moves, outcome, tuple(retreats(outcome).tolist()))


def _shortest(
    start: int, movers: list[int], moves_of: MovesOf, wanted: Callable[[int], bool]
) -> tuple[Move, ...] | None:
    """The shortest legal sequence from `start` to a wanted state, nobody moving twice in a row."""
    came: dict[Move, Move] = {}
    queue = deque([Move(-1, start)])
    while queue:
        here = queue.popleft()
        for mover in movers:
            if mover == here.mover:
                continue
            for state in moves_of(mover, here.state).tolist():
                move = Move(mover, state)
                if move in came:
                    continue
                came[move] = here
                if wanted(state):
                    return tuple(reversed([*_back(came, move)]))
                queue.append(move)
    return None


def _back(came: dict[Move, Move], move: Move) -> Iterator[Move]:
    """The moves that led to this one, last first."""
    while move in came:
        yield move
        move = came[move]


def _simultaneous(
    conflict: Conflict, states: States, actor: int, state: int, improvement: int
) -> Answer | None:
    """The answer of the fewest who improve at the same time, each from the first state."""
    rank = conflict.ranks[actor]
    others = [j for j in range(len(conflict.ranks)) if j != actor]
    liked = {j: improvements(conflict, j, state).tolist() for j in others}
    for count in range(1, len(others) + 1):
        for movers in combinations(others, count):
            for chosen in product(*(liked[j] for j in movers)):
                changes = states[[improvement, *chosen]] ^ states[state]
                landing = states[state] ^ np.bitwise_xor.reduce(changes)
                place = int(np.searchsorted(states, landing))
                if place < len(states) and states[place] == landing and rank[place] <= rank[state]:
                    return Answer(improvement, tuple(map(Move, movers, chosen)), place, ())
    return None

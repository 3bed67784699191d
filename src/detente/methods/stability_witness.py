"""Why a state holds for an actor or does not: the answers to each of its improvements."""

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import NamedTuple

import numpy as np

from detente.methods.answer_routes import Move, routes_of
from detente.methods.answers import answers_of
from detente.methods.graph_model import (
    Conflict,
    GraphForm,
    Places,
    States,
    improvements,
    reachable,
)
from detente.methods.stability import CREDIBLE, SYMMETRIC, Concept

__all__ = ["Answer", "Move", "Witness", "witness", "witnesses"]


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
    [only] = witnesses(conflict, [(actor, state, concept)])
    return only


def witnesses(conflict: Conflict, asked: Iterable[tuple[int, int, Concept]]) -> Iterator[Witness]:
    """The same for many actors, states and concepts: what they share is worked out once.

    Cost: that of the verdicts of one actor by one concept, and of as many rounds as the longest
    answer has moves.

    Raises:
        ValueError: SIM is asked for in graph form.
    """
    answers, routes = answers_of(conflict), routes_of(conflict)
    for actor, state, concept in asked:
        rank = conflict.ranks[actor]
        liked = improvements(conflict, actor, state)
        best_first = liked[np.argsort(-rank[liked].astype(np.int64), kind="stable")]
        if concept == Concept.NASH:
            found = {}
        elif concept == Concept.SIM:
            if isinstance(conflict.moves, GraphForm):
                raise ValueError("SIM joins changes of options: it has no meaning in graph form")
            found = _by_sim(conflict, conflict.moves.states, actor, state, best_first)
        else:
            worth = answers.best(actor, rank) if concept in SYMMETRIC else rank
            search = routes.credible if concept in CREDIBLE else routes.any
            ways = search(actor, best_first, worth <= rank[state])
            found = {t: _answer(conflict, actor, t, moves, concept) for t, moves in ways.items()}
        yield Witness(
            escapes=tuple(t for t in best_first.tolist() if t not in found),
            answers=tuple(found[t] for t in best_first.tolist() if t in found),
        )


def _answer(
    conflict: Conflict, actor: int, improvement: int, moves: tuple[Move, ...], concept: Concept
) -> Answer:
    """The answer that ends where the moves of the others end."""
    outcome = moves[-1].state
    retreats: tuple[int, ...] = ()
    if concept in SYMMETRIC:
        retreats = tuple(reachable(conflict.moves, actor, outcome).tolist())
    return Answer(improvement, moves, outcome, retreats)


def _by_sim(
    conflict: Conflict, states: States, actor: int, state: int, liked: Places
) -> dict[int, Answer]:
    """For each improvement the answer of the fewest who improve at once, if there is one."""
    answers = [_at_once(conflict, states, actor, state, t) for t in liked.tolist()]
    return {answer.improvement: answer for answer in answers if answer is not None}


def _at_once(
    conflict: Conflict, states: States, actor: int, state: int, improvement: int
) -> Answer | None:
    """The answer of the fewest to one improvement, each moving from the first state."""
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

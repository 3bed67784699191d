"""Which states would hold, for whom, under which idea of foresight [fang1993]_.

A state is stable for an actor if each of its improvements is answered so that in the end the
actor is not better off. The concepts differ in what an answer is:

- NASH: nothing; there must be no improvement.
- GMR: any moves of the others [howard1971]_.
- SMR: the same, and the actor cannot get out of it by one more move [howard1971]_.
- SEQ: improvements of the others only [fraser1979]_.
- SSEQ: the same, and the actor cannot get out of it by one more move [rego2017]_.
- SIM: improvements of the others from the same state, made at the same time [fraser1979]_.

The others move one after the other, nobody twice in a row. All but SIM come from one quantity.
With p the ranks of the actor, c(u) the best of p over u and its own moves from u, and W(t) the
least g over t and what the answers lead to from t (g is p for GMR and SEQ, c for SMR and SSEQ;
for NASH, W is above everything), state s is stable if and only if its rank reaches

    M(s) = max over own moves s -> t of min(p(t), W(t)),

and raised to the place of M(s), all else as it is, it becomes stable; below it does not.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import IntEnum
from functools import partial
from typing import NamedTuple

import numpy as np

from detente.methods.answers import Answers, answers_of
from detente.methods.game import Bools
from detente.methods.graph_model import Conflict, OptionForm, Ranks, dense_ranks

UNKNOWN = -1
"""Stands in `shortfall` where a state is not stable and how far it is from it is not known."""
MOST_STATES_BY_SIM = 2**16
"""SIM tries combinations one by one; with more states that could take hours."""


class Concept(IntEnum):
    """Ideas of foresight: what an actor expects the others to answer."""

    NASH = 0
    GMR = 1
    SMR = 2
    SEQ = 3
    SSEQ = 4
    SIM = 5


SYMMETRIC = (Concept.SMR, Concept.SSEQ)
"""Concepts by which the actor looks for a way out of an answer."""
CREDIBLE = (Concept.SEQ, Concept.SSEQ)
"""Concepts by which the others only make moves they like."""


class Verdicts(NamedTuple):
    """For each concept, actor and state: does it hold, and if not, how far is it from it."""

    concepts: tuple[Concept, ...]
    """The concept of each row below."""
    stable: Bools
    """[concepts, n, S] whether the actor would stay."""
    shortfall: Ranks
    """[concepts, n, S] how many places of the actor's order the state would have to rise to be
    stable for it: 0 where it is, UNKNOWN where it is not by SIM."""

    def row(self, concept: Concept) -> int:
        """Where the concept stands in `stable` and `shortfall`."""
        return self.concepts.index(concept)


def verdicts(
    conflict: Conflict, concepts: Sequence[Concept] = tuple(Concept), workers: int = 1
) -> Verdicts:
    """Whether each state is stable for each actor by each concept, and what is missing.

    SIM joins changes of options and tries combinations one by one: its row is left out in graph
    form, where it has no meaning, and beyond MOST_STATES_BY_SIM states. The work is shared among
    so many threads; the result does not depend on how many.
    Cost: O(n S) per concept, actor and round of answers, of which there are a few to a few dozen;
    5 n S bytes for each concept.
    """
    ranked = conflict._replace(ranks=dense_ranks(conflict.ranks))
    asked, answers = _askable(conflict, concepts), answers_of(ranked)
    shortfall = np.empty((len(asked), *ranked.ranks.shape), np.int32)
    for row, concept in enumerate(asked):
        for actor, missing in enumerate(_shortfalls(answers, ranked.ranks, concept, workers)):
            shortfall[row, actor] = missing
    return Verdicts(concepts=asked, stable=shortfall == 0, shortfall=shortfall)


def equilibria(found: Verdicts) -> Bools:
    """The states stable for every actor, by each concept: [concepts, S]."""
    return np.asarray(found.stable.all(axis=1))


def equilibria_of(conflict: Conflict, concepts: Sequence[Concept], workers: int = 1) -> Bools:
    """The same without the verdicts of single actors: for millions of states.

    Each concept has its row, as asked. Cost: time as `verdicts`; besides the conflict some
    5 n S bytes, and 12 S for each worker.

    Raises:
        ValueError: SIM is asked for where `verdicts` leaves it out.
    """
    if len(_askable(conflict, concepts)) < len(concepts):
        raise ValueError("no SIM here: graph form, or too many states")
    answers = answers_of(conflict)
    stable = np.ones((len(concepts), conflict.moves.size), np.bool_)
    for row, concept in enumerate(concepts):
        for missing in _shortfalls(answers, conflict.ranks, concept, workers):
            stable[row] &= missing == 0
    return stable


def _askable(conflict: Conflict, concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """The concepts without SIM where it has no meaning or would take too long."""
    moves = conflict.moves
    by_sim = isinstance(moves, OptionForm) and moves.size <= MOST_STATES_BY_SIM
    return tuple(concept for concept in concepts if concept != Concept.SIM or by_sim)


def _shortfalls(answers: Answers, ranks: Ranks, concept: Concept, workers: int) -> Iterator[Ranks]:
    """For one actor after the other, how far each state is from being stable."""
    one = partial(_shortfall, answers, concept)
    if workers == 1:
        yield from map(one, range(len(ranks)), ranks)
    else:
        with ThreadPoolExecutor(workers) as pool:
            yield from pool.map(one, range(len(ranks)), ranks)


def _shortfall(answers: Answers, concept: Concept, actor: int, rank: Ranks) -> Ranks:
    """M(s) less the rank of s, where that is more than 0: places, if no place is empty."""
    if concept == Concept.SIM:
        return np.where(answers.spoilt(actor), 0, UNKNOWN).astype(np.int32)
    if concept == Concept.NASH:
        level = answers.best(actor, rank)
    else:
        least = answers.least_liked if concept in CREDIBLE else answers.least
        worth = answers.best(actor, rank) if concept in SYMMETRIC else rank
        worth = least(actor, worth)
        level = answers.best(actor, np.minimum(rank, worth, out=worth))
    level = np.maximum(level, rank, out=level)
    return np.subtract(level, rank, out=level)

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

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from detente.methods.game import Bools
from detente.methods.graph_model import (
    Conflict,
    GraphForm,
    Ranks,
    States,
    dense_ranks,
    improving_moves,
    reversed_moves,
    to_graph,
)
from detente.methods.stability_kernels import best_move, simultaneous, worst_answers

UNKNOWN = -1
"""Stands in `shortfall` where a state is not stable and how far it is from it is not known."""


class Concept(IntEnum):
    """Ideas of foresight: what an actor expects the others to answer."""

    NASH = 0
    GMR = 1
    SMR = 2
    SEQ = 3
    SSEQ = 4
    SIM = 5


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


def verdicts(conflict: Conflict, concepts: Sequence[Concept] = tuple(Concept)) -> Verdicts:
    """Whether each state is stable for each actor by each concept, and what is missing.

    SIM puts simultaneous changes of options together and has no meaning in graph form: there its
    row is left out.
    """
    if isinstance(conflict.moves, GraphForm):
        concepts = [concept for concept in concepts if concept != Concept.SIM]
        states = np.zeros(0, np.uint64)
    else:
        states = conflict.moves.states
    graph, ranks = to_graph(conflict.moves), dense_ranks(conflict.ranks)
    improving = improving_moves(graph, ranks)
    shape = (len(concepts), *ranks.shape)
    stable, shortfall = np.empty(shape, np.bool_), np.empty(shape, np.int32)
    backwards = {True: reversed_moves(improving), False: reversed_moves(graph)}
    for row, concept in enumerate(concepts):
        for actor, rank in enumerate(ranks):
            if concept == Concept.SIM:
                stable[row, actor] = _by_sim(states, improving, actor, rank)
                shortfall[row, actor] = np.where(stable[row, actor], 0, UNKNOWN)
                continue
            level = _thresholds(graph, backwards, ranks, actor, concept)
            stable[row, actor] = level <= rank
            shortfall[row, actor] = np.where(level <= rank, 0, level - rank)
    return Verdicts(concepts=tuple(concepts), stable=stable, shortfall=shortfall)


def equilibria(found: Verdicts) -> Bools:
    """The states stable for every actor, by each concept: [concepts, S]."""
    return np.asarray(found.stable.all(axis=1))


def _thresholds(
    graph: GraphForm,
    backwards: dict[bool, GraphForm],
    ranks: Ranks,
    actor: int,
    concept: Concept,
) -> Ranks:
    """M(s): the place each state must have in the actor's order to be stable for it."""
    row, rank = graph.ptr[actor], ranks[actor]
    if concept == Concept.NASH:
        return best_move(row, graph.target, rank)
    worth = rank
    if concept in (Concept.SMR, Concept.SSEQ):
        worth = np.maximum(rank, best_move(row, graph.target, rank))
    answers = backwards[concept in (Concept.SEQ, Concept.SSEQ)]
    order = np.argsort(worth, kind="stable")
    level = worst_answers(answers.ptr, answers.target, actor, order, worth)
    return best_move(row, graph.target, np.minimum(rank, level))


def _by_sim(states: States, improving: GraphForm, actor: int, rank: Ranks) -> Bools:
    return simultaneous(states, improving.ptr, improving.target, actor, rank)

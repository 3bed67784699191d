"""What an actor would have to want for an outcome to hold [kinsara2015]_.

Counts run over all strict orders of the S states by one actor, S! of them, everybody else's as it
is; orders with ties are left out.
"""

from collections.abc import Sequence
from itertools import islice, permutations
from math import factorial
from typing import NamedTuple

import numpy as np

from detente.methods.game import Bools
from detente.methods.graph_model import (
    Conflict,
    GraphForm,
    OptionForm,
    dense_ranks,
    improving_moves,
    to_graph,
)
from detente.methods.joint_reach import (
    Arcs,
    StateSet,
    better_sets,
    joint_reach,
    members,
    moves_of,
)
from detente.methods.order_counting import Temptation, orders_without, tempting
from detente.methods.simultaneous_moves import (
    joint_changes,
    landings,
    needed_by_others,
    table_of,
)
from detente.methods.stability import Concept, Verdicts
from detente.methods.stability_draws import DRAWN, stable_under

MOST_STATES_COUNTED = 1 << 12
"""In larger conflicts nothing is counted: sets of states and numbers of orders become too long."""
MOST_STATES_LISTED = 9
"""9! orders are gone through one by one where no count is known."""
MOST_VERDICTS_LISTED = 1 << 23
"""Orders gone through times states; a minute or less."""
_ORDERS_AT_ONCE = 1 << 14
_ESCAPABLE = (Concept.SMR, Concept.SSEQ)
_BY_IMPROVEMENTS = (Concept.SEQ, Concept.SSEQ)


class InverseCounts(NamedTuple):
    """In how many of all strict orders of one actor a state holds, by concept."""

    concepts: tuple[Concept, ...]
    """The concepts of the entries below; without SIM in graph form."""
    stable: tuple[int | None, ...]
    """Orders in which the actor finds the state stable; None: not feasible to count."""
    equilibrium: tuple[int | None, ...]
    """Orders in which all actors do; None: not feasible to count."""
    total: int | None
    """All strict orders: S!; None: not written out."""

    @property
    def shares(self) -> tuple[float | None, ...]:
        """The share of all orders in which the actor finds the state stable; None: no count."""
        total = self.total
        return tuple(None if n is None or total is None else n / total for n in self.stable)


class _Question(NamedTuple):
    """Whose orders are counted, for which state to hold."""

    conflict: Conflict
    graph: GraphForm
    liked: GraphForm
    """The improvements alone."""
    target: int
    actor: int

    @property
    def others(self) -> list[int]:
        """The other actors."""
        return [j for j in range(len(self.conflict.ranks)) if j != self.actor]


def inverse_counts(conflict: Conflict, target: int, actor: int) -> InverseCounts:
    """In how many strict orders of one actor the target is stable for it, and an equilibrium.

    Whether the target is stable for the actor depends on the set of states above it alone; the
    counts follow without a list of orders, see `order_counting`, for hundreds of states if the
    actor has few moves in the target. Whether the others find it stable does not depend on this
    actor's order by NASH, GMR and SMR; by SIM only on which of its moves in the target improve. By
    SEQ and SSEQ it may depend on every comparison along its moves: then all orders of the states
    concerned are listed, up to `MOST_STATES_LISTED` states. Conflicts of more than
    `MOST_STATES_COUNTED` states have no counts.
    """
    by_sim = isinstance(conflict.moves, OptionForm)
    concepts = tuple(c for c in Concept if c != Concept.SIM or by_sim)
    if conflict.ranks.shape[1] > MOST_STATES_COUNTED:
        unknown = (None,) * len(concepts)
        return InverseCounts(concepts, unknown, unknown, None)
    graph = to_graph(conflict.moves)
    liked = improving_moves(graph, conflict.ranks)
    question = _Question(conflict, graph, liked, target, actor)
    own = [_temptations(question, concept) for concept in concepts]
    stable = [orders_without(graph.size, tempted) for tempted in own]
    equilibrium = [
        _equilibrium_count(question, concept, tempted, count)
        for concept, tempted, count in zip(concepts, own, stable, strict=True)
    ]
    return InverseCounts(concepts, tuple(stable), tuple(equilibrium), factorial(graph.size))


def states_to_reach(conflict: Conflict, target: int, found: Verdicts) -> Bools:
    """The states that the target must rise to or past to be stable: [concepts, n, S].

    Raised to the highest of them in the order of the actor, everything else as it is, the target
    becomes stable for it. None are marked where it is stable, nor for SIM, where the place is not
    known.
    """
    ranks = dense_ranks(conflict.ranks)
    here = ranks[:, [target]]
    height = here + found.shortfall[:, :, [target]]
    return np.asarray((ranks > here) & (ranks <= height))


def _temptations(question: _Question, concept: Concept) -> list[Temptation]:
    """The moves away from the target, and what keeps the actor from them."""
    graph, target, actor = question.graph, question.target, question.actor
    answers = _answers(question, concept)
    escape = [0] * graph.size
    if concept in _ESCAPABLE:
        escape = joint_reach([moves_of(graph, actor)], graph.size)
    moves = _row(graph, actor, target)
    found = [tempting(t, [1 << u | escape[u] for u in members(answers[t])], target) for t in moves]
    return [temptation for temptation in found if temptation is not None]


def _answers(question: _Question, concept: Concept) -> dict[int, StateSet]:
    """Where the others can lead after each move of the actor from the target."""
    graph, target, actor = question.graph, question.target, question.actor
    moves = _row(graph, actor, target)
    if concept == Concept.NASH:
        return dict.fromkeys(moves, 0)
    if isinstance(question.conflict.moves, OptionForm) and concept == Concept.SIM:
        table = table_of(question.conflict.moves, question.liked, target)
        changes = joint_changes(table, question.others)
        return {t: landings(table, t, changes) for t in moves}
    used = question.liked if concept in _BY_IMPROVEMENTS else graph
    reach = joint_reach([moves_of(used, j) for j in question.others], graph.size)
    return {t: reach[t] for t in moves}


def _equilibrium_count(
    question: _Question, concept: Concept, own: Sequence[Temptation], stable: int | None
) -> int | None:
    """In how many orders all actors find the target stable, of `stable` in which the actor does."""
    if isinstance(question.conflict.moves, OptionForm) and concept == Concept.SIM:
        table = table_of(question.conflict.moves, question.liked, question.target)
        own_moves = _row(question.graph, question.actor, question.target)
        musts = needed_by_others(table, question.conflict.ranks, question.actor, own_moves)
        return 0 if 0 in musts else orders_without(question.graph.size, own, musts)
    least, most = _others_hold(question, concept)
    if least:
        return stable
    if not most:
        return 0
    return _listed(question, concept, own)


def _others_hold(question: _Question, concept: Concept) -> tuple[bool, bool]:
    """Do the others find the target stable, if no move, or every move, improves for the actor.

    The more of its moves improve, the more the actor can answer: between the two lies the truth.
    """
    graph, size = question.graph, question.graph.size
    nothing = Arcs(np.zeros(size + 1, np.int64), np.empty(0, np.int64))
    used = question.liked if concept in _BY_IMPROVEMENTS else graph
    movers = {j: moves_of(used, j) for j in question.others}
    extremes = [moves_of(graph, question.actor)] * 2
    if concept in _BY_IMPROVEMENTS:
        extremes[0] = nothing
    least, most = (
        all(_holds_for(question, concept, j, {**movers, question.actor: own}) for j in movers)
        for own in extremes
    )
    return least, most


def _holds_for(question: _Question, concept: Concept, j: int, movers: dict[int, Arcs]) -> bool:
    """Whether one actor finds the target stable if the others can answer by these moves."""
    graph, target = question.graph, question.target
    moves = _row(question.liked, j, target)
    if concept == Concept.NASH or not moves:
        return not moves
    answers = joint_reach([arcs for k, arcs in movers.items() if k != j], graph.size)
    better = better_sets(question.conflict.ranks[j])[target]
    escape = [0] * graph.size
    if concept in _ESCAPABLE:
        escape = joint_reach([moves_of(graph, j)], graph.size)
    return all(any(not (1 << u | escape[u]) & better for u in members(answers[t])) for t in moves)


def _listed(question: _Question, concept: Concept, own: Sequence[Temptation]) -> int | None:
    """The same count by going through all orders of the states that matter; None if too many.

    Each such order is the order of those states in S! / k! orders of all.
    """
    size, concerned = question.graph.size, sorted(_concerned(question, own))
    orders = factorial(len(concerned))
    if len(concerned) > MOST_STATES_LISTED or orders * size > MOST_VERDICTS_LISTED:
        return None
    row, count = DRAWN.index(concept), 0
    every = permutations(range(len(concerned)))
    while some := list(islice(every, _ORDERS_AT_ONCE)):
        draws = np.repeat(question.conflict.ranks[None], len(some), axis=0)
        draws[:, question.actor, concerned] = some
        stable = stable_under(question.graph, draws)[:, row, :, question.target]
        count += int(stable.all(axis=1).sum())
    return count * (factorial(size) // orders)


def _concerned(question: _Question, own: Sequence[Temptation]) -> set[int]:
    """The states whose order decides: those that tempt the actor, or it may be asked to leave.

    It may answer an improvement of another from wherever the others' improvements, and any moves
    of its own, can lead; there it matters whether its moves improve.
    """
    graph, actor, target = question.graph, question.actor, question.target
    concerned = {target}
    for temptation in own:
        for states in (temptation.needs, *temptation.escapes):
            concerned.update(members(states))
    for j in question.others:
        movers = [moves_of(question.liked, k) for k in question.others if k != j]
        reach = joint_reach([*movers, moves_of(graph, actor)], graph.size)
        for t in _row(question.liked, j, target):
            for x in members(reach[t] | 1 << t):
                if moves := _row(graph, actor, x):
                    concerned.update((x, *moves))
    return concerned


def _row(graph: GraphForm, actor: int, state: int) -> list[int]:
    return graph.target[graph.ptr[actor, state] : graph.ptr[actor, state + 1]].tolist()

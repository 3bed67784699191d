"""Laws of stability: what follows from what, and what does not matter."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.robust.random_conflicts import random_conflict

from detente.methods.graph_model import Conflict, GraphForm, OptionForm, Places, to_graph
from detente.methods.stability import UNKNOWN, Concept, equilibria, verdicts

IMPLIED = [
    (Concept.NASH, Concept.SSEQ),
    (Concept.SSEQ, Concept.SEQ),
    (Concept.SEQ, Concept.GMR),
    (Concept.NASH, Concept.SMR),
    (Concept.SMR, Concept.GMR),
    (Concept.SSEQ, Concept.SMR),
    (Concept.NASH, Concept.SIM),
]

conflicts = st.integers(0, 2**31).map(random_conflict)
option_conflicts = conflicts.filter(lambda conflict: isinstance(conflict.moves, OptionForm))


def renumbered(conflict: Conflict, order: Places) -> Conflict:
    """The same with another numbering of the actors."""
    moves = conflict.moves
    if isinstance(moves, OptionForm):
        return Conflict(moves._replace(owned=moves.owned[order]), conflict.ranks[order])
    rows = [moves.target[moves.ptr[i, 0] : moves.ptr[i, -1]] for i in order]
    begins = np.cumsum([0, *(len(row) for row in rows[:-1])])
    ptr = np.array([moves.ptr[i] - moves.ptr[i, 0] + b for i, b in zip(order, begins, strict=True)])
    return Conflict(GraphForm(ptr, np.concatenate(rows)), conflict.ranks[order])


@given(conflicts)
def test_implications(conflict: Conflict) -> None:
    found = verdicts(conflict)
    for strong, weak in IMPLIED:
        if weak in found.concepts:
            assert not (found.stable[found.row(strong)] & ~found.stable[found.row(weak)]).any()


@given(conflicts)
def test_a_stricter_concept_asks_for_a_higher_place(conflict: Conflict) -> None:
    found = verdicts(conflict)
    for strong, weak in IMPLIED[:6]:
        assert (found.shortfall[found.row(strong)] >= found.shortfall[found.row(weak)]).all()


@given(conflicts)
def test_stable_is_to_fall_short_by_nothing(conflict: Conflict) -> None:
    found = verdicts(conflict)
    assert np.array_equal(found.stable, found.shortfall == 0)
    assert (found.shortfall[:5] >= 0).all()
    assert np.isin(found.shortfall[5:], [0, UNKNOWN]).all()


@given(conflicts, st.permutations(range(5)))
def test_the_numbering_of_actors_does_not_matter(conflict: Conflict, five: list[int]) -> None:
    order = np.array([i for i in five if i < len(conflict.ranks)])
    before, after = verdicts(conflict), verdicts(renumbered(conflict, order))
    assert np.array_equal(before.shortfall[:, order], after.shortfall)
    assert np.array_equal(equilibria(before), equilibria(after))


@given(option_conflicts, st.permutations(range(63)))
def test_the_order_of_options_does_not_matter(conflict: Conflict, place: list[int]) -> None:
    def moved(mask: np.uint64) -> np.uint64:
        return np.uint64(sum(1 << place[k] for k in range(63) if int(mask) >> k & 1))

    moves = conflict.moves
    states = np.array([moved(state) for state in moves.states], np.uint64)
    owned = np.array([moved(own) for own in moves.owned], np.uint64)
    order = np.argsort(states)
    other = OptionForm(states[order], owned, moved(moves.forward), moved(moves.backward))
    after = verdicts(Conflict(other, conflict.ranks[:, order]))
    assert np.array_equal(verdicts(conflict).shortfall[:, :, order], after.shortfall)


@given(conflicts)
def test_only_the_order_of_ranks_matters(conflict: Conflict) -> None:
    stretched = np.unique(conflict.ranks, return_inverse=True)[1].reshape(conflict.ranks.shape)
    cubed = (stretched.astype(np.int64) ** 3 - 50).astype(np.int32)
    after = verdicts(conflict._replace(ranks=cubed))
    assert np.array_equal(verdicts(conflict).shortfall, after.shortfall)


@given(option_conflicts)
def test_moves_given_one_by_one_are_judged_alike(conflict: Conflict) -> None:
    by_options = verdicts(conflict, tuple(Concept)[:5])
    by_arcs = verdicts(conflict._replace(moves=to_graph(conflict.moves)))
    assert by_arcs.concepts == by_options.concepts
    assert np.array_equal(by_arcs.shortfall, by_options.shortfall)


@given(conflicts, st.integers(2, 4))
def test_the_number_of_threads_does_not_matter(conflict: Conflict, workers: int) -> None:
    alone, shared = verdicts(conflict), verdicts(conflict, workers=workers)
    assert np.array_equal(alone.shortfall, shared.shortfall)

import numpy as np
import pytest

from detente.methods import stability
from detente.methods.answers import answers_of
from detente.methods.graph_model import Conflict, GraphForm, OptionForm, to_graph
from detente.methods.stability import Concept, equilibria, equilibria_of, verdicts
from detente.methods.stability_witness import witness

DILEMMA = Conflict(
    OptionForm(
        np.arange(4, dtype=np.uint64), np.array([1, 2], np.uint64), np.uint64(0), np.uint64(0)
    ),
    np.array([[1, 0, 3, 2], [1, 3, 0, 2]], np.int32),
)
BY_ARCS = DILEMMA._replace(moves=to_graph(DILEMMA.moves))


def test_a_single_actor_holds_only_its_best_states() -> None:
    form = OptionForm(
        np.arange(4, dtype=np.uint64), np.array([3], np.uint64), np.uint64(0), np.uint64(0)
    )
    found = verdicts(Conflict(form, np.array([[10, 30, 20, 30]], np.int32)))
    assert found.shortfall.tolist()[:5] == [[[2, 0, 1, 0]]] * 5
    assert found.stable.tolist() == [[[False, True, False, True]]] * 6


def test_nothing_moves_where_nobody_owns_anything() -> None:
    form = DILEMMA.moves._replace(owned=np.zeros(2, np.uint64))
    assert verdicts(DILEMMA._replace(moves=form)).stable.all()
    empty = GraphForm(np.zeros((2, 5), np.int64), np.zeros(0, np.int64))
    assert verdicts(DILEMMA._replace(moves=empty)).stable.all()


def test_a_single_state_is_stable() -> None:
    form = DILEMMA.moves._replace(states=np.array([2], np.uint64))
    assert verdicts(Conflict(form, np.zeros((2, 1), np.int32))).stable.all()


def test_rows_are_the_concepts_asked_for() -> None:
    found = verdicts(DILEMMA, (Concept.SEQ, Concept.NASH))
    assert found.concepts == (Concept.SEQ, Concept.NASH)
    assert equilibria(found).tolist() == [[True, False, False, True], [True, False, False, False]]
    assert np.array_equal(equilibria_of(DILEMMA, found.concepts), equilibria(found))


def test_ranks_at_the_ends_of_their_range() -> None:
    ends = np.array([[-(2**31), 2**31 - 1, 0, 5], [2**31 - 1, -(2**31), 1, 0]], np.int32)
    wide = DILEMMA._replace(ranks=ends)
    five = tuple(Concept)[:5]
    assert np.array_equal(equilibria_of(wide, five), equilibria(verdicts(wide, five)))


def test_sim_is_left_out_where_options_cannot_be_joined() -> None:
    assert Concept.SIM in verdicts(DILEMMA).concepts
    assert Concept.SIM not in verdicts(BY_ARCS).concepts
    with pytest.raises(ValueError, match="graph form"):
        equilibria_of(BY_ARCS, [Concept.SIM])
    with pytest.raises(ValueError, match="graph form"):
        answers_of(BY_ARCS).spoilt(0)
    with pytest.raises(ValueError, match="graph form"):
        witness(BY_ARCS, 0, 3, Concept.SIM)


def test_sim_is_left_out_where_it_would_take_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stability, "MOST_STATES_BY_SIM", 3)
    assert verdicts(DILEMMA).concepts == tuple(Concept)[:5]


def test_answers_are_as_short_as_can_be() -> None:
    # from 1 the others can go 1 -> 2 -> 3 or at once 1 -> 3
    ptr = np.array([[0, 1, 1, 1, 1], [1, 1, 3, 3, 3], [3, 3, 3, 4, 4]])
    graph = GraphForm(ptr, np.array([1, 2, 3, 3]))
    ranks = np.array([[1, 2, 3, 0], [0, 0, 1, 1], [0, 0, 0, 1]], np.int32)
    [answer] = witness(Conflict(graph, ranks), 0, 0, Concept.GMR).answers
    assert answer.moves == ((1, 3),)
    assert answer.outcome == 3

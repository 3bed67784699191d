import numpy as np
import pytest
from tests.robust.random_conflicts import random_conflict
from tests.robust.stability_oracle import Oracle

from detente.methods.graph_model import (
    Conflict,
    GraphForm,
    OptionForm,
    coalesced,
    dense_ranks,
    from_arcs,
    improvements,
    improving_moves,
    reachable,
    reversed_moves,
    to_graph,
)

NONE = np.uint64(0)


def arrows(graph: GraphForm, actor: int) -> list[tuple[int, int]]:
    return [
        (s, int(t))
        for s in range(graph.size)
        for t in graph.target[graph.ptr[actor, s] : graph.ptr[actor, s + 1]]
    ]


@pytest.mark.parametrize("seed", range(40))
def test_moves_are_those_of_the_definitions(seed: int) -> None:
    conflict = random_conflict(seed)
    oracle, graph = Oracle(conflict), to_graph(conflict.moves)
    liked = improving_moves(graph, conflict.ranks)
    for i in oracle.actors:
        for s in oracle.all:
            expected = sorted(oracle.moves[i][s])
            assert reachable(conflict.moves, i, s).tolist() == expected
            assert reachable(graph, i, s).tolist() == expected
            expected = sorted(oracle.improvements[i][s])
            assert improvements(conflict, i, s).tolist() == expected
            assert reachable(liked, i, s).tolist() == expected


def test_with_many_own_options_the_states_are_looked_through() -> None:
    states = np.array([0, 1 << 10, 1 << 40, 1 << 60], np.uint64)
    form = OptionForm(states, np.array([(1 << 50) - 1, 1 << 60], np.uint64), NONE, NONE)
    assert reachable(form, 0, 0).tolist() == [1, 2]
    assert reachable(form, 1, 0).tolist() == [3]
    assert reachable(form, 0, 3).tolist() == []


def test_one_way_options_forbid_the_way_back() -> None:
    states = np.arange(4, dtype=np.uint64)
    form = OptionForm(states, np.array([3], np.uint64), np.uint64(1), np.uint64(2))
    assert [reachable(form, 0, s).tolist() for s in range(4)] == [[1], [], [0, 1, 3], [1]]


def test_arcs_are_sorted_and_stand_once() -> None:
    graph = from_arcs(3, [np.array([2, 0, 0, 0, 1])], [np.array([0, 2, 1, 2, 1])])
    assert arrows(graph, 0) == [(0, 1), (0, 2), (2, 0)]


def test_backwards_twice_is_forwards() -> None:
    graph = to_graph(random_conflict(3).moves)
    turned = reversed_moves(graph)
    assert sorted((t, s) for s, t in arrows(graph, 0)) == arrows(turned, 0)
    again = reversed_moves(turned)
    assert all(np.array_equal(a, b) for a, b in zip(again, graph, strict=True))


def test_coalesced_moves_lead_between_groups() -> None:
    graph = from_arcs(4, [np.array([0, 1, 2]), np.array([3])], [np.array([1, 2, 3]), np.array([0])])
    joined = coalesced(graph, np.array([0, 1, 1, 2]))
    assert [arrows(joined, i) for i in range(2)] == [[(0, 1), (1, 2)], [(2, 0)]]


@pytest.mark.parametrize("scale", [1, 10**8])
def test_dense_ranks_leave_no_place_empty(scale: int) -> None:
    ranks = np.array([[-2, 7, -2, 0], [5, 5, 5, 5]], np.int32) * np.int32(scale)
    assert dense_ranks(ranks).tolist() == [[0, 2, 0, 1], [0, 0, 0, 0]]


def test_a_conflict_is_as_large_as_its_moves() -> None:
    states = np.array([1, 5], np.uint64)
    form = OptionForm(states, np.array([4], np.uint64), NONE, NONE)
    conflict = Conflict(form, np.array([[0, 1]], np.int32))
    assert conflict.moves.size == to_graph(form).size == 2

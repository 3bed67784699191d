import numpy as np
import pytest
from tests.robust.random_conflicts import random_conflict

from detente.methods.answer_routes import Ways, routes_of
from detente.methods.graph_model import Conflict, from_arcs, to_graph


def lengths(ways: Ways) -> dict[int, int]:
    return {start: len(moves) for start, moves in ways.items()}


@pytest.mark.parametrize("seed", [s for s in range(50) if s % 5 < 3])
def test_rounds_and_search_find_ways_of_the_same_length(seed: int) -> None:
    conflict = random_conflict(seed)
    by_rounds = routes_of(conflict)
    by_search = routes_of(conflict._replace(moves=to_graph(conflict.moves)))
    size = conflict.moves.size
    wanted = np.random.default_rng(seed).random(size) < 0.15
    starts = np.flatnonzero(~wanted)
    for focal in range(len(conflict.ranks)):
        for either, other in (
            (by_rounds.any, by_search.any),
            (by_rounds.credible, by_search.credible),
        ):
            found = lengths(either(focal, starts, wanted))
            assert found == lengths(other(focal, starts, wanted))


def test_nobody_moves_twice_in_a_row() -> None:
    # actor 1 alone could go 0 -> 1 -> 2; with actor 2 between, the way is longer
    graph = from_arcs(
        5,
        [np.array([], np.int64), np.array([0, 1, 3]), np.array([1])],
        [np.array([], np.int64), np.array([1, 2, 4]), np.array([3])],
    )
    routes = routes_of(Conflict(graph, np.zeros((3, 5), np.int32)))
    wanted = np.array([False, False, True, False, True])
    found = routes.any(0, np.array([0]), wanted)
    assert found == {0: ((1, 1), (2, 3), (1, 4))}
    assert routes.credible(0, np.array([0]), wanted) == {}

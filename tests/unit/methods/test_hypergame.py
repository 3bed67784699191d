import numpy as np
import pytest
from tests.literal_conflicts import (
    DEFINITIONS,
    PRISONERS,
    SYRIA_IRAQ,
    Plain,
    plain,
    plain_moves,
    random_conflict,
    stable_table,
)

from detente.methods.graph_model import Conflict, to_graph
from detente.methods.hypergame import (
    SEEN_BY_CONCEPTS,
    Hypergame,
    Kind,
    hypergame_equilibria,
    with_unseen,
)
from detente.methods.stability import Concept, equilibria, verdicts


def random_hypergame(rng: np.random.Generator, actors: int) -> Hypergame:
    moves = random_conflict(rng, actors=actors, most=7).moves
    views = tuple(
        Conflict(moves, rng.integers(0, 6, (actors, moves.size)).astype(np.int32))
        for _ in range(actors)
    )
    return Hypergame(views, rng.random((actors, moves.size)) < 0.8)


def literal_view(view: Conflict, seen: list[bool]) -> Plain:
    moves = [
        [{t for t in row if seen[s] and seen[t]} for s, row in enumerate(actor)]
        for actor in plain_moves(view.moves)
    ]
    return Plain(moves, view.ranks.tolist())


@pytest.mark.parametrize("seed", range(40))
def test_agrees_with_the_definition_on_random_views(seed: int) -> None:
    rng = np.random.default_rng(seed)
    game = random_hypergame(rng, actors=2 + seed % 2)
    actors = range(len(game.views))
    views = [literal_view(game.views[i], game.seen[i].tolist()) for i in actors]
    found = hypergame_equilibria(game)
    for row, concept in enumerate(SEEN_BY_CONCEPTS):
        tables = [stable_table(view, DEFINITIONS[concept.name.lower()]) for view in views]
        assert found.expected[row].tolist() == tables
        for s in range(game.seen.shape[1]):
            holds = all(tables[i][i][s] for i in actors)
            foreseen = all(tables[i][j][s] for i in actors for j in actors)
            assert (found.kind[row, s] != Kind.NONE) == holds
            if holds and not game.seen[:, s].all():
                assert found.kind[row, s] == Kind.STEALTHY
            elif holds:
                assert found.kind[row, s] == (Kind.STEADY if foreseen else Kind.UNSTEADY)


@pytest.mark.parametrize("seed", range(10))
def test_if_all_see_the_same_all_equilibria_are_steady(seed: int) -> None:
    conflict = random_conflict(np.random.default_rng(seed), actors=3)
    game = Hypergame((conflict,) * 3, np.ones(conflict.ranks.shape, bool))
    found = hypergame_equilibria(game)
    expected = equilibria(verdicts(conflict, SEEN_BY_CONCEPTS))
    assert np.array_equal(found.kind, np.where(expected, Kind.STEADY, Kind.NONE))


def test_mutual_trust_holds_but_not_if_each_expects_the_other_to_betray() -> None:
    """Both prisoners prefer loyalty, and neither knows it of the other."""
    loyal, tempted = [1, 0, 2, 3], [2, 1, 4, 3]
    first = np.array([loyal, [2, 4, 1, 3]], np.int32)
    second = np.array([tempted, [1, 2, 0, 3]], np.int32)
    views = tuple(Conflict(PRISONERS.moves, ranks) for ranks in (first, second))
    found = hypergame_equilibria(Hypergame(views, np.ones((2, 4), bool)), [Concept.NASH])
    assert found.kind[0, 3] == Kind.UNSTEADY
    assert found.stable[0, :, 3].all()
    assert not found.expected[0, 0, 1, 3]


def test_syria_and_iraq_with_states_unseen_as_in_gmcr_plus() -> None:
    """Syria does not think of a plain release, Iraq not of Syria's inaction."""
    seen = np.ones((2, 6), bool)
    seen[0, [1, 4]] = False
    seen[1, [0, 3]] = False
    found = equilibria(verdicts(with_unseen(SYRIA_IRAQ, seen)))
    assert [(np.flatnonzero(row) + 1).tolist() for row in found] == [[1, 2, 6]] * 5


def test_seeing_everything_changes_no_move() -> None:
    kept = with_unseen(SYRIA_IRAQ, np.ones((2, 6), bool)).moves
    graph = to_graph(SYRIA_IRAQ.moves)
    assert np.array_equal(kept.ptr, graph.ptr)
    assert np.array_equal(kept.target, graph.target)
    assert plain(SYRIA_IRAQ).moves == plain_moves(kept)

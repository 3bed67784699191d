import numpy as np
import pytest
from tests.literal_conflicts import (
    CHICKEN,
    ELMIRA,
    PRISONERS,
    SYRIA_IRAQ,
    Plain,
    graph_conflict,
    is_nash,
    plain,
    random_conflict,
    stable_table,
)

from detente.methods.graph_model import Conflict
from detente.methods.limited_move import limited_move


def equilibria(conflict: Conflict) -> list[list[int]]:
    """By horizon, numbered from 1."""
    return [(np.flatnonzero(row) + 1).tolist() for row in limited_move(conflict).stable.all(axis=1)]


def literal_end(
    model: Plain, rng: np.random.Generator | None, levels: int
) -> list[list[list[int]]]:
    """G_h(i, s) by the definition; ties by the rule, or anyhow where a generator is given."""
    ends = [[list(model.states), list(model.states)]]
    for _ in range(levels):
        level = []
        for i in (0, 1):
            mine, other, reply = model.ranks[i], model.ranks[1 - i], ends[-1][1 - i]
            row = []
            for s in model.states:
                found = s
                if model.moves[i][s]:
                    most = max(mine[reply[t]] for t in model.moves[i][s])
                    equal = [t for t in sorted(model.moves[i][s]) if mine[reply[t]] == most]
                    if rng is not None:
                        equal = [int(rng.choice(equal))]
                    chosen = max(equal, key=lambda t: (other[reply[t]], -t))
                    found = reply[chosen] if most > mine[s] else s
                row.append(found)
            level.append(row)
        ends.append(level)
    return ends[1:]


@pytest.mark.parametrize("seed", range(80))
def test_agrees_with_the_definition_on_random_conflicts(seed: int) -> None:
    conflict = random_conflict(np.random.default_rng(seed), actors=2)
    found, model = limited_move(conflict), plain(conflict)
    assert found.end.tolist() == literal_end(model, None, len(found.end))
    assert found.stable[0].tolist() == stable_table(model, is_nash)


@pytest.mark.parametrize("seed", range(80))
def test_settled_verdicts_do_not_depend_on_the_tie_rule(seed: int) -> None:
    rng = np.random.default_rng(seed)
    conflict = random_conflict(rng, actors=2)
    found, model = limited_move(conflict), plain(conflict)
    for _ in range(5):
        other = np.array(literal_end(model, rng, len(found.end)))
        stays = other == np.arange(conflict.moves.size)
        assert np.array_equal(stays[found.settled], found.stable[found.settled])


@pytest.mark.parametrize("seed", range(40))
def test_what_repeats_goes_on_repeating(seed: int) -> None:
    conflict = random_conflict(np.random.default_rng(seed), actors=2)
    found, model = limited_move(conflict), plain(conflict)
    assert found.cycle is not None
    start, period = found.cycle
    ends = np.array(literal_end(model, None, start + 3 * period))
    later = ends[start - 1 : start - 1 + period]
    assert np.array_equal(later, ends[start - 1 + period : start - 1 + 2 * period])
    assert np.array_equal(found.non_myopic, (later == np.arange(conflict.moves.size)).all(axis=0))


def test_prisoners_keep_faith_from_two_moves_ahead() -> None:
    found = limited_move(PRISONERS)
    assert equilibria(PRISONERS)[:2] == [[1], [1, 4]]
    assert (np.flatnonzero(found.non_myopic.all(axis=0)) + 1).tolist() == [1, 4]
    assert found.settled.all()


def test_chicken_swerves_from_three_moves_ahead() -> None:
    found = limited_move(CHICKEN)
    assert equilibria(CHICKEN)[:3] == [[2, 3], [], [4]]
    assert (np.flatnonzero(found.non_myopic.all(axis=0)) + 1).tolist() == [4]


def test_syria_and_iraq_go_round_with_period_four() -> None:
    found = limited_move(SYRIA_IRAQ)
    assert found.cycle == (2, 4)
    assert equilibria(SYRIA_IRAQ) == [[6], [6], [], [1, 6], [6], [6]]
    assert not found.non_myopic.all(axis=0).any()


def test_a_search_that_is_cut_short_says_so() -> None:
    found = limited_move(SYRIA_IRAQ, most_levels=2)
    assert (len(found.end), found.cycle, found.non_myopic) == (2, None, None)


def test_a_tie_that_the_other_cares_about_unsettles_the_next_horizon() -> None:
    """The first actor likes states 1 and 2 equally; the second dreads one of them."""
    conflict = graph_conflict([[{1, 2}, [], []], [[], [], [0]]], [[0, 1, 1], [1, 2, 0]])
    assert limited_move(conflict).settled.tolist()[:2] == [True, False]


def test_nobody_can_move() -> None:
    found = limited_move(graph_conflict([[[], []], [[], []]], [[0, 1], [1, 0]]))
    assert found.stable.all()
    assert found.cycle == (1, 1)


def test_three_actors_are_refused() -> None:
    with pytest.raises(ValueError, match="two actors"):
        limited_move(ELMIRA)

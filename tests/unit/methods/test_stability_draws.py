import numpy as np
import pytest
from tests.literal_conflicts import (
    DEFINITIONS,
    PRISONERS,
    Plain,
    option_conflict,
    plain_moves,
    random_conflict,
    stable_table,
)

from detente.methods import stability_draws
from detente.methods.graph_model import Conflict
from detente.methods.stability import verdicts
from detente.methods.stability_draws import (
    DRAWN,
    equilibrium_shares,
    influence,
    stable_under,
)


def random_draws(conflict: Conflict, rng: np.random.Generator, count: int) -> np.ndarray:
    return rng.integers(0, 5, (count, *conflict.ranks.shape)).astype(np.int32)


def literal(conflict: Conflict, draws: np.ndarray) -> np.ndarray:
    """[D, 5, n, S] by the definitions."""
    moves = plain_moves(conflict.moves)
    definitions = [DEFINITIONS[concept.name.lower()] for concept in DRAWN]
    return np.array(
        [[stable_table(Plain(moves, draw.tolist()), d) for d in definitions] for draw in draws]
    )


@pytest.mark.parametrize("seed", range(40))
def test_agrees_with_the_definitions(seed: int) -> None:
    rng = np.random.default_rng(seed)
    conflict = random_conflict(rng, actors=2 + seed % 2, most=7)
    draws = random_draws(conflict, rng, 5)
    assert np.array_equal(stable_under(conflict.moves, draws), literal(conflict, draws))


def test_shares_are_counted_over_all_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    conflict = random_conflict(rng, actors=2, most=6)
    draws = random_draws(conflict, rng, 23)
    stable = literal(conflict, draws)
    monkeypatch.setattr(stability_draws, "_VERDICTS_AT_ONCE", 100)
    shares = equilibrium_shares(conflict.moves, draws)
    assert np.allclose(shares.equilibrium, stable.all(axis=2).mean(axis=0))
    assert np.allclose(shares.stable, stable.mean(axis=0))
    assert np.allclose(shares.error, stable.all(axis=2).std(axis=0) / np.sqrt(23))


def test_influence_is_the_share_of_verdicts_that_change() -> None:
    rng = np.random.default_rng(8)
    conflict = random_conflict(rng, actors=3, most=5)
    draws = random_draws(conflict, rng, 12)
    found = influence(conflict.moves, draws)
    holds = literal(conflict, draws).all(axis=2)
    for i in range(3):
        mixed = draws.copy()
        mixed[:, i] = np.concatenate([draws[1:, i], draws[:1, i]])
        changed = (literal(conflict, mixed).all(axis=2) != holds).mean(axis=0)
        assert np.allclose(found.changed[i], changed)
        varies = holds.var(axis=0) > 0
        assert np.allclose((found.effect[i] * 2 * holds.var(axis=0))[varies], changed[varies])
        assert not found.effect[i][~varies].any()


def test_only_the_undecided_actor_matters() -> None:
    """One prisoner's order is known; the other wavers."""
    draws = np.tile(PRISONERS.ranks, (200, 1, 1))
    draws[::2, 1] = [2, 1, 3, 4]
    draws[1::2, 1] = [2, 3, 1, 4]
    found = influence(PRISONERS.moves, draws)
    assert not found.changed[0].any()
    assert found.changed[1].max() > 0.9


def test_a_certain_conflict_has_shares_of_zero_and_one() -> None:
    shares = equilibrium_shares(PRISONERS.moves, PRISONERS.ranks[None])
    assert shares.equilibrium.astype(bool).tolist() == [
        [True, False, False, False],
        *[[True, False, False, True]] * 4,
    ]
    assert not shares.error.any()


@pytest.mark.jit
def test_compiled_draws_agree_with_the_single_conflict() -> None:
    rng = np.random.default_rng(2)
    states = ["".join("NY"[s >> k & 1] for k in range(8)) for s in range(256)]
    owned = [[0, 4], [1, 5], [2, 6], [3, 7]]
    draws = rng.permuted(np.tile(np.arange(256, dtype=np.int32), (50, 4, 1)), axis=2)
    conflict = option_conflict(owned, states, draws[0].tolist())
    stable = stable_under(conflict.moves, draws)
    for draw, found in zip(draws, stable, strict=True):
        single = verdicts(conflict._replace(ranks=draw), DRAWN)
        assert np.array_equal(found, single.stable)

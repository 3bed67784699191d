import numpy as np
import pytest
from scipy.stats import spearmanr

from detente.methods.sampling import Ranges, RankCorrelation, Shape, draw, draw_grouped

PATHS = ("goals.JPN.safety.weight", "actors.PRK.pace", "shocks.incident.rate")


def ranges(*rows: tuple[str, Shape, float, float, float]) -> Ranges:
    path, shape, low, mode, high = zip(*rows, strict=True)
    return Ranges(path, np.array(shape), np.array(low), np.array(mode), np.array(high))


def uniform(*paths: str) -> Ranges:
    return ranges(*((path, Shape.UNIFORM, 0.0, 0.5, 1.0) for path in paths))


def one(shape: Shape, low: float, mode: float, high: float, n: int = 4096) -> np.ndarray:
    return draw(ranges(("x", shape, low, mode, high)), n, seed=1)[:, 0]


# ---------------------------------------------------------------- streams


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert draw(uniform(*PATHS), 256, 1).tobytes() == draw(uniform(*PATHS), 256, 1).tobytes()
    assert not np.allclose(draw(uniform(*PATHS), 256, 1), draw(uniform(*PATHS), 256, 2))


def test_draws_of_a_number_do_not_depend_on_the_other_numbers() -> None:
    together = draw(uniform(*PATHS), 256, 1)
    alone = draw(uniform(PATHS[1]), 256, 1)
    turned = draw(uniform(*reversed(PATHS)), 256, 1)
    assert np.array_equal(alone[:, 0], together[:, 1])
    assert np.array_equal(turned[:, ::-1], together)


@pytest.mark.parametrize("n", [1, 100, 256, 300])
def test_more_draws_keep_the_first_ones(n: int) -> None:
    assert np.array_equal(draw(uniform(*PATHS), 512, 1)[:n], draw(uniform(*PATHS), n, 1))


@pytest.mark.parametrize("n", [1, 2, 8, 256, 1024])
def test_every_slice_of_a_range_holds_one_draw_at_powers_of_two(n: int) -> None:
    draws = draw(uniform(*PATHS), n, 7)
    for column in draws.T:
        assert sorted(np.floor(column * n)) == list(range(n))


def test_numbers_are_drawn_independently() -> None:
    draws = draw(uniform(*(f"x{i}" for i in range(12))), 1024, 3)
    correlation = spearmanr(draws).statistic - np.eye(12)
    assert np.abs(correlation).max() < 4 / np.sqrt(1024)


def test_sums_are_far_more_precise_and_products_hardly_less_than_by_chance() -> None:
    draws = [draw(uniform("a", "b"), 256, seed) for seed in range(300)]
    by_chance = np.sqrt(1 / 12 / 256)
    assert np.std([d.sum(axis=1).mean() for d in draws]) < by_chance / 100
    centred = [((d[:, 0] - 0.5) * (d[:, 1] - 0.5)).mean() for d in draws]
    assert np.std(centred) < 1.15 * (1 / 12) / np.sqrt(256)


# ---------------------------------------------------------------- shapes


def test_an_exact_number_never_changes() -> None:
    assert set(one(Shape.EXACT, 60.0, 60.0, 60.0)) == {60.0}


def test_a_uniform_number_has_its_moments() -> None:
    x = one(Shape.UNIFORM, 2.0, 3.0, 4.0)
    assert (x.mean(), x.var()) == pytest.approx((3.0, 4 / 12), rel=1e-3)


@pytest.mark.parametrize(("low", "mode", "high"), [(50, 60, 75), (0, 0, 1), (0, 1, 1)])
def test_a_triangular_number_has_its_moments(low: float, mode: float, high: float) -> None:
    x = one(Shape.TRIANGULAR, low, mode, high)
    squares = low**2 + mode**2 + high**2 - low * mode - low * high - mode * high
    assert x.mean() == pytest.approx((low + mode + high) / 3, rel=1e-4)
    assert x.var() == pytest.approx(squares / 18, rel=1e-2)
    assert x.min() >= low
    assert x.max() <= high


def test_a_normal_number_has_nine_tenths_between_its_ends() -> None:
    x = one(Shape.NORMAL, -2.0, 1.0, 4.0)
    assert np.mean((x > -2.0) & (x < 4.0)) == pytest.approx(0.9, abs=1e-3)
    assert np.mean(x < -2.0) == pytest.approx(0.05, abs=1e-3)
    assert x.mean() == pytest.approx(1.0, abs=1e-3)


def test_a_normal_number_that_is_not_negative_stays_so() -> None:
    x = one(Shape.NORMAL, 0.0, 0.5, 2.0)
    assert x.min() >= 0
    assert np.mean(x == 0) < 0.01


def test_a_normal_number_without_width_is_its_mean() -> None:
    assert set(one(Shape.NORMAL, 3.0, 3.0, 3.0)) == {3.0}


def test_a_lognormal_number_has_its_median_and_nine_tenths_between_its_ends() -> None:
    x = one(Shape.LOGNORMAL, 0.5, 1.0, 2.0)
    assert np.median(x) == pytest.approx(1.0, abs=1e-3)
    assert np.mean((x > 0.5) & (x < 2.0)) == pytest.approx(0.9, abs=1e-3)


def test_nothing_uncertain_is_a_table_without_columns() -> None:
    nothing = Ranges((), np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0), np.zeros(0))
    assert draw(nothing, 16, 1).shape == (16, 0)


# ---------------------------------------------------------------- uncertain together


@pytest.mark.parametrize("rank", [-0.7, 0.3, 0.9])
def test_correlated_numbers_have_the_rank_correlation_asked_for(rank: float) -> None:
    pair = (RankCorrelation(PATHS[:2], rank),)
    draws = draw(uniform(*PATHS), 4096, 1, pair)
    assert spearmanr(draws[:, 0], draws[:, 1]).statistic == pytest.approx(rank, abs=0.03)
    assert np.abs(spearmanr(draws[:, 0], draws[:, 2]).statistic) < 0.05
    assert np.quantile(draws[:, 1], [0.1, 0.9]) == pytest.approx([0.1, 0.9], abs=0.02)


def test_correlation_leaves_the_others_and_earlier_draws_alone() -> None:
    pair = (RankCorrelation(PATHS[:2], 0.5),)
    free, tied = draw(uniform(*PATHS), 512, 1), draw(uniform(*PATHS), 512, 1, pair)
    assert np.array_equal(free[:, 2], tied[:, 2])
    assert tied[:, 0] == pytest.approx(free[:, 0])
    assert np.array_equal(draw(uniform(*PATHS), 256, 1, pair), tied[:256])


@pytest.mark.parametrize(("rank", "sign"), [(1.0, 1), (-1.0, -1)])
def test_a_perfect_correlation_is_allowed(rank: float, sign: int) -> None:
    draws = draw(uniform("a", "b"), 64, 1, (RankCorrelation(("a", "b"), rank),))
    assert sign * (draws[:, 1] - 0.5) == pytest.approx(draws[:, 0] - 0.5, abs=1e-7)


def test_three_numbers_may_be_one() -> None:
    draws = draw(uniform("a", "b", "c"), 64, 1, (RankCorrelation(("a", "b", "c"), 1.0),))
    assert draws[:, 1] == pytest.approx(draws[:, 0], abs=1e-7)
    assert draws[:, 2] == pytest.approx(draws[:, 0], abs=1e-7)


def test_correlations_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="contradict each other"):
        draw(uniform("a", "b", "c"), 8, 1, (RankCorrelation(("a", "b", "c"), -0.9),))


def test_a_correlated_number_must_exist() -> None:
    with pytest.raises(ValueError, match="no uncertain number stands at z"):
        draw(uniform("a", "b"), 8, 1, (RankCorrelation(("a", "z"), 0.5),))


def test_numbers_of_a_group_rise_and_fall_together() -> None:
    groups = {PATHS[0]: "goals", PATHS[2]: "goals"}
    draws = draw_grouped(uniform(*PATHS), groups, 128, 1)
    assert np.array_equal(draws[:, 0], draws[:, 2])
    assert np.array_equal(draws[:, 1], draw(uniform(*PATHS), 128, 1)[:, 1])
    assert not np.array_equal(draws[:, 0], draw(uniform(*PATHS), 128, 1)[:, 0])

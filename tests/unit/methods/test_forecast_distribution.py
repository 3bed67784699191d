from math import isclose

import numpy as np
import pytest

from detente.methods.forecast_distribution import (
    Recalibration,
    SettlementDistribution,
    crps,
    depth,
    expectation,
    forecast_distributions,
    mixed,
    quantiles,
    recalibrated,
)
from detente.methods.game import Floats
from detente.methods.stances import Stances

POSITIONS, CHANCES = np.array([0.0, 0.4, 0.4, 1.0]), np.array([0.1, 0.2, 0.3, 0.4])
RAW = mixed(POSITIONS, CHANCES, 0.0)
MIXED = mixed(POSITIONS, CHANCES, 0.3)
READ_ANEW = recalibrated(MIXED, 0.22)
ALL = pytest.mark.parametrize("distribution", [RAW, MIXED, READ_ANEW], ids=["raw", "mixed", "anew"])
OUTCOMES = [0.0, 0.13, 0.4, 0.77, 1.0, 1.3, -0.2]


def reached(distribution: SettlementDistribution, x: Floats | float) -> Floats:
    """F(x), by going through the quantiles: the share of levels whose quantile is at most x."""
    points = quantiles(distribution, np.linspace(0.0, 1.0, 40_001))
    return np.searchsorted(points, x, side="right") / len(points)


@ALL
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_score_is_the_integral_that_defines_it(
    distribution: SettlementDistribution, outcome: float
) -> None:
    steps = np.linspace(-0.5, 1.5, 2_001)
    middle = (steps[1:] + steps[:-1]) / 2.0
    difference = reached(distribution, middle) - (middle >= outcome)
    assert crps(distribution, outcome) == pytest.approx(
        float(np.sum(difference**2) * 0.001), abs=1e-3
    )


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("outcome", [0.0, 0.25, 0.4, 1.0])
def test_the_score_is_a_mean_distance_less_half_a_mean_difference(
    share: float, outcome: float
) -> None:
    # E|X - y| - E|X - X'| / 2, written out for points and an even spread over 0..1
    x, p, a = POSITIONS, CHANCES, share
    to_even = (x**2 + (1 - x) ** 2) / 2
    distance = (1 - a) * p @ np.abs(x - outcome) + a * (outcome**2 + (1 - outcome) ** 2) / 2
    apart = p @ np.abs(x[:, None] - x) @ p
    spread = (1 - a) ** 2 * apart + 2 * a * (1 - a) * p @ to_even + a**2 / 3
    assert crps(mixed(x, p, a), outcome) == pytest.approx(distance - spread / 2)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_score_of_a_single_point_is_its_error(outcome: float) -> None:
    point = mixed(np.array([0.4]), np.array([1.0]), 0.0)
    assert crps(point, outcome) == pytest.approx(abs(outcome - 0.4))


@ALL
def test_a_quantile_is_the_first_point_with_enough_below_it(
    distribution: SettlementDistribution,
) -> None:
    for level in (0.05, 0.1, 0.35, 0.5, 0.8, 0.95):
        at = float(quantiles(distribution, np.array([level]))[0])
        assert reached(distribution, at) >= level - 1e-4
        assert reached(distribution, at - 1e-3) < level


def test_quantiles_of_points_are_points() -> None:
    answer = quantiles(RAW, np.array([0.0, 0.1, 0.100001, 0.6, 0.7, 1.0]))
    assert answer.tolist() == [0.0, 0.0, 0.4, 0.4, 1.0, 1.0]


def test_an_even_share_reaches_to_the_ends_of_the_scale() -> None:
    alone = mixed(np.array([0.5]), np.array([2.0]), 0.2)
    assert quantiles(alone, np.array([0.0, 0.05, 0.5, 1.0])) == pytest.approx([0.0, 0.25, 0.5, 1.0])


def test_new_levels_move_the_tails_and_leave_the_median() -> None:
    before = quantiles(MIXED, np.array([0.22, 0.5, 0.78]))
    assert quantiles(READ_ANEW, np.array([0.1, 0.5, 0.9])) == pytest.approx(before)


def test_a_tail_of_a_tenth_changes_nothing() -> None:
    levels = np.linspace(0.0, 1.0, 101)
    assert quantiles(recalibrated(MIXED, 0.1), levels) == pytest.approx(quantiles(MIXED, levels))


def test_what_an_end_keeps_is_less_when_tails_are_cut() -> None:
    assert reached(READ_ANEW, 0.0) < reached(MIXED, 0.0)


def test_the_expectation_is_that_of_the_parts() -> None:
    assert expectation(RAW) == pytest.approx(CHANCES @ POSITIONS)
    assert expectation(MIXED) == pytest.approx(0.7 * CHANCES @ POSITIONS + 0.3 * 0.5)


@ALL
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_depth_says_which_intervals_hold_an_outcome(
    distribution: SettlementDistribution, outcome: float
) -> None:
    deep = depth(distribution, outcome)
    for level in (0.011, 0.073, 0.13, 0.21, 0.33, 0.47):
        low, high = quantiles(distribution, np.array([level, 1.0 - level]))
        assert not isclose(level, deep, abs_tol=1e-9)
        assert (low <= outcome <= high) == (level <= deep)


# ---------------------------------------------------------------- from stances


def stances(position: Floats, weight: Floats) -> Stances:
    return Stances(position, np.ones_like(position), weight, np.ones(position.shape[-2:], bool))


def test_between_two_positions_weight_decides() -> None:
    two = stances(np.array([[0.2], [0.8]]), np.array([[1.0], [3.0]]))
    (answer,) = forecast_distributions(two, Recalibration(uniform_share=0.0, tail=0.1))
    assert expectation(answer) == pytest.approx(0.25 * 0.2 + 0.75 * 0.8, abs=1e-5)


def test_each_issue_has_its_own_distribution() -> None:
    position = np.array([[0.0, 1.0], [0.5, 1.0]])
    first, second = forecast_distributions(
        stances(position, np.ones((2, 2))), Recalibration(uniform_share=0.0, tail=0.1)
    )
    assert expectation(first) == pytest.approx(0.25, abs=1e-6)
    assert expectation(second) == pytest.approx(1.0)


def test_draws_are_pooled() -> None:
    rng = np.random.default_rng(3)
    position, weight = rng.random((2, 3, 4, 1))
    plain = Recalibration(uniform_share=0.3, tail=0.1)
    (together,) = forecast_distributions(stances(position, weight), plain)
    alone = [forecast_distributions(stances(position[k], weight[k]), plain)[0] for k in range(3)]
    for outcome in (0.1, 0.5, 0.9):
        middle = np.mean([reached(one, outcome) for one in alone])
        assert reached(together, outcome) == pytest.approx(middle, abs=1e-3)

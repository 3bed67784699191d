import numpy as np
import pytest
from scipy.stats import rankdata

from detente.methods.statistics import (
    break_even,
    brier_score,
    dominance,
    log_score,
    mean_ranks,
    middle_range,
    rank_correlations,
    wilson,
)


# Newcombe, Statistics in Medicine 17 (1998), table I, method 3
@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_of_the_literature(
    successes: int, trials: int, low: float, high: float
) -> None:
    assert wilson(successes, trials) == pytest.approx((low, high), abs=5e-5)


def test_a_share_of_one_leaves_room_below_only() -> None:
    interval = wilson(20, 20)
    assert interval == pytest.approx((1 - 0.1611, 1.0), abs=5e-5)


def test_the_middle_range_cuts_a_tenth_on_each_side() -> None:
    assert middle_range(np.arange(101.0)) == pytest.approx((10.0, 90.0))
    assert middle_range(np.arange(101.0), share=0.5) == pytest.approx((25.0, 75.0))


# ---------------------------------------------------------------- what drives a result

IQ = np.array([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], dtype=float)
HOURS = np.array([7, 27, 2, 50, 28, 29, 20, 12, 6, 17], dtype=float)


def test_the_textbook_rank_correlation() -> None:
    # ten pairs, sum of squared rank differences 194: 1 - 6 * 194 / (10 * 99) = -29/165
    assert rank_correlations(IQ[:, None], HOURS) == pytest.approx([-29 / 165])


@pytest.mark.parametrize("seed", range(5))
def test_ranks_are_those_of_the_library(seed: int) -> None:
    values = np.random.default_rng(seed).integers(0, 20, 50) / 7.0
    assert mean_ranks(values).tolist() == rankdata(values).tolist()


def test_equal_values_share_their_rank() -> None:
    # ranks 1.5 1.5 3 against 1 2 3: Pearson's correlation of the ranks is sqrt(3)/2
    answer = rank_correlations(np.array([[1.0], [1.0], [2.0]]), np.array([1.0, 2.0, 3.0]))
    assert answer == pytest.approx([np.sqrt(3) / 2])


def test_what_never_changes_correlates_with_nothing() -> None:
    inputs = np.column_stack([np.ones(10), IQ])
    assert rank_correlations(inputs, HOURS)[0] == 0.0
    assert dominance(inputs, np.full(10, 0.3)).share.tolist() == [0.0, 0.0]


def test_with_two_inputs_the_shares_have_a_closed_form() -> None:
    # the mean of what an input explains alone and of what it adds to the other
    rng = np.random.default_rng(2)
    first, noise, other = rng.random((3, 200))
    second = 0.6 * first + 0.4 * other
    result = first + 2 * second + 0.3 * noise
    inputs = np.column_stack([first, second])
    (r1, r2), r12 = rank_correlations(inputs, result), rank_correlations(inputs, second)[0]
    explained = (r1**2 + r2**2 - 2 * r1 * r2 * r12) / (1 - r12**2)
    answer = dominance(inputs, result)
    assert answer.share[0] == pytest.approx((r1**2 + explained - r2**2) / 2)
    assert answer.share[1] == pytest.approx((r2**2 + explained - r1**2) / 2)
    assert answer.explained == pytest.approx(explained)


def test_independent_inputs_get_their_squared_correlations() -> None:
    grid = np.array([(x, y) for x in range(9) for y in range(9)], dtype=float)
    result = 100 * grid[:, 0] + grid[:, 1]
    answer = dominance(grid, result)
    assert answer.share == pytest.approx(rank_correlations(grid, result) ** 2)


def test_copies_of_an_input_share_what_it_explains() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.random((2, 100))
    answer = dominance(np.column_stack([x, x, y]), x + y)
    assert answer.share[0] == pytest.approx(answer.share[1])
    assert answer.explained == pytest.approx(dominance(np.column_stack([x, y]), x + y).explained)


def test_weak_inputs_are_set_aside() -> None:
    rng = np.random.default_rng(4)
    inputs = rng.random((300, 15))
    answer = dominance(inputs, 3 * inputs[:, 7] - 2 * inputs[:, 2], considered=2)
    assert answer.considered.tolist() == [7, 2]
    assert np.flatnonzero(answer.share).tolist() == [2, 7]
    assert answer.explained == pytest.approx(answer.share.sum())


# ---------------------------------------------------------------- break-even


def test_the_break_even_value_is_bracketed_in_eight_evaluations() -> None:
    asked = []

    def difference(x: float) -> float:
        asked.append(x)
        return x * x - 2

    answer = break_even(difference, 0.0, 2.0)
    assert answer is not None
    assert len(asked) == 8
    assert answer.bracket.low <= np.sqrt(2) <= answer.bracket.high
    assert answer.bracket.high - answer.bracket.low == pytest.approx(2 / 64)
    assert answer.value == pytest.approx(np.sqrt(2), abs=1e-4)


@pytest.mark.parametrize("root", [0.0, 0.3, 0.5, 1.0])
@pytest.mark.parametrize("slope", [-2.0, 3.0])
def test_a_straight_line_is_met_exactly(root: float, slope: float) -> None:
    answer = break_even(lambda x: slope * (x - root), 0.0, 1.0)
    assert answer is not None
    assert answer.value == pytest.approx(root, abs=1e-12)


@pytest.mark.parametrize("level", [-1.0, 0.0, 1.0])
def test_what_does_not_change_sign_has_no_break_even(level: float) -> None:
    assert break_even(lambda x: level + 0.1 * level * x, 0.0, 1.0) is None


# ---------------------------------------------------------------- scores


def test_scores_of_known_forecasts() -> None:
    probabilities, happened = np.array([0.9, 0.3, 0.5]), np.array([True, False, True])
    assert brier_score(probabilities, happened) == pytest.approx((0.01 + 0.09 + 0.25) / 3)
    expected = -(np.log(0.9) + np.log(0.7) + np.log(0.5)) / 3
    assert log_score(probabilities, happened) == pytest.approx(expected)


def test_what_was_ruled_out_and_happened_costs_everything() -> None:
    assert log_score(np.array([0.0, 0.5]), np.array([True, True])) == np.inf
    assert log_score(np.array([0.0, 1.0]), np.array([False, True])) == 0.0


@pytest.mark.parametrize("truth", [0.1, 0.5, 0.8])
def test_the_truth_is_the_best_forecast(truth: float) -> None:
    # both scores are proper: the expected score is least at the true probability
    happened = np.array([True, False])
    weights = np.array([truth, 1 - truth])
    grid = np.round(np.arange(0.05, 1.0, 0.05), 2)
    for score in (brier_score, log_score):
        expected = [
            sum(
                w * score(np.array([p]), h) for w, h in zip(weights, happened[:, None], strict=True)
            )
            for p in grid
        ]
        assert grid[int(np.argmin(expected))] == pytest.approx(truth)

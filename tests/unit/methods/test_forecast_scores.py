import numpy as np
import pytest

from detente.methods.forecast_scores import (
    coverage,
    detectable_difference,
    folds,
    mean_interval,
    paired_difference,
    point_scores,
)


def test_errors_of_one_number() -> None:
    scores = point_scores(np.array([0.0, 0.1, 0.3, 0.8]), near=0.1)
    assert scores.decisions == 4
    assert scores.mean_error == pytest.approx(0.3)
    assert scores.median_error == pytest.approx(0.2)
    assert scores.within == 0.5


def test_a_tenth_missed_by_rounding_is_a_hit() -> None:
    assert point_scores(np.array([0.4 - 0.3, 0.8 - 0.7]), near=0.1).within == 1.0


def test_an_interval_holds_its_ends() -> None:
    low, high = np.array([0.2, 0.2, 0.2]), np.array([0.6, 0.6, 0.6])
    assert coverage(low, high, np.array([0.2, 0.6, 0.61])) == pytest.approx(2 / 3)


# ---------------------------------------------------------------- whether a lead means anything


def test_the_difference_is_that_of_the_means() -> None:
    error, other = np.array([0.4, 0.2, 0.3]), np.array([0.1, 0.1, 0.1])
    answer = paired_difference(error, other, np.array([0, 0, 1]), np.random.default_rng(1), 300)
    assert answer.mean == pytest.approx(0.2)
    # only three samples exist: the first group twice, one of each, the second twice
    assert answer.interval == pytest.approx((0.2, 0.2))


def test_the_interval_is_that_of_all_samples_that_can_be_drawn() -> None:
    # two groups of one: means 0, 1/2, 1 with chances 1/4, 1/2, 1/4
    answer = paired_difference(
        np.array([0.0, 1.0]), np.zeros(2), np.array([0, 1]), np.random.default_rng(1), 1000
    )
    assert answer.interval == (0.0, 1.0)
    assert answer.mean == 0.5


def test_issues_of_one_proposal_are_drawn_together() -> None:
    rng = np.random.default_rng(5)
    group = np.repeat(np.arange(40), 10)
    shared = np.repeat(rng.normal(size=40), 10)
    together = paired_difference(shared, np.zeros(400), group, np.random.default_rng(1), 1000)
    apart = paired_difference(shared, np.zeros(400), np.arange(400), np.random.default_rng(1), 1000)
    width = [high - low for low, high in (together.interval, apart.interval)]
    assert width[0] > 2.5 * width[1]
    assert together.detectable > 2.5 * apart.detectable


def test_the_same_stream_gives_the_same_interval() -> None:
    rng = np.random.default_rng(5)
    error, other = rng.random((2, 30))
    group = np.arange(30) // 3
    answers = [
        paired_difference(error, other, group, np.random.default_rng(9), 700) for _ in range(2)
    ]
    assert answers[0] == answers[1]


def test_what_can_be_found_by_the_textbook() -> None:
    # groups of one: 2.8016 standard errors of the mean
    sums = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    error = sums.std(ddof=1) / np.sqrt(6)
    assert detectable_difference(sums, np.ones(6, int)) == pytest.approx(2.8016 * error, abs=1e-4)


def test_parts_are_even_and_keep_groups_whole() -> None:
    group = np.repeat(np.arange(23), 3)
    part = folds(group, 5, np.random.default_rng(2))
    assert (part.reshape(23, 3) == part.reshape(23, 3)[:, :1]).all()
    sizes = np.bincount(part[::3])
    assert sorted(sizes) == [4, 4, 5, 5, 5]


def test_the_interval_of_a_mean_is_that_of_its_difference_from_nothing() -> None:
    values, group = np.random.default_rng(5).random(30), np.arange(30) // 3
    alone = mean_interval(values, group, np.random.default_rng(9), 700)
    other = paired_difference(values, np.zeros(30), group, np.random.default_rng(9), 700)
    assert alone == other.interval
    assert alone.low < values.mean() < alone.high

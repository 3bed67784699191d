"""Laws of means, medians and forecast distributions of settlements."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.methods.compromise import (
    Tie,
    compromise_mean,
    salience_mean,
    unweighted_mean,
    weighted_median,
)
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

LEVELS = np.linspace(0.0, 1.0, 21)
HUNDREDTHS = st.integers(0, 100).map(lambda whole: whole / 100)
SHARES = st.integers(0, 20).map(lambda whole: whole / 20)
TAILS = st.integers(1, 49).map(lambda whole: whole / 100)


@st.composite
def one_issue(draw: st.DrawFn) -> Stances:
    """Up to six actors on one issue; each carries weight."""
    count = draw(st.integers(1, 6))
    position = draw(st.lists(HUNDREDTHS, min_size=count, max_size=count))
    weights = st.lists(st.integers(1, 100), min_size=count, max_size=count)
    salience, capability = draw(weights), draw(weights)
    columns = [np.array(one, dtype=float)[:, None] for one in (position, salience, capability)]
    columns[1] /= 100
    return Stances(*columns, present=np.ones((count, 1), dtype=bool))


@st.composite
def distributions(draw: st.DrawFn) -> SettlementDistribution:
    """Points with probabilities, partly spread, with tails read anew."""
    points = draw(st.lists(HUNDREDTHS, min_size=1, max_size=5))
    chances = draw(
        st.lists(st.integers(1, 9), min_size=len(points), max_size=len(points)).map(np.array)
    )
    spread = mixed(np.array(points), chances.astype(float), draw(SHARES))
    return recalibrated(spread, draw(TAILS))


def answers(stances: Stances) -> Floats:
    """What every mean and median says."""
    medians = [weighted_median(stances, tie) for tie in Tie]
    means = [compromise_mean(stances), salience_mean(stances), unweighted_mean(stances)]
    return np.array([*means, *medians])


# ---------------------------------------------------------------- means and medians


@given(one_issue())
def test_nobody_is_left_on_one_side(stances: Stances) -> None:
    said = answers(stances)
    assert (said >= stances.position.min() - 1e-12).all()
    assert (said <= stances.position.max() + 1e-12).all()


@given(one_issue(), st.permutations(range(6)))
def test_names_do_not_matter(stances: Stances, order: list[int]) -> None:
    actors = [actor for actor in order if actor < len(stances.position)]
    renamed = Stances(*(array[actors] for array in stances))
    assert answers(renamed) == pytest.approx(answers(stances))


@given(one_issue())
def test_the_mirror_of_the_scale_mirrors_the_answer(stances: Stances) -> None:
    mirrored = stances._replace(position=1.0 - stances.position)
    assert 1.0 - compromise_mean(mirrored) == pytest.approx(compromise_mean(stances))
    middle = weighted_median(stances, Tie.MIDPOINT)
    assert 1.0 - weighted_median(mirrored, Tie.MIDPOINT) == pytest.approx(middle)
    assert 1.0 - weighted_median(mirrored, Tie.UPPER) == pytest.approx(
        weighted_median(stances, Tie.LOWER)
    )


@given(one_issue(), st.integers(0, 5), HUNDREDTHS)
def test_whoever_moves_up_moves_the_answer_up_or_not_at_all(
    stances: Stances, who: int, far: float
) -> None:
    position = stances.position.copy()
    actor = who % len(position)
    position[actor] = max(float(position[actor, 0]), far)
    moved = answers(stances._replace(position=position))
    assert (moved >= answers(stances) - 1e-12).all()


# ---------------------------------------------------------------- distributions


@given(distributions())
def test_quantiles_never_fall_and_stay_on_the_scale(distribution: SettlementDistribution) -> None:
    points = quantiles(distribution, LEVELS)
    assert (np.diff(points) >= -1e-12).all()
    assert points[0] >= 0.0
    assert points[-1] <= 1.0
    assert (np.diff(distribution.level) >= 0.0).all()
    assert (np.diff(distribution.value) >= 0.0).all()


@given(distributions(), HUNDREDTHS)
def test_a_score_is_between_nothing_and_the_mean_distance(
    distribution: SettlementDistribution, outcome: float
) -> None:
    level, value = distribution
    fine = np.interp(np.linspace(0, 1, 4001), level, value)
    score = crps(distribution, outcome)
    assert -1e-12 <= score <= float(np.abs(fine - outcome).mean()) + 1e-3


@given(distributions(), HUNDREDTHS)
def test_no_outcome_lies_deeper_than_the_median(
    distribution: SettlementDistribution, outcome: float
) -> None:
    (median,) = quantiles(distribution, np.array([0.5]))
    assert 0.0 <= depth(distribution, outcome) <= depth(distribution, float(median)) + 1e-9


@given(
    st.lists(HUNDREDTHS, min_size=1, max_size=4, unique=True),
    st.lists(st.integers(1, 9), min_size=4, max_size=4),
    distributions(),
)
def test_telling_what_one_believes_scores_best(
    points: list[float], chances: list[int], other: SettlementDistribution
) -> None:
    probability = np.array(chances[: len(points)], dtype=float)
    probability /= probability.sum()
    belief = mixed(np.array(points), probability, 0.0)
    expected = [
        sum(p * crps(said, x) for p, x in zip(probability, points, strict=True))
        for said in (belief, other)
    ]
    assert expected[0] <= expected[1] + 1e-9


@given(one_issue(), SHARES, TAILS)
def test_the_mirror_of_the_scale_mirrors_the_forecast(
    stances: Stances, share: float, tail: float
) -> None:
    how = Recalibration(share, tail)
    (plain,) = forecast_distributions(stances, how)
    (mirrored,) = forecast_distributions(stances._replace(position=1.0 - stances.position), how)
    assert expectation(mirrored) == pytest.approx(1.0 - expectation(plain), abs=1e-5)
    assert crps(mirrored, 0.3) == pytest.approx(crps(plain, 0.7), abs=1e-5)


@given(one_issue(), st.integers(2, 50))
def test_the_unit_of_capability_does_not_matter(stances: Stances, factor: int) -> None:
    how = Recalibration(0.3, 0.2)
    (plain,) = forecast_distributions(stances, how)
    scaled = stances._replace(capability=factor * stances.capability)
    (other,) = forecast_distributions(scaled, how)
    assert quantiles(other, LEVELS) == pytest.approx(quantiles(plain, LEVELS), abs=1e-5)
    assert compromise_mean(scaled) == pytest.approx(compromise_mean(stances))

import numpy as np
import pytest

from detente.methods.forecast_distribution import Recalibration, mixed, quantiles, recalibrated
from detente.methods.recalibration import SHARES, Decided, mean_score, recalibration_of

ENDS, MIDDLE = np.array([0.0, 1.0]), np.array([0.5])


def decided(outcomes: list[float]) -> list[Decided]:
    """Two actors at the ends of the scale, evenly matched, on every issue."""
    return [Decided(ENDS, np.array([0.5, 0.5]), outcome) for outcome in outcomes]


def test_evenly_spread_outcomes_ask_for_an_even_spread() -> None:
    fit = recalibration_of(decided([(k + 0.5) / 200 for k in range(200)]))
    assert fit.uniform_share == max(SHARES)


def test_outcomes_where_actors_stand_ask_for_none() -> None:
    assert recalibration_of(decided([0.0, 1.0] * 20)).uniform_share == 0.0


@pytest.mark.parametrize("width", [0.2, 0.6, 1.0])
def test_the_interval_holds_four_fifths_of_what_it_was_fitted_on(width: float) -> None:
    rng = np.random.default_rng(1)
    outcomes = 0.5 + width * (rng.random(400) - 0.5)
    issues = decided(list(outcomes))
    share, tail = recalibration_of(issues)
    low, high = quantiles(
        recalibrated(mixed(ENDS, np.array([0.5, 0.5]), share), tail), np.array([0.1, 0.9])
    )
    assert np.mean((low <= outcomes) & (outcomes <= high)) == pytest.approx(0.8, abs=0.01)


def test_no_pair_on_the_grid_with_that_interval_scores_better() -> None:
    rng = np.random.default_rng(4)
    issues = [Decided(rng.random(3), rng.random(3), float(outcome)) for outcome in rng.random(15)]
    best = recalibration_of(issues)
    for share in SHARES:
        assert mean_score(issues, best) <= mean_score(issues, _by_trying(issues, share)) + 2e-3


def _by_trying(issues: list[Decided], share: float) -> Recalibration:
    """The widest tails that still hold four fifths, found by trying."""
    for tail in np.linspace(0.49, 0.01, 241):
        held = 0
        for one in issues:
            distribution = mixed(one.position, one.probability, share)
            low, high = quantiles(distribution, np.array([tail, 1.0 - tail]))
            held += low <= one.outcome <= high
        if held >= 0.8 * len(issues):
            return Recalibration(share, float(tail))
    return Recalibration(share, 0.01)


def test_a_lone_fit_keeps_its_tails_inside() -> None:
    fit = recalibration_of([Decided(MIDDLE, np.array([1.0]), 0.5)])
    assert 0.0 < fit.tail < 0.5

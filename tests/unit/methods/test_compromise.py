"""The car emissions of 1992: ten states, years until a standard comes into force.

The published table is Bueno de Mesquita's (1994); the answers are worked out by hand from it.
"""

import numpy as np
import pytest

from detente.methods.compromise import (
    Tie,
    compromise_mean,
    salience_mean,
    towards_status_quo,
    unweighted_mean,
    weighted_median,
)
from detente.methods.game import Floats
from detente.methods.stances import Stances

CAPABILITY = [0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08]
YEARS = [4.0, 7.0, 4.0, 4.0, 10.0, 10.0, 10.0, 7.0, 4.0, 7.0]
SALIENCE = [0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7]


def one_issue(position: list[float], salience: list[float], capability: list[float]) -> Stances:
    columns = [np.array(values)[:, None] for values in (position, salience, capability)]
    return Stances(*columns, present=np.ones((len(position), 1), dtype=bool))


def halves(*weight: float) -> Stances:
    """Actors at 0, 0.1, 0.2, ... with these capabilities."""
    return one_issue(
        [k / 10 for k in range(len(weight))], [1.0 for _ in weight], [float(w) for w in weight]
    )


EMISSIONS = one_issue([(year - 4) / 6 for year in YEARS], SALIENCE, CAPABILITY)


def in_years(share: Floats) -> float:
    return float(4 + 6 * share[0])


def test_the_emissions_of_1992() -> None:
    # c x s: 0.248 at 4 years, 0.093 at 7, 0.336 at 10, together 0.677
    assert in_years(compromise_mean(EMISSIONS)) == pytest.approx(
        (4 * 0.248 + 7 * 0.093 + 10 * 0.336) / 0.677
    )
    assert in_years(unweighted_mean(EMISSIONS)) == pytest.approx(6.7)
    # salience: 2.8 at 4 years, 1.2 at 7, 2.1 at 10
    assert in_years(salience_mean(EMISSIONS)) == pytest.approx((11.2 + 8.4 + 21.0) / 6.1)
    assert in_years(weighted_median(EMISSIONS)) == pytest.approx(7.0)


@pytest.mark.parametrize(("tie", "at"), [(Tie.LOWER, 0.1), (Tie.MIDPOINT, 0.2), (Tie.UPPER, 0.3)])
def test_a_tie_has_a_stated_rule(tie: Tie, at: float) -> None:
    # half of the weight lies at 0.1 or below; nobody who counts stands at 0.2
    assert weighted_median(halves(1, 2, 0, 3), tie) == pytest.approx([at])


@pytest.mark.parametrize("tie", Tie)
def test_without_a_tie_the_rule_does_not_matter(tie: Tie) -> None:
    assert weighted_median(halves(1, 2, 1, 3), tie) == pytest.approx([0.2])


def test_three_tenths_add_up_to_a_tie() -> None:
    # 0.1 + 0.2 is not 0.3 in binary, yet the two sides weigh the same
    assert weighted_median(halves(0.1, 0.2, 0.3)) == pytest.approx([0.15])


def test_the_median_beats_every_other_position_in_a_vote() -> None:
    rng = np.random.default_rng(4)
    for _ in range(50):
        position, salience, capability = rng.random((3, 7))
        chosen = weighted_median(one_issue(list(position), list(salience), list(capability)))[0]
        weight = capability * salience
        for other in position:
            prefers = np.sign(np.abs(position - other) - np.abs(position - chosen))
            assert weight @ prefers >= 0.0


def test_who_takes_no_part_does_not_count() -> None:
    one = np.ones((3, 1))
    at = np.array([[0.0], [0.5], [1.0]])
    present = np.array([[True], [True], [False]])
    stances = Stances(at, one, one, present)
    for answer in (compromise_mean, salience_mean, unweighted_mean, weighted_median):
        assert answer(stances) == pytest.approx([0.25])


def test_an_issue_without_weight_has_no_answer() -> None:
    nobody = one_issue([0.2, 0.4], [0.0, 0.0], [1.0, 1.0])
    assert np.isnan(compromise_mean(nobody)).all()
    assert np.isnan(weighted_median(nobody)).all()
    assert unweighted_mean(nobody) == pytest.approx([0.3])


def test_draws_are_answered_one_by_one() -> None:
    rng = np.random.default_rng(7)
    position, salience, capability = rng.random((3, 4, 5, 2))
    present = rng.random((5, 2)) < 0.7
    present[0] = True
    draws = Stances(position, salience, capability, present)
    for answer in (compromise_mean, salience_mean, unweighted_mean, weighted_median):
        together = answer(draws)
        assert together.shape == (4, 2)
        for k in range(4):
            alone = answer(Stances(position[k], salience[k], capability[k], present))
            assert together[k] == pytest.approx(alone)


def test_a_pull_towards_the_status_quo() -> None:
    forecast, status_quo = np.array([0.6, 0.6]), np.array([0.0, np.nan])
    pulled = towards_status_quo(forecast, status_quo, 0.15)
    assert pulled == pytest.approx([0.51, np.nan], nan_ok=True)
    assert towards_status_quo(forecast, status_quo, 1.0)[0] == 0.0

import pytest
from tests.small import lab_of

from detente.behaviour import Effort
from detente.behaviour.flips import Rivals, flips, influential, joint_flip, ranges
from detente.behaviour.options import compare, options

# Giving is worth 2 / 2.1 of (6 - purse), keeping nothing; a second input has no bearing.
CHOICE = """
precision: {headline: 10000, sweep: [10000], paces: [1]}
actors: {B: {discount: 0.1, pace: 2, stake: 10}}
moves: {give: {by: B}}
shocks: {rain: {rate: [0, 0.1, 0.2], undoes: []}}
goals:
  B:
    purse: {weight: [2, 5, 10], measure: -give}
    fame: {weight: 6, measure: give}
strategies:
  B:
    gives: {first: [give]}
    keeps: {never: [give]}
"""

PURSE = "goals.B.purse.weight"


def rivals(text: str = CHOICE, least: float = 0.0) -> Rivals:
    lab = lab_of(text, Effort(draws=32, sweep_draws=2, workers=1))
    _, gives, keeps = options(lab, "B", lab.headline)
    return Rivals(lab=lab, actor="B", better=gives, other=keeps, least=least)


def test_the_lead_is_linear_in_the_weight() -> None:
    for weight in (2.0, 5.0, 9.0):
        assert rivals().lead({PURSE: weight}) == pytest.approx((6.0 - weight) * 2.0 / 2.1)


def test_one_input_turns_the_choice_where_its_lead_is_zero() -> None:
    (flip,) = flips(rivals(), [PURSE])
    assert flip.value == pytest.approx(6.0)
    assert flip.above
    assert flip.distance == pytest.approx((6.0 - 5.0) / (10.0 - 5.0))


def test_a_flip_into_something_hardly_better_does_not_count() -> None:
    most = (10.0 - 6.0) * 2.0 / 2.1
    assert flips(rivals(least=1.01 * most), [PURSE]) == ()
    assert len(flips(rivals(least=0.99 * most), [PURSE])) == 1


def test_the_input_without_bearing_is_the_least_influential() -> None:
    both = rivals()
    lab = both.lab
    lead = compare(lab, "B", (both.better, both.other), 32).lead(0, 1)
    assert influential(lab.inputs(), lead, 1) == (PURSE,)
    assert influential(lab.inputs(), lead[:1], 5) == ()


def test_all_inputs_together_turn_the_choice_a_fifth_of_the_way() -> None:
    both = rivals()
    lead = compare(both.lab, "B", (both.better, both.other), 32).lead(0, 1)
    found = joint_flip(both, [PURSE], lead)
    assert found is not None
    assert found.part == pytest.approx(0.2)
    assert dict(found.values)[PURSE] == pytest.approx(6.0)
    assert joint_flip(both, [], lead) is None


def test_a_choice_that_nothing_turns_has_no_joint_flip() -> None:
    both = rivals(CHOICE.replace("[2, 5, 10]", "[2, 3, 5]"))
    lead = compare(both.lab, "B", (both.better, both.other), 32).lead(0, 1)
    assert joint_flip(both, [PURSE], lead) is None
    assert flips(both, [PURSE]) == ()


def test_ranges_are_those_of_the_uncertain_inputs() -> None:
    known = ranges(rivals().lab)
    assert (known[PURSE].low, known[PURSE].mode, known[PURSE].high) == (2.0, 5.0, 10.0)
    assert "goals.B.fame.weight" not in known

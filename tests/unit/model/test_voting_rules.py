"""Decision rules in whole weights: the same coalitions decide."""

from itertools import product

import numpy as np
import pytest

from detente.methods.voting_power import DecisionRule, is_winning
from detente.model.voting_rules import whole_rule

NOBODY = np.zeros(3, np.bool_)


def decide(rule: DecisionRule) -> list[tuple[bool, ...]]:
    """The coalitions of three that decide."""
    every = [tuple(map(bool, one)) for one in product([0, 1], repeat=3)]
    return [one for one in every if is_winning(rule, np.array(one))]


def test_weights_are_divided_by_what_they_have_in_common() -> None:
    (majority,) = whole_rule(np.array([0.5, 0.25, 0.75]), 0.75, NOBODY, exceeds=True, most=1000)
    assert majority.weight.tolist() == [2, 1, 3]
    assert majority.quota == 4  # above half of six


def test_a_quota_may_be_met_exactly_though_it_was_computed() -> None:
    weight = np.array([55.0, 25.0, 20.0])
    for quota in (0.55 * 100, 55.0):  # the first is a little more than 55
        (majority,) = whole_rule(weight, quota, NOBODY, exceeds=False, most=1000)
        assert (majority.weight.tolist(), majority.quota) == ([11, 5, 4], 11)


def test_half_is_no_majority() -> None:
    rule = whole_rule(np.array([0.1, 0.1, 0.2]), 0.4 / 2, NOBODY, exceeds=True, most=1000)
    assert decide(rule) == [(False, True, True), (True, False, True), (True, True, True)]


def test_many_digits_are_rounded_to_parts_of_the_sum() -> None:
    weight = np.array([1 / 3, 2 / 3, np.pi])
    (majority,) = whole_rule(weight, float(weight.sum()) / 2, NOBODY, exceeds=True, most=1000)
    assert majority.weight.sum() == pytest.approx(1000, abs=2)
    assert majority.weight / majority.weight.sum() == pytest.approx(
        weight / weight.sum(), abs=0.001
    )
    assert majority.quota == 501


def test_vetoes_are_asked_for_beside_the_majority_and_without_one() -> None:
    veto = np.array([False, False, True])
    both = whole_rule(np.ones(3), 1.5, veto, exceeds=True, most=1000)
    assert decide(both) == [(False, True, True), (True, False, True), (True, True, True)]
    alone = whole_rule(np.ones(3), 0.0, ~NOBODY, exceeds=False, most=1000)
    assert decide(alone) == [(True, True, True)]


def test_those_without_any_weight_decide_nothing() -> None:
    assert decide(whole_rule(np.zeros(3), 2.0, NOBODY, exceeds=False, most=1000)) == []

from fractions import Fraction
from itertools import combinations
from math import factorial

import numpy as np
import pytest

from detente.methods.voting_power import (
    DecisionRule,
    Majority,
    is_winning,
    unanimity,
    vetoes,
    voting_power,
)

EU15 = (Majority(np.array([10, 10, 10, 10, 8, 5, 5, 5, 5, 4, 4, 3, 3, 3, 2]), 62),)
"""Votes in the Council 1995-2004: DE FR IT UK, ES, BE EL NL PT, AT SE, DK IE FI, LU."""


def majority(weights: list[int], quota: int) -> DecisionRule:
    return (Majority(np.array(weights), quota),)


def by_enumeration(rule: DecisionRule) -> tuple[list[Fraction], list[Fraction]]:
    """Both measures as they are defined, one coalition after the other."""
    n = len(rule[0].weight)

    def wins(members: tuple[int, ...]) -> bool:
        return all(sum(int(m.weight[i]) for i in members) >= m.quota for m in rule)

    orders, swings = [Fraction(0)] * n, [Fraction(0)] * n
    for i in range(n):
        others = [j for j in range(n) if j != i]
        for size in range(n):
            for coalition in combinations(others, size):
                if wins((*coalition, i)) and not wins(coalition):
                    orders[i] += Fraction(factorial(size) * factorial(n - size - 1), factorial(n))
                    swings[i] += Fraction(1, 2 ** (n - 1))
    return orders, swings


def test_votes_in_the_council_of_fifteen() -> None:
    power = voting_power(EU15)
    expected = [0.1167] * 4 + [0.0955] + [0.0552] * 4 + [0.0454] * 2 + [0.0353] * 3 + [0.0207]
    assert power.shapley_shubik == pytest.approx(expected, abs=5e-5)
    # the normalised Banzhaf index of the same table
    expected = [0.1116] * 4 + [0.0924] + [0.0587] * 4 + [0.0479] * 2 + [0.0359] * 3 + [0.0226]
    assert power.banzhaf == pytest.approx(expected, abs=5e-5)


def test_a_large_holder_may_have_no_more_power_than_small_ones() -> None:
    power = voting_power(majority([50, 49, 1], 51))
    # orders in which the first turns the vote: all but those it comes first in, 4 of 6
    assert power.shapley_shubik == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    assert power.swing == pytest.approx([3 / 4, 1 / 4, 1 / 4])
    assert power.banzhaf == pytest.approx([3 / 5, 1 / 5, 1 / 5])


def test_the_security_council() -> None:
    # nine of fifteen and none of five against: each of the ten others turns the vote where it is
    # the ninth and all five came before, C(9,3) 8! 6! / 15! = 4 / 2145
    rule = majority([1] * 15, 9) + vetoes(np.arange(15) < 5)
    power = voting_power(rule).shapley_shubik
    assert power[5:] == pytest.approx(np.full(10, 4 / 2145))
    assert power[:5] == pytest.approx(np.full(5, (1 - 10 * 4 / 2145) / 5))


RULES = {
    "one majority": majority([4, 3, 2, 1, 1], 6),
    "a veto": majority([4, 3, 2, 1, 1], 6) + vetoes(np.array([False, True, False, False, False])),
    "two majorities": (
        Majority(np.array([1, 1, 1, 1, 1, 1]), 4),
        Majority(np.array([5, 4, 3, 2, 1, 0]), 10),
    ),
    "unanimity": unanimity(4),
    "a dummy": majority([3, 3, 0], 4),
    "never": majority([1, 1], 3),
    "always": majority([1, 1], 0),
}


@pytest.mark.parametrize("name", RULES)
def test_counting_agrees_with_enumeration(name: str) -> None:
    orders, swings = by_enumeration(RULES[name])
    power = voting_power(RULES[name])
    assert power.shapley_shubik == pytest.approx([float(share) for share in orders])
    assert power.swing == pytest.approx([float(share) for share in swings])
    total = sum(swings)
    shares = [float(share / total) if total else 0.0 for share in swings]
    assert power.banzhaf == pytest.approx(shares)


def test_random_rules_agree_with_enumeration() -> None:
    generator = np.random.default_rng(1)
    for _ in range(30):
        n = int(generator.integers(2, 8))
        first, second = generator.integers(0, 7, (2, n))
        rule = (
            Majority(first, int(generator.integers(1, first.sum() + 2))),
            Majority(second, int(generator.integers(0, second.sum() + 2))),
        )
        orders, swings = by_enumeration(rule)
        power = voting_power(rule)
        assert power.shapley_shubik == pytest.approx([float(share) for share in orders])
        assert power.swing == pytest.approx([float(share) for share in swings])


@pytest.mark.parametrize("name", RULES)
def test_of_the_winning_coalitions_those_with_an_actor_are_counted(name: str) -> None:
    actors = len(RULES[name][0].weight)
    every = np.arange(1 << actors)[:, None] >> np.arange(actors) & 1 > 0
    winning = every[is_winning(RULES[name], every)]
    expected = winning.mean(axis=0) if len(winning) else np.full(actors, np.nan)
    assert voting_power(RULES[name]).included == pytest.approx(expected, nan_ok=True)


def test_counts_of_many_actors_do_not_overflow() -> None:
    assert voting_power(majority([1] * 90, 46)).shapley_shubik == pytest.approx(np.full(90, 1 / 90))


def test_which_coalitions_win() -> None:
    rule = majority([3, 2, 2], 4) + vetoes(np.array([False, False, True]))
    coalitions = np.array([[1, 0, 1], [1, 1, 0], [0, 1, 1], [0, 0, 1]], np.bool_)
    assert is_winning(rule, coalitions).tolist() == [True, False, True, False]
    assert is_winning(unanimity(3), np.ones(3, np.bool_))

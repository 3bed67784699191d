"""What it takes to settle an issue, in whole weights, so that coalitions can be counted."""

from fractions import Fraction
from math import ceil, floor, gcd, lcm

import numpy as np

from detente.methods.game import Bools, Floats
from detente.methods.voting_power import DecisionRule, Majority, vetoes

_SLACK = 1e-9
"""Of all weight: a quota computed as a share of it may be off by less."""


def whole_rule(
    weight: Floats, quota: float, holders: Bools, *, exceeds: bool, most: int
) -> DecisionRule:
    """The majority and the vetoes by which actors decide one issue.

    Weights that are multiples of one number are divided by it, which changes nothing. Where they
    would add up to more than `most` they are rounded to so many parts of their sum. A quota of 0
    asks for no majority.
    """
    rule = vetoes(holders) if holders.any() else ()
    if quota <= 0:
        return rule
    unit = _unit(weight, most)
    counts = np.rint(weight / unit).astype(np.int64)
    return (Majority(counts, _needed(quota / unit, counts.sum() * _SLACK, exceeds=exceeds)), *rule)


def _unit(weight: Floats, most: int) -> float:
    """The largest number that all weights are multiples of, or what divides their sum by `most`."""
    exact = [Fraction(str(float(w))) for w in weight]
    parts = lcm(*(w.denominator for w in exact))
    unit = Fraction(gcd(*(int(w * parts) for w in exact)), parts)
    return float(max(unit, sum(exact) / most) or 1)


def _needed(quota: float, slack: float, *, exceeds: bool) -> int:
    """The least whole weight that carries."""
    return floor(quota + slack) + 1 if exceeds else ceil(quota - slack)

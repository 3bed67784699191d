"""Who can turn a vote: Shapley-Shubik and Banzhaf power under weighted majorities and vetoes.

A coalition wins if it reaches the quota of every majority a rule asks for. A veto is one more
majority: all who hold one, each with weight 1. With N_i(s) the coalitions of s others that win with
i and lose without,

    phi_i = sum_s N_i(s) s! (n - s - 1)! / n!          [shapley1954]_
    beta_i = sum_s N_i(s) / 2^(n - 1)                  [banzhaf1965]_

phi_i is the chance that i turns the vote if all join one by one in random order, beta_i if each of
the others tosses a coin. Coalitions are counted by size and weights in one table, by multiplying
out prod_i (1 + z x^w_i); one actor is taken out again by dividing [mann1962]_.
"""

from math import comb
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.methods.game import Bools, Floats, Ints

_SMALL = 62
"""Up to so many actors, counts of coalitions fit into 64 bits."""

_Counts: TypeAlias = NDArray[np.int64] | NDArray[np.object_]


class Majority(NamedTuple):
    """How much of what a coalition needs."""

    weight: Ints
    """[n] not negative; whole, so that coalitions can be counted."""
    quota: int
    """The sum that is enough."""


DecisionRule: TypeAlias = tuple[Majority, ...]
"""All of these majorities are needed."""


class VotingPower(NamedTuple):
    """How often each actor turns the vote."""

    shapley_shubik: Floats
    """[n] if all join in random order; the sum is 1."""
    swing: Floats
    """[n] if the others toss coins: the absolute Banzhaf measure."""
    banzhaf: Floats
    """[n] the same as parts of their sum, 1."""
    included: Floats
    """[n] in which part of the winning coalitions the actor is; 1: nothing is decided without it;
    not a number where none wins."""


def unanimity(actors: int) -> DecisionRule:
    """The rule by which everybody must agree."""
    return vetoes(np.ones(actors, np.bool_))


def vetoes(holders: Bools) -> DecisionRule:
    """The rule by which the holders must agree; add it to others with +."""
    return (Majority(holders.astype(np.int64), int(holders.sum())),)


def is_winning(rule: DecisionRule, coalition: Bools) -> Bools:
    """Whether coalitions [..., n] decide.

    >>> rule = (Majority(np.array([3, 2, 2]), 4),)
    >>> is_winning(rule, np.array([[True, False, True], [True, False, False]]))
    array([ True, False])
    """
    won = [coalition @ majority.weight >= majority.quota for majority in rule]
    return np.logical_and.reduce(won)


def voting_power(rule: DecisionRule) -> VotingPower:
    """How often each actor turns the vote; exact counts, whatever the number of majorities.

    An actor is in (W + sum_s N_i(s)) / 2 of the W winning coalitions. Cost: O(n^2 prod_k W_k), W_k
    the total weight of majority k; bring large weights down first. Where every coalition wins, or
    none, nobody turns the vote and all are 0.

    >>> voting_power((Majority(np.array([3, 2, 2]), 4),)).shapley_shubik.round(4)
    array([0.3333, 0.3333, 0.3333])
    """
    actors = len(rule[0].weight)
    weights = np.array([majority.weight for majority in rule]).T
    table = _counted(weights)
    swings = np.array([_swings(_without(table, w), w, rule) for w in weights.tolist()], np.object_)
    orders = np.array([1.0 / (actors * comb(actors - 1, size)) for size in range(actors)])
    shapley_shubik = (swings * orders).sum(axis=1).astype(np.float64)
    swing = (swings.sum(axis=1) / 2 ** (actors - 1)).astype(np.float64)
    banzhaf = np.divide(swing, swing.sum(), out=np.zeros(actors), where=swing > 0)
    winning = int(table[(slice(None), *(slice(max(m.quota, 0), None) for m in rule))].sum())
    turned = swings.sum(axis=1).astype(np.float64)
    included = (winning + turned) / (2.0 * winning) if winning else np.full(actors, np.nan)
    return VotingPower(shapley_shubik, swing, banzhaf, included)


def _counted(weights: Ints) -> _Counts:
    """[n + 1, W_1 + 1, ...] how many coalitions there are of each size and weights."""
    actors = len(weights)
    kind = np.int64 if actors <= _SMALL else np.object_
    table: _Counts = np.zeros((actors + 1, *(weights.sum(axis=0) + 1)), kind)
    table[(0,) * table.ndim] = 1
    for w in weights.tolist():
        for size in reversed(range(actors)):
            table[size + 1][_heavier(w)] += table[size][_lighter(w)]
    return table


def _without(table: _Counts, w: list[int]) -> _Counts:
    """The counts of coalitions that an actor of these weights is not in."""
    rest = table[:-1].copy()
    for size in range(1, len(rest)):
        rest[size][_heavier(w)] -= rest[size - 1][_lighter(w)]
    return rest


def _heavier(w: list[int]) -> tuple[slice, ...]:
    """Where weights stand once w has joined."""
    return tuple(slice(part, None) for part in w)


def _lighter(w: list[int]) -> tuple[slice, ...]:
    """Where the same stood before."""
    return tuple(slice(None, -part or None) for part in w)


def _swings(rest: _Counts, w: list[int], rule: DecisionRule) -> list[int]:
    """[n] of the coalitions of each size without the actor, how many it turns."""
    after = tuple(slice(max(m.quota - part, 0), None) for m, part in zip(rule, w, strict=True))
    before = tuple(slice(max(m.quota, 0), None) for m in rule)
    return [int(of_size[after].sum() - of_size[before].sum()) for of_size in rest]

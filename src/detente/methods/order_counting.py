"""In how many orders of all states a target withstands temptations, counted without listing them.

Whether it does depends on the set B of states above the target alone. The orders in which B holds
`a` given states and lacks `b` others are S! a! b! / (a + b + 1)!: of these a + b states and the
target the target must come after the first and before the second. So a count of sets B as a sum of
such terms is a count of orders, and sets that concern different states multiply.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import factorial, prod
from typing import NamedTuple, TypeAlias

import numpy as np

from detente.methods.joint_reach import StateSet, members

MOST_ENTANGLED = 16
"""Temptations with states in common of which all combinations are gone through: 2^16."""
MOST_LISTED = 20
"""States of which all sets are listed where nothing better is known: 2^20."""

Terms: TypeAlias = Counter[tuple[int, int]]
"""Signed numbers of terms by (a, b): how many states B must hold and how many it must lack."""


class Temptation(NamedTuple):
    """A reason to leave the target: B holds all of `needs` and some state of each `escape`."""

    needs: StateSet
    escapes: frozenset[StateSet] = frozenset()


class _Part(NamedTuple):
    """Conditions that share states with each other and with no other part."""

    states: StateSet
    temptations: tuple[Temptation, ...]
    musts: tuple[StateSet, ...]


def orders_without(
    size: int, temptations: Iterable[Temptation], musts: Iterable[StateSet] = ()
) -> int | None:
    """How many of the S! strict orders tempt nobody away, and put some state of each must above.

    None if that is not feasible: more than `MOST_ENTANGLED` temptations hang together, or sets of
    escapes overlap, and they concern more than `MOST_LISTED` states.
    Cost: O(2^k) per part with k temptations, or O(2^v) with v states.
    """
    total: Terms = Counter({(0, 0): 1})
    for part in _parts(temptations, musts):
        terms = _terms(part)
        if terms is None:
            return None
        total = _product(total, terms)
    return _orders(size, total)


def tempting(to: int, escapes: Iterable[StateSet], target: int) -> Temptation | None:
    """The move to a state as a temptation; None if it can never be one.

    Each escape holds the states of which one must be better than the target for one answer to
    deter no more. The target itself is not better; an escape that holds `to` succeeds anyway, and
    one that holds all of another succeeds with it.
    """
    needs = 1 << to
    left = {states & ~(1 << target) for states in escapes}
    if 0 in left:
        return None
    for states in left:
        if states.bit_count() == 1:
            needs |= states
    open_ = [states for states in left if not states & needs]
    least = [a for a in open_ if not any(b != a and not b & ~a for b in open_)]
    return Temptation(needs, frozenset(least))


def _parts(temptations: Iterable[Temptation], musts: Iterable[StateSet]) -> list[_Part]:
    """The conditions grouped by the states they share."""
    parts: list[_Part] = []
    singles = [_Part(_union((t.needs, *t.escapes)), (t,), ()) for t in dict.fromkeys(temptations)]
    for part in singles + [_Part(must, (), (must,)) for must in dict.fromkeys(musts)]:
        joined = [other for other in parts if other.states & part.states] + [part]
        parts = [other for other in parts if not other.states & part.states]
        parts.append(
            _Part(
                _union(p.states for p in joined),
                tuple(t for p in joined for t in p.temptations),
                tuple(m for p in joined for m in p.musts),
            )
        )
    return parts


def _terms(part: _Part) -> Terms | None:
    """The sets B that meet the conditions of one part, as terms."""
    escapes = {states for temptation in part.temptations for states in temptation.escapes}
    apart = sum(states.bit_count() for states in escapes) == _union(escapes).bit_count()
    if apart and not part.musts and len(part.temptations) <= MOST_ENTANGLED:
        return _by_exclusion(part.temptations)
    if part.states.bit_count() <= MOST_LISTED:
        return _by_listing(part)
    return None


def _by_exclusion(temptations: Sequence[Temptation]) -> Terms:
    """Inclusion and exclusion over the temptations that succeed, escapes being disjoint.

    That an escape succeeds is 1 minus that B lacks all of it; of disjoint ones the sizes add.
    Only how many states are needed and how large the escapes are matters: equal cases are merged.
    """
    cases: Counter[tuple[int, tuple[int, ...]]] = Counter()
    for count in range(len(temptations) + 1):
        for chosen in combinations(temptations, count):
            needs = _union(temptation.needs for temptation in chosen)
            escapes = {states for temptation in chosen for states in temptation.escapes}
            sizes = sorted(states.bit_count() for states in escapes if not states & needs)
            cases[needs.bit_count(), tuple(sizes)] += (-1) ** count
    terms: Terms = Counter()
    for (needed, sizes_), sign in cases.items():
        some: Terms = Counter({(needed, 0): sign})
        for size in sizes_ if sign else ():
            some = _product(some, Counter({(0, 0): 1, (0, size): -1}))
        terms.update(some)
    return terms


def _by_listing(part: _Part) -> Terms:
    """All sets of the part's states, one by one."""
    place = {state: k for k, state in enumerate(members(part.states))}
    every = np.arange(1 << len(place))

    def packed(states: StateSet) -> int:
        return sum(1 << place[state] for state in members(states))

    good = np.ones(len(every), np.bool_)
    for temptation in part.temptations:
        needs = packed(temptation.needs)
        succeeds = every & needs == needs
        for states in temptation.escapes:
            succeeds &= every & packed(states) != 0
        good &= ~succeeds
    for must in part.musts:
        good &= every & packed(must) != 0
    sizes = np.bincount(np.bitwise_count(every[good]), minlength=len(place) + 1)
    return Counter({(a, len(place) - a): int(count) for a, count in enumerate(sizes)})


def _orders(size: int, terms: Terms) -> int:
    """The sum of the terms, S! a! b! / (a + b + 1)! each.

    From small a + b to large ones, so that huge numbers are only ever multiplied by small ones.
    """
    factorials = {k: factorial(k) for term in terms for k in term}
    alike: Counter[int] = Counter()
    for (a, b), sign in terms.items():
        alike[a + b + 1] += sign * factorials[a] * factorials[b]
    total, reached = 0, 1
    for count in sorted(alike):
        total = total * prod(range(reached + 1, count + 1)) + alike[count]
        reached = count
    return total * prod(range(reached + 1, size + 1))


def _product(first: Terms, second: Terms) -> Terms:
    product: Terms = Counter()
    for (a, b), k in first.items():
        for (c, d), m in second.items():
            product[a + c, b + d] += k * m
    return product


def _union(sets: Iterable[StateSet]) -> StateSet:
    union = 0
    for states in sets:
        union |= states
    return union

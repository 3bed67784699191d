"""Orders of steps that respect what each step requires, and how far two orders are apart.

Sets of steps are bit masks: step s is done in `done` if `done >> s & 1`. What is feasible is asked
of the caller, so requirements may be anything (all of, one of, at least k of). Orders are counted
by dynamic programming over the sets that can be reached, the ideals of an ordinary partial order
[stanley2011]_; at most 2^n of them, n <= 20.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import TypeAlias

Allowed: TypeAlias = Callable[[int, int], bool]
"""Whether a step may be taken once exactly the steps in the mask are done: (done, step)."""

Order: TypeAlias = tuple[int, ...]


def reachable_sets(steps: int, allowed: Allowed) -> tuple[int, ...]:
    """All sets of steps that some feasible sequence leads to, ascending by size, then by mask.

    >>> reachable_sets(2, lambda done, step: step == 0 or bool(done & 1))
    (0, 1, 3)
    """
    found: list[int] = []
    layer = [0]
    while layer:
        found += layer
        layer = sorted({done | 1 << s for done in layer for s in _next(done, steps, allowed)})
    return tuple(found)


def count_orders(steps: int, allowed: Allowed) -> int:
    """How many feasible orders of all steps there are. Cost: O(n 2^n).

    >>> count_orders(5, lambda done, step: True)
    120
    """
    return _completions(steps, allowed)[0]


def orders(steps: int, allowed: Allowed) -> Iterator[Order]:
    """Every feasible order of all steps, in lexicographic order.

    Sequences that cannot be completed are never begun, so the cost is O(n) per order.
    """
    ways = _completions(steps, allowed)

    def complete(done: int, taken: Order) -> Iterator[Order]:
        if len(taken) == steps:
            yield taken
            return
        for step in _next(done, steps, allowed):
            if ways[done | 1 << step]:
                yield from complete(done | 1 << step, (*taken, step))

    if ways[0]:
        yield from complete(0, ())


def kendall_distance(first: Order, second: Order) -> int:
    """How many pairs of steps the two orders take the other way round [kendall1938]_.

    >>> kendall_distance((0, 1, 2), (2, 1, 0))
    3
    """
    place = {step: at for at, step in enumerate(second)}
    return sum(place[a] > place[b] for a, b in combinations(first, 2))


def adjacent_swaps(order: Order, allowed: Allowed) -> tuple[Order, ...]:
    """The feasible orders that differ from a feasible one by exchanging two neighbours.

    >>> adjacent_swaps((0, 1, 2), lambda done, step: step != 2 or bool(done & 1))
    ((1, 0, 2), (0, 2, 1))
    """
    swapped = []
    done = 0
    for at in range(len(order) - 1):
        first, second = order[at], order[at + 1]
        if allowed(done, second) and allowed(done | 1 << second, first):
            swapped.append((*order[:at], second, first, *order[at + 2 :]))
        done |= 1 << first
    return tuple(swapped)


def _next(done: int, steps: int, allowed: Allowed) -> list[int]:
    return [s for s in range(steps) if not done >> s & 1 and allowed(done, s)]


def _completions(steps: int, allowed: Allowed) -> Mapping[int, int]:
    """In how many orders each reachable set can be completed."""
    ways: dict[int, int] = {}
    for done in reversed(reachable_sets(steps, allowed)):
        following = (done | 1 << s for s in _next(done, steps, allowed))
        ways[done] = 1 if done == (1 << steps) - 1 else sum(ways[after] for after in following)
    return ways

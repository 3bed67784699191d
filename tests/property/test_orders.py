"""Laws of feasible orders, against trying every permutation."""

from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from detente.methods.linear_extensions import (
    Allowed,
    Order,
    adjacent_swaps,
    count_orders,
    kendall_distance,
    orders,
    reachable_sets,
)

STEPS = 5
masks = st.lists(st.integers(0, 2**STEPS - 1), min_size=STEPS, max_size=STEPS)


def needing(needs: list[int], at_least: int) -> Allowed:
    """A step needs at least so many of those in its mask, or all if they are fewer."""
    return lambda done, step: (
        (done & needs[step]).bit_count() >= min(at_least, needs[step].bit_count())
    )


def is_feasible(order: Order, allowed: Allowed) -> bool:
    done = 0
    for step in order:
        if not allowed(done, step):
            return False
        done |= 1 << step
    return True


@given(masks, st.integers(1, 3))
def test_orders_are_the_feasible_permutations(needs: list[int], at_least: int) -> None:
    allowed = needing(needs, at_least)
    expected = [order for order in permutations(range(STEPS)) if is_feasible(order, allowed)]
    assert list(orders(STEPS, allowed)) == expected
    assert count_orders(STEPS, allowed) == len(expected)


@given(masks, st.integers(1, 3))
def test_every_set_on_the_way_of_an_order_is_reachable(needs: list[int], at_least: int) -> None:
    allowed = needing(needs, at_least)
    reachable = set(reachable_sets(STEPS, allowed))
    for order in orders(STEPS, allowed):
        assert {sum(1 << step for step in order[:n]) for n in range(STEPS + 1)} <= reachable
        for other in adjacent_swaps(order, allowed):
            assert is_feasible(other, allowed)
            assert kendall_distance(order, other) == 1


@given(*[st.permutations(range(6)).map(tuple) for _ in range(3)])
def test_kendall_distance_is_a_distance(a: Order, b: Order, c: Order) -> None:
    assert kendall_distance(a, b) == kendall_distance(b, a)
    assert (kendall_distance(a, b) == 0) == (a == b)
    assert kendall_distance(a, c) <= kendall_distance(a, b) + kendall_distance(b, c)
    assert kendall_distance(a, b) + kendall_distance(a[::-1], b) == 15


@given(st.permutations(range(6)).map(tuple))
def test_the_distance_is_the_number_of_swaps_of_neighbours(order: Order) -> None:
    # sorting by bubbles swaps each inverted pair once
    steps, swaps = list(order), 0
    while any(a > b for a, b in pairwise(steps)):
        at = next(i for i, (a, b) in enumerate(pairwise(steps)) if a > b)
        steps[at], steps[at + 1] = steps[at + 1], steps[at]
        swaps += 1
    assert kendall_distance(order, tuple(range(6))) == swaps

from collections.abc import Callable

import pytest

from detente.methods.linear_extensions import (
    Allowed,
    adjacent_swaps,
    count_orders,
    kendall_distance,
    orders,
    reachable_sets,
)


def after(requirements: dict[int, tuple[int, ...]]) -> Allowed:
    """Each step needs all the steps listed for it."""
    masks = {s: sum(1 << r for r in needed) for s, needed in requirements.items()}
    return lambda done, step: done & masks.get(step, 0) == masks.get(step, 0)


def chains(*lengths: int) -> Allowed:
    requirements: dict[int, tuple[int, ...]] = {}
    first = 0
    for length in lengths:
        requirements |= {step: (step - 1,) for step in range(first + 1, first + length)}
        first += length
    return after(requirements)


def product_order(below: Callable[[int, int], bool], elements: int) -> Allowed:
    return after({y: tuple(x for x in range(elements) if below(x, y)) for y in range(elements)})


# Known answers: sets and orders of small partial orders [stanley2011, 3.5 and exercise 3]
ANTICHAIN = after({})
BOOLEAN_LATTICE = product_order(lambda x, y: x != y and x & y == x, 8)
GRID = product_order(lambda x, y: x != y and x // 3 <= y // 3 and x % 3 <= y % 3, 9)
N_POSET = after({2: (0, 1), 3: (1,)})


@pytest.mark.parametrize(
    ("steps", "allowed", "sets", "count"),
    [
        pytest.param(5, ANTICHAIN, 32, 120, id="antichain of 5"),
        pytest.param(5, chains(5), 6, 1, id="chain of 5"),
        pytest.param(10, chains(5, 5), 36, 252, id="two chains of 5"),
        pytest.param(8, BOOLEAN_LATTICE, 20, 48, id="Boolean lattice B3"),
        pytest.param(9, GRID, 20, 42, id="3 by 3 grid"),
        pytest.param(4, N_POSET, 8, 5, id="N poset"),
    ],
)
def test_known_counts_of_sets_and_orders(
    steps: int, allowed: Allowed, sets: int, count: int
) -> None:
    assert len(reachable_sets(steps, allowed)) == sets
    assert count_orders(steps, allowed) == count
    assert len(set(orders(steps, allowed))) == count


def test_a_gate_of_three_in_five_has_48_sets() -> None:
    gate: Allowed = lambda done, step: step != 5 or (done & 31).bit_count() >= 3  # noqa: E731
    assert len(reachable_sets(6, gate)) == 48


def test_orders_come_in_lexicographic_order() -> None:
    assert list(orders(3, after({2: (0,)}))) == [(0, 1, 2), (0, 2, 1), (1, 0, 2)]


def test_steps_that_block_each_other_have_no_order() -> None:
    # one step shuts the other out: both are reachable, never together
    rivals: Allowed = lambda done, _step: done == 0  # noqa: E731
    assert reachable_sets(2, rivals) == (0, 1, 2)
    assert count_orders(2, rivals) == 0
    assert list(orders(2, rivals)) == []


def test_a_first_step_that_shuts_another_out_begins_no_order() -> None:
    only_first: Allowed = lambda done, step: step == 1 or done == 0  # noqa: E731
    assert reachable_sets(2, only_first) == (0, 1, 2, 3)
    assert list(orders(2, only_first)) == [(0, 1)]


def test_no_steps_have_one_order() -> None:
    assert list(orders(0, ANTICHAIN)) == [()]


def test_kendall_distance_counts_the_pairs_turned_round() -> None:
    assert kendall_distance((0, 1, 2, 3), (0, 1, 2, 3)) == 0
    assert kendall_distance((0, 1, 2, 3), (1, 0, 3, 2)) == 2
    assert kendall_distance((0, 1, 2, 3), (3, 2, 1, 0)) == 6


def test_adjacent_swaps_are_the_feasible_orders_at_distance_one() -> None:
    allowed = product_order(lambda x, y: x != y and x & y == x, 8)
    every = list(orders(8, allowed))
    for order in every[::7]:
        near = {other for other in every if kendall_distance(order, other) == 1}
        assert set(adjacent_swaps(order, allowed)) == near

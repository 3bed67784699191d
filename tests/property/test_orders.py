"""Laws of the distance between orders."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from detente.methods.kendall import kendall_distance


@given(*[st.permutations(range(6)).map(tuple) for _ in range(3)])
def test_kendall_distance_is_a_distance(
    a: tuple[int, ...], b: tuple[int, ...], c: tuple[int, ...]
) -> None:
    assert kendall_distance(a, b) == kendall_distance(b, a)
    assert (kendall_distance(a, b) == 0) == (a == b)
    assert kendall_distance(a, c) <= kendall_distance(a, b) + kendall_distance(b, c)
    assert kendall_distance(a, b) + kendall_distance(a[::-1], b) == 15


@given(st.permutations(range(6)).map(tuple))
def test_the_distance_is_the_number_of_swaps_of_neighbours(order: tuple[int, ...]) -> None:
    # sorting by bubbles swaps each inverted pair once
    steps, swaps = list(order), 0
    while any(a > b for a, b in pairwise(steps)):
        at = next(i for i, (a, b) in enumerate(pairwise(steps)) if a > b)
        steps[at], steps[at + 1] = steps[at + 1], steps[at]
        swaps += 1
    assert kendall_distance(order, tuple(range(6))) == swaps

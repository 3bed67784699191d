"""Laws of draws and of what is read from them."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from detente.methods.sampling import Ranges, Shape, draw
from detente.methods.statistics import break_even, dominance, rank_correlations, wilson

numbers = st.floats(-100, 100)
tables = arrays.arrays(np.float64, (12, 4), elements=st.integers(0, 9))


@given(
    st.sampled_from(Shape),
    st.lists(st.floats(0.01, 100), min_size=3, max_size=3).map(sorted),
    st.integers(0, 99),
)
def test_draws_rise_with_their_uniforms_and_respect_bounds(
    shape: Shape, ends: list[float], seed: int
) -> None:
    low, mode, high = ends
    both = Ranges(
        ("x", "x"),
        np.array([shape, Shape.UNIFORM]),
        np.array([low, 0.0]),
        np.array([mode, 0.5]),
        np.array([high, 1.0]),
    )
    drawn, uniform = draw(both, 64, seed).T
    assert (np.diff(drawn[np.argsort(uniform)]) >= 0).all()
    assert (drawn >= 0).all()
    if shape in {Shape.EXACT, Shape.UNIFORM, Shape.TRIANGULAR}:
        slack = 1e-9 * high
        assert (drawn >= low - slack).all()
        assert (drawn <= high + slack).all()


@given(st.text(min_size=1), st.integers(0, 2**31), st.integers(0, 8), st.integers(1, 256))
def test_draws_are_nested_and_fill_every_slice(path: str, seed: int, power: int, n: int) -> None:
    unit = Ranges((path,), np.array([Shape.UNIFORM]), np.zeros(1), np.full(1, 0.5), np.ones(1))
    draws = draw(unit, 256, seed)[:, 0]
    assert np.array_equal(draws[:n], draw(unit, n, seed)[:, 0])
    assert sorted(np.floor(draws[: 2**power] * 2**power)) == list(range(2**power))


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_a_share_contains_it_and_mirrors(counts: tuple[int, int]) -> None:
    successes, trials = counts
    interval, mirrored = wilson(successes, trials), wilson(trials - successes, trials)
    assert 0 <= interval.low <= successes / trials + 1e-12
    assert successes / trials - 1e-12 <= interval.high <= 1
    assert np.isclose(interval.low, 1 - mirrored.high)


@given(tables, st.permutations(range(3)))
def test_only_ranks_matter_and_names_do_not(table: np.ndarray, order: list[int]) -> None:
    inputs, result = table[:, :3], table[:, 3]
    plain, bent = dominance(inputs, result), dominance(inputs, np.exp(result / 3))
    assert np.allclose(plain.share, bent.share)
    assert np.allclose(dominance(inputs[:, order], result).share, plain.share[order])
    assert np.allclose(
        rank_correlations(inputs[:, order], -result), -rank_correlations(inputs, result)[order]
    )


@given(tables)
def test_shares_are_parts_of_what_is_explained(table: np.ndarray) -> None:
    answer = dominance(table[:, :3], table[:, 3])
    assert (answer.share >= -1e-9).all()
    assert np.isclose(answer.share.sum(), answer.explained)
    assert -1e-9 <= answer.explained <= 1 + 1e-9


@given(numbers, numbers, st.floats(0, 1), st.sampled_from([-1.0, 1.0]))
def test_the_bracket_of_a_break_even_contains_it(
    a: float, b: float, share: float, sign: float
) -> None:
    low, high = min(a, b), max(a, b)
    assume(high - low > 1e-3)
    root = min(low + share * (high - low), high)  # rounding may lead past the end
    answer = break_even(lambda x: sign * ((x - root) + (x - root) ** 3), low, high)
    assert answer is not None
    slack = 1e-9 * (1 + abs(root))
    assert answer.bracket.low - slack <= root <= answer.bracket.high + slack
    assert answer.bracket.low - slack <= answer.value <= answer.bracket.high + slack
    assert answer.bracket.high - answer.bracket.low <= (high - low) / 64 + slack

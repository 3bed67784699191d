import numpy as np
import pytest

from detente.methods.feasible_states import Pattern, TooManyStates, feasible_states


def literal(options: int, forbidden: list[Pattern]) -> list[int]:
    return [s for s in range(1 << options) if not any(s & p.mask == p.value for p in forbidden)]


def random_patterns(rng: np.random.Generator, options: int) -> list[Pattern]:
    masks, values = rng.integers(0, 1 << options, (2, int(rng.integers(0, 7)))).tolist()
    return [Pattern(mask, mask & value) for mask, value in zip(masks, values, strict=True)]


@pytest.mark.parametrize("seed", range(60))
def test_what_is_left_is_what_no_pattern_forbids(seed: int) -> None:
    rng = np.random.default_rng(seed)
    options = int(rng.integers(0, 9))
    forbidden = random_patterns(rng, options)
    expected = literal(options, forbidden)
    assert feasible_states(options, forbidden, limit=300).tolist() == expected


@pytest.mark.parametrize("seed", range(30))
def test_too_many_by_one_is_too_many(seed: int) -> None:
    rng = np.random.default_rng(seed)
    forbidden = random_patterns(rng, 6)
    expected = literal(6, forbidden)
    if expected:
        found = feasible_states(6, forbidden, limit=len(expected) - 1)
        assert isinstance(found, TooManyStates)
        assert found.counted in (len(expected), None)
    assert feasible_states(6, forbidden, limit=300).tolist() == expected


def test_few_of_very_many_states() -> None:
    pairs = [Pattern(3 << at, value << at) for at in range(0, 20, 2) for value in (0, 3)]
    rest = [Pattern(1 << at, 1 << at) for at in range(20, 63)]
    states = feasible_states(63, pairs + rest, limit=2**10)
    assert len(states) == 2**10
    assert (np.diff(states.astype(np.int64)) > 0).all()
    assert all((s >> 2 * k & 3) in (1, 2) for s in states.tolist() for k in range(10))


def test_all_options_free_are_counted_not_listed() -> None:
    assert feasible_states(63, [], limit=10) == TooManyStates(limit=10, counted=2**63)


def test_an_empty_pattern_forbids_everything() -> None:
    assert feasible_states(5, [Pattern(0, 0)], limit=10).tolist() == []


def test_a_tangle_of_patterns_is_given_up() -> None:
    differ = [Pattern(3 << at, value << at) for at in range(0, 40, 2) for value in (0, 3)]
    assert feasible_states(40, differ, limit=1000) == TooManyStates(limit=1000, counted=None)


def test_more_options_than_bits_are_refused() -> None:
    with pytest.raises(ValueError, match="64 options: at most 63"):
        feasible_states(64, [], limit=10)

from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np
import pytest

from detente.methods.likely_paths import likely_paths
from detente.methods.transitions import Transitions, origins

ChainOf: TypeAlias = Callable[..., Transitions]


def among(states: int, *at: int) -> np.ndarray:
    return np.isin(np.arange(states), at)


def test_the_likeliest_of_two_ways_comes_first(chain_of: ChainOf) -> None:
    # 0 -> 1 -> 3 with 3/4 * 1/2, 0 -> 2 -> 3 with 1/4, and 1 -> 2 -> 3 with 3/4 * 1/2
    chain = chain_of(4, [(0, 1, 3.0), (0, 2, 1.0), (1, 3, 2.0), (1, 2, 2.0), (2, 3, 5.0)])
    paths = likely_paths(chain, 0, among(4, 3), among(4, 3), 10)
    assert [path.states for path in paths] == [(0, 1, 2, 3), (0, 1, 3), (0, 2, 3)]
    assert [path.entries for path in paths] == [(0, 3, 4), (0, 2), (1, 4)]
    assert [path.probability for path in paths] == pytest.approx([0.375, 0.375, 0.25])


def test_no_more_paths_are_told_than_asked_for(chain_of: ChainOf) -> None:
    chain = chain_of(4, [(0, 1, 3.0), (0, 2, 1.0), (1, 3, 2.0), (2, 3, 5.0)])
    (path,) = likely_paths(chain, 0, among(4, 3), among(4, 3), 1)
    assert path.states == (0, 1, 3)


def test_entries_to_the_same_state_are_one_jump_told_by_the_fastest(chain_of: ChainOf) -> None:
    chain = chain_of(3, [(0, 1, 1.0), (0, 1, 2.0), (0, 2, 1.0)])
    (path,) = likely_paths(chain, 0, among(3, 1), among(3), 5)
    assert path.entries == (1,)
    assert path.probability == pytest.approx(0.75)


def test_what_stays_where_it_is_is_no_jump(chain_of: ChainOf) -> None:
    chain = chain_of(2, [(0, 0, 9.0), (0, 1, 1.0)])
    (path,) = likely_paths(chain, 0, among(2, 1), among(2), 5)
    assert path.probability == pytest.approx(1.0)


def test_no_path_leads_through_the_end_or_beyond_the_event(chain_of: ChainOf) -> None:
    chain = chain_of(5, [(0, 1, 1.0), (1, 3, 1.0), (0, 2, 1.0), (2, 4, 1.0), (4, 3, 1.0)])
    paths = likely_paths(chain, 0, among(5, 3, 4), among(5, 1), 5)
    assert [path.states for path in paths] == [(0, 2, 4)]


def test_an_event_that_is_there_already_needs_no_path(chain_of: ChainOf) -> None:
    chain = chain_of(2, [(0, 1, 1.0)])
    (path,) = likely_paths(chain, 0, among(2, 0), among(2), 5)
    assert path == ((), (0,), 1.0)


def test_an_event_out_of_reach_has_no_path(chain_of: ChainOf) -> None:
    chain = chain_of(3, [(0, 1, 1.0), (0, 2, 1e-20)])
    assert likely_paths(chain, 0, among(3, 2), among(3), 5) == ()


def every_simple_path(
    chain: Transitions, states: tuple[int, ...], targets: np.ndarray
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """All of them, by walking everywhere."""
    if targets[states[-1]]:
        yield 1.0, states
        return
    leaving = (origins(chain) == states[-1]) & (chain.to != states[-1])
    for to in sorted(set(chain.to[leaving].tolist()) - set(states)):
        share = chain.rate[leaving & (chain.to == to)].sum() / chain.rate[leaving].sum()
        for probability, rest in every_simple_path(chain, (*states, to), targets):
            yield share * probability, rest


@pytest.mark.parametrize("seed", range(8))
def test_the_same_paths_as_by_walking_everywhere(chain_of: ChainOf, seed: int) -> None:
    rng = np.random.default_rng(seed)
    ends = rng.integers(0, 7, (2, 25)).tolist()
    arcs = list(zip(*ends, (rng.random(25) + 0.01).tolist(), strict=True))
    chain, targets = chain_of(7, arcs), among(7, 5, 6)
    expected = sorted(every_simple_path(chain, (0,), targets), key=lambda found: -found[0])
    paths = likely_paths(chain, 0, targets, among(7), 1000)
    assert [path.states for path in paths] == [states for _, states in expected]
    assert [path.probability for path in paths] == pytest.approx([p for p, _ in expected])

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import pytest

from detente.methods.passage import passage
from detente.methods.transitions import Transitions
from detente.methods.uniformisation import Segment, first_passage

ChainOf: TypeAlias = Callable[..., Transitions]


def start(states: int, at: int = 0) -> np.ndarray:
    return np.eye(states)[at]


def ended(states: int, *at: int) -> np.ndarray:
    return np.isin(np.arange(states), at)


@pytest.mark.parametrize(
    ("steps", "expected"), [(1, 0.8), (2, 0.64), (3, 0.512), (4, 0.4096), (5, 0.32768)]
)
def test_steps_against_a_hazard(chain_of: ChainOf, steps: int, expected: float) -> None:
    # (a / (a + q))^n with a = 1, q = 1/4; the first step takes 1 / (a + q) years
    broken = steps + 1
    arcs = [(k, k + 1, 1.0) for k in range(steps)] + [(k, broken, 0.25) for k in range(steps)]
    way = passage(chain_of(steps + 2, arcs), start(steps + 2), ended(steps + 2, steps, broken))
    assert way.probability[steps] == pytest.approx(expected, abs=1e-14)
    assert way.probability[broken] == pytest.approx(1 - expected, abs=1e-14)
    assert way.years[0] == pytest.approx(0.8, abs=1e-14)


def test_the_gambler_is_ruined_as_in_the_textbook(chain_of: ChainOf) -> None:
    # p = .6, 2 of 5: (1 - (q/p)^2) / (1 - (q/p)^5) = .639810 after 5.995261 steps
    arcs = [(x, x + 1, 0.6) for x in range(1, 5)] + [(x, x - 1, 0.4) for x in range(1, 5)]
    way = passage(chain_of(6, arcs), start(6, 2), ended(6, 0, 5))
    assert way.probability[5] == pytest.approx((1 - (2 / 3) ** 2) / (1 - (2 / 3) ** 5))
    assert way.probability[5] == pytest.approx(0.639810, abs=5e-7)
    assert way.flow.sum() == pytest.approx(5.995261, abs=5e-7)
    assert way.years.sum() == pytest.approx(5.995261, abs=5e-7)


def test_flows_say_who_ends_it_and_where(chain_of: ChainOf) -> None:
    chain = chain_of(3, [(0, 1, 1.0), (0, 2, 3.0), (1, 2, 2.0)])
    way = passage(chain, start(3), ended(3, 2))
    assert way.flow == pytest.approx([0.25, 0.75, 0.25])


def test_what_starts_at_the_end_stays_there(chain_of: ChainOf) -> None:
    chain = chain_of(2, [(0, 1, 1.0), (1, 0, 1.0)])
    way = passage(chain, start(2, 1), ended(2, 1))
    assert way.probability.tolist() == [0.0, 1.0]
    assert way.years.tolist() == [0.0, 0.0]


def test_states_that_are_never_reached_may_be_endless(chain_of: ChainOf) -> None:
    chain = chain_of(4, [(0, 1, 1.0), (0, 2, 0.0), (2, 3, 1.0), (3, 2, 1.0)])
    way = passage(chain, start(4), ended(4, 1))
    assert way.probability[1] == pytest.approx(1.0)


def test_a_process_that_need_not_end_has_no_answer(chain_of: ChainOf) -> None:
    chain = chain_of(4, [(0, 1, 1.0), (0, 2, 1.0), (2, 3, 1.0), (3, 2, 1.0)])
    with pytest.raises(ValueError, match="not certain that the process ends"):
        passage(chain, start(4), ended(4, 1))


@pytest.mark.parametrize("leak", [1e-30, 3e-13])
def test_an_end_beyond_all_computing_is_no_end(chain_of: ChainOf, leak: float) -> None:
    chain = chain_of(4, [(0, 1, 0.3), (1, 2, 0.7), (2, 0, 0.9), (2, 1, 1.7), (1, 3, leak)])
    with pytest.raises(ValueError, match="not certain that the process ends"):
        passage(chain, start(4), ended(4, 3))


def test_the_limit_of_first_passage_is_the_same(chain_of: ChainOf) -> None:
    rng = np.random.default_rng(5)
    arcs = [
        (int(x), int(y), float(r))
        for x, y, r in zip(*rng.integers(0, 12, (2, 60)), rng.random(60), strict=True)
    ]
    chain = chain_of(14, arcs + [(x, 12 + x % 2, 0.2) for x in range(12)])
    ends = ended(14, 12, 13)
    way = passage(chain, start(14), ends)
    targets = np.eye(14, dtype=np.bool_)[:, 12:]
    limit = first_passage([Segment(np.inf, chain)], start(14), targets, ends, np.array([500.0]))
    assert way.probability[12:] == pytest.approx(limit[0], abs=1e-12)

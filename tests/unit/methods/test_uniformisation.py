from collections.abc import Callable
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.stats import gamma, poisson

from detente.methods.transitions import Transitions, origins
from detente.methods.uniformisation import (
    Segment,
    distribution,
    first_passage,
    flows,
    mistakes,
    occupancy,
    poisson_weights,
)

ChainOf: TypeAlias = Callable[..., Transitions]
EVER = 1e4


def always(chain: Transitions) -> list[Segment]:
    return [Segment(np.inf, chain)]


def generator(chain: Transitions) -> np.ndarray:
    size = len(chain.ptr) - 1
    q = np.zeros((size, size))
    np.add.at(q, (origins(chain), chain.to), chain.rate)
    return q - np.diag(q.sum(axis=1))


def start(states: int, at: int = 0) -> np.ndarray:
    return np.eye(states)[at]


def in_state(states: int, *at: int) -> np.ndarray:
    return np.eye(states, dtype=np.bool_)[:, list(at)]


NOWHERE = np.zeros(3, dtype=np.bool_)


def ladder(chain_of: ChainOf, steps: int, rate: float, leak: float = 0.0) -> Transitions:
    """Steps one after the other, each against the same rate of breakdown into the last state."""
    arcs = [(k, k + 1, rate) for k in range(steps)]
    return chain_of(steps + 2, arcs + [(k, steps + 1, leak) for k in range(steps)])


# ---------------------------------------------------------------- Poisson weights


@pytest.mark.parametrize("mean", [1e-6, 0.3, 1.0, 7.5, 400.0, 1e5])
def test_weights_are_the_poisson_probabilities(mean: float) -> None:
    weights = poisson_weights(mean)
    expected = poisson.pmf(np.arange(len(weights)), mean)
    assert weights == pytest.approx(expected, rel=1e-9, abs=1e-16)
    assert weights.sum() == pytest.approx(1.0, abs=1e-14)


def test_weights_keep_mean_and_variance_over_long_horizons() -> None:
    weights = poisson_weights(1e5)
    k = np.arange(len(weights))
    assert weights @ k == pytest.approx(1e5, rel=1e-12)
    assert weights @ (k - 1e5) ** 2 == pytest.approx(1e5, rel=1e-10)


# ---------------------------------------------------------------- first passage


@pytest.mark.parametrize(
    ("steps", "expected"), [(1, 0.8), (2, 0.64), (3, 0.512), (4, 0.4096), (5, 0.32768)]
)
def test_steps_against_a_hazard_are_completed_with_the_known_probability(
    chain_of: ChainOf, steps: int, expected: float
) -> None:
    # n steps at rate a against breakdown at rate q: (a / (a + q))^n
    chain = ladder(chain_of, steps, rate=1.0, leak=0.25)
    targets, absorbing = in_state(steps + 2, steps), in_state(steps + 2, steps + 1)[:, 0]
    answer = first_passage(always(chain), start(steps + 2), targets, absorbing, np.array([EVER]))
    assert answer[0, 0] == pytest.approx(expected, abs=1e-12)


def test_the_time_of_the_last_of_equal_steps_has_an_erlang_law(chain_of: ChainOf) -> None:
    times = np.array([0.1, 1.0, 3.0, 20.0])
    chain = ladder(chain_of, 4, rate=1.5)
    answer = first_passage(
        always(chain), start(6), in_state(6, 4), np.zeros(6, dtype=np.bool_), times
    )
    assert answer[:, 0] == pytest.approx(gamma.cdf(times, 4, scale=1 / 1.5), abs=1e-13)


def test_what_is_undone_later_still_happened(chain_of: ChainOf) -> None:
    chain = chain_of(2, [(0, 1, 0.2), (1, 0, 0.1)])
    reached = first_passage(
        always(chain), start(2), in_state(2, 1), np.zeros(2, dtype=np.bool_), np.array([5.0])
    )
    assert reached[0, 0] == pytest.approx(1 - np.exp(-1.0), abs=1e-13)


def test_events_true_at_the_start_have_probability_one(chain_of: ChainOf) -> None:
    chain = chain_of(3, [(0, 1, 1.0)])
    answer = first_passage(
        always(chain), start(3), in_state(3, 0, 2), NOWHERE, np.array([0.0, 2.0])
    )
    assert answer == pytest.approx(np.array([[1.0, 0.0], [1.0, 0.0]]))
    assert answer.max() <= 1.0


def test_nothing_happens_after_the_end_but_the_end_itself_can_be_an_event(
    chain_of: ChainOf,
) -> None:
    chain = chain_of(3, [(0, 1, 1.0), (1, 2, 1.0)])
    ended = in_state(3, 1)[:, 0]
    answer = first_passage(always(chain), start(3), in_state(3, 1, 2), ended, np.array([EVER]))
    assert answer[0] == pytest.approx([1.0, 0.0])


def test_each_event_may_have_ends_of_its_own(chain_of: ChainOf) -> None:
    chain = chain_of(3, [(0, 1, 1.0), (1, 2, 1.0)])
    targets = in_state(3, 2, 2)
    absorbing = np.column_stack([NOWHERE, in_state(3, 1)[:, 0]])
    times = np.array([EVER])
    answer = first_passage(always(chain), start(3), targets, absorbing, times)
    assert answer[0] == pytest.approx([1.0, 0.0])
    counted = mistakes(always(chain), start(3), targets, absorbing, times)
    assert counted.chosen[0] == pytest.approx([2.0, 0.0])


def test_columns_do_not_disturb_each_other(chain_of: ChainOf) -> None:
    chain = chain_of(3, [(0, 1, 1.0), (1, 2, 2.0), (1, 0, 0.5), (0, 2, 0.1)])
    times = np.array([0.5, 4.0])
    together = first_passage(always(chain), start(3), in_state(3, 1, 2), NOWHERE, times)
    for column in (0, 1):
        alone = first_passage(
            always(chain), start(3), in_state(3, 1, 2)[:, [column]], NOWHERE, times
        )
        assert alone[:, 0] == pytest.approx(together[:, column], abs=1e-15)


def test_a_deadline_stops_what_could_only_happen_before_it(chain_of: ChainOf) -> None:
    until, after = chain_of(3, [(0, 1, 2.0)]), chain_of(3, [(0, 1, 0.0)])
    segments = [Segment(1.0, until), Segment(np.inf, after)]
    times = np.array([0.5, 1.0, 7.0])
    answer = first_passage(segments, start(3), in_state(3, 1), NOWHERE, times)
    assert answer[:, 0] == pytest.approx(1 - np.exp([-1.0, -2.0, -2.0]), abs=1e-13)


# ---------------------------------------------------------------- distributions


def test_the_two_state_regime_has_its_known_probability(chain_of: ChainOf) -> None:
    # a = .2, b = .1: stationary 2/3 in the second state; .517913 after 5 years from the first
    chain = chain_of(2, [(0, 1, 0.2), (1, 0, 0.1)])
    answer = distribution(always(chain), start(2), np.array([0.0, 5.0, 3e5]))
    assert answer[:, 1] == pytest.approx([0.0, 0.517913, 2 / 3], abs=5e-7)
    assert answer[2, 1] == pytest.approx(2 / 3, abs=1e-12)


def test_segments_multiply_the_matrix_exponentials(chain_of: ChainOf) -> None:
    chains = [
        chain_of(3, [(0, 1, 1.0), (1, 2, 2.0), (2, 0, 0.3)]),
        chain_of(3, [(0, 2, 0.7), (2, 1, 5.0)]),
        chain_of(3, [(1, 0, 1.0), (0, 1, 1.0)]),
    ]
    segments = [Segment(0.4, chains[0]), Segment(1.1, chains[1]), Segment(np.inf, chains[2])]
    answer = distribution(segments, start(3), np.array([0.2, 0.4, 1.0, 4.0]))
    first, second, third = (generator(chain) for chain in chains)
    after_first = start(3) @ expm(first * 0.4)
    assert answer[0] == pytest.approx(start(3) @ expm(first * 0.2), abs=1e-13)
    assert answer[1] == pytest.approx(after_first, abs=1e-13)
    assert answer[2] == pytest.approx(after_first @ expm(second * 0.6), abs=1e-13)
    expected = after_first @ expm(second * 1.1) @ expm(third * 2.5)
    assert answer[3] == pytest.approx(expected, abs=1e-13)


def test_a_chain_at_rest_stays_where_it_is(chain_of: ChainOf) -> None:
    chain = chain_of(2, [(0, 1, 0.0)])
    times = np.array([0.0, 10.0])
    answer = distribution(always(chain), start(2), times)
    assert answer == pytest.approx(np.array([[1.0, 0.0], [1.0, 0.0]]))
    assert occupancy(always(chain), start(2), times)[:, 0] == pytest.approx(times)


def test_tiny_probabilities_stay_exact(chain_of: ChainOf) -> None:
    chain = chain_of(3, [(0, 1, 1.0), (1, 0, 1.0), (0, 2, 1e-150)])
    answer = distribution(always(chain), start(3), np.array([1.0]))
    spent = (1.0 + (1 - np.exp(-2.0)) / 2) / 2
    assert answer[0, 2] == pytest.approx(1e-150 * spent, rel=1e-12, abs=0.0)


def test_the_answers_do_not_depend_on_the_order_of_the_times(chain_of: ChainOf) -> None:
    chain = chain_of(2, [(0, 1, 0.2), (1, 0, 0.1)])
    forward = distribution(always(chain), start(2), np.array([1.0, 5.0]))
    backward = distribution(always(chain), start(2), np.array([5.0, 1.0]))
    assert forward == pytest.approx(backward[::-1], abs=1e-15)


def test_no_time_after_the_last_segment_can_be_asked(chain_of: ChainOf) -> None:
    chain = chain_of(2, [(0, 1, 0.2)])
    with pytest.raises(ValueError, match=r"end after 1\.0 years, but year 2\.0"):
        distribution([Segment(1.0, chain)], start(2), np.array([2.0]))


# ---------------------------------------------------------------- mistakes


def test_the_share_of_mistakes_counts_marked_over_chosen_moves(chain_of: ChainOf) -> None:
    # 0 -> 1 by a mistake at rate 3 or a shock at rate 1, then a sound move: 3/4 of 7/4 moves
    chain = chain_of(3, [(0, 1, 3.0, "mistake"), (0, 1, 1.0, "shift"), (1, 2, 1.0)])
    answer = mistakes(always(chain), start(3), in_state(3, 2), NOWHERE, np.array([EVER]))
    assert answer.probability[0, 0] == pytest.approx(1.0)
    assert answer.marked[0, 0] == pytest.approx(0.75)
    assert answer.chosen[0, 0] == pytest.approx(1.75)
    assert answer.share[0, 0] == pytest.approx(3 / 7)


def test_only_paths_that_reach_the_event_count(chain_of: ChainOf) -> None:
    chain = chain_of(3, [(0, 1, 1.0), (0, 2, 9.0, "mistake")])
    answer = mistakes(always(chain), start(3), in_state(3, 1), NOWHERE, np.array([EVER]))
    assert answer.probability[0, 0] == pytest.approx(0.1)
    assert answer.chosen[0, 0] == pytest.approx(1.0)
    assert answer.share[0, 0] == 0.0


def test_moves_taken_back_and_forth_are_counted_each_time(chain_of: ChainOf) -> None:
    # From 1 on with probability 1/4, back otherwise: four forward moves and three back on average
    chain = chain_of(3, [(0, 1, 2.0), (1, 0, 3.0, "mistake"), (1, 2, 1.0)])
    answer = mistakes(always(chain), start(3), in_state(3, 2), NOWHERE, np.array([EVER]))
    assert answer.marked[0, 0] == pytest.approx(3.0)
    assert answer.chosen[0, 0] == pytest.approx(3.0 + 4.0 + 1.0)


def test_counts_by_a_date_are_exact(chain_of: ChainOf) -> None:
    # P(1 by t) through a mistake or a sound move at equal rates: half a mistake, whatever t
    chain = chain_of(3, [(0, 1, 1.0, "mistake"), (0, 1, 1.0)])
    answer = mistakes(always(chain), start(3), in_state(3, 1), NOWHERE, np.array([0.0, 0.3, 2.0]))
    assert answer.probability[:, 0] == pytest.approx(1 - np.exp([0.0, -0.6, -4.0]), abs=1e-13)
    assert answer.share[:, 0] == pytest.approx([0.0, 0.5, 0.5])


def test_counts_go_on_across_segments(chain_of: ChainOf) -> None:
    first = chain_of(3, [(0, 1, 1.0, "mistake"), (1, 2, 0.0)])
    second = chain_of(3, [(0, 1, 0.0, "mistake"), (1, 2, 1.0)])
    segments = [Segment(50.0, first), Segment(np.inf, second)]
    answer = mistakes(segments, start(3), in_state(3, 2), NOWHERE, np.array([10.0, 200.0]))
    assert answer.probability[:, 0] == pytest.approx([0.0, 1.0])
    assert answer.share[:, 0] == pytest.approx([0.0, 0.5])


# ---------------------------------------------------------------- occupancy and flows


def test_time_before_the_first_step_is_known(chain_of: ChainOf) -> None:
    # three steps at rate 1 against a hazard of .25: .8 years before the first one
    chain = ladder(chain_of, 3, rate=1.0, leak=0.25)
    answer = occupancy(always(chain), start(5), np.array([EVER]))
    assert answer[0, :3] == pytest.approx([0.8, 0.64, 0.512], abs=1e-9)
    assert answer[0].sum() == pytest.approx(EVER)


def test_occupancy_is_the_integral_of_the_distribution(chain_of: ChainOf) -> None:
    chain = chain_of(2, [(0, 1, 0.2), (1, 0, 0.1)])
    times = np.array([0.0, 1.0, 5.0])
    expected = 2 / 3 * times - (2 / 3) / 0.3 * (1 - np.exp(-0.3 * times))
    assert occupancy(always(chain), start(2), times)[:, 1] == pytest.approx(expected, abs=1e-12)


def test_flows_are_rates_times_occupancy_in_each_segment(chain_of: ChainOf) -> None:
    chains = [chain_of(2, [(0, 1, a), (1, 0, b)]) for a, b in ((0.5, 0.2), (3.0, 0.0))]
    segments = [Segment(2.0, chains[0]), Segment(np.inf, chains[1])]
    times = np.array([0.0, 2.0, 6.0])
    spent = occupancy(segments, start(2), times)
    answer = flows(segments, start(2), times)
    parts = [later - earlier for earlier, later in pairwise(spent)]
    assert answer[1] == pytest.approx(parts[0] * [0.5, 0.2], abs=1e-12)
    assert answer[2] == pytest.approx(answer[1] + parts[1] * [3.0, 0.0], abs=1e-12)


def test_flows_need_the_same_transitions_throughout(chain_of: ChainOf) -> None:
    segments = [
        Segment(1.0, chain_of(2, [(0, 1, 1.0)])),
        Segment(np.inf, chain_of(2, [(0, 1, 1.0), (1, 0, 1.0)])),
    ]
    with pytest.raises(ValueError, match=r"not \[1, 2\]"):
        flows(segments, start(2), np.array([3.0]))

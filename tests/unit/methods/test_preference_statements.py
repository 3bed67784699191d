import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.methods.preference_statements import (
    list_faults,
    list_ranks,
    statement_ranks,
    statements_against,
    value_ranks,
    weight_ranks,
)

truth = st.integers(0, 6).flatmap(lambda k: arrays(bool, (k, 5)))


def dense(scores: list[float]) -> list[int]:
    levels = sorted(set(scores))
    return [levels.index(score) for score in scores]


@given(truth)
def test_statements_score_powers_of_two(holds: np.ndarray) -> None:
    k = len(holds)
    scores = [sum(2 ** (k - 1 - j) for j in range(k) if holds[j, s]) for s in range(holds.shape[1])]
    assert statement_ranks(holds).tolist() == dense(scores)


def test_two_hundred_statements_do_not_overflow() -> None:
    holds = np.zeros((200, 3), bool)
    holds[0, 2] = holds[1:, 1] = holds[199, 0] = True
    assert statement_ranks(holds).tolist() == [0, 1, 2]


def test_four_statements_give_the_published_order_of_the_ministry_in_elmira() -> None:
    """The states without a closed plant: the literature merges the other four into one."""
    states = ["NYNNN", "YYNNN", "NNYNN", "YNYNN", "NYNNY", "YYNNY", "NNYNY", "YNYNY"]
    options = np.array([[mark == "Y" for mark in state] for state in states]).T
    modify, _, accept, abandon, insist = options
    rank = statement_ranks(np.array([accept, ~abandon, ~modify, modify != insist]))
    assert rank.tolist() == dense([7, 6, 11, 10, 8, 5, 12, 9])


@given(arrays(np.float64, 6, elements=st.integers(-4, 4).map(float)))
def test_values_without_tolerance_keep_their_order(values: np.ndarray) -> None:
    assert value_ranks(values).tolist() == dense(values.tolist())


@given(arrays(np.float64, 7, elements=st.floats(0, 10)), st.floats(0, 3))
def test_no_group_of_equal_values_is_wider_than_the_tolerance(
    values: np.ndarray, tolerance: float
) -> None:
    rank = value_ranks(values, tolerance)
    assert sorted(set(rank.tolist())) == list(range(rank.max() + 1))
    for group in range(rank.max() + 1):
        inside = values[rank == group]
        assert inside.max() - inside.min() <= tolerance
        above = values[rank == group + 1]
        assert above.size == 0 or above.min() - inside.min() > tolerance


def test_a_negative_weight_counts_against_its_option() -> None:
    taken = np.array([[0, 1, 0, 1], [0, 0, 1, 1]], bool)
    assert weight_ranks(np.array([2.0, -1.0]), taken).tolist() == [1, 3, 0, 2]


def test_no_weights_leave_all_states_equal() -> None:
    assert weight_ranks(np.zeros(0), np.zeros((0, 3), bool)).tolist() == [0, 0, 0]


@given(st.permutations(range(6)), st.lists(st.booleans(), min_size=6, max_size=6))
def test_a_list_ranks_earlier_groups_higher(order: list[int], cuts: list[bool]) -> None:
    groups: list[list[int]] = [[]]
    for state, cut in zip(order, cuts, strict=True):
        if cut and groups[-1]:
            groups.append([])
        groups[-1].append(state)
    rank = list_ranks(groups)
    place = {state: k for k, group in enumerate(groups) for state in group}
    for s in range(6):
        for t in range(6):
            assert (rank[s] > rank[t]) == (place[s] < place[t])
    assert list_faults(groups, 6) == ((), (), ())


def test_a_list_with_faults_names_them() -> None:
    assert list_faults([[0, 0], [9], [2, 0]], 4) == ((1, 3), (0,), (9,))


@given(st.integers(1, 6).flatmap(lambda k: arrays(bool, (k, 5))), st.integers(0, 4))
def test_each_better_state_has_one_statement_that_stands_against(
    holds: np.ndarray, target: int
) -> None:
    rank = statement_ranks(holds)
    above = rank > rank[target]
    against = statements_against(holds, target, above)
    assert against.sum() == above.sum()
    for t in np.flatnonzero(above):
        first = next(j for j in range(len(holds)) if holds[j, t] != holds[j, target])
        assert holds[first, t]
        assert against[first] > 0

from itertools import product

import numpy as np
import pytest
from benchmarks.games import Act, GameArrays, Occasion, State, game

from detente.methods.choice_kernels import at_least, chance, paid_share
from detente.methods.stationary import behaviour, residual, solve

AGREE = np.array([0.9, 0.2, 0.5, 0.7])


def counted(need: int, *, skip: int = -1) -> float:
    """By listing who agrees."""
    asked = [k for k in range(AGREE.size) if k != skip]
    return sum(
        float(
            np.prod(
                [AGREE[k] if yes else 1 - AGREE[k] for k, yes in zip(asked, votes, strict=True)]
            )
        )
        for votes in product([True, False], repeat=len(asked))
        if sum(votes) >= need
    )


@pytest.mark.parametrize("need", range(6))
def test_enough_consent_as_counted(need: int) -> None:
    assert at_least(need, AGREE, 0, 4, -1) == pytest.approx(counted(need), abs=1e-15)
    assert at_least(need, AGREE, 0, 4, 2) == pytest.approx(counted(need, skip=2), abs=1e-15)


@pytest.mark.parametrize("need", range(1, 5))
def test_who_is_paid_as_counted(need: int) -> None:
    expected = AGREE[1] * counted(need - 1, skip=1) / counted(need)
    assert paid_share(need, AGREE, 0, 4, 1) == pytest.approx(expected)


def test_chance_is_a_clipped_logit() -> None:
    assert chance(2.0, 0.5) == pytest.approx(1 / (1 + np.exp(-1)))
    assert (chance(1e6, 1.0), chance(1e6, -1.0)) == (1.0, 0.0)
    assert (chance(np.inf, 1e-9), chance(np.inf, 0.0)) == (1.0, 0.0)


def vote(need: int) -> GameArrays:
    """One proposer, three who vote on a step that pays each of them and a bystander."""
    pays = (1.0, -2.0, 0.5, 0.3, 4.0)
    flow = (0.0, 0.0, 0.0, 0.0, 0.0)
    step = Act(1, pays, (1, 2, 3), need)
    return game([State(flow, (Occasion(0, 3.0, (step,)),)), State(flow)], [0.1] * 5, [1.0] * 5)


def test_those_who_refuse_are_not_paid_and_others_are() -> None:
    topology, numbers, commitment = vote(need=2)
    solution = solve(topology, numbers, commitment, 1.5)
    policy = behaviour(topology, numbers, commitment, 1.5, solution.values)
    at_start = solution.values[0]
    assert policy.consent == pytest.approx(
        1 / (1 + np.exp(-1.5 * (np.array([-2, 0.5, 0.3]) - at_start[1:4])))
    )
    success = at_least(2, policy.consent, 0, 3, -1)
    assert policy.rate == pytest.approx(3.0 * success * policy.act)
    assert policy.gain == pytest.approx(success * (1.0 - at_start[0]))
    joins = [
        p * at_least(1, policy.consent, 0, 3, k) / success for k, p in enumerate(policy.consent)
    ]
    paid = np.array([1.0, -2.0 * joins[0], 0.5 * joins[1], 0.3 * joins[2], 4.0])
    assert at_start == pytest.approx(policy.rate * paid / (0.1 + policy.rate))


def test_when_all_must_agree_all_are_paid() -> None:
    topology, numbers, commitment = vote(need=3)
    solution = solve(topology, numbers, commitment, 1.5)
    policy = behaviour(topology, numbers, commitment, 1.5, solution.values)
    assert policy.rate == pytest.approx(3.0 * policy.consent.prod() * policy.act)
    assert solution.values[0] == pytest.approx(
        policy.rate * numbers.payments[1] / (0.1 + policy.rate)
    )


def menu(*, must_move: bool) -> GameArrays:
    """One actor with three ways to end, each paying something else."""
    acts = tuple(Act(1, (pay,)) for pay in (1.0, 2.0, -1.0))
    return game(
        [State((0.0,), (Occasion(0, 1.0, acts),)), State((0.0,))], [0.1], [1.0], must_move=must_move
    )


@pytest.mark.parametrize("must_move", [True, False])
def test_choices_are_a_softmax_of_gains(*, must_move: bool) -> None:
    topology, numbers, commitment = menu(must_move=must_move)
    values = np.array([[0.3], [0.0]])
    policy = behaviour(topology, numbers, commitment, 2.0, values)
    weights = np.exp(2.0 * (np.array([1.0, 2.0, -1.0]) - 0.3))
    assert policy.act == pytest.approx(weights / (weights.sum() + (0.0 if must_move else 1.0)))


def test_a_forced_action_is_certain_and_a_forbidden_one_never_happens() -> None:
    topology, numbers, commitment = menu(must_move=False)
    forced = commitment._replace(act=np.array([-1, 1, 1], np.int8))
    assert behaviour(topology, numbers, forced, 2.0, np.zeros((2, 1))).act.tolist() == [0, 1, 0]
    forbidden = commitment._replace(act=np.array([-1, 0, -1], np.int8))
    act = behaviour(topology, numbers, forbidden, 2.0, np.zeros((2, 1))).act
    assert act == pytest.approx([0.0, 1 / (1 + np.exp(-4.0)), 0.0])


def test_the_exact_best_reply_takes_the_first_best_and_waits_at_a_tie() -> None:
    topology, numbers, commitment = menu(must_move=False)
    at_best = np.array([[2.0], [0.0]])
    assert behaviour(topology, numbers, commitment, np.inf, np.zeros((2, 1))).act.tolist() == [
        0,
        1,
        0,
    ]
    assert behaviour(topology, numbers, commitment, np.inf, at_best).act.tolist() == [0, 0, 0]


def test_consent_can_be_committed() -> None:
    topology, numbers, commitment = vote(need=3)
    given = commitment._replace(consent=np.array([1, 1, -1], np.int8))
    policy = behaviour(topology, numbers, given, 1.5, np.zeros((2, 5)))
    assert policy.consent.tolist() == [1, 1, 0]
    assert policy.rate.tolist() == [0]


def test_an_action_that_stays_only_pays() -> None:
    topology, numbers, commitment = game(
        [State((0.5,), (Occasion(0, 2.0, (Act(0, (1.0,)),)),))], [0.1], [1.0]
    )
    solution = solve(topology, numbers, commitment, 0.0)
    assert solution.values[0, 0] == pytest.approx((0.5 + 2.0 * 0.5 * 1.0) / 0.1)
    assert residual(topology, numbers, commitment, 0.0, solution.values) < 1e-12

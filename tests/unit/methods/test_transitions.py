import numpy as np
import pytest

from detente.methods.game import Behaviour, Numbers, Topology
from detente.methods.transitions import (
    at_rest,
    leaving_rate,
    moving,
    origins,
    stopped_at,
    transitions,
)

# State 0: actor 1 may go to 1 or 2, actor 0 to 2, a shock leads to 2. State 1: actor 0 may go
# to 2. State 2: a shock leads back to 0.
TOPOLOGY = Topology(
    set_ptr=np.array([0, 2, 3, 3]),
    set_owner=np.array([1, 0, 0]),
    act_ptr=np.array([0, 2, 3, 4]),
    act_to=np.array([1, 2, 2, 2]),
    act_pay=np.zeros(4, dtype=np.int64),
    act_need=np.zeros(4, dtype=np.int64),
    con_ptr=np.zeros(5, dtype=np.int64),
    con_actor=np.zeros(0, dtype=np.int64),
    shift_ptr=np.array([0, 1, 1, 2]),
    shift_to=np.array([2, 0]),
    shift_pay=np.zeros(2, dtype=np.int64),
    comp_ptr=np.array([0, 3]),
    comp_state=np.array([0, 1, 2]),
    must_move=False,
)
NUMBERS = Numbers(
    set_rate=np.array([2.0, 2.0, 2.0]),
    shift_rate=np.array([0.1, 0.2]),
    flow=np.zeros((3, 2)),
    payments=np.zeros((1, 2)),
    discount=np.array([0.1, 0.1]),
    stake=np.array([10.0, 1.0]),
)


def behaviour(*, gain: tuple[float, ...]) -> Behaviour:
    return Behaviour(
        act=np.full(4, 0.5),
        consent=np.zeros(0),
        rate=np.array([1.0, 0.5, 0.25, 0.75]),
        gain=np.array(gain),
    )


def test_actions_come_before_shifts_in_each_state() -> None:
    chain = transitions(TOPOLOGY, NUMBERS, behaviour(gain=(1.0, -1.0, 1.0, -1.0)))
    assert chain.ptr.tolist() == [0, 4, 5, 6]
    assert origins(chain).tolist() == [0, 0, 0, 0, 1, 2]
    assert chain.to.tolist() == [1, 2, 2, 2, 2, 0]
    assert chain.rate.tolist() == [1.0, 0.5, 0.25, 0.1, 0.75, 0.2]
    assert chain.label.tolist() == [0, 1, 2, 0, 3, 1]
    assert chain.chosen.tolist() == [True, True, True, False, True, False]
    assert chain.actor.tolist() == [1, 1, 0, -1, 0, -1]


def test_only_acts_at_a_loss_are_marked() -> None:
    chain = transitions(TOPOLOGY, NUMBERS, behaviour(gain=(0.0, -1.0, 1.0, -0.5)))
    assert chain.marked.tolist() == [False, True, False, False, True, False]


def test_a_loss_within_the_rounding_of_the_solution_is_not_marked() -> None:
    chain = transitions(TOPOLOGY, NUMBERS, behaviour(gain=(-2e-9, -1e-10, -2e-9, -2e-8)))
    assert chain.marked.tolist() == [True, False, False, False, True, False]


def test_leaving_rates_add_up_what_leads_away() -> None:
    chain = transitions(TOPOLOGY, NUMBERS, behaviour(gain=(0.0,) * 4))
    assert leaving_rate(chain) == pytest.approx([1.85, 0.75, 0.2])


def test_nothing_leaves_a_state_the_chain_is_stopped_at() -> None:
    chain = transitions(TOPOLOGY, NUMBERS, behaviour(gain=(0.0,) * 4))
    stopped = stopped_at(chain, np.array([True, False, False]))
    assert leaving_rate(stopped) == pytest.approx([0.0, 0.75, 0.2])
    assert chain.rate[0] == 1.0


def test_other_behaviour_moves_the_same_chain() -> None:
    fixed = at_rest(TOPOLOGY)
    assert not fixed.rate.any()
    policy = behaviour(gain=(0.0, -1.0, 1.0, -0.5))
    chain, alone = moving(fixed, NUMBERS, policy), transitions(TOPOLOGY, NUMBERS, policy)
    assert all(np.array_equal(one, other) for one, other in zip(chain, alone, strict=True))
    assert chain.to is fixed.to
    assert not fixed.rate.any()

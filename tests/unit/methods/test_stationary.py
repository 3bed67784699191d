import numpy as np
import pytest
from benchmarks.games import Act, GameArrays, Occasion, Shift, State, game, toy
from benchmarks.lattices import alternating

from detente.methods.stationary import behaviour, regret, residual, solve

PATIENT = 1e-9  # a discount rate that leaves undiscounted answers in all printed digits


def test_the_toy_known_answer() -> None:
    topology, numbers, commitment = toy()
    live = 130
    assert topology.set_ptr[live] == topology.set_owner.size
    assert topology.act_to.size == 763
    solution = solve(topology, numbers, commitment, 5.0)
    assert solution.converged
    assert solution.bound < 1e-9
    assert solution.values[0] == pytest.approx([-10.53, -12.37, -11.54, -2.92, -11.47], abs=0.005)
    first = slice(topology.act_ptr[0], topology.act_ptr[topology.set_ptr[1]])
    rate = behaviour(topology, numbers, commitment, 5.0, solution.values).rate[first]
    breaks = rate[topology.act_to[first] >= live].sum() + 0.05
    assert breaks / (rate.sum() + 0.05) == pytest.approx(0.642795575620, abs=1e-11)


def test_the_toy_warm_start_is_the_same_answer() -> None:
    topology, numbers, commitment = toy()
    cold = solve(topology, numbers, commitment, 5.0)
    warm = solve(topology, numbers, commitment, 5.0, start=cold.values + 0.1)
    assert warm.values == pytest.approx(cold.values, abs=1e-8)
    assert warm.residual == residual(topology, numbers, commitment, 5.0, warm.values) < 1e-10


# ---------------------------------------------------------------- published answers

CENTIPEDE = ((0.4, 0.1), (0.2, 0.8), (1.6, 0.4), (0.8, 3.2), (6.4, 1.6))


def centipede() -> GameArrays:
    """Two players in turn take, which ends, or pass [mckelvey1998]_."""
    end = State((0.0, 0.0))
    nodes = [
        State(
            (0.0, 0.0),
            (
                Occasion(
                    k % 2,
                    1.0,
                    (Act(4, CENTIPEDE[k]), Act(k + 1, last)),
                ),
            ),
        )
        for k, last in enumerate(((), (), (), CENTIPEDE[4]))
    ]
    return game([*nodes, end], [PATIENT] * 2, [1.0, 1.0], must_move=True)


@pytest.mark.parametrize(
    ("precision", "takes"),
    [
        (0.5, (0.373594, 0.375573, 0.385073, 0.689974)),
        (1.0, (0.296257, 0.277980, 0.464884, 0.832018)),
        (2.0, (0.236193, 0.376299, 0.761577, 0.960834)),
        (5.0, (0.492704, 0.851436, 0.981847, 0.999665)),
    ],
)
def test_centipede(precision: float, takes: tuple[float, ...]) -> None:
    arrays = centipede()
    solution = solve(*arrays, precision)
    assert behaviour(*arrays, precision, solution.values).act[::2] == pytest.approx(takes, abs=1e-6)
    if precision == 1.0:
        assert solution.values[0] == pytest.approx([1.008870, 1.077619], abs=1e-6)


DILEMMA = {(0, 0): (1, 1), (0, 1): (5, 0), (1, 0): (0, 5), (1, 1): (3, 3)}  # 1 cooperates


def reversible_dilemma() -> GameArrays:
    """A random mover sets its own bit; all get the payoff of where that leads."""
    pace, discount = 0.2, 0.1
    bits = list(DILEMMA)
    states = []
    for one, two in bits:
        flips = (bits.index((1 - one, two)), bits.index((one, 1 - two)))
        flow = tuple((discount + 2 * pace) * points for points in DILEMMA[one, two])
        states.append(State(flow, tuple(Occasion(i, pace, (Act(flips[i]),)) for i in range(2))))
    return game(states, [discount] * 2, [1.0, 1.0])


@pytest.mark.parametrize(
    ("precision", "alone", "joins", "value"),
    [
        (0.2, 0.396409, 0.349679, 9.357314),
        (0.5, 0.254460, 0.171510, 7.876223),
        (1.0, 0.117565, 0.046722, 6.385800),
        (2.0, 0.027853, 0.003863, 5.342331),
    ],
)
def test_reversible_dilemma(precision: float, alone: float, joins: float, value: float) -> None:
    arrays = reversible_dilemma()
    solution = solve(*arrays, precision)
    act = behaviour(*arrays, precision, solution.values).act
    assert act[0] == pytest.approx(alone, abs=1e-6)
    assert act[2] == pytest.approx(joins, abs=1e-6)
    after_the_first_payoff = (solution.values[0, 0] - DILEMMA[0, 0][0]) / 0.8
    assert after_the_first_payoff == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("steps", "values"),
    [
        (2, (0.22282211, 1.12241937)),
        (3, (0.07460835, 1.36250202)),
        (4, (0.25889449, 1.39415291)),
        (5, (0.30724830, 1.66795216)),
        (6, (0.555126, 1.794285)),
        (7, (0.699246, 2.101821)),
        (8, (0.990981, 2.270053)),
    ],
)
def test_alternating_steps(steps: int, values: tuple[float, float]) -> None:
    solution = solve(*alternating(steps), 2.0)
    assert solution.values[0] == pytest.approx(values, abs=1e-6 if steps > 5 else 2e-8)


# ---------------------------------------------------------------- atoms

STAKE = 10.0


def step_game(cost: float) -> GameArrays:
    return game(
        [State((0.0,), (Occasion(0, 2.0, (Act(1, (-cost,)),)),)), State((1.0,))], [0.1], [STAKE]
    )


def test_a_free_step_at_random() -> None:
    assert solve(*step_game(0.0), 0.0).values[0, 0] == pytest.approx(9.090909, abs=1e-6)


@pytest.mark.parametrize(
    ("precision", "value"), [(1.0, 5.467434), (5.0, 5.509052), (50.0, 5.664014)]
)
def test_a_costly_step(precision: float, value: float) -> None:
    assert solve(*step_game(4.0), precision).values[0, 0] == pytest.approx(value, abs=1e-6)


def test_a_costly_step_done_whenever_possible() -> None:
    topology, numbers, commitment = step_game(4.0)
    always = commitment._replace(act=np.ones(1, np.int8))
    assert solve(topology, numbers, always, 5.0).values[0, 0] == pytest.approx(5.714286, abs=1e-6)


def test_a_joint_step_at_random() -> None:
    proposals = tuple(Occasion(i, 2.0, (Act(1, (), (1 - i,)),)) for i in range(2))
    arrays = game([State((0.0, 0.0), proposals), State((1.0, 2.0))], [0.1] * 2, [STAKE] * 2)
    solution = solve(*arrays, 0.0)
    assert solution.values[0] == pytest.approx([9.090909, 18.181818], abs=1e-6)
    assert behaviour(*arrays, 0.0, solution.values).rate.tolist() == [0.5, 0.5]


def test_shifts_pay_and_lead_on() -> None:
    arrays = game(
        [State((1.0,), (), (Shift(0.4, 1, (3.0,)), Shift(0.2, 0, (5.0,)))), State((2.0,))],
        [0.1],
        [1.0],
    )
    expected = (1.0 + 0.4 * (3.0 + 20.0) + 0.2 * 5.0) / 0.5
    assert solve(*arrays, 3.0).values[:, 0] == pytest.approx([expected, 20.0])


# ---------------------------------------------------------------- what an answer says of itself


def test_regret_is_what_the_best_reply_would_add() -> None:
    arrays = step_game(4.0)
    values = np.array([[3.0], [10.0]])
    chance = 1 / (1 + np.exp(-5.0 * (10.0 - 4.0 - 3.0) / STAKE))
    assert regret(*arrays, 5.0, values) == pytest.approx([(1 - chance) * 3.0 / STAKE])


def test_regret_leaves_out_what_is_committed() -> None:
    topology, numbers, commitment = step_game(4.0)
    never = commitment._replace(act=np.full(1, -1, np.int8))
    always = commitment._replace(act=np.ones(1, np.int8))
    values = np.array([[3.0], [10.0]])
    assert regret(topology, numbers, never, 5.0, values).tolist() == [0.0]
    assert regret(topology, numbers, always, 5.0, values + 5.0).tolist() == [0.0]


def test_regret_counts_consent() -> None:
    proposal = Occasion(0, 1.0, (Act(1, (), (1,)),))
    arrays = game([State((0.0, 0.0), (proposal,)), State((0.0, 0.0))], [0.1] * 2, [1.0, 2.0])
    values = np.array([[0.0, 0.0], [0.0, 1.0]])
    assert regret(*arrays, 0.0, values) == pytest.approx([0.0, 0.25])


def chicken(reward: float) -> GameArrays:
    """Each of two can end a quarrel at a cost of its own, and each would rather the other did."""
    ends = tuple(
        Occasion(i, 2.0, (Act(1, tuple(-0.4 if j == i else 0.0 for j in range(2))),))
        for i in range(2)
    )
    return game([State((0.0, 0.0), ends), State((reward, reward))], [0.1] * 2, [1.0, 1.0])


def test_plain_sweeps_that_circle_are_brought_to_rest() -> None:
    solution = solve(*chicken(0.1), 200.0)
    assert solution.converged
    assert solution.values[0, 0] == pytest.approx(solution.values[0, 1])
    assert solution.values[0, 0] == pytest.approx(0.6, abs=0.05)


def test_a_precision_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        solve(*step_game(4.0), np.inf)

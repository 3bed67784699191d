import numpy as np
import pytest
from benchmarks.games import Act, GameArrays, Occasion, Shift, State, game, toy

from detente.methods.deadline import DeadlinePath, solve_back
from detente.methods.stationary import behaviour, solve


def costly_step(cost: float = 4.0) -> GameArrays:
    return game(
        [State((0.0,), (Occasion(0, 2.0, (Act(1, (-cost,)),)),)), State((1.0,))], [0.1], [10.0]
    )


def rates(path: DeadlinePath) -> np.ndarray:
    """[steps, A] rate of each action in each step."""
    return np.stack([chain.rate[chain.chosen] for chain in path.chains])


TERMINAL = np.array([[0.0], [10.0]])


@pytest.mark.parametrize("years", [0.3, 5.0])
def test_constant_rates_give_the_exact_value(years: float) -> None:
    topology, numbers, commitment = costly_step()
    always = commitment._replace(act=np.ones(1, np.int8))
    path = solve_back(topology, numbers, always, 5.0, TERMINAL, years)
    exact = 2.0 * (10.0 - 4.0) / 2.1 * (1 - np.exp(-2.1 * years))
    assert path.values[:, 0] == pytest.approx([exact, 10.0], abs=1e-11)
    assert (rates(path) == 2.0).all()
    assert path.step_years * len(path.chains) == pytest.approx(years)


def test_the_best_reply_acts_when_it_pays_and_waits_at_a_tie() -> None:
    path = solve_back(*costly_step(), np.inf, TERMINAL, 2.0)
    assert (rates(path) == 2.0).all()
    assert not any(chain.marked.any() for chain in path.chains)
    tied = solve_back(*costly_step(0.0), np.inf, np.full((2, 1), 10.0), 0.0001, steps=1)
    assert rates(tied)[0, 0] == 2.0  # waiting forgoes the flow
    nothing = game([State((0.0,), (Occasion(0, 2.0, (Act(1),)),)), State((0.0,))], [0.1], [1.0])
    assert (rates(solve_back(*nothing, np.inf, np.zeros((2, 1)), 2.0)) == 0.0).all()


def test_steps_stand_in_the_order_of_time() -> None:
    """The step pays the less, the sooner its fruits are cut off; at last it is a mistake."""
    worthless_after = np.zeros((2, 1))
    path = solve_back(*costly_step(), 20.0, worthless_after, 10.0, steps=40)
    assert (np.diff(rates(path)[:, 0]) < 0).all()
    assert rates(path)[0, 0] > 0.5
    assert rates(path)[-1, 0] < 0.01
    marks = [bool(chain.marked[0]) for chain in path.chains]
    assert marks == sorted(marks)
    assert (marks[0], marks[-1]) == (False, True)
    assert path.chains[0].to is path.chains[-1].to


def test_the_error_is_of_second_order_in_the_step() -> None:
    arrays = costly_step()
    exact = solve_back(*arrays, 20.0, np.zeros((2, 1)), 10.0, steps=640).values[0, 0]
    errors = [
        abs(solve_back(*arrays, 20.0, np.zeros((2, 1)), 10.0, steps=steps).values[0, 0] - exact)
        for steps in (20, 40)
    ]
    assert 3.0 < errors[0] / errors[1] < 5.5


def test_long_before_the_deadline_partial_consent_is_paid_as_in_the_stationary_solution() -> None:
    step = Act(1, (1.0, -2.0, 0.5, 0.3, 4.0), (1, 2, 3), 2)
    states = [
        State((0.1,) * 5, (Occasion(0, 3.0, (step,)),), (Shift(0.2, 2, (1.0,) * 5),)),
        State((0.0,) * 5, (Occasion(0, 1.0, (Act(0),)),)),
        State((0.0,) * 5),
    ]
    arrays = game(states, [1.0] * 5, [3.0] * 5)
    lasting = solve(*arrays, 1.5)
    path = solve_back(*arrays, 1.5, np.zeros((3, 5)), 25.0)
    assert path.values == pytest.approx(lasting.values, abs=1e-6)
    assert rates(path)[0] == pytest.approx(behaviour(*arrays, 1.5, lasting.values).rate, abs=1e-6)


@pytest.mark.jit
@pytest.mark.parametrize(("precision", "years"), [(5.0, 10.0), (50.0, 80.0)])
def test_the_toy_long_before_a_deadline(precision: float, years: float) -> None:
    arrays = toy()
    forever = arrays[1].flow / arrays[1].discount
    path = solve_back(*arrays, precision, forever, years)
    assert path.values == pytest.approx(solve(*arrays, precision).values, abs=1e-2)

import numpy as np
import pytest
from scipy.linalg import expm

from detente.methods.arc_kernels import arcs
from detente.methods.deadline_kernels import moved_back
from detente.methods.uniformisation import poisson_weights

PTR, TO = np.array([0, 3, 5, 5]), np.array([1, 2, 1, 0, 2])
RATE = np.array([0.5, 0.2, 1.5, 0.7, 40.0])
DISCOUNT, EARNED = np.array([0.1, 0.4]), np.array([[1.0, -2.0], [0.0, 3.0], [5.0, 0.0]])
VALUES = np.array([[10.0, -1.0], [0.0, 2.0], [30.0, 7.0]])


def exactly(years: float, actor: int) -> np.ndarray:
    """Values a while earlier, by the exponential of the equations with a constant added."""
    slope = np.zeros((4, 4))
    for x in range(3):
        for k in range(PTR[x], PTR[x + 1]):
            slope[x, TO[k]] += RATE[k]
            slope[x, x] -= RATE[k]
        slope[x, x] -= DISCOUNT[actor]
        slope[x, 3] = EARNED[x, actor]
    return np.asarray((expm(years * slope) @ np.append(VALUES[:, actor], 1.0))[:3])


@pytest.mark.parametrize("years", [1e-9, 0.02, 0.7, 12.0])
def test_values_move_back_as_their_equations_say(years: float) -> None:
    chain = arcs(PTR, TO, RATE)
    clock = float(chain.leaving.max() + DISCOUNT.max())
    ahead = np.cumsum(poisson_weights(clock * years)[:0:-1])[::-1]
    earlier = moved_back(chain, EARNED, DISCOUNT, clock, ahead, VALUES)
    for actor in (0, 1):
        assert earlier[:, actor] == pytest.approx(exactly(years, actor), rel=1e-11)


def test_no_time_changes_nothing() -> None:
    chain = arcs(PTR, TO, RATE)
    earlier = moved_back(chain, EARNED, DISCOUNT, 50.0, np.zeros(0), VALUES)
    assert np.array_equal(earlier, VALUES)
    assert earlier is not VALUES

import numpy as np

from detente.methods.arc_kernels import arcs


def test_ways_to_the_same_state_are_one_arc_and_those_that_stay_are_none() -> None:
    ptr, to = np.array([0, 4, 4, 6]), np.array([2, 0, 1, 2, 0, 0])
    found = arcs(ptr, to, np.array([1.0, 9.0, 0.5, 0.25, 2.0, 0.0]))
    assert found.ptr.tolist() == [0, 2, 2, 3]
    assert found.to.tolist() == [2, 1, 0]
    assert found.rate.tolist() == [1.25, 0.5, 2.0]
    assert found.leaving.tolist() == [1.75, 0.0, 2.0]

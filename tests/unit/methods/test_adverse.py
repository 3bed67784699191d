import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.methods.adverse import adverse_signs


@given(
    slopes=st.lists(st.sampled_from([-2.0, -1.0, 1.0, 3.0]), min_size=1, max_size=4),
    seed=st.integers(0, 1000),
)
def test_the_signs_are_against_the_slopes_of_a_linear_result(
    slopes: list[float], seed: int
) -> None:
    inputs = np.random.default_rng(seed).random((40, len(slopes)))
    assert adverse_signs(inputs, inputs @ slopes).tolist() == [-np.sign(s) for s in slopes]


def test_an_input_that_never_changes_has_no_direction() -> None:
    inputs = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
    assert adverse_signs(inputs, inputs[:, 1]).tolist() == [0.0, -1.0]


def test_a_result_that_never_changes_has_none() -> None:
    assert adverse_signs(np.array([[0.0], [1.0]]), np.zeros(2)).tolist() == [0.0]

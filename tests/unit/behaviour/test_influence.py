"""Say and dependence."""

from functools import partial

import numpy as np
import pytest
from tests.small import lab_of

from detente.behaviour import Lab, Stance
from detente.behaviour.influence import commitments, dependence, say, swings
from detente.methods.game import Floats

CASE = """
    actors: {A: {}, B: {}, IDLE: {}}
    moves: {m: {by: A}, n: {by: [A, B]}}
    goals:
      A: {g: {weight: [10, 20, 30], measure: n}}
      B: {g: {weight: 10, measure: 0.5 * (m - n)}}
      IDLE: {g: {weight: [5, 10], measure: m}}
    strategies: {A: {never_m: {never: [m]}}}
    """


@pytest.fixture(scope="module")
def lab() -> Lab:
    return lab_of(CASE)


def at_mode(lab: Lab) -> tuple[Floats, Floats]:
    read = partial(lab.values, draws=0)
    return swings(lab, read, lab.headline)[0], dependence(lab, read, lab.headline)[0]


def test_a_swing_is_taken_over_the_extremes_as_solved_and_named_strategies(lab: Lab) -> None:
    settings = commitments(lab, "A", lab.headline)
    bound = [s.bindings[0].stance if s.bindings else None for s in settings]
    assert bound == [None, Stance.ABSTAINS, Stance.GOES_ALONG, Stance.STRATEGY]
    values = np.stack([lab.values(s, 0)[0] for s in settings])
    swing, _ = at_mode(lab)
    assert swing[:, 0] == pytest.approx(values.max(axis=0) - values.min(axis=0))
    assert len(commitments(lab, "IDLE", lab.headline)) == 3


def test_an_actor_that_can_do_nothing_moves_nobody(lab: Lab) -> None:
    swing, part = at_mode(lab)
    assert (swing[:, 2] == 0.0).all()
    assert (part[:, 2] == 0.0).all()


def test_shares_of_what_moves_an_actor_add_up_to_one(lab: Lab) -> None:
    _, part = at_mode(lab)
    assert part.sum(axis=1) == pytest.approx(1.0)
    assert ((part >= 0) & (part <= 1)).all()


def test_where_nothing_moves_an_actor_its_row_is_zero() -> None:
    still = lab_of("""
        actors: {A: {}, B: {}}
        moves: {m: {by: A}}
        goals: {A: {g: {weight: 1, measure: m}}}
        """)
    _, part = at_mode(still)
    assert part[1].tolist() == [0.0, 0.0]
    assert part[0].tolist() == [1.0, 0.0]


def test_say_is_ones_own_share(lab: Lab) -> None:
    read = partial(lab.values, draws=2)
    found = dependence(lab, read, lab.headline)
    assert found.shape == (2, 3, 3)
    assert np.array_equal(say(lab, read, lab.headline), np.einsum("dii->di", found))

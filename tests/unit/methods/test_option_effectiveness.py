import numpy as np
import pytest
from tests.literal_conflicts import ELMIRA

from detente.methods.game import Bools
from detente.methods.option_effectiveness import option_effectiveness
from detente.methods.stability import Concept, equilibria, verdicts


def options_of(states: np.ndarray, count: int) -> Bools:
    return np.array([[int(s) >> k & 1 for k in range(count)] for s in states], np.bool_)


@pytest.mark.parametrize("seed", range(10))
def test_counts_the_equilibria_that_hold_the_option(seed: int) -> None:
    rng = np.random.default_rng(seed)
    states = np.sort(rng.permutation(64)[:20]).astype(np.uint64)
    chosen = rng.random((3, 20)) < 0.5
    found = option_effectiveness(options_of(states, 6), chosen)
    for row, mark in enumerate(chosen):
        held = [int(s) for s, kept in zip(states, mark, strict=True) if kept]
        shares = [sum(bits >> k & 1 for bits in held) / len(held) for k in range(6)]
        assert found[row] == pytest.approx(shares)


def test_the_plant_of_elmira_is_closed_in_four_of_six_nash_equilibria() -> None:
    """Equilibria 5, 6, 7, 10, 11, 12; options Modify, Delay, Accept, Abandon, Insist."""
    found = equilibria(verdicts(ELMIRA, [Concept.NASH]))
    (share,) = option_effectiveness(options_of(ELMIRA.moves.states, 5), found)
    assert (6 * share).round(9).tolist() == [3, 1, 1, 4, 4]


def test_of_no_equilibrium_there_is_no_share() -> None:
    assert np.isnan(
        option_effectiveness(np.ones((4, 2), np.bool_), np.zeros((1, 4), np.bool_))
    ).all()

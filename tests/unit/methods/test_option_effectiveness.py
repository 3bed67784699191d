import numpy as np
import pytest
from tests.literal_conflicts import ELMIRA

from detente.methods.option_effectiveness import option_effectiveness
from detente.methods.stability import Concept, equilibria, verdicts


@pytest.mark.parametrize("seed", range(10))
def test_counts_the_equilibria_that_hold_the_option(seed: int) -> None:
    rng = np.random.default_rng(seed)
    states = np.sort(rng.permutation(64)[:20]).astype(np.uint64)
    chosen = rng.random((3, 20)) < 0.5
    found = option_effectiveness(states, chosen, 6)
    for row, mark in enumerate(chosen):
        held = [int(s) for s, kept in zip(states, mark, strict=True) if kept]
        assert found.equilibria[row] == len(held)
        assert found.containing[row].tolist() == [
            sum(bits >> k & 1 for bits in held) for k in range(6)
        ]


def test_the_plant_of_elmira_is_closed_in_four_of_six_nash_equilibria() -> None:
    """Equilibria 5, 6, 7, 10, 11, 12; options Modify, Delay, Accept, Abandon, Insist."""
    found = equilibria(verdicts(ELMIRA, [Concept.NASH]))
    effect = option_effectiveness(ELMIRA.moves.states, found, 5)
    assert effect.equilibria.tolist() == [6]
    assert effect.containing.tolist() == [[3, 1, 1, 4, 4]]

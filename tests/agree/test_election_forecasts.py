"""The election behind forecasts, against the same written out option by option."""

import numpy as np
import pytest

from detente.methods.condorcet_election import elections
from detente.methods.stances import Stances


def literal(position: list[float], weight: list[float]) -> dict[float, float]:
    """The chance of each distinct position: proportional votes, linear victory, uniform challenges.

    Weights are brought to a largest of 1 first, as coalitions are given 1e-8 to begin with.
    """
    options = sorted(set(position))
    heaviest = max(weight)

    def strength(one: float, other: float) -> float:
        pushed = 1e-8
        for at, w in zip(position, weight, strict=True):
            pushed += max(w / heaviest * (abs(at - other) - abs(at - one)), 0.0)
        return pushed

    def beats(one: float, other: float) -> float:
        mine, theirs = strength(one, other), strength(other, one)
        return mine / (mine + theirs)

    chance = {option: 1.0 / len(options) for option in options}
    while True:
        after = {
            one: sum(beats(one, other) * (chance[one] + chance[other]) for other in options)
            / len(options)
            for one in options
        }
        if max(abs(after[option] - chance[option]) for option in options) <= 1e-6:
            return chance
        chance = {option: (chance[option] + after[option]) / 2 for option in options}


@pytest.mark.parametrize("trial", range(12))
def test_elections_are_the_ones_written_out(trial: int) -> None:
    rng = np.random.default_rng(trial)
    count = 2 + trial % 5
    position = np.round(rng.random(count), 1)
    salience, capability = rng.random((2, count)) + 0.01
    stances = Stances(
        position[:, None], salience[:, None], capability[:, None], np.ones((count, 1), bool)
    )
    answer = elections(stances)[:, 0]
    expected = literal(list(position), list(salience * capability))
    for option, chance in expected.items():
        assert answer[position == option].sum() == pytest.approx(chance, abs=5e-6)

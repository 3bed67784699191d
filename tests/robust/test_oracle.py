"""Random cases answered twice: by the package, and by the slow and plain oracle."""

import pytest
from tests.robust.comparing import Comparison
from tests.robust.random_cases import random_case
from tests.robust.world import World

from detente.case.reader import read_text

LARGEST, LARGEST_BOUND = 70, 24
"""States of the cases that are compared, and of those whose actors are bound one by one."""

pytestmark = pytest.mark.jit


@pytest.mark.parametrize("seed", range(80))
def test_values_and_probabilities_are_those_of_the_oracle(seed: int) -> None:
    compared = Comparison(read_text(random_case(seed)))
    if len(compared.world.states) <= LARGEST:
        assert list(compared.differences(compared.solved())) == []
        assert list(compared.plans()) == []


@pytest.mark.parametrize("seed", range(25))
def test_say_and_dependence_are_those_of_the_oracle(seed: int) -> None:
    compared = Comparison(read_text(random_case(seed)))
    if len(compared.world.states) <= LARGEST_BOUND:
        assert list(compared.influence()) == []


@pytest.mark.parametrize("seed", range(200, 220))
def test_what_rests_at_high_precision_rests_in_the_oracle_too(seed: int) -> None:
    compared = Comparison(read_text(random_case(seed, precision=80)))
    if len(compared.world.states) <= LARGEST:
        assert list(compared.differences(compared.answered())) == []


def test_most_random_cases_are_small_enough_to_be_compared() -> None:
    sizes = [len(World(case=read_text(random_case(seed))).states) for seed in range(80)]
    assert sum(size <= LARGEST for size in sizes) >= 60

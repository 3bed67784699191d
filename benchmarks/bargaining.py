"""How fast models of collective decisions are: draws a second on one core."""

import time
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from detente.methods.condorcet_election import elections
from detente.methods.contest_rules import KTAB, ElectionRules, SpatialRules, Succession, Transition
from detente.methods.expected_utility import READINGS, Reading, expected_utility_rounds
from detente.methods.spatial_politics import Parties, spatial_runs
from detente.methods.stances import Stances

ACTORS = (5, 10, 20, 50)
SECONDS = 1.0  # of each measurement, about
ROUNDS = 5
BEFORE = {5: 939, 10: 902, 20: 731, 50: 145}  # `eum.text`, one draw after the other in NumPy
FEW = 8  # draws that show how many fill the time


def random_parties(draws: int, actors: int, dimensions: int, seed: int = 1) -> Parties:
    """Drawn actors, from the ranges KTAB draws its own from."""
    generator = np.random.default_rng(seed)
    salience = generator.uniform(0.1, 1.0, (draws, actors, dimensions))
    salience *= generator.uniform(0.75, 0.99, (draws, actors, 1)) / salience.sum(-1, keepdims=True)
    return Parties(
        position=generator.random((draws, actors, dimensions)),
        salience=salience,
        capability=generator.uniform(10.0, 200.0, (draws, actors)),
        accommodation=np.eye(actors),
    )


def random_stances(draws: int, actors: int, seed: int = 1) -> Stances:
    """Drawn actors on one issue."""
    generator = np.random.default_rng(seed)
    shape = (draws, actors, 1)
    return Stances(
        position=generator.random(shape),
        salience=generator.uniform(0.1, 1.0, shape),
        capability=generator.uniform(10.0, 200.0, shape),
        present=np.ones(shape[1:], np.bool_),
    )


def a_second(work: Callable[[int], object]) -> float:
    """How many draws a second of processor time does, after compilation."""
    draws = FEW
    while True:
        start = time.process_time()
        work(draws)
        used = time.process_time() - start
        if used > SECONDS / 4:
            return draws / used
        draws *= 4


def lines() -> Iterator[str]:
    """The section of the page, line by line as it is measured."""
    spatial_runs(random_parties(1, 5, 1))  # compiles
    yield "## Elections and the spatial model of politics"
    yield ""
    yield "Draws a second, one thread; positions, saliences and capabilities are all drawn. Static"
    yield "elections by succession; runs of the spatial model with KTAB's switches, and by lot."
    yield "`tests/known/test_ktab.py` compares every turn of nine scenarios with KTAB's."
    yield ""
    yield "| actors | conditional | Markov | incentives | runs, 1 dimension | 2 | by lot |"
    yield "|--:|--:|--:|--:|--:|--:|--:|"
    for actors in ACTORS:
        yield row(actors)
    yield ""
    yield f"The expected-utility model, {ROUNDS} rounds on one issue, all draws in one call. The"
    yield "last column is `eum.text` as it was before, one draw after the other in NumPy."
    yield ""
    yield f"| actors | {' | '.join(f'`{name}`' for name in READINGS)} | before |"
    yield "|--:|--:|--:|--:|--:|"
    for actors in ACTORS:
        rates = [a_second(partial(challenge, actors, reading)) for reading in READINGS.values()]
        cells = " | ".join(f"{rate:,.0f}" for rate in (*rates, BEFORE[actors]))
        yield f"| {actors} | {cells} |"


def row(actors: int) -> str:
    """One row of the table."""
    by_lot = KTAB._replace(transition=Transition.STOCHASTIC)
    rates = [
        a_second(partial(hold_elections, actors, ElectionRules(succession=succession)))
        for succession in Succession
    ]
    rates += [
        a_second(partial(play, actors, dimensions, rules))
        for dimensions, rules in ((1, KTAB), (2, KTAB), (1, by_lot))
    ]
    return f"| {actors} | " + " | ".join(f"{rate:,.0f}" for rate in rates) + " |"


def hold_elections(actors: int, rules: ElectionRules, draws: int) -> None:
    """So many static elections."""
    elections(random_stances(draws, actors), rules)


def play(actors: int, dimensions: int, rules: SpatialRules, draws: int) -> None:
    """So many runs of the spatial model."""
    spatial_runs(random_parties(draws, actors, dimensions), rules)


def challenge(actors: int, reading: Reading, draws: int) -> None:
    """So many runs of the expected-utility model."""
    expected_utility_rounds(random_stances(draws, actors), reading, ROUNDS)

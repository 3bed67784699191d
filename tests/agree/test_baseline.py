"""The solver and the literal method come to the same values."""

import pytest
from benchmarks import baseline
from benchmarks.games import toy
from benchmarks.lattices import lattice, reversible

from detente.methods.stationary import solve

SMALL = {
    "monotone": lambda: lattice(4),
    "reversible": lambda: reversible(2),
}
LARGE = {
    "toy, menus": toy,
    "toy, one clock per move": lambda: toy(menu=False),
    "monotone": lambda: lattice(10),
    "reversible": reversible,
}


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("skip_waiting", [False, True])
def test_small_games(name: str, *, skip_waiting: bool) -> None:
    topology, numbers, commitment = SMALL[name]()
    values, _ = baseline.solve(topology, numbers, 10.0, skip_waiting=skip_waiting)
    assert solve(topology, numbers, commitment, 10.0).values == pytest.approx(values, abs=1e-7)


@pytest.mark.jit
@pytest.mark.parametrize("name", LARGE)
def test_games_of_the_benchmark(name: str) -> None:
    topology, numbers, commitment = LARGE[name]()
    values, _ = baseline.solve(topology, numbers, 20.0, skip_waiting=True)
    assert solve(topology, numbers, commitment, 20.0).values == pytest.approx(values, abs=1e-7)

"""Positions of every actor at every turn, as KTAB's own program gives them."""

from pathlib import Path

import numpy as np
import pytest
from benchmarks.peers.ktab_files import read_scenario

from detente.methods.game import Floats
from detente.methods.spatial_politics import spatial_run, spatial_runs

SMALL = ("r_5_1_1", "r_5_2_0", "dummyData_3Dim")
LARGE = ("r_5_1_0", "r_10_1_0", "r_10_2_0", "r_20_1_0", "SOE-Policy", "SOE-Pol-Comp")
SCENARIOS = [*SMALL, *(pytest.param(name, marks=pytest.mark.jit) for name in LARGE)]


def history(folder: Path, name: str, shape: tuple[int, ...]) -> Floats:
    """[T+1, n, K] what KTAB writes, sorted by turn, actor and dimension."""
    table = np.loadtxt(folder / f"{name}.positions.csv", delimiter=",", skiprows=1)
    return table[np.lexsort(table[:, 2::-1].T), 3].reshape(-1, *shape)


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_turn_of_every_scenario(shared_data: Path, name: str) -> None:
    folder = shared_data / "ktab"
    actors = read_scenario(folder / f"{name}.input.csv")
    expected = history(folder, name, actors.position.shape)
    run = spatial_run(actors)
    assert len(run.position) == len(expected)
    assert 100 * run.position == pytest.approx(expected, abs=1e-6)
    assert run.settled == (len(expected) <= 100)


@pytest.mark.parametrize("name", SCENARIOS)
def test_many_runs_end_as_one_does(shared_data: Path, name: str) -> None:
    actors = read_scenario(shared_data / "ktab" / f"{name}.input.csv")
    one = spatial_run(actors)
    two = spatial_runs(actors._replace(position=np.stack([actors.position] * 2)))
    for draw in range(2):
        assert two.position[draw] == pytest.approx(one.position[-1], abs=1e-12)
        assert two.probability[draw] == pytest.approx(one.probability, abs=1e-12)
        assert two.mean[draw] == pytest.approx(one.mean, abs=1e-12)
        assert two.turns[draw] == len(one.taken)
        assert two.settled[draw] == one.settled


def test_the_folder_holds_no_other_scenario(shared_data: Path) -> None:
    found = {path.name.split(".")[0] for path in (shared_data / "ktab").glob("*.input.csv")}
    assert found == {*SMALL, *LARGE}

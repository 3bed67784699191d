"""The comparison with KTAB's program, which a stand-in plays: it hands out a prepared database."""

import sqlite3
import sys
from pathlib import Path

import numpy as np
import pytest

from detente.methods.game import Floats
from detente.methods.spatial_politics import Parties, spatial_run

pytest.importorskip("resource")  # processor time of other programs: not on Windows
from benchmarks.bargaining import random_parties
from benchmarks.peers import ktab
from benchmarks.peers.kept import kept, tell
from benchmarks.peers.ktab_files import read_scenario, write_scenario

STAND_IN = """#!{python}
import shutil, sys
words = dict(zip(sys.argv, sys.argv[1:]))
assert words["--csv"].endswith("drawn.csv") and "--logmin" in sys.argv
assert "ENABLED = false" in open("smpc-logger.conf").read()
shutil.copy({prepared!r}, words["--connstr"].partition("Database=")[2] + ".db")
"""


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    drawn = random_parties(1, 4, 2, seed=3)
    path = tmp_path / "drawn.csv"
    write_scenario(path, Parties(*(array[0] for array in drawn[:3]), np.eye(4)))
    return path


def stand_in(folder: Path, positions: Floats) -> Path:
    """A program that gives these positions, whatever it is asked."""
    prepared = folder / "prepared.db"
    prepared.unlink(missing_ok=True)
    connection = sqlite3.connect(prepared)
    connection.execute("create table VectorPosition (Turn_t, Act_i, Dim_k, Pos_Coord)")
    rows = [(*map(int, at), float(x)) for at, x in np.ndenumerate(positions)]
    connection.executemany("insert into VectorPosition values (?, ?, ?, ?)", rows[::-1])
    connection.commit()
    connection.close()
    program = folder / "smpc"
    program.write_text(STAND_IN.format(python=sys.executable, prepared=str(prepared)), "utf-8")
    program.chmod(0o755)
    return program


def test_a_scenario_is_read_as_it_was_written(scenario: Path) -> None:
    drawn = random_parties(1, 4, 2, seed=3)
    for read, made in zip(read_scenario(scenario), drawn, strict=True):
        assert read == pytest.approx(made.reshape(read.shape), abs=1e-5)
    assert scenario.read_text("utf-8").splitlines()[0] == "drawn,drawn,4,2,"


def test_equal_answers_pass_the_gate(scenario: Path, tmp_path: Path) -> None:
    positions = 100 * spatial_run(read_scenario(scenario)).position
    smpc = stand_in(tmp_path, positions)
    found, seconds = ktab.run_smpc(smpc, scenario, tmp_path)
    assert found == pytest.approx(positions)
    assert seconds > 0
    ktab.assert_same(scenario, found)


def test_other_answers_do_not(scenario: Path) -> None:
    positions = 100 * spatial_run(read_scenario(scenario)).position
    with pytest.raises(AssertionError, match="KTAB has"):
        ktab.assert_same(scenario, positions[:-1])
    positions[-1, 0, 0] += 1e-5
    with pytest.raises(AssertionError, match=r"1\.0e-05 of 100 apart"):
        ktab.assert_same(scenario, positions)


def test_without_the_program_it_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["ktab"])
    with pytest.raises(SystemExit):
        ktab.main()
    assert "must be supplied" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["ktab", "decide"])
def test_what_was_measured_is_on_the_page_of_benchmarks(name: str) -> None:
    page = (ktab.ROOT / "docs" / "reference" / "benchmarks.md").read_text("utf-8")
    assert "\n".join(kept(name)) in page


def test_what_is_told_is_kept_on_demand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.peers.kept.FOLDER", tmp_path)
    tell(["first", "second"], None)
    assert not list(tmp_path.iterdir())
    tell(["first", "second"], "name")
    assert list(kept("name")) == ["first", "second"]
    assert capsys.readouterr().out == 2 * "first\nsecond\n"

"""The comparison with Decide, which a stand-in plays: it writes down deals that are given to it."""

import csv
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.trading import read_decide

from detente.methods.exchange import exchange
from detente.methods.exchange_deals import EqualGains, free_trade
from detente.methods.game import Floats

pytest.importorskip("resource")  # processor time of other programs: not on Windows
from benchmarks.peers import decide

STAND_IN = """#!{python}
import os, shutil, sys
words = dict(zip(sys.argv, sys.argv[1:]))
assert sys.argv[1:3] == ["-m", "decide.cli"] and words["--input-file"].endswith(".csv")
folder = os.path.join(words["--output-dir"], "drawn", "0", "exchanges", "0")
os.makedirs(folder)
for k in range(int(words["--iterations"])):
    shutil.copy({prepared!r}, os.path.join(folder, f"round.{{k + 1}}.equal-0.00.csv"))
"""


def stand_in(folder: Path, gains: Floats) -> Path:
    """A program whose deals are worth this, whatever it is asked."""
    prepared = folder / "prepared.csv"
    with prepared.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["actor_name", "eu", "", "actor_name", "eu"])
        writer.writerows([["a", first, "", "b", second] for first, second in gains])
    program = folder / "python"
    program.write_text(STAND_IN.format(python=sys.executable, prepared=str(prepared)), "utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return decide.write_random(tmp_path, 5, 4)


def our_gains(file: Path) -> Floats:
    stances, _, _ = read_decide(file)
    deals = exchange(stances, free_trade(5, 4), EqualGains(), decide.DECIDE).deals
    return 100 * deals.gain


def test_a_file_is_read_as_it_was_written(file: Path) -> None:
    stances, actors, issues = read_decide(file)
    assert (actors, issues) == (["a0", "a1", "a2", "a3", "a4"], ["p0", "p1", "p2", "p3"])
    assert sorted(stances.position.ravel()) == pytest.approx(np.linspace(0, 1, 20), abs=1e-7)
    assert stances.present.all()


def test_as_many_deals_as_agree_from_the_start_are_told(file: Path, tmp_path: Path) -> None:
    gains = our_gains(file)
    assert f"| {len(gains)} of {len(gains)} |" in decide.measured(stand_in(tmp_path, gains), file)
    other = gains.copy()
    other[3] += 0.01
    assert f"| 3 of {len(gains)} |" in decide.measured(stand_in(tmp_path, other), file)
    assert f"| {len(gains)} of {len(gains) + 1} |" in decide.measured(
        stand_in(tmp_path, np.vstack([gains, [[0.1, 0.1]]])), file
    )


def test_first_deals_that_differ_stop_the_comparison(file: Path, tmp_path: Path) -> None:
    gains = our_gains(file)
    gains[1, 0] += 1e-4
    with pytest.raises(AssertionError, match="only the first 1"):
        decide.measured(stand_in(tmp_path, gains), file)

"""The comparison with gmcr-py, as far as it can be tried without it: a stand-in plays its part."""

from pathlib import Path

import numpy as np
import pytest

from detente.case.reader import load
from detente.methods.stability import Concept
from detente.model.conflict import compile_conflict

pytest.importorskip("resource")  # memory of other programs: not on Windows
from benchmarks.peers import gmcr
from benchmarks.peers.gmcr import Table, by_ours, compare, conflict_in, document, small

STAND_IN = """
from pathlib import Path
from types import SimpleNamespace
from benchmarks.peers.gmcr import conflict_in
from tests.robust.stability_oracle import Oracle

class ConflictModel:
    def load_from_file(self, path):
        self.oracle = Oracle(conflict_in(Path(path)))
        self.feasibles = list(self.oracle.all)

class LogicalSolver:
    def __init__(self, conflict):
        print("the peer narrates")
        self.effectiveDMs = list(conflict.oracle.actors)
        for name in ("nash", "gmr", "smr", "seq"):
            setattr(self, name, self.by(conflict.oracle, name.upper()))

    def by(self, oracle, name):
        return lambda maker, state: (oracle.stable(name, maker, state), "because")

model = SimpleNamespace(ConflictModel=ConflictModel)
solvers = SimpleNamespace(LogicalSolver=LogicalSolver)
"""


def written(folder: Path, content: gmcr.Document) -> Path:
    return gmcr._written(content, folder / "conflict.gmcr")


def flipped(table: Table, concept: Concept) -> Table:
    changed = [[not table[concept.name][0][0], *table[concept.name][0][1:]]]
    return {**table, concept.name: changed + table[concept.name][1:]}


@pytest.mark.parametrize("seed", range(8))
def test_the_files_mean_the_same_to_the_importer(tmp_path: Path, seed: int) -> None:
    file = written(tmp_path, small(seed))
    plain, compiled = conflict_in(file), compile_conflict(load(file)).conflict
    assert np.array_equal(plain.moves.states, compiled.moves.states)
    assert np.array_equal(plain.moves.owned, compiled.moves.owned)
    assert np.array_equal(np.argsort(plain.ranks), np.argsort(compiled.ranks))


def test_the_gate_lets_nothing_wrong_through(tmp_path: Path) -> None:
    two = written(tmp_path, document(4, 2, seed=1))
    conflict, right = conflict_in(two), by_ours(two)
    compare(conflict, right, right)
    with pytest.raises(AssertionError, match="ours is wrong by SSEQ"):
        compare(conflict, flipped(right, Concept.SSEQ), right)
    with pytest.raises(AssertionError, match="the peer differs by SEQ"):
        compare(conflict, right, flipped(right, Concept.SEQ))


def test_the_peer_may_err_with_three_actors_but_not_by_nash(tmp_path: Path) -> None:
    three = written(tmp_path, document(4, 3, seed=1))
    conflict, right = conflict_in(three), by_ours(three)
    compare(conflict, right, flipped(right, Concept.SEQ))
    with pytest.raises(AssertionError, match="the peer differs by NASH"):
        compare(conflict, right, flipped(right, Concept.NASH))


def test_without_the_peer_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="bring a checkout of gmcr-py"):
        gmcr.by_peer(tmp_path)


@pytest.mark.jit
def test_the_whole_comparison_with_a_stand_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gmcr.py").write_text(STAND_IN, "utf-8")
    monkeypatch.setattr(gmcr, "GATE", 4)
    said = list(gmcr.lines(tmp_path, ["4x3"]))
    assert said[0].startswith("4 small conflicts")
    assert "NASH 0, GMR 0, SMR 0, SEQ 0" in said[1]
    assert said[-1].startswith("| 4 | 3 |")
    assert said[-1].endswith("NASH 0 GMR 0 SMR 0 SEQ 0 |")

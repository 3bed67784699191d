"""Stability beside gmcr-py, in one run: the same files, answers compared before times are.

    python -m benchmarks.peers.gmcr FOLDER [OPTIONSxACTORS ...]

gmcr-py (the program behind GMCR+) has no licence, so neither it nor a copy of any of its lines is
part of this project: FOLDER is a checkout that whoever measures has got on their own. Needed of it
are the module `gmcr`, with `model.ConflictModel().load_from_file(path)` and
`solvers.LogicalSolver(conflict)`, and of the solver `effectiveDMs` and the methods `nash`, `gmr`,
`smr` and `seq`, which take a decision maker and a state and return a tuple that begins with the
verdict.

Measured is what both do from the file to all verdicts: read it, find the moves, judge every state
for every actor. Ours adds SSEQ. Each side runs in a process of its own; the processor time of
starting it is told apart. Nothing is measured before the gate is passed: on small conflicts ours
must agree with the definitions written out, and the peer with ours where it is known to be exact,
by Nash and for two actors.
"""

import argparse
import contextlib
import importlib
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from tests.robust.stability_oracle import Oracle

from benchmarks.conflicts import owned_options, strict_orders
from detente.methods.feasible_states import Pattern, TooManyStates, feasible_states
from detente.methods.graph_model import Conflict, OptionForm
from detente.methods.stability import Concept, verdicts

ROOT = Path(__file__).resolve().parents[2]
SHARED = (Concept.NASH, Concept.GMR, Concept.SMR, Concept.SEQ)
OURS = (*SHARED, Concept.SSEQ)
SIZES = ("8x3", "10x3", "12x4")
GATE = 60
"""Small conflicts that are judged before anything is measured."""
ENOUGH = 0.5
"""Seconds; what takes less is done again until that has passed, and the least time counts."""
MEGABYTE = 1024  # ru_maxrss counts kilobytes

Document = dict[str, Any]
Table = dict[str, list[list[bool]]]
"""By concept, actor and state: whether the actor would stay."""


class Judged(NamedTuple):
    """One file, judged by one side."""

    stable: Table
    seconds: float
    start: float
    """Seconds the process took before it could begin."""
    megabytes: int


# ---- files ---------------------------------------------------------------------------------------


def document(options: int, actors: int, seed: int, forbidden: Sequence[Pattern] = ()) -> Document:
    """A random conflict as a `.gmcr` file holds it: rankings without ties."""
    states = _feasible(options, forbidden)
    ranks = strict_orders(len(states), actors, seed)
    owned = owned_options(options, actors)
    makers = [
        {
            "name": f"actor {i}",
            "options": list(owned[i]),
            "preferences": [],
            "preferenceRanking": (np.argsort(-ranks[i]) + 1).tolist(),
        }
        for i in range(actors)
    ]
    return {
        "options": [{"name": f"option {k}", "permittedDirection": "both"} for k in range(options)],
        "decisionMakers": makers,
        "infeasibles": [
            [[k, "YN"[not p.value >> k & 1]] for k in range(options) if p.mask >> k & 1]
            for p in forbidden
        ],
        "useManualPreferenceRanking": True,
        "coalitions": list(range(actors)),
    }


def conflict_in(file: Path) -> Conflict:
    """The conflict of a file as `document` makes it: options in the order of their owners."""
    read = json.loads(file.read_text("utf-8"))
    forbidden = [
        Pattern(sum(1 << k for k, _ in clause), sum(1 << k for k, sign in clause if sign == "Y"))
        for clause in read["infeasibles"]
    ]
    states = _feasible(len(read["options"]), forbidden)
    makers = read["decisionMakers"]
    ranks = np.empty((len(makers), len(states)), np.int32)
    for row, maker in zip(ranks, makers, strict=True):
        row[np.array(maker["preferenceRanking"]) - 1] = np.arange(len(states), 0, -1)
    owned = [sum(1 << option for option in maker["options"]) for maker in makers]
    moves = OptionForm(states, np.array(owned, np.uint64), np.uint64(0), np.uint64(0))
    return Conflict(moves, ranks)


def _feasible(options: int, forbidden: Sequence[Pattern]) -> np.ndarray:
    states = feasible_states(options, forbidden, limit=1 << options)
    assert not isinstance(states, TooManyStates)  # noqa: S101 - there are no more than 2^options
    return states


# ---- each side, in a process of its own ----------------------------------------------------------


def by_ours(file: Path) -> Table:
    """From the file to the verdicts by this project."""
    found = verdicts(conflict_in(file), OURS)
    rows = zip(found.concepts, found.stable, strict=True)
    return {concept.name: stable.tolist() for concept, stable in rows}


def by_peer(folder: Path) -> Callable[[Path], Table]:
    """From a file to the verdicts by the peer in this folder.

    Raises:
        SystemExit: it is not there.
    """
    if not (folder / "gmcr.py").is_file():
        raise SystemExit(f"no gmcr.py in {folder}: bring a checkout of gmcr-py, we have none")
    sys.path.insert(0, str(folder))
    peer = importlib.import_module("gmcr")

    def judge(file: Path) -> Table:
        with contextlib.redirect_stdout(io.StringIO()):  # it narrates
            conflict = peer.model.ConflictModel()
            conflict.load_from_file(str(file))
            solver = peer.solvers.LogicalSolver(conflict)
            states = range(len(conflict.feasibles))
            return {
                concept.name: [
                    [bool(getattr(solver, concept.name.lower())(maker, s)[0]) for s in states]
                    for maker in solver.effectiveDMs
                ]
                for concept in SHARED
            }

    return judge


def judged(judge: Callable[[Path], Table], file: Path, start: float) -> Judged:
    """One file judged in this process, and what it took."""
    stable, seconds = _timed(judge, file)
    spent = seconds
    while spent < ENOUGH:
        again = _timed(judge, file)[1]
        spent, seconds = spent + again, min(seconds, again)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
    return Judged(stable, seconds, start, peak)


def _timed(judge: Callable[[Path], Table], file: Path) -> tuple[Table, float]:
    begin = time.process_time()
    return judge(file), time.process_time() - begin


def in_its_own_process(side: str, files: Sequence[Path]) -> list[Judged]:
    """The files judged by one side: `ours`, or the peer in the folder of that name."""
    command = [sys.executable, "-m", "benchmarks.peers.gmcr", "--side", side, *map(str, files)]
    done = subprocess.run(  # noqa: S603 - this very program
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return [Judged(*row) for row in json.loads(done.stdout)]


# ---- the gate and the table ----------------------------------------------------------------------


def gate(folder: Path, work: Path) -> Iterator[str]:
    """Judge small conflicts by both sides and by the definitions.

    Raises:
        AssertionError: ours is wrong, or the peer where it is exact.
    """
    files = [_written(small(seed), work / f"small_{seed}.gmcr") for seed in range(GATE)]
    sides = [in_its_own_process(side, files) for side in ("ours", str(folder))]
    wrong = dict.fromkeys(SHARED, 0)
    total = 0
    for file, ours, peer in zip(files, *sides, strict=True):
        compare(conflict_in(file), ours.stable, peer.stable)
        total += np.size(ours.stable["NASH"])
        for concept in SHARED:
            wrong[concept] += differing(ours.stable, peer.stable, concept)
    yield f"{GATE} small conflicts, {total:,} states times actors. Ours: every verdict as defined."
    counts = ", ".join(f"{concept.name} {count:,}" for concept, count in wrong.items())
    yield f"Verdicts of the peer that are not: {counts} (all with three actors and more)."


def small(seed: int) -> Document:
    """Four or five options of two to four actors; in every other one some states are ruled out."""
    rng = np.random.default_rng(seed)
    options, actors = int(rng.integers(4, 6)), int(rng.integers(2, 5))
    masks = [sum(1 << int(k) for k in rng.choice(options, 2, replace=False)) for _ in range(2)]
    forbidden = [Pattern(m, m & int(rng.integers(1 << options))) for m in masks]
    return document(options, actors, seed, forbidden if seed % 2 else ())


def compare(conflict: Conflict, ours: Table, peer: Table) -> None:
    """Pass, or say which side is wrong.

    Raises:
        AssertionError: ours is wrong, or the peer where it is exact.
    """
    oracle = Oracle(conflict)
    actors = len(conflict.ranks)
    for name, rows in ours.items():
        if rows != [[oracle.stable(name, i, s) for s in oracle.all] for i in range(actors)]:
            raise AssertionError(f"ours is wrong by {name}")
    for concept in SHARED if actors == 2 else (Concept.NASH,):
        if differing(ours, peer, concept):
            raise AssertionError(f"the peer differs by {concept.name} where it should not")


def differing(ours: Table, peer: Table, concept: Concept) -> int:
    """How many verdicts differ by one concept."""
    return int(np.sum(np.array(ours[concept.name]) != np.array(peer[concept.name])))


def row(size: str, folder: Path, work: Path) -> str:
    """One line of the table: a random conflict of this size, judged by both sides."""
    options, actors = map(int, size.split("x"))
    file = _written(document(options, actors, seed=1), work / f"{size}.gmcr")
    [ours], [peer] = (in_its_own_process(side, [file]) for side in ("ours", str(folder)))
    apart = " ".join(f"{c.name} {differing(ours.stable, peer.stable, c):,}" for c in SHARED)
    return (
        f"| {options} | {actors} | {1e3 * peer.seconds:,.1f} | {1e3 * ours.seconds:,.2f} | "
        f"{peer.seconds / ours.seconds:,.0f} x | {peer.megabytes:,} | {ours.megabytes:,} | "
        f"{peer.start:.2f} | {ours.start:.2f} | {apart} |"
    )


def _written(content: Document, file: Path) -> Path:
    file.write_text(json.dumps(content), "utf-8")
    return file


def lines(folder: Path, sizes: Sequence[str]) -> Iterator[str]:
    """What the run has to say, line by line."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        yield from gate(folder, work)
        yield ""
        yield (
            "| options | actors | peer ms | ours ms | faster | peer MB | ours MB "
            "| peer start s | ours start s | verdicts that differ |"
        )
        yield "|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|"
        for size in sizes:
            yield row(size, folder, work)


def main() -> None:
    """Compare, or judge files for the process that compares."""
    parser = argparse.ArgumentParser(description="Stability beside gmcr-py, which you must bring.")
    parser.add_argument("--side", help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs="+", metavar="FOLDER [OPTIONSxACTORS]")
    given = parser.parse_args()
    if given.side is None:
        folder, *sizes = given.arguments
        for line in lines(Path(folder).resolve(), sizes or SIZES):
            print(line, flush=True)
        return
    judge = by_ours if given.side == "ours" else by_peer(Path(given.side))
    if given.side == "ours":
        verdicts(conflict_in(Path(given.arguments[0])), OURS)  # compiles
    start = time.process_time()
    found = [judged(judge, Path(file), start) for file in given.arguments]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()

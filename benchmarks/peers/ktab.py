"""The spatial model of politics against KTAB's own program, `smpc`.

`smpc` is not part of this project and must be supplied: build it from KTAB's sources, optimised
(-O3), and name it:

    python -m benchmarks.peers.ktab /path/to/smpc

First the gate: on every scenario, the positions of all actors at every turn must be the same to
1e-6 of 100; if they are not, nothing is measured. Then processor time, user and system, of all
threads. KTAB runs with its log off, `--logmin`, and its database in memory where the system has a
folder for that. What it does for many draws is one process each; its start, told apart, is left out
where it is compared with what needs no start here. `--keep` writes the table down for the page of
benchmarks.
"""

import argparse
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.bargaining import ACTORS, random_parties
from benchmarks.peers.kept import tell
from benchmarks.peers.ktab_files import read_scenario, write_scenario
from detente.methods.game import Floats
from detente.methods.spatial_politics import Parties, spatial_run, spatial_runs

ROOT = Path(__file__).resolve().parents[2]
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of the system, if there is one
SILENT = "* GLOBAL:\n    ENABLED = false\n"
SAME = 1e-6  # of a scale of 100
DIMENSIONS = (1, 2)
SEEDS = range(5)
REPEATS = 5
STARTS = 10


def run_smpc(smpc: Path, scenario: Path, folder: Path) -> tuple[Floats, float]:
    """KTAB's positions [T+1, n, K] on its scale of 100, and the seconds of processor time."""
    (folder / "smpc-logger.conf").write_text(SILENT, "utf-8")
    database = folder / "history"  # smpc adds .db to it
    database.with_suffix(".db").unlink(missing_ok=True)
    connection = f"Driver=QSQLITE;Database={database}"
    command = [smpc, "--csv", scenario, "--logmin", "--connstr", connection]
    used = processor_time(command, folder)
    return read_history(database.with_suffix(".db")), used


def processor_time(command: list[str | Path], folder: Path) -> float:
    """Seconds of processor time of another program, user and system, all threads."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603 - the program the user names, or this very one
        command, cwd=folder, check=True, stdout=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def read_history(database: Path) -> Floats:
    """[T+1, n, K] the positions in a database that KTAB wrote, on its scale of 100."""
    connection = sqlite3.connect(database)
    try:
        rows = connection.execute("select Turn_t, Act_i, Dim_k, Pos_Coord from VectorPosition")
        table = np.array(rows.fetchall(), np.float64)
    finally:
        connection.close()
    shape = 1 + table[:, :3].max(axis=0).astype(np.int64)
    ordered = table[np.lexsort(table[:, 2::-1].T), 3]
    return ordered.reshape(shape)


def assert_same(scenario: Path, theirs: Floats) -> None:
    """The gate: every actor at every turn.

    Raises:
        AssertionError: turns or positions differ.
    """
    ours = 100 * spatial_run(read_scenario(scenario)).position
    if ours.shape != theirs.shape:
        raise AssertionError(f"{scenario.name}: {len(ours)} states, KTAB has {len(theirs)}")
    apart = np.abs(ours - theirs).max()
    if apart > SAME:
        raise AssertionError(f"{scenario.name}: positions are {apart:.1e} of 100 apart")


def ours_in_process(parties: Parties) -> float:
    """Seconds of processor time of one run with its whole record, after compilation."""
    best = np.inf
    for _ in range(REPEATS):
        start = time.process_time()
        spatial_run(parties)
        best = min(best, time.process_time() - start)
    return best


def ours_as_process(scenario: Path) -> float:
    """The same with the start of Python and the reading of the file and of compiled code."""
    return processor_time(
        [sys.executable, "-m", "benchmarks.peers.ktab", "--alone", scenario], ROOT
    )


def ours_per_draw(drawn: list[Parties]) -> float:
    """Seconds of processor time of one of many draws: the same scenarios, again and again."""
    copies = REPEATS * len(drawn)
    many = Parties(
        *(np.stack(arrays * copies) for arrays in list(zip(*drawn, strict=True))[:3]),
        drawn[0].accommodation,
    )
    best = np.inf
    for _ in range(REPEATS):
        start = time.process_time()
        spatial_runs(many)
        best = min(best, time.process_time() - start)
    return best / len(many.position)


def measured(smpc: Path, actors: int, dimensions: int, start: float, folder: Path) -> str:
    """One row, the mean over the seeds."""
    rows, drawn = [], []
    for seed in SEEDS:
        scenario = folder / f"random_{actors}_{dimensions}_{seed}.csv"
        chosen = random_parties(1, actors, dimensions, seed)
        write_scenario(scenario, Parties(*(array[0] for array in chosen[:3]), np.eye(actors)))
        theirs, used = run_smpc(smpc, scenario, folder)
        assert_same(scenario, theirs)
        drawn.append(read_scenario(scenario))
        rows.append((len(theirs) - 1, used, ours_in_process(drawn[-1]), ours_as_process(scenario)))
    turns, smpc_s, run_s, process_s = np.mean(rows, axis=0)
    draw_s, net = ours_per_draw(drawn), smpc_s - start
    return (
        f"| {actors} | {dimensions} | {turns:.0f} | {1e3 * smpc_s:,.0f} | "
        f"{1e3 * run_s:.2f} | {net / run_s:,.0f} x | {1e3 * draw_s:.2f} | {net / draw_s:,.0f} x | "
        f"{1e3 * process_s:,.0f} | {smpc_s / process_s:.2g} x |"
    )


def lines(smpc: Path, scenarios: list[Path], sizes: list[int], folder: Path) -> Iterator[str]:
    """The report, line by line as it is measured."""
    states = 0
    for scenario in scenarios:
        theirs, _ = run_smpc(smpc, scenario, folder)
        assert_same(scenario, theirs)
        states += len(theirs)
    yield f"Equal at all {states:,} states of {len(scenarios)} scenarios on file, and at all of the"
    yield f"{len(SEEDS)} drawn for each row, to {SAME:g} of 100."
    yield ""
    start = np.mean([processor_time([smpc, "--help"], folder) for _ in range(STARTS)])
    yield f"Milliseconds of processor time, means over the {len(SEEDS)}. The start of smpc,"
    yield f"{1e3 * start:.0f} of them, is left out where it is compared with one run, which keeps"
    yield "the reason of every move, and with one of many draws."
    yield ""
    yield (
        "| actors | dimensions | turns | smpc | one run | faster | one of many draws | faster "
        "| as a process | faster |"
    )
    yield "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for actors in sizes:
        for dimensions in DIMENSIONS:
            yield measured(smpc, actors, dimensions, float(start), folder)


def main() -> None:
    """Compare, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "smpc",
        type=lambda name: Path(name).resolve(),
        nargs="?",
        help="KTAB's program; it must be supplied",
    )
    parser.add_argument(
        "--scenarios",
        type=lambda name: Path(name).resolve(),
        nargs="*",
        default=[],
        help="more KTAB files",
    )
    parser.add_argument(
        "--alone",
        type=lambda name: Path(name).resolve(),
        help="run one file without KTAB, print the end",
    )
    parser.add_argument("--actors", type=int, nargs="*", default=list(ACTORS), help="sizes")
    parser.add_argument("--keep", help="name under which the table is kept")
    asked = parser.parse_args()
    if asked.alone is not None:
        print(spatial_run(read_scenario(asked.alone)).mean)
        return
    if asked.smpc is None:
        parser.error("KTAB's smpc must be supplied: it is not part of this project")
    spatial_runs(random_parties(1, 5, 1))  # compiles
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        report = lines(asked.smpc.resolve(), asked.scenarios, asked.actors, Path(folder))
        tell(report, asked.keep)


if __name__ == "__main__":
    main()

"""Trading of votes beside Decide, in one run: the first deals are compared before times are.

    python -m benchmarks.peers.decide /path/to/its/python [FILE ...]

Decide (decide-exchange-model) is licensed under the GPL and is no part of this project: it must be
supplied, in an environment of its own, whose interpreter is named. It is run as a process and never
imported. FILEs are in its format; beside them random ones are drawn.

The gate: from the start, deals must be worth the same to a millionth, at least the first two of
each file. It cannot be all of them. Decide drops some deals that are possible, and where an outcome
would pass the point of who gets the issue it does not stop there but elsewhere; which deals follow
depends on both. So only what is first is compared, and how much of it agrees is told.

Measured is what one more round adds on either side, processor time of all threads, without the
start, the reading and the drawing of figures; for Decide it includes writing the round down, from
which it cannot be kept. `--keep` writes the table down for the page of benchmarks.
"""

import argparse
import csv
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tests.trading import read_decide

from benchmarks.peers.kept import tell
from detente.methods.exchange import exchange
from detente.methods.exchange_deals import EqualGains, Following, free_trade
from detente.methods.game import Floats
from detente.methods.stances import Stances

SIZES = ((8, 5), (11, 7), (15, 13))
SAME = 1e-6  # of a scale of 100
FIRST = 2
"""So many first deals must be worth the same."""
ROUNDS = 10
REPEATS = 20
DECIDE = Following(always=0.1, unconcerned=0.4)


class Run(NamedTuple):
    """What Decide does with a file."""

    gains: Floats
    """Of both partners of each deal of the first round, on a scale of 100."""
    seconds: float


def run_decide(python: Path, file: Path, rounds: int) -> Run:
    """Decide's first round and the processor time of so many, start and figures included."""
    with tempfile.TemporaryDirectory() as folder:
        command = [python, "-m", "decide.cli", "--input-file", file, "--output-dir", folder]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(  # noqa: S603 - the program the user names
            [*command, "--iterations", str(rounds), "--repetitions", "1"],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "MPLBACKEND": "Agg"},
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        (table,) = Path(folder).glob("*/*/exchanges/*/round.1.*.csv")
        gains = read_gains(table)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(gains, used)


def read_gains(table: Path) -> Floats:
    """[K, 2] the column `eu` of both partners of each deal."""
    with table.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    columns = [k for k, name in enumerate(header) if name == "eu"]
    return np.array([[float(row[k]) for k in columns] for row in rows])


def agreeing(file: Path, stances: Stances, theirs: Floats) -> int:
    """How many first deals are worth the same.

    Raises:
        AssertionError: fewer than the gate asks for.
    """
    deals = exchange(stances, free_trade(*stances.position.shape), EqualGains(), DECIDE).deals
    both = min(len(theirs), len(deals.gain))
    apart = np.abs(100 * deals.gain[:both] - theirs[:both]).max(axis=1)
    count = int(np.argmax([*(apart > SAME), True]))
    if count < min(FIRST, both):
        raise AssertionError(f"{file.name}: only the first {count} deals are worth the same")
    return count


def ours(stances: Stances) -> float:
    """Seconds of processor time of a round after the first, after compilation."""
    once, more = seconds_of(stances, 1), seconds_of(stances, 1 + ROUNDS)
    return (more - once) / ROUNDS


def seconds_of(stances: Stances, rounds: int) -> float:
    """The least processor time of so many rounds."""
    rules = free_trade(*stances.position.shape)
    rules = rules._replace(tradable=np.repeat(rules.tradable, rounds, axis=0))
    best = np.inf
    for _ in range(REPEATS):
        start = time.process_time()
        exchange(stances, rules, EqualGains(), DECIDE)
        best = min(best, time.process_time() - start)
    return best


def measured(python: Path, file: Path) -> str:
    """One row."""
    stances, actors, issues = read_decide(file)
    once, more = run_decide(python, file, 1), run_decide(python, file, 1 + ROUNDS)
    same = agreeing(file, stances, once.gains)
    theirs, own = (more.seconds - once.seconds) / ROUNDS, ours(stances)
    return (
        f"| {file.name} | {len(actors)} | {len(issues)} | {same} of {len(once.gains)} | "
        f"{1e3 * theirs:,.0f} | {1e3 * own:.2f} | {theirs / own:,.0f} x |"
    )


def write_random(folder: Path, actors: int, issues: int) -> Path:
    """A file in Decide's format in which no two numbers are equal."""
    generator = np.random.default_rng(actors)
    shape = (actors, issues)
    position = 100 * generator.permutation(actors * issues).reshape(shape) / (actors * issues - 1)
    salience = generator.uniform(0.1, 1.0, shape)
    power = generator.uniform(0.1, 1.0, actors)
    lines = [f"#A\ta{i}\ta{i}\t" for i in range(actors)]
    for d in range(issues):
        lines += [f"#P\tp{d}\tp{d}\t", f"#M\tp{d}\t0\tlow", f"#M\tp{d}\t100\thigh"]
    lines += [
        f"#D\ta{i}\tp{d}\t{position[i, d]:.6f}\t{salience[i, d]:.6f}\t{power[i]:.6f}"
        for i in range(actors)
        for d in range(issues)
    ]
    file = folder / f"random_{actors}_{issues}.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def lines(python: Path, files: list[Path], folder: Path) -> Iterator[str]:
    """The report, line by line as it is measured."""
    yield "Milliseconds of processor time of one more round. Decide's contain that it writes the"
    yield "round down; where that was switched off by hand, a third to two thirds of it was left."
    yield ""
    yield "| file | actors | issues | same first deals | Decide | ours | faster |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    drawn = [write_random(folder, *size) for size in SIZES]
    for file in (*files, *drawn):
        yield measured(python, file)


def main() -> None:
    """Compare, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("python", type=Path, help="interpreter of the environment with Decide")
    parser.add_argument("files", type=Path, nargs="*", help="files in Decide's format")
    parser.add_argument("--keep", help="name under which the table is kept")
    asked = parser.parse_args()
    python = Path(os.path.abspath(asked.python))  # noqa: PTH100 - a link must not be resolved
    with tempfile.TemporaryDirectory() as folder:
        tell(lines(python, [file.resolve() for file in asked.files], Path(folder)), asked.keep)


if __name__ == "__main__":
    main()

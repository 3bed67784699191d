"""What the stability of states costs: processor seconds and memory, one process per conflict."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.conflicts import either_or, free, half_one_way, scattered
from detente.methods.graph_model import Conflict
from detente.methods.stability import Concept, equilibria_of

ROOT = Path(__file__).resolve().parents[1]
FIVE = (Concept.NASH, Concept.GMR, Concept.SMR, Concept.SEQ, Concept.SSEQ)
MEGABYTE = 1024  # ru_maxrss counts kilobytes

CONFLICTS: dict[str, Callable[[], Conflict]] = {
    **{f"2^{k} states, 4 actors": lambda k=k: free(k, 4) for k in range(8, 20, 2)},  # type: ignore[misc]
    "2^20 states, 6 actors": lambda: free(20, 6),
    "2^22 states, 6 actors": lambda: free(22, 6),
    "2^24 states, 6 actors": lambda: free(24, 6),
    "2^20 states, 6 actors, every other option one-way": lambda: half_one_way(20, 6),
    "2^20 feasible states of 2^40, 6 actors": lambda: either_or(20, 6),
    "10^6 feasible states of 2^60, 8 actors": lambda: scattered(60, 10**6, 8),
}


class Cost(NamedTuple):
    """What one conflict took."""

    states: int
    built: float
    """Processor seconds to list the feasible states and draw the orders."""
    seconds: float
    """Processor seconds from the conflict to the equilibria of five concepts."""
    megabytes: int
    """The most memory the whole process held."""


def cost(name: str) -> Cost:
    """The cost of one conflict, in this process; to be called once, for the sake of the memory."""
    equilibria_of(half_one_way(6, 3), FIVE)  # compiles
    start = time.process_time()
    conflict = CONFLICTS[name]()
    built = time.process_time() - start
    seconds = min(_timed(conflict) for _ in range(1 if conflict.moves.size > 1 << 18 else 5))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
    return Cost(conflict.moves.size, built, seconds, peak)


def lines() -> Iterator[str]:
    """The section of the page, line by line as it is measured."""
    yield "## Stability of states"
    yield ""
    yield "Strict random orders; equilibria by Nash, GMR, SMR, SEQ and SSEQ, one thread. Each"
    yield "conflict has a process of its own; the memory is all it held, Python and compiled code"
    yield "included. `built` is the time to list the states and draw the orders."
    yield ""
    yield "| conflict | states | built s | seconds | ns per state | MB |"
    yield "|---|--:|--:|--:|--:|--:|"
    for name in CONFLICTS:
        yield _row(name)
    yield ""
    yield "Not measured here: gmcr-py, the program behind GMCR+. It has no open licence and is"
    yield "no part of this project. If you bring it, `python -m benchmarks.peers.gmcr FOLDER`"
    yield "compares its verdicts with ours and with the definitions, and then the times of both,"
    yield "in one run."


def _row(name: str) -> str:
    command = [sys.executable, "-m", "benchmarks.stability", name]
    done = subprocess.run(  # noqa: S603 - this very program
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    found = Cost(*json.loads(done.stdout))
    return (
        f"| {name} | {found.states:,} | {found.built:.2g} | {found.seconds:.3g} | "
        f"{1e9 * found.seconds / found.states:,.0f} | {found.megabytes:,} |"
    )


def _timed(conflict: Conflict) -> float:
    start = time.process_time()
    equilibria_of(conflict, FIVE)
    return time.process_time() - start


if __name__ == "__main__":
    sys.stdout.write(json.dumps(cost(sys.argv[1])))

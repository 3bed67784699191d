"""Measure the solvers, print the table and keep it in the documentation."""

import platform
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks import bargaining, baseline, draws, stability, trading
from benchmarks.games import GameArrays, toy
from benchmarks.lattices import alternating, lattice, reversible
from benchmarks.peers.kept import kept
from detente.methods.game import Numbers
from detente.methods.stationary import solve

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "benchmarks.md"
PRECISION = 20.0  # one equilibrium in each of these games, so both methods must find it
DRAWS = 50
SAME = 1e-7  # stakes

T = TypeVar("T")


def measured(work: Callable[[], T], repeats: int = 1) -> tuple[T, float]:
    """What the work returns, and the least processor time it took, in seconds."""
    best = np.inf
    for _ in range(repeats):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return result, best


def draws_of(numbers: Numbers) -> list[Numbers]:
    """The same game with payoffs and rates a tenth up or down."""
    generator = np.random.default_rng(1)

    def around(array: np.ndarray) -> np.ndarray:
        return np.asarray(array * generator.uniform(0.9, 1.1, array.shape))

    return [
        numbers._replace(payments=around(numbers.payments), set_rate=around(numbers.set_rate))
        for _ in range(DRAWS)
    ]


def against_the_baseline(name: str, arrays: GameArrays) -> str:
    """One row: the solver with its ladder, the literal method, and the latter without waiting."""
    topology, numbers, _ = arrays
    ours, seconds = measured(lambda: solve(*arrays, PRECISION), repeats=5)
    (literal, sweeps), slow = measured(lambda: baseline.solve(topology, numbers, PRECISION))
    (skipping, _), quick = measured(
        lambda: baseline.solve(topology, numbers, PRECISION, skip_waiting=True)
    )
    for values in (literal, skipping):
        apart = np.abs((values - ours.values) / numbers.stake).max()
        if not ours.converged or apart > SAME:
            raise AssertionError(f"{name}: the answers are {apart:.1e} stakes apart")
    return (
        f"| {name} | {len(numbers.flow):,} | {topology.act_to.size:,} | {1e3 * seconds:.1f} | "
        f"{ours.sweeps} | {1e3 * slow:.0f} | {sweeps:,} | {slow / seconds:.0f} x | "
        f"{quick / seconds:.1f} x |"
    )


def draws_against_the_baseline(name: str, arrays: GameArrays) -> str:
    """One row: draws a second, warm from the middle against the literal method."""
    topology, numbers, commitment = arrays
    middle = solve(*arrays, PRECISION).values
    draws = draws_of(numbers)

    def warm() -> list[np.ndarray]:
        return [
            solve(topology, n, commitment, PRECISION, start=middle, tolerance=1e-6).values
            for n in draws
        ]

    ours, seconds = measured(warm)
    few = draws[:3]
    literal, slow = measured(
        lambda: [baseline.solve(topology, n, PRECISION, tolerance=1e-6)[0] for n in few]
    )
    apart = max(np.abs((a - b) / numbers.stake).max() for a, b in zip(ours, literal, strict=False))
    if apart > 1e-5:
        raise AssertionError(f"{name}: draws are {apart:.1e} stakes apart")
    rate, slow_rate = len(draws) / seconds, len(few) / slow
    return f"| {name} | {rate:,.0f} | {slow_rate:,.2f} | {rate / slow_rate:,.0f} x |"


def growth(name: str, arrays: GameArrays, precision: float) -> str:
    """One row: what a solution costs per (state, action) pair."""
    topology, numbers, _ = arrays
    solution, seconds = measured(lambda: solve(*arrays, precision))
    pairs = topology.act_to.size
    return (
        f"| {name} | {len(numbers.flow):,} | {pairs:,} | {seconds:.3g} | "
        f"{1e9 * seconds / pairs:,.0f} | {solution.sweeps} |"
    )


def lines() -> Iterator[str]:  # noqa: PLR0915 - the page, from top to bottom
    """The page, line by line as it is measured."""
    solve(*toy(), PRECISION)  # compiles
    yield "# Benchmarks"
    yield ""
    yield "Written by `make bench`. Processor time, one thread, all numbers of one run, after"
    yield "compilation; answers are compared before times are."
    yield ""
    yield f"Python {platform.python_version()}, numpy {version('numpy')}, numba {version('numba')}."
    yield ""
    yield "## Against the method written down literally"
    yield ""
    yield f"Precision {PRECISION:g}, bound 1e-9. The solver climbs its ladder from precision 0. The"
    yield "baseline (`benchmarks/baseline.py`) makes Jacobi sweeps over flat arrays of actions,"
    yield "cold from u / r. The last column compares with a baseline that has the waiting solved"
    yield "out, as the solver has: what is left is the order of the sweeps and the compiled loop,"
    yield "less the ladder, which a cold start does not pay for."
    yield ""
    yield (
        "| game | states | actions | solver ms | sweeps | literal ms | sweeps | faster "
        "| than without waiting |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    yield against_the_baseline("toy, menus", toy())
    yield against_the_baseline("toy, one clock per move", toy(menu=False))
    yield against_the_baseline("monotone, 12 steps", lattice(12))
    yield against_the_baseline("reversible, 7 steps and tension", reversible())
    yield ""
    yield f"{DRAWS} draws of payments and paces, warm from the middle, bound 1e-6:"
    yield ""
    yield "| game | draws a second | literal | faster |"
    yield "|---|--:|--:|--:|"
    yield draws_against_the_baseline("toy, one clock per move", toy(menu=False))
    yield draws_against_the_baseline("monotone, 10 steps", lattice(10))
    yield draws_against_the_baseline("reversible, 7 steps and tension", reversible())
    yield ""
    yield "## Growth"
    yield ""
    yield "Ladder included; the alternating game is that of the known answers, at raw precision 2."
    yield ""
    yield "| game | states | actions | seconds | ns per action | sweeps |"
    yield "|---|--:|--:|--:|--:|--:|"
    for steps in (7, 10, 13, 16):
        yield growth(f"monotone, {steps} steps", lattice(steps), PRECISION)
    for steps in (5, 14, 18, 22):
        yield growth(f"alternating, {steps} steps", alternating(steps), 2.0)
    yield ""
    yield "Not measured here: Gambit's logit tracing on the tree of the alternating game. Its"
    yield "answers for 2 to 5 steps are constants in `tests/unit/methods/test_stationary.py`, and"
    yield "agree to the eight digits printed."
    yield ""
    yield from draws.lines()
    yield ""
    yield from stability.lines()
    yield ""
    yield from bargaining.lines()
    yield ""
    yield from trading.lines()
    yield ""
    yield from beside_others()


def beside_others() -> Iterator[str]:
    """What was measured when somebody had KTAB's and Decide's programs."""
    yield "## Beside KTAB"
    yield ""
    yield "KTAB's program smpc is built with -O3, and runs without its log, with `--logmin` and its"
    yield "database in memory. Measured by `python -m benchmarks.peers.ktab SMPC --keep ktab` when"
    yield "somebody had it, on a busy machine with two cores; the ratios are of one run."
    yield ""
    yield from kept("ktab")
    yield ""
    yield "As it is shipped, without optimisation, smpc takes 1.6 to 2.7 times as long. A process"
    yield "of ours is the start of Python and of compiled code and little else: where there is one"
    yield "small scenario to run, smpc is done sooner."
    yield ""
    yield "## Beside Decide"
    yield ""
    yield "Measured by `python -m benchmarks.peers.decide PYTHON FILE ... --keep decide`; files"
    yield "with names are Decide's own. Only first deals can be compared: then Decide drops some"
    yield "that are possible, stops some outcomes at the wrong place, and breaks ties by its own"
    yield "lot."
    yield ""
    yield from kept("decide")


def main() -> None:
    """Print the page while it is measured, then write it."""
    written = []
    for line in lines():
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        written.append(line)
    PAGE.write_text("\n".join(written) + "\n", "utf-8")


if __name__ == "__main__":
    main()

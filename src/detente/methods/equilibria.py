"""All stationary solutions that a fixed list of starts leads to, told apart by what actors do.

Several equilibria are normal, and no list of starts finds all: what is not in the answer may still
exist. Two solutions are the same if every action that can come up in either of
them is taken at the same rate; what actors would do in states they never reach does not count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypedDict, Unpack

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import splu

from detente.methods.game import Bools, Commitment, Floats, Numbers, Topology
from detente.methods.stationary import SWEEPS, Stationary, behaviour, regret, solve

LADDER_UP, LADDER_DOWN = "ladder up", "ladder down"
OPTIMISTIC, PESSIMISTIC = "optimistic", "pessimistic"
RANDOM_STARTS = 10
DESCENT = 4.0  # the ladder down starts at so many times the precision
DESCENT_FACTOR = 2.0**-0.25
SAME_RATE = 1e-4  # of the rate of the occasion
REACHED = 1e-6  # probability


@dataclass(frozen=True, slots=True, kw_only=True)
class Equilibrium:
    """One way to behave that answers itself."""

    values: Floats
    """[N, n] points."""
    found_by: tuple[str, ...]
    """The starts that led here, in the order tried."""
    residual: float
    """Largest difference, in stakes, between the values and those that behaviour yields."""
    regret: Floats
    """[n] the most each actor could gain, in stakes, by one better choice."""
    converged: bool
    """If not, the sweeps from these starts circle, and the values are where one of them ended."""


def find(
    topology: Topology,
    numbers: Numbers,
    commitment: Commitment,
    precision: float,
    generator: np.random.Generator,
    *,
    starts: Mapping[str, Floats] | None = None,
    tolerance: float = 1e-9,
    most_sweeps: int = SWEEPS,
) -> tuple[Equilibrium, ...]:
    """The equilibria found, that of the ladder up first.

    Tried: the ladder up from precision 0; the ladder down from four times the precision; every
    value at its highest and at its lowest; ten random starts between these; then the values that
    `starts` gives by name, such as those long before a deadline.
    """
    game = (topology, numbers, commitment)
    effort = _Effort(tolerance=tolerance, most_sweeps=most_sweeps)
    solutions = {LADDER_UP: solve(*game, precision, **effort)}
    top = solve(*game, DESCENT * precision, **effort).values
    solutions[LADDER_DOWN] = _descended(game, precision, top, **effort)
    for name, start in (_spread_out(numbers, generator) | dict(starts or {})).items():
        solutions[name] = solve(*game, precision, start=start, **effort)
    return _distinct(game, precision, solutions)


def entries(topology: Topology, numbers: Numbers, rate: Floats) -> Floats:
    """[N] the expected number of entries into each state, from the initial one, discounted.

    At the discount rate of the most patient actor: the process stops at a random time with that
    rate. No less than the probability that the state is reached before it stops.
    """
    count = len(numbers.flow)
    actions = np.diff(topology.act_ptr[topology.set_ptr])
    origin = np.concatenate(
        [
            np.repeat(np.arange(count), actions),
            np.repeat(np.arange(count), np.diff(topology.shift_ptr)),
        ]
    )
    target = np.concatenate([topology.act_to, topology.shift_to])
    flux = np.where(origin == target, 0.0, np.concatenate([rate, numbers.shift_rate]))
    leave = np.bincount(origin, flux, count) + numbers.discount.min()
    place = np.empty(count, np.int64)  # predecessors first, so that elimination fills nothing in
    place[topology.comp_state[::-1]] = np.arange(count)
    jumps = sparse.csc_array(
        (flux / leave[origin], (place[target], place[origin])), shape=(count, count)
    )
    entry = np.zeros(count)
    entry[place[0]] = 1.0
    balance = sparse.eye_array(count, format="csc") - jumps
    solved = splu(balance, permc_spec="NATURAL", diag_pivot_thresh=0.0).solve(entry)
    return np.asarray(solved[place])


class _Effort(TypedDict):
    """How hard each start is followed."""

    tolerance: float
    most_sweeps: int


def _descended(
    game: tuple[Topology, Numbers, Commitment],
    precision: float,
    values: Floats,
    **effort: Unpack[_Effort],
) -> Stationary:
    """The solution reached by lowering the precision step by step from four times its size."""
    ahead = DESCENT * precision
    while ahead * DESCENT_FACTOR > precision:
        ahead *= DESCENT_FACTOR
        values = solve(*game, ahead, start=values, tolerance=1e-4).values
    return solve(*game, precision, start=values, **effort)


def _spread_out(numbers: Numbers, generator: np.random.Generator) -> dict[str, Floats]:
    """Starts that know nothing of the game but its best and its worst state for each actor."""
    forever = numbers.flow / numbers.discount
    low, high = forever.min(axis=0), forever.max(axis=0)
    shape = forever.shape
    starts = {OPTIMISTIC: np.broadcast_to(high, shape), PESSIMISTIC: np.broadcast_to(low, shape)}
    for k in range(RANDOM_STARTS):
        starts[f"random {k + 1}"] = generator.uniform(low, high, shape)
    return starts


def _distinct(
    game: tuple[Topology, Numbers, Commitment], precision: float, solutions: dict[str, Stationary]
) -> tuple[Equilibrium, ...]:
    """The solutions that differ in behaviour; those that did not converge count as one more."""
    topology, numbers, _ = game
    tell_apart = SAME_RATE * np.repeat(numbers.set_rate, np.diff(topology.act_ptr))
    clusters: list[_Cluster] = []
    for name, solution in solutions.items():
        rate = behaviour(*game, precision, solution.values).rate
        one = _Cluster([name], solution, rate, _possible(topology, numbers, rate))
        alike = next((other for other in clusters if _alike(one, other, tell_apart)), None)
        if alike is None:
            clusters.append(one)
        else:
            alike.found_by.append(name)
    return tuple(
        Equilibrium(
            values=cluster.solution.values,
            found_by=tuple(cluster.found_by),
            residual=cluster.solution.residual,
            regret=regret(*game, precision, cluster.solution.values),
            converged=cluster.solution.converged,
        )
        for cluster in clusters
    )


class _Cluster(NamedTuple):
    """Starts that led to the same behaviour."""

    found_by: list[str]
    solution: Stationary
    rate: Floats
    possible: Bools


def _possible(topology: Topology, numbers: Numbers, rate: Floats) -> Bools:
    """[A] whether the state of the action is reached at all."""
    reached = entries(topology, numbers, rate) > REACHED
    return np.repeat(reached, np.diff(topology.act_ptr[topology.set_ptr]))


def _alike(one: _Cluster, other: _Cluster, tell_apart: Floats) -> bool:
    """Whether two solutions are one: no possible action differs, or neither converged."""
    if not (one.solution.converged and other.solution.converged):
        return one.solution.converged == other.solution.converged
    apart = np.abs(one.rate - other.rate) > tell_apart
    return not (apart & (one.possible | other.possible)).any()

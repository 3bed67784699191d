"""From an arena and numbers to a solution: stationary at last, earlier segments lead there."""

from math import inf
from typing import NamedTuple

import numpy as np

from detente.behaviour.arena import Arena
from detente.behaviour.setting import Setting
from detente.behaviour.solution import Lasting, Solution
from detente.methods.deadline import DeadlinePath, solve_back
from detente.methods.game import Behaviour, Floats, Numbers
from detente.methods.stationary import behaviour, solve
from detente.methods.transitions import transitions
from detente.methods.uniformisation import Segment


class Tolerance(NamedTuple):
    """When a solution is good enough: an error bound in stakes, and how long it is tried."""

    stakes: float
    sweeps: int


class Stretch(NamedTuple):
    """A time with constant numbers, before the last."""

    years: float
    numbers: Numbers
    steps: int | None


def solve_setting(
    arena: Arena,
    setting: Setting,
    numbers: tuple[Numbers, ...],
    *,
    start: Floats | None,
    tolerance: Tolerance,
    steps: tuple[int, ...] = (),
) -> Solution:
    """The stationary solution of the last segment, and what it implies for the time before.

    Up the ladder, or on from a `start`. `steps` cuts each dated segment into so many.
    """
    lasting = _solved(arena, setting, numbers[-1], start, tolerance)
    return unfold(arena, setting, numbers, lasting._replace(steps=steps))


def solve_values(
    arena: Arena,
    setting: Setting,
    numbers: tuple[Numbers, ...],
    *,
    start: Floats,
    tolerance: Tolerance,
    steps: tuple[int, ...],
) -> Floats:
    """[n] what the initial state is worth at `as_of`: what `solve_setting` gives, nothing else."""
    lasting = _solved(arena.ahead, setting, numbers[-1], start, tolerance)
    stretches = _stretches(arena, numbers, steps)
    return _walk_back(arena.ahead, setting, lasting.values, stretches)[0][0].copy()


def unfold(
    arena: Arena, setting: Setting, numbers: tuple[Numbers, ...], lasting: Lasting
) -> Solution:
    """A solution from the values that last: behaviour, the chain, and the dated segments before."""
    stretches = _stretches(arena, numbers, lasting.steps)
    return _unfolded(arena, setting, numbers, lasting, stretches)


def solve_to_deadline(
    arena: Arena, setting: Setting, numbers: tuple[Numbers, ...], years: float
) -> Solution:
    """The solution if, from a date on, everything stays for ever as it is then.

    Dated segments before the deadline are kept; after it nothing moves any more.
    """
    still = numbers[-1]._replace(
        set_rate=np.zeros_like(numbers[-1].set_rate),
        shift_rate=np.zeros_like(numbers[-1].shift_rate),
    )
    lengths = [min(s.ends, years) - s.begins for s in arena.model.segments]
    stretches = [
        Stretch(length, entry, None)
        for length, entry in zip(lengths, numbers, strict=True)
        if length > 0
    ]
    lasting = Lasting(still.flow / still.discount, converged=True, residual=0.0)
    return _unfolded(arena, setting, (*numbers, still), lasting, stretches)


def _solved(
    arena: Arena, setting: Setting, numbers: Numbers, start: Floats | None, tolerance: Tolerance
) -> Lasting:
    found = solve(
        arena.topology,
        numbers,
        arena.commitment,
        setting.precision,
        start=start,
        tolerance=tolerance.stakes,
        most_sweeps=tolerance.sweeps,
    )
    return Lasting(found.values, converged=found.converged, residual=found.residual)


def _stretches(arena: Arena, numbers: tuple[Numbers, ...], steps: tuple[int, ...]) -> list[Stretch]:
    """The dated segments before the last."""
    years = [segment.years for segment in arena.model.segments[:-1]]
    counts = steps or (None,) * len(years)
    return [Stretch(*entry) for entry in zip(years, numbers[:-1], counts, strict=True)]


def _walk_back(
    arena: Arena, setting: Setting, values: Floats, stretches: list[Stretch]
) -> tuple[Floats, tuple[DeadlinePath, ...]]:
    """[N, n] the values before all stretches, and what happens in each."""
    paths: tuple[DeadlinePath, ...] = ()
    for years, numbers, steps in reversed(stretches):
        game = (arena.topology, numbers, arena.commitment)
        path = solve_back(*game, setting.precision, values, years, steps)
        values, paths = path.values, (path, *paths)
    return values, paths


def _unfolded(
    arena: Arena,
    setting: Setting,
    numbers: tuple[Numbers, ...],
    lasting: Lasting,
    stretches: list[Stretch],
) -> Solution:
    """The solution of some stretches, and of the last of the numbers after them."""

    def acting(entry: Numbers, values: Floats) -> Behaviour:
        return behaviour(arena.topology, entry, arena.commitment, setting.precision, values)

    values, paths = _walk_back(arena, setting, lasting.values, stretches)
    at_last = acting(numbers[-1], lasting.values)
    return Solution(
        setting=setting,
        model=arena.model,
        topology=arena.topology,
        numbers=numbers[0],
        commitment=arena.commitment,
        values=values,
        lasting=lasting._replace(steps=tuple(len(path.chains) for path in paths)),
        behaviour=acting(stretches[0].numbers, values) if stretches else at_last,
        segments=(
            *(Segment(path.step_years, chain) for path in paths for chain in path.chains),
            Segment(inf, transitions(arena.topology, numbers[-1], at_last)),
        ),
    )

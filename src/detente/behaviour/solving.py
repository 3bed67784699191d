"""From an arena and numbers to a solution: stationary at last, earlier segments lead there."""

from math import inf
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detente.behaviour.arena import Arena
from detente.behaviour.setting import Setting
from detente.behaviour.solution import Solution
from detente.methods.deadline import DeadlinePath, solve_back
from detente.methods.game import Behaviour, Commitment, Floats, Numbers, Topology
from detente.methods.stationary import behaviour, residual, solve
from detente.methods.transitions import transitions
from detente.methods.uniformisation import Segment

if TYPE_CHECKING:
    from detente.methods.transitions import Transitions


class Tolerance(NamedTuple):
    """When a solution is good enough: an error bound in stakes, and how long it is tried."""

    stakes: float
    sweeps: int


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

    `steps` cuts each dated segment into so many; without it as many are taken as are needed.
    """
    lasting = solve(
        arena.topology,
        numbers[-1],
        arena.commitment,
        setting.precision,
        start=start,
        tolerance=tolerance.stakes,
        most_sweeps=tolerance.sweeps,
    )
    return unfold(arena, setting, numbers, lasting.values, converged=lasting.converged, steps=steps)


def solve_values(
    arena: Arena,
    setting: Setting,
    numbers: tuple[Numbers, ...],
    *,
    start: Floats,
    tolerance: Tolerance,
    steps: tuple[int, ...],
) -> Floats:
    """[N, n] the values at `as_of` alone: what `solve_setting` gives, without its chain."""
    values = solve(
        arena.topology,
        numbers[-1],
        arena.commitment,
        setting.precision,
        start=start,
        tolerance=tolerance.stakes,
        most_sweeps=tolerance.sweeps,
    ).values
    dated = zip(arena.model.segments[:-1], numbers[:-1], steps, strict=True)
    for stretch, entry, count in reversed(list(dated)):
        game = (arena.topology, entry, arena.commitment)
        values = solve_back(*game, setting.precision, values, stretch.years, count).values
    return values


def unfold(
    arena: Arena,
    setting: Setting,
    numbers: tuple[Numbers, ...],
    lasting: Floats,
    *,
    converged: bool,
    steps: tuple[int, ...] = (),
) -> Solution:
    """A solution from the values that last: behaviour, the chain, and the dated segments before."""
    game = (arena.topology, numbers[-1], arena.commitment)
    acting = behaviour(*game, setting.precision, lasting)
    segments: tuple[Segment, ...] = (
        Segment(inf, transitions(arena.topology, numbers[-1], acting)),
    )
    values = lasting
    stretches = arena.model.segments[:-1]
    asked = steps or (None,) * len(stretches)
    taken: tuple[int, ...] = ()
    for stretch, entry, count in reversed(list(zip(stretches, numbers[:-1], asked, strict=True))):
        earlier = (arena.topology, entry, arena.commitment)
        path = solve_back(*earlier, setting.precision, values, stretch.years, count)
        values, taken = path.values, (len(path.chains), *taken)
        acting = behaviour(*earlier, setting.precision, values)
        segments = (*_stretches(path), *segments)
    return Solution(
        setting=setting,
        model=arena.model,
        topology=arena.topology,
        numbers=numbers[0],
        commitment=arena.commitment,
        values=values,
        lasting=lasting,
        behaviour=acting,
        segments=segments,
        steps=taken,
        converged=converged,
        residual=residual(*game, setting.precision, lasting),
    )


def solve_to_deadline(
    arena: Arena, setting: Setting, numbers: tuple[Numbers, ...], years: float
) -> Solution:
    """The solution if, from a date on, everything stays for ever as it is then.

    Dated segments before the deadline are kept; after it nothing moves any more.
    """
    values = numbers[-1].flow / numbers[-1].discount
    still = numbers[-1]._replace(
        set_rate=np.zeros_like(numbers[-1].set_rate),
        shift_rate=np.zeros_like(numbers[-1].shift_rate),
    )
    resting = behaviour(arena.topology, still, arena.commitment, setting.precision, values)
    segments: tuple[Segment, ...] = (Segment(inf, transitions(arena.topology, still, resting)),)
    acting = resting
    for stretch, entry in reversed(list(zip(arena.model.segments, numbers, strict=True))):
        length = min(stretch.ends, years) - stretch.begins
        if length > 0:
            game = (arena.topology, entry, arena.commitment)
            path = solve_back(*game, setting.precision, values, length)
            values = path.values
            acting = behaviour(*game, setting.precision, values)
            segments = (*_stretches(path), *segments)
    return Solution(
        setting=setting,
        model=arena.model,
        topology=arena.topology,
        numbers=numbers[0],
        commitment=arena.commitment,
        values=values,
        lasting=values,
        behaviour=acting,
        segments=segments,
        steps=(),
        converged=True,
        residual=0.0,
    )


def _stretches(path: DeadlinePath) -> tuple[Segment, ...]:
    """One stretch of the chain per step of the path."""
    return tuple(Segment(path.step_years, chain) for chain in path.chains)

"""From an arena and numbers to a solution: the last segment is stationary, earlier ones lead up to it."""

from math import inf

from detente.behaviour.arena import Arena
from detente.behaviour.setting import Setting
from detente.behaviour.solution import Solution
from detente.methods.deadline import solve_back
from detente.methods.game import Floats, Numbers
from detente.methods.stationary import Stationary, behaviour, solve
from detente.methods.transitions import transitions
from detente.methods.uniformisation import Segment


def solve_setting(
    arena: Arena, setting: Setting, numbers: tuple[Numbers, ...], *,
    start: Floats | None, tolerance: float,
) -> Solution:
    """The stationary solution of the last segment, and what it implies for the time before."""
    lasting = solve(
        arena.topology, numbers[-1], arena.commitment, setting.precision,
        start=start, tolerance=tolerance,
    )
    return unfold(arena, setting, numbers, lasting)


def unfold(
    arena: Arena, setting: Setting, numbers: tuple[Numbers, ...], lasting: Stationary
) -> Solution:
    """A solution from the values that last: behaviour, the chain, and the dated segments before."""
    game = (arena.topology, numbers[-1], arena.commitment)
    acting = behaviour(*game, setting.precision, lasting.values)
    segments = [Segment(inf, transitions(arena.topology, numbers[-1], acting))]
    values = lasting.values
    dated = zip(arena.model.segments[:-1], numbers[:-1], strict=True)
    for stretch, entry in reversed(list(dated)):
        path = solve_back(
            arena.topology, entry, arena.commitment, setting.precision, values, stretch.years
        )
        values = path.values
        segments = [*segments_of(arena, entry, path), *segments]
        acting = path.behaviour
    return Solution(
        setting=setting, model=arena.model, topology=arena.topology, numbers=numbers[-1],
        commitment=arena.commitment, values=values, lasting=lasting.values, behaviour=acting,
        segments=tuple(segments), converged=lasting.converged, residual=lasting.residual,
    )

"""What changes for whom when one actor's moves, its consent, or both are taken away."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from detente.base.ids import ActorId
from detente.behaviour.lab import Lab
from detente.behaviour.setting import Stance
from detente.methods.game import Floats

WAYS = (Stance.NEVER_ACTS, Stance.NEVER_CONSENTS, Stance.ABSTAINS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One actor without its moves, its consent or both; everybody else re-solves."""

    actor: ActorId
    way: Stance
    change: Floats
    """[n] change of what the initial state is worth to each actor, in its own stakes."""
    distance: float
    """Half the sum of absolute differences between the end-state probabilities at the horizon.

    It is zero where nothing moves either way, however much depends on the actor.
    """


def removals(lab: Lab) -> tuple[Removal, ...]:
    """Every actor taken away in every way, all numbers at their mode."""
    whole = lab.solution()
    ends = whole.standing([whole.horizon()])[0]

    def removal(of: tuple[ActorId, Stance]) -> Removal:
        actor, way = of
        without = lab.solution(lab.headline.under(actor, way))
        change = (without.values[0] - whole.values[0]) / whole.numbers.stake
        moved = np.abs(without.standing([whole.horizon()])[0] - ends).sum() / 2.0
        return Removal(actor=actor, way=way, change=change, distance=float(moved))

    return tuple(lab.each(removal, product(lab.case.actors, WAYS)))

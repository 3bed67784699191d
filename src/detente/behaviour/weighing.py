"""An actor's options weighed: over draws, at the mode, where abandoned, what turns the choice."""

from dataclasses import dataclass

import numpy as np

from detente.base.constants import constant
from detente.base.ids import ActorId
from detente.behaviour.abandonment import Departure, departure
from detente.behaviour.flips import (
    Flip,
    JointFlip,
    Rivals,
    flips,
    influential,
    joint_flip,
)
from detente.behaviour.lab import Lab
from detente.behaviour.options import Comparison, Option, compare, options
from detente.methods.game import Floats

TRIED = 20
"""So many inputs, the most influential ones, are tried for a flip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One actor's options."""

    actor: ActorId
    draws: int
    """Over how many draws they were compared; 0: at the mode only."""
    at_mode: Comparison
    over: Comparison
    """Over the draws, or again at the mode where there are none."""
    departures: tuple[Departure | None, ...]
    """Where each option would be abandoned."""

    @property
    def options(self) -> tuple[Option, ...]:
        """What the actor could do; its own judgement comes first."""
        return self.over.options

    @property
    def best(self) -> int:
        """Place of the option that is worth most on average."""
        return self.over.order[0]

    @property
    def level(self) -> tuple[int, ...]:
        """The other options that only a negligible difference separates from the best."""
        return tuple(k for k in self.over.order[1:] if self._behind(k) < constant("negligible"))

    @property
    def rival(self) -> int:
        """The best option that clearly differs from the first choice; if none does, the second."""
        clear = [k for k in self.over.order[1:] if k not in self.level]
        return (*clear, *self.level)[0]

    @property
    def lead(self) -> Floats:
        """[D] by how much the first choice is better than its rival, in shares of the range."""
        return self.over.lead(self.best, self.rival)

    def spread(self, place: int) -> tuple[float, float]:
        """Where an option lies in the middle eight tenths of the draws."""
        low, high = np.quantile(self.over.shares[:, place], [0.1, 0.9])
        return float(low), float(high)

    def _behind(self, place: int) -> float:
        return float(self.over.lead(self.best, place).mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """What turns the first choice into its rival."""

    tried: int
    at_mode: float
    """The first choice's lead with all numbers at their mode, in shares of the range."""
    single: tuple[Flip, ...]
    joint: JointFlip | None


def weigh(lab: Lab, actor: ActorId, draws: int) -> Weighed:
    """An actor's own judgement and named strategies, compared."""
    among = options(lab, actor, lab.headline)
    at_mode = compare(lab, actor, among, 0)
    return Weighed(
        actor=actor,
        draws=draws,
        at_mode=at_mode,
        over=compare(lab, actor, among, draws) if draws else at_mode,
        departures=(None, *(departure(lab, actor, one.setting) for one in among[1:])),
    )


def turns(lab: Lab, own: Weighed) -> Turns:
    """What turns an actor's first choice into its rival, one input alone or many together."""
    paths = influential(lab.inputs(), own.lead, TRIED)
    better, other = own.options[own.best], own.options[own.rival]
    least = constant("negligible") * float(own.at_mode.width[0])
    rivals = Rivals(lab=lab, actor=own.actor, better=better, other=other, least=least)
    return Turns(
        tried=len(paths),
        at_mode=float(own.at_mode.lead(own.best, own.rival)[0]),
        single=flips(rivals, paths),
        joint=joint_flip(rivals, paths, own.lead),
    )

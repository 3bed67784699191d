"""One solved setting, and everything that is read from its chain."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from detente.base.constants import constant
from detente.behaviour.setting import Setting
from detente.methods.game import Behaviour, Bools, Commitment, Floats, Ints, Numbers, Topology
from detente.methods.transitions import Transitions, leaving_rate, origins
from detente.methods.uniformisation import (
    Mistakes,
    Segment,
    distribution,
    first_passage,
    flows,
    mistakes,
)
from detente.model.compiled import Model


class Lasting(NamedTuple):
    """What the states are worth once every dated change is past, and how well that is known."""

    values: Floats
    """[N, n] points."""
    converged: bool
    residual: float
    steps: tuple[int, ...] = ()
    """Into how many steps each dated segment before is cut; empty: into as many as are needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Values, behaviour and the chain they make, for one setting and one set of numbers."""

    setting: Setting
    model: Model
    topology: Topology
    numbers: Numbers
    """Rates at `as_of`, and payoffs."""
    commitment: Commitment
    values: Floats
    """[N, n] what each state is worth to each actor at `as_of`, in points."""
    lasting: Lasting
    """The same once every dated change is past: the stationary solution."""
    behaviour: Behaviour
    """What actors do at `as_of`."""
    segments: tuple[Segment, ...]
    """The chain, in stretches with constant rates."""

    @property
    def converged(self) -> bool:
        """Whether the stationary solution met its tolerance."""
        return self.lasting.converged

    @property
    def start(self) -> Floats:
        """[N] all probability on the initial state."""
        begin = np.zeros(len(self.model.states))
        begin[0] = 1.0
        return begin

    @property
    def chain(self) -> Transitions:
        """The chain as it is at `as_of`."""
        return self.segments[0].transitions

    @property
    def ended(self) -> Bools:
        """[N] where the process has broken down."""
        return np.asarray(self.model.ended == 1)

    def value(self, actor: str, state: int = 0) -> float:
        """What a state (the initial one) is worth to an actor, in points."""
        return float(self.values[state, self.model.index(actor)])

    def probability(
        self, targets: Bools, years: Sequence[float], barriers: Bools | None = None
    ) -> Floats:
        """[T, E] probability that each event [N, E] is true at some time up to each date.

        Counted before any breakdown, and before any state of the event's barrier [N, E]; later
        undoing does not take an event back.
        """
        final = np.tile(self.ended[:, None], targets.shape[1])
        if barriers is not None:
            final |= barriers
        return first_passage(self.segments, self.start, targets, final, np.array(years))

    def without_chain(self) -> "Solution":
        """The same, but for the chain: what is kept of one draw among many."""
        return replace(self, segments=())

    def mistakes(self, targets: Bools, years: Sequence[float]) -> Mistakes:
        """How much of what leads to each event goes against its mover's own expected gain."""
        return mistakes(self.segments, self.start, targets, self.ended, np.array(years))

    def standing(self, years: Sequence[float]) -> Floats:
        """[T, N] probability of being in each state at each date."""
        return distribution(self.segments, self.start, np.array(years))

    def flows(self, years: Sequence[float]) -> Floats:
        """[T, M] expected number of times each transition of the chain is made up to each date."""
        return flows(self.segments, self.start, np.array(years))

    def origins(self) -> Ints:
        """[M] the state each transition of the chain leaves."""
        return origins(self.chain)

    def leaving(self) -> Floats:
        """[N] how fast each state is left."""
        return leaving_rate(self.chain)

    def horizon(self) -> float:
        """How far ahead the case looks, in years."""
        return self.model.case.horizon


def months(count: float) -> float:
    """Months as years."""
    return count / constant("months_per_year")

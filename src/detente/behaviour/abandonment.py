"""Where an actor would rather break a commitment than keep it.

Everybody expects the commitment to be kept; the values V are those of that expectation. In a state
where the commitment makes the actor do something, breaking it once is worth minus the expected gain
of the act; where it forbids something, the expected gain of the act, or of agreeing to it if the
others agree. The actor is said to abandon the commitment where that exceeds its stake divided by
the precision: left to itself, it would then decide the other way on about three of four occasions
or more.
"""

from dataclasses import dataclass, replace

import numpy as np

from detente.base.constants import constant
from detente.base.ids import ActorId
from detente.behaviour.lab import Lab
from detente.behaviour.setting import Setting
from detente.behaviour.solution import Solution
from detente.methods.game import Bools, Bytes, Floats, Ints
from detente.methods.stationary import behaviour
from detente.model.compiled import Model
from detente.results.words import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """The first state in which a commitment would be abandoned."""

    state: int
    words: str
    """What is different there from the beginning."""
    points: float
    """What the actor would gain by breaking the commitment once."""
    probability: float
    """That the state is reached by the horizon while the commitment is kept."""


def departure(lab: Lab, actor: ActorId, setting: Setting) -> Departure | None:
    """Where a bound actor would first abandon its commitment, if it is likely to come there at all.

    First is what takes the fewest steps from the beginning; states are numbered in that order.
    """
    left = tuple(b for b in setting.bindings if b.actor != actor)
    bound, free = lab.solution(setting), lab.solution(replace(setting, bindings=left))
    if setting.precision == 0.0:  # left to itself, the actor would decide by chance
        return None
    tempted = _gain_by_breaking(bound, free, bound.model.index(actor))
    noticed = bound.numbers.stake[bound.model.index(actor)] / setting.precision
    likely = constant("likely_state")
    for state in np.flatnonzero((tempted > noticed) & (_visits(bound) > likely)).tolist():
        here = np.arange(len(tempted)) == state
        reached = float(bound.probability(here[:, None], [bound.horizon()])[0, 0])
        if reached > likely:
            return Departure(
                state=state,
                words=_what_changed(bound.model, state),
                points=float(tempted[state]),
                probability=reached,
            )
    return None


def _what_changed(model: Model, state: int) -> str:
    """The moves that a state has and the initial one has not, and the other way round."""
    row, first, names = model.states[state], model.states[0], model.layout.move_column
    made = [model.case.move_name(m) for m, c in names.items() if row[c] > first[c]]
    undone = [
        f"undoing of {model.case.move_name(m)}" for m, c in names.items() if row[c] < first[c]
    ]
    return listed([*made, *undone]) or model.words(state)


def _gain_by_breaking(bound: Solution, free: Solution, actor: int) -> Floats:
    """[N] the most the actor would gain in each state by one act against its commitment."""
    topology, numbers, model = bound.topology, bound.numbers, bound.model
    reply = behaviour(topology, numbers, free.commitment, bound.setting.precision, bound.values)
    best = np.zeros(len(model.states))
    changed = bound.commitment.act != free.commitment.act
    mine = changed & (model.occasions.act_owner == actor)
    _raise(best, model.occasions.act_state, mine, bound.commitment.act, reply.gain)
    act_of = np.repeat(np.arange(len(topology.act_to)), np.diff(topology.con_ptr))
    state_of = model.occasions.act_state[act_of]
    to, paid = topology.act_to[act_of], topology.act_pay[act_of]
    agreed = numbers.payments[paid, actor] + bound.values[to, actor] - bound.values[state_of, actor]
    asked = (topology.con_actor == actor) & (bound.commitment.consent != free.commitment.consent)
    _raise(best, state_of, asked, bound.commitment.consent, agreed)
    return best


def _raise(best: Floats, states: Ints, where: Bools, forced: Bytes, gain: Floats) -> None:
    """Breaking a duty is worth minus its gain, breaking a ban its gain."""
    by_breaking = np.where(forced > 0, -gain, gain)
    np.maximum.at(best, states[where], by_breaking[where])


def _visits(solution: Solution) -> Floats:
    """[N] expected entries of each state by the horizon; no less than its probability."""
    made, to = solution.flows([solution.horizon()])[0], solution.chain.to
    entered = np.bincount(
        to, weights=made * (to != solution.origins()), minlength=len(solution.model.states)
    )
    return entered + solution.start

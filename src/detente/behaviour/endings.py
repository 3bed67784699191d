"""Where a process ends by breakdown, through whom, how much payoffs explain; where it rests.

Up to a date T, with y(x) the expected years spent in the live state x before the first breakdown,

    probability(x, k) = y(x) rate(x, k),        due(x, k) = y(x) max(rate(x, k) - rate_0(x, k), 0),

where k is an actor that walks away and rate_0 the rate at precision zero, at which nobody looks at
payoffs. Collapse from outside is nobody's choice: nothing of it is due to payoffs.
"""

from dataclasses import dataclass

import numpy as np

from detente.base.ids import ActorId
from detente.behaviour.solution import Solution
from detente.case.expressions import Action, Verb
from detente.methods.game import Floats
from detente.methods.stationary import behaviour
from detente.methods.transitions import stopped_at
from detente.methods.uniformisation import occupancy

OUTSIDE = "outside"
"""In the place of an actor: nobody of the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One way in which the process ends: from a state, through somebody."""

    state: int
    actor: ActorId
    """The actor that walks away, or `outside`."""
    probability: float
    due_to_payoffs: float
    """The part of the probability that would not be there if nobody looked at payoffs."""
    gain: float
    """What the actor gains by walking away over waiting, as a share of its stake; else 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A move that is open where the process rests and that its owner does not make."""

    state: int
    """The most probable live state at the date."""
    probability: float
    """Of being there at the date."""
    action: Action
    actor: ActorId
    """Who waits."""
    gain: float
    """What it gains by waiting, as a share of its stake."""


def can_end(solution: Solution) -> bool:
    """Whether anybody or anything can end the process at all."""
    return bool(solution.ended.any())


def endings(solution: Solution, years: float) -> tuple[Ending, ...]:
    """How the process ends up to a date: by state and by actor, most probable first."""
    chain, ended, origin = solution.chain, solution.ended, solution.origins()
    happens, due = _expected(solution, years)
    ends = np.flatnonzero(ended[chain.to] & ~ended[origin] & (happens > 0))
    found = [
        Ending(
            state=int(origin[k]),
            actor=_through(solution, k),
            probability=float(happens[k]),
            due_to_payoffs=float(due[k]),
            gain=_gain(solution, k),
        )
        for k in ends.tolist()
    ]
    return tuple(sorted(found, key=lambda e: (-e.probability, e.state, e.actor)))


def _expected(solution: Solution, years: float) -> tuple[Floats, Floats]:
    """[M] how often each transition is made up to a date, and how often because of payoffs."""
    blind, origin = _blind_rates(solution), solution.origins()
    stopped = tuple(
        segment._replace(transitions=stopped_at(segment.transitions, solution.ended))
        for segment in solution.segments
    )
    ends = np.minimum(np.cumsum([segment.years for segment in stopped]), years)
    spent = np.diff(occupancy(stopped, solution.start, ends), axis=0, prepend=0.0)
    happens, due = np.zeros(len(origin)), np.zeros(len(origin))
    for segment, stay in zip(stopped, spent, strict=True):
        rate = segment.transitions.rate
        happens += stay[origin] * rate
        due += stay[origin] * np.maximum(rate - blind, 0.0)
    return happens, np.where(solution.chain.chosen, due, 0.0)


def _blind_rates(solution: Solution) -> Floats:
    """[M] the rate of each transition if nobody looked at payoffs; of a shift, its own."""
    chain = solution.chain
    game = (solution.topology, solution.numbers, solution.commitment)
    blind = behaviour(*game, 0.0, solution.values).rate
    rates = chain.rate.copy()
    rates[chain.chosen] = blind[chain.label[chain.chosen]]
    return rates


def _through(solution: Solution, transition: int) -> ActorId:
    chain = solution.chain
    if not chain.chosen[transition]:
        return OUTSIDE
    return solution.model.actors[int(chain.actor[transition])]


def _gain(solution: Solution, transition: int) -> float:
    chain = solution.chain
    if not chain.chosen[transition]:
        return 0.0
    points = solution.behaviour.gain[chain.label[transition]]
    return float(points / solution.numbers.stake[chain.actor[transition]])


def refusal(solution: Solution, actor: ActorId, years: float) -> Refusal | None:
    """The move that would help an actor most where the process rests, and that another holds back.

    None if no other loses by a move that is open there and would help.
    """
    live = np.where(solution.ended, 0.0, solution.standing([years])[0])
    state = int(live.argmax())
    chain, model = solution.chain, solution.model
    helped = solution.values[:, model.index(actor)]
    best, most = None, 0.0
    for k in range(int(chain.ptr[state]), int(chain.ptr[state + 1])):
        deed = model.deeds[model.occasions.act_deed[chain.label[k]]] if chain.chosen[k] else None
        if deed is None or deed.action.verb is not Verb.DO or _through(solution, k) == actor:
            continue
        help_given, waiting = float(helped[chain.to[k]] - helped[state]), -_gain(solution, k)
        if waiting > 0 and help_given > most:
            best, most = (deed.action, _through(solution, k), waiting), help_given
    if best is None:
        return None
    action, holder, waiting = best
    return Refusal(
        state=state, probability=float(live[state]), action=action, actor=holder, gain=waiting
    )

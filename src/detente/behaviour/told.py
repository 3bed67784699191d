"""What happens on the way, in words: who does what, how likely, and for which reason of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.base.ids import ActorId
from detente.behaviour.solution import Solution
from detente.case.expressions import Action, Verb
from detente.case.schema import Case
from detente.methods.game import Bools
from detente.methods.likely_paths import LikelyPath, likely_paths
from detente.methods.transitions import Transitions
from detente.model.deeds import Shift, ShiftKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One transition of a solved chain, for people."""

    actor: ActorId
    """Who acts; empty for what nobody chooses."""
    what: str
    """The deed or the shift in words."""
    rate: float
    """How often a year it comes about in its state."""
    gain: float
    """What the actor expects to gain by it over waiting, as a share of its stake; else 0."""
    is_mistake: bool
    """Whether it goes against the actor's own expected gain."""


def happening(solution: Solution, transition: int) -> Happening:
    """A transition of the chain with who makes it and what for."""
    chain, model = solution.chain, solution.model
    item, rate = int(chain.label[transition]), float(chain.rate[transition])
    if not chain.chosen[transition]:
        shift = model.shifts[model.occasions.shift_item[item]]
        said = shift_words(model.case, shift)
        return Happening(actor="", what=said, rate=rate, gain=0.0, is_mistake=False)
    owner = int(chain.actor[transition])
    deed = model.deeds[model.occasions.act_deed[item]]
    return Happening(
        actor=model.actors[owner],
        what=action_words(model.case, deed.action),
        rate=rate,
        gain=float(solution.behaviour.gain[item] / solution.numbers.stake[owner]),
        is_mistake=bool(chain.marked[transition]),
    )


def first_happenings(solution: Solution) -> tuple[tuple[Happening, float], ...]:
    """All that can happen first, each with the probability that it does, likeliest first."""
    made = travelled(solution)
    leaving = [(k, float(made.rate[k])) for k in range(made.ptr[0], made.ptr[1]) if made.to[k] != 0]
    total = sum(often for _, often in leaving)
    likeliest = sorted(leaving, key=lambda one: -one[1])
    return tuple((happening(solution, k), often / total) for k, often in likeliest if often > 0)


def travelled(solution: Solution) -> Transitions:
    """The chain with, in the place of rates, how often each transition is made up to the horizon.

    Where dates change rates on the way, this is their average as it is lived through.
    """
    return solution.chain._replace(rate=solution.flows([solution.horizon()])[0])


def ways(solution: Solution, events: Bools, count: int) -> tuple[tuple[LikelyPath, ...], ...]:
    """The most probable ways from the initial state to each event [N, E], likeliest first."""
    made, ended = travelled(solution), solution.ended
    return tuple(likely_paths(made, 0, event, ended, count) for event in events.T)


def main_way(solution: Solution) -> LikelyPath:
    """The most probable way to the state in which the process most probably is at the horizon."""
    there = np.zeros(len(solution.model.states), dtype=np.bool_)
    there[int(solution.standing([solution.horizon()])[0].argmax())] = True
    return ways(solution, there[:, None], 1)[0][0]


def story(solution: Solution, path: LikelyPath) -> Sequence[Happening]:
    """The happenings along a path, in order."""
    return [happening(solution, transition) for transition in path.entries]


def action_words(case: Case, action: Action) -> str:
    """An action in words.

    Moves and coalitions appear under their names in the brief, undoing and lines as nouns.
    """
    match action.verb:
        case Verb.DO:
            return case.move_name(action.target)
        case Verb.UNDO:
            return f"undoing of {case.move_name(action.target)}"
        case Verb.JOIN:
            return f"joining of the {_coalition(case, action.target)}"
        case Verb.LEAVE:
            return f"leaving of the {_coalition(case, action.target)}"
        case Verb.OPEN:
            one, other = (case.actor_name(actor) for actor in action.target.split("-"))
            return f"opening of a line between {one} and {other}"
        case Verb.WALK_AWAY:
            return "walking away"


def shift_words(case: Case, shift: Shift) -> str:
    """What nobody chooses, in words."""
    match shift.kind:
        case ShiftKind.SHOCK:
            return case.shocks[shift.name].name or shift.name.replace("_", " ")
        case ShiftKind.SCHEDULED:
            return f"{case.move_name(shift.name)} on its date"
        case ShiftKind.COLLAPSE:
            return "collapse from outside"
        case ShiftKind.RESUMPTION:
            return "resumption of the process"


def _coalition(case: Case, name: str) -> str:
    return case.pressure[name].name or name.replace("_", " ")

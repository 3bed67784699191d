"""What being asked is worth: a consent added to a move, a table sought, a table granted at once.

All of it as the change of what the initial state is worth to the actor, in parts of its stake.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from detente.base.ids import ActorId, MoveId, StrategyId
from detente.behaviour.lab import Lab
from detente.behaviour.setting import Seat, Setting, Stance
from detente.case.expressions import Action, Verb
from detente.case.schema import Case
from detente.methods.game import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Something that a strategy reaches for first and that others must grant."""

    strategy: StrategyId
    action: Action
    granted_by: tuple[ActorId, ...]
    seeking: Setting
    """The actor keeps to the strategy."""
    granted: Setting
    """It stands from the start."""


def moves_of_others(lab: Lab, actor: ActorId) -> tuple[MoveId, ...]:
    """The moves that can be made without asking the actor."""
    return tuple(m for m in lab.model().layout.moves if actor not in lab.case.moves[m].by)


def seated(lab: Lab, actor: ActorId, move: MoveId) -> Setting:
    """The headline, but the move needs the actor's consent as well."""
    return replace(lab.headline, seat=Seat(actor, move))


def sought(lab: Lab, actor: ActorId) -> tuple[Sought, ...]:
    """What the actor's named strategies reach for first and cannot have alone."""
    return tuple(
        Sought(
            strategy=name,
            action=action,
            granted_by=others,
            seeking=lab.headline.under(actor, Stance.STRATEGY, name),
            granted=lab.headline.after(action),
        )
        for name, strategy in lab.case.strategies.get(actor, {}).items()
        for action in strategy.first
        for others in _granters(lab.case, actor, action)
    )


def gain(lab: Lab, actor: ActorId, setting: Setting, draws: int) -> Floats:
    """[D] a setting's worth to the actor beyond the headline, in stakes; 0: at the mode."""
    more = lab.values(setting, draws) - lab.values(lab.headline, draws)
    return np.asarray(more / lab.stakes_over(draws))[:, lab.model().index(actor)]


def _granters(case: Case, actor: ActorId, action: Action) -> Iterator[tuple[ActorId, ...]]:
    """The others whose consent an action of the actor needs; nothing if it needs none."""
    if action.verb is Verb.OPEN:
        yield tuple(end for end in action.target.split("-") if end != actor)
    elif action.verb is Verb.DO:
        move = case.moves[action.target]
        others = tuple(owner for owner in move.by if owner != actor)
        if actor in move.by and others and move.how != "any":
            yield others

"""What an action would be worth to everybody if it were done at once.

    worth_i(a) = (b_i(a) + V_i(with a done, whatever it requires) - V_i(today)) / s_i,

a share of actor i's own stake s_i, with b_i what the action pays at once. Everybody expects what
follows to be solved behaviour again. Where the action can be done today, V comes from the same
solution; where it is locked, the case is solved anew from the state it would make.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.base.constants import constant
from detente.base.ids import ActorId, InputPath
from detente.behaviour.lab import Lab
from detente.case.expressions import Action, Verb
from detente.methods.game import Floats
from detente.model.compiled import Model
from detente.model.deeds import Deed
from detente.model.numbers import numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Something that an actor can do, alone or with others."""

    action: Action
    actor: ActorId | None
    """Whose it is where everybody has one of its own: joining and leaving; else nobody's alone."""
    owners: tuple[ActorId, ...]
    need: int
    """How many owners must agree."""
    is_open: bool
    """Whether it can be done today, its dates included."""

    @property
    def id(self) -> str:
        """The action, with whose it is where that is not plain from the action."""
        return f"{self.actor}: {self.action}" if self.actor else str(self.action)

    def alone(self, actor: ActorId) -> bool:
        """Whether an actor can do it without anybody's consent."""
        return actor in self.owners and self.need == 1


def cards(model: Model) -> tuple[Card, ...]:
    """Every move not standing yet; every joining, leaving and opening that changes something."""
    rate = numbers(model, model.mode)[0].set_rate
    sets = np.searchsorted(model.topology.act_ptr, np.arange(len(model.topology.act_to)), "right")
    today = {int(model.occasions.act_deed[a]) for a in _first_acts(model) if rate[sets[a] - 1] > 0}
    return tuple(
        Card(
            action=deed.action,
            actor=deed.actor if deed.action.verb in {Verb.JOIN, Verb.LEAVE} else None,
            owners=tuple(model.actors[k] for k in deed.owners),
            need=deed.need,
            is_open=place in today,
        )
        for place, deed in enumerate(model.deeds)
        if deed.action.verb in {Verb.DO, Verb.JOIN, Verb.LEAVE, Verb.OPEN}
        and all(model.states[0, column] == value for column, value in deed.guards)
    )


def worth(lab: Lab, card: Card) -> Floats:
    """[n] a card's worth to each actor if played at once, in own stakes, at the mode."""
    model, solution = lab.model(), lab.solution()
    place = _place(model, card)
    to = _successor(model, place)
    then = lab.values(lab.headline.after(card.action), 0)[0] if to is None else solution.values[to]
    at_once = paid(model, model.mode, model.deeds[place])
    return np.asarray((at_once + then - solution.values[0]) / solution.numbers.stake)


def worth_in_draws(lab: Lab, card: Card, draws: int) -> Floats | None:
    """[D, n] the same in the first draws; none for another than the focal actor's membership."""
    if card.actor not in {None, lab.case.focal_actor}:
        return None
    model, inputs = lab.model(), lab.inputs()
    deed = model.deeds[_place(model, card)]
    at_once = np.stack([paid(model, inputs.at(k), deed) for k in range(draws)])
    gain = lab.values(lab.headline.after(card.action), draws) - lab.values(lab.headline, draws)
    return np.asarray((at_once + gain) / lab.stakes_over(draws))


def draws_beside(lab: Lab) -> int:
    """How many draws a result that stands beside the headline is given."""
    return min(lab.effort.draws, int(constant("draws_beside")))


def paid(model: Model, inputs: Mapping[InputPath, float], deed: Deed) -> Floats:
    """[n] what a deed pays each actor at once, if it is done today."""
    view, sums = model.view(inputs), np.zeros(len(model.actors))
    for clause in deed.clauses:
        if view.holds(clause.when)[0] and not view.holds(clause.unless)[0]:
            sums[clause.actor] += inputs[clause.weight] * inputs[clause.pays]
    return sums


def _place(model: Model, card: Card) -> int:
    return next(
        k
        for k, deed in enumerate(model.deeds)
        if deed.action == card.action and card.actor in {None, deed.actor}
    )


def _successor(model: Model, place: int) -> int | None:
    """Where a deed leads from today's state, if it is possible there."""
    acts = (a for a in _first_acts(model) if model.occasions.act_deed[a] == place)
    return next((int(model.topology.act_to[a]) for a in acts), None)


def _first_acts(model: Model) -> range:
    """What is possible in today's state."""
    return range(int(np.searchsorted(model.occasions.act_state, 1)))

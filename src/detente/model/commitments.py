"""Commitments as masks over actions and consents: rules, strategies, and the extremes of say.

A mask entry is 0 where the actor is free, 1 where it always does the thing, -1 where it never does.
"""

from dataclasses import dataclass

import numpy as np

from detente.base.ids import ActorId
from detente.case.expressions import Action, Tree, Verb
from detente.case.schema import Case, Strategy
from detente.methods.game import Bools, Bytes, Commitment, Ints, Topology
from detente.model.compiled import Occasions
from detente.model.deeds import Deed, same
from detente.model.evaluate import View
from detente.model.layout import Layout

REVERSE = {
    Verb.DO: Verb.UNDO,
    Verb.UNDO: Verb.DO,
    Verb.JOIN: Verb.LEAVE,
    Verb.LEAVE: Verb.JOIN,
}


@dataclass(frozen=True, slots=True)
class Binder:
    """Writes one actor's commitments into masks."""

    deeds: tuple[Deed, ...]
    view: View
    topology: Topology
    occasions: Occasions
    con_act: Ints
    """[K] the action a consent belongs to."""
    actor: int
    act: Bytes
    consent: Bytes

    def bind(self, action: Action, value: int, where: Bools) -> None:
        """The actor's own acts and consents to an action are fixed in the states of `where`."""
        items = self._items(action)
        mine = np.isin(self.occasions.act_deed, items) & where[self.occasions.act_state]
        self.act[mine & (self.occasions.act_owner == self.actor)] = value
        asked = self.topology.con_actor == self.actor
        self.consent[asked & mine[self.con_act]] = value

    def available(self, action: Action) -> Bools:
        """[N] where the actor can perform or propose the action."""
        items = self._items(action)
        mine = np.isin(self.occasions.act_deed, items) & (self.occasions.act_owner == self.actor)
        can = np.zeros(len(self.view.states), dtype=bool)
        can[self.occasions.act_state[mine]] = True
        return can

    def follow(self, strategy: Strategy) -> None:
        """A named strategy: what is done first, never, or as long as something holds."""
        nowhere = np.zeros(len(self.view.states), dtype=bool)
        everywhere = ~nowhere
        waiting = everywhere.copy()
        for action in strategy.first:
            can = self.available(action)
            self.bind(action, -1, ~waiting)
            self.bind(action, 1, waiting)
            if action.verb in REVERSE:
                self.bind(_reverse(action), -1, everywhere)
            waiting &= ~can
        for action in strategy.never:
            self.bind(action, -1, everywhere)
        for commitment in strategy.does:
            self.keep_up(commitment.action, self.view.holds(commitment.condition.tree))

    def keep_up(self, action: Action, where: Bools, *, reverse_elsewhere: bool = True) -> None:
        """Forced while it holds; its reverse forced otherwise, or left free."""
        self.bind(action, 1, where)
        if action.verb in REVERSE:
            self.bind(_reverse(action), -1, where)
        if reverse_elsewhere:
            self.bind(action, -1, ~where)
            if action.verb in REVERSE:
                self.bind(_reverse(action), 1, ~where)

    def _items(self, action: Action) -> list[int]:
        return [k for k, deed in enumerate(self.deeds) if same(deed.action, action)]


def _reverse(action: Action) -> Action:
    return Action(REVERSE[action.verb], action.target)


def free(topology: Topology) -> Commitment:
    """Nobody is bound."""
    return Commitment(
        act=np.zeros(len(topology.act_to), dtype=np.int8),
        consent=np.zeros(len(topology.con_actor), dtype=np.int8),
    )


def rule_commitment(
    case: Case,
    layout: Layout,
    deeds: tuple[Deed, ...],
    view: View,
    topology: Topology,
    occasions: Occasions,
) -> Commitment:
    """What rule-following actors do: the first rule that applies in a state; none: they choose."""
    bound = free(topology)
    for actor, rules in case.rules.items():
        binder = Binder(
            deeds,
            view,
            topology,
            occasions,
            np.repeat(np.arange(len(topology.act_to)), np.diff(topology.con_ptr)),
            list(case.actors).index(actor),
            bound.act,
            bound.consent,
        )
        undecided = np.ones(len(view.states), dtype=bool)
        for k, rule in enumerate(rules):
            applies = _applies(layout, view, (actor, k), rule.when.tree) & undecided
            binder.keep_up(rule.does, applies, reverse_elsewhere=False)
            undecided &= ~applies
    return bound


def _applies(layout: Layout, view: View, latch: tuple[ActorId, int], when: Tree) -> Bools:
    column = layout.latch_column.get(latch)
    if column is not None:
        return np.asarray(view.states[:, column] == 1)
    return view.holds(when)


def abstain(binder: Binder, *, acts: bool = True, consents: bool = True) -> None:
    """The actor never acts, never consents, or neither."""
    if acts:
        binder.act[binder.occasions.act_owner == binder.actor] = -1
    if consents:
        binder.consent[binder.topology.con_actor == binder.actor] = -1


def set_free(binder: Binder) -> None:
    """Nothing binds the actor."""
    binder.act[binder.occasions.act_owner == binder.actor] = 0
    binder.consent[binder.topology.con_actor == binder.actor] = 0


def go_along(binder: Binder) -> None:
    """The actor acts and consents as soon as it can; it undoes, leaves and walks away never."""
    forward = [
        k for k, d in enumerate(binder.deeds) if d.action.verb in {Verb.DO, Verb.JOIN, Verb.OPEN}
    ]
    own = binder.occasions.act_owner == binder.actor
    binder.act[own] = -1
    binder.act[own & np.isin(binder.occasions.act_deed, forward)] = 1
    binder.consent[binder.topology.con_actor == binder.actor] = 1

"""What is fixed before any number enters: the compiled case, who must consent, who is bound."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from detente.base.ids import ActorId
from detente.behaviour.setting import Binding, Intervention, Seat, Setting, Stance
from detente.case.expressions import Verb
from detente.methods.game import Bytes, Commitment, Ints, Topology
from detente.methods.reach import reachable, solved_only
from detente.model.commitments import Binder, abstain, go_along, set_free
from detente.model.compiled import Model
from detente.model.deeds import same

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Arena:
    """A compiled case with the commitments of one setting on it."""

    model: Model
    topology: Topology
    commitment: Commitment
    reached: Topology
    """The topology, of which only the states are solved that the initial one may lead to."""

    @property
    def ahead(self) -> "Arena":
        """The same, for whoever only asks what follows from the initial state."""
        return replace(self, topology=self.reached)


def arena(model: Model, setting: Setting) -> Arena:
    """The compiled case with the setting's seat added and its actors bound."""
    topology, new_consents = _with_seat(model, setting.seat)
    act = model.rules.act.copy()
    consent = np.zeros(len(new_consents), dtype=np.int8)
    kept = new_consents >= 0
    consent[kept] = model.rules.consent[new_consents[kept]]
    for binding in setting.bindings:
        _bind(model, _binder(model, topology, act, consent, binding.actor), binding)
    for intervention in setting.do:
        _intervene(model, topology, act, consent, intervention)
    bound = Commitment(act=act, consent=consent)
    reached = solved_only(topology, reachable(topology, bound))
    return Arena(model=model, topology=topology, commitment=bound, reached=reached)


def _binder(model: Model, topology: Topology, act: Bytes, consent: Bytes, actor: ActorId) -> Binder:
    con_act = np.repeat(np.arange(len(topology.act_to)), np.diff(topology.con_ptr))
    return Binder(
        model.deeds,
        model.view(),
        topology,
        model.occasions,
        con_act,
        model.index(actor),
        act,
        consent,
    )


def _bind(model: Model, binder: Binder, binding: Binding) -> None:
    ways: dict[Stance, Callable[[], None]] = {
        Stance.STRATEGY: lambda: binder.follow(
            model.case.strategies[binding.actor][binding.strategy]
        ),
        Stance.ABSTAINS: lambda: abstain(binder),
        Stance.NEVER_ACTS: lambda: abstain(binder, consents=False),
        Stance.NEVER_CONSENTS: lambda: abstain(binder, acts=False),
        Stance.GOES_ALONG: lambda: go_along(binder),
        Stance.FREE_OF_RULES: lambda: set_free(binder),
    }
    ways[binding.stance]()


def _intervene(
    model: Model, topology: Topology, act: Bytes, consent: Bytes, intervention: Intervention
) -> None:
    """All owners of the action are bound; of joining and leaving, the focal actor."""
    everywhere = np.ones(len(model.states), dtype=bool)
    for actor in _owners(model, intervention):
        binder = _binder(model, topology, act, consent, actor)
        if intervention.never:
            binder.bind(intervention.action, -1, everywhere)
        else:
            binder.keep_up(intervention.action, everywhere, reverse_elsewhere=False)


def _owners(model: Model, intervention: Intervention) -> tuple[ActorId, ...]:
    action = intervention.action
    if action.verb in {Verb.JOIN, Verb.LEAVE}:
        return (model.case.focal_actor,)
    owners = {o for deed in model.deeds if same(deed.action, action) for o in deed.owners}
    return tuple(model.actors[o] for o in sorted(owners))


def _with_seat(model: Model, seat: Seat | None) -> tuple[Topology, Ints]:
    """The topology with one more consent on a move, and where each consent was before (-1: new)."""
    old = model.topology
    if seat is None:
        return old, np.arange(len(old.con_actor), dtype=np.int64)
    actor = model.index(seat.actor)
    target = np.array(
        [
            deed.action.verb is Verb.DO
            and deed.action.target == seat.move
            and actor not in deed.owners
            for deed in model.deeds
        ]
    )
    added = target[model.occasions.act_deed].astype(np.int64)
    ends = old.con_ptr[1:][added == 1]
    return (
        old._replace(
            con_ptr=old.con_ptr + np.concatenate([[0], np.cumsum(added)]),
            con_actor=np.insert(old.con_actor, ends, actor),
            act_need=old.act_need + added,
        ),
        np.insert(np.arange(len(old.con_actor), dtype=np.int64), ends, -1),
    )

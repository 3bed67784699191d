"""What rules make of a conflict: each actor's rules read as a policy, and whether they hold."""

from collections.abc import Iterator

import numpy as np

from detente.base.ids import ActorId
from detente.behaviour.standoff import Standoff
from detente.behaviour.standoff_tables import STATE, state_cells
from detente.case.expressions import Action, Verb
from detente.methods.game import Ints
from detente.methods.graph_model import OptionForm, States, is_allowed
from detente.methods.policy_stability import NOWHERE, policy_stability
from detente.results import Table
from detente.results.words import column

MOST_STATES = 1 << 12
"""States up to which a profile of policies is checked."""


def policy_tables(stand: Standoff) -> Iterator[Table]:
    """The states in which nobody's rules ask for a move, and who would rather break its rules."""
    moves = stand.compiled.conflict.moves
    if not stand.case.rules or not isinstance(moves, OptionForm) or stand.size > MOST_STATES:
        return
    policies = np.array([_policy(stand, moves, actor) for actor in stand.actors])
    found = policy_stability(stand.compiled.conflict, policies)
    yield Table(
        id="policies",
        title="Where things rest if everybody follows its rules, and who would break them",
        columns=(
            *STATE,
            column("words", "In words"),
            column("stable", "Holds"),
            column("credible", "By credible rules"),
            column("breaks", "Would break its rules"),
        ),
        rows=tuple(
            (
                *state_cells(stand, state),
                stand.words(state),
                bool(found.stable[state]),
                bool(found.credibly_stable[state]),
                ", ".join(_tempted(stand, found.deviations.to[:, state])),
            )
            for state in np.flatnonzero(found.rests).tolist()
        ),
        note="A rule applies while its “when” holds; an actor without rules stays where it is. "
        "Credible: no rule asks for a move that does not pay at once.",
    )


def _tempted(stand: Standoff, to: Ints) -> Iterator[ActorId]:
    yield from (actor for actor, end in zip(stand.actors, to, strict=True) if end != NOWHERE)


def _policy(stand: Standoff, moves: OptionForm, actor: ActorId) -> Ints:
    """[S] where the first rule that applies and can be followed leads; else the state itself."""
    here = np.arange(stand.size)
    policy, open_ = here.copy(), np.ones(stand.size, np.bool_)
    rules = stand.case.rules.get(actor, ())
    applies = stand.truths([rule.when.tree for rule in rules])
    for rule, where in zip(rules, applies, strict=True):
        to = _after(stand, moves, actor, rule.does)
        followed = open_ & where & (to != here)
        policy[followed] = to[followed]
        open_ &= ~where
    return policy


def _after(stand: Standoff, moves: OptionForm, actor: ActorId, action: Action) -> Ints:
    """[S] the state after an action; the state itself where it cannot be done."""
    bit = _bit(stand, actor, action)
    taken = action.verb in (Verb.DO, Verb.JOIN)
    to = moves.states | bit if taken else moves.states & ~bit
    place = np.searchsorted(moves.states, to)
    place[place == stand.size] = 0
    possible = (moves.states[place] == to) & is_allowed(moves, moves.states, to)
    return np.where(possible, place, np.arange(stand.size))


def _bit(stand: Standoff, actor: ActorId, action: Action) -> States:
    """The option that an action takes or drops; none if it is not among the options."""
    bits = [
        1 << k
        for k, option in enumerate(stand.compiled.options)
        if option.actor == actor and action.target == (option.coalition or option.move)
    ]
    return np.asarray(sum(bits), np.uint64)

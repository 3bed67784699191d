"""The Markov chain that behaviour makes of the game: who moves where, at what rate, and why."""

from typing import NamedTuple

import numpy as np

from detente.methods.game import Behaviour, Bools, Floats, Ints, Numbers, Topology
from detente.methods.transition_kernels import fill

_INDIFFERENT = 1e-9
"""A loss below this share of the stake is rounding of the solution, not a mistake."""


class Transitions(NamedTuple):
    """A Markov chain in continuous time, one entry per action and per shift of each state.

    Entries are kept apart even where they lead to the same state, so that flows can be read per
    actor; within a state actions come first, then shifts, each in the order of the game.
    """

    ptr: Ints
    """[N+1] entries of state x are ptr[x] .. ptr[x+1]."""
    to: Ints
    """[M] the state an entry leads to."""
    rate: Floats
    """[M] rate a year."""
    marked: Bools
    """[M] an act against its mover's own expected gain."""
    chosen: Bools
    """[M] made by an actor, not a shift."""
    actor: Ints
    """[M] who makes it; -1 for a shift."""
    label: Ints
    """[M] number of the action, or of the shift, in the game."""


def transitions(topology: Topology, numbers: Numbers, behaviour: Behaviour) -> Transitions:
    """The chain of a solved game. Cost: O(actions + shifts)."""
    return moving(at_rest(topology), numbers, behaviour)


def at_rest(topology: Topology) -> Transitions:
    """The chain of a game in which nothing happens: what is the same for all behaviour."""
    action_state = _states_of(topology.act_ptr[topology.set_ptr])
    shift_state = _states_of(topology.shift_ptr)
    place_of_action = np.arange(len(action_state)) + topology.shift_ptr[action_state]
    actions_before = topology.act_ptr[topology.set_ptr]
    place_of_shift = np.arange(len(shift_state)) + actions_before[shift_state + 1]
    size = len(action_state) + len(shift_state)
    chain = Transitions(
        ptr=(actions_before + topology.shift_ptr).astype(np.int64),
        to=np.empty(size, dtype=np.int64),
        rate=np.zeros(size),
        marked=np.zeros(size, dtype=np.bool_),
        chosen=np.zeros(size, dtype=np.bool_),
        actor=np.full(size, -1, dtype=np.int64),
        label=np.empty(size, dtype=np.int64),
    )
    chain.to[place_of_action], chain.to[place_of_shift] = topology.act_to, topology.shift_to
    chain.label[place_of_action] = np.arange(len(action_state))
    chain.label[place_of_shift] = np.arange(len(shift_state))
    chain.chosen[place_of_action] = True
    chain.actor[place_of_action] = np.repeat(topology.set_owner, np.diff(topology.act_ptr))
    return chain


def moving(chain: Transitions, numbers: Numbers, behaviour: Behaviour) -> Transitions:
    """The chain of the same game with other numbers or behaviour; it shares all fixed arrays."""
    rate, marked = np.empty_like(chain.rate), np.empty_like(chain.marked)
    given = (numbers.shift_rate, _INDIFFERENT * numbers.stake)
    done = (behaviour.rate, behaviour.gain)
    fill(chain.chosen, chain.label, chain.actor, given, done, rate, marked)
    return chain._replace(rate=rate, marked=marked)


def origins(chain: Transitions) -> Ints:
    """The state each entry leaves, [M]."""
    return _states_of(chain.ptr)


def leaving_rate(chain: Transitions) -> Floats:
    """How fast each state is left, per year, [N]."""
    return np.bincount(origins(chain), chain.rate, len(chain.ptr) - 1).astype(np.float64)


def stopped_at(chain: Transitions, states: Bools) -> Transitions:
    """The same chain, but what enters one of `states` [N] stays there."""
    return chain._replace(rate=np.where(states[origins(chain)], 0.0, chain.rate))


def _states_of(ptr: Ints) -> Ints:
    """For each entry, the state whose range it lies in."""
    return np.repeat(np.arange(len(ptr) - 1), np.diff(ptr))

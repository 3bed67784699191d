"""Whether declared policies hold each other in place [zeng2004]_.

A policy says for every state what its actor does there: stay, or one move. The conflict rests where
all stay. Policies are checked, not searched for: their number grows exponentially with the states.

What is ours: the published idea leaves open what exactly follows on a deviation. Here, as in all of
the graph model, nobody moves twice in a row; play ends where nobody but the last mover wants to
move; of several others who want to move any may come first. An actor deviates only if it is sure to
gain, whoever comes first, and play without end is no gain. A deviation may depend on who moved
last, which with two actors is nothing new.
"""

from typing import NamedTuple

import numpy as np

from detente.methods.game import Bools, Ints
from detente.methods.graph_model import (
    Conflict,
    GraphForm,
    Ranks,
    arcs_of,
    improving_moves,
    reachable,
    to_graph,
)

NOWHERE = -1
"""Stands for a state where there is none: no deviation, no sure end."""


class Deviations(NamedTuple):
    """What each actor would rather do than stay in each state where all stay."""

    to: Ints
    """[n, S] the state it would move to first; NOWHERE if it would stay, or not all stay there."""
    end: Ints
    """[n, S] an end that is no better for it than any it must reckon with; NOWHERE likewise."""


class PolicyStability(NamedTuple):
    """How a profile of policies stands."""

    rests: Bools
    """[S] all policies say stay."""
    stable: Bools
    """[S] policy stable: a state of rest that nobody would leave by changing its own policy. If
    there is any, the profile is a policy equilibrium."""
    deviations: Deviations
    credible: Bools
    """[n, S] the policy says stay, or improve at once."""
    credibly_stable: Bools
    """[S] the refinement: all policies are credible everywhere and the state is stable against
    deviations that improve move by move."""


def policy_stability(conflict: Conflict, policies: Ints) -> PolicyStability:
    """Which states the policies hold in place, and who would deviate elsewhere.

    `policies` [n, S] holds the state that each actor goes to from each state, the state itself for
    staying; `impossible_intentions` must be empty. Cost: O(n (n S + M)) per round, few rounds.
    """
    graph = to_graph(conflict.moves)
    states = np.arange(graph.size)
    rests = np.asarray((policies == states).all(axis=0))
    gain = np.take_along_axis(conflict.ranks, policies, axis=1) > conflict.ranks
    credible = gain | (policies == states)
    tempted = _deviations(graph, conflict.ranks, policies)
    restrained = _deviations(improving_moves(graph, conflict.ranks), conflict.ranks, policies)
    return PolicyStability(
        rests=rests,
        stable=rests & (tempted.to == NOWHERE).all(axis=0),
        deviations=tempted,
        credible=credible,
        credibly_stable=rests & (restrained.to == NOWHERE).all(axis=0) & credible.all(),
    )


def impossible_intentions(conflict: Conflict, policies: Ints) -> Ints:
    """Where a policy asks for what its actor cannot do: [K, 2] actor and state."""
    asked = [
        (i, s)
        for i, policy in enumerate(policies)
        for s, t in enumerate(policy)
        if t != s and t not in reachable(conflict.moves, i, s)
    ]
    return np.array(asked, np.int64).reshape(-1, 2)


def _deviations(graph: GraphForm, ranks: Ranks, policies: Ints) -> Deviations:
    """What each actor would do in each state of rest if it may change its own policy alone."""
    rests = (policies == np.arange(graph.size)).all(axis=0)
    to, end = np.full(policies.shape, NOWHERE), np.full(policies.shape, NOWHERE)
    sources, targets = arcs_of(graph)
    for i in range(len(ranks)):
        worth = np.append(ranks[i].astype(np.int64), ranks[i].min() - 1)  # last: NOWHERE
        secured = _secured(sources[i], targets[i], worth, policies, i)
        best = _best_move(sources[i], targets[i], worth, secured[i])
        leaves = rests & (worth[best.end] > ranks[i])
        to[i], end[i] = np.where(leaves, best.to, NOWHERE), np.where(leaves, best.end, NOWHERE)
    return Deviations(to, end)


def _secured(sources: Ints, targets: Ints, worth: Ints, policies: Ints, actor: int) -> Ints:
    """The end that the actor is sure of at least: [n, S] by who moved last and where.

    The least fixed point of: where others want to move, the worst of what follows; where nobody
    does, the better of ending here and of an own move, unless the actor itself moved last.
    """
    actors, size = policies.shape
    states = np.arange(size)
    secured = np.full((actors, size), NOWHERE)
    while True:
        following = _best_move(sources, targets, worth, secured[actor]).end
        known = secured.copy()
        for last in range(actors):
            free = states if last == actor else _better(worth, states, following)
            forced, least = np.zeros(size, np.bool_), np.full(size, NOWHERE)
            for j in range(actors):
                if j in (actor, last):
                    continue
                wants, then = policies[j] != states, known[j, policies[j]]
                worse = wants & (~forced | (worth[then] < worth[least]))
                least, forced = np.where(worse, then, least), forced | wants
            secured[last] = np.where(forced, least, free)
        if np.array_equal(worth[secured], worth[known]):
            return known


def _better(worth: Ints, first: Ints, second: Ints) -> Ints:
    return np.where(worth[second] > worth[first], second, first)


def _best_move(sources: Ints, targets: Ints, worth: Ints, ends: Ints) -> Deviations:
    """For each state the move with the best secured end, the lowest of equals, and that end."""
    to = np.full(ends.shape, NOWHERE)
    order = np.lexsort((-targets, worth[ends[targets]]))  # the best is written last
    to[sources[order]] = targets[order]
    return Deviations(to, np.where(to == NOWHERE, NOWHERE, ends[to]))

"""Where a game can come at all, if some acts and consents are ruled out.

What the initial state is worth depends on no other states, so where only that is asked for, the
others need not be solved.
"""

import numpy as np

from detente.methods.game import Bools, Commitment, Topology


def reachable(topology: Topology, commitment: Commitment) -> Bools:
    """[N] the states that acts and shifts lead to from the initial one. Cost: O(depth x actions).

    Left out are acts that their owner never performs, or that too many never agree to.
    """
    asked_for = np.repeat(np.arange(len(topology.act_to)), np.diff(topology.con_ptr))
    willing = np.bincount(asked_for, commitment.consent >= 0, len(topology.act_to))
    possible = (commitment.act >= 0) & (willing >= topology.act_need)
    states = np.arange(len(topology.set_ptr) - 1)
    acting = np.repeat(states, np.diff(topology.act_ptr[topology.set_ptr]))[possible]
    origin = np.concatenate([acting, np.repeat(states, np.diff(topology.shift_ptr))])
    target = np.concatenate([topology.act_to[possible], topology.shift_to])
    reached = fresh = states == 0
    while fresh.any():
        ahead = np.zeros(len(states), dtype=np.bool_)
        ahead[target[fresh[origin]]] = True
        fresh = ahead & ~reached
        reached = reached | fresh
    return reached


def solved_only(topology: Topology, states: Bools) -> Topology:
    """The same game, of which only some states are solved."""
    kept = states[topology.comp_state]
    sizes = np.add.reduceat(kept, topology.comp_ptr[:-1], dtype=np.int64)
    return topology._replace(
        comp_ptr=np.concatenate([[0], np.cumsum(sizes[sizes > 0])]),
        comp_state=topology.comp_state[kept],
    )

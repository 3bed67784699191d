"""The compiled loop of `components`: Tarjan's algorithm without recursion."""

import numpy as np

from detente.methods._jit import jit
from detente.methods.game import Ints


@jit
def strong_components(
    set_ptr: Ints, act_ptr: Ints, act_to: Ints, shift_ptr: Ints, shift_to: Ints
) -> tuple[Ints, Ints]:
    """Components in the order in which they close, which is successors first [tarjan1972]_."""
    count = set_ptr.size - 1
    order = np.full(count, -1, np.int64)  # when a state was first met
    low = np.zeros(count, np.int64)  # the earliest state it leads back to
    edge = np.zeros(count, np.int64)  # the next of its edges to look at
    pending = np.zeros(count, np.bool_)
    open_states = np.empty(count, np.int64)
    path = np.empty(count, np.int64)
    comp_ptr = np.zeros(count + 1, np.int64)
    comp_state = np.empty(count, np.int64)
    met = opened = placed = comps = 0
    for root in range(count):
        if order[root] >= 0:
            continue
        depth = 0
        path[0] = root
        while depth >= 0:
            x = path[depth]
            if order[x] < 0:
                order[x] = low[x] = met
                met += 1
                open_states[opened] = x
                opened += 1
                pending[x] = True
            first = act_ptr[set_ptr[x]]
            actions = act_ptr[set_ptr[x + 1]] - first
            edges = actions + shift_ptr[x + 1] - shift_ptr[x]
            deeper = False
            while edge[x] < edges:
                k = edge[x]
                y = act_to[first + k] if k < actions else shift_to[shift_ptr[x] + k - actions]
                if order[y] < 0:  # look into y first; this edge is read again on the way back
                    depth += 1
                    path[depth] = y
                    deeper = True
                    break
                if pending[y]:
                    low[x] = min(low[x], low[y])
                edge[x] = k + 1
            if deeper:
                continue
            depth -= 1
            if low[x] == order[x]:
                begin = placed
                while pending[x]:
                    opened -= 1
                    pending[open_states[opened]] = False
                    comp_state[placed] = open_states[opened]
                    placed += 1
                comp_state[begin:placed].sort()
                comps += 1
                comp_ptr[comps] = placed
    return comp_ptr[: comps + 1].copy(), comp_state

"""The compiled loops of stability on moves given one by one, and of simultaneous answers."""

import numpy as np

from detente.methods._jit import jit
from detente.methods.game import Bools
from detente.methods.graph_model import Numbers, Places, Ranks, States


@jit
def least_answers_by_arcs(
    ptr: Places, source: Places, focal: int, order: Places, worth: Ranks
) -> Ranks:
    """The least worth to which legal moves of the others lead from each state, its own included.

    `ptr` and `source` are the moves of all actors backwards, `order` the states by rising worth.
    From each state in that order a search goes backwards over pairs (state, last mover): nobody
    moves twice in a row. Through the first mover found, a state is open to all other movers;
    through a second one, to the first as well. So each move is looked at once.
    """
    actors, size = ptr.shape[0], ptr.shape[1] - 1
    level = worth.copy()
    unseen, done = -1, actors
    first = np.full(size, unseen, np.int64)  # the mover through whom a state was first reached
    stack = np.empty(size * actors, np.int64)
    for u in order:
        depth = 0
        for k in range(actors):
            if k != focal and (first[u] == unseen or first[u] == k):
                stack[depth] = u * actors + k
                depth += 1
        first[u] = done
        while depth > 0:
            depth -= 1
            y, k = divmod(stack[depth], actors)
            for a in range(ptr[k, y], ptr[k, y + 1]):
                x = source[a]
                if first[x] == unseen:
                    first[x] = k
                    level[x] = worth[u]
                    for j in range(actors):
                        if j not in (k, focal):
                            stack[depth] = x * actors + j
                            depth += 1
                elif first[x] != k and first[x] != done:
                    stack[depth] = x * actors + first[x]
                    depth += 1
                    first[x] = done
    return level


@jit
def best_of_moves(row: Places, target: Places, worth: Ranks) -> Ranks:
    """The largest worth of each state and of those one move leads to."""
    best = worth.copy()
    for s in range(len(worth)):
        for a in range(row[s], row[s + 1]):
            best[s] = max(best[s], worth[target[a]])
    return best


@jit
def simultaneous(states: States, ptr: Places, target: Numbers, focal: int, rank: Ranks) -> Bools:
    """Whether each improvement of the focal actor can be spoilt by improvements made at once.

    `ptr` and `target` are the improvements of all actors. A combination is one improvement of the
    focal actor and, for each other, one of its own or none; it lands where all changes are made.
    """
    actors, size = ptr.shape[0], ptr.shape[1] - 1
    stable = np.ones(size, np.bool_)
    at = np.empty(actors, np.int64)  # the move chosen by each actor; -1: stays
    for s in range(size):
        for a in range(ptr[focal, s], ptr[focal, s + 1]):
            at[:] = -1
            spoilt = False
            while not spoilt:
                landing = states[target[a]]
                for k in range(actors):
                    if at[k] >= 0:
                        landing ^= states[s] ^ states[target[ptr[k, s] + at[k]]]
                u = np.searchsorted(states, landing)
                spoilt = u < size and states[u] == landing and rank[u] <= rank[s]
                k = 0
                while k < actors and (k == focal or at[k] + 1 == ptr[k, s + 1] - ptr[k, s]):
                    at[k] = -1
                    k += 1
                if k == actors:
                    break
                at[k] += 1
            if not spoilt:
                stable[s] = False
                break
    return stable

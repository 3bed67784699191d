"""The compiled loops of `uniformisation`: many events followed at once, one column each."""

import numpy as np

from detente.methods._jit import jit
from detente.methods.arc_kernels import Arcs
from detente.methods.game import Floats

LOOK = 16  # steps between two looks at whether the chain has settled
STILL = 1e-13  # what is left to come once a chain is taken to have settled


@jit
def step(
    chain: Arcs,
    clock: float,
    live: Floats,
    arrive: Floats,
    mass: Floats,
    reached: Floats,
    after: Floats,
) -> None:
    """Fill `after` [N, E] with where `mass` is one step on; what arrives is added to `reached`."""
    ptr, to, rate, leaving = chain
    states, events = mass.shape
    for x in range(states):
        stays = 1.0 - leaving[x] / clock
        for e in range(events):
            after[x, e] = stays * mass[x, e]
    for x in range(states):
        for arc in range(ptr[x], ptr[x + 1]):
            y, share = to[arc], rate[arc] / clock
            for e in range(events):
                after[y, e] += share * mass[x, e]
    for x in range(states):
        for e in range(events):
            reached[e] += after[x, e] * arrive[x, e]
            after[x, e] *= live[x, e]


@jit
def largest_change(before: Floats, after: Floats) -> float:
    """The most mass that is elsewhere after a step, of any event."""
    total = np.zeros(before.shape[1])
    for x in range(before.shape[0]):
        for e in range(total.size):
            total[e] += abs(after[x, e] - before[x, e])
    return float(total.max())


@jit
def arrivals(
    chain: Arcs,
    clock: float,
    live: Floats,
    arrive: Floats,
    mass: Floats,
    reached: Floats,
    weights: Floats,
) -> tuple[Floats, Floats, Floats]:
    """What has arrived by each time [T, E], then mass [N, E] and arrivals [E] at the end.

    At first `mass` can still arrive and `reached` has. A row of `weights` [T+1, K] holds the
    probabilities of 0, 1, 2, ... steps: up to each time, and in the last row up to the end.
    """
    mass, reached = mass.copy(), reached.copy()
    after, end_mass, end_reached = np.empty_like(mass), np.zeros_like(mass), np.zeros_like(reached)
    readings = np.zeros((weights.shape[0] - 1, reached.size))
    last = weights.shape[1] - 1
    settled = False
    for k in range(last + 1):
        for t in range(weights.shape[0]):
            share = weights[t, k:].sum() if settled else weights[t, k]
            if share > 0.0 and t < len(readings):
                readings[t] += share * reached
            elif share > 0.0:
                end_mass += share * mass
                end_reached += share * reached
        if settled or k == last:
            break
        before = reached.sum()
        step(chain, clock, live, arrive, mass, reached, after)
        if (k + 1) % LOOK == 0:
            change = max(largest_change(mass, after), reached.sum() - before)
            settled = change * (last - k) ** 2 < STILL
        mass, after = after, mass
    return readings, end_mass, end_reached

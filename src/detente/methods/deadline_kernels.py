"""The compiled loops of `deadline`: what the states were worth a little earlier, at given rates."""

import numpy as np

from detente.methods._jit import jit
from detente.methods.arc_kernels import Arcs
from detente.methods.choice_kernels import paid_share
from detente.methods.game import Behaviour, Floats, Numbers, Topology

SETTLED = 1e-12  # what changes the values by less than this share of them is nothing


@jit
def income(topology: Topology, numbers: Numbers, policy: Behaviour) -> Floats:
    """[N, n] points a year each actor expects in each state: flow, and payments at their rates."""
    expected = numbers.flow.copy()
    for x in range(len(expected)):
        begin, end = topology.set_ptr[x], topology.set_ptr[x + 1]
        for a in range(topology.act_ptr[begin], topology.act_ptr[end]):
            row, rate = topology.act_pay[a], policy.rate[a]
            if row == 0 or rate == 0.0:
                continue
            for i in range(numbers.discount.size):
                expected[x, i] += rate * numbers.payments[row, i]
            first, last = topology.con_ptr[a], topology.con_ptr[a + 1]
            for k in range(first, last):
                unpaid = 1.0 - paid_share(topology.act_need[a], policy.consent, first, last, k)
                j = topology.con_actor[k]
                expected[x, j] -= rate * numbers.payments[row, j] * unpaid
        for s in range(topology.shift_ptr[x], topology.shift_ptr[x + 1]):
            for i in range(numbers.discount.size):
                payment = numbers.payments[topology.shift_pay[s], i]
                expected[x, i] += numbers.shift_rate[s] * payment
    return expected


@jit
def moved_back(
    chain: Arcs, earned: Floats, discount: Floats, clock: float, ahead: Floats, values: Floats
) -> Floats:
    """What the states are worth earlier than `values`, by the occasions of a Poisson clock between.

    One occasion changes the values by what is earned and by what the states that may follow are
    worth, both discounted; `ahead[k]` is the probability of more than k occasions. A change shrinks
    with every occasion, so that what all later ones add is known; where that is nothing, it ends.
    """
    ptr, to, rate, leaving = chain
    states, actors = values.shape
    earlier, before, after = values.copy(), values, np.empty_like(values)
    largest, left = np.abs(values).max(), ahead.sum()
    for k in range(ahead.size):
        furthest, stays = 0.0, (clock if k > 0 else 0.0)
        for x in range(states):
            for i in range(actors):
                after[x, i] = (stays - leaving[x] - discount[i]) * before[x, i]
                if k == 0:
                    after[x, i] += earned[x, i]
            for arc in range(ptr[x], ptr[x + 1]):
                y, speed = to[arc], rate[arc]
                for i in range(actors):
                    after[x, i] += speed * before[y, i]
            for i in range(actors):
                after[x, i] /= clock
                earlier[x, i] += ahead[k] * after[x, i]
                furthest = max(furthest, abs(after[x, i]))
        left -= ahead[k]
        if furthest * left <= SETTLED * largest:
            break
        before, after = after, (np.empty_like(values) if k == 0 else before)
    return earlier

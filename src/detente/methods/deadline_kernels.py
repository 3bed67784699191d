"""The compiled loops of `deadline`: what the states were worth a little earlier, at given rates."""

import numpy as np

from detente.methods._jit import jit
from detente.methods.choice_kernels import paid_share
from detente.methods.game import Behaviour, Floats, Numbers, Topology

SETTLED = 1e-12  # a term of the series below this share of the values adds nothing


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
def drift(
    topology: Topology, numbers: Numbers, rate: Floats, values: Floats, slope: Floats
) -> None:
    """Fill `slope`: how fast values gain, per year to go, from moves and lose by discounting."""
    shift_rate, shift_to, shift_ptr = numbers.shift_rate, topology.shift_to, topology.shift_ptr
    set_ptr, act_ptr, act_to, discount = (
        topology.set_ptr,
        topology.act_ptr,
        topology.act_to,
        numbers.discount,
    )
    actors = discount.size
    for x in range(len(values)):
        for i in range(actors):
            slope[x, i] = -discount[i] * values[x, i]
        for a in range(act_ptr[set_ptr[x]], act_ptr[set_ptr[x + 1]]):
            y = act_to[a]
            for i in range(actors):
                slope[x, i] += rate[a] * (values[y, i] - values[x, i])
        for s in range(shift_ptr[x], shift_ptr[x + 1]):
            y = shift_to[s]
            for i in range(actors):
                slope[x, i] += shift_rate[s] * (values[y, i] - values[x, i])


@jit
def fastest_leaving(topology: Topology, numbers: Numbers, rate: Floats) -> float:
    """The largest rate at which any state is left."""
    largest = 0.0
    for x in range(len(topology.set_ptr) - 1):
        begin, end = topology.set_ptr[x], topology.set_ptr[x + 1]
        total = rate[topology.act_ptr[begin] : topology.act_ptr[end]].sum()
        total += numbers.shift_rate[topology.shift_ptr[x] : topology.shift_ptr[x + 1]].sum()
        largest = max(largest, total)
    return largest


@jit
def step_back(
    topology: Topology,
    numbers: Numbers,
    policy: Behaviour,
    values: Floats,
    years: float,
) -> Floats:
    """What the states are worth `years` before they are worth `values`, with `policy` in between.

    Exact for constant rates: the Taylor series of the exponential, in pieces so short that fewer
    than one event is expected in each, so that the series converges fast.
    """
    fastest = 2.0 * fastest_leaving(topology, numbers, policy.rate) + numbers.discount.max()
    pieces = max(1, int(np.ceil(years * fastest)))
    earlier = values.copy()
    earned = income(topology, numbers, policy)
    term, slope = np.empty_like(values), np.empty_like(values)
    for _ in range(pieces):
        drift(topology, numbers, policy.rate, earlier, slope)
        slope += earned
        power = 0
        while True:
            power += 1
            term[:] = slope * (years / pieces / power)
            earlier += term
            if np.abs(term).max() <= SETTLED * np.abs(earlier).max():
                break
            drift(topology, numbers, policy.rate, term, slope)
    return earlier

"""The compiled loops of behaviour: what actors do in a state, what it is worth, and its fixed point.

They stand in one file because the kept compiled code of a loop is renewed only when its own file
changes, not when a loop it calls does.
"""

import numpy as np

from detente.methods._jit import jit
from detente.methods.game import Behaviour, Commitment, Floats, Ints, Numbers, Topology

EXPONENT_LIMIT = 700.0  # exp() stays finite
TIE = 1e-12  # a gain below this share of the stake is no reason to act for an exact best reply
ROUNDING = 8 * np.finfo(np.float64).eps  # no float64 value can be settled more finely


@jit
def chance(scale: float, gain: float) -> float:
    """The probability that one of two alternatives is taken which is better by `gain`."""
    if np.isinf(scale):
        return 1.0 if gain > TIE else 0.0
    return 1.0 / (1.0 + np.exp(-min(max(scale * gain, -EXPONENT_LIMIT), EXPONENT_LIMIT)))


@jit
def at_least(need: int, agree: Floats, first: int, last: int, skip: int) -> float:
    """The probability that `need` of the consenters first..last-1, without `skip`, agree."""
    asked = last - first - (1 if first <= skip < last else 0)
    if need <= 0:
        return 1.0
    if need > asked:
        return 0.0
    if need == asked:
        everyone = 1.0
        for k in range(first, last):
            if k != skip:
                everyone *= agree[k]
        return everyone
    count = np.zeros(need + 1)  # probability that so many agree; the last is `need` or more
    count[0] = 1.0
    for k in range(first, last):
        if k != skip:
            count[need] += count[need - 1] * agree[k]
            for m in range(need - 1, 0, -1):
                count[m] += (count[m - 1] - count[m]) * agree[k]
            count[0] *= 1.0 - agree[k]
    return float(count[need])


@jit
def ask(
    topology: Topology,
    numbers: Numbers,
    commitment: Commitment,
    precision: float,
    values: Floats,
    x: int,
    a: int,
    policy: Behaviour,
) -> float:
    """The probability that action a of state x finds the consent it needs; fills `policy.consent`."""
    first, last = topology.con_ptr[a], topology.con_ptr[a + 1]
    if first == last:
        return 1.0
    y, row = topology.act_to[a], topology.act_pay[a]
    for k in range(first, last):
        if commitment.consent[k] != 0:
            policy.consent[k] = 1.0 if commitment.consent[k] > 0 else 0.0
        else:
            j = topology.con_actor[k]
            gain = numbers.payments[row, j] + values[y, j] - values[x, j]
            policy.consent[k] = chance(precision / numbers.stake[j], gain)
    return at_least(topology.act_need[a], policy.consent, first, last, -1)


@jit
def choose(
    topology: Topology, commitment: Commitment, scale: float, c: int, policy: Behaviour
) -> None:
    """Fill `policy.act` for choice set c: a softmax of the gains of its actions and of waiting."""
    first, last = topology.act_ptr[c], topology.act_ptr[c + 1]
    best = -np.inf if topology.must_move else (TIE if np.isinf(scale) else 0.0)
    best_at = -1
    for a in range(first, last):
        policy.act[a] = 0.0
        if commitment.act[a] > 0:
            policy.act[first:last] = 0.0
            policy.act[a] = 1.0
            return
        if commitment.act[a] == 0 and policy.gain[a] > best:
            best, best_at = policy.gain[a], a
    if np.isinf(scale):
        if best_at >= 0:
            policy.act[best_at] = 1.0
        return
    total = 0.0
    if not topology.must_move:
        total = np.exp(-min(scale * best, EXPONENT_LIMIT))
    for a in range(first, last):
        if commitment.act[a] == 0:
            policy.act[a] = np.exp(-min(scale * (best - policy.gain[a]), EXPONENT_LIMIT))
            total += policy.act[a]
    for a in range(first, last):
        if commitment.act[a] == 0:
            policy.act[a] /= total


@jit
def respond(
    topology: Topology,
    numbers: Numbers,
    commitment: Commitment,
    precision: float,
    values: Floats,
    x: int,
    policy: Behaviour,
) -> None:
    """Fill `policy` for the choice sets of state x, given what every state is worth."""
    for c in range(topology.set_ptr[x], topology.set_ptr[x + 1]):
        i = topology.set_owner[c]
        first, last = topology.act_ptr[c], topology.act_ptr[c + 1]
        for a in range(first, last):
            success = ask(topology, numbers, commitment, precision, values, x, a, policy)
            gain = numbers.payments[topology.act_pay[a], i]
            gain += values[topology.act_to[a], i] - values[x, i]
            policy.rate[a] = success * numbers.set_rate[c]
            policy.gain[a] = success * gain
        choose(topology, commitment, precision / numbers.stake[i], c, policy)
        for a in range(first, last):
            policy.rate[a] *= policy.act[a]


@jit
def withhold(
    topology: Topology, numbers: Numbers, policy: Behaviour, a: int, gains: Floats
) -> None:
    """Take back the payments of those who did not agree to action a, where not all had to."""
    first, last = topology.con_ptr[a], topology.con_ptr[a + 1]
    need = topology.act_need[a]
    success = at_least(need, policy.consent, first, last, -1)
    for k in range(first, last):
        j = topology.con_actor[k]
        with_j = policy.consent[k] * at_least(need - 1, policy.consent, first, last, k)
        payment = numbers.payments[topology.act_pay[a], j]
        gains[j] -= policy.rate[a] * payment * (1.0 - with_j / success)


@jit
def revalue(
    topology: Topology, numbers: Numbers, policy: Behaviour, values: Floats, x: int, fresh: Floats
) -> None:
    """Fill `fresh` with the worth of state x to each actor, its waiting terms solved out."""
    actors = numbers.discount.size
    leave = 0.0
    for i in range(actors):
        fresh[i] = numbers.flow[x, i]
    for a in range(
        topology.act_ptr[topology.set_ptr[x]], topology.act_ptr[topology.set_ptr[x + 1]]
    ):
        rate, row, y = policy.rate[a], topology.act_pay[a], topology.act_to[a]
        if rate == 0.0:
            continue
        if row != 0:
            for i in range(actors):
                fresh[i] += rate * numbers.payments[row, i]
            if topology.act_need[a] < topology.con_ptr[a + 1] - topology.con_ptr[a]:
                withhold(topology, numbers, policy, a, fresh)
        if y != x:
            leave += rate
            for i in range(actors):
                fresh[i] += rate * values[y, i]
    for s in range(topology.shift_ptr[x], topology.shift_ptr[x + 1]):
        rate, row, y = numbers.shift_rate[s], topology.shift_pay[s], topology.shift_to[s]
        for i in range(actors):
            fresh[i] += rate * numbers.payments[row, i]
        if y != x:
            leave += rate
            for i in range(actors):
                fresh[i] += rate * values[y, i]
    for i in range(actors):
        fresh[i] /= numbers.discount[i] + leave


@jit
def largest_rate(topology: Topology, numbers: Numbers, states: Ints) -> float:
    """The largest total rate of occasions and shifts of any of the states."""
    largest = 0.0
    for x in states:
        total = 0.0
        for c in range(topology.set_ptr[x], topology.set_ptr[x + 1]):
            total += numbers.set_rate[c]
        for s in range(topology.shift_ptr[x], topology.shift_ptr[x + 1]):
            total += numbers.shift_rate[s]
        largest = max(largest, total)
    return largest


@jit
def settle(
    topology: Topology,
    numbers: Numbers,
    commitment: Commitment,
    precision: float,
    values: Floats,
    policy: Behaviour,
    states: Ints,
    tolerance: float,
    cap: int,
) -> tuple[int, float, bool]:
    """Sweep one component until its values rest: sweeps made, error bound, whether it converged.

    The step is halved whenever the sweeps have stopped to come closer (they circle then).
    """
    actors = numbers.discount.size
    fresh = np.empty(actors)
    per_change = largest_rate(topology, numbers, states) / numbers.discount.min()
    step, best, idle, bound = 1.0, np.inf, 0, np.inf
    for sweep in range(cap):
        change = size = 0.0
        for x in states:
            respond(topology, numbers, commitment, precision, values, x, policy)
            revalue(topology, numbers, policy, values, x, fresh)
            for i in range(actors):
                change = max(change, abs(fresh[i] - values[x, i]) / numbers.stake[i])
                size = max(size, abs(fresh[i]) / numbers.stake[i])
                values[x, i] += step * (fresh[i] - values[x, i])
        bound = per_change * change
        if bound < tolerance or change <= ROUNDING * size:
            return sweep + 1, bound, True
        if change < 0.9 * best:
            best, idle = change, 0
        else:
            idle += 1
            if idle == 20 and step > 0.05:
                step, best, idle = step / 2, change, 0
    return cap, bound, False


@jit
def relax(
    topology: Topology,
    numbers: Numbers,
    commitment: Commitment,
    precision: float,
    values: Floats,
    policy: Behaviour,
    tolerance: float,
    cap: int,
) -> tuple[int, float, bool]:
    """Settle all components, successors first: state visits made, worst bound, whether all converged."""
    visits, worst, converged = 0, 0.0, True
    for q in range(topology.comp_ptr.size - 1):
        states = topology.comp_state[topology.comp_ptr[q] : topology.comp_ptr[q + 1]]
        sweeps, bound, done = settle(
            topology, numbers, commitment, precision, values, policy, states, tolerance, cap
        )
        visits += sweeps * states.size
        worst = max(worst, bound)
        converged = converged and done
    return visits, worst, converged


@jit
def respond_everywhere(
    topology: Topology,
    numbers: Numbers,
    commitment: Commitment,
    precision: float,
    values: Floats,
    policy: Behaviour,
) -> None:
    """Fill `policy` for every state."""
    for x in range(topology.set_ptr.size - 1):
        respond(topology, numbers, commitment, precision, values, x, policy)


@jit
def revalue_everywhere(
    topology: Topology, numbers: Numbers, policy: Behaviour, values: Floats, fresh: Floats
) -> None:
    """Fill `fresh` with the worth of every state, each looking one transition ahead."""
    for x in range(topology.set_ptr.size - 1):
        revalue(topology, numbers, policy, values, x, fresh[x])


@jit
def one_shot_regret(
    topology: Topology,
    numbers: Numbers,
    commitment: Commitment,
    values: Floats,
    policy: Behaviour,
    regret: Floats,
) -> None:
    """Fill `regret` with each actor's largest one-shot gain from a free choice or consent."""
    for x in range(topology.set_ptr.size - 1):
        for c in range(topology.set_ptr[x], topology.set_ptr[x + 1]):
            i = topology.set_owner[c]
            first, last = topology.act_ptr[c], topology.act_ptr[c + 1]
            best, expected = (-np.inf if topology.must_move else 0.0), 0.0
            for a in range(first, last):
                if commitment.act[a] == 0:
                    best = max(best, policy.gain[a])
                expected += policy.act[a] * policy.gain[a]
            if not (commitment.act[first:last] > 0).any():
                regret[i] = max(regret[i], (best - expected) / numbers.stake[i])
            for a in range(first, last):
                for k in range(topology.con_ptr[a], topology.con_ptr[a + 1]):
                    if commitment.consent[k] == 0:
                        j = topology.con_actor[k]
                        gain = numbers.payments[topology.act_pay[a], j]
                        gain += values[topology.act_to[a], j] - values[x, j]
                        missed = max(gain, 0.0) - policy.consent[k] * gain
                        regret[j] = max(regret[j], missed / numbers.stake[j])

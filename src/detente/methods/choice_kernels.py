"""The compiled loops of behaviour: what actors do in a state, what it is worth, where both rest.

They stand in one file because the kept compiled code of a loop is renewed only when its own file
changes, not when a loop it calls does. `settle` takes its tuples apart once, at the top: reading an
array out of a tuple inside the loops made them six times slower.
"""

from typing import NamedTuple

import numpy as np

from detente.methods._jit import jit
from detente.methods.game import Behaviour, Bytes, Commitment, Floats, Ints, Numbers, Topology

EXPONENT_LIMIT = 700.0  # exp() stays finite
TIE = 1e-12  # points: an exact best reply does not act for less
ROUNDING = 8 * float(np.finfo(np.float64).eps)  # no float64 value can be settled more finely
PLAIN_SWEEPS = 12  # before the first mixing
MEMORY = 8  # earlier sweeps that are mixed
ASTRAY = 30.0  # times the smallest change so far: mixing has led astray
CLOSER = 0.9  # times the smallest change so far: the sweeps come closer
PATIENCE = 200  # sweeps that may pass without coming closer
SHORTEST_STEP = 0.1  # no shorter step is halved
SHORTEST_MIXED = 0.2  # nothing is mixed with a shorter step: slow, but it does not go astray


@jit
def chance(scale: float, gain: float) -> float:
    """The probability that one of two alternatives is taken which is better by `gain`."""
    if np.isinf(scale):
        return 1.0 if gain > 0.0 else 0.0
    utility = scale * gain
    if utility > EXPONENT_LIMIT:
        return 1.0
    if utility < -EXPONENT_LIMIT:
        return 0.0
    return 1.0 / (1.0 + float(np.exp(-utility)))


@jit
def at_least(need: int, agree: Floats, first: int, last: int, skip: int) -> float:
    """The probability that `need` of the consenters first..last-1, without `skip`, agree."""
    asked = last - first - (1 if first <= skip < last else 0)
    if need <= 0:
        return 1.0
    if need >= asked:
        everyone = 1.0 if need == asked else 0.0
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
def paid_share(need: int, agree: Floats, first: int, last: int, k: int) -> float:
    """The probability that consenter k agrees, given that `need` of first..last-1 do."""
    if need >= last - first:
        return 1.0
    others = at_least(need - 1, agree, first, last, k)
    return float(agree[k]) * others / at_least(need, agree, first, last, -1)


@jit
def choose(
    must_move: bool,  # noqa: FBT001 - compiled code takes no keywords
    forced: Bytes,
    scale: float,
    tie: float,
    gain: Floats,
    first: int,
    last: int,
    act: Floats,
) -> None:
    """Fill `act[first:last]`: a softmax of the gains of the free actions and of waiting.

    Nobody waits who must move. At infinite scale: the first of the best ones, if it gains more
    than `tie`.
    """
    best, best_at, total = (-np.inf if must_move else tie), -1, 0.0
    for a in range(first, last):
        if forced[a] > 0:
            for other in range(first, last):
                act[other] = 1.0 if other == a else 0.0
            return
        act[a] = 0.0
        if forced[a] == 0 and gain[a] > best:
            best, best_at = gain[a], a
    if np.isinf(scale):
        if best_at >= 0:
            act[best_at] = 1.0
        return
    if not must_move:
        total = np.exp(-min(scale * best, EXPONENT_LIMIT))
    for a in range(first, last):
        if forced[a] == 0:
            act[a] = np.exp(-min(scale * (best - gain[a]), EXPONENT_LIMIT))
            total += act[a]
    for a in range(first, last):
        if forced[a] == 0:
            act[a] /= total


@jit
def sweep(
    topology: Topology,
    numbers: Numbers,
    commitment: Commitment,
    precision: float,
    values: Floats,
    policy: Behaviour,
    groups: Ints,
    states: Ints,
    first_group: int,
    step: float,
    tolerance: float,
    cap: int,
) -> tuple[int, int, float, float]:
    """Sweep one group of states after the other, each until its values rest.

    In each state: `policy` is filled from `values`, then the values follow from it, the waiting
    terms solved out; with a cap of 0 only `policy` is filled. Values rest when the last change, in
    stakes, times the group's largest rate over the least discount rate, falls below `tolerance`, or
    when float64 cannot tell values apart.

    Returns the group that did not come to rest within `cap` sweeps, after which nothing was done
    (or the number of groups); state visits; the worst bound of those at rest; the last change.
    """
    set_ptr, set_owner, act_ptr, act_to, act_pay, act_need, con_ptr, con_actor = topology[:8]
    shift_ptr, shift_to, shift_pay = topology[8:11]
    set_rate, shift_rate, flow, payments, discount, stake = numbers
    forced_act, forced_consent = commitment
    act, consent, rate, gain = policy
    must_move, tie = topology.must_move, TIE if np.isinf(precision) else 0.0
    actors, patient = discount.size, discount.min()
    fresh, scales = np.empty(actors), precision / stake
    visits, worst, change = 0, 0.0, 0.0
    for q in range(first_group, groups.size - 1):
        busiest = 0.0
        for p in range(groups[q], groups[q + 1]):
            total = 0.0
            for c in range(set_ptr[states[p]], set_ptr[states[p] + 1]):
                total += set_rate[c]
            for s in range(shift_ptr[states[p]], shift_ptr[states[p] + 1]):
                total += shift_rate[s]
            busiest = max(busiest, total)
        rest = False
        for _ in range(max(cap, 1)):
            change = size = 0.0
            visits += groups[q + 1] - groups[q]
            for p in range(groups[q], groups[q + 1]):
                x = states[p]
                leave = 0.0
                for i in range(actors):
                    fresh[i] = flow[x, i]
                for c in range(set_ptr[x], set_ptr[x + 1]):
                    owner, first, last = set_owner[c], act_ptr[c], act_ptr[c + 1]
                    for a in range(first, last):
                        y, row, success = act_to[a], act_pay[a], 1.0
                        begin, end = con_ptr[a], con_ptr[a + 1]
                        if begin < end:
                            for k in range(begin, end):
                                j = con_actor[k]
                                worth = payments[row, j] + values[y, j] - values[x, j]
                                consent[k] = chance(scales[j], worth - tie)
                                if forced_consent[k] != 0:
                                    consent[k] = 1.0 if forced_consent[k] > 0 else 0.0
                            if act_need[a] == end - begin:
                                for k in range(begin, end):
                                    success *= consent[k]
                            else:
                                success = at_least(act_need[a], consent, begin, end, -1)
                        rate[a] = success * set_rate[c]
                        gain[a] = success * (
                            payments[row, owner] + values[y, owner] - values[x, owner]
                        )
                    scale = scales[owner]
                    if last == first + 1 and forced_act[first] == 0 and not must_move:
                        act[first] = chance(scale, gain[first] - tie)
                    else:
                        choose(must_move, forced_act, scale, tie, gain, first, last, act)
                    for a in range(first, last):
                        rate[a] *= act[a]
                        if cap == 0:
                            continue
                        y, row = act_to[a], act_pay[a]
                        if y != x:
                            leave += rate[a]
                            for i in range(actors):
                                fresh[i] += rate[a] * (payments[row, i] + values[y, i])
                        else:
                            for i in range(actors):
                                fresh[i] += rate[a] * payments[row, i]
                        begin, end = con_ptr[a], con_ptr[a + 1]
                        if act_need[a] < end - begin and rate[a] > 0.0:
                            for k in range(begin, end):  # who does not agree is not paid
                                j = con_actor[k]
                                unpaid = 1.0 - paid_share(act_need[a], consent, begin, end, k)
                                fresh[j] -= rate[a] * payments[row, j] * unpaid
                if cap == 0:
                    continue
                for s in range(shift_ptr[x], shift_ptr[x + 1]):
                    y, row = shift_to[s], shift_pay[s]
                    if y != x:
                        leave += shift_rate[s]
                        for i in range(actors):
                            fresh[i] += shift_rate[s] * (payments[row, i] + values[y, i])
                    else:
                        for i in range(actors):
                            fresh[i] += shift_rate[s] * payments[row, i]
                for i in range(actors):
                    fresh[i] /= discount[i] + leave
                    change = max(change, abs(fresh[i] - values[x, i]) / stake[i])
                    size = max(size, abs(fresh[i]) / stake[i])
                    values[x, i] += step * (fresh[i] - values[x, i])
            if busiest / patient * change < tolerance or change <= ROUNDING * size:
                rest = True
                break
        if not rest:
            return q, visits, worst, change
        worst = max(worst, busiest / patient * change)
    return groups.size - 1, visits, worst, change


class Memory(NamedTuple):
    """The last few sweeps of a component, in stakes, flat over states and actors."""

    steps: Floats
    """[MEMORY, size] differences between the values before a sweep and before the one before."""
    changes: Floats
    """[MEMORY, size] differences between what these sweeps changed."""
    before: Floats
    """[size] values before the last sweep."""
    moved: Floats
    """[size] what the last sweep changed."""
    gram: Floats
    """[MEMORY, MEMORY] products of every two `changes`."""
    normal: Floats
    """[MEMORY, MEMORY] room to solve the normal equations."""
    weight: Floats
    """[MEMORY] room for their solution."""


@jit
def weigh(memory: Memory, moved: Floats, used: int) -> None:
    """Fill `weight`: the mixture of the `used` differences that comes closest to `moved`.

    Solves the normal equations by elimination; a trace of the diagonal keeps them definite.
    """
    normal, weight, trace = memory.normal, memory.weight, 0.0
    for p in range(used):
        weight[p] = np.dot(memory.changes[p], moved)
        trace += memory.gram[p, p]
        for q in range(used):
            normal[p, q] = memory.gram[p, q]
    for p in range(used):
        normal[p, p] += 1e-14 * trace + 1e-300
    for p in range(used):
        for row in range(p + 1, used):
            factor = normal[row, p] / normal[p, p]
            for col in range(p, used):
                normal[row, col] -= factor * normal[p, col]
            weight[row] -= factor * weight[p]
    for p in range(used - 1, -1, -1):
        for col in range(p + 1, used):
            weight[p] -= normal[p, col] * weight[col]
        weight[p] /= normal[p, p]


@jit
def mix(memory: Memory, before: Floats, moved: Floats, step: float, known: int) -> None:
    """Replace `before` by where the memory says that a sweep would change nothing; remember it.

    `known` sweeps are remembered; -1: not even the last one, so `moved` itself is the way to go.
    """
    steps, changes = memory.steps, memory.changes
    used = min(known + 1, MEMORY)
    if known >= 0:
        slot = known % MEMORY
        for k in range(before.size):
            steps[slot, k] = before[k] - memory.before[k]
            changes[slot, k] = moved[k] - memory.moved[k]
        for p in range(used):
            memory.gram[slot, p] = memory.gram[p, slot] = np.dot(changes[slot], changes[p])
    for k in range(before.size):
        memory.before[k], memory.moved[k] = before[k], moved[k]
        before[k] += step * moved[k]
    weigh(memory, moved, used)
    for p in range(used):
        share = memory.weight[p]
        for k in range(before.size):
            before[k] -= share * (steps[p, k] + step * changes[p, k])


@jit
def settle(
    topology: Topology,
    numbers: Numbers,
    commitment: Commitment,
    precision: float,
    values: Floats,
    policy: Behaviour,
    group: Ints,
    tolerance: float,
    cap: int,
) -> tuple[int, float, bool]:
    """Bring one component to rest by Anderson mixing: sweeps, last change, whether it rests.

    Mixing is that of [anderson1965]_. Whenever it leads astray its memory is dropped, and whenever
    the sweeps no longer come closer the step is halved as well.
    """
    states = topology.comp_state[group[0] : group[1]]
    shape = (states.size, numbers.discount.size)
    size = shape[0] * shape[1]
    memory = Memory(
        np.empty((MEMORY, size)),
        np.empty((MEMORY, size)),
        np.empty(size),
        np.empty(size),
        np.empty((MEMORY, MEMORY)),
        np.empty((MEMORY, MEMORY)),
        np.empty(MEMORY),
    )
    known, idle, closest, step, change = -1, 0, np.inf, 1.0, np.inf
    for sweeps in range(1, cap + 1):
        before = (values[states] / numbers.stake).ravel()
        moving, _, _, change = sweep(
            topology,
            numbers,
            commitment,
            precision,
            values,
            policy,
            group,
            topology.comp_state,
            0,
            1.0,
            tolerance,
            1,
        )
        if moving == 1:
            return sweeps, change, True
        closer = change < CLOSER * closest
        closest, idle = (change, 0) if closer else (closest, idle + 1)
        if idle == PATIENCE and step > SHORTEST_STEP:
            step, closest, idle, known = step / 2, change, 0, -1
        if change > ASTRAY * closest or step < SHORTEST_MIXED:
            known = -1
        mix(memory, before, (values[states] / numbers.stake).ravel() - before, step, known)
        known += 1
        values[states] = before.reshape(shape) * numbers.stake
    return cap, change, False


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
def has_moved(before: Floats, values: Floats, states: Ints, stake: Floats, furthest: float) -> bool:
    """Whether the value of any of the states has moved by more than `furthest`, in stakes."""
    if np.isinf(furthest):
        return False
    for x in states:
        for i in range(stake.size):
            if abs(values[x, i] - before[x, i]) / stake[i] > furthest:
                return True
    return False


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
    furthest: float,
) -> tuple[int, float, bool]:
    """Settle the components, successors first: state visits, worst error bound, whether all rest.

    Plain sweeps where they do, mixed ones where they do not. Unless `furthest` is infinite, it ends
    with the first component that does not rest or in which values move by more, in stakes.
    """
    groups, states, before = topology.comp_ptr, topology.comp_state, values.copy()
    q, checked, visits, worst, all_rest = 0, 0, 0, 0.0, True
    while True:
        q, used, bound, _ = sweep(
            topology,
            numbers,
            commitment,
            precision,
            values,
            policy,
            groups,
            states,
            q,
            1.0,
            tolerance,
            min(cap, PLAIN_SWEEPS),
        )
        visits, worst = visits + used, max(worst, bound)
        done = states[groups[checked] : groups[q]]
        if has_moved(before, values, done, numbers.stake, furthest):
            return visits, worst, False
        checked = q
        if q == groups.size - 1:
            return visits, worst, all_rest
        group = groups[q : q + 2]
        sweeps, change, rest = settle(
            topology, numbers, commitment, precision, values, policy, group, tolerance, cap
        )
        busiest = largest_rate(topology, numbers, states[group[0] : group[1]])
        visits += sweeps * (group[1] - group[0])
        worst = max(worst, busiest / numbers.discount.min() * change)
        all_rest = all_rest and rest
        if not rest and furthest < np.inf:
            return visits, worst, False
        q += 1

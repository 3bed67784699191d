"""The compiled loops of `segments`, and what they make quick: moves of all states at once."""

from typing import NamedTuple

import numpy as np

from detente.methods._jit import jit
from detente.methods.game import Bools
from detente.methods.graph_model import Numbers, OptionForm, Places, Ranks, States


class Segments(NamedTuple):
    """The segments of every actor, one after the other; those of a single state are left out."""

    actor: Numbers
    """[n+1] segments of actor i are actor[i] .. actor[i+1]."""
    segment: Numbers
    """[G+1] lanes of segment g."""
    lane: Numbers
    """[L+1] where each lane stands in `order`."""
    order: Numbers
    """[K] states, lane by lane, those the actor likes best first."""
    tied: Bools
    """[K] whether the actor likes the state before in the lane just as much."""
    most_lanes: int
    """Lanes of the segment that has most."""


DIGIT = 11
"""Bits that one round of sorting looks at: its counters fit into the nearest cache."""


@jit
def sorted_by_bits(states: States, runs: States, bits: int) -> Numbers:
    """The states sorted by chosen bits, and as before where those agree."""
    order = np.arange(len(states)).astype(np.int32)
    for low in range(0, bits, DIGIT):
        start = np.zeros((1 << DIGIT) + 1, np.int32)
        for s in order:
            start[_digit(states[s], runs, low) + 1] += 1
        for k in range(1 << DIGIT):
            start[k + 1] += start[k]
        fresh = np.empty_like(order)
        for s in order:
            k = _digit(states[s], runs, low)
            fresh[start[k]] = s
            start[k] += 1
        order = fresh
    return order


@jit
def _digit(state: np.uint64, runs: States, low: int) -> int:
    key = np.uint64(0)
    for r in range(len(runs)):
        key |= ((state >> runs[r, 0]) & runs[r, 1]) << runs[r, 2]
    return int((key >> np.uint64(low)) & np.uint64((1 << DIGIT) - 1))


@jit
def grouped(
    states: States,
    own: np.uint64,
    one_way: np.uint64,
    by_lane: Numbers,
    rank: Ranks,
    first: int,
    segment: Numbers,
    lane: Numbers,
    order: Numbers,
    tied: Bools,
) -> int:
    """Write the segments of one actor behind those of the actors before; how many there are."""
    keys = np.empty(16, np.int64)
    g, begin, size = first, 0, len(by_lane)
    while begin < size:
        x = states[by_lane[begin]]
        end = begin + 1
        while end < size and (states[by_lane[end]] ^ x) & ~own == 0:
            end += 1
        if end > begin + 1:
            if end - begin > len(keys):
                keys = np.empty(2 * (end - begin), np.int64)
            a, k = segment[g], begin
            while k < end:
                x, count, at = states[by_lane[k]], 0, lane[a]
                while k < end and (states[by_lane[k]] ^ x) & one_way == 0:
                    s = np.int64(by_lane[k])
                    keys[count] = (~np.int64(rank[s]) << 32) | s  # best first, then by number
                    count += 1
                    k += 1
                keys[:count].sort()
                for q in range(count):
                    order[at + q] = keys[q] & 0xFFFFFFFF
                    tied[at + q] = q > 0 and keys[q] >> 32 == keys[q - 1] >> 32
                a += 1
                lane[a] = at + count
            g += 1
            segment[g] = a
        begin = end
    return g - first


@jit
def spread_least(form: OptionForm, segments: Segments, actor: int, level: Ranks) -> bool:
    """Lower each level to the least that one move of the actor leads to; whether any was."""
    order, lane = segments.order, segments.lane
    least = np.empty(segments.most_lanes, np.int32)
    changed = False
    for g in range(segments.actor[actor], segments.actor[actor + 1]):
        first, last = segments.segment[g], segments.segment[g + 1]
        for a in range(first, last):
            low = level[order[lane[a]]]
            for k in range(lane[a] + 1, lane[a + 1]):
                low = min(low, level[order[k]])
            least[a - first] = low
        for a in range(first, last):
            low = least[a - first]
            for b in range(first, last):
                if least[b - first] < low and _leads(form, order[lane[a]], order[lane[b]]):
                    low = least[b - first]
            for k in range(lane[a], lane[a + 1]):
                if level[order[k]] > low:
                    level[order[k]] = low
                    changed = True
    return changed


@jit
def spread_least_liked(
    form: OptionForm, segments: Segments, actor: int, rank: Ranks, level: Ranks
) -> bool:
    """Lower each level to the least that one improvement leads to; whether any was."""
    lane, changed = segments.lane, False
    for g in range(segments.actor[actor], segments.actor[actor + 1]):
        first, last = segments.segment[g], segments.segment[g + 1]
        for a in range(first, last):
            changed |= _along_lane(segments, lane[a], lane[a + 1], level)
        for a in range(first, last):
            for b in range(first, last):
                if a != b and _leads(form, segments.order[lane[a]], segments.order[lane[b]]):
                    changed |= _across_lanes(segments, a, b, rank, level)
    return changed


@jit
def _along_lane(segments: Segments, begin: int, end: int, level: Ranks) -> bool:
    """Lower each level to the least of those before, but for those liked as much."""
    changed, before, ties = False, np.iinfo(np.int32).max, np.iinfo(np.int32).max
    for k in range(begin, end):
        if not segments.tied[k]:
            before = min(before, ties)
        s = segments.order[k]
        here = level[s]
        if before < here:
            level[s] = here = before
            changed = True
        ties = min(ties, here)
    return changed


@jit
def _across_lanes(segments: Segments, a: int, b: int, rank: Ranks, level: Ranks) -> bool:
    """Lower each level of one lane to the least of what is liked better in the other."""
    order, lane = segments.order, segments.lane
    changed, low, q = False, np.iinfo(np.int32).max, lane[b]
    for k in range(lane[a], lane[a + 1]):
        s = order[k]
        while q < lane[b + 1] and rank[order[q]] > rank[s]:
            low = min(low, level[order[q]])
            q += 1
        if low < level[s]:
            level[s] = low
            changed = True
    return changed


@jit
def _leads(form: OptionForm, s: int, t: int) -> bool:
    """Whether the one-way options allow the change from one state to the other."""
    here, there = form.states[s], form.states[t]
    return (here & ~there & form.forward) | (there & ~here & form.backward) == 0


@jit
def least_answers(form: OptionForm, segments: Segments, focal: int, worth: Ranks) -> Ranks:
    """The least worth to which moves of the others lead from each state, its own included.

    The others spread what they know in turn until a whole round of them changes nothing. That
    nobody moves twice in a row need not be looked at: two such moves are one.
    """
    level = worth.copy()
    actors = len(segments.actor) - 1
    quiet, j = 1, focal
    while quiet < actors:
        j = (j + 1) % actors
        if j != focal:
            quiet = 1 if spread_least(form, segments, j, level) else quiet
            quiet += 1
    return level


@jit
def least_liked_answers(
    form: OptionForm, segments: Segments, ranks: Ranks, focal: int, worth: Ranks
) -> Ranks:
    """The same where each of the others moves only to what it likes better."""
    level = worth.copy()
    actors = len(segments.actor) - 1
    quiet, j = 1, focal
    while quiet < actors:
        j = (j + 1) % actors
        if j != focal:
            quiet = 1 if spread_least_liked(form, segments, j, ranks[j], level) else quiet
            quiet += 1
    return level


@jit
def listed_improvements(
    form: OptionForm, segments: Segments, ranks: Ranks
) -> tuple[Places, Numbers]:
    """The improvements of each actor, one by one: [n, S+1] pointers, and the states they lead to.

    As in `GraphForm`, but in a row the states stand in no order.
    """
    ptr = np.zeros((len(ranks), len(form.states) + 1), np.int64)
    for i in range(len(ranks)):
        if i > 0:
            ptr[i, 0] = ptr[i - 1, -1]
        _liked(form, segments, i, ranks[i], ptr[i], np.empty(0, np.int32))
        for s in range(len(form.states)):
            ptr[i, s + 1] += ptr[i, s]
    target = np.empty(ptr[-1, -1], np.int32)
    for i in range(len(ranks)):
        _liked(form, segments, i, ranks[i], ptr[i].copy(), target)
    return ptr, target


@jit
def _liked(
    form: OptionForm, segments: Segments, actor: int, rank: Ranks, row: Places, target: Numbers
) -> None:
    """Count improvements into row[s + 1]; or, where there is room, list them from row[s] on."""
    order, lane = segments.order, segments.lane
    for g in range(segments.actor[actor], segments.actor[actor + 1]):
        for a in range(segments.segment[g], segments.segment[g + 1]):
            for b in range(segments.segment[g], segments.segment[g + 1]):
                if not _leads(form, order[lane[a]], order[lane[b]]):
                    continue
                q = lane[b]
                for k in range(lane[a], lane[a + 1]):
                    s = order[k]
                    while q < lane[b + 1] and rank[order[q]] > rank[s]:
                        q += 1
                    if len(target) == 0:
                        row[s + 1] += q - lane[b]
                    else:
                        target[row[s] : row[s] + q - lane[b]] = order[lane[b] : q]
                        row[s] += q - lane[b]

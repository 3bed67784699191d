"""The compiled loops of `segments`, and what they make quick: moves of all states at once."""

from typing import NamedTuple

import numpy as np

from detente.methods._jit import jit
from detente.methods.game import Bools
from detente.methods.graph_model import Numbers, Places, Ranks, States

DIGIT = 11
"""Bits that one round of sorting looks at: its counters fit into the nearest cache."""

FEW = 32
"""So many numbers are sorted faster by inserting one after the other."""


class Segments(NamedTuple):
    """The segments of every actor, one after the other; those of a single state are left out."""

    actor: Numbers
    """[n+1] segments of actor i are actor[i] .. actor[i+1]."""
    segment: Numbers
    """[G+1] where each segment stands in `order`."""
    order: Numbers
    """[K] states, segment by segment, those the actor likes best first."""
    tied: Bools
    """[K] whether the actor likes the state before in the segment just as much."""
    first_lane: Numbers
    """[G+1] lanes of segment g are first_lane[g] .. first_lane[g+1]. This and what follows is empty
    where nobody has a one-way option, and each segment a single lane."""
    pattern: States
    """[L] the one-way options as they stand in a lane, a bit set where there is no way back: one
    lane leads to another if the other has all of its bits."""
    lane: Numbers
    """[K] the lane of each state within its segment."""
    most_lanes: int
    """Lanes of the segment that has most."""


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
    states: States, own: np.uint64, by_segment: Numbers, rank: Ranks, segments: Segments, first: int
) -> int:
    """Write the segments of one actor behind those of the actors before; how many there are."""
    keys = np.empty(16, np.int64)
    g, begin, size = first, 0, len(by_segment)
    while begin < size:
        x = states[by_segment[begin]]
        end = begin + 1
        while end < size and (states[by_segment[end]] ^ x) & ~own == 0:
            end += 1
        count = end - begin
        if count > len(keys):
            keys = np.empty(2 * count, np.int64)
        if count > 1:
            for k in range(count):
                s = np.int64(by_segment[begin + k])
                keys[k] = (~np.int64(rank[s]) << 32) | s  # best first, then by number
            _sort(keys[:count])
            at = segments.segment[g]
            for k in range(count):
                segments.order[at + k] = keys[k] & 0xFFFFFFFF
                segments.tied[at + k] = k > 0 and keys[k] >> 32 == keys[k - 1] >> 32
            g += 1
            segments.segment[g] = at + count
        begin = end
    return g - first


@jit
def _sort(keys: Places) -> None:
    """Sort in place; the general sort is slow for the few keys that most segments have."""
    if len(keys) > FEW:
        keys.sort()
        return
    for k in range(1, len(keys)):
        key, q = keys[k], k
        while q > 0 and keys[q - 1] > key:
            keys[q] = keys[q - 1]
            q -= 1
        keys[q] = key


@jit
def laned(
    states: States,
    one_way: np.uint64,
    backward: np.uint64,
    segments: Segments,
    first: int,
    last: int,
) -> None:
    """Write the lanes of one actor's segments behind those before."""
    for g in range(first, last):
        begin, end, at = segments.segment[g], segments.segment[g + 1], segments.first_lane[g]
        if one_way == 0:
            segments.pattern[at] = 0
            segments.first_lane[g + 1] = at + 1
            segments.lane[begin:end] = 0
            continue
        pattern = (states[segments.order[begin:end]] ^ backward) & one_way
        found = np.unique(pattern)
        segments.pattern[at : at + len(found)] = found
        segments.first_lane[g + 1] = at + len(found)
        segments.lane[begin:end] = np.searchsorted(found, pattern)


@jit
def spread_least(segments: Segments, actor: int, level: Ranks) -> bool:
    """Lower each level to the least that one move of the actor leads to; whether any was."""
    order = segments.order
    least = np.empty(segments.most_lanes, np.int32)
    has_lanes, changed = len(segments.lane) > 0, False
    for g in range(segments.actor[actor], segments.actor[actor + 1]):
        begin, end = segments.segment[g], segments.segment[g + 1]
        if has_lanes and segments.first_lane[g + 1] - segments.first_lane[g] > 1:
            changed |= _spread_between_lanes(segments, g, least, level)
            continue
        low = level[order[begin]]
        for k in range(begin + 1, end):
            low = min(low, level[order[k]])
        for k in range(begin, end):
            if level[order[k]] > low:
                level[order[k]] = low
                changed = True
    return changed


@jit
def _spread_between_lanes(segments: Segments, g: int, least: Ranks, level: Ranks) -> bool:
    """The same in one segment of several lanes; `least` is room to work in."""
    begin, end = segments.segment[g], segments.segment[g + 1]
    pattern = segments.pattern[segments.first_lane[g] : segments.first_lane[g + 1]]
    least[: len(pattern)] = np.iinfo(np.int32).max
    for k in range(begin, end):
        a = segments.lane[k]
        least[a] = min(least[a], level[segments.order[k]])
    for a in range(len(pattern)):
        for b in range(len(pattern)):
            if least[b] < least[a] and pattern[a] & ~pattern[b] == 0:
                least[a] = least[b]
    changed = False
    for k in range(begin, end):
        s, a = segments.order[k], segments.lane[k]
        if level[s] > least[a]:
            level[s] = least[a]
            changed = True
    return changed


@jit
def spread_least_liked(segments: Segments, actor: int, level: Ranks) -> bool:
    """Lower each level to the least that one improvement leads to; whether any was."""
    least = np.empty(segments.most_lanes, np.int32)
    has_lanes, changed = len(segments.lane) > 0, False
    for g in range(segments.actor[actor], segments.actor[actor + 1]):
        if has_lanes and segments.first_lane[g + 1] - segments.first_lane[g] > 1:
            changed |= _spread_liked_between_lanes(segments, g, least, level)
            continue
        before, ties = np.iinfo(np.int32).max, np.iinfo(np.int32).max
        for k in range(segments.segment[g], segments.segment[g + 1]):
            if not segments.tied[k]:
                before = min(before, ties)
            s = segments.order[k]
            if before < level[s]:
                level[s] = before
                changed = True
            ties = min(ties, level[s])
    return changed


@jit
def _spread_liked_between_lanes(segments: Segments, g: int, least: Ranks, level: Ranks) -> bool:
    """The same in one segment of several lanes; `least` is room to work in.

    It holds, for each lane, the least level of what it leads to among the better states seen. A
    state that does not lower that of its own lane lowers none, so that few states are passed on.
    """
    k, end = segments.segment[g], segments.segment[g + 1]
    pattern = segments.pattern[segments.first_lane[g] : segments.first_lane[g + 1]]
    least[: len(pattern)] = np.iinfo(np.int32).max
    changed = False
    while k < end:
        first = k
        while k == first or (k < end and segments.tied[k]):
            s, b = segments.order[k], segments.lane[k]
            if least[b] < level[s]:
                level[s] = least[b]
                changed = True
            k += 1
        for q in range(first, k):
            low, b = level[segments.order[q]], segments.lane[q]
            if low < least[b]:
                for a in range(len(pattern)):
                    if low < least[a] and pattern[a] & ~pattern[b] == 0:
                        least[a] = low
    return changed


@jit
def least_answers(segments: Segments, focal: int, worth: Ranks) -> Ranks:
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
            quiet = 1 if spread_least(segments, j, level) else quiet
            quiet += 1
    return level


@jit
def least_liked_answers(segments: Segments, focal: int, worth: Ranks) -> Ranks:
    """The same where each of the others moves only to what it likes better."""
    level = worth.copy()
    actors = len(segments.actor) - 1
    quiet, j = 1, focal
    while quiet < actors:
        j = (j + 1) % actors
        if j != focal:
            quiet = 1 if spread_least_liked(segments, j, level) else quiet
            quiet += 1
    return level


@jit
def listed_improvements(segments: Segments, size: int) -> tuple[Places, Numbers]:
    """The improvements of each actor, one by one: [n, S+1] pointers, and the states they lead to.

    As in `GraphForm`, but in a row the states stand in no order.
    """
    actors = len(segments.actor) - 1
    ptr = np.zeros((actors, size + 1), np.int64)
    for i in range(actors):
        if i > 0:
            ptr[i, 0] = ptr[i - 1, -1]
        _liked(segments, i, ptr[i], np.empty(0, np.int32))
        for s in range(size):
            ptr[i, s + 1] += ptr[i, s]
    target = np.empty(ptr[-1, -1], np.int32)
    for i in range(actors):
        _liked(segments, i, ptr[i].copy(), target)
    return ptr, target


@jit
def _liked(segments: Segments, actor: int, row: Places, target: Numbers) -> None:
    """Count improvements into row[s + 1]; or, where there is room, list them from row[s] on."""
    for g in range(segments.actor[actor], segments.actor[actor + 1]):
        better = segments.segment[g]  # where the states liked as much as k begin
        for k in range(segments.segment[g], segments.segment[g + 1]):
            if not segments.tied[k]:
                better = k
            s = segments.order[k]
            for q in range(segments.segment[g], better):
                if not _leads(segments, g, k, q):
                    continue
                if len(target) == 0:
                    row[s + 1] += 1
                else:
                    target[row[s]] = segments.order[q]
                    row[s] += 1


@jit
def _leads(segments: Segments, g: int, k: int, q: int) -> bool:
    """Whether the one-way options allow the move from one place of a segment to another."""
    if len(segments.lane) == 0:
        return True
    first = segments.first_lane[g]
    here, there = (
        segments.pattern[first + segments.lane[k]],
        segments.pattern[first + segments.lane[q]],
    )
    return here & ~there == 0

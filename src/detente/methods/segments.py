"""Who can choose among what: the states of an option form, sorted once per actor.

The states that differ in the options of one actor alone form a *segment*, and are listed best
first. Those of them that agree on the options the actor can only take or only drop form a *lane*:
within it every move is allowed both ways, and whether one lane leads to another is the same for
all their states. Without such options a segment is a single lane.
"""

import numpy as np

from detente.methods.graph_model import OptionForm, Ranks, States
from detente.methods.segment_kernels import Segments, grouped, laned, sorted_by_bits


def segments_of(form: OptionForm, ranks: Ranks) -> Segments:
    """The segments of all actors. Cost: O(n S) time; 5 n S bytes, 9 n S with one-way options."""
    frozen, one_way = form.forward & form.backward, form.forward | form.backward
    has_lanes = bool(one_way & np.bitwise_or.reduce(form.owned))
    actors, size = ranks.shape
    room = _room(actors, size, lanes=ranks.size if has_lanes else 0)
    varying = int(np.bitwise_or.reduce(form.states) & ~np.bitwise_and.reduce(form.states))
    for i, owned in enumerate(form.owned):
        own, first = owned & ~frozen, room.actor[i]
        bits = _bits(varying & ~int(own))
        by_segment = sorted_by_bits(form.states, _runs(bits), len(bits))
        last = first + grouped(form.states, own, by_segment, ranks[i], room, first)
        if has_lanes:
            laned(form.states, own & one_way, form.backward, room, first, last)
        room.actor[i + 1] = last
    return _used(room)


def _room(actors: int, size: int, lanes: int) -> Segments:
    """Room for the most there can be; what is never written takes no memory."""
    segments = actors * size // 2
    return Segments(
        actor=np.zeros(actors + 1, np.int32),
        segment=np.zeros(segments + 1, np.int32),
        order=np.empty(actors * size, np.int32),
        tied=np.empty(actors * size, np.bool_),
        first_lane=np.zeros(min(segments, lanes) + 1, np.int32),
        pattern=np.empty(lanes, np.uint64),
        lane=np.empty(lanes, np.int32),
        most_lanes=0,
    )


def _used(room: Segments) -> Segments:
    """What has been written of the room."""
    count = room.actor[-1]
    states, first_lane = room.segment[count], room.first_lane[: count + 1]
    return Segments(
        actor=room.actor,
        segment=room.segment[: count + 1],
        order=room.order[:states],
        tied=room.tied[:states],
        first_lane=first_lane,
        pattern=room.pattern[: first_lane[-1]],
        lane=room.lane[:states],
        most_lanes=int(np.diff(first_lane).max(initial=0)),
    )


def _bits(mask: int) -> list[int]:
    """Which bits are set, ascending."""
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]


def _runs(bits: list[int]) -> States:
    """How to pack these bits into a number: rows of (shift right, ones to keep, shift left)."""
    rows: list[list[int]] = []
    for at, bit in enumerate(bits):
        if rows and rows[-1][0] + rows[-1][1] == bit:
            rows[-1][1] += 1
        else:
            rows.append([bit, 1, at])
    packed = [[shift, (1 << width) - 1, at] for shift, width, at in rows]
    return np.array(packed, np.uint64).reshape(-1, 3)

"""Who can choose among what: the states of an option form, sorted once per actor.

The states that differ in the options of one actor alone form a *segment*. Within it, states that
agree on the options the actor can only take or only drop form a *lane*: there every move is
allowed both ways, and whether one lane leads to another is the same for all their states. A lane
lists its states best first, so what an actor can improve to stands before each state.
"""

import numpy as np

from detente.methods.graph_model import MAX_OPTIONS, OptionForm, Ranks, States
from detente.methods.segment_kernels import Segments, grouped, sorted_by_bits


def segments_of(form: OptionForm, ranks: Ranks) -> Segments:
    """The segments of all actors. Cost: O(n S) time, and 4 n S bytes to keep."""
    actors, size = ranks.shape
    varying = int(np.bitwise_or.reduce(form.states) & ~np.bitwise_and.reduce(form.states))
    actor = np.zeros(actors + 1, np.int32)
    # Far more than is used; what is never written takes no memory.
    segment, lane = np.zeros(actors * size + 1, np.int32), np.zeros(actors * size + 1, np.int32)
    order, tied = np.empty(actors * size, np.int32), np.empty(actors * size, np.bool_)
    for i, own in enumerate(form.owned):
        one_way = own & (form.forward | form.backward)
        bits = _bits(int(one_way) & varying) + _bits(varying & ~int(own))
        by_lane = sorted_by_bits(form.states, _runs(bits), len(bits))
        count = grouped(
            form.states, own, one_way, by_lane, ranks[i], actor[i], segment, lane, order, tied
        )
        actor[i + 1] = actor[i] + count
    lanes = segment[actor[-1]]
    return Segments(
        actor=actor,
        segment=segment[: actor[-1] + 1],
        lane=lane[: lanes + 1],
        order=order[: lane[lanes]],
        tied=tied[: lane[lanes]],
        most_lanes=int(np.diff(segment[: actor[-1] + 1]).max(initial=0)),
    )


def _bits(mask: int) -> list[int]:
    """Which bits are set, ascending."""
    return [bit for bit in range(MAX_OPTIONS) if mask >> bit & 1]


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

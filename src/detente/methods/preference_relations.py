"""Stability where preferences are partly unknown, or strong and mild, state by state.

Both refine the same pattern. An actor leaves s by a move to a state in its set L(s) unless an
answer leads to a state outside its set D(s) of what cannot deter it, for SMR one from which no own
move leads back into D(s). With known preferences L and D both hold the better states.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from detente.methods.game import Bools
from detente.methods.graph_model import Conflict, GraphForm, Ranks, arcs_of, from_arcs, to_graph
from detente.methods.joint_reach import StateSet, joint_reach, members, moves_of, state_set
from detente.methods.stability import Concept

CLASSIC = (Concept.NASH, Concept.GMR, Concept.SMR, Concept.SEQ)
"""The concepts of the rows below, those for which the extensions are published."""


class Reading(IntEnum):
    """How an actor treats a comparison it cannot make [li2004]_."""

    A = 0
    """Venturesome and not deterred by the unknown: it leaves for it, and only what is no better
    deters it."""
    B = 1
    """Careful and not deterred by the unknown: it leaves only for what is better."""
    C = 2
    """Venturesome, but the unknown deters it."""
    D = 3
    """Careful, and the unknown deters it: the easiest to keep where it is."""


class Strength(NamedTuple):
    """How firmly each actor finds states stable; arrays [4, n, S], rows as `CLASSIC`."""

    strongly: Bools
    """Every improvement is answered so that the actor ends strongly worse."""
    weakly: Bools
    """Stable, but not strongly."""


class _Wishes(NamedTuple):
    """What one actor makes of each state s; one set of states per s."""

    leaves_for: Sequence[StateSet]
    """L(s)."""
    not_deterred_by: Sequence[StateSet]
    """D(s)."""


def unknown_stability(conflict: Conflict, unknown: Bools) -> Bools:
    """Who finds which state stable in the four readings of unknown preference: [4, 4, n, S].

    `unknown` [n, S, S] marks the pairs of states, both ways round, that an actor cannot compare;
    its ranks tell about all others. Rows as `Reading` and `CLASSIC`. In A and C an actor leaves for
    better or unknown states, in B and D for better ones; in A and B only states that are no better
    deter, in C and D unknown ones too. By SEQ the others answer in all readings by moves that
    improve or whose merit is unknown. Cost: as `coalition_stability` for single actors.
    """
    graph = to_graph(conflict.moves)
    higher = _higher(conflict.ranks)
    better, open_ = higher & ~unknown, (higher & ~unknown) | unknown
    wishes = {
        Reading.A: (open_, open_),
        Reading.B: (better, open_),
        Reading.C: (open_, better),
        Reading.D: (better, better),
    }
    return np.array([_stable(graph, open_, _wishes(*wishes[reading])) for reading in Reading])


def strength_of_stability(conflict: Conflict, strong: Bools) -> Strength:
    """How firmly states are stable if some preferences are strong [hamouda2004]_.

    `strong` [n, S, S] marks where an actor strongly prefers the first state to the second. A state
    is strongly stable by GMR, SMR, SEQ if every improvement has an answer that ends strongly worse,
    for SMR whatever the actor does then. Without improvements, so by NASH always, stable is strong.
    Cost: as `coalition_stability` for single actors.
    """
    graph, higher = to_graph(conflict.moves), _higher(conflict.ranks)
    stable = _stable(graph, higher, _wishes(higher, higher))
    strongly = _stable(graph, higher, _wishes(higher, ~strong))
    return Strength(strongly, stable & ~strongly)


def _stable(graph: GraphForm, improving: Bools, wishes: Sequence[_Wishes]) -> Bools:
    """[4, n, S] the pattern above; by SEQ the others answer by moves in `improving` [n, S, S]."""
    liked = _chosen(graph, improving)
    found = [_stable_for(graph, liked, i, wish) for i, wish in enumerate(wishes)]
    return np.array(found).transpose(1, 0, 2)


def _stable_for(graph: GraphForm, liked: GraphForm, actor: int, wish: _Wishes) -> list[list[bool]]:
    """The same for one actor: [4, S]."""
    others = [j for j in range(len(graph.ptr)) if j != actor]
    own = joint_reach([moves_of(graph, actor)], graph.size)
    reach = joint_reach([moves_of(graph, j) for j in others], graph.size)
    sequential = joint_reach([moves_of(liked, j) for j in others], graph.size)
    nash, gmr, smr, seq = [], [], [], []
    for s, (leaves_for, keen) in enumerate(zip(*wish, strict=True)):
        answers = [reach[t] & ~keen for t in members(own[s] & leaves_for)]
        nash.append(not answers)
        gmr.append(all(answers))
        smr.append(all(any(not own[u] & keen for u in members(a)) for a in answers))
        seq.append(all(sequential[t] & ~keen for t in members(own[s] & leaves_for)))
    return [nash, gmr, smr, seq]


def _chosen(graph: GraphForm, chosen: Bools) -> GraphForm:
    """The moves from s to t of each actor for which chosen[actor, s, t]."""
    sources, targets = arcs_of(graph)
    kept = [mark[s, t] for mark, s, t in zip(chosen, sources, targets, strict=True)]
    return from_arcs(
        graph.size,
        [s[k] for s, k in zip(sources, kept, strict=True)],
        [t[k] for t, k in zip(targets, kept, strict=True)],
    )


def _higher(ranks: Ranks) -> Bools:
    """[n, S, S] whether an actor ranks the second state higher than the first."""
    return np.asarray(ranks[:, None, :] > ranks[:, :, None])


def _wishes(leaves_for: Bools, not_deterred_by: Bools) -> list[_Wishes]:
    """The two relations [n, S, S] of each actor as sets."""
    return [
        _Wishes([state_set(row) for row in first], [state_set(row) for row in second])
        for first, second in zip(leaves_for, not_deterred_by, strict=True)
    ]

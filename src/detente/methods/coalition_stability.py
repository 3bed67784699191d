"""Which outcomes hold against actors who move together [kilgour2001]_ [inohara2008]_.

A coalition improves jointly if all its members rank the state higher that they reach. Notation: H a
coalition, N-H the others, R_H(s) what H can reach from s by legal sequences, R_H++(s) what all of H
rank higher in it, phi_H(s) the states that at least one of H ranks no higher than s.
"""

from typing import NamedTuple

import numpy as np

from detente.methods.game import Bools, Ints
from detente.methods.graph_model import Conflict, GraphForm, Ranks, to_graph
from detente.methods.joint_reach import (
    StateSet,
    arcs_to,
    better_sets,
    joint_reach,
    members,
    moves_of,
)

MAX_ACTORS = 6
"""With more actors there are too many coalitions that answer each other."""
MAX_STATES = 1 << 12
"""With more states the sets of states outgrow the memory."""


class CoalitionStability(NamedTuple):
    """For which coalitions each state is stable; arrays [C, S], one row per coalition."""

    coalitions: Ints
    """[C] the members as bits, 1 .. 2^n - 1."""
    nash: Bools
    """The coalition has no joint improvement."""
    gmr: Bools
    """The others can answer every joint improvement so that some member is no better off."""
    smr: Bools
    """They can, and the coalition cannot jointly escape from the answer."""
    seq: Bools
    """They can, by joint improvements of their own."""


class _Group(NamedTuple):
    """What one coalition can do and wants; one set of states per state s."""

    reach: list[StateSet]
    """R_H(s)."""
    better: list[StateSet]
    """What all members rank higher than s: all states but phi_H(s)."""
    joint: list[StateSet]
    """R_H++(s), the joint improvements."""


def coalition_stability(conflict: Conflict) -> CoalitionStability:
    """For which coalitions each state is stable, all 2^n - 1 coalitions of n actors.

    State s is stable for H if every t in R_H++(s) has an answer u in phi_H(s):

    - CNash: none is needed, R_H++(s) is empty;
    - CGMR: u in R_{N-H}(t);
    - CSMR: u in R_{N-H}(t), and all of R_H(u) lies in phi_H(s);
    - CSEQ: u is reached from t by joint improvements of subsets of N-H, no subset twice in a row.

    For a coalition of one the first three are Nash, GMR and SMR; its CSEQ is weaker than SEQ, since
    the others may improve together. Nobody is left to answer all actors together. CSEQ implies
    CGMR in option form; where moves are not transitive, an actor may move last in one subset and
    first in the next, which no legal sequence of single actors allows.

    Cost: a union or test of S bits per move of every coalition and per joint improvement. Half a
    second for 2^10 states and four actors, half a minute at `MAX_ACTORS` and `MAX_STATES`.
    """
    graph = to_graph(conflict.moves)
    everyone = (1 << len(conflict.ranks)) - 1
    groups = [_group(graph, conflict.ranks, coalition) for coalition in range(everyone + 1)]
    verdicts = []
    for own in range(1, everyone + 1):
        rest = everyone & ~own
        answering = [arcs_to(groups[k].joint) for k in range(1, everyone + 1) if not k & ~rest]
        sequential = joint_reach(answering, graph.size)
        verdicts.append(_verdicts(groups[own], groups[rest].reach, sequential))
    nash, gmr, smr, seq = np.array(verdicts).transpose(1, 0, 2)
    return CoalitionStability(np.arange(1, everyone + 1), nash, gmr, smr, seq)


def universally_stable(stable: Bools) -> Bools:
    """Which states are stable for every coalition: [C, S] verdicts of one concept to [S]."""
    return np.asarray(stable.all(axis=0))


def joint_improvements(conflict: Conflict, coalition: int) -> Ints:
    """From where to where a coalition can jointly improve: its members as bits to [K, 2] states."""
    joint = _group(to_graph(conflict.moves), conflict.ranks, coalition).joint
    pairs = [(s, t) for s, targets in enumerate(joint) for t in members(targets)]
    return np.array(pairs, np.int64).reshape(-1, 2)


def _group(graph: GraphForm, ranks: Ranks, coalition: int) -> _Group:
    """What the coalition with these members, as bits, can do and wants."""
    actors = [i for i in range(len(ranks)) if coalition >> i & 1]
    reach = joint_reach([moves_of(graph, i) for i in actors], graph.size)
    better = [(1 << graph.size) - 1] * graph.size
    for i in actors:
        better = [wanted & own for wanted, own in zip(better, better_sets(ranks[i]), strict=True)]
    joint = [reached & wanted for reached, wanted in zip(reach, better, strict=True)]
    return _Group(reach, better, joint)


def _verdicts(own: _Group, reach: list[StateSet], sequential: list[StateSet]) -> list[list[bool]]:
    """Stability of each state by CNash, CGMR, CSMR and CSEQ, from what the others can reach."""
    nash, gmr, smr, seq = [], [], [], []
    for joint, better in zip(own.joint, own.better, strict=True):
        answers = [reach[t] & ~better for t in members(joint)]
        nash.append(not joint)
        gmr.append(all(answers))
        smr.append(all(any(not own.reach[u] & better for u in members(a)) for a in answers))
        seq.append(all(sequential[t] & ~better for t in members(joint)))
    return [nash, gmr, smr, seq]

"""Outcomes that hold while actors see different conflicts [bennett1977]_ [wang1988]_.

Everybody plays the conflict it sees; what counts is what each does in its own view.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from detente.methods.game import Bools, Bytes
from detente.methods.graph_model import Conflict, arcs_of, from_arcs, to_graph
from detente.methods.stability import Concept, verdicts

SEEN_BY_CONCEPTS = tuple(concept for concept in Concept if concept != Concept.SIM)
"""What a view can be asked: SIM needs options, and a view with unseen states has only moves."""


class Hypergame(NamedTuple):
    """The same states in the eyes of each actor."""

    views: tuple[Conflict, ...]
    """The conflict that each actor believes in: who can move where, and who wants what."""
    seen: Bools
    """[n, S] whether the actor knows of the state at all."""


class Kind(IntEnum):
    """How firm a hypergame equilibrium is."""

    NONE = 0
    """No equilibrium: somebody who sees the state would leave it."""
    STEADY = 1
    """All see the state and an equilibrium in it: what happens is what they expect."""
    UNSTEADY = 2
    """All see the state and stay, but some expect another to leave: they are surprised when it
    lasts, and what they learn from that may undo it."""
    STEALTHY = 3
    """Some do not see the state; they hold it without knowing what it is."""


class Perceived(NamedTuple):
    """What holds in a hypergame; one row per concept."""

    concepts: tuple[Concept, ...]
    stable: Bools
    """[C, n, S] whether each actor stays, in its own view; where it does not see the state it has
    no move that it knows of, and stays."""
    expected: Bools
    """[C, n, n, S] whether each actor (first) believes that each (second) stays."""
    kind: Bytes
    """[C, S] the `Kind` of each state."""


def hypergame_equilibria(
    game: Hypergame, concepts: Sequence[Concept] = SEEN_BY_CONCEPTS
) -> Perceived:
    """The first-level hypergame equilibria, and how firm each is.

    A state is one if each actor finds it stable in its own view. The names of the kinds are those
    of [aljefri2014]_; what exactly they mean is our choice, see `Kind`: the wording of the source
    was not at hand. In a view nobody can move to or from a state its owner does not see.
    Cost: n times that of the verdicts of one conflict.
    """
    rows = [
        verdicts(with_unseen(view, np.tile(seen, (len(game.views), 1))), concepts)
        for view, seen in zip(game.views, game.seen, strict=True)
    ]
    expected = np.array([row.stable for row in rows]).transpose(1, 0, 2, 3)
    actors = np.arange(len(game.views))
    stable = expected[:, actors, actors]
    holds, foreseen = stable.all(axis=1), expected.all(axis=(1, 2))
    firm = np.where(foreseen, Kind.STEADY, Kind.UNSTEADY)
    kind = np.where(holds, np.where(game.seen.all(axis=0), firm, Kind.STEALTHY), Kind.NONE)
    return Perceived(tuple(concepts), stable, expected, kind.astype(np.int8))


def with_unseen(conflict: Conflict, seen: Bools) -> Conflict:
    """The conflict in which each actor can only move between states that it sees: [n, S].

    On one conflict for all this is what GMCR+ calls misperception: who does not see a state cannot
    move to or from it, but is expected by all others, who see it, to act on everything else.
    """
    graph = to_graph(conflict.moves)
    sources, targets = arcs_of(graph)
    known = [mark[s] & mark[t] for mark, s, t in zip(seen, sources, targets, strict=True)]
    moves = from_arcs(
        graph.size,
        [s[k] for s, k in zip(sources, known, strict=True)],
        [t[k] for t, k in zip(targets, known, strict=True)],
    )
    return Conflict(moves, conflict.ranks)

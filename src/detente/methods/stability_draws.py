"""How sure an equilibrium is when preferences are not, and whose preferences decide it."""

from typing import NamedTuple

import numpy as np

from detente.methods.game import Bools, Floats
from detente.methods.graph_model import MoveForm, Ranks, reversed_moves, to_graph
from detente.methods.stability import Concept
from detente.methods.stability_draw_kernels import stable_in_draws

DRAWN = (Concept.NASH, Concept.GMR, Concept.SMR, Concept.SEQ, Concept.SSEQ)
"""The concepts of the rows below; SIM has no quick way."""
_VERDICTS_AT_ONCE = 1 << 27


class Shares(NamedTuple):
    """In which part of the draws states hold; rows as `DRAWN`."""

    equilibrium: Floats
    """[5, S] share of draws in which all actors find the state stable."""
    error: Floats
    """[5, S] standard error of that share: sqrt(p (1 - p) / D)."""
    stable: Floats
    """[5, n, S] share of draws in which one actor does."""


class Influence(NamedTuple):
    """Whose uncertainty matters; rows as `DRAWN`."""

    changed: Floats
    """[n, 5, S] how often the state becomes, or ceases to be, an equilibrium if this actor's
    preferences alone are drawn anew."""
    error: Floats
    """[n, 5, S] standard error of that share."""
    effect: Floats
    """[n, 5, S] the actor's total effect: the part of the variance that is left if everybody else's
    preferences are known; 0 where nothing varies. The parts of all actors add up to 1 or more:
    what takes two actors is counted for both."""


def stable_under(moves: MoveForm, draws: Ranks) -> Bools:
    """Who finds which state stable in each draw: [D, n, S] preferences to [D, 5, n, S].

    Preferences that are drawn more than once are looked at once: of a few doubtful statements there
    are few combinations. Cost: O(n (M + S log S)) per draw with M moves: 0.35 ms for 256 states
    and four actors.
    """
    graph = to_graph(moves)
    first: dict[bytes, int] = {}
    again = [first.setdefault(ranks.tobytes(), len(first)) for ranks in draws]
    distinct = draws[np.unique(again, return_index=True)[1]]
    _, actors, size = distinct.shape
    stable = np.empty((len(distinct), len(DRAWN), actors, size), np.bool_)
    stable_in_draws(graph, reversed_moves(graph), distinct, stable)
    return stable[again]


def equilibrium_shares(moves: MoveForm, draws: Ranks) -> Shares:
    """In which part of the draws of everybody's preferences, [D, n, S], each state holds.

    Never seen is not impossible: of a share of 0 or 1 the error is 0 too, and
    `statistics.wilson` gives the interval that the number of draws leaves open.
    """
    count, actors, size = draws.shape
    everyone = np.zeros((len(DRAWN), size))
    single = np.zeros((len(DRAWN), actors, size))
    for part in _parts(draws):
        stable = stable_under(moves, part)
        everyone += stable.all(axis=2).sum(axis=0)
        single += stable.sum(axis=0)
    share = everyone / count
    return Shares(share, _error(share, count), single / count)


def influence(moves: MoveForm, draws: Ranks) -> Influence:
    """Whose uncertainty decides whether a state holds, from the same draws.

    With y whether the state is an equilibrium and y_i the same with the preferences of actor i
    taken from the next draw: changed = P(y != y_i), effect = E[(y - y_i)^2] / (2 Var y), the total
    effect in the estimate of [jansen1999]_. That takes draws that are independent of each other,
    and preferences of different actors that are drawn independently; at least two draws.
    Cost: n + 1 times that of `equilibrium_shares`.
    """
    count, actors, size = draws.shape
    redrawn = np.roll(draws, -1, axis=0)
    everyone = np.zeros((len(DRAWN), size))
    changes = np.zeros((actors, len(DRAWN), size))
    for part, fresh in zip(_parts(draws), _parts(redrawn), strict=True):
        holds = stable_under(moves, part).all(axis=2)
        everyone += holds.sum(axis=0)
        for i in range(actors):
            mixed = part.copy()
            mixed[:, i] = fresh[:, i]
            changes[i] += (stable_under(moves, mixed).all(axis=2) != holds).sum(axis=0)
    share, changed = everyone / count, changes / count
    spread = 2 * share * (1 - share)
    effect = np.divide(changed, spread, out=np.zeros_like(changed), where=spread > 0)
    return Influence(changed, _error(changed, count), effect)


def _parts(draws: Ranks) -> list[Ranks]:
    """The draws in parts whose verdicts fit into the memory."""
    at_once = max(1, _VERDICTS_AT_ONCE // (len(DRAWN) * draws[0].size))
    return [draws[first : first + at_once] for first in range(0, len(draws), at_once)]


def _error(share: Floats, count: int) -> Floats:
    return np.asarray(np.sqrt(share * (1 - share) / count))

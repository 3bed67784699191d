"""How far two actors look ahead, move by move: limited-move and non-myopic stability.

[zagare1984]_ [kilgour1985]_ [fang1993]_. Two actors only: with more it is not settled who answers,
and the two definitions in use are both disputed [soares2026]_.
"""

from typing import NamedTuple

import numpy as np

from detente.methods.game import Bools, Ints
from detente.methods.graph_model import (
    Conflict,
    MoveForm,
    OptionForm,
    Places,
    Ranks,
    arcs_of,
    to_graph,
)

MOST_LEVELS = 64
"""How far ahead to look for the point from which the anticipated ends repeat."""
_ACTORS = 2


class LimitedMove(NamedTuple):
    """What two actors expect who look 1 .. H moves ahead; row h - 1 is horizon h."""

    stable: Bools
    """[H, 2, S] whether the actor would stay."""
    end: Ints
    """[H, 2, S] where the actor, who is to move, expects the conflict to end."""
    settled: Bools
    """[H] whether the verdicts of this horizon are the same however equally good moves are chosen
    between. Where not, they rest on the tie rule."""
    cycle: tuple[int, int] | None
    """The horizon from which everything repeats and the period; None if not within H."""
    non_myopic: Bools | None
    """[2, S] whether the actor would stay at every horizon from some one on; None without cycle."""


class _Choices(NamedTuple):
    """The states an actor can choose from, in groups."""

    group_of: Places
    """[S] the group from which the actor chooses in each state. It holds the state itself, which
    is no choice there."""
    group: Places
    """[K] the group of each choice, ascending."""
    state: Places
    """[K] the state it leads to."""


def limited_move(conflict: Conflict, most_levels: int = MOST_LEVELS) -> LimitedMove:
    """What two actors expect who look h = 1, 2, ... moves ahead, until it repeats.

    With G_0(i, s) = s, actor i moves from s to the t in R_i(s) whose G_{h-1}(j, t) it ranks
    highest; G_h(i, s) is that end if i ranks it higher than s, else i stays and G_h(i, s) = s. A
    state is L_h-stable for i if i stays. L_1 is Nash.

    Tie rule: of moves to equally good ends the actor takes the one that is best for the other, then
    the one to the state with the lowest number. It can only matter where the other is not
    indifferent; from the next horizon on `settled` then says so.

    Cost per level: O(S log S) for reversible options, else O(M log M) with M moves.

    Raises:
        ValueError: there are not two actors.
    """
    if len(conflict.ranks) != _ACTORS:
        raise ValueError("limited-move stability is defined for two actors")
    choices = [_choices(conflict.moves, i) for i in range(_ACTORS)]
    states = np.arange(conflict.moves.size)
    ends = [np.array([states, states])]
    tied, seen = [False], {ends[0].tobytes(): 0}
    for level in range(1, most_levels + 1):
        looked = [_look(choices[i], conflict.ranks, i, ends[-1][1 - i]) for i in range(_ACTORS)]
        ends.append(np.array([end for end, _ in looked]))
        tied.append(any(tie for _, tie in looked))
        if seen.setdefault(ends[-1].tobytes(), level) < level:
            break
    return _told(np.array(ends), np.array(tied), seen[ends[-1].tobytes()])


def _told(ends: Ints, tied: Bools, first: int) -> LimitedMove:
    """The answer; the ends of the last level stood first at level `first`."""
    last = len(ends) - 1
    stable = np.asarray(ends == np.arange(ends.shape[-1]))
    repeats = first < last
    settled = np.logical_not(np.logical_or.accumulate(tied[:-1]))
    return LimitedMove(
        stable=stable[1:],
        end=ends[1:],
        settled=settled,
        cycle=(max(first, 1), last - first) if repeats else None,
        non_myopic=np.asarray(stable[first + 1 :].all(axis=0)) if repeats else None,
    )


def _look(choices: _Choices, ranks: Ranks, actor: int, end: Ints) -> tuple[Ints, bool]:
    """Where the actor expects the conflict to end, given where each choice ends; was there a tie.

    The choices of each group are sorted, best first, so that an actor takes the first that is not
    the state it is in.
    """
    own, other = ranks[actor, end], ranks[1 - actor, end]
    at = choices.state
    order = np.lexsort((at, -other[at], -own[at], choices.group))
    listed, group = at[order], choices.group  # groups stand where they stood
    states = np.arange(len(end))
    best = np.searchsorted(group, choices.group_of)
    best = best + (listed[best] == states)
    has_choice = best < np.searchsorted(group, choices.group_of, side="right")
    chosen = listed[np.where(has_choice, best, 0)]
    moves = has_choice & (own[chosen] > ranks[actor])
    worst = _last_of_equals(own[listed], group)[np.where(has_choice, best, 0)]
    worst = worst - (listed[worst] == states)
    tie = bool(np.any(moves & (other[listed[worst]] < other[chosen])))
    return np.where(moves, end[chosen], states), tie


def _last_of_equals(worth: Ranks, group: Places) -> Places:
    """The last place of those with the same worth in the same group, for each place."""
    ends = np.append((worth[1:] != worth[:-1]) | (group[1:] != group[:-1]), True)
    lasts = np.flatnonzero(ends)
    return lasts[np.searchsorted(lasts, np.arange(len(worth)))]


def _choices(moves: MoveForm, actor: int) -> _Choices:
    """The states the actor can choose from.

    If all its options are reversible, states that differ in them alone share one group.
    """
    if isinstance(moves, OptionForm) and not moves.owned[actor] & (moves.forward | moves.backward):
        group_of = np.unique(moves.states & ~moves.owned[actor], return_inverse=True)[1]
        order = np.argsort(group_of, kind="stable")
        return _Choices(group_of, group_of[order], order)
    states = np.arange(moves.size)
    sources, targets = arcs_of(to_graph(moves))
    group, state = np.append(sources[actor], states), np.append(targets[actor], states)
    order = np.argsort(group, kind="stable")
    return _Choices(states, group[order], state[order])

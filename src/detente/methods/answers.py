"""What an actor can make of a state by itself, and what the others can make of it after that.

A *worth* of states is spread along moves: forwards to know the best the actor can reach, backwards
to know the least the others can reach. Both forms of a conflict answer the same
questions.
"""

from typing import NamedTuple, Protocol

import numpy as np

from detente.methods.game import Bools
from detente.methods.graph_model import (
    Conflict,
    GraphForm,
    OptionForm,
    Ranks,
    improving_moves,
    reversed_moves,
)
from detente.methods.segment_kernels import (
    Segments,
    least_answers,
    least_liked_answers,
    listed_improvements,
    spread_least,
)
from detente.methods.segments import segments_of
from detente.methods.stability_kernels import best_of_moves, least_answers_by_arcs, simultaneous


class Answers(Protocol):
    """The questions; `worth` is any number per state, of which larger is better."""

    def best(self, actor: int, worth: Ranks) -> Ranks:
        """[S] the largest worth of each state and of those one move of the actor leads to."""

    def least(self, actor: int, worth: Ranks) -> Ranks:
        """[S] the least worth of each state and of those moves of the others lead to."""

    def least_liked(self, actor: int, worth: Ranks) -> Ranks:
        """[S] the same where the others make no move that they do not like."""

    def spoilt(self, actor: int) -> Bools:
        """[S] whether improvements of the others, made at once, can spoil each of its own.

        Raises:
            ValueError: in graph form, where changes of options cannot be joined.
        """


def answers_of(conflict: Conflict) -> Answers:
    """The questions, ready to be asked of a conflict."""
    moves, ranks = conflict
    if isinstance(moves, OptionForm):
        return _BySegments(moves, segments_of(moves, ranks), ranks)
    improving = improving_moves(moves, ranks)
    return _ByArcs(moves, reversed_moves(moves), reversed_moves(improving))


class _BySegments(NamedTuple):
    """Option form. Cost of a question: O(S) for `best`, O(n S) per round of the others else."""

    form: OptionForm
    segments: Segments
    ranks: Ranks

    def best(self, actor: int, worth: Ranks) -> Ranks:
        level = ~worth  # turns the order round, and nothing overflows
        spread_least(self.segments, actor, level)
        return np.invert(level, out=level)

    def least(self, actor: int, worth: Ranks) -> Ranks:
        return least_answers(self.segments, actor, worth)

    def least_liked(self, actor: int, worth: Ranks) -> Ranks:
        return least_liked_answers(self.segments, actor, worth)

    def spoilt(self, actor: int) -> Bools:
        ptr, target = listed_improvements(self.segments, self.form.size)
        return simultaneous(self.form.states, ptr, target, actor, self.ranks[actor])


class _ByArcs(NamedTuple):
    """Graph form. Cost of a question: O(M + n S)."""

    moves: GraphForm
    backwards: GraphForm
    liked_backwards: GraphForm

    def best(self, actor: int, worth: Ranks) -> Ranks:
        return best_of_moves(self.moves.ptr[actor], self.moves.target, worth)

    def least(self, actor: int, worth: Ranks) -> Ranks:
        return _least_by_arcs(self.backwards, actor, worth)

    def least_liked(self, actor: int, worth: Ranks) -> Ranks:
        return _least_by_arcs(self.liked_backwards, actor, worth)

    def spoilt(self, actor: int) -> Bools:
        raise ValueError(f"what spoils the moves of actor {actor} is not known in graph form")


def _least_by_arcs(backwards: GraphForm, actor: int, worth: Ranks) -> Ranks:
    order = np.argsort(worth, kind="stable")
    return least_answers_by_arcs(backwards.ptr, backwards.target, actor, order, worth)

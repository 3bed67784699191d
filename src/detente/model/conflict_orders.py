"""How each actor of a conflict orders the states: what it says, or what its goals are worth."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np

from detente.base.errors import StudyError
from detente.base.ids import ActorId, InputPath
from detente.case.expressions import Name, Tree
from detente.case.expressions.tree import Expression
from detente.case.rules.phrases import wishes
from detente.case.schema import Case, preference
from detente.case.schema.ranking import Ranking
from detente.methods.game import Bools
from detente.methods.graph_model import Places, Ranks
from detente.methods.preference_statements import statement_ranks, value_ranks, weight_ranks
from detente.model.board import Board

EVEN = 0.5
"""The coin of a single run: a statement counts if it is more likely than not to."""

_ROUNDING = 1e-9
"""Sums of goals that differ by less than this share of all weights are equal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One set of numbers for a case, and one coin for each statement that may or may not count."""

    inputs: Mapping[InputPath, float]
    coins: Mapping[InputPath, float]
    """By the path of the statement's `sure`, in [0, 1); a statement without one has an even coin.
    It counts if it is surer than the coin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """Two sets of states that an actor sets against each other."""

    first: Bools
    """[S]"""
    second: Bools
    """[S]"""


def unsure(case: Case) -> tuple[InputPath, ...]:
    """Where statements say how sure they are: what a draw needs coins for."""
    found = (wish.sure for actor in case.preferences for wish in wishes(case, actor))
    return tuple(path for path in found if path)


def orders(board: Board, case: Case, draw: Draw) -> Ranks:
    """The rank of each state in the order of each actor, larger is better, [n, S].

    An actor orders the states by its own `preferences`, else by what its goals are worth a year;
    without either all states are equal to it. The case may be another than that of the board, as
    long as they differ in nothing but what is liked.

    Raises:
        StudyError: A ranking misses a state or names one twice.
    """
    return np.array([_order(board, case, actor, draw) for actor in case.actors], np.int32)


def contrasts(
    board: Board, pairs: Iterable[tuple[Expression, Expression]], draw: Draw
) -> tuple[Contrast, ...]:
    """The states that pairs of sets of states mean."""
    found = (board.truths([board.form.tree(one) for one in pair], draw.inputs) for pair in pairs)
    return tuple(Contrast(first=first, second=second) for first, second in found)


def statements(case: Case, actor: ActorId, draw: Draw) -> list[Tree]:
    """The statements of an actor that count in a draw, most important first."""
    return [
        wish.tree
        for wish in wishes(case, actor)
        if not wish.sure or draw.inputs[wish.sure] > draw.coins.get(wish.sure, EVEN)
    ]


def _order(board: Board, case: Case, actor: ActorId, draw: Draw) -> Ranks:
    given = preference(case.preferences.get(actor, ()))
    if given.statements:
        return _by_statements(board, case, actor, draw)
    if given.weights:
        return _by_weights(board, case, actor, draw)
    if given.ranking:
        return _by_ranking(board, actor, given.ranking, draw)
    return _by_goals(board, case, actor, draw)


def _by_statements(board: Board, case: Case, actor: ActorId, draw: Draw) -> Ranks:
    return statement_ranks(board.truths(statements(case, actor, draw), draw.inputs))


def _by_weights(board: Board, case: Case, actor: ActorId, draw: Draw) -> Ranks:
    moves = preference(case.preferences[actor]).weights
    weights = np.array([draw.inputs[f"preferences.{actor}.weights.{move}"] for move in moves])
    return weight_ranks(weights, board.truths([Name(move) for move in moves], draw.inputs))


def _by_ranking(board: Board, actor: ActorId, ranking: Ranking, draw: Draw) -> Ranks:
    """Places from the best down; every state has just one."""
    rank = np.zeros(len(board.codes), np.int32)
    times = np.zeros(len(board.codes), np.int64)
    for place, here in _placed(board, ranking, draw):
        rank[here] = len(ranking) - 1 - place
        np.add.at(times, here, 1)
    for wrong, said in ((times == 0, "misses"), (times > 1, "names more than once")):
        if wrong.any():
            pattern = board.pattern(int(wrong.argmax()))
            message = f"the ranking of {actor} {said} {wrong.sum()} states, such as {pattern}"
            raise StudyError(message, "every feasible state has one place in it")
    return rank


def _placed(board: Board, ranking: Ranking, draw: Draw) -> Iterator[tuple[int | Places, Places]]:
    """Places of a ranking, counted from 0, and the states that have them."""
    if patterns := board.form.patterns(ranking):
        states = board.named(list(chain.from_iterable(patterns)))
        places = np.repeat(np.arange(len(patterns)), [len(place) for place in patterns])
        yield places[states >= 0], states[states >= 0]
        return
    for place, group in enumerate(ranking):
        for here in board.found([board.form.tree(sets) for sets in group], draw.inputs):
            yield place, here


def _by_goals(board: Board, case: Case, actor: ActorId, draw: Draw) -> Ranks:
    goals = case.goals.get(actor, {})
    weights = np.array([draw.inputs[f"goals.{actor}.{goal}.weight"] for goal in goals])
    measures = board.values([goal.measure.tree for goal in goals.values()], draw.inputs)
    worth = weights @ measures
    return value_ranks(worth, _ROUNDING * float(np.abs(weights).sum()))

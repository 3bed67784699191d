"""Case -> conflict of the graph model: states, who moves between them, who likes which better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.base.errors import StudyError
from detente.base.ids import ActorId
from detente.case.expressions import Tree
from detente.case.inputs import walk_numbers
from detente.case.rules.option_form import (
    Option,
    OptionalCase,
    TooEntangledError,
    dependences,
    freedom,
    option_form,
)
from detente.case.rules.overrides import believed_path
from detente.case.rules.state_list import standing_state
from detente.case.scenarios import with_overrides
from detente.case.schema import Case, Graph, Override, Perception, preference
from detente.case.schema.ordinal import Contrasts
from detente.methods.feasible_states import Pattern, TooManyStates, feasible_states
from detente.methods.game import Bools
from detente.methods.graph_model import (
    MAX_OPTIONS,
    Conflict,
    GraphForm,
    MoveForm,
    OptionForm,
    Places,
    Ranks,
    States,
    coalesced,
    from_arcs,
    to_graph,
)
from detente.methods.hypergame import with_unseen
from detente.model.board import Board
from detente.model.conflict_orders import Contrast, Draw, contrasts, orders

MOST_STATES = 1 << 24
"""A conflict with more states is refused."""
MOST_ARCS = 1 << 26
"""A conflict with more moves between states is refused where they must be told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Perceived:
    """The conflict as one actor sees it."""

    ranks: Ranks
    """[n, S] what it believes of each actor's order, its own included."""
    hidden: Bools
    """[S] the states it does not see, and so moves neither to nor from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledConflict:
    """One case as a conflict; states are numbered from 0 here and from 1 for people."""

    case: Case
    board: Board
    """The states before any are coalesced."""
    group: Places
    """For each state of the board its number; equal for those that are one state."""
    conflict: Conflict
    start: int | None
    """The state at `as_of`; None if that is none of the states."""
    perceived: Mapping[ActorId, Perceived]
    """The conflict as each actor sees it."""
    strongly: Mapping[ActorId, tuple[Contrast, ...]]
    """States that an actor likes much better than others, if it likes them better."""
    unknown: Mapping[ActorId, tuple[Contrast, ...]]
    """States between which it is not known what an actor likes better."""
    mode: Draw
    """Every number of the case at its mode."""

    @property
    def actors(self) -> tuple[ActorId, ...]:
        """The actors, in the order of the case."""
        return tuple(self.case.actors)

    @property
    def options(self) -> tuple[Option, ...]:
        """The options, the first one first in patterns; none in graph form."""
        return self.board.form.options

    @property
    def size(self) -> int:
        """How many states there are."""
        return int(self.group.max()) + 1

    def members(self, state: int) -> Places:
        """The states of the board that a state is made of."""
        if self.size == len(self.group):
            return np.array([state])
        return np.flatnonzero(self.group == state)

    def pattern(self, state: int) -> str:
        """A state as Y and N, first option first; - where its parts differ. In a graph, its id."""
        patterns = [self.board.pattern(int(member)) for member in self.members(state)]
        if self.case.graph is not None:
            return " = ".join(patterns)
        letters = zip(*patterns, strict=True)
        return "".join(found.pop() if len(found) == 1 else "-" for found in map(set, letters))

    def ranks(self, draw: Draw) -> Ranks:
        """The order of each actor under other numbers, [n, S].

        Raises:
            StudyError: States that are one are ranked apart.
        """
        return _grouped(self.board, self.group, orders(self.board, self.case, draw), self.case)


def compile_conflict(case: Case) -> CompiledConflict:
    """The case as a conflict of the graph model.

    Raises:
        StudyError: There are too many states or none, or an order is no order of them.
    """
    mode, board = at_mode(case), feasible_board(case)
    group = _groups(board, mode)
    given = {actor: preference(written) for actor, written in case.preferences.items()}
    ranks = _grouped(board, group, orders(board, case, mode), case)
    perceived = {actor: _perceived(board, group, case, actor, ranks) for actor in case.actors}
    hidden = np.array([perceived[actor].hidden for actor in case.actors])
    plain = Conflict(moves=_moves(board, group), ranks=ranks)
    return CompiledConflict(
        case=case,
        board=board,
        group=group,
        conflict=with_unseen(plain, np.logical_not(hidden)) if hidden.any() else plain,
        start=_start(board, group),
        perceived=perceived,
        strongly=_marks(board, group, {a: one.strongly for a, one in given.items()}, mode),
        unknown=_marks(board, group, {a: one.unknown for a, one in given.items()}, mode),
        mode=mode,
    )


def at_mode(case: Case) -> Draw:
    """Every number of the case at its mode."""
    return Draw(inputs={path: number.mode for path, number in walk_numbers(case)}, coins={})


# ---- states -------------------------------------------------------------------------------------


def feasible_board(case: Case) -> Board:
    """The feasible states, ascending, before any are coalesced.

    Raises:
        StudyError: There are too many states or none.
    """
    form, mode = option_form(case), at_mode(case)
    infeasible = [condition.tree for condition in form.case.infeasible]
    if form.case.graph is not None:
        codes = np.arange(form.width, dtype=np.uint64)
        board, unsettled = Board(form=form, codes=codes), infeasible
    else:
        infeasible += [tree for _, tree in dependences(form.case)]
        forbidden, unsettled = _patterns(form, infeasible)
        board = Board(form=form, codes=_feasible(form, forbidden))
    if unsettled:
        board = board.at(np.logical_not(board.meets_any(unsettled, mode.inputs)))
    if not len(board.codes):
        hint = "look for a condition under `infeasible` that always holds"
        raise StudyError("no state of the conflict is feasible", hint)
    return board


def _patterns(form: OptionalCase, trees: Sequence[Tree]) -> tuple[list[Pattern], list[Tree]]:
    """The combinations that conditions mean, and the conditions that are no list of them."""
    patterns: list[Pattern] = []
    unsettled: list[Tree] = []
    for tree in trees:
        try:
            patterns.extend(Pattern(*one) for one in form.combinations(tree))
        except TooEntangledError:
            unsettled.append(tree)
    return patterns, unsettled


def _feasible(form: OptionalCase, forbidden: Sequence[Pattern]) -> States:
    if form.width > MAX_OPTIONS:
        message = f"the case has {form.width} options; at most {MAX_OPTIONS} can be studied"
        raise StudyError(message, "each owner of a joint move and each free membership has one")
    found = feasible_states(form.width, forbidden, MOST_STATES)
    if isinstance(found, TooManyStates):
        limit, count = found
        states = f"more than {limit:,}" if count is None else f"{count:,}"
        message = f"the conflict has {states} states; at most {limit:,} can be studied"
        raise StudyError(message, "rule out under `infeasible` what cannot stand together")
    return found


def _groups(board: Board, mode: Draw) -> Places:
    """The number of each state, counted by the first of those that are one state."""
    trees = [condition.tree for condition in board.form.case.coalesced]
    first = np.arange(len(board.codes))
    for here in board.truths(trees, mode.inputs):
        if here.any():
            joined = np.isin(first, first[here])
            first[joined] = first[joined].min()
    return np.unique(first, return_inverse=True)[1].astype(np.int64)


def _start(board: Board, group: Places) -> int | None:
    code = standing_state(board.form)
    if code is not None and board.form.case.graph is not None:
        code = code.bit_length() - 1
    if code is None or code not in board.codes:
        return None
    return int(group[np.searchsorted(board.codes, np.uint64(code))])


# ---- moves --------------------------------------------------------------------------------------


def _moves(board: Board, group: Places) -> MoveForm:
    """Who can move where; in option form unless arcs are given or states are one."""
    case = board.form.case
    if case.graph is not None:
        return coalesced(_given_arcs(board, case.graph), group)
    moves = _option_moves(board)
    one_by_one = case.coalesced or any(seen.unseen for seen in case.perceptions.values())
    arcs = sum(len(group) << int(own).bit_count() for own in moves.owned)
    if one_by_one and arcs > MOST_ARCS:
        message = f"up to {arcs:,} moves between states are too many to be told one by one"
        raise StudyError(message, f"at most {MOST_ARCS:,}; leave `coalesced` and `unseen` out")
    return coalesced(to_graph(moves), group) if case.coalesced else moves


def _option_moves(board: Board) -> OptionForm:
    case, owned = board.form.case, dict.fromkeys(board.form.case.actors, 0)
    forward = backward = 0
    for k, option in enumerate(board.form.options):
        may_take, may_drop = freedom(case, option)
        owned[option.actor] |= 1 << k
        forward |= (not may_drop) << k
        backward |= (not may_take) << k
    return OptionForm(
        states=board.codes,
        owned=np.array(list(owned.values()), np.uint64),
        forward=np.uint64(forward),
        backward=np.uint64(backward),
    )


def _given_arcs(board: Board, graph: Graph) -> GraphForm:
    """The arcs of the graph between states that are feasible."""
    place = {board.pattern(k): k for k in range(len(board.codes))}
    sources, targets = [], []
    for actor in board.form.case.actors:
        arcs = [a for a in graph.arcs.get(actor, ()) if a[0] in place and a[1] in place]
        sources.append(np.array([place[source] for source, _ in arcs], np.int64))
        targets.append(np.array([place[target] for _, target in arcs], np.int64))
    return from_arcs(len(place), sources, targets)


# ---- orders -------------------------------------------------------------------------------------


def _grouped(board: Board, group: Places, ranks: Ranks, case: Case) -> Ranks:
    """The ranks of states that may be made of several, which must all be ranked the same."""
    _, first = np.unique(group, return_index=True)
    apart = ranks != ranks[:, first[group]]
    for actor, here in zip(case.actors, apart, strict=True):
        if here.any():
            one = int(here.argmax())
            other = int(first[group[one]])
            message = (
                f"{actor} ranks {board.pattern(one)} and {board.pattern(other)} apart, "
                "which are one state"
            )
            raise StudyError(message, "mend its `preferences`, or take `coalesced` back")
    return ranks[:, first]


def _perceived(board: Board, group: Places, case: Case, actor: ActorId, ranks: Ranks) -> Perceived:
    """The conflict in the eyes of an actor: beliefs in the place of what is so."""
    seen = case.perceptions.get(actor, Perception())
    overrides = tuple(
        Override(path=believed_path(other, override.path), value=override.value)
        for other, beliefs in seen.of.items()
        for override in beliefs
    )
    draw = at_mode(case)
    if overrides:
        believed = with_overrides(case, overrides)
        draw = at_mode(believed)
        ranks = _grouped(board, group, orders(board, believed, draw), believed)
    hidden = board.meets_any([condition.tree for condition in seen.unseen], draw.inputs)
    return Perceived(ranks=ranks, hidden=_any_member(group, hidden))


def _marks(
    board: Board, group: Places, pairs: Mapping[ActorId, Contrasts], mode: Draw
) -> Mapping[ActorId, tuple[Contrast, ...]]:
    """What each actor marks, by states that may be made of several."""
    return {
        actor: tuple(
            Contrast(
                first=_any_member(group, contrast.first),
                second=_any_member(group, contrast.second),
            )
            for contrast in contrasts(board, pairs[actor], mode)
        )
        for actor in pairs
    }


def _any_member(group: Places, here: Bools) -> Bools:
    """Whether any of the states that make up a state is among some."""
    return np.asarray(np.bincount(group, weights=here) > 0)

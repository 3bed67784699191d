"""What can happen in the compiled case: deeds that actors choose, shifts that nobody does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from detente.base.ids import ActorId, InputPath
from detente.case.expressions import Action, Literal, Tree, Verb
from detente.case.schema import Case, Move, Once
from detente.model.layout import Layout, line

Assignment = tuple[int, int]
"""A column and the value it has, or gets."""

ALWAYS: Tree = Literal(1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One payment on an action as its goal has it: weight times multiple, on a condition."""

    actor: int
    weight: InputPath
    pays: InputPath
    when: Tree
    unless: Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something actors can do, wherever its guards and its precondition hold."""

    action: Action
    actor: ActorId | None
    """Whose it is, where the same action exists once per actor (join, leave, undo, walk away)."""
    proposers: tuple[int, ...]
    paces: tuple[InputPath, ...]
    """Pace of each proposer."""
    divisor: int
    """A proposer's clock rings at pace / divisor: a step all want happens at its pace."""
    owners: tuple[int, ...]
    need: int
    """How many owners must agree, the proposer included."""
    guards: tuple[Assignment, ...]
    requires: Tree
    effects: tuple[Assignment, ...]
    clauses: tuple[Clause, ...]
    not_before: date | None = None
    not_after: date | None = None

    @property
    def label(self) -> str:
        """The action, and whose it is where that is not plain from the action."""
        return f"{self.action} by {self.actor}" if self.actor else str(self.action)


class ShiftKind(StrEnum):
    """Why something happens that nobody chooses."""

    SHOCK = "shock"
    SCHEDULED = "scheduled"
    COLLAPSE = "collapse"
    RESUMPTION = "resumption"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Something that happens at a rate."""

    kind: ShiftKind
    name: str
    rate: InputPath
    """The rate itself; for a scheduled move the probability that it happens in its window."""
    guards: tuple[Assignment, ...]
    requires: Tree
    effects: tuple[Assignment, ...]
    clauses: tuple[Clause, ...] = ()
    window: tuple[date, date] | None = None


def deeds(case: Case, layout: Layout) -> tuple[Deed, ...]:
    """Everything actors can do: moves and their undoing, memberships, lines, walking away."""
    return (
        *(_performing(case, layout, m) for m in layout.moves if case.moves[m].may_be_made),
        *(deed for m in layout.moves for deed in _undoing(case, layout, m)),
        *(
            deed
            for membership in layout.memberships
            for deed in _membership(case, layout, membership)
        ),
        *(_opening(case, layout, pair) for pair in layout.lines),
        *_walking_away(case, layout),
    )


def shifts(case: Case, layout: Layout) -> tuple[Shift, ...]:
    """Everything that happens by itself: shocks, dated moves, outside collapse, resumption."""
    live = (layout.ended_column, 0)
    found = [
        Shift(
            kind=ShiftKind.SHOCK,
            name=name,
            rate=f"shocks.{name}.rate",
            guards=(live,),
            requires=shock.when.tree,
            effects=(*_cleared(layout, shock.undoes), *_levels(case, layout, shock.sets)),
        )
        for name, shock in case.shocks.items()
    ]
    found += [
        Shift(
            kind=ShiftKind.SCHEDULED,
            name=entry.move,
            rate=f"scheduled.{k}.held",
            guards=(live, (layout.move_column[entry.move], 0)),
            requires=case.moves[entry.move].requires.tree,
            effects=_made(case, layout, entry.move),
            clauses=_clauses(case, Action(Verb.DO, entry.move), None),
            window=entry.between,
        )
        for k, entry in enumerate(case.scheduled)
        if entry.move in layout.move_column
    ]
    if case.breakdown.rate.high > 0:
        found.append(
            Shift(
                kind=ShiftKind.COLLAPSE,
                name="collapse",
                rate="breakdown.rate",
                guards=(live,),
                requires=ALWAYS,
                effects=_ending(case, layout),
            )
        )
    if case.breakdown.resumes.high > 0:
        found.append(
            Shift(
                kind=ShiftKind.RESUMPTION,
                name="resumption",
                rate="breakdown.resumes",
                guards=((layout.ended_column, 1),),
                requires=ALWAYS,
                effects=((layout.ended_column, 0),),
            )
        )
    return tuple(found)


def _performing(case: Case, layout: Layout, name: str) -> Deed:
    move = case.moves[name]
    owners = _indices(case, move.by)
    return Deed(
        action=Action(Verb.DO, name),
        actor=None,
        proposers=owners,
        paces=_paces(f"moves.{name}.pace", has_own=move.pace is not None, actors=move.by),
        divisor=len(owners),
        owners=owners,
        need=_needed(move),
        guards=((layout.ended_column, 0), (layout.move_column[name], 0)),
        requires=move.requires.tree,
        effects=_made(case, layout, name),
        clauses=_clauses(case, Action(Verb.DO, name), None),
        not_before=move.from_,
        not_after=move.until,
    )


def _needed(move: Move) -> int:
    if move.how == "joint":
        return len(move.by)
    if move.how == "any":
        return 1
    return int(move.how.removeprefix("at_least(").removesuffix(")"))


def _undoing(case: Case, layout: Layout, name: str) -> Iterator[Deed]:
    move = case.moves[name]
    path, has_own = f"moves.{name}.undo_pace", move.undo_pace is not None
    action = Action(Verb.UNDO, name)
    column = layout.move_column[name]
    for actor in move.reversible:
        yield _single(
            case,
            layout,
            action,
            actor,
            pace=_paces(path, has_own=has_own, actors=(actor,))[0],
            change=(column, 1, 0),
        )


def _membership(case: Case, layout: Layout, membership: tuple[str, str]) -> Iterator[Deed]:
    actor, coalition = membership
    column = layout.membership_column[membership]
    pace = f"actors.{actor}.pace"
    for verb, before in ((Verb.JOIN, 0), (Verb.LEAVE, 1)):
        yield _single(
            case,
            layout,
            Action(verb, coalition),
            actor,
            pace=pace,
            change=(column, before, 1 - before),
        )


def _single(
    case: Case,
    layout: Layout,
    action: Action,
    actor: ActorId,
    *,
    pace: InputPath,
    change: tuple[int, int, int],
) -> Deed:
    column, before, after = change
    owner = _indices(case, (actor,))
    return Deed(
        action=action,
        actor=actor,
        proposers=owner,
        paces=(pace,),
        divisor=1,
        owners=owner,
        need=1,
        guards=((layout.ended_column, 0), (column, before)),
        requires=ALWAYS,
        effects=((column, after),),
        clauses=_clauses(case, action, actor),
    )


def _opening(case: Case, layout: Layout, pair: tuple[ActorId, ActorId]) -> Deed:
    owners = _indices(case, pair)
    column = layout.line_column[pair]
    action = Action(Verb.OPEN, "-".join(pair))
    return Deed(
        action=action,
        actor=None,
        proposers=owners,
        paces=tuple(f"actors.{actor}.pace" for actor in pair),
        divisor=len(owners),
        owners=owners,
        need=len(owners),
        guards=((layout.ended_column, 0), (column, 0)),
        requires=ALWAYS,
        effects=((column, 1),),
        clauses=_clauses(case, action, None),
    )


def _walking_away(case: Case, layout: Layout) -> Iterator[Deed]:
    action = Action(Verb.WALK_AWAY, "")
    for actor, entry in case.actors.items():
        if entry.may_walk_away:
            owner = _indices(case, (actor,))
            yield Deed(
                action=action,
                actor=actor,
                proposers=owner,
                paces=("breakdown.pace",),
                divisor=1,
                owners=owner,
                need=1,
                guards=((layout.ended_column, 0),),
                requires=ALWAYS,
                effects=_ending(case, layout),
                clauses=_clauses(case, action, actor),
            )


def _made(case: Case, layout: Layout, name: str) -> tuple[Assignment, ...]:
    return ((layout.move_column[name], 1), *_levels(case, layout, case.moves[name].sets))


def _ending(case: Case, layout: Layout) -> tuple[Assignment, ...]:
    return ((layout.ended_column, 1), *_cleared(layout, case.breakdown.unwinds))


def _cleared(layout: Layout, moves: tuple[str, ...]) -> tuple[Assignment, ...]:
    return tuple((layout.move_column[m], 0) for m in moves if m in layout.move_column)


def _levels(case: Case, layout: Layout, sets: Mapping[str, str]) -> tuple[Assignment, ...]:
    return tuple(
        (layout.variable_column[v], case.variables[v].levels.index(level))
        for v, level in sets.items()
        if v in layout.variable_column
    )


def _indices(case: Case, actors: tuple[ActorId, ...]) -> tuple[int, ...]:
    order = list(case.actors)
    return tuple(order.index(actor) for actor in actors)


def _paces(path: InputPath, *, has_own: bool, actors: tuple[ActorId, ...]) -> tuple[InputPath, ...]:
    """The move's own pace for every proposer, or each proposer's."""
    return tuple(path if has_own else f"actors.{actor}.pace" for actor in actors)


def _clauses(case: Case, action: Action, doer: ActorId | None) -> tuple[Clause, ...]:
    """Payments on the action; joining and leaving pay the doer's goals, all else anybody's."""
    personal = action.verb in {Verb.JOIN, Verb.LEAVE, Verb.WALK_AWAY}
    return tuple(
        _clause(case, actor, goal, k, once)
        for actor, goals in case.goals.items()
        for goal, entry in goals.items()
        for k, once in enumerate(entry.once)
        if same(once.on, action) and (not personal or actor == doer)
    )


def same(one: Action, other: Action) -> bool:
    """Whether two actions are one; a line is the same whichever end is named first."""
    if one.verb is Verb.OPEN and other.verb is Verb.OPEN:
        return line(*one.target.split("-")) == line(*other.target.split("-"))
    return one == other


def _clause(case: Case, actor: ActorId, goal: str, k: int, once: Once) -> Clause:
    path = f"goals.{actor}.{goal}"
    return Clause(
        actor=list(case.actors).index(actor),
        weight=f"{path}.weight",
        pays=f"{path}.once.{k}.pays",
        when=once.when.tree,
        unless=once.unless.tree,
    )

"""What can happen: variables, moves, shocks, dated moves, breakdown."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from detente.base.ids import ActorId, LevelId, MoveId, VariableId
from detente.case.expressions.parser import parse_expression
from detente.case.expressions.tree import Expression
from detente.case.schema.node import Condition, Ids, Node, PlainDate, Quantity, default, exact


def always() -> Expression:
    """The condition that always holds."""
    return parse_expression("true")


def _to_how(value: object) -> object:
    """`joint`, `any`, `at_least(k)`."""
    if isinstance(value, str) and value.startswith("at_least(") and value.endswith(")"):
        digits = value.removeprefix("at_least(").removesuffix(")").strip()
        if digits.isdecimal() and int(digits) > 0:
            return f"at_least({int(digits)})"
    return value


class Variable(Node):
    """A quantity with a few named levels."""

    levels: Annotated[tuple[LevelId, ...], Field(min_length=2)]
    """The levels, in order."""
    start: LevelId
    """The level at `as_of`."""
    name: str = ""
    """Name in the brief."""


class Move(Node):
    """Something one or more actors can do, once; a state is the set of moves that stand."""

    by: Annotated[Ids, Field(min_length=1)]
    """The owner, or the owners."""
    how: Annotated[
        str, BeforeValidator(_to_how), Field(pattern=r"^(joint|any|at_least\(\d+\))$")
    ] = "joint"
    """Which owners must agree: `joint` all, `any` one, `at_least(k)`; the others are not paid."""
    requires: Condition = Field(default_factory=always)
    """What must hold when the move is made; it need not hold afterwards."""
    pace: Quantity | None = None
    """Occasions a year to decide on it; none: the owner's own pace."""
    may_be_made: bool = True
    """False: it can only be taken back, where it stands and somebody can undo it."""
    reversible: Ids = ()
    """Who can undo it."""
    undo_pace: Quantity | None = None
    """Occasions a year to consider undoing it; none: the pace of whoever can undo it."""
    sets: Mapping[VariableId, LevelId] = {}
    """Levels the move brings about."""
    from_: Annotated[PlainDate | None, Field(alias="from")] = None
    """First day on which it can be made; none: at once."""
    until: PlainDate | None = None
    """Last day on which it can be made; none: for ever."""
    name: str = ""
    """Name in the brief."""
    names: Mapping[str, str] = {}
    """Name in other languages, by language code."""


class Shock(Node):
    """Something that happens to the actors, at a rate."""

    rate: Quantity
    """How often a year it happens while its condition holds."""
    when: Condition = Field(default_factory=always)
    """Where it can happen."""
    undoes: Ids = ()
    """Moves that no longer stand afterwards."""
    sets: Mapping[VariableId, LevelId] = {}
    """Levels it brings about."""
    name: str = ""
    """Name in the brief."""


class Scheduled(Node):
    """A move with a date: in a window, with some probability, beside the owners' own clocks."""

    move: MoveId
    """The move."""
    between: tuple[PlainDate, PlainDate]
    """First and last day of the window."""
    held: Quantity
    """Probability that it happens in the window, if nothing else intervenes."""


class Standing(Node):
    """A move that stands at `as_of`."""

    since: PlainDate | None = None
    """When it was made; none: not dated."""


def _to_standing(value: object) -> object:
    """A list of moves, or moves without a date, stand undated."""
    if isinstance(value, list):
        return {move: {} for move in value} if all(isinstance(m, str) for m in value) else value
    if isinstance(value, Mapping):
        return {move: {} if entry is None else entry for move, entry in value.items()}
    return value


StandingMoves: TypeAlias = Annotated[
    Mapping[MoveId, Standing],
    BeforeValidator(_to_standing, json_schema_input_type=dict[str, Standing | None] | list[str]),
]
"""Moves that stand, each with its date or none."""


class Breakdown(Node):
    """How the process can end."""

    pace: Quantity = Field(default_factory=lambda: default("breakdown_pace"))
    """Occasions a year on which an actor that may walk away considers it."""
    rate: Quantity = Field(default_factory=lambda: exact(0.0))
    """Rate a year at which it collapses from outside."""
    unwinds: Ids = ()
    """Moves that no longer stand once it has ended."""
    afterwards: Mapping[ActorId, Quantity] = {}
    """What the ended state adds for an actor, in points if it lasted for ever."""
    resumes: Quantity = Field(default_factory=lambda: exact(0.0))
    """Rate a year at which the process starts again."""


Choice = Literal["clocks", "menu", "must_move"]
"""`clocks`: one occasion per move. `menu`: one per actor, holding waiting and all its actions.
`must_move`: a menu without waiting, for textbook game trees."""

"""What is at stake: threats, pressure, goals."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from detente.base.ids import ActorId, LevelId, MoveId, VariableId
from detente.case.expressions.parser import parse_expression
from detente.case.expressions.tree import Expression
from detente.case.schema.node import Condition, Doing, Ids, Node, Quantity, exact
from detente.case.schema.process import always


def nothing() -> Expression:
    """The measure that is always 0, and the condition that never holds."""
    return parse_expression("0")


class Threat(Node):
    """Something that takes part of an actor's safety; a carrier, or a payload carriers bring."""

    held_by: ActorId
    """Who holds it."""
    reaches: Mapping[ActorId, Quantity] = {}
    """Share of each actor's safety taken today: .1 slight, .3 serious, .6 grave, .9 existential."""
    carries: Ids = ()
    """Payload threats whose level multiplies this one."""
    payload: bool = False
    """True: it does not reach anybody by itself."""
    floor: Quantity = Field(default_factory=lambda: exact(0.0))
    """What is left when everything that ends it stands."""
    ended_by: Mapping[MoveId, Quantity] = {}
    """Share ended by each move."""
    factors: Mapping[VariableId, Mapping[LevelId, Quantity]] = {}
    """Factor on the level for the levels of a variable."""
    deterred_by: Mapping[ActorId, Quantity] = {}
    """Protector and how much it protects, 0 to 1; weaker the more the protector is exposed."""
    horizon: str = ""
    """When it bites, in words: immediate, years, decades."""
    name: str = ""
    """Name in the brief."""


class Member(Node):
    """One possible member of a pressure coalition."""

    share: Quantity
    """Share of the target's exchange that passes through this actor; scaled to sum to 1."""
    in_: Annotated[bool, Field(alias="in")] = False
    """Whether it is a member at `as_of`."""


class Pressure(Node):
    """A coalition that puts pressure on a target."""

    on: ActorId
    """The target."""
    members: Annotated[Mapping[ActorId, Member], Field(min_length=1)]
    """Who can be a member."""
    backfill: Mapping[ActorId, Quantity] = {}
    """Who could replace what the members withhold; scaled to sum to 1."""
    substitutability: Quantity = Field(default_factory=lambda: exact(1.0))
    """How far backfill replaces what is withheld, 0 to 1."""
    eased_by: Mapping[MoveId, Quantity] = {}
    """Share of the pressure each move takes off."""
    name: str = ""
    """Name in the brief."""


class Once(Node):
    """A payment made once."""

    on: Doing
    """The action that triggers it; `join` and `leave` mean the goal's own actor."""
    pays: Quantity
    """How much, as a multiple of the goal's weight; negative is a cost."""
    when: Condition = Field(default_factory=always)
    """Paid only where this holds, before the action."""
    unless: Condition = Field(default_factory=nothing)
    """Not paid where this holds, before the action."""


def _as_list(value: object) -> object:
    return (value,) if isinstance(value, Mapping) else value


class Goal(Node):
    """One thing an actor wants."""

    weight: Quantity
    """Points: worth of having it go from its worst to its best for ever."""
    measure: Condition = Field(default_factory=nothing)
    """How far it is fulfilled: 0 to 1, or -1 to 0 for something to be rid of."""
    once: Annotated[
        tuple[Once, ...], BeforeValidator(_as_list, json_schema_input_type=Once | list[Once])
    ] = ()
    """Payments on actions."""
    outside: bool = False
    """True for war, collapse and the like: counts in value, not in the stake."""
    name: str = ""
    """Name in the brief."""

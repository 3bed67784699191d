"""On what terms, and ordinal preferences: kept for the engines that use them."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from detente.base.ids import ActorId, MoveId
from detente.case.schema.node import Node, Quantity


def _text_keys(value: object) -> object:
    """Keys of a scale are numbers; they are kept as text."""
    return {str(k): v for k, v in value.items()} if isinstance(value, Mapping) else value


class Issue(Node):
    """A scale on which a settlement is a point."""

    from_: Annotated[float, Field(alias="from")] = 0.0
    """Lower end."""
    to: float = 100.0
    """Upper end."""
    labels: Annotated[Mapping[str, str], BeforeValidator(_text_keys)] = {}
    """Points in words."""
    tied_to: Annotated[Mapping[str, MoveId], BeforeValidator(_text_keys)] = {}
    """Moves that stand for points."""
    name: str = ""
    """Name in the brief."""


class Position(Node):
    """Where an actor stands on an issue."""

    at: Quantity
    """The preferred point."""
    salience: Quantity
    """How much the issue matters, 0 to 100."""
    capability: Quantity
    """What the actor can bring to bear."""
    red_line: Quantity | None = None
    """The last acceptable point; none: there is none."""
    no_agreement: Quantity | None = None
    """Utility of no agreement; none: not stated."""


class Override(Node):
    """One value put in the place of another, by dotted path; the value is plain YAML text."""

    path: str
    """Where: `actors.USA.discount`."""
    value: str
    """What, as YAML flow text."""


class Event(Node):
    """Something that happened."""

    date: date
    """When."""
    from_: Annotated[ActorId, Field(alias="from")]
    """Who did it."""
    to: ActorId
    """To whom."""
    type: str
    """Kind of event, such as CONSULT or THREATEN."""
    says: str = ""
    """In words."""

"""On what terms, and ordinal preferences: kept for the engines that use them."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field

from detente.base.ids import ActorId, MoveId
from detente.case.flow_text import flow_text
from detente.case.schema.node import Node, PlainDate, Quantity, Real


def _text_keys(value: object) -> object:
    """Keys of a scale are numbers; they are kept as text."""
    return {str(k): v for k, v in value.items()} if isinstance(value, Mapping) else value


class Issue(Node):
    """A scale on which a settlement is a point."""

    from_: Annotated[Real, Field(alias="from")] = 0.0
    """Lower end."""
    to: Real = 100.0
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


def _to_overrides(value: object) -> object:
    """`{actors.USA.discount: 0.4}` to overrides."""
    if isinstance(value, Mapping):
        return tuple({"path": str(k), "value": flow_text(v)} for k, v in value.items())
    return value


Replacements: TypeAlias = Annotated[
    tuple[Override, ...], BeforeValidator(_to_overrides, json_schema_input_type=dict[str, Any])
]
"""Values by dotted path."""


def _to_beliefs(value: object) -> object:
    """`{of: {USA: {goals: {allies: {weight: 5}}}}}` to overrides by believed actor."""
    if isinstance(value, Mapping) and set(value) == {"of"}:
        value = value["of"]
    if not isinstance(value, Mapping):
        return value
    return {actor: _to_overrides(_flat(believed)) for actor, believed in value.items()}


def _flat(value: object, path: str = "") -> object:
    """Nested mappings as one mapping from dotted paths; a number's own mapping stays whole."""
    if not isinstance(value, Mapping) or not value or "shape" in value:
        return {path: value} if path else value
    flat: dict[str, object] = {}
    for key, inner in value.items():
        below = _flat(inner, f"{path}.{key}" if path else str(key))
        flat |= below if isinstance(below, dict) else {}
    return flat


Beliefs: TypeAlias = Annotated[
    Mapping[ActorId, tuple[Override, ...]],
    BeforeValidator(_to_beliefs, json_schema_input_type=dict[str, Any]),
]
"""What is believed of each actor, as overrides of that actor's entries."""


class Event(Node):
    """Something that happened."""

    date: PlainDate
    """When."""
    from_: Annotated[ActorId, Field(alias="from")]
    """Who did it."""
    to: ActorId
    """To whom."""
    type: str
    """Kind of event, such as CONSULT or THREATEN."""
    says: str = ""
    """In words."""

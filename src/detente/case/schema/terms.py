"""On what terms: issues and positions; and what happened."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field

from detente.base.ids import ActorId, MoveId
from detente.case.flow_text import flow_text
from detente.case.schema.node import Condition, Ids, Node, PlainDate, Quantity, Real
from detente.case.schema.process import always


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
    """Moves that a settlement at or beyond a point calls for, coming from the end `from`."""
    status_quo: Quantity | None = None
    """Where things stand while nothing is settled; none: not stated."""
    tradable_when: Condition = Field(default_factory=always)
    """When the issue may be traded for another, such as once a move stands."""
    tradable_after: Ids = ()
    """Other issues, on each of which there must have been a deal before this one is traded."""
    outcome: Real | None = None
    """Where it was settled, for scoring only; none: not known."""
    name: str = ""
    """Name in the brief."""

    def in_words(self, point: float) -> str:
        """What a point means: its label, or those it lies between; empty if no label is near."""
        labels = {float(at): label for at, label in self.labels.items()}
        below = max((at for at in labels if at <= point), default=None)
        above = min((at for at in labels if at >= point), default=None)
        if below is None or above is None:
            return ""
        if below == above:
            return labels[below]
        ends = (below, above) if self.from_ <= self.to else (above, below)
        return "between " + " and ".join(labels[at] for at in ends)


class Position(Node):
    """Where an actor stands on an issue."""

    at: Quantity
    """The preferred point."""
    salience: Quantity
    """How much the issue matters, 0 to 100."""
    capability: Quantity | None = None
    """What the actor can bring to bear on this issue; none: its capability under `actors`."""
    red_line: Quantity | None = None
    """The last acceptable point, on one side of the preferred one; none: there is none."""
    no_agreement: Quantity | None = None
    """Utility of no agreement: -20 is as bad as terms 20 points from the preferred ones, 0 as good
    as those; none: worse than any terms."""


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

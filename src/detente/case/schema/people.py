"""Who takes part and what the case rests on: sources, actors, channels."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, Field

from detente.base.ids import ActorId
from detente.case.schema.node import Node, PlainDate, Quantity, default


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Source(Node):
    """A document the case rests on."""

    title: str
    """Title of the document."""
    date: Annotated[str, BeforeValidator(_as_text), Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    """Date of the document: 2018-03-21, 2018-03 or 2018."""
    publisher: str = ""
    """Who published it."""
    author: str = ""
    """Who wrote it."""
    url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    """Where it can be read."""
    document: str = ""
    """File name of a local copy, looked for by `detente evidence`."""


class Actor(Node):
    """A state, person or body that wants something and can do something."""

    name: str = ""
    """Name in the brief; the id where it is not given."""
    article: str = ""
    """Word before the name within a sentence: `the`."""
    names: Mapping[str, str] = {}
    """Name in other languages, by language code: {ja: ...}."""
    discount: Quantity = Field(default_factory=lambda: default("discount"))
    """How fast the future pales, continuous, per year."""
    pace: Quantity = Field(default_factory=lambda: default("pace"))
    """How often a year the actor gets round to deciding on a move."""
    may_walk_away: bool = False
    """Whether the actor may end the process."""
    stake: Quantity | None = None
    """Scale of what is at stake, in points; none: the sum of the actor's goal weights."""
    capability: Quantity | None = None
    """What the actor can bring to bear on terms, in a unit all share; none: as positions say."""


class Channel(Node):
    """A line on which two actors can talk; a joint move needs its owners to be connected."""

    between: tuple[ActorId, ActorId]
    """The two actors."""
    since: PlainDate | None = None
    """When it opened; none: it was always there. A date after `as_of` opens it then."""
    strength: Quantity = Field(default_factory=lambda: default("channel_strength"))
    """How well it works, 0 to 1; multiplies the pace of joint moves over it."""
    open: bool = True
    """False: not a line yet, but the two may open it (`open A-B`) with this strength."""
    level: str = ""
    """Level of contact in words, such as leaders, ministers, third country."""

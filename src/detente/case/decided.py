"""Issues that are decided: what actors wanted, and what came of it. For scoring, not for cases."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What one actor wanted, on scales from 0 to 100."""

    actor: str
    position: float
    salience: float
    capability: float
    """More than 0; its unit does not matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedIssue:
    """One issue with everybody's stand and its outcome."""

    issue: str
    proposal: str
    """What it was decided together with."""
    wave: int
    """The round of interviews that recorded it."""
    day: date
    """Of the final act, or of the introduction if that is not known."""
    procedure: str
    stands: tuple[Stand, ...]
    """At least one of them carries weight."""
    status_quo: float | None
    """What would have held without a decision; none if nobody could say."""
    outcome: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """Something in a file that is not as it should be, and what was made of it."""

    what: str
    number: int
    """How often."""
    handled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedTable:
    """What a file says about decided issues."""

    file: str
    digest: str
    """SHA-256 of its content."""
    issues: tuple[DecidedIssue, ...]
    oddities: tuple[Oddity, ...]

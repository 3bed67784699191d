"""The blocks a brief is made of; every front draws the same list."""

from dataclasses import dataclass
from typing import TypeAlias

from detente.results import Assumption, Figure, Provenance, SourceLine, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """Head of the brief: what it is about, for whom, as of when; the focal actor's native names."""

    title: str
    focal: str
    native_names: tuple[tuple[str, str], ...]
    """Language code and name."""
    as_of: str
    """The date in words."""
    scenario: str
    """Name of the scenario, empty for the case as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 opens a part, level 2 a section, level 3 a question of the annex."""

    text: str
    level: int
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BottomLine:
    """What a reader with one minute must know: up to three sentences."""

    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """Sentences side by side."""

    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text; `quiet` is set small: notes, guarantees."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBlock:
    """A picture, its title and the text that stands in for it; `number` counts on."""

    figure: Figure
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A table; `number` counts through the brief; `rows_left_out` were too many for paper."""

    table: Table
    number: int
    rows_left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The documents the case rests on."""

    lines: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What all answers take for granted, each said once."""

    entries: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproduce:
    """How to get the same brief again."""

    provenance: Provenance
    solves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """What follows begins on a new page."""


Block: TypeAlias = (
    Title
    | Heading
    | BottomLine
    | Bullets
    | Paragraph
    | FigureBlock
    | TableBlock
    | Sources
    | Assumptions
    | Reproduce
    | NewPage
)

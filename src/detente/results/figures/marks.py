"""A table of marks: in blue what speaks for a row, in orange what speaks against it."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import INK, Caption, Spec, figure, inline
from detente.results.figures.rows import COLUMN, LABELS, ROOM, ROW, headings, labelled
from detente.results.nouns import Figure

_COLOURS = ("#f6b26b", "#ffffff", "#b7d7ea")
"""Of what is most against, of what is neither, of what is most in favour."""
_LEAST, _LETTER = 44, 6
"""Pixels of the narrowest column, and of one letter of its name."""
_ACROSS = 300
"""Pixels that the labels get at least: a state takes many words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One cell: what it says, and its colour from orange (-1) over white (0) to blue (1)."""

    says: str
    strength: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRow:
    """One row with a mark per column; the note stands below its label."""

    label: str
    note: str
    marks: tuple[Mark, ...]


def marks(caption: Caption, columns: Sequence[str], rows: Sequence[MarkRow]) -> Figure:
    """Cells coloured by their strength, on one scale for the whole table.

    Raises:
        ValueError: if a row has not one mark per column.
    """
    cells = [cell for number, row in enumerate(rows) for cell in _cells(number, row, len(columns))]
    wide = _wide(columns)
    grid = {"width": wide, "layer": [*headings(columns, wide), *_layers(cells)]}
    labels = [(row.label, row.note) for row in rows]
    return figure(caption, labelled(labels, [grid], least=22, across=ROOM + LABELS - wide))


def _wide(columns: Sequence[str]) -> int:
    """Pixels for all columns: no wider than their longest word, so that labels get few lines."""
    longest = max((len(word) for name in columns for word in name.split()), default=0)
    return min(ROOM + LABELS - _ACROSS, len(columns) * max(_LEAST, _LETTER * longest + 8))


def _cells(number: int, row: MarkRow, columns: int) -> list[Spec]:
    if len(row.marks) != columns:
        raise ValueError(f"row {row.label!r} has {len(row.marks)} marks, not {columns}")
    return [
        {"row": number, "column": place, "says": mark.says, "strength": mark.strength}
        for place, mark in enumerate(row.marks)
    ]


def _layers(cells: Sequence[Spec]) -> list[Spec]:
    scale = {"domain": [-1, 0, 1], "range": list(_COLOURS), "interpolate": "rgb"}
    colour = {"field": "strength", "type": "quantitative", "scale": scale, "legend": None}
    place = {"x": COLUMN, "y": ROW}
    rect = {"type": "rect", "stroke": "#e4e7eb", "strokeWidth": 1}
    return [
        {"data": inline(cells), "mark": rect, "encoding": {**place, "color": colour}},
        {
            "data": inline(cells),
            "mark": {"type": "text", "fontSize": 10.5, "color": INK},
            "encoding": {**place, "text": {"field": "says"}},
        },
    ]

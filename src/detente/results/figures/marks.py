"""A table of marks: who or what holds in each row, darker where more does."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import ACCENT, INK, Caption, Spec, figure, inline
from detente.results.figures.rows import COLUMN, ROOM, ROW, headings, labelled
from detente.results.nouns import Figure

_PALE, _DARK = "#f5f7fa", 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One cell: what it says, and how dark it is, 0 to 1."""

    says: str
    strength: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRow:
    """One row with a mark per column; the note stands below its label."""

    label: str
    note: str
    marks: tuple[Mark, ...]


def marks(caption: Caption, columns: Sequence[str], rows: Sequence[MarkRow]) -> Figure:
    """Cells as dark as their strength, on one scale for the whole table.

    Raises:
        ValueError: if a row has not one mark per column.
    """
    cells = [cell for number, row in enumerate(rows) for cell in _cells(number, row, len(columns))]
    grid = {"width": ROOM, "layer": [*headings(columns, ROOM), *_layers(cells)]}
    return figure(caption, labelled([(row.label, row.note) for row in rows], [grid], least=24))


def _cells(number: int, row: MarkRow, columns: int) -> list[Spec]:
    if len(row.marks) != columns:
        raise ValueError(f"row {row.label!r} has {len(row.marks)} marks, not {columns}")
    return [
        {"row": number, "column": place, "says": mark.says, "strength": mark.strength}
        for place, mark in enumerate(row.marks)
    ]


def _layers(cells: Sequence[Spec]) -> list[Spec]:
    scale = {"domain": [0, 1], "range": [_PALE, ACCENT]}
    colour = {"field": "strength", "type": "quantitative", "scale": scale, "legend": None}
    light = {"test": f"datum.strength > {_DARK}", "value": "#ffffff"}
    place = {"x": COLUMN, "y": ROW}
    rect = {"type": "rect", "stroke": "#ffffff", "strokeWidth": 2}
    text = {"text": {"field": "says"}, "color": {"condition": light, "value": INK}}
    return [
        {"data": inline(cells), "mark": rect, "encoding": {**place, "color": colour}},
        {
            "data": inline(cells),
            "mark": {"type": "text", "fontSize": 10.5},
            "encoding": {**place, **text},
        },
    ]

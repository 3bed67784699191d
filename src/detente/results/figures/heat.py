"""A table of signed values in colour: each row on its own scale, each number printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import (
    GAIN,
    INK,
    LOSS,
    QUIET,
    ZERO,
    Caption,
    Spec,
    figure,
    inline,
    wrapped,
)
from detente.results.figures.rows import COLUMN, ROOM, ROW, headings, labelled
from detente.results.nouns import Figure

NOTE = (
    "Colours are scaled within each row. Rows cannot be compared with each other: "
    "each is in its actor's own points."
)
_STRONG = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One row of signed values, one per column; `None` where there is no answer."""

    label: str
    values: tuple[float | None, ...]


def heat(
    caption: Caption, columns: Sequence[str], rows: Sequence[HeatRow], decimals: int = 0
) -> Figure:
    """Cells coloured within their row, purple for gains and orange for losses, signs printed.

    Raises:
        ValueError: if a row has not one value per column.
    """
    cells = [cell for n, row in enumerate(rows) for cell in _cells(n, row, columns, decimals)]
    grid = {"width": ROOM, "layer": [*headings(columns, ROOM), *_layers(cells)]}
    body = labelled([(row.label, "") for row in rows], [grid], least=30)
    note = {"text": wrapped(NOTE, 110), "fontWeight": 400, "fontSize": 10, "color": QUIET}
    return figure(caption, {"title": note, **body})


def _cells(number: int, row: HeatRow, columns: Sequence[str], decimals: int) -> list[Spec]:
    if len(row.values) != len(columns):
        raise ValueError(f"row {row.label!r} has {len(row.values)} values, not {len(columns)}")
    largest = max([abs(value) for value in row.values if value is not None], default=0.0) or 1.0
    return [
        {
            "row": number,
            "column": column,
            "strength": None if value is None else value / largest,
            "says": "·" if value is None else signed(value, decimals),
        }
        for column, value in enumerate(row.values)
    ]


def signed(value: float, decimals: int = 0) -> str:
    """The number with its sign always printed, a true minus, and no sign at zero.

    >>> signed(-3.2), signed(4), signed(-0.2)
    ('−3', '+4', '0')
    """
    rounded = round(value, decimals)
    if rounded == 0:
        return "0"
    return f"{'+' if rounded > 0 else '−'}{abs(rounded):.{decimals}f}"


def _layers(cells: Sequence[Spec]) -> list[Spec]:
    colour = {
        "field": "strength",
        "type": "quantitative",
        "scale": {"domain": [-1, 0, 1], "range": [LOSS, ZERO, GAIN]},
        "legend": None,
    }
    strong = {"test": f"abs(datum.strength) > {_STRONG}", "value": "#ffffff"}
    place = {"x": COLUMN, "y": ROW}
    rect = {"type": "rect", "stroke": "#ffffff", "strokeWidth": 2}
    return [
        {"data": inline(cells), "mark": rect, "encoding": {**place, "color": colour}},
        {
            "data": inline(cells),
            "mark": {"type": "text", "fontSize": 11},
            "encoding": {
                **place,
                "text": {"field": "says"},
                "color": {"condition": strong, "value": INK},
            },
        },
    ]

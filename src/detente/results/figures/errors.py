"""How far off each model was on average, how sure that is, and beside it part by part."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil, floor

from detente.results.figures.canvas import (
    ACCENT,
    INK,
    PALETTE,
    QUIET,
    SHAPES,
    WARNING,
    Caption,
    Spec,
    figure,
    inline,
)
from detente.results.figures.key import Entry, Mark, key
from detente.results.figures.rows import GAP, LABELS, ROOM, ROW, guides, labelled, panel
from detente.results.nouns import Figure


class Lead(Enum):
    """How a mean error compares with the one at the line, on the same decisions."""

    SMALLER = "smaller, beyond chance"
    EVEN = "no difference beyond chance"
    LARGER = "larger, beyond chance"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRow:
    """One model: its mean error with an interval, and the same in parts of the decisions."""

    label: str
    mean: float
    low: float
    high: float
    lead: Lead
    parts: tuple[float | None, ...]
    """None: it says nothing about any decision of the part."""


_ACROSS, _HIGH = 250, 22
"""Pixels of the labels, and of a row."""
_ROOM = ROOM + LABELS - _ACROSS
_STEP = 5
"""Points of the axis that its ends are whole multiples of."""
_MOST_PARTS = 4
_APART = 6
"""Pixels from the mark of one part down to that of the next."""
_LOOKS = {
    Lead.SMALLER: (PALETTE[2], "triangle-up"),
    Lead.EVEN: (ACCENT, "circle"),
    Lead.LARGER: (WARNING, "square"),
}
_PART_COLOURS = (QUIET, PALETTE[3], PALETTE[4], PALETTE[5])


def error_rows(
    caption: Caption, rows: Sequence[ErrorRow], parts: Sequence[str], baseline: str
) -> Figure:
    """Dots with whiskers, the baseline drawn on as a line; a second panel has the parts.

    `baseline` is the label of a row. Where there is one part only, or more than can be told apart,
    there is no second panel.
    """
    axis = _axis(rows, ticks=5)
    at = next(row.mean for row in rows if row.label == baseline)
    shown = 1 < len(parts) <= _MOST_PARTS
    room = (_ROOM - GAP) * 2 // 3 if shown else _ROOM
    panels = [panel("Mean error, with its 95 % interval", room, _means(rows, axis, at))]
    if shown:
        panels.append(
            panel("Part by part", _ROOM - GAP - room, _parts(rows, parts, _axis(rows, ticks=3)))
        )
    labels = [(row.label, "") for row in rows]
    entries = _entries(rows, parts if shown else (), baseline)
    body = labelled(labels, panels, least=_HIGH, across=_ACROSS)
    return figure(caption, {"vconcat": [key(entries), body], "spacing": 12})


def _entries(rows: Sequence[ErrorRow], parts: Sequence[str], baseline: str) -> list[Entry]:
    """The key without marks that do not occur."""
    present = {row.lead for row in rows if row.label != baseline}
    return [
        Entry(Mark.LINE, baseline, INK, dash=(3, 3)),
        *(
            Entry(Mark.POINT, lead.value, colour, shape=shape)
            for lead, (colour, shape) in _LOOKS.items()
            if lead in present
        ),
        *(
            Entry(Mark.POINT, part, _PART_COLOURS[n], shape=SHAPES[3 + n])
            for n, part in enumerate(parts)
        ),
    ]


def _axis(rows: Sequence[ErrorRow], ticks: int) -> Spec:
    ends = [end for row in rows for end in (row.low, row.high, *row.parts) if end is not None]
    low, high = _STEP * floor(min(ends) / _STEP), _STEP * ceil(max(ends) / _STEP)
    return {
        "type": "quantitative",
        "scale": {"domain": [low, max(high, low + _STEP)], "nice": False, "zero": False},
        "axis": {"title": "points of 100", "tickCount": ticks, "labelFlush": False},
    }


def _means(rows: Sequence[ErrorRow], x: Spec, baseline: float) -> list[Spec]:
    data = inline(
        {"row": n, "mean": row.mean, "low": row.low, "high": row.high, "lead": row.lead.value}
        for n, row in enumerate(rows)
    )
    names = [lead.value for lead in _LOOKS]
    colours, shapes = zip(*_LOOKS.values(), strict=True)
    colour = {"field": "lead", "scale": {"domain": names, "range": colours}, "legend": None}
    shape = {"field": "lead", "scale": {"domain": names, "range": shapes}, "legend": None}
    line = {"type": "rule", "color": INK, "strokeDash": [3, 3]}
    span = {"x": x | {"field": "low"}, "x2": {"field": "high"}, "y": ROW, "color": colour}
    point = {"x": x | {"field": "mean"}, "y": ROW, "color": colour, "shape": shape}
    return [
        guides(len(rows)),
        {
            "data": inline([{"at": baseline}]),
            "mark": line,
            "encoding": {"x": x | {"field": "at"}},
        },
        {"data": data, "mark": {"type": "rule", "strokeWidth": 2}, "encoding": span},
        {
            "data": data,
            "mark": {"type": "point", "filled": True, "size": 75, "opacity": 1},
            "encoding": point,
        },
    ]


def _parts(rows: Sequence[ErrorRow], parts: Sequence[str], x: Spec) -> list[Spec]:
    drawn = [guides(len(rows))]
    for n in range(len(parts)):
        known = [(place, row.parts[n]) for place, row in enumerate(rows)]
        mark = {"type": "point", "filled": True, "size": 45, "opacity": 1}
        look: Spec = {"color": _PART_COLOURS[n], "shape": SHAPES[3 + n]}
        look |= {"yOffset": _APART * (n - (len(parts) - 1) / 2)}
        drawn.append(
            {
                "data": inline({"row": place, "at": at} for place, at in known if at is not None),
                "mark": mark | look,
                "encoding": {"x": x | {"field": "at"}, "y": ROW},
            }
        )
    return drawn

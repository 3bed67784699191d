"""How likely each event is by each date, with everything that is known about the number."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import (
    ACCENT,
    INK,
    WARNING,
    WIDTH,
    Caption,
    Spec,
    figure,
    inline,
    wrapped,
)
from detente.results.figures.key import Entry, Mark, key
from detente.results.nouns import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedShare:
    """The probability of an event by a date (ISO); shares between 0 and 1.

    `low` to `high` is the range over precision, pace and equilibria, `draw_low` to `draw_high`
    the 10th to the 90th percentile over the draws.
    """

    by: str
    mean: float
    low: float
    high: float
    draw_low: float
    draw_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Two numbers from outside the model, for the date of a question; `None` where not given."""

    by: str
    base_rate: float | None = None
    analyst: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOverTime:
    """One event with its probabilities in order of date, and the questions put about it."""

    label: str
    shares: tuple[DatedShare, ...]
    asked: tuple[Asked, ...] = ()


_SPREAD = 4
"""So many panels stand in two columns; more stand in three, lower ones."""
_KEY = (
    Entry(Mark.LINE, "mean over the draws", ACCENT),
    Entry(Mark.BAND, "10th to 90th percentile of the draws", ACCENT, opacity=0.18),
    Entry(Mark.BAND, "range over precision and pace", ACCENT, opacity=0.38),
    Entry(Mark.TICK, "base rate", INK),
    Entry(Mark.POINT, "the analyst's own number", WARNING, shape="diamond"),
)


def dated_probability(caption: Caption, events: Sequence[EventOverTime]) -> Figure:
    """One panel per event: mean line, range over precision and pace, draws, base rate, analyst."""
    columns = min(len(events), 2 if len(events) <= _SPREAD else 3)
    panels = [_panel(event, columns) for event in events]
    grid: Spec = {"concat": panels, "columns": columns, "spacing": {"row": 16, "column": 24}}
    return figure(caption, {"vconcat": [key(_explained(events)), grid], "spacing": 12})


def _explained(events: Sequence[EventOverTime]) -> tuple[Entry, ...]:
    """The key without marks that do not occur."""
    asked = [question for event in events for question in event.asked]
    keep = [True, True, True, any(q.base_rate is not None for q in asked)]
    keep.append(any(q.analyst is not None for q in asked))
    return tuple(entry for entry, shown in zip(_KEY, keep, strict=True) if shown)


def _panel(event: EventOverTime, columns: int) -> Spec:
    width = WIDTH // columns - 60
    return {
        "title": wrapped(event.label, (width + 40) // 6),
        "width": width,
        "height": 120 if columns <= 2 else 84,  # noqa: PLR2004 - three columns
        "layer": [*_bands(event.shares), *_outside(event.asked)],
    }


def _bands(shares: Sequence[DatedShare]) -> list[Spec]:
    rows = inline(
        {
            "by": share.by,
            "mean": share.mean,
            "low": share.low,
            "high": share.high,
            "draw_low": share.draw_low,
            "draw_high": share.draw_high,
        }
        for share in shares
    )
    area = {"type": "area", "color": ACCENT, "line": False}
    spread = {"y": _share("draw_low"), "y2": {"field": "draw_high"}}
    sweep = {"y": _share("low"), "y2": {"field": "high"}}
    mean = {"y": _share("mean")}
    line = {
        "type": "line",
        "color": ACCENT,
        "strokeWidth": 2,
        "point": {"size": 24, "color": ACCENT},
    }
    return [
        {"data": rows, "mark": area | {"opacity": 0.18}, "encoding": {"x": _date(), **spread}},
        {"data": rows, "mark": area | {"opacity": 0.28}, "encoding": {"x": _date(), **sweep}},
        {"data": rows, "mark": line, "encoding": {"x": _date(), **mean}},
    ]


def _outside(asked: Sequence[Asked]) -> list[Spec]:
    base = [{"by": q.by, "share": q.base_rate} for q in asked if q.base_rate is not None]
    own = [{"by": q.by, "share": q.analyst} for q in asked if q.analyst is not None]
    tick = {"type": "tick", "orient": "horizontal", "size": 14, "thickness": 2.5, "color": INK}
    point = {"type": "point", "filled": True, "shape": "diamond", "size": 70, "color": WARNING}
    encoding = {"x": _date(), "y": _share("share")}
    marks = ((tick, base), (point, own))
    return [
        {"data": inline(rows), "mark": mark, "encoding": encoding} for mark, rows in marks if rows
    ]


def _date() -> Spec:
    axis = {"title": None, "grid": False, "format": "%b %Y", "tickCount": 4, "labelFlush": True}
    scale = {"type": "utc", "padding": 6}
    return {"field": "by", "type": "temporal", "scale": scale, "axis": axis}


def _share(field: str) -> Spec:
    axis = {"title": None, "format": ".0%", "tickCount": 4}
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, 1], "nice": False},
        "axis": axis,
    }

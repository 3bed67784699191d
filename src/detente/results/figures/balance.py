"""What something brings each actor and what it costs it, and what is left in the end."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import (
    ACCENT,
    GAIN,
    GRID,
    INK,
    LOSS,
    Caption,
    Spec,
    figure,
    inline,
)
from detente.results.figures.key import Entry, Mark, key
from detente.results.figures.rows import ROOM, ROW, guides, labelled, panel
from detente.results.nouns import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One actor: what it brings itself (at least 0), what others bring it and cost it (at most 0).

    `low` to `high` is the range of what is left, `net`.
    """

    label: str
    own: float
    gains: float
    losses: float
    net: float
    low: float
    high: float


def balance_bars(caption: Caption, rows: Sequence[Balance], unit: str, by: str) -> Figure:
    """Bars of gains to the right and of losses to the left, with what is left as a point.

    `by` names the cause, such as "deals": its own deals, deals of others.
    """
    entries = [
        Entry(Mark.BAND, f"gained by own {by}", ACCENT),
        Entry(Mark.BAND, f"gained by {by} of others", GAIN),
        Entry(Mark.BAND, f"lost by {by} of others", LOSS),
        Entry(Mark.POINT, "net (line: 8 draws in 10)", INK),
    ]
    body = labelled([(row.label, "") for row in rows], [panel(unit, ROOM, _layers(rows))])
    return figure(caption, {"vconcat": [key(entries), body], "spacing": 12})


def _layers(rows: Sequence[Balance]) -> list[Spec]:
    x = _axis(rows)
    net = inline(
        {"row": n, "net": row.net, "low": row.low, "high": row.high} for n, row in enumerate(rows)
    )
    span = {"x": x | {"field": "low"}, "x2": {"field": "high"}, "y": ROW}
    point = {"type": "point", "filled": True, "size": 45, "color": INK, "opacity": 1}
    return [
        guides(len(rows)),
        _bars(rows, x),
        {"data": inline([{"at": 0}]), "mark": _ZERO, "encoding": {"x": x | {"field": "at"}}},
        {"data": net, "mark": {"type": "rule", "color": INK}, "encoding": span},
        {"data": net, "mark": point, "encoding": {"x": x | {"field": "net"}, "y": ROW}},
    ]


_ZERO: Spec = {"type": "rule", "color": INK, "strokeWidth": 1}


def _bars(rows: Sequence[Balance], x: Spec) -> Spec:
    """Own gains, then those by others, one behind the other; losses to the left."""
    parts: list[Spec] = []
    for n, row in enumerate(rows):
        parts += [
            {"row": n, "part": "own", "from": 0.0, "to": row.own},
            {"row": n, "part": "gains", "from": row.own, "to": row.own + row.gains},
            {"row": n, "part": "losses", "from": 0.0, "to": row.losses},
        ]
    scale = {"domain": ["own", "gains", "losses"], "range": [ACCENT, GAIN, LOSS]}
    return {
        "data": inline(parts),
        "mark": {"type": "bar", "height": 12},
        "encoding": {
            "x": x | {"field": "from"},
            "x2": {"field": "to"},
            "y": ROW,
            "color": {"field": "part", "scale": scale, "legend": None},
        },
    }


def _axis(rows: Sequence[Balance]) -> Spec:
    ends = [end for r in rows for end in (r.losses, r.own + r.gains, r.low, r.high)]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    margin = 0.06 * (high - low) or 1.0
    scale = {"domain": [low - margin, high + margin], "nice": False, "zero": False}
    axis = {"title": None, "tickCount": 6, "gridColor": GRID}
    return {"type": "quantitative", "scale": scale, "axis": axis}

"""In what share of the draws each claim holds, with its interval, kind and break-even."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import INK, LINE, PALETTE, Caption, Spec, figure, inline
from detente.results.figures.key import Entry, Mark, key
from detente.results.figures.rows import LABELS, ROOM, ROW, guides, labelled, panel, share_axis
from detente.results.nouns import Figure

CONTESTED, HOLDS = 0.5, 0.8
"""A claim fails up to the first share of draws and holds from the second on."""

_EXPLAINED = 12
_WIDE = 330
_KINDS = {
    "emergent": (PALETTE[0], "circle"),
    "fact": (PALETTE[2], "square"),
    "arithmetic": (PALETTE[3], "triangle-up"),
    "input": (PALETTE[7], "diamond"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One claim: its kind, the share of draws in which it holds, and the interval of that share.

    `break_even` says in words where the claim turns, for example ``turns at a weight of 14``.
    """

    label: str
    kind: str
    share: float
    low: float
    high: float
    break_even: str = ""


def claims_strip(caption: Caption, rows: Sequence[ClaimRow]) -> Figure:
    """One row per claim on a scale of shares of draws, with the two thresholds drawn.

    More claims than a page can explain stand without their break-even, in lower rows.
    """
    is_long = len(rows) > _EXPLAINED
    labels = [(row.label, "" if is_long else row.break_even) for row in rows]
    across = _WIDE if is_long else LABELS
    title = "Holds in this share of the draws"
    strip = panel(title, ROOM + LABELS - across, _layers(rows))
    body = labelled(labels, [strip], across=across)
    present = [kind for kind in _KINDS if any(row.kind == kind for row in rows)]
    entries = [Entry(Mark.POINT, kind, *_look(kind)) for kind in present]
    return figure(caption, {"vconcat": [key(entries), body], "spacing": 12})


def _look(kind: str) -> tuple[str, tuple[int, ...], str]:
    colour, shape = _KINDS[kind]
    return colour, (), shape


def _layers(rows: Sequence[ClaimRow]) -> list[Spec]:
    data = inline(
        {"row": n, "kind": row.kind, "share": row.share, "low": row.low, "high": row.high}
        for n, row in enumerate(rows)
    )
    kinds = list(_KINDS)
    colours, shapes = zip(*_KINDS.values(), strict=True)
    colour = {"field": "kind", "scale": {"domain": kinds, "range": colours}, "legend": None}
    shape = {"field": "kind", "scale": {"domain": kinds, "range": shapes}, "legend": None}
    x = share_axis()
    span = {"x": x | {"field": "low"}, "x2": {"field": "high"}, "y": ROW, "color": colour}
    point = {"x": x | {"field": "share"}, "y": ROW, "color": colour, "shape": shape}
    return [
        _zone(),
        guides(len(rows)),
        *(_threshold(x, at, says) for at, says in ((CONTESTED, "fails"), (HOLDS, "holds"))),
        {"data": data, "mark": {"type": "rule", "strokeWidth": 2}, "encoding": span},
        {
            "data": data,
            "mark": {"type": "point", "filled": True, "size": 75, "opacity": 1},
            "encoding": point,
        },
    ]


def _zone() -> Spec:
    """The grey zone between failing and holding."""
    return {
        "data": inline([{"from": CONTESTED, "to": HOLDS}]),
        "mark": {"type": "rect", "color": "#f1f3f5", "aria": False},
        "encoding": {"x": share_axis() | {"field": "from"}, "x2": {"field": "to"}},
    }


def _threshold(x: Spec, at: float, says: str) -> Spec:
    side = -4 if says == "fails" else 4
    text = {"type": "text", "dx": side, "dy": -6, "fontSize": 9, "color": INK}
    text |= {"align": "right" if says == "fails" else "left"}
    rows = inline([{"at": at, "says": says}])
    encoding = {"x": x | {"field": "at"}}
    return {
        "layer": [
            {
                "data": rows,
                "mark": {"type": "rule", "color": LINE, "strokeDash": [3, 3]},
                "encoding": encoding,
            },
            {
                "data": rows,
                "mark": text,
                "encoding": encoding | {"y": {"value": 0}, "text": {"field": "says"}},
            },
        ]
    }

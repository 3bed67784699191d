"""Figures made of labelled rows: the labels on the left, one or more panels beside them."""

from collections.abc import Sequence

from detente.results.figures.canvas import INK, QUIET, WIDTH, Spec, inline, wrapped

LABELS = 210
"""Pixels for the labels of the rows."""

GAP = 28
"""Pixels between two panels: the last number of one axis must not touch the first of the next."""

ROOM = WIDTH - LABELS - GAP - 10
"""Pixels left beside the labels."""

_BAND: Spec = {"type": "ordinal", "axis": None, "sort": None, "scale": {"type": "band"}}

ROW: Spec = {"field": "row", **_BAND}
"""The vertical place of a row: its number, so that two rows may bear the same label."""

COLUMN: Spec = {"field": "column", **_BAND}
"""The horizontal place of a column: its number, for the same reason."""


def labelled(
    labels: Sequence[tuple[str, str]],
    panels: Sequence[Spec],
    least: int = 26,
    across: int = LABELS,
) -> Spec:
    """Panels side by side, each row named once on the left, in so many pixels across.

    `labels` holds a name and a note (may be empty) per row; the rows get as high as the longest
    of them needs. Panels place their marks by `ROW`.
    """
    large, small = int(across / 5.5), int(across / 4.6)
    lines = [(wrapped(name, large), wrapped(note, small) if note else []) for name, note in labels]
    step = max([least, *(8 + 13 * len(name) + 12 * len(note) for name, note in lines)])
    height = step * len(labels)
    drawn = [{"height": height, **panel} for panel in panels]
    names = _texts(lines) or [guides(0)]  # a sheet without a layer cannot be drawn
    return {
        "hconcat": [{"width": across, "height": height, "layer": names}, *drawn],
        "spacing": GAP,
    }


def _texts(lines: Sequence[tuple[list[str], list[str]]]) -> list[Spec]:
    rows = [
        {"row": number, "name": name, "note": note} for number, (name, note) in enumerate(lines)
    ]
    layers = []
    for number, row in enumerate(rows):
        name, note = lines[number]
        top = -(13 * len(name) + 12 * len(note)) / 2
        layers.append(_text(row, "name", top, {"fontSize": 10.5, "color": INK, "lineHeight": 13}))
        if note:
            below = top + 13 * len(name)
            style = {"fontSize": 9, "color": QUIET, "lineHeight": 12}
            layers.append(_text(row, "note", below, style))
    return layers


def _text(row: Spec, field: str, dy: float, style: Spec) -> Spec:
    return {
        "data": inline([{"row": row["row"], field: row[field]}]),
        "mark": {"type": "text", "align": "left", "baseline": "top", "dy": dy, **style},
        "encoding": {"x": {"value": 0}, "y": ROW, "text": {"field": field}},
    }


def panel(title: str, width: int, layers: Sequence[Spec]) -> Spec:
    """One titled panel of a row figure."""
    return {"title": wrapped(title, int(width / 6)), "width": width, "layer": list(layers)}


def headings(labels: Sequence[str], width: int, *, below: bool = False) -> list[Spec]:
    """The names of the columns of a panel, above or below it; they never enter an expression."""
    room = max(6, int(width / max(len(labels), 1) / 6))
    layers = []
    for number, label in enumerate(labels):
        lines = wrapped(label, room)
        y = {"value": "height"} if below else {"value": 0}
        dy = 8 if below else -6 - 12 * (len(lines) - 1)
        style = {"dy": dy, "lineHeight": 12, "baseline": "top" if below else "bottom"}
        layers.append(
            {
                "data": inline([{"column": number, "name": lines}]),
                "mark": {"type": "text", "fontSize": 10, **style},
                "encoding": {"x": COLUMN, "y": y, "text": {"field": "name"}},
            }
        )
    return layers


def guides(count: int) -> Spec:
    """Thin lines that lead the eye from a label across a panel."""
    return {
        "data": inline({"row": number} for number in range(count)),
        "mark": {"type": "rule", "color": "#e4e7eb", "aria": False},
        "encoding": {"y": ROW},
    }


def share_axis(*, title: str = "", low: float = 0, high: float = 1) -> Spec:
    """The horizontal scale of shares, printed in percent."""
    axis = {"format": ".0%", "tickCount": 5, "title": title or None, "grid": True}
    axis["labelFlush"] = False
    return {
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False},
        "axis": axis,
    }

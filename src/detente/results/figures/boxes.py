"""Boxes with two texts each, joined by arrows from left to right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from detente.results.figures.canvas import WIDTH, Spec, fixed, inline, path, wrapped
from detente.results.figures.layers import Layout, Place, layered


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The colours of a box and of its two texts, and the dash of its edge."""

    fill: str
    stroke: str
    ink: str
    quiet: str
    dash: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One box: what it is, and a note below."""

    id: str
    label: str
    note: str
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """From one box to a later one."""

    before: str
    after: str
    colour: str
    dash: tuple[int, ...] = ()


_GAP, _BETWEEN, _LINE, _PAD = 34, 14, 12, 7


def boxes_and_arrows(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> Spec:
    """The boxes in columns by what leads to what, few arrows crossing.

    Raises:
        ValueError: if an arrow names a box that is not there, or arrows run in a circle.
    """
    layout = layered(
        tuple(box.id for box in boxes), tuple((arrow.before, arrow.after) for arrow in arrows)
    )
    sheet = _sheet(layout, boxes)
    return {
        "width": sheet.pitch * layout.columns - _GAP,
        "height": sheet.row * layout.rows,
        "layer": [
            *(part for arrow in arrows for part in _arrow(arrow, layout, sheet)),
            *(part for box in boxes for part in _box(box, layout.places[box.id], sheet)),
        ],
    }


class _Sheet(NamedTuple):
    """The size of a box with the gap beside it and below it, and the texts inside the boxes."""

    pitch: float
    row: float
    texts: Mapping[str, tuple[list[str], list[str]]]

    @property
    def wide(self) -> float:
        return self.pitch - _GAP

    @property
    def high(self) -> float:
        return self.row - _BETWEEN


def _sheet(layout: Layout, boxes: Sequence[Box]) -> _Sheet:
    pitch = min(200.0, max(140.0, (WIDTH + _GAP) / layout.columns))
    cells = int((pitch - _GAP) / 6)
    texts = {box.id: (wrapped(box.label, cells), wrapped(box.note, cells + 2)) for box in boxes}
    lines = max((len(name) + len(note) for name, note in texts.values()), default=1)
    return _Sheet(pitch, lines * _LINE + 2 * _PAD + _BETWEEN, texts)


def _arrow(arrow: Arrow, layout: Layout, sheet: _Sheet) -> list[Spec]:
    start, end = layout.places[arrow.before], layout.places[arrow.after]
    points = [(start.column * sheet.pitch + sheet.wide, _middle(start, sheet))]
    points.append((points[0][0] + 5, points[0][1]))
    for bend in layout.bends[arrow.before, arrow.after]:
        left, y = bend.column * sheet.pitch, _middle(bend, sheet)
        points += [(left, y), (left + sheet.wide, y)]
    tip = (end.column * sheet.pitch, _middle(end, sheet))
    points += [(tip[0] - 9, tip[1]), (tip[0] - 3, tip[1])]
    line = {"type": "line", "interpolate": "monotone", "strokeWidth": 1.3, "color": arrow.colour}
    line |= {"strokeDash": list(arrow.dash)}
    head = {"type": "point", "shape": "triangle-right", "filled": True, "size": 55}
    return [
        path(points, line),
        fixed(head | {"color": arrow.colour, "opacity": 1}, {"x": tip[0] - 4, "y": tip[1]}),
    ]


def _middle(place: Place, sheet: _Sheet) -> float:
    return place.row * sheet.row + sheet.high / 2


def _box(box: Box, place: Place, sheet: _Sheet) -> list[Spec]:
    look, x, y = box.look, place.column * sheet.pitch, place.row * sheet.row
    rect = {"type": "rect", "cornerRadius": 4, "fill": look.fill, "stroke": look.stroke}
    rect |= {"strokeDash": list(look.dash), "strokeWidth": 1.5}
    name, note = sheet.texts[box.id]
    top = y + (sheet.high - _LINE * (len(name) + len(note))) / 2 + 1
    middle = x + sheet.wide / 2
    below = top + _LINE * len(name)
    return [
        fixed(rect, {"x": x, "x2": x + sheet.wide, "y": y, "y2": y + sheet.high}),
        _text(name, (middle, top), {"color": look.ink, "fontWeight": 600}),
        _text(note, (middle, below), {"color": look.quiet, "fontSize": 9}),
    ]


def _text(lines: list[str], at: tuple[float, float], style: Spec) -> Spec:
    mark = {"type": "text", "align": "center", "baseline": "top", "lineHeight": _LINE}
    return {
        "data": inline([{"says": lines}]),
        "mark": mark | {"fontSize": 10} | style,
        "encoding": {"x": {"value": at[0]}, "y": {"value": at[1]}, "text": {"field": "says"}},
    }

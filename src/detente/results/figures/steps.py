"""What must happen before what, and in whose hands each step is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from detente.results.figures.canvas import (
    ACCENT,
    INK,
    LINE,
    QUIET,
    WIDTH,
    Caption,
    Spec,
    figure,
    fixed,
    inline,
    path,
    wrapped,
)
from detente.results.figures.key import Entry, Mark, key
from detente.results.figures.layers import Layout, Place, layered
from detente.results.nouns import Figure


class Standing(StrEnum):
    """Whether a step is done, can be done now, or waits for another."""

    STANDS = "stands"
    OPEN = "open"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One move; `holder` says who must act for it, such as ``Japan and North Korea``."""

    id: str
    label: str
    holder: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """`before` must stand before `after` can be done; `is_enough` if any one such step will do."""

    before: str
    after: str
    is_enough: bool = False


class _Look(NamedTuple):
    """The colours of a box and of its two texts, and the dash of its edge."""

    fill: str
    stroke: str
    ink: str
    quiet: str
    dash: tuple[int, ...]


_LOOKS = {
    Standing.STANDS: _Look("#334e68", "#334e68", "#ffffff", "#d9e2ec", ()),
    Standing.OPEN: _Look("#ffffff", ACCENT, INK, QUIET, ()),
    Standing.LOCKED: _Look("#f1f3f5", LINE, INK, QUIET, (4, 3)),
}
_KEY = (
    Entry(Mark.BOX, "stands today", "#334e68"),
    Entry(Mark.BOX, "can be done now", "#ffffff"),
    Entry(Mark.BOX, "locked", "#f1f3f5", dash=(4, 3)),
    Entry(Mark.LINE, "needed first", INK),
    Entry(Mark.LINE, "any one of these is enough", INK, dash=(5, 3)),
)
_GAP, _BETWEEN, _LINE, _PAD = 34, 14, 12, 7


def step_graph(caption: Caption, steps: Sequence[Step], locks: Sequence[Lock]) -> Figure:
    """The steps from left to right in the order they need each other, with who holds each.

    Raises:
        ValueError: if a lock names a step that is not there, or locks run in a circle.
    """
    layout = layered(
        tuple(step.id for step in steps), tuple((lock.before, lock.after) for lock in locks)
    )
    sheet = _sheet(layout, steps)
    stands = {step.id for step in steps if step.standing is Standing.STANDS}
    body = {
        "width": sheet.pitch * layout.columns - _GAP,
        "height": sheet.row * layout.rows,
        "layer": [
            *(part for lock in locks for part in _arrow(lock, layout, sheet, stands)),
            *(part for step in steps for part in _box(step, layout.places[step.id], sheet)),
        ],
    }
    return figure(caption, {"vconcat": [key(_entries(steps, locks)), body], "spacing": 14})


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


def _sheet(layout: Layout, steps: Sequence[Step]) -> _Sheet:
    pitch = min(200.0, max(140.0, (WIDTH + _GAP) / layout.columns))
    cells = int((pitch - _GAP) / 6)
    texts = {
        step.id: (wrapped(step.label, cells), wrapped(step.holder, cells + 2)) for step in steps
    }
    lines = max((len(name) + len(holder) for name, holder in texts.values()), default=1)
    return _Sheet(pitch, lines * _LINE + 2 * _PAD + _BETWEEN, texts)


def _entries(steps: Sequence[Step], locks: Sequence[Lock]) -> list[Entry]:
    """The key without what does not occur."""
    shown = {
        _KEY[0]: any(step.standing is Standing.STANDS for step in steps),
        _KEY[1]: any(step.standing is Standing.OPEN for step in steps),
        _KEY[2]: any(step.standing is Standing.LOCKED for step in steps),
        _KEY[3]: any(not lock.is_enough for lock in locks),
        _KEY[4]: any(lock.is_enough for lock in locks),
    }
    return [entry for entry, is_there in shown.items() if is_there]


def _arrow(lock: Lock, layout: Layout, sheet: _Sheet, stands: set[str]) -> list[Spec]:
    start, end = layout.places[lock.before], layout.places[lock.after]
    points = [(start.column * sheet.pitch + sheet.wide, _middle(start, sheet))]
    points.append((points[0][0] + 5, points[0][1]))
    for bend in layout.bends[lock.before, lock.after]:
        left, y = bend.column * sheet.pitch, _middle(bend, sheet)
        points += [(left, y), (left + sheet.wide, y)]
    tip = (end.column * sheet.pitch, _middle(end, sheet))
    points += [(tip[0] - 9, tip[1]), (tip[0] - 3, tip[1])]
    colour = LINE if lock.before in stands else INK
    line = {"type": "line", "interpolate": "monotone", "strokeWidth": 1.3, "color": colour}
    line |= {"strokeDash": [5, 3] if lock.is_enough else []}
    head = {"type": "point", "shape": "triangle-right", "filled": True, "size": 55}
    return [
        path(points, line),
        fixed(head | {"color": colour, "opacity": 1}, {"x": tip[0] - 4, "y": tip[1]}),
    ]


def _middle(place: Place, sheet: _Sheet) -> float:
    return place.row * sheet.row + sheet.high / 2


def _box(step: Step, place: Place, sheet: _Sheet) -> list[Spec]:
    look = _LOOKS[step.standing]
    x, y = place.column * sheet.pitch, place.row * sheet.row
    rect = {"type": "rect", "cornerRadius": 4, "fill": look.fill, "stroke": look.stroke}
    rect |= {"strokeDash": list(look.dash), "strokeWidth": 1.5}
    name, holder = sheet.texts[step.id]
    top = y + (sheet.high - _LINE * (len(name) + len(holder))) / 2 + 1
    middle = x + sheet.wide / 2
    below = top + _LINE * len(name)
    return [
        fixed(rect, {"x": x, "x2": x + sheet.wide, "y": y, "y2": y + sheet.high}),
        _text(name, (middle, top), {"color": look.ink, "fontWeight": 600}),
        _text(holder, (middle, below), {"color": look.quiet, "fontSize": 9}),
    ]


def _text(lines: list[str], at: tuple[float, float], style: Spec) -> Spec:
    mark = {"type": "text", "align": "center", "baseline": "top", "lineHeight": _LINE}
    return {
        "data": inline([{"says": lines}]),
        "mark": mark | {"fontSize": 10} | style,
        "encoding": {"x": {"value": at[0]}, "y": {"value": at[1]}, "text": {"field": "says"}},
    }

"""The key above a figure: what each mark means, drawn with the mark itself."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from detente.results.figures.canvas import QUIET, WIDTH, Spec, fixed, inline, text_width

_SAMPLE = 20
_ROW = 16
_GAP = 18


class Mark(StrEnum):
    """The kinds of mark a key can explain."""

    LINE = "line"
    BAND = "band"
    POINT = "point"
    TICK = "tick"
    BOX = "box"


class Entry(NamedTuple):
    """One line of a key: a mark, how it looks and what it means."""

    mark: Mark
    says: str
    colour: str
    dash: tuple[int, ...] = ()
    shape: str = "circle"
    opacity: float = 1.0


def key(entries: Sequence[Entry], width: int = WIDTH) -> Spec:
    """A row of samples with their meaning, broken into further rows where it gets too long."""
    layers: list[Spec] = []
    x, y = 0.0, _ROW / 2
    for entry in entries:
        taken = _SAMPLE + 6 + text_width(entry.says) + _GAP
        if x and x + taken - _GAP > width:
            x, y = 0.0, y + _ROW
        layers += [_sample(entry, x, y), _meaning(entry, x + _SAMPLE + 6, y)]
        x += taken
    return {"width": width, "height": y + _ROW / 2, "layer": layers}


def _sample(entry: Entry, x: float, y: float) -> Spec:
    middle = x + _SAMPLE / 2
    if entry.mark is Mark.LINE:
        mark: Spec = {"type": "rule", "strokeWidth": 2, "strokeDash": list(entry.dash)}
        return _coloured(fixed(mark, {"x": x, "x2": x + _SAMPLE, "y": y}), entry)
    if entry.mark is Mark.TICK:
        mark = {"type": "tick", "thickness": 2.5, "size": 12, "orient": "horizontal"}
        return _coloured(fixed(mark, {"x": middle, "y": y}), entry)
    if entry.mark is Mark.POINT:
        mark = {"type": "point", "filled": True, "size": 60, "shape": entry.shape}
        return _coloured(fixed(mark, {"x": middle, "y": y}), entry)
    mark = {"type": "rect"} | (
        {"stroke": "#1f2933", "strokeDash": list(entry.dash)} if entry.mark is Mark.BOX else {}
    )
    places = {"x": x, "x2": x + _SAMPLE, "y": y - 5, "y2": y + 5}
    return _coloured(fixed(mark, places), entry)


def _coloured(layer: Spec, entry: Entry) -> Spec:
    layer["mark"] |= {"color": entry.colour, "opacity": entry.opacity, "aria": False}
    return layer


def _meaning(entry: Entry, x: float, y: float) -> Spec:
    return {
        "data": inline([{"says": entry.says}]),
        "mark": {"type": "text", "align": "left", "baseline": "middle", "color": QUIET},
        "encoding": {"x": {"value": x}, "y": {"value": y}, "text": {"field": "says"}},
    }

"""How one actor stands with each other one: what it gains by a challenge, and what they gain."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import (
    ACCENT,
    INK,
    LINE,
    QUIET,
    Caption,
    Spec,
    figure,
    fixed,
    inline,
    text_width,
)
from detente.results.figures.flags import told
from detente.results.nouns import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposite:
    """Another actor: what challenging it promises, and what it expects of challenging."""

    label: str
    gain: float
    answer: float


_SIDE, _MARGIN = 380, 1.3
_LINE, _BESIDE = 12, 7
_SHADE = "#f1f4f7"


def quad_view(caption: Caption, who: str, others: Sequence[Opposite]) -> Figure:
    """A square of four fields: whom one actor can press, and who can press it."""
    reach = _MARGIN * max([abs(end) for one in others for end in (one.gain, one.answer)] or [1.0])
    x = _axis(reach or 1.0, f"What {who} expects to gain by challenging the other")
    y = _axis(reach or 1.0, f"What the other expects to gain by challenging {who}")
    layers = [*_fields(who), *_points(others, x, y), *_names(others, reach or 1.0)]
    return figure(caption, {"width": _SIDE, "height": _SIDE, "layer": layers})


def _axis(reach: float, title: str) -> Spec:
    return {
        "type": "quantitative",
        "scale": {"domain": [-reach, reach], "nice": False},
        "axis": {"title": title, "tickCount": 5, "grid": False},
    }


def _fields(who: str) -> list[Spec]:
    """The four fields, named in their corners."""
    half = _SIDE / 2
    shaded = [{"x": half, "x2": _SIDE, "y": half, "y2": _SIDE}]
    shaded += [{"x": 0, "x2": half, "y": 0, "y2": half}]
    corners = (
        ("conflict: both would press", 1, 0),
        (f"{who} can press", 1, 1),
        (f"{who} can be pressed", 0, 0),
        ("stand-off: neither gains", 0, 1),
    )
    return [
        *(fixed({"type": "rect", "color": _SHADE}, field) for field in shaded),
        fixed({"type": "rule", "color": LINE}, {"x": half, "y": 0, "y2": _SIDE}),
        fixed({"type": "rule", "color": LINE}, {"x": 0, "x2": _SIDE, "y": half}),
        *(_corner(*corner) for corner in corners),
    ]


def _corner(says: str, right: int, low: int) -> Spec:
    look = {"align": "right" if right else "left", "baseline": "bottom" if low else "top"}
    x, y = _SIDE - 5 if right else 5, _SIDE - 5 if low else 5
    return _written(says, x, y, {"fontSize": 9.5, "color": QUIET, **look})


def _written(says: str, x: float, y: float, look: Spec) -> Spec:
    layer = fixed({"type": "text", **look}, {"x": x, "y": y}, [{"says": says}])
    layer["encoding"]["text"] = {"field": "says"}
    return layer


def _points(others: Sequence[Opposite], x: Spec, y: Spec) -> list[Spec]:
    rows = inline({"gain": one.gain, "answer": one.answer} for one in others)
    mark = {"type": "point", "filled": True, "size": 60, "color": ACCENT, "opacity": 1}
    encoding = {"x": x | {"field": "gain"}, "y": y | {"field": "answer"}}
    return [{"data": rows, "mark": mark, "encoding": encoding}]


def _names(others: Sequence[Opposite], reach: float) -> list[Spec]:
    """Names right of the points as far as there is room, those far from the middle first."""
    taken = [_place(one, reach) for one in others]
    boxes = [(x - _BESIDE, x + _BESIDE, y) for x, y in taken]
    layers = []
    for one in sorted(others, key=lambda one: -abs(one.gain) - abs(one.answer)):
        says, (x, y) = told([one.label]), _place(one, reach)
        left, right = x + _BESIDE, x + _BESIDE + text_width(says, 10)
        free = [
            y + shift
            for shift in (0.0, -_LINE / 2, _LINE / 2)
            if not any(left < b and right > a and abs(y + shift - c) < _LINE for a, b, c in boxes)
        ]
        if free:
            boxes.append((left, right, free[0]))
            look = {"align": "left", "baseline": "middle", "fontSize": 10, "color": INK}
            layers.append(_written(says, left, free[0], look))
    return layers


def _place(one: Opposite, reach: float) -> tuple[float, float]:
    """Pixels from the left and from above."""
    return _SIDE * (one.gain + reach) / (2 * reach), _SIDE * (reach - one.answer) / (2 * reach)

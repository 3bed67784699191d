"""Who talks to whom or trades with whom, and how much of it there is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import (
    DASHES,
    INK,
    LINE,
    PALETTE,
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
from detente.results.nouns import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Talker:
    """One actor of the network; `is_focal` draws it larger."""

    id: str
    label: str
    is_focal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What joins two actors: its strength, 0 to 1, and its kind in a word or two."""

    between: tuple[str, str]
    strength: float
    kind: str = "channel"


_HEIGHT = 350
_RADIUS = 140


def network(
    caption: Caption, actors: Sequence[Talker], lines: Sequence[Line], thicker: str = "stronger"
) -> Figure:
    """Actors on a circle, clockwise in the order given; `thicker` says what a thick line means.

    Raises:
        KeyError: if a line names an actor that is not there.
    """
    angle = {
        actor.id: 2 * math.pi * number / len(actors) - math.pi / 2
        for number, actor in enumerate(actors)
    }
    kinds = sorted({line.kind for line in lines})
    looks = {
        kind: (PALETTE[number % len(PALETTE)], DASHES[number % len(DASHES)])
        for number, kind in enumerate(kinds)
    }
    body = {
        "width": WIDTH - 10,
        "height": _HEIGHT,
        "layer": [
            *(_line(line, angle, looks[line.kind]) for line in lines),
            *(part for actor in actors for part in _actor(actor, angle[actor.id])),
        ],
    }
    entries = [Entry(Mark.LINE, kind, *looks[kind]) for kind in kinds]
    entries.append(Entry(Mark.LINE, f"thicker: {thicker}", LINE))
    return figure(caption, {"vconcat": [key(entries), body], "spacing": 10})


def _at(angle: float, radius: float) -> tuple[float, float]:
    x = (WIDTH - 10) / 2 + radius * 1.35 * math.cos(angle)
    return round(x, 3), round(_HEIGHT / 2 + radius * math.sin(angle), 3)


def _line(line: Line, angle: dict[str, float], look: tuple[str, tuple[int, ...]]) -> Spec:
    ends = [_at(angle[end], _RADIUS) for end in line.between]
    mark = {"type": "line", "color": look[0], "strokeDash": list(look[1]), "opacity": 0.85}
    return path(ends, mark | {"strokeWidth": 1 + 4 * line.strength})


def _actor(actor: Talker, angle: float) -> list[Spec]:
    x, y = _at(angle, _RADIUS)
    point = {"type": "point", "filled": True, "opacity": 1, "stroke": "#ffffff"}
    point |= {"size": 320 if actor.is_focal else 200, "color": INK, "strokeWidth": 2}
    return [fixed(point, {"x": x, "y": y}), *_label(actor, angle)]


def _label(actor: Talker, angle: float) -> list[Spec]:
    """The name outside the circle, on a white halo so that no line runs through the letters."""
    x, y = _at(angle, _RADIUS + 18)
    side = math.cos(angle)
    align = "center" if abs(side) < 0.2 else ("left" if side > 0 else "right")  # noqa: PLR2004
    lines = wrapped(actor.label, 22)
    base = {"type": "text", "align": align, "baseline": "middle", "fontSize": 11.5}
    base |= {"fontWeight": 600 if actor.is_focal else 400, "lineHeight": 13}
    base |= {"dy": -6.5 * (len(lines) - 1)}
    halo = {"stroke": "#ffffff", "strokeWidth": 4, "strokeJoin": "round", "aria": False}
    data = inline([{"label": lines}])
    place = {"x": {"value": x}, "y": {"value": y}, "text": {"field": "label"}}
    return [
        {"data": data, "mark": base | halo, "encoding": place},
        {"data": data, "mark": base, "encoding": place},
    ]

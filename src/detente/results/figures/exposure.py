"""Who stays exposed at each stage, and how likely the process is to stop there."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import (
    DASHES,
    PALETTE,
    QUIET,
    SHAPES,
    WIDTH,
    Caption,
    Spec,
    figure,
    inline,
)
from detente.results.figures.key import Entry, Mark, key
from detente.results.figures.rows import COLUMN, headings
from detente.results.nouns import Figure

_ROOM = WIDTH - 40
_STOPS = "#52606d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of the process and the probability that it stops there, 0 to 1."""

    label: str
    stops: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorExposure:
    """An actor's exposure today and at each stage, on the absolute scale from 0 to 1."""

    label: str
    today: float
    levels: tuple[float, ...]


def exposure_stages(
    caption: Caption, stages: Sequence[Stage], actors: Sequence[ActorExposure]
) -> Figure:
    """Each actor's exposure by stage with today's value, above the probability of stopping there.

    Raises:
        ValueError: if an actor has not one level per stage.
    """
    for actor in actors:
        if len(actor.levels) != len(stages):
            raise ValueError(f"{actor.label!r}: {len(actor.levels)} levels, {len(stages)} stages")
    entries = [
        Entry(Mark.LINE, "exposure at the stage, 0 % to 100 % of the actor's safety", PALETTE[0]),
        Entry(Mark.LINE, "today", QUIET, dash=(3, 3)),
        Entry(Mark.BAND, "probability that the process stops here", _STOPS, opacity=0.7),
    ]
    panels = [_actor(number, actor) for number, actor in enumerate(actors)]
    body = [key(entries), *panels, _stopping(stages)]
    return figure(caption, {"vconcat": body, "spacing": 10})


def _actor(number: int, actor: ActorExposure) -> Spec:
    colour = PALETTE[number % len(PALETTE)]
    style = {"color": colour, "strokeDash": list(DASHES[number % len(DASHES)])}
    point = {"type": "point", "filled": True, "size": 45, "opacity": 1, "color": colour}
    point |= {"shape": SHAPES[number % len(SHAPES)]}
    data = inline(
        {"column": n, "level": level, "says": f"{level:.0%}"}
        for n, level in enumerate(actor.levels)
    )
    place = {"x": COLUMN, "y": _level("level")}
    text = {"type": "text", "dy": -9, "fontSize": 9.5}
    return {
        "title": actor.label,
        "width": _ROOM,
        "height": 64,
        "layer": [
            _today(actor.today),
            {"data": data, "mark": {"type": "line", **style}, "encoding": place},
            {"data": data, "mark": point, "encoding": place},
            {"data": data, "mark": text, "encoding": place | {"text": {"field": "says"}}},
        ],
    }


def _today(level: float) -> Spec:
    return {
        "data": inline([{"today": level}]),
        "mark": {"type": "rule", "color": QUIET, "strokeDash": [3, 3]},
        "encoding": {"y": _level("today")},
    }


def _stopping(stages: Sequence[Stage]) -> Spec:
    data = inline(
        {"column": n, "stops": stage.stops, "says": f"{stage.stops:.0%}"}
        for n, stage in enumerate(stages)
    )
    most = max([0.1, *(stage.stops for stage in stages)]) * 1.35
    y = {"field": "stops", "type": "quantitative", "axis": None, "scale": {"domain": [0, most]}}
    place = {"x": COLUMN, "y": y}
    bar = {"type": "bar", "color": _STOPS, "opacity": 0.7, "width": 26}
    return {
        "title": "Probability that the process stops here",
        "width": _ROOM,
        "height": 56,
        "layer": [
            *headings([stage.label for stage in stages], _ROOM, below=True),
            {"data": data, "mark": bar, "encoding": place},
            {
                "data": data,
                "mark": {"type": "text", "dy": -7, "fontSize": 9.5},
                "encoding": place | {"text": {"field": "says"}},
            },
        ],
    }


def _level(field: str) -> Spec:
    axis = {"title": None, "format": ".0%", "values": [0, 0.5, 1], "grid": True}
    scale = {"domain": [0, 1], "nice": False}
    return {"field": field, "type": "quantitative", "axis": axis, "scale": scale}

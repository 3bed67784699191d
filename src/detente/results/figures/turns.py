"""Where everybody stands on each issue, turn by turn, as lines with a name at their end."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import (
    DASHES,
    LINE,
    PALETTE,
    WIDTH,
    Caption,
    Spec,
    figure,
    inline,
    wrapped,
)
from detente.results.figures.flags import told
from detente.results.nouns import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One actor's positions, one for each turn."""

    label: str
    points: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One issue: its scale, and the tracks of those who take part."""

    label: str
    start: float
    end: float
    tracks: tuple[Track, ...]


_NAMES = 170
"""Pixels for the names at the ends of the lines."""
_ROOM, _HEIGHT, _LINE = WIDTH - _NAMES - 40, 100, 12
_CLOSE = 0.005
"""Of the scale: tracks that end as close bear one name."""


def turn_lines(caption: Caption, courses: Sequence[Course]) -> Figure:
    """A panel for each issue; actors keep their colour and dash from panel to panel."""
    names = list(dict.fromkeys(track.label for one in courses for track in one.tracks))
    return figure(caption, {"vconcat": [_panel(one, names) for one in courses], "spacing": 18})


def _panel(course: Course, names: Sequence[str]) -> Spec:
    ends = _ends(course)
    height = max(_HEIGHT, _LINE * len(ends))
    tracks = [_track(track, names, course) for track in course.tracks]
    return {
        "title": wrapped(course.label, WIDTH // 6),
        "width": _ROOM,
        "height": height,
        "layer": [*tracks, *_names(course, ends, height)],
    }


def _track(track: Track, names: Sequence[str], course: Course) -> Spec:
    number = names.index(track.label)
    rows = ({"turn": turn, "at": point} for turn, point in enumerate(track.points))
    look = {
        "color": PALETTE[number % len(PALETTE)],
        "strokeDash": list(DASHES[number // len(PALETTE) % len(DASHES)]),
    }
    return {
        "data": inline(rows),
        "mark": {"type": "line", "strokeWidth": 1.8, "opacity": 0.9, **look},
        "encoding": {"x": _turn(track), "y": _scale(course) | {"field": "at"}},
    }


def _turn(track: Track) -> Spec:
    turns = len(track.points) - 1
    axis: Spec = {"title": "Turn", "tickMinStep": 1, "format": "d", "grid": False}
    return {
        "field": "turn",
        "type": "quantitative",
        "scale": {"domain": [0, max(turns, 1)], "nice": False},
        "axis": axis | {"tickCount": min(max(turns, 1), 10)},
    }


def _scale(course: Course) -> Spec:
    return {
        "type": "quantitative",
        "scale": {"domain": [course.start, course.end], "nice": False, "zero": False},
        "axis": {"title": None, "tickCount": 5},
    }


def _ends(course: Course) -> list[tuple[float, str]]:
    """Where lines end, as shares of the scale from below, with the names of all that end there."""
    span = course.end - course.start
    last = sorted(((t.points[-1] - course.start) / span, t.label) for t in course.tracks)
    groups: list[list[tuple[float, str]]] = []
    for end in last:
        if groups and end[0] - groups[-1][0][0] <= _CLOSE:
            groups[-1].append(end)
        else:
            groups.append([end])
    return [(group[0][0], told([label for _, label in group])) for group in groups]


def _names(course: Course, ends: Sequence[tuple[float, str]], height: float) -> list[Spec]:
    """The names right of the lines, moved apart, each joined to the end of its line."""
    wanted = [height * (1.0 - share) for share, _ in ends]
    places = _apart(wanted, height)
    layers = []
    for (share, says), place in zip(ends, places, strict=True):
        at = course.start + share * (course.end - course.start)
        y = _scale(course) | {"field": "at"}
        join: Spec = {"type": "rule", "color": LINE, "strokeWidth": 0.8}
        text: Spec = {"type": "text", "align": "left", "baseline": "middle", "fontSize": 10}
        layers += [
            {
                "data": inline([{"at": at}]),
                "mark": join,
                "encoding": {"x": {"value": _ROOM + 2}, "x2": {"value": _ROOM + 14}}
                | {"y": y, "y2": {"value": place}},
            },
            {
                "data": inline([{"says": says}]),
                "mark": text,
                "encoding": {"x": {"value": _ROOM + 18}, "y": {"value": place}}
                | {"text": {"field": "says"}},
            },
        ]
    return layers


def _apart(wanted: Sequence[float], height: float) -> list[float]:
    """Heights in pixels from above, from the lowest name up, each a line above the one before."""
    places: list[float] = []
    for at in wanted:
        above = places[-1] - _LINE if places else height
        places.append(min(at, above))
    return [max(place, _LINE * (len(places) - n) - _LINE / 2) for n, place in enumerate(places)]

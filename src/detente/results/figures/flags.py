"""Names on a line, each on a small pole, so that none hides another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from detente.results.figures.canvas import INK, QUIET, Spec, inline, text_width

LANE = 12
"""Pixels between the feet of two rows of names."""

_SIZE = 9.5
_LONGEST = 18
_BESIDE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Somebody at a point of a line."""

    label: str
    at: float


class Flown(NamedTuple):
    """All who stand at one point, and the row their names are in; row 0 is the lowest."""

    at: float
    says: str
    lane: int


def flown(flags: Sequence[Flag], pixels: float) -> list[Flown]:
    """The names from right to left, each in the lowest row where it hits no pole or name.

    `pixels` is what one unit of the line takes, below 0 if the line runs down.
    """
    at_point: dict[float, list[str]] = {}
    for flag in flags:
        at_point.setdefault(flag.at, []).append(flag.label)
    begins: list[float] = []  # where the leftmost name of each row begins
    found = []
    for at in sorted(at_point, key=lambda at: -at * pixels):
        says = told(at_point[at])
        ends = at * pixels + text_width(says, _SIZE) + 2 * _BESIDE
        lane = next((n for n in range(len(begins)) if ends <= min(begins[n:])), len(begins))
        begins[lane : lane + 1] = [at * pixels]
        found.append(Flown(at, says, lane))
    return found


def told(labels: Sequence[str]) -> str:
    """Names in little room: all, or the first and how many more.

    >>> told(["Iran", "Iraq"]), told(["Germany", "France", "Italy", "Spain"])
    ('Iran, Iraq', 'Germany +3')
    """
    whole = ", ".join(labels)
    if len(whole) <= _LONGEST:
        return whole
    more = f" +{len(labels) - 1}" if len(labels) > 1 else ""
    room = _LONGEST - len(more)
    first = labels[0] if len(labels[0]) <= room else f"{labels[0][: room - 1].rstrip()}…"
    return first + more


def flag_layers(names: Sequence[Flown], x: Spec, foot: float) -> list[Spec]:
    """Poles that stand on a height in pixels, with the names at their tops."""
    return [
        layer
        for lane in sorted({name.lane for name in names})
        for layer in _row([name for name in names if name.lane == lane], x, foot, lane)
    ]


def _row(names: Sequence[Flown], x: Spec, foot: float, lane: int) -> list[Spec]:
    rows = inline({"at": name.at, "says": name.says} for name in names)
    top, where = foot - LANE * (lane + 1), x | {"field": "at"}
    pole: Spec = {"type": "rule", "color": QUIET, "strokeWidth": 1}
    text: Spec = {"type": "text", "align": "left", "baseline": "top", "dx": _BESIDE - 1}
    return [
        {
            "data": rows,
            "mark": pole,
            "encoding": {"x": where, "y": {"value": top + 2}, "y2": {"value": foot}},
        },
        {
            "data": rows,
            "mark": text | {"fontSize": _SIZE, "color": INK},
            "encoding": {"x": where, "y": {"value": top}, "text": {"field": "says"}},
        },
    ]

"""How often intervals held what came, against how often they should have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from detente.results.figures.canvas import (
    DASHES,
    LINE,
    PALETTE,
    SHAPES,
    Caption,
    Spec,
    figure,
    inline,
)
from detente.results.figures.key import Entry, Mark, key
from detente.results.figures.rows import share_axis
from detente.results.nouns import Figure


class Held(NamedTuple):
    """One size of interval, and the share of outcomes that such intervals held."""

    promised: float
    """Probability of the interval, 0..1."""
    share: float
    low: float
    """Lower end of the interval of the share."""
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationLine:
    """One model's intervals, narrow to wide."""

    label: str
    held: tuple[Held, ...]


_SIDE = 330


def calibration(caption: Caption, lines: Sequence[CalibrationLine]) -> Figure:
    """A line for each model; on the diagonal intervals hold as much as they promise.

    How sure the shares are is drawn as a band, for the first line only.
    """
    drawn = [_diagonal(), _band(lines[0])]
    for number in reversed(range(len(lines))):  # the first lies on top
        drawn += _line(lines[number], number)
    body = {"width": _SIDE, "height": _SIDE, "layer": drawn}
    return figure(caption, {"vconcat": [key(tuple(_entries(lines))), body], "spacing": 14})


def _entries(lines: Sequence[CalibrationLine]) -> Iterator[Entry]:
    for number, line in enumerate(lines):
        yield Entry(Mark.POINT, line.label, PALETTE[number], shape=SHAPES[number])
        if number == 0:
            yield Entry(Mark.BAND, "its 95 % interval", PALETTE[0], opacity=0.2)
    yield Entry(Mark.LINE, "as promised", LINE)


def _axes() -> tuple[Spec, Spec]:
    x = share_axis(title="The interval should hold") | {"field": "promised"}
    return x, share_axis(title="It held")


def _diagonal() -> Spec:
    x, y = _axes()
    return {
        "data": inline({"promised": end, "share": end} for end in (0, 1)),
        "mark": {"type": "line", "color": LINE, "strokeWidth": 1.5},
        "encoding": {"x": x, "y": y | {"field": "share"}},
    }


def _band(line: CalibrationLine) -> Spec:
    x, y = _axes()
    return {
        "data": inline(
            {"promised": one.promised, "low": one.low, "high": one.high} for one in line.held
        ),
        "mark": {"type": "area", "color": PALETTE[0], "opacity": 0.2},
        "encoding": {"x": x, "y": y | {"field": "low"}, "y2": {"field": "high"}},
    }


def _line(line: CalibrationLine, number: int) -> list[Spec]:
    x, y = _axes()
    data = inline({"promised": one.promised, "share": one.share} for one in line.held)
    encoding = {"x": x, "y": y | {"field": "share"}}
    look = {"color": PALETTE[number], "strokeDash": list(DASHES[number])}
    point = {"type": "point", "filled": True, "size": 55, "opacity": 1, "shape": SHAPES[number]}
    return [
        {"data": data, "mark": {"type": "line", "strokeWidth": 2, **look}, "encoding": encoding},
        {"data": data, "mark": point | {"color": PALETTE[number]}, "encoding": encoding},
    ]

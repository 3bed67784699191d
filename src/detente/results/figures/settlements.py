"""What would be settled on each issue: a distribution, the actors, and what other models say."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import (
    ACCENT,
    INK,
    PALETTE,
    SHAPES,
    WIDTH,
    Caption,
    Spec,
    figure,
    inline,
)
from detente.results.figures.flags import LANE, Flag, Flown, flag_layers, flown
from detente.results.figures.key import Entry, Mark, key
from detente.results.figures.rows import GAP, labelled
from detente.results.nouns import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a model says besides; models of one kind share a name."""

    label: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementRow:
    """One issue: its scale from `start` to `end`, the forecast, and who wants what."""

    label: str
    note: str
    start: float
    end: float
    point: float
    low: float
    """10th percentile."""
    quarter: float
    median: float
    three_quarters: float
    high: float
    """90th percentile."""
    actors: tuple[Flag, ...]
    lenses: tuple[Looked, ...]


_LABELS = 150
_ROOM = WIDTH - _LABELS - GAP - 92
"""Pixels of a scale; beside it there is room for the name of who stands at its end."""
_BAND, _MARK = 12, 11
_COLOURS = PALETTE[1:]


def settlement_strips(caption: Caption, rows: Sequence[SettlementRow]) -> Figure:
    """A strip for each issue: actors above, the distribution, marks of other models below."""
    kinds = list(dict.fromkeys(lens.label for row in rows for lens in row.lenses))
    strips = [_strip(row, kinds) for row in rows]
    return figure(caption, {"vconcat": [key(_entries(kinds)), *strips], "spacing": 10})


def _entries(kinds: Sequence[str]) -> list[Entry]:
    return [
        Entry(Mark.BAND, "four fifths of the probability", ACCENT, opacity=0.2),
        Entry(Mark.BAND, "the middle half", ACCENT, opacity=0.5),
        Entry(Mark.TICK, "its median", INK),
        Entry(Mark.POINT, "expected point", ACCENT),
        *(Entry(Mark.POINT, kind, *_look(n)) for n, kind in enumerate(kinds)),
    ]


def _look(kind: int) -> tuple[str, tuple[int, ...], str]:
    """Colour, dash and shape of a kind of model; the circle is the forecast's."""
    return _COLOURS[kind % len(_COLOURS)], (), SHAPES[1 + kind % (len(SHAPES) - 1)]


def _strip(row: SettlementRow, kinds: Sequence[str]) -> Spec:
    pixels = _ROOM / (row.end - row.start)
    names = flown(row.actors, pixels)
    lanes = _lanes(row.lenses, pixels)
    band = LANE * (1 + max((name.lane for name in names), default=-1)) + 4
    height = band + _BAND + 6 + _MARK * (1 + max(lanes, default=0))
    x: Spec = {
        "type": "quantitative",
        "scale": {"domain": [row.start, row.end], "nice": False, "zero": False},
        "axis": {"title": None, "tickCount": 6, "grid": True, "labelFlush": False},
    }
    layers = [*_forecast(row, x, band), *_marks(row, kinds, lanes, x, band + _BAND + 8)]
    panel = {"width": _ROOM, "layer": [*_named(names, x, band), *layers]}
    return labelled([(row.label, row.note)], [panel], least=height, across=_LABELS)


def _named(names: Sequence[Flown], x: Spec, band: float) -> list[Spec]:
    return flag_layers(names, x, band)


def _forecast(row: SettlementRow, x: Spec, top: float) -> list[Spec]:
    rows = inline(
        [
            {"low": row.low, "high": row.high, "opacity": 0.2},
            {"low": row.quarter, "high": row.three_quarters, "opacity": 0.38},
        ]
    )
    opacity = {"field": "opacity", "type": "quantitative", "scale": None, "legend": None}
    ends: Spec = {"y": {"value": top}, "y2": {"value": top + _BAND}}
    at = x | {"field": "at"}
    return [
        {
            "data": rows,
            "mark": {"type": "rect", "color": ACCENT},
            "encoding": {"x": x | {"field": "low"}, "x2": {"field": "high"}, **ends}
            | {"opacity": opacity},
        },
        {
            "data": inline([{"at": row.median}]),
            "mark": {"type": "rule", "color": INK, "strokeWidth": 2.5},
            "encoding": {"x": at, **ends},
        },
        {
            "data": inline([{"at": row.point}]),
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 80, "color": ACCENT}
            | {"stroke": "#ffffff", "strokeWidth": 1},
            "encoding": {"x": at, "y": {"value": top + _BAND / 2}},
        },
    ]


def _lanes(lenses: Sequence[Looked], pixels: float) -> list[int]:
    """The row of each mark: the first in which no other stands too close."""
    taken: list[list[float]] = []
    found = []
    for lens in lenses:
        at = lens.at * pixels
        lane = next(
            (n for n, row in enumerate(taken) if all(abs(at - other) >= _MARK for other in row)),
            len(taken),
        )
        taken[lane:lane] = [] if lane < len(taken) else [[]]
        taken[lane].append(at)
        found.append(lane)
    return found


def _marks(
    row: SettlementRow, kinds: Sequence[str], lanes: Sequence[int], x: Spec, top: float
) -> list[Spec]:
    layers = []
    for lens, lane in zip(row.lenses, lanes, strict=True):
        colour, _, shape = _look(kinds.index(lens.label))
        mark = {"type": "point", "filled": True, "opacity": 0.9, "size": 55}
        layers.append(
            {
                "data": inline([{"at": lens.at}]),
                "mark": mark | {"color": colour, "shape": shape},
                "encoding": {
                    "x": x | {"field": "at"},
                    "y": {"value": top + _MARK * lane},
                },
            }
        )
    return layers

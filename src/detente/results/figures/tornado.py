"""Which inputs move the answer most, from one end of their range to the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import (
    GAIN,
    INK,
    LOSS,
    QUIET,
    WARNING,
    Caption,
    Spec,
    figure,
    inline,
)
from detente.results.figures.key import Entry, Mark, key
from detente.results.figures.rows import ROOM, ROW, guides, labelled, panel
from detente.results.nouns import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class InputEffect:
    """The answer with one input at the low and at the high end of its range, all else at the mode.

    `range_says` prints the range, for example ``3 % to 20 %, usually 8 %``.
    """

    label: str
    at_low: float
    at_high: float
    range_says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a tornado measures: its name on the axis, its value now, and where the advice flips.

    `is_share` prints percent, else plain numbers (points).
    """

    title: str
    now: float
    flips_at: float | None = None
    is_share: bool = True


def tornado(caption: Caption, measured: Measured, effects: Sequence[InputEffect]) -> Figure:
    """Bars from the answer at the low end of each input to the answer at its high end."""
    labels = [(effect.label, effect.range_says) for effect in effects]
    body = labelled(labels, [panel(measured.title, ROOM, _layers(measured, effects))])
    return figure(caption, {"vconcat": [key(_entries(measured)), body], "spacing": 12})


def _entries(measured: Measured) -> list[Entry]:
    entries = [
        Entry(Mark.BAND, "low end of the input (hollow point)", LOSS),
        Entry(Mark.BAND, "high end (filled point)", GAIN),
        Entry(Mark.LINE, "all inputs at their mode", INK),
    ]
    if measured.flips_at is not None:
        entries.append(Entry(Mark.LINE, "the advice flips", WARNING, dash=(4, 3)))
    return entries


def _layers(measured: Measured, effects: Sequence[InputEffect]) -> list[Spec]:
    ends = [
        {"row": n, "now": measured.now, "to": to, "end": end}
        for n, effect in enumerate(effects)
        for end, to in (("low", effect.at_low), ("high", effect.at_high))
    ]
    x = _axis(measured, [at for effect in effects for at in (effect.at_low, effect.at_high)])
    scale = {"domain": ["low", "high"], "range": [LOSS, GAIN]}
    colour: Spec = {"field": "end", "scale": scale, "legend": None}
    bars = {"x": x | {"field": "now"}, "x2": {"field": "to"}, "y": ROW, "color": colour}
    points = {"x": x | {"field": "to"}, "y": ROW, "stroke": colour}
    filled = {"condition": {"test": "datum.end == 'high'", "value": GAIN}, "value": "#ffffff"}
    layers = [
        guides(len(effects)),
        {"data": inline(ends), "mark": {"type": "bar", "height": 12}, "encoding": bars},
        {
            "data": inline(ends),
            "mark": {"type": "point", "size": 40, "opacity": 1},
            "encoding": points | {"fill": filled},
        },
        _rule(x, measured.now, {"color": INK, "strokeWidth": 1.5}),
    ]
    if measured.flips_at is not None:
        layers.append(_rule(x, measured.flips_at, {"color": WARNING, "strokeDash": [4, 3]}))
    return layers


def _axis(measured: Measured, ends: Sequence[float]) -> Spec:
    known = [measured.now, *ends, *([] if measured.flips_at is None else [measured.flips_at])]
    margin = 0.06 * (max(known) - min(known)) or 0.05
    low, high = min(known) - margin, max(known) + margin
    if measured.is_share:
        low, high = max(0.0, low), min(1.0, high)
    axis: Spec = {"title": None, "tickCount": 6, "titleColor": QUIET}
    axis |= {"format": ".0%"} if measured.is_share else {}
    return {
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False, "zero": False},
        "axis": axis,
    }


def _rule(x: Spec, at: float, style: Spec) -> Spec:
    return {
        "data": inline([{"at": at}]),
        "mark": {"type": "rule", **style},
        "encoding": {"x": x | {"field": "at"}},
    }

"""What was asked, and what the model, the base rate and the analyst say."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import ACCENT, INK, WARNING, Caption, Spec, figure, inline
from detente.results.figures.key import Entry, Mark, key
from detente.results.figures.rows import ROOM, ROW, guides, labelled, panel, share_axis
from detente.results.nouns import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """One dated question: the model's probability and range, and two numbers from outside it.

    `note` says by when, and how it came out if that is known.
    """

    label: str
    note: str
    mean: float
    low: float
    high: float
    base_rate: float | None = None
    analyst: float | None = None


_KEY = (
    Entry(Mark.POINT, "the model, with its range", ACCENT),
    Entry(Mark.TICK, "base rate", INK),
    Entry(Mark.POINT, "the analyst's own number", WARNING, shape="diamond"),
)


def forecast_strip(caption: Caption, forecasts: Sequence[Forecast]) -> Figure:
    """One row per question on a scale of probabilities: model, range, base rate, analyst."""
    labels = [(one.label, one.note) for one in forecasts]
    body = labelled(labels, [panel("Probability", ROOM, _layers(forecasts))])
    return figure(caption, {"vconcat": [key(_explained(forecasts)), body], "spacing": 12})


def _explained(forecasts: Sequence[Forecast]) -> tuple[Entry, ...]:
    """The key without marks that do not occur."""
    keep = (
        True,
        any(one.base_rate is not None for one in forecasts),
        any(one.analyst is not None for one in forecasts),
    )
    return tuple(entry for entry, shown in zip(_KEY, keep, strict=True) if shown)


def _layers(forecasts: Sequence[Forecast]) -> list[Spec]:
    rows = inline(
        {"row": n, "mean": one.mean, "low": one.low, "high": one.high}
        for n, one in enumerate(forecasts)
    )
    base = [(n, one.base_rate) for n, one in enumerate(forecasts) if one.base_rate is not None]
    own = [(n, one.analyst) for n, one in enumerate(forecasts) if one.analyst is not None]
    x = share_axis()
    span = {"x": x | {"field": "low"}, "x2": {"field": "high"}, "y": ROW}
    rule = {"type": "rule", "strokeWidth": 3, "color": ACCENT, "opacity": 0.4}
    point = {"type": "point", "filled": True, "opacity": 1, "size": 75, "color": ACCENT}
    diamond = point | {"shape": "diamond", "color": WARNING}
    tick = {"type": "tick", "orient": "vertical", "size": 16, "thickness": 2.5, "color": INK}
    return [
        guides(len(forecasts)),
        {"data": rows, "mark": rule, "encoding": span},
        {"data": rows, "mark": point, "encoding": {"x": x | {"field": "mean"}, "y": ROW}},
        *(_outside(tick, base) if base else []),
        *(_outside(diamond, own) if own else []),
    ]


def _outside(mark: Spec, said: Sequence[tuple[int, float]]) -> list[Spec]:
    rows = inline({"row": n, "share": share} for n, share in said)
    encoding = {"x": share_axis() | {"field": "share"}, "y": ROW}
    return [{"data": rows, "mark": mark, "encoding": encoding}]

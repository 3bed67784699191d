"""What the focal actor could do: how good, how safe, and what would flip the choice."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import (
    ACCENT,
    INK,
    QUIET,
    WARNING,
    Caption,
    Spec,
    figure,
    inline,
)
from detente.results.figures.rows import GAP, ROOM, ROW, guides, labelled, panel, share_axis
from detente.results.nouns import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyRow:
    """One strategy. Values and regrets are shares of the actor's own range, 0 to 1.

    `low` to `high` spans the draws (p10 to p90); `regret` is the mean, `worst_regret` the 90th
    percentile; `flips` says in words when another strategy is better, empty if never.
    """

    label: str
    value: float
    low: float
    high: float
    regret: float
    worst_regret: float
    flips: str = ""


def strategy_bars(caption: Caption, rows: Sequence[StrategyRow]) -> Figure:
    """Value within the actor's own range, regret over the draws, and the flip point in words."""
    half = (ROOM - GAP) // 2
    labels = [(row.label, row.flips) for row in rows]
    value = panel("Value, from own worst to best", half, _values(rows))
    regret = panel("Regret (line: 9 draws in 10)", half, _regrets(rows))
    return figure(caption, labelled(labels, [value, regret], least=34))


def _values(rows: Sequence[StrategyRow]) -> list[Spec]:
    data = inline(
        {"row": n, "value": row.value, "low": row.low, "high": row.high}
        for n, row in enumerate(rows)
    )
    x = share_axis() | {"field": "value"}
    span = {"x": share_axis() | {"field": "low"}, "x2": {"field": "high"}, "y": ROW}
    label = {"x": x, "y": ROW, "text": {"field": "value", "type": "quantitative", "format": ".0%"}}
    return [
        guides(len(rows)),
        {"data": data, "mark": {"type": "rule", "color": ACCENT}, "encoding": span},
        {
            "data": data,
            "mark": {"type": "point", "filled": True, "size": 70, "color": ACCENT, "opacity": 1},
            "encoding": {"x": x, "y": ROW},
        },
        {"data": data, "mark": {"type": "text", "dy": -10, "color": QUIET}, "encoding": label},
    ]


def _regrets(rows: Sequence[StrategyRow]) -> list[Spec]:
    data = inline(
        {"row": n, "regret": row.regret, "worst": row.worst_regret} for n, row in enumerate(rows)
    )
    most = max([0.05, *(row.worst_regret for row in rows)]) * 1.15
    x = share_axis(high=most) | {"field": "regret"}
    bar = {"type": "bar", "height": 10, "color": WARNING, "opacity": 0.75}
    span = {"x": x, "x2": {"field": "worst"}, "y": ROW}
    return [
        guides(len(rows)),
        {"data": data, "mark": bar, "encoding": {"x": x, "y": ROW}},
        {"data": data, "mark": {"type": "rule", "color": INK}, "encoding": span},
    ]

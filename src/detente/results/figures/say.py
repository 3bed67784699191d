"""Whose say counts, and who depends on whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.canvas import ACCENT, QUIET, WARNING, Caption, Spec, figure, inline
from detente.results.figures.rows import GAP, ROOM, ROW, labelled, panel, share_axis
from detente.results.nouns import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two shares of one actor, each with an optional short note (such as on whom it depends)."""

    label: str
    first: float
    second: float
    first_note: str = ""
    second_note: str = ""


def paired_bars(
    caption: Caption, pairs: Sequence[Pair], first: str = "Own say", second: str = "Dependence"
) -> Figure:
    """Two bars per actor side by side; by default its own say and its dependence on others."""
    half = (ROOM - GAP) // 2
    left = [(pair.first, pair.first_note) for pair in pairs]
    right = [(pair.second, pair.second_note) for pair in pairs]
    panels = [
        panel(first, half, _bars(left, ACCENT)),
        panel(second, half, _bars(right, WARNING)),
    ]
    return figure(caption, labelled([(pair.label, "") for pair in pairs], panels))


def _bars(values: Sequence[tuple[float, str]], colour: str) -> list[Spec]:
    data = inline(
        {"row": n, "share": share, "says": f"{share:.0%} {note}".strip()}
        for n, (share, note) in enumerate(values)
    )
    x = share_axis() | {"field": "share"}
    inside = {"type": "text", "align": "left", "dx": 4, "color": QUIET}
    outside = inside | {"align": "right", "dx": -4, "color": "#ffffff"}
    text = {"x": x, "y": ROW, "text": {"field": "says"}}
    return [
        {
            "data": data,
            "mark": {"type": "bar", "height": 14, "color": colour},
            "encoding": {"x": x, "y": ROW},
        },
        # A short bar is labelled behind its end, a long one inside it.
        {
            "data": data,
            "transform": [{"filter": "datum.share < 0.55"}],
            "mark": inside,
            "encoding": text,
        },
        {
            "data": data,
            "transform": [{"filter": "datum.share >= 0.55"}],
            "mark": outside,
            "encoding": text,
        },
    ]

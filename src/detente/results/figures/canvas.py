"""The sheet every figure is drawn on: palette, type, width; from layers to a `Figure`."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from detente.results.nouns import Figure, Topic

Spec: TypeAlias = dict[str, Any]
"""A Vega-Lite specification or a part of one."""

WIDTH = 640
"""Pixels across: the text column of the brief, on paper and on screen."""

FONTS = (
    '"Noto Sans", "Noto Sans CJK JP", "Yu Gothic", "Hiragino Sans", "Malgun Gothic", '
    '"Apple SD Gothic Neo", "Segoe UI", "Helvetica Neue", Arial, sans-serif'
)

# Okabe and Ito's colours: distinct for every common form of colour blindness. Each series also
# has a dash and a shape of its own, because a brief is copied in black and white.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000", "#999999")
DASHES = ((), (7, 3), (2, 2), (8, 3, 2, 3), (4, 4), (1, 3), (10, 2), (6, 2, 2, 2, 2, 2))
SHAPES = (
    "circle",
    "square",
    "triangle-up",
    "diamond",
    "cross",
    "triangle-down",
    "triangle-right",
    "triangle-left",
)

INK = "#1f2933"
QUIET = "#52606d"
LINE = "#9aa5b1"
GRID = "#e4e7eb"
ACCENT = "#0072B2"
WARNING = "#D55E00"
LOSS, ZERO, GAIN = "#e08214", "#f7f7f7", "#8073ac"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What stands around a figure: its id, its title, the text that stands in for it, its place.

    `alternative` says in one or two sentences what the figure shows to somebody who cannot see
    it: the main numbers, not "a bar chart".
    """

    id: str
    title: str
    alternative: str
    topic: Topic = Topic.ANNEX


def figure(caption: Caption, body: Spec) -> Figure:
    """The figure made of a caption and a drawn body.

    Raises:
        ValueError: if the caption has no alternative text.
    """
    if not caption.alternative.strip():
        raise ValueError(f"figure {caption.id!r} has no alternative text")
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": caption.alternative,
        "background": "#ffffff",
        "padding": 4,
        **body,
        "config": _config(),
    }
    return Figure(
        id=caption.id,
        title=caption.title,
        alternative=caption.alternative,
        spec=spec,
        topic=caption.topic,
    )


def _config() -> Spec:
    return {
        "font": FONTS,
        "view": {"stroke": None},
        "axis": {
            "labelColor": INK,
            "labelFontSize": 10,
            "titleColor": QUIET,
            "titleFontSize": 10,
            "titleFontWeight": "normal",
            "gridColor": GRID,
            "domainColor": LINE,
            "tickColor": LINE,
            "tickSize": 4,
        },
        "title": {
            "anchor": "start",
            "color": INK,
            "fontSize": 11,
            "fontWeight": 600,
            "offset": 6,
        },
        "text": {"color": INK, "fontSize": 10.5},
        "concat": {"spacing": 14},
    }


def wrapped(text: str, cells: int) -> list[str]:
    """The text in lines of at most so many character cells; East Asian characters take two.

    >>> wrapped("halt of long-range tests", 12)
    ['halt of', 'long-range', 'tests']
    """
    lines = [""]
    for word in _pieces(text, cells):
        candidate = lines[-1] + word
        if lines[-1] and _cells(candidate.rstrip()) > cells:
            lines[-1] = lines[-1].rstrip()
            lines.append(word.lstrip())
        else:
            lines[-1] = candidate
    lines[-1] = lines[-1].rstrip()
    return lines


def _pieces(text: str, cells: int) -> Iterable[str]:
    """Words with the blank before them, cut where they are too long or East Asian."""
    for number, word in enumerate(text.split()):
        gap = " " if number else ""
        for start, end in pairwise(_breaks(word, cells)):
            yield (gap if start == 0 else "") + word[start:end]


def _breaks(word: str, cells: int) -> list[int]:
    """Where a line may end inside a word, with both its ends."""
    wide = {n for n, character in enumerate(word) if _is_wide(character)}
    return sorted({0, len(word), *wide, *range(cells, len(word), cells)})


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}


def _cells(text: str) -> int:
    return sum(2 if _is_wide(character) else 1 for character in text)


def text_width(text: str, size: float = 10.5) -> float:
    """About how many pixels a line of text takes, without measuring the font."""
    return _cells(text) * size * 0.52


def inline(rows: Iterable[Spec]) -> Spec:
    """The rows as data inside the specification; a figure never fetches anything."""
    return {"values": list(rows)}


def fixed(mark: Spec, places: Spec, rows: Sequence[Spec] = ({},)) -> Spec:
    """One layer drawn at pixel positions, not on a scale."""
    encoding = {channel: {"value": value} for channel, value in places.items()}
    return {"data": inline(rows), "mark": mark, "encoding": encoding}


def path(points: Sequence[tuple[float, float]], mark: Spec) -> Spec:
    """One line through pixel positions."""
    place = {"type": "quantitative", "axis": None, "scale": None}
    return {
        "data": inline({"step": n, "x": x, "y": y} for n, (x, y) in enumerate(points)),
        "mark": mark,
        "encoding": {
            "x": {"field": "x", **place},
            "y": {"field": "y", **place},
            "order": {"field": "step", "type": "quantitative"},
        },
    }

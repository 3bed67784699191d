"""How a table is laid out on paper: the size of its type and the width of each column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

SIZES = (9.0, 8.0, 7.0)
"""Sizes of type to try, in points, the most readable first."""

UPRIGHT, ACROSS = 480.0, 728.0
"""Points across the text column of a page, upright and turned."""

READABLE = 18
"""Letters of a line below which running text is better set on a turned page."""

_LETTER = 0.47
"""Width of an average letter, in its own size."""
_BOLD = 1.2
"""How much wider the bold letters of a header are."""
_CAPITAL = 1.4
"""How much wider a capital is."""
_GAP = 7.0
"""Points between two columns."""
_HEADER_LINES = 3
"""Lines a header may take before its column is made wider for it."""
_BREAK = re.compile(r"(?<=[\s_./?&=-])")
"""Where a line of a cell may end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLayout:
    """Size of type in points; `widths` in letters, or nothing where every column has room."""

    size: float
    widths: tuple[int, ...] = ()
    turned: bool = False


@dataclass(frozen=True, slots=True)
class _Need:
    """Letters of a column's longest word; of its longest cell; with the header on one line."""

    least: int
    most: int
    whole: int


def paper_layout(header: Sequence[str], rows: Sequence[Sequence[str]]) -> PaperLayout:
    """The largest type at which no word of a table is cut, and how its columns share the page.

    Columns grow from their longest word on, until each has all it needs or the page is full:
    short columns keep their lines whole, long ones share what is left. Where that leaves
    them lines too short to read, the page is turned.

    >>> paper_layout(["Actor", "Value"], [["Japan", "12.0"]])
    PaperLayout(size=9.0, widths=(), turned=False)
    >>> paper_layout(["Actor", "Why"], [["Japan", "because " * 30]])
    PaperLayout(size=9.0, widths=(7, 102), turned=False)
    """
    needs = [_need(title, [row[place] for row in rows]) for place, title in enumerate(header)]
    sheets = [(size, turned) for turned in (False, True) for size in SIZES]
    layouts = (_layout(needs, size=size, turned=turned) for size, turned in sheets)
    smallest = _layout(needs, size=SIZES[-1], turned=True)
    return next((layout for layout in layouts if _is_readable(layout, needs)), smallest)


def _layout(needs: Sequence[_Need], *, size: float, turned: bool) -> PaperLayout:
    room = _room(len(needs), size=size, turned=turned)
    roomy = sum(need.whole for need in needs) <= room
    return PaperLayout(size=size, widths=() if roomy else _shared(needs, room), turned=turned)


def _is_readable(layout: PaperLayout, needs: Sequence[_Need]) -> bool:
    if not layout.widths:
        return True
    room = _room(len(needs), size=layout.size, turned=layout.turned)
    pairs = zip(layout.widths, needs, strict=True)
    return sum(layout.widths) <= room and all(
        width >= min(READABLE, need.most) for width, need in pairs
    )


def _room(columns: int, *, size: float, turned: bool) -> int:
    """Letters that fit across the page."""
    return int(((ACROSS if turned else UPRIGHT) - _GAP * columns) / (_LETTER * size))


def _need(title: str, cells: Sequence[str]) -> _Need:
    words = (
        max(_width(word.strip()) for text in cells for word in _BREAK.split(text)) if cells else 0
    )
    headline = max(len(word.strip()) for word in _BREAK.split(title))
    least = max(words, ceil(_BOLD * headline))
    most = max(least, ceil(len(title) / _HEADER_LINES), *map(len, cells))
    return _Need(least + 1, most + 1, max(most, ceil(_BOLD * len(title))))


def _width(word: str) -> int:
    """Letters that a word is as wide as; capitals are wider."""
    return ceil(len(word) + (_CAPITAL - 1) * sum(letter.isupper() for letter in word))


def _shared(needs: Sequence[_Need], room: int) -> tuple[int, ...]:
    """Each column within its own needs, and between them by the root of what it holds.

    A column four times as long gets twice the width and runs over twice the lines.
    """
    widths = tuple(need.least for need in needs)
    for tenths in range(1, 10 * room):
        wider = tuple(
            min(max(int(tenths / 10 * sqrt(need.most)), need.least), need.most) for need in needs
        )
        if sum(wider) > room:
            break
        widths = wider
    return widths

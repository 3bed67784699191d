"""How a table is laid out on paper: the size of its type and the share of each column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

SIZES = (9.0, 8.0, 7.0)
"""Sizes of type to try, in points, the most readable first."""

TEXT_WIDTH = 470.0
"""Points across the text column of the page."""

_LETTER = 0.5
"""Width of an average letter, in its own size."""
_GAP = 7.0
"""Points between two columns."""
_NARROW = 12
"""Letters that a column may have and be left alone when others must give way."""
_BREAK = re.compile(r"[\s_./?&=-]+")
"""Where a line of a cell may end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLayout:
    """Size of type in points; of each column its share of the page, or none: as wide as it needs."""

    size: float
    widths: tuple[float | None, ...]


def paper_layout(header: Sequence[str], rows: Sequence[Sequence[str]]) -> PaperLayout:
    """The largest type at which no word of a table is cut, and the columns that give way.

    >>> paper_layout(["Actor", "Value"], [["Japan", "12.0"]])
    PaperLayout(size=9.0, widths=(None, None))
    >>> paper_layout(["Actor", "Why"], [["Japan", "because " * 30]]).widths
    (None, 240.0)
    """
    columns = [(title, [row[place] for row in rows]) for place, title in enumerate(header)]
    words = [max(_longest_word(text) for text in (title, *cells)) for title, cells in columns]
    cells = [
        max(_longest_word(title), *map(len, cells)) if cells else len(title)
        for title, cells in columns
    ]
    fitting = (size for size in SIZES if sum(words) <= _letters(size, len(columns)))
    size = next(fitting, SIZES[-1])
    if sum(cells) <= _letters(size, len(columns)):
        return PaperLayout(size=size, widths=(None,) * len(columns))
    return PaperLayout(
        size=size, widths=tuple(None if wide <= _NARROW else float(wide) for wide in cells)
    )


def _letters(size: float, columns: int) -> float:
    """Letters that fit across the page."""
    return (TEXT_WIDTH - _GAP * columns) / (_LETTER * size)


def _longest_word(text: str) -> int:
    return max(map(len, _BREAK.split(text)))

"""Pictures for paper: every word in a font of this machine that has its characters.

A browser looks for another font character by character. Typst does so in running text, but in an
SVG it may leave out a character that the first font lacks. So the fonts are named word by word.
"""

import re
from collections.abc import Iterable
from html import escape, unescape

import typst

from detente.report.glyphs import missing_glyphs

FAMILIES = (
    "Noto Sans",
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Yu Gothic",
    "Hiragino Sans",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "Segoe UI",
    "Helvetica Neue",
    "Arial",
    "Liberation Sans",
    "DejaVu Sans",
    "Libertinus Serif",  # comes with Typst
)
"""Fonts for figures, the best first: those that the figures were measured with, then others."""

_FAMILY = re.compile(r'font-family="[^"]*"')
_TEXT = re.compile(r"<text\b.*?</text>", re.DOTALL)
_WORDS = re.compile(r">([^<>]+)<")


def for_paper(pictures: Iterable[str], fonts: typst.Fonts) -> tuple[str, ...]:
    """The SVG pictures with a font of the machine named for each word."""
    drawn = tuple(pictures)
    families = [family for family in FAMILIES if family in fonts.families()]
    letters = {letter for svg in drawn for words in _spoken(svg) for letter in words}
    ranks = _ranks(letters, families, fonts)
    return tuple(_set_in(svg, families, ranks) for svg in drawn)


def _spoken(svg: str) -> list[str]:
    return [unescape(w) for text in _TEXT.findall(svg) for w in _WORDS.findall(text)]


def _ranks(letters: set[str], families: list[str], fonts: typst.Fonts) -> dict[str, int]:
    """By letter, the place of the first family that has it; none for what no family has."""
    ranks: dict[str, int] = {}
    left = "".join(letters)
    for rank, family in enumerate(families):
        missing = missing_glyphs(left, fonts, family)
        ranks.update({letter: rank for letter in left if letter not in missing})
        left = missing
    return ranks


def _set_in(svg: str, families: list[str], ranks: dict[str, int]) -> str:
    """The picture in the first family; a word that needs another one in the next that has it."""

    def words(found: re.Match[str]) -> str:
        parts = re.split(r"(\s+)", unescape(found[1]))
        return f">{''.join(word(part) for part in parts)}<"

    def word(part: str) -> str:
        rank = max((ranks.get(letter, 0) for letter in part), default=0)
        text = escape(part, quote=False)
        return f'<tspan font-family="{families[rank]}">{text}</tspan>' if rank else text

    named = _FAMILY.sub(f'font-family="{families[0]}"', svg)
    return _TEXT.sub(lambda text: _WORDS.sub(words, text[0]), named)

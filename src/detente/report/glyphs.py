"""Which characters no font at hand can show, and which font shows which."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

import typst

# A page in the standard that refuses a character it cannot show; otherwise it would be left out
# of the page without a word.
_STRICT: Final = "ua-1"
_PAGE = b"""
#set document(title: "characters")
#set text(..json(bytes(sys.inputs.style)))
#sys.inputs.characters
"""


def missing_glyphs(text: str, fonts: typst.Fonts, family: str = "") -> str:
    """The characters of a text that none of the fonts has, each once, in the order of Unicode.

    With a `family`, only its fonts count.
    """
    seen = sorted(character for character in set(text) if not character.isspace())
    style = {"font": family, "fallback": False} if family else {}
    return "".join(_missing(seen, fonts, json.dumps(style)))


def _missing(characters: Sequence[str], fonts: typst.Fonts, style: str) -> Iterator[str]:
    """Halve what cannot be shown until single characters are left."""
    if not characters or _can_show(characters, fonts, style):
        return
    if len(characters) == 1:
        yield characters[0]
        return
    middle = len(characters) // 2
    yield from _missing(characters[:middle], fonts, style)
    yield from _missing(characters[middle:], fonts, style)


def _can_show(characters: Sequence[str], fonts: typst.Fonts, style: str) -> bool:
    """Whether a page of these characters, each a word of its own, passes the standard."""
    inputs = {"characters": " ".join(characters), "style": style}
    try:
        typst.compile(
            _PAGE, format="pdf", font_paths=fonts, sys_inputs=inputs, pdf_standards=_STRICT
        )
    except typst.TypstError:
        return False
    return True

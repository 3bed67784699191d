"""Which characters of a brief no font at hand can show."""

from collections.abc import Iterable, Iterator

import typst

from detente.results import Study
from detente.results.plain import study_to_plain

_PAGE = b"#set text(font: json(bytes(sys.inputs.fonts)))\n#sys.inputs.characters"
_STRICT = "ua-1"
"""The standard that refuses a page with a character it cannot show."""


def missing_glyphs(text: str, fonts: typst.Fonts) -> str:
    """The characters of a text that none of the fonts has, each once, in the order of Unicode."""
    seen = sorted(character for character in set(text) if not character.isspace())
    return "".join(_missing(seen, fonts))


def all_text(study: Study) -> str:
    """Every text of a study, those inside figures too."""
    return "\n".join(_texts(study_to_plain(study)))


def _missing(characters: list[str], fonts: typst.Fonts) -> Iterator[str]:
    """Halve what cannot be shown until single characters are left."""
    if not characters or _can_show(characters, fonts):
        return
    if len(characters) == 1:
        yield characters[0]
        return
    middle = len(characters) // 2
    yield from _missing(characters[:middle], fonts)
    yield from _missing(characters[middle:], fonts)

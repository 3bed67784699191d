"""What to write instead of a name nobody knows."""

from collections.abc import Iterable

from detente.case.spelling import did_you_mean

_FEW = 6


def name_hint(written: str, known: Iterable[str]) -> str:
    """The known name nearest to what was written, or all known names if they are few.

    >>> name_hint("KPP", ["PRK", "KOR", "KP"])
    "did you mean 'KP'?"
    >>> name_hint("Narnia", ["PRK", "KOR"])
    'known: KOR, PRK'
    """
    names = sorted(set(known))
    listed = f"known: {', '.join(names)}" if 0 < len(names) <= _FEW else ""
    return did_you_mean(written, names) or listed

"""What the analyst may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches

FEW = 6


def suggestion(written: str, known: Iterable[str]) -> str:
    """The known name nearest to what was written, or all known names if they are few.

    >>> suggestion("KPP", ["PRK", "KOR", "KP"])
    "did you mean 'KP'?"
    """
    names = sorted(set(known))
    by_lower_case = {name.lower(): name for name in names}
    close = get_close_matches(written.lower(), by_lower_case, n=1)
    if close:
        return f"did you mean '{by_lower_case[close[0]]}'?"
    return f"known: {', '.join(names)}" if 0 < len(names) <= FEW else ""

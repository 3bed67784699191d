"""What somebody may have meant by a word nobody knows."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The closest known word as a question; empty if none is close.

    >>> did_you_mean("saliance", ["salience", "capability"])
    "did you mean 'salience'?"
    """
    by_lower_case = {name.lower(): name for name in known}
    close = get_close_matches(word.lower(), by_lower_case, n=1)
    return f"did you mean '{by_lower_case[close[0]]}'?" if close else ""

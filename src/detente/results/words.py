"""Numbers as a minister reads them: percent without decimals, ranges, lists, dates."""

from collections.abc import Sequence
from datetime import date

from detente.results.nouns import Column

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_COUNTS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def percent(share: float) -> str:
    """A share in percent without decimals; only what is certain is called 0 % or 100 %.

    >>> percent(0.426), percent(0.004), percent(0.0), percent(0.997), percent(-0.05)
    ('43 %', 'less than 1 %', '0 %', 'more than 99 %', '−5 %')
    """
    rounding = 1e-12
    if share < 0:
        return f"−{percent(-share)}" if share <= -0.01 else "about 0 %"  # noqa: PLR2004
    if 0 < share < 0.01:  # noqa: PLR2004 - one percent
        return "less than 1 %"
    if 0.99 < share < 1.0 - rounding:  # noqa: PLR2004 - all but one percent
        return "more than 99 %"
    return f"{share * 100:.0f} %"


def span(low: float, high: float) -> str:
    """A range of shares in percent; one number where both ends read the same.

    >>> span(0.121, 0.4), span(0.001, 0.2), span(0.3, 0.3)
    ('12 % to 40 %', 'less than 1 % to 20 %', '30 % throughout')
    """
    first, last = percent(low), percent(high)
    return f"{first} throughout" if first == last else f"{first} to {last}"


def within(low: float, high: float) -> str:
    """A range of shares for the middle of a sentence, said once if its ends read the same.

    >>> within(0.12, 0.4), within(0.3, 0.301), within(0.001, 0.002)
    ('12 % to 40 %', '30 %', 'less than 1 %')
    """
    return span(low, high).removesuffix(" throughout")


def combinations(share: float) -> str:
    """So many of the input combinations that were drawn.

    >>> combinations(0.884), combinations(1.0), combinations(0.0)
    ('88 % of the input combinations', 'all input combinations', 'none of the input combinations')
    """
    if share in {0.0, 1.0}:
        return "all input combinations" if share else "none of the input combinations"
    return f"{percent(share)} of the input combinations"


def points(value: float) -> str:
    """A number of points without decimals, its sign a true minus.

    >>> points(12.4), points(-3.6), points(-0.2)
    ('12', '−4', '0')
    """
    rounded = round(value)
    return f"−{-rounded}" if rounded < 0 else str(rounded)


def listed(things: Sequence[str], last: str = "and") -> str:
    """Things in a row, the last joined by a word.

    >>> listed(["Japan", "China", "Russia"]), listed(["Japan"])
    ('Japan, China and Russia', 'Japan')
    """
    if len(things) <= 1:
        return "".join(things)
    return f"{', '.join(things[:-1])} {last} {things[-1]}"


def day(when: date) -> str:
    """A date in words.

    >>> day(date(2018, 7, 1))
    '1 July 2018'
    """
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def counted(number: int) -> str:
    """A number of things: in words up to twelve, in digits beyond.

    >>> counted(2), counted(40), counted(4736)
    ('two', '40', '4,736')
    """
    return _COUNTS[number] if number < len(_COUNTS) else f"{number:,}"


def ordinal(number: int) -> str:
    """The place of a thing in a row: in words up to ten, in digits beyond.

    >>> ordinal(1), ordinal(5), ordinal(11), ordinal(22)
    ('first', 'fifth', '11th', '22nd')
    """
    if number <= len(_PLACES):
        return _PLACES[number - 1]
    teens = number % 100 in {11, 12, 13}
    return f"{number}{'th' if teens else _ENDINGS.get(number % 10, 'th')}"


_PLACES = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def capital(sentence: str) -> str:
    """The sentence with a capital letter in front, also inside a quotation mark.

    >>> capital("the talks with North Korea go on."), capital("“peace” holds.")
    ('The talks with North Korea go on.', '“Peace” holds.')
    """
    first = 1 if sentence.startswith("“") else 0
    return sentence[:first] + sentence[first : first + 1].upper() + sentence[first + 1 :]


def possessive(name: str) -> str:
    """The genitive of a name.

    >>> possessive("Japan"), possessive("United States")
    ("Japan's", "United States'")
    """
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def column(name: str, title: str, unit: str = "") -> Column:
    """One column of a table: its name for machines, its title for people, its unit."""
    return Column(name=name, title=title, unit=unit)

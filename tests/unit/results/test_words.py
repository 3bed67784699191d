from datetime import date

import pytest

from detente.results import Column
from detente.results.words import (
    capital,
    column,
    counted,
    day,
    listed,
    percent,
    points,
    possessive,
    span,
)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.0, "0 %"),
        (1e-9, "less than 1 %"),
        (0.00999, "less than 1 %"),
        (0.01, "1 %"),
        (0.5, "50 %"),
        (0.99, "99 %"),
        (0.9901, "more than 99 %"),
        (1.0 - 1e-15, "100 %"),
        (1.0, "100 %"),
        (-0.005, "about 0 %"),
        (-0.01, "−1 %"),
        (-1.0, "−100 %"),
    ],
)
def test_percent(share: float, expected: str) -> None:
    assert plain(percent(share)) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.121, 0.4, "12 % to 40 %"),
        (0.0, 1.0, "0 % to 100 %"),
        (0.301, 0.299, "30 % throughout"),
        (0.001, 0.002, "less than 1 % throughout"),
    ],
)
def test_span(low: float, high: float, expected: str) -> None:
    assert plain(span(low, high)) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(0.4, "0"), (-0.4, "0"), (2.6, "3"), (-12.2, "−12"), (0.0, "0")]
)
def test_points(value: float, expected: str) -> None:
    assert points(value) == expected


@pytest.mark.parametrize(
    ("things", "expected"),
    [((), ""), (("a",), "a"), (("a", "b"), "a or b"), (("a", "b", "c"), "a, b or c")],
)
def test_listed(things: tuple[str, ...], expected: str) -> None:
    assert listed(things, "or") == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [(date(1962, 10, 16), "16 October 1962"), (date(2018, 1, 1), "1 January 2018")],
)
def test_day(when: date, expected: str) -> None:
    assert day(when) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "no"), (1, "one"), (12, "twelve"), (13, "13"), (500, "500")]
)
def test_counted(number: int, expected: str) -> None:
    assert counted(number) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [("", ""), ("“", "“"), ("“a”", "“A”"), ("élan", "Élan"), ("日本 waits", "日本 waits")],
)
def test_capital(sentence: str, expected: str) -> None:
    assert capital(sentence) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("Japan", "Japan's"), ("the Netherlands", "the Netherlands'")]
)
def test_possessive(name: str, expected: str) -> None:
    assert possessive(name) == expected


def test_a_column_has_no_unit_unless_it_says_so() -> None:
    assert column("say", "Say") == Column(name="say", title="Say", unit="")
    assert column("say", "Say", "share").unit == "share"


def plain(text: str) -> str:
    """The text with blanks that may break."""
    return text.replace("\u00a0", " ")

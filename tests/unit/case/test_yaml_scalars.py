"""What plain words mean."""

import pytest

from detente.case.yaml_scalars import MAX_DIGITS, resolve


@pytest.mark.parametrize(
    "word", ["NO", "no", "on", "off", "Yes", "y", "12:30", "2018-03-21", "1_000", "0b1", "<<", "="]
)
def test_words_with_a_meaning_in_yaml_1_1_are_text(word: str) -> None:
    assert resolve(word) == word


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("", None),
        ("~", None),
        ("Null", None),
        ("TRUE", True),
        ("false", False),
        ("010", 10),
        ("-7", -7),
        ("0o17", 15),
        ("0xff", 255),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("5.", 5.0),
    ],
)
def test_core_words_mean_what_yaml_1_2_says(word: str, meaning: object) -> None:
    assert resolve(word) == meaning
    assert type(resolve(word)) is type(meaning)


@pytest.mark.parametrize("word", ["9" * (MAX_DIGITS + 1), "0x" + "f" * 290])
def test_a_number_too_long_to_compute_with_is_refused(word: str) -> None:
    with pytest.raises(OverflowError):
        resolve(word)


@pytest.mark.parametrize("word", [".inf", "-.INF", ".nan", "1e999"])
def test_what_is_not_finite_is_refused(word: str) -> None:
    with pytest.raises(ArithmeticError):
        resolve(word)

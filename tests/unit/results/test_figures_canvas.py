"""What holds for every kind of figure, and the sheet they are drawn on."""

import json
from collections.abc import Callable, Iterator

import pytest
from tests.unit.report.sample_figures import EVERY, HOSTILE

from detente.report.charts import svg
from detente.results import Figure, Topic
from detente.results.figures import Caption
from detente.results.figures.canvas import figure, text_width, wrapped

CAPTION = Caption(id="empty", title="Empty", alternative="Nothing is there.")
CODE = {"expr", "signal", "calculate", "filter", "test", "url", "href", "field", "labelExpr"}


def named(make: Callable[[], Figure]) -> str:
    return make.__name__


@pytest.fixture(params=EVERY, ids=named)
def made(request: pytest.FixtureRequest) -> Figure:
    drawn: Figure = request.param()
    return drawn


def entries(thing: object) -> Iterator[tuple[str, object]]:
    """Every key of a specification with its value, at whatever depth."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield str(key), value
            yield from entries(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from entries(value)


def test_a_figure_is_plain_data(made: Figure) -> None:
    back = json.loads(json.dumps(made.spec, allow_nan=False))
    assert back["$schema"] == "https://vega.github.io/schema/vega-lite/v6.json"
    assert back["description"] == made.alternative


def test_a_figure_holds_its_data_and_names_no_other(made: Figure) -> None:
    sources = [value for key, value in entries(made.spec) if key == "data"]
    assert sources
    assert all(isinstance(source, dict) and set(source) == {"values"} for source in sources)


def test_no_text_of_a_case_is_code(made: Figure) -> None:
    code = [str(value) for key, value in entries(made.spec) if key in CODE]
    assert not [text for text in code if "script" in text or "panic" in text or "*" in text]


def test_a_figure_is_made_the_same_twice(made: Figure) -> None:
    again = next(make() for make in EVERY if make().id == made.id)
    assert json.dumps(again.spec) == json.dumps(made.spec)


def test_hostile_text_is_drawn_as_text() -> None:
    pictures = [svg(make()) for make in EVERY]
    bare = [picture.replace("&lt;", "<").replace("&gt;", ">") for picture in pictures]
    assert not [picture for picture in pictures if "<script" in picture]
    assert sum(HOSTILE.split()[0] in picture for picture in bare) >= 5


def test_a_figure_has_the_place_of_its_caption() -> None:
    caption = Caption(id="a", title="B", alternative="C", topic=Topic.ADVICE)
    drawn = figure(caption, {"mark": "bar"})
    assert (drawn.id, drawn.title, drawn.alternative) == ("a", "B", "C")
    assert drawn.topic is Topic.ADVICE
    assert drawn.spec["mark"] == "bar"


@pytest.mark.parametrize("alternative", ["", "  \n"])
def test_a_figure_without_words_for_who_cannot_see_it_is_refused(alternative: str) -> None:
    caption = Caption(id="bars", title="Bars", alternative=alternative)
    with pytest.raises(ValueError, match="figure 'bars' has no alternative text"):
        figure(caption, {})


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("", 5, [""]),
        ("  a   b ", 5, ["a b"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("on abcdefgh", 4, ["on", "abcd", "efgh"]),
        ("日本語の人", 4, ["日本", "語の", "人"]),
        ("in 日本", 5, ["in 日", "本"]),
        ("日本", 1, ["日", "本"]),
    ],
)
def test_lines_break_between_words_and_inside_long_ones(
    text: str, cells: int, expected: list[str]
) -> None:
    assert wrapped(text, cells) == expected


def test_wide_characters_take_twice_the_room() -> None:
    assert text_width("日本", 10) == text_width("abcd", 10)

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import singledispatch
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from tests.unit.report.sample_figures import HOSTILE, say
from tests.unit.report.sample_study import RESULTS, STUDY, scenario

from detente.report.blocks import (
    Assumptions,
    Block,
    BottomLine,
    Bullets,
    FigureBlock,
    Heading,
    NewPage,
    Paragraph,
    Reproduce,
    Sources,
    TableBlock,
    Title,
)
from detente.report.compose import compose
from detente.report.formats import cell, heading
from detente.report.html import to_html

CLIPPED = {
    "data": {"values": [{"x": 1, "y": 2}]},
    "mark": {"type": "line", "clip": True},
    "encoding": {
        "x": {"field": "x", "type": "quantitative"},
        "y": {"field": "y", "type": "quantitative"},
    },
}
ALONE = frozenset({"meta", "hr", "br", "col", "link", "img", "input"})


class Page(HTMLParser):
    """What a browser finds: elements, texts, and whether every element is closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def all_of(self, attribute: str) -> list[str]:
        return [str(attrs[attribute]) for _, attrs in self.found if attribute in attrs]


@pytest.fixture(scope="module")
def source() -> str:
    return to_html(STUDY)


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


@singledispatch
def texts(block: Block) -> Iterator[str]:
    """Everything a block says."""
    assert isinstance(block, NewPage)
    yield from ()


@texts.register
def _(block: Title) -> Iterator[str]:
    yield from (block.title, block.focal, block.as_of)
    yield from (name for _, name in block.native_names)


@texts.register
def _(block: Heading | Paragraph) -> Iterator[str]:
    yield block.text


@texts.register
def _(block: BottomLine | Bullets) -> Iterator[str]:
    yield from block.sentences


@texts.register
def _(block: FigureBlock) -> Iterator[str]:
    yield from (f"Figure {block.number}. {block.figure.title}", block.figure.alternative)


@texts.register
def _(block: TableBlock) -> Iterator[str]:
    yield f"Table {block.number}. {block.table.title}"
    yield block.table.note
    yield from (heading(column) for column in block.table.columns)
    for row in block.table.rows:
        yield from (cell(v, c) for v, c in zip(row, block.table.columns, strict=True))
    if block.rows_left_out:
        yield f"{block.rows_left_out} more rows"


@texts.register
def _(block: Sources) -> Iterator[str]:
    yield from (line.title for line in block.lines)


@texts.register
def _(block: Assumptions) -> Iterator[str]:
    yield from (entry.sentence for entry in block.entries)


@texts.register
def _(block: Reproduce) -> Iterator[str]:
    yield from (block.provenance.command, block.provenance.case_digest, str(block.solves))


def test_it_is_one_whole_page(source: str, page: Page) -> None:
    assert source.startswith("<!doctype html>")
    assert page.open == []
    assert ("html", {"lang": "en"}) in page.found


def test_all_that_the_blocks_say_is_there(page: Page) -> None:
    said = (" ".join(text.split()) for block in compose(STUDY) for text in texts(block))
    assert [text for text in said if text not in page.text] == []


def test_the_case_is_text_and_never_markup(source: str, page: Page) -> None:
    assert "<script" not in source.lower()
    assert page.text.count(HOSTILE) > 5


def test_nothing_runs(page: Page) -> None:
    assert not {tag for tag, _ in page.found} & {"script", "iframe", "object", "embed", "form"}
    assert not [name for _, attrs in page.found for name in attrs if name.startswith("on")]


def test_nothing_is_fetched(source: str, page: Page) -> None:
    assert page.all_of("src") == []
    assert "@import" not in source
    assert set(re.findall(r"url\(([^)]{0,3})", source)) <= {"#fi"}
    assert {link for link in page.all_of("href") if not link.startswith("#")} == {
        "https://example.org/seat?year=2018&page=1"
    }


def test_a_policy_forbids_what_the_page_does_not_do(page: Page) -> None:
    (policy,) = [attrs["content"] for _, attrs in page.found if "http-equiv" in attrs]
    assert policy is not None
    assert policy.startswith("default-src 'none'")


def test_anchors_lead_somewhere_and_are_unique(page: Page) -> None:
    ids = page.all_of("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.all_of("href") if link.startswith("#")} <= set(ids)


def test_pictures_that_share_a_page_keep_their_inner_references_apart() -> None:
    clipped = replace(say(), spec=CLIPPED)
    made = replace(RESULTS[0], figures=(clipped, replace(clipped, id="other")))
    source = to_html(replace(STUDY, results=(made,)))
    named = set(re.findall(r"url\(#([^)]+)\)", source))
    ids = Page(source).all_of("id")
    assert len(named) == 2
    assert [ids.count(one) for one in named] == [1, 1]


def test_native_names_say_their_language(page: Page) -> None:
    spoken = [attrs["lang"] for tag, attrs in page.found if tag == "span" and "lang" in attrs]
    assert spoken == ["ja", "ko"]


def test_every_picture_has_a_name_and_a_text(page: Page) -> None:
    pictures = [attrs for _, attrs in page.found if attrs.get("class") == "picture"]
    every = [figure for result in RESULTS for figure in result.figures]
    assert {attrs["aria-label"] for attrs in pictures} == {figure.title for figure in every}
    assert all(attrs["role"] == "img" for attrs in pictures)
    assert set(page.all_of("aria-describedby")) <= set(page.all_of("id"))


def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.found if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(b - a for a, b in pairwise(levels)) <= 1


def test_same_study_same_bytes(source: str) -> None:
    assert to_html(STUDY) == source


def test_a_scenario_is_named() -> None:
    assert "in the scenario “no summit”" in Page(to_html(scenario())).text


def test_a_number_keeps_its_percent_sign_beside_it(source: str) -> None:
    assert "by July 2018 (55\u00a0%)." in source


def test_columns_share_the_page_and_only_wide_tables_turn_it(page: Page) -> None:
    turned = [attrs.get("class") == "turned" for tag, attrs in page.found if tag == "details"]
    styles = [str(attrs["style"]) for tag, attrs in page.found if tag == "th" and "style" in attrs]
    shares = [float(style.removeprefix("width: ").removesuffix("%")) for style in styles]
    assert turned == [False, False, False, True]
    assert len(shares) == 10
    assert sum(shares) == pytest.approx(100, abs=0.5)

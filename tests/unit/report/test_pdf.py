import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typst

from detente.report.pdf import _plain, to_pdf
from detente.results import (
    Column,
    Figure,
    Finding,
    Guarantee,
    GuaranteeKind,
    Provenance,
    Result,
    SourceLine,
    Study,
    Table,
    Topic,
)
from detente.results.nouns import Assumption

BUNDLED = typst.Fonts(include_system_fonts=False)
HOSTILE = (
    "#panic(1)",
    "*bold* and _thin_",
    '#read("/etc/passwd")',
    "$x^2$ [b] {c} @ref <label> // end",
    "\\u{41} `raw` = not a heading",
)
PROVENANCE = Provenance(
    case_id="dam",
    case_digest="0123456789abcdef" * 4,
    scenario="",
    focal="LOW",
    draws=8,
    seed=1,
    version="0.1.0",
    command="detente run dam --seed 1",
)
BARS = Figure(
    id="bars",
    title="Two bars",
    alternative="Upland 3, Lowland 5",
    topic=Topic.BIG_PICTURE,
    spec={
        "data": {"values": [{"actor": "Upland", "say": 3}, {"actor": "Lowland", "say": 5}]},
        "mark": "bar",
        "encoding": {
            "x": {"field": "say", "type": "quantitative"},
            "y": {"field": "actor", "type": "nominal"},
        },
    },
)
EVENTS = Table(
    id="events",
    title="Chance of each event",
    columns=(
        Column(name="event", title="Event"),
        Column(name="chance", title="Chance", unit="share"),
    ),
    rows=tuple((f"event_{number}", number / 100) for number in range(60)),
    note="Made up.",
)


def study(*sentences: str, title: str = "Upland fills its dam", **changes: Any) -> Study:
    first, *others = sentences or ("Nothing happens.",)
    findings = (
        Finding(topic=Topic.BOTTOM_LINE, sentence=first),
        *(Finding(topic=Topic.BIG_PICTURE, sentence=other) for other in others),
    )
    answer = Result(
        analysis="outlook",
        question="What can happen?",
        findings=findings,
        tables=(EVENTS,),
        figures=(BARS,),
        guarantee=Guarantee(kind=GuaranteeKind.PROVED, sentence="Exact."),
        assumptions=(Assumption(sentence="Everybody waits first.", source="judgement"),),
        references=(),
        provenance=PROVENANCE,
    )
    plain = Study(
        format="1",
        title=title,
        as_of="2030-01-02",
        focal="LOW",
        focal_name="Lowland",
        names={"LOW": {"en": "Lowland"}},
        words={},
        colours={},
        results=(answer,),
        sources=(
            SourceLine(
                id="flows",
                title="Yearbook of flows",
                publisher="River Commission",
                date="2029-06-01",
                url="https://example.org/flows?year=2029",
                cited=2,
            ),
        ),
        notices=("A move was dropped.",),
        solves=12,
        provenance=PROVENANCE,
    )
    return replace(plain, **changes)


def read(tool: str, content: bytes, folder: Path) -> str:
    """What a tool of poppler says about a PDF, white space made single."""
    if shutil.which(tool) is None:
        pytest.skip(f"needs {tool} of poppler-utils")
    place = folder / "brief.pdf"
    place.write_bytes(content)
    command = [tool, str(place), *(["-"] if tool == "pdftotext" else [])]
    said = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return re.sub(r"\s+", " ", said.replace("\u200b", "").replace("\u00a0", " "))


def text_of(content: bytes, folder: Path) -> str:
    return read("pdftotext", content, folder)


def test_every_kind_of_block_is_on_the_page(tmp_path: Path) -> None:
    text = text_of(to_pdf(study("It stops.", "It may go on."), BUNDLED).content, tmp_path)
    expected = (
        "Upland fills its dam",
        "For Lowland, as of 2 January 2030",
        "Bottom line",
        "It stops.",
        "The big picture",
        "It may go on.",
        "Figure 1. Two bars",
        "What can happen?",
        "Table 1. Chance of each event",
        "event_14 14.0",
        "Made up. 45 more rows are in the study as JSON and CSV.",
        "Everybody waits first. (judgement)",
        "A move was dropped.",
        "Yearbook of flows. River Commission, 2029-06-01. https://example.org/flows?year=2029",
        "cited 2 times",
        "detente run dam --seed 1",
        "Case 0123456789ab",
        "Page 1 of",
    )
    assert [words for words in expected if words not in text] == []


def test_the_file_is_tagged_dated_by_the_case_and_has_a_title(tmp_path: Path) -> None:
    told = read("pdfinfo", to_pdf(study(), BUNDLED).content, tmp_path)
    assert "Tagged: yes" in told
    assert "Title: Upland fills its dam" in told
    assert "Author: detente 0.1.0" in told
    assert told.count("Jan 2 00:00:00 2030 UTC") == 2
    assert "A4" in told


def test_it_is_called_accessible_by_standard() -> None:
    assert b"<pdfuaid:part>1<" in to_pdf(study(), BUNDLED).content


def test_same_study_same_bytes() -> None:
    assert to_pdf(study(), BUNDLED).content == to_pdf(study(), BUNDLED).content


def test_a_case_before_the_first_computers_has_its_date() -> None:
    old = to_pdf(study(as_of="1962-10-16"), BUNDLED).content
    assert b"CreationDate(D:19621016" in old


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_of_a_case_is_never_run(hostile: str, tmp_path: Path) -> None:
    entry = SourceLine(id="x", title=hostile, publisher="", date="", url=hostile, cited=1)
    made = study(hostile, f"Then {hostile}", title=hostile, focal_name=hostile, sources=(entry,))
    pdf = to_pdf(made, BUNDLED)
    assert pdf.warnings == ()
    assert text_of(pdf.content, tmp_path).count(hostile) >= 5


def test_only_addresses_of_the_web_become_links() -> None:
    entry = SourceLine(id="x", title="T", publisher="", date="", url="file:///etc/passwd", cited=1)
    assert b"/URI(file:" not in to_pdf(study(sources=(entry,)), BUNDLED).content
    assert b"/URI(https://example.org" in to_pdf(study(), BUNDLED).content


def test_the_header_of_a_table_is_on_each_of_its_pages(tmp_path: Path) -> None:
    rows = tuple((f"event_{number} {'and more ' * 300}", 0.5) for number in range(25))
    long = replace(study().results[0], tables=(replace(EVENTS, rows=rows),))
    text = text_of(to_pdf(study(results=(long,)), BUNDLED).content, tmp_path)
    assert text.count("(%)") >= 2


def test_names_in_other_scripts_are_printed(tmp_path: Path) -> None:
    machine = typst.Fonts()
    if not any("CJK" in family for family in machine.families()):
        pytest.skip("no CJK font on this machine")
    names = {"LOW": {"en": "Lowland", "ja": "日本", "ko": "일본"}}
    pdf = to_pdf(study("북한 waits.", names=names), machine)
    text = text_of(pdf.content, tmp_path)
    assert pdf.warnings == ()
    assert [name for name in ("日本", "일본", "북한") if name not in text] == []


def test_words_in_figures_are_whole_in_whatever_script(tmp_path: Path) -> None:
    machine = typst.Fonts()
    if not any("CJK" in family for family in machine.families()):
        pytest.skip("no CJK font on this machine")
    rows = {"values": [{"actor": "Łódź 日本 북한", "say": 3}]}
    figure = replace(BARS, spec={**BARS.spec, "data": rows})
    answer = replace(study().results[0], figures=(figure,))
    text = text_of(to_pdf(study(results=(answer,)), machine).content, tmp_path)
    assert [word for word in ("Łódź", "日本", "북한") if word not in text] == []


def test_a_refusal_of_the_standard_is_a_warning_and_no_failure(tmp_path: Path) -> None:
    rows = {"values": [{"actor": "हिन्दी", "say": 3}]}
    answer = replace(study().results[0], figures=(replace(BARS, spec={**BARS.spec, "data": rows}),))
    pdf = to_pdf(study("It stops.", results=(answer,)), BUNDLED)
    assert len(pdf.warnings) == 1
    assert "Upland fills its dam" in text_of(pdf.content, tmp_path)


def test_missing_characters_are_named_and_the_rest_is_still_printed(tmp_path: Path) -> None:
    pdf = to_pdf(study("日本 waits."), BUNDLED)
    (warning,) = pdf.warnings
    assert "日 (U+65E5), 本 (U+672C); for Japanese and Korean install" in warning
    assert "waits." in text_of(pdf.content, tmp_path)


def test_a_block_the_template_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError, match="no way to print 'a poem'"):
        _plain("a poem")  # type: ignore[arg-type]

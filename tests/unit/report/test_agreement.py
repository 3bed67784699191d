"""The three fronts say the same: whatever stands in the answer stands in each of them."""

import html
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import typst
from rich.console import Console
from tests.unit.report.sample_study import STUDY

from detente.report.blocks import BottomLine, Bullets, Heading, NewPage
from detente.report.compose import compose
from detente.report.html import to_html
from detente.report.pdf import to_pdf
from detente.report.terminal import write_study


def answer() -> list[str]:
    """Headings and sentences before the annex, in order."""
    said: list[str] = []
    for block in compose(STUDY):
        if isinstance(block, NewPage):
            break
        if isinstance(block, Heading):
            said.append(block.text)
        elif isinstance(block, BottomLine | Bullets):
            said += block.sentences
    return said


def bare(text: str) -> str:
    """Letters, digits and signs alone: fronts break lines, and long words, as they need."""
    return re.sub(r"[\s\u200b\u00ad•│]", "", text)


def on_the_terminal(width: int) -> str:
    page = io.StringIO()
    write_study(STUDY, Console(file=page, width=width, highlight=False, markup=False, emoji=False))
    return page.getvalue()


def in_html() -> str:
    main = to_html(STUDY).split("</nav>")
    bottom_line = main[0].split("<h2>Bottom line</h2>")[1].split("<nav")[0]
    without_pictures = re.sub(r"<svg.*?</svg>", "", bottom_line + main[1], flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", without_pictures))


def in_pdf(folder: Path) -> str:
    machine = typst.Fonts()
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext of poppler-utils")
    if not any("CJK" in family for family in machine.families()):
        pytest.skip("no CJK font on this machine")
    place = folder / "brief.pdf"
    place.write_bytes(to_pdf(STUDY, machine).content)
    run = subprocess.run(["pdftotext", str(place), "-"], capture_output=True, check=True)  # noqa: S607
    return run.stdout.decode()


def missing(text: str) -> list[str]:
    """The sentences of the answer that do not follow one another in a text."""
    whole, at, lost = bare(text), 0, []
    for sentence in answer():
        found = whole.find(bare(sentence), at)
        if found < 0:
            lost.append(sentence)
        else:
            at = found + len(bare(sentence))
    return lost


def test_there_is_an_answer() -> None:
    assert len(answer()) > 20


@pytest.mark.parametrize("width", [60, 100])
def test_the_terminal_says_it_in_order(width: int) -> None:
    assert missing(on_the_terminal(width)) == []


def test_html_says_it_in_order() -> None:
    assert missing(in_html()) == []


def test_the_pdf_says_it_in_order(tmp_path: Path) -> None:
    assert missing(in_pdf(tmp_path)) == []

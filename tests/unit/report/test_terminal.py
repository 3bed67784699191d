import io

import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.unit.report.sample_figures import HOSTILE
from tests.unit.report.sample_study import OUTLOOK_NOTE, STUDY, alone, scenario, single

from detente.report.blocks import Sources
from detente.report.terminal import _drawn, bottom_line_text, print_study, write_study
from detente.results import Study

WIDTHS = (60, 100, 160)


def printed(study: Study, width: int) -> str:
    page = io.StringIO()
    console = Console(
        file=page, width=width, highlight=False, markup=False, emoji=False, color_system=None
    )
    write_study(study, console)
    return page.getvalue()


def flat(text: str) -> str:
    """The text on one line, without the frame of the bottom line."""
    return " ".join(text.replace("│", " ").replace("•", " ").split())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("study", [STUDY, single(), alone("claims")], ids=["all", "one", "wide"])
def test_no_line_is_longer_than_the_terminal(study: Study, width: int) -> None:
    assert max(cell_len(line) for line in printed(study, width).splitlines()) <= width


def test_a_study_is_printed_as_its_answer() -> None:
    text = flat(printed(STUDY, 100))
    assert "Brief for Japan 日本 일본" in text
    assert "(21 March 2018)" in text
    assert "The leaders most likely meet by July 2018 (55 %)." in text
    assert "Figure 1, in the brief: How likely, by when" in text
    assert "Get into the talks." in text
    assert "`detente brief` writes it as HTML and PDF" in text


def test_the_annex_of_a_study_stays_in_the_brief() -> None:
    text = flat(printed(STUDY, 100))
    assert "A sentence of the annex alone." not in text
    assert "How sure" not in text


def test_one_result_is_printed_in_full() -> None:
    text = flat(printed(single(), 100))
    assert "A fifth sentence of the big picture waits in the annex." in text
    assert "How sure: sampled. Means over 64 draws." in text
    assert "25 more rows: `--json` has them all" in text
    assert OUTLOOK_NOTE in text


def test_a_table_that_fits_is_a_grid() -> None:
    lines = {" ".join(line.split()) for line in printed(single(), 100).splitlines()}
    assert "Event By Mean (%) Low (%) Draws Open" in lines
    assert "event 3 12 April 2018 7.5 – 64 no" in lines


def test_numbers_stand_flush_right() -> None:
    lines = printed(single(), 100).splitlines()
    ends = {line.index(" 64 ") for line in lines if line.startswith("event ") and " 64 " in line}
    assert len(ends) == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_a_table_that_does_not_fit_is_told_row_by_row(width: int) -> None:
    lines = printed(alone("claims"), width).splitlines()
    assert "Number 0 (% of draws): 0.0" in lines
    assert "  Number 1 (% of draws): 10.0" in lines


def test_a_narrow_terminal_tells_row_by_row_what_a_wide_one_sets_as_a_grid() -> None:
    said = "Low (%): –"
    assert said in printed(single(), 40)
    assert said not in printed(single(), 160)


@pytest.mark.parametrize("study", [STUDY, single()], ids=["all", "one"])
def test_text_of_a_case_is_never_markup(study: Study) -> None:
    assert HOSTILE in flat(printed(study, 100))


def test_without_colour_there_is_no_escape(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    print_study(STUDY)
    out = capsys.readouterr().out
    assert "Bottom line" in out
    assert "\x1b" not in out


def test_no_colour_is_respected_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    page = io.StringIO()
    write_study(STUDY, Console(file=page, width=100, force_terminal=True))
    assert "\x1b[3" not in page.getvalue()


def test_a_scenario_stands_beside_the_date() -> None:
    assert "(21 March 2018, scenario no summit)" in flat(printed(scenario(), 160))


def test_the_bottom_line_is_plain_lines() -> None:
    lines = bottom_line_text(STUDY).splitlines()
    assert lines[0].endswith("(21 March 2018)")
    assert [line[:2] for line in lines[1:]] == ["• "] * 3


def test_without_a_bottom_line_the_title_stands_alone() -> None:
    assert len(bottom_line_text(alone("position")).splitlines()) == 1


def test_a_block_the_terminal_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError, match="no way to print Sources"):
        _drawn(Sources(lines=()), 80)

"""Progress on the terminal."""

import sys

import pytest

from detente.cli import progress
from detente.cli.progress import WIDTH, Line


def test_one_line_is_drawn_over_and_cleared(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    line = Line(quiet=False)
    line("solving", 3, 3)
    line.clear()
    told = capsys.readouterr().err
    assert "3/3    solving" in told
    assert "\n" not in told
    assert told.endswith("\r" + " " * WIDTH + "\r")


def test_it_is_not_drawn_more_often_than_a_person_can_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "PATIENCE", 1e9)
    line = Line(quiet=False)
    for done in range(1, 10):
        line("solving", done, 10)
    assert capsys.readouterr().err == ""


def test_where_nobody_looks_it_is_silent(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for is_terminal, quiet in ((False, False), (True, True)):
        monkeypatch.setattr(sys.stderr, "isatty", lambda answer=is_terminal: answer)
        line = Line(quiet=quiet)
        line("solving", 3, 3)
        line.clear()
    assert capsys.readouterr().err == ""

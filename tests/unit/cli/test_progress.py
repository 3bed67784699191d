"""Progress on the terminal."""

import sys

import pytest
from numba.core.event import trigger_event

from detente.cli import progress
from detente.cli.progress import WIDTH, Line


def broadcast_compiling() -> None:
    """Tell what listens that a loop is compiled."""
    with trigger_event("numba:compile"):
        pass


def test_one_line_is_drawn_over_and_cleared(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Line(quiet=False) as line:
        line("solving", 3, 3)
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
        with Line(quiet=quiet) as line:
            line("solving", 3, 3)
            broadcast_compiling()
    assert capsys.readouterr().err == ""


def test_what_is_compiled_once_is_told_while_the_line_is_there(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Line(quiet=False):
        broadcast_compiling()
    assert "compiling" in capsys.readouterr().err
    broadcast_compiling()
    assert capsys.readouterr().err == ""

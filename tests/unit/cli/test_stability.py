"""`detente stability`, and that what it says of itself can be run again."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from detente.cli.main import main


def printed(capsys: pytest.CaptureFixture[str], words: list[str]) -> Any:  # a study as JSON
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["detente", *words, "--quiet", "--fresh", "--json"])
        main()
    return json.loads(capsys.readouterr().out)


def rows(study: Any, table: str) -> list[list[Any]]:
    """The rows of a table of a study, whichever analysis it is of."""
    (found,) = [t for result in study["results"] for t in result["tables"] if t["id"] == table]
    wanted: list[list[Any]] = found["rows"]
    return wanted


def test_what_a_state_is_short_of_can_be_asked_again_by_the_words_of_the_study(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))
    asked = ["stability", "chicken", "--target", "1", "--inverse", "TWO"]
    study = printed(capsys, asked)
    assert {row[0] for row in rows(study, "promotions")} == {1}
    totals = {row[0]: row[3] for row in rows(study, "inverse_counts")}
    assert totals["Nash"] == 24  # strict orders of four states
    said = study["provenance"]["command"].split()
    assert "--target" in said
    assert printed(capsys, said[1:])["results"] == study["results"]

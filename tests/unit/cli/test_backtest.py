"""The command `detente backtest` from its words to its exit code."""

import csv
import json
import sys
from pathlib import Path

import pytest
from tests.decided import issue, settled, table

from detente.cli import main

FEW = ("--models", "median, election", "--quiet")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A table of nine proposals in the folder the command runs in."""
    monkeypatch.chdir(tmp_path)
    Path("deu.tsv").write_bytes(settled(9))
    return "deu.tsv"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["detente", "backtest", "deu", *arguments])
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_scores_as_json(
    file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, file, *FEW, "--json") == 0
    study = json.loads(capsys.readouterr().out)
    (result,) = study["results"]
    scores = next(one for one in result["tables"] if one["id"] == "scores")
    assert [column["name"] for column in scores["columns"]] == [
        *("model", "wave", "n", "mae", "median_error", "within10", "crps", "coverage80")
    ]
    assert {row[0] for row in scores["rows"]} == {"compromise", "median", "election"}
    command = "detente backtest deu deu.tsv --models median,election --seed 1"
    assert result["provenance"]["command"] == command


def test_the_same_seed_gives_the_same_bytes(
    file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = []
    for seed in ("3", "3", "4"):
        assert run(monkeypatch, file, *FEW, "--seed", seed, "--json") == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1] != printed[2]


def test_scores_as_text(
    file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert run(monkeypatch, file, *FEW) == 0
    text = capsys.readouterr().out
    assert "A study of a data file" in text
    assert "Models on the decided issues of deu.tsv (11 August 2005)" in text
    assert "Scores by wave" in text
    assert "issues without a reference point" in text


def test_scores_as_tables(
    file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, file, *FEW, "--csv", "out") == 0
    assert "wrote" in capsys.readouterr().err
    with Path("out/backtest-scores.csv").open(encoding="utf-8") as scores:
        assert len(list(csv.DictReader(scores))) == 9


def test_scores_as_a_brief(
    file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, file, *FEW, "--out", "out") == 0
    assert capsys.readouterr().out.count("wrote") == 3
    page = Path("out/brief.html").read_text(encoding="utf-8")
    assert "<title>Models on the decided issues of deu.tsv</title>" in page
    assert "A study of a data file" in page
    assert "Brief for" not in page
    assert page.count("<figure") == 2
    assert json.loads(Path("out/study.json").read_text("utf-8"))["focal"] == ""
    assert Path("out/brief.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.tsv", None, "'none.tsv': No such file"),
        ("bad.tsv", table(issue(out="much")), "bad.tsv:2:110: error schema/wrong-type"),
        ("one.tsv", table(issue()), "two at least are needed"),
    ],
)
def test_what_cannot_be_scored_ends_with_two(
    name: str,
    content: bytes | None,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    assert run(monkeypatch, name, "--quiet") == 2
    assert said in capsys.readouterr().err


def test_an_unknown_model_ends_with_two(
    file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, file, "--models", "medium") == 2
    assert "did you mean 'median'?" in capsys.readouterr().err

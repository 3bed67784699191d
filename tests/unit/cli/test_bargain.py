"""The command that says on what terms issues would be settled; its turns are those of KTAB."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from detente.analyses import CATALOGUE, Part
from detente.cli.main import group

TABLE = "actor,issue,position,salience,capability\nA,tax,20,60,1\nB,tax,90,30,2\nC,tax,50,80,1\n"
SMALL = ("r_5_1_1", "r_5_2_0")
LARGE = (
    "dummyData_3Dim",
    "r_5_1_0",
    "r_10_1_0",
    "r_10_2_0",
    "r_20_1_0",
    "SOE-Policy",
    "SOE-Pol-Comp",
)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def bargain(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["bargain", *arguments])


def tables(result: Result) -> dict[str, list[dict[str, Any]]]:
    """The tables of the study that was printed, by id; rows by column name."""
    found = {}
    for answer in json.loads(result.stdout)["results"]:
        for table in answer["tables"]:
            names = [column["name"] for column in table["columns"]]
            found[table["id"]] = [dict(zip(names, row, strict=True)) for row in table["rows"]]
    return found


def test_all_that_is_about_terms_is_answered(tmp_path: Path) -> None:
    (tmp_path / "tax.csv").write_text(TABLE, "utf-8")
    result = bargain(str(tmp_path / "tax.csv"), "--json", "--quiet")
    asked = [answer["analysis"] for answer in json.loads(result.stdout)["results"]]
    assert asked == [analysis.id for analysis in CATALOGUE if analysis.part is Part.TERMS]
    (first, *_) = tables(result)["forecast"]
    assert first["model"] == "forecast"
    assert first["point"] == pytest.approx((60 * 20 + 60 * 90 + 80 * 50) / 200)
    assert first["p10"] < first["p50"] < first["p90"]


def test_it_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "tax.csv").write_text(TABLE, "utf-8")
    result = bargain(str(tmp_path / "tax.csv"), "--quiet", "--focal", "B")
    assert "We expect 53 on tax (range" in " ".join(result.stdout.split())
    assert "nearer to what B wants" in " ".join(result.stdout.split())


def test_the_seed_settles_everything(tmp_path: Path) -> None:
    drawn = "\nbargaining: {spatial_politics: {transition: stochastic}}"
    case = (
        "detente: 1\nid: t\ntitle: T\nas_of: 2020-01-01\n"
        "actors: {A: {capability: 1}, B: {capability: 2}, C: {capability: 1}}\n"
        "issues: {tax: {}}\npositions:\n  A: {tax: {at: [0, 20, 30], salience: 60}}\n"
        "  B: {tax: {at: 90, salience: 30}}\n  C: {tax: {at: 50, salience: 80}}\n"
    )
    (tmp_path / "t.yaml").write_text(case + drawn, "utf-8")
    options = str(tmp_path / "t.yaml"), "--json", "--quiet", "--fresh", "--draws", "8"
    one, again, other = (bargain(*options, "--seed", seed).stdout for seed in "778")
    assert one == again
    assert one != other


def test_a_case_without_positions_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(
        "detente: 1\nid: t\ntitle: T\nas_of: 2020-01-01\nactors: {A: {}}\n", "utf-8"
    )
    result = bargain(str(tmp_path / "t.yaml"), "--quiet")
    assert "nobody in the case has a position" in str(result.exception)


@pytest.mark.parametrize(
    "name", [*SMALL, *(pytest.param(name, marks=pytest.mark.jit) for name in LARGE)]
)
def test_every_turn_is_that_of_ktab(shared_data: Path, name: str) -> None:
    folder = shared_data / "ktab"
    result = bargain(str(folder / f"{name}.input.csv"), "--json", "--quiet")
    found = tables(result)["positions"]
    with (folder / f"{name}.positions.csv").open(encoding="utf-8", newline="") as file:
        expected = sorted(
            (int(row["turn"]), int(row["actor"]), int(row["dim"]), float(row["position"]))
            for row in csv.DictReader(file)
        )
    actors = list(dict.fromkeys(row["actor"] for row in found))
    issues = list(dict.fromkeys(row["dimension"] for row in found))
    got = [
        (row["turn"], actors.index(row["actor"]), issues.index(row["dimension"]), row["position"])
        for row in found
    ]
    assert [row[:3] for row in got] == [row[:3] for row in expected]
    assert [row[3] for row in got] == pytest.approx([row[3] for row in expected], abs=1e-6)

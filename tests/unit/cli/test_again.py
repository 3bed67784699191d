"""The words under a study, run again, give the same bytes."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.decided import settled

from detente.cli.main import group

CONFLICT = {
    "options": [
        {"name": "Release", "permittedDirection": "both"},
        {"name": "Attack", "permittedDirection": "fwd"},
    ],
    "decisionMakers": [
        {"name": "Up", "options": [0], "preferenceRanking": [3, [1, 2], 4]},
        {"name": "Down", "options": [1], "preferenceRanking": [2, 1, 4, 3]},
    ],
    "infeasibles": [],
    "useManualPreferenceRanking": True,
}
TABLE = "actor,issue,position,salience,capability\nA,tax,20,60,1\nB,tax,90,30,2\nC,tax,50,80,1\n"
SMALL = """\
detente: 1
id: another-name
title: A case
as_of: 2020-01-01
actors: {A: {}, B: {}}
moves: {m: {by: A}, n: {by: B}}
goals: {A: {g: {weight: 2, measure: m}}, B: {h: {weight: 1, measure: n}}}
scenarios: {keen: {set: {goals.A.g.weight: 3}}}
"""
FEW = ("--draws", "2", "--sweep-draws", "1")
FILES = {
    "dam.gmcr": json.dumps(CONFLICT).encode(),
    "folder/two words.gmcr": json.dumps(CONFLICT).encode(),
    "folder/it's terms.csv": TABLE.encode(),
    "small.yaml": SMALL.encode(),
    "folder/decided issues.tsv": settled(9),
}


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    for name, content in FILES.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(content)


def printed(words: list[str]) -> str:
    done = CliRunner().invoke(group, [*words, "--json"])
    assert done.exit_code == 0, done.output
    return done.stdout


def command(study: str) -> str:
    found: Any = json.loads(study)
    said: str = found["provenance"]["command"]
    return said


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["stability", "dam.gmcr", "--target", "2", "--inverse", "Up"], "dam.gmcr"),
        (["stability", "folder/two words.gmcr", *FEW], "'folder/two words.gmcr'"),
        (["stability", "chicken"], "chicken"),
        (["bargain", "folder/it's terms.csv", *FEW], "'folder/it'\"'\"'s terms.csv'"),
        (["run", "small.yaml", "--scenario", "keen", *FEW, "--seed", "3"], "small.yaml"),
        (["run", "teaching-two-steps", "--analysis", "locks", *FEW], "teaching-two-steps"),
        (["backtest", "deu", "folder/decided issues.tsv", "--models", "median, election"],
         "'folder/decided issues.tsv'"),
        (["show", "small.yaml", "--scenario", "keen"], "small.yaml"),
        (["why", "small.yaml", "m and not n", "--scenario", "keen"], "small.yaml 'm and not n'"),
        (["compare", "small.yaml", "small.yaml:keen", "--focal", "B", *FEW], "small.yaml:keen"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)  # fmt: skip
def test_a_study_names_the_words_that_give_it_again(words: list[str], named: str) -> None:
    more = ["--quiet", "--fresh"] if words[0] in ("run", "stability", "bargain", "compare") else []
    study = printed([*words, *more])
    said = command(study)
    assert f" {named} " in f"{said} "
    first, *again = shlex.split(said)
    assert first == "detente"
    assert printed([*again, *more]) == study


def test_a_file_is_named_as_it_was_given() -> None:
    for name in ("dam.gmcr", str(Path("dam.gmcr").absolute())):
        said = command(printed(["stability", name, "--quiet"]))
        assert shlex.split(said)[:3] == ["detente", "run", name]

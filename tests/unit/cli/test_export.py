"""The command that writes cases for other programs."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.case.exports import EXPORTERS
from detente.case.reader import read_file
from detente.cli.cases import FORMATS
from detente.cli.main import group

TABLE = "actor,position,salience,power,from,to\nA,4,0.5,1,0,10\nB,9,1,2,0,10\nC,9,1,2,0,10\n"
CASE = """
detente: 1
id: t
title: T
as_of: 2020-01-01
actors: {A: {capability: 1}, B: {capability: 2}}
issues: {x: {}}
positions: {A: {x: {at: 10, salience: 50}}, B: {x: {at: 90, salience: 50}}}
scenarios: {softer: {set: {positions.B.x.at: 60}}}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["export", *arguments])


def test_every_format_is_offered() -> None:
    assert sorted(EXPORTERS) == sorted(FORMATS)


@pytest.mark.parametrize(("form", "file"), [("ktab-csv", "b.csv"), ("yaml", "b.yaml")])
def test_a_file_is_written_in_another_form(tmp_path: Path, form: str, file: str) -> None:
    (tmp_path / "a.csv").write_text(TABLE, "utf-8")
    result = run(str(tmp_path / "a.csv"), "--to", form, "--out", str(tmp_path / file))
    assert result.output == f"wrote {tmp_path / file}\n"
    again = read_file(tmp_path / file).case
    assert [own["a"].salience.mode for own in again.positions.values()] == [50, 100, 100]


def test_without_a_file_the_text_is_printed_in_the_scenario_asked_for(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(CASE, "utf-8")
    plain = run(str(tmp_path / "t.yaml"), "--to", "decide")
    softer = run(str(tmp_path / "t.yaml"), "--to", "decide", "--scenario", "softer")
    assert "#D\tB\tx\t90\t0.5\t2\n" in plain.output
    assert "#D\tB\tx\t60\t0.5\t2\n" in softer.output

"""Commands about a case file: write one, check it, see what it says and what it rests on."""

import json
import sys
from pathlib import Path

import click

from detente.base.diagnostics import Diagnostic, Severity
from detente.cli.options import as_json, case_argument


@click.command()
@click.argument("cases", metavar="CASE...", nargs=-1, required=True)
@as_json
@click.option("--deny", type=click.Choice(["warnings"]), help="Treat warnings as errors.")
def check(cases: tuple[str, ...], as_json: bool, deny: str | None) -> None:
    """Say everything that is wrong or doubtful in case files; ends with 2 if something is wrong."""
    from detente.case.reader import check as faults_of

    found = [fault for case in cases for fault in faults_of(case)]
    if as_json:
        click.echo(json.dumps([_plain(fault) for fault in found], indent=2, ensure_ascii=False))
    else:
        for fault in found:
            click.echo(str(fault))
    errors = sum(fault.severity is Severity.ERROR for fault in found)
    refused = errors or (deny and found)
    if not as_json:
        doubts = len(found) - errors
        click.echo(f"{_count(errors, 'error')}, {_count(doubts, 'warning')}", err=True)
    if refused:
        sys.exit(2)


def _plain(fault: Diagnostic) -> dict[str, object]:
    return {
        "code": fault.code,
        "severity": str(fault.severity),
        "message": fault.message,
        "hint": fault.hint,
        "file": fault.location.file,
        "line": fault.location.line,
        "column": fault.location.column,
    }


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


@click.command()
@click.argument("name", metavar="NAME")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to write it; NAME.yaml if not given."
)
def new(name: str, out: Path | None) -> None:
    """Write a small commented case to start from."""
    from detente.base.errors import StudyError
    from detente.case.template import template

    text = template(name)
    place = out or Path(f"{name}.yaml")
    if place.exists():
        raise StudyError(f"{place} is there already", "choose another name, or --out FILE")
    place.write_text(text, "utf-8")
    click.echo(f"wrote {place}")
    click.echo(f"next: detente check {place}; detente show {place}; detente run {place}")


@click.command()
def schema() -> None:
    """Print the JSON Schema of case files, for completion and checks in an editor."""
    from detente.case.json_schema import case_schema

    click.echo(json.dumps(case_schema(), indent=2, ensure_ascii=False))


@click.command()
@case_argument
@click.option("--scenario", default="", metavar="NAME", help="A scenario of the case.")
@as_json
def show(case: str, scenario: str, as_json: bool) -> None:
    """Say a case back in words: actors, moves with locks, what goals are worth, how large it is."""
    from detente.cli.output import put
    from detente.study.opening import open_lab
    from detente.study.show import show as shown
    from detente.study.single import provenance, single
    from detente.study.words import command, option

    lab = open_lab(case, scenario=scenario)
    words = command("show", case, *option("--scenario", scenario))
    put(single(lab, shown(lab, provenance(lab, words))), as_json=as_json)


FORMATS = ("decide", "gmcr", "ktab-csv", "ktab-xml", "yaml")
"""What a case can be written as; named here so that help needs no import."""


@click.command()
@case_argument
@click.option(
    "--to",
    "form",
    required=True,
    type=click.Choice(FORMATS),
    help="For which program; yaml is a case of our own.",
)
@click.option("--scenario", default="", metavar="NAME", help="A scenario of the case.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write it, instead of here.")
def export(case: str, form: str, scenario: str, out: Path | None) -> None:
    """Write a case, or a file of another program, as a file of this or another one."""
    from detente.case.exports import EXPORTERS
    from detente.case.reader import load
    from detente.case.scenarios import in_scenario

    read = load(case)
    text = EXPORTERS[form](in_scenario(read, scenario) if scenario else read)
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, "utf-8")
        click.echo(f"wrote {out}")


@click.command()
@case_argument
@click.option(
    "--documents",
    required=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the documents, one text file each, named after the source.",
)
@as_json
def evidence(case: str, documents: Path, as_json: bool) -> None:
    """Follow every citation to a document: what is there, what is missing, what nobody cites."""
    from detente.case.documents import check_evidence
    from detente.case.reader import load
    from detente.cli.trail import plain_trail, told_trail

    report = check_evidence(load(case), documents)
    if as_json:
        click.echo(json.dumps(plain_trail(report), indent=2, ensure_ascii=False))
    else:
        for line in told_trail(report):
            click.echo(line)

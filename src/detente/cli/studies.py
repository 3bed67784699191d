"""Commands that compute: run, brief, compare, why, demo, and the list of analyses."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.options import Asked, as_json, asked, case_argument

if TYPE_CHECKING:
    from detente.results import Study
    from detente.study.run import Request

DEMO_CASES = ("japan-2018", "japan-2019")
DEMO_DRAWS, DEMO_SWEEP_DRAWS = 16, 0
FORMATS = ("html", "pdf", "json")

target_option = click.option(
    "--target",
    type=click.IntRange(1),
    metavar="STATE",
    help="The state of which is asked what it is short of, by number.",
)


@click.command()
@case_argument
@click.option(
    "--analysis", "analyses", multiple=True, metavar="ID", help="Only this one; may be repeated."
)
@target_option
@asked
@as_json
@click.option(
    "--csv",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write every table as CSV into a folder.",
)
def run(
    case: str,
    analyses: tuple[str, ...],
    target: int | None,
    asked: Asked,
    as_json: bool,
    csv: Path | None,
) -> None:
    """Answer every question of the catalogue (or some) about a case."""
    study = _study(case, replace(asked.request(analyses), target=target), asked)
    if csv is not None:
        from detente.report.tables import to_csv

        for place in to_csv(study, csv):
            click.echo(f"wrote {place}", err=True)
        return
    from detente.cli.output import put

    put(study, as_json=as_json)


@click.command()
@case_argument
@asked
@click.option(
    "--out",
    default=Path(),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder for brief.html, brief.pdf and study.json.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="Only this one; may be repeated.",
)
def brief(case: str, asked: Asked, out: Path, formats: tuple[str, ...]) -> None:
    """Write the brief of a case as HTML and PDF, with the study as JSON beside it."""
    from detente.cli.output import write_brief

    study = _studied(case, (), asked)
    for place in write_brief(study, out, formats or FORMATS):
        click.echo(f"wrote {place}")


@click.command()
@case_argument
@click.argument("event", metavar="EVENT")
@click.option("--scenario", default="", metavar="NAME", help="A scenario of the case.")
@as_json
def why(case: str, event: str, scenario: str, as_json: bool) -> None:
    """Show the most probable ways to an event, with the reason of everybody who moves.

    EVENT is the id of a move, fact or question, or an expression such as "summit and not freeze".
    """
    from detente.cli.output import put
    from detente.study.opening import open_lab
    from detente.study.single import provenance, single
    from detente.study.why import why as reasons
    from detente.study.words import command, option

    lab = open_lab(case, scenario=scenario)
    words = command("why", case, event, *option("--scenario", scenario))
    put(single(lab, reasons(lab, event, provenance(lab, words))), as_json=as_json)


@click.command()
@click.argument("left", metavar="CASE[:SCENARIO]")
@click.argument("right", metavar="CASE[:SCENARIO]")
@asked
@as_json
def compare(left: str, right: str, asked: Asked, as_json: bool) -> None:
    """Put two cases, dates or scenarios side by side: headlines, and inputs that differ."""
    from detente.cli.output import put
    from detente.cli.progress import Line
    from detente.study.compare import Side
    from detente.study.compare import compare as side_by_side
    from detente.study.opening import open_lab
    from detente.study.single import provenance, single
    from detente.study.words import command, effort_words, option

    sides = []
    with Line(quiet=asked.quiet) as line:
        for word in (left, right):
            name, _, scenario = word.partition(":")
            lab = open_lab(
                name,
                focal=asked.focal,
                scenario=scenario,
                effort=asked.request().effort,
                progress=line,
            )
            sides.append(Side(f"{lab.case.id}{':' if scenario else ''}{scenario}", lab))
        first, second = sides
        effort = effort_words(asked.request().effort)
        words = command("compare", left, right, *option("--focal", asked.focal), *effort)
        result = side_by_side(first, second, provenance(first.lab, words))
    put(single(first.lab, result), as_json=as_json)


@click.command()
@click.argument("case", metavar="FILE")
@target_option
@click.option(
    "--inverse",
    default="",
    metavar="ACTOR",
    help="Whose orders are counted, in how many of them the target is stable.",
)
@asked
@as_json
def stability(case: str, target: int | None, inverse: str, asked: Asked, as_json: bool) -> None:
    """Show which outcomes hold, how to get there, and what would make another one hold.

    FILE is a case or a .gmcr file. An actor without preferences orders the outcomes by its goals.
    """
    from detente.analyses import CATALOGUE, Part
    from detente.cli.output import put

    names = tuple(a.id for a in CATALOGUE if a.part is Part.PREFERENCES)
    request = replace(asked.request(names), target=target)
    put(_study(case, replace(request, other=inverse or request.other), asked), as_json=as_json)


@click.command()
@click.argument("case", metavar="FILE")
@asked
@as_json
def bargain(case: str, asked: Asked, as_json: bool) -> None:
    """Show on what terms issues would be settled, how sure that is, and who could shift it.

    FILE is a case, a file of KTAB or Decide, or a table of positions.
    """
    from detente.analyses import CATALOGUE, Part
    from detente.cli.output import put

    names = tuple(a.id for a in CATALOGUE if a.part is Part.TERMS)
    put(_studied(case, names, asked), as_json=as_json)


@click.command()
@as_json
def analyses(as_json: bool) -> None:
    """List the questions the catalogue answers, and the shipped cases."""
    import json

    from detente.analyses import CATALOGUE
    from detente.case.shipped import shipped

    if as_json:
        entries = [{"id": a.id, "question": a.question} for a in CATALOGUE]
        click.echo(json.dumps({"analyses": entries, "cases": shipped()}, indent=2))
        return
    wide = max(len(analysis.id) for analysis in CATALOGUE)
    for analysis in CATALOGUE:
        click.echo(f"{analysis.id:<{wide}} {analysis.question}")
    click.echo(f"\nShipped cases: {', '.join(shipped())}")


@click.command()
@click.option(
    "--out",
    default=Path("detente-demo"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder for the briefs.",
)
@click.option(
    "--draws",
    default=DEMO_DRAWS,
    show_default=True,
    type=click.IntRange(1, 4096),
    help="Draws at the headline; `detente run` uses 256.",
)
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(1, 256), help="Threads."
)
@click.option(
    "--case", "cases", multiple=True, metavar="CASE", help="Another case; may be repeated."
)
def demo(out: Path, draws: int, workers: int, cases: tuple[str, ...]) -> None:
    """Run the first case at two dates and write both briefs: the whole program in a few minutes."""
    from detente.cli.output import write_brief
    from detente.report.terminal import bottom_line_text

    for case in cases or DEMO_CASES:
        click.echo(f"{case}: reading, solving, asking every question ...", err=True)
        asked = Asked(
            focal="",
            other="",
            scenario="",
            draws=draws,
            sweep_draws=min(DEMO_SWEEP_DRAWS, draws),
            most_draws=0,
            seed=1,
            workers=workers,
            fresh=False,
            quiet=False,
        )
        study = _studied(case, (), asked)
        places = write_brief(study, out / case, FORMATS)
        click.echo(f"\n{bottom_line_text(study)}\n")
        click.echo("wrote " + ", ".join(str(p) for p in places))
    click.echo(
        "\nNext: open a brief.html; or try\n"
        "  detente show japan-2018\n"
        "  detente why japan-2018 summit\n"
        "  detente compare japan-2018 japan-2019\n"
        "  detente new my-case"
    )


def _studied(case: str, analyses: tuple[str, ...], asked: Asked) -> "Study":
    """The study of these analyses, or of all that fit the case."""
    return _study(case, asked.request(analyses), asked)


def _study(case: str, request: "Request", asked: Asked) -> "Study":
    """The study, remembered or computed, with progress and an account of the time."""
    from detente.case.reader import read_file
    from detente.cli.progress import Line
    from detente.study.cache import cache_folder, remembered
    from detente.study.run import run_study

    reading, request = read_file(case), replace(request, file=case)
    line = Line(quiet=asked.quiet)
    notices = tuple(str(warning) for warning in reading.warnings)

    def compute() -> "Study":
        return run_study(
            reading.case,
            request,
            notices=notices,
            progress=line,
            timing=None if asked.quiet else _tell_time,
        )

    folder = None if asked.fresh else cache_folder()
    with line:
        study = remembered(reading.case, request, folder, compute, notices)
    if not asked.quiet:
        click.echo(f"{study.solves} solves", err=True)
    return study


def _tell_time(spent: Mapping[str, float]) -> None:
    """Where the time went, the longest first; analyses include the solving they caused."""
    parts = sorted(spent.items(), key=lambda part: -part[1])
    told = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in parts if seconds >= 1.0)
    if told:
        click.echo(f"\nCPU time: {told}", err=True)

"""Commands that score models on decisions whose outcome is known."""

from pathlib import Path

import click

from detente.cli.options import as_json
from detente.cli.studies import FORMATS


@click.group()
def backtest() -> None:
    """Score models on decisions whose outcome is known: how far forecasts can be trusted."""


@backtest.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--models",
    metavar="NAME,...",
    default="",
    help="Only these, by comma; the mean by capability × salience is always among them.",
)
@click.option(
    "--seed",
    default=1,
    show_default=True,
    type=click.IntRange(0),
    help="Seed of folds and samples.",
)
@click.option("--quiet", is_flag=True, help="No progress.")
@as_json
@click.option(
    "--csv",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write every table as CSV into a folder.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write brief.html, brief.pdf and study.json into a folder, with the figures.",
)
def deu(
    file: Path,
    *,
    models: str,
    seed: int,
    quiet: bool,
    as_json: bool,
    csv: Path | None,
    out: Path | None,
) -> None:
    """Score models on a table of the project Decision-making in the European Union (DEU).

    FILE is your own download, tab or comma separated, one row for each issue.
    """
    from detente.case.deu import load_deu
    from detente.cli.output import put, write_brief
    from detente.cli.progress import Line
    from detente.study.backtest import measure
    from detente.study.backtest_scores import backtest_study
    from detente.study.words import command, option

    wanted = tuple(name for name in models.replace(" ", "").split(",") if name)
    with Line(quiet=quiet) as line:
        measured = measure(load_deu(file), wanted, seed=seed, progress=line)
    asked = (*option("--models", ",".join(wanted)), *option("--seed", seed))
    study = backtest_study(measured, command("backtest", "deu", str(file), *asked))
    if csv is None and out is None:
        put(study, as_json=as_json)
    if csv is not None:
        from detente.report.tables import to_csv

        for place in to_csv(study, csv):
            click.echo(f"wrote {place}", err=True)
    if out is not None:
        for place in write_brief(study, out, FORMATS):
            click.echo(f"wrote {place}")

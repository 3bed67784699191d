"""The `detente` command and how its failures are told."""

import sys

import click

from detente import __version__
from detente.base.errors import CaseError, StudyError
from detente.cli.backtest import backtest
from detente.cli.cases import check, evidence, export, new, schema, show
from detente.cli.studies import analyses, bargain, brief, compare, demo, run, stability, why

FAULTY_CASE, CANCELLED = 2, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="detente")
def group() -> None:
    """Make an international negotiation computable: one case file in, a defended brief out.

    CASE is a file, or the id of a shipped case such as japan-2018. Start with `detente demo`, or
    with `detente new my-case`.
    """


for _command in (
    demo,
    new,
    check,
    show,
    run,
    brief,
    stability,
    bargain,
    why,
    compare,
    evidence,
    analyses,
    schema,
    export,
    backtest,
):
    group.add_command(_command)


def main() -> None:
    """Run the command; a faulty case, request or folder ends with 2, a cancelled one with 130."""
    try:
        group(prog_name="detente", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("cancelled; what was not finished was not written", err=True)
        sys.exit(CANCELLED)
    except (CaseError, StudyError, OSError) as error:
        for line in _told(error):
            click.echo(line, err=True)
        sys.exit(FAULTY_CASE)


def _told(error: CaseError | StudyError | OSError) -> tuple[str, ...]:
    """A failure in the analyst's words, line by line; what names no file is our own fault."""
    match error:
        case CaseError(diagnostics=faults):
            count = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}"
            return (*map(str, faults), f"{count}; nothing was computed")
        case StudyError(message=message, hint=hint):
            return (f"error: {message}" + (f" ({hint})" if hint else ""),)
        case OSError(filename=str(name), strerror=reason):
            return (f"error: '{name}': {reason}",)
    raise error

"""The `detente` command and how its failures are told."""

import sys

import click

from detente import __version__
from detente.base.errors import CaseError, StudyError
from detente.cli.cases import check, evidence, new, schema, show
from detente.cli.studies import analyses, brief, compare, demo, run, why

FAULTY_CASE, CANCELLED = 2, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="detente")
def group() -> None:
    """Make an international negotiation computable: one case file in, a defended brief out.

    CASE is a file, or the id of a shipped case such as japan-2018. Start with `detente demo`, or
    with `detente new my-case`.
    """


for _command in (demo, new, check, show, run, brief, why, compare, evidence, analyses, schema):
    group.add_command(_command)


def main() -> None:
    """Run the command; a faulty case, request or folder ends with 2, a cancelled one with 130."""
    try:
        group(prog_name="detente", standalone_mode=False)
    except CaseError as error:
        for diagnostic in error.diagnostics:
            click.echo(str(diagnostic), err=True)
        count = len(error.diagnostics)
        click.echo(f"{count} fault{'s' if count > 1 else ''}; nothing was computed", err=True)
        sys.exit(FAULTY_CASE)
    except StudyError as error:
        hint = f" ({error.hint})" if error.hint else ""
        click.echo(f"error: {error.message}{hint}", err=True)
        sys.exit(FAULTY_CASE)
    except OSError as error:
        if error.filename is None:
            raise
        click.echo(f"error: '{error.filename}': {error.strerror}", err=True)
        sys.exit(FAULTY_CASE)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("cancelled; what was not finished was not written", err=True)
        sys.exit(CANCELLED)

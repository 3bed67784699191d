"""What the documentation gets at build time: its navigation and the generated reference pages.

MkDocs calls the functions named `on_*`. A page is never registered by hand, so none is forgotten.
"""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from detente.analyses import CATALOGUE
from detente.base.codes import CODES
from detente.cli.main import group

DATA = files("detente") / "data"
SECTIONS = {
    "tutorial": "Tutorial",
    "how-to": "How to",
    "reference": "Reference",
    "explanation": "Explanation",
    "decisions": "Decisions",
    "contributing": "Contributing",
}


def on_files(pages: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, then set the navigation from all pages there are."""
    for path, text in generated().items():
        pages.append(File.generated(config, path, content=text))
    found = sorted(page.src_uri for page in pages.documentation_pages())
    home = [uri for uri in found if "/" not in uri]
    config.nav = [*home, *sections(found)]
    return pages


def sections(found: list[str]) -> Iterator[dict[str, list[str]]]:
    """Yield each folder that has pages, its index first; subfolders show their index."""
    for folder, title in SECTIONS.items():
        inside = [uri for uri in found if Path(uri).parent.as_posix() == folder]
        below = [uri for uri in found if uri.startswith(f"{folder}/") and uri.endswith("/index.md")]
        if inside:
            yield {
                title: sorted(
                    {*inside, *below}, key=lambda uri: (not uri.endswith("/index.md"), uri)
                )
            }


def generated() -> dict[str, str]:
    """Return the text of each page that is written from the program itself."""
    return {
        "reference/command-line.md": "\n\n".join(commands(group)),
        "reference/constants.md": "\n".join(constants()),
        "reference/diagnostics/index.md": "\n".join(diagnostics(CODES)),
        "explanation/index.md": "\n".join(
            [
                "# The questions\n",
                "Each question has a card: what is computed, what is assumed, when it misleads.\n",
                *(f"- [{one.question}]({one.id}.md)" for one in CATALOGUE),
            ]
        ),
    }


def commands(main: click.Command) -> Iterator[str]:
    """Yield the help of the program and of each command, as the program prints it."""
    context = click.Context(main, info_name="detente", terminal_width=90)
    yield f"# The command line\n\n{fenced(main.get_help(context))}"
    yield from below(main, context)


def below(group: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the help of the commands of a group, each followed by that of its own commands."""
    for name, command in sorted(getattr(group, "commands", {}).items()):
        if not command.hidden:
            inner = click.Context(command, info_name=name, parent=context, terminal_width=90)
            yield f"## {inner.command_path}\n\n{fenced(command.get_help(inner))}"
            yield from below(command, inner)


def fenced(text: str) -> str:
    """Return the text as a block that is shown as it is."""
    return f"```text\n{text}\n```"


def constants() -> Iterator[str]:
    """Yield a table of the numbers no case file states."""
    yield "# Constants\n\nThe numbers of the model that no case file states.\n"
    yield "| name | value | range | unit | source | note |\n|---|---|---|---|---|---|"
    table = tomllib.loads((DATA / "constants.toml").read_text(encoding="utf-8"))
    for name, entry in table.items():
        span = f"{entry['low']} to {entry['high']}" if "low" in entry else ""
        cells = (name, entry["value"], span, entry.get("unit"), entry["source"], entry.get("note"))
        yield f"| {' | '.join(str(cell or '') for cell in cells)} |"


def diagnostics(codes: dict[str, str]) -> Iterator[str]:
    """Yield a table of everything that can be wrong with a case file."""
    yield "# Diagnostics\n\nWhat `detente check` can find in a case file.\n"
    yield "| code | what it means |\n|---|---|"
    for code, sentence in sorted(codes.items()):
        yield f"| [{code}]({code.replace('/', '-')}.md) | {sentence} |"

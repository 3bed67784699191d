"""A study on the terminal: the answer of a whole study, or one result in full."""

from collections.abc import Iterable
from functools import singledispatch
from itertools import takewhile

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from detente.report import formats
from detente.report.blocks import (
    Block,
    BottomLine,
    Bullets,
    FigureBlock,
    Heading,
    NewPage,
    Paragraph,
    TableBlock,
    Title,
)
from detente.report.compose import compose, compose_single
from detente.results import Study, Table

_GAP = 2
_READABLE = 20
"""Cells that a column of words needs at least; below that a table is told row by row."""

_REST = (
    "The annex has tables, assumptions and sources: `detente brief` writes it as HTML and PDF, "
    "`--json` prints it, `detente run` with `--csv DIR` writes the tables, with `--analysis ID` "
    "shows one question in full."
)


def print_study(study: Study) -> None:
    """Print the answer of a study; a study with one result is printed in full.

    Colours are left out where NO_COLOR is set or the output is no terminal.
    """
    write_study(study, Console(highlight=False, markup=False, emoji=False))


def write_study(study: Study, console: Console) -> None:
    """The same on a console of the caller's."""
    for block in _shown(study):
        console.print(_drawn(block, console.width), soft_wrap=False)


def bottom_line_text(study: Study) -> str:
    """The case, the date and the sentences of the bottom line, as plain lines."""
    title, *others = compose(study)
    lines = [_head(title)] if isinstance(title, Title) else []
    for block in others:
        if isinstance(block, BottomLine):
            lines += [f"• {sentence}" for sentence in block.sentences]
    return "\n".join(lines)


def _shown(study: Study) -> Iterable[Block]:
    if len(study.results) == 1:
        return compose_single(study)
    answer = takewhile(lambda block: not isinstance(block, NewPage), compose(study))
    return (*answer, Paragraph(text=_REST, quiet=True))


@singledispatch
def _drawn(block: Block, width: int) -> RenderableType:
    """The block as rich draws it in so many cells."""
    raise TypeError(f"no way to print {type(block).__name__} on a terminal: {width} cells")


@_drawn.register
def _title(block: Title, width: int) -> RenderableType:
    del width
    native = " ".join(name for _, name in block.native_names)
    what = f"Brief for {block.focal} {native}".strip() if block.focal else "A study of a data file"
    return Group(Text(what, style="dim"), Text(_head(block), style="bold"), Text())


def _head(title: Title) -> str:
    scenario = f", scenario {title.scenario}" if title.scenario else ""
    return f"{title.title} ({title.as_of}{scenario})"


@_drawn.register
def _heading(block: Heading, width: int) -> RenderableType:
    del width
    return Group(Text(), Rule(Text(block.text, style="bold"), align="left", style="dim"))


@_drawn.register
def _bottom_line(block: BottomLine, width: int) -> RenderableType:
    del width
    return Panel(_listed(block.sentences), title="Bottom line", title_align="left")


@_drawn.register
def _bullets(block: Bullets, width: int) -> RenderableType:
    del width
    return _listed(block.sentences)


def _listed(sentences: Iterable[str]) -> Grid:
    """Sentences under bullets, with a hanging indent."""
    grid = Grid.grid(padding=(0, 1))
    grid.add_column()
    grid.add_column(overflow="fold")  # a word longer than the line is broken, never cut
    for sentence in sentences:
        grid.add_row("•", Text(sentence))
    return grid


@_drawn.register
def _paragraph(block: Paragraph, width: int) -> RenderableType:
    del width
    return Padding(Text(block.text, style="dim" if block.quiet else ""), (1, 0, 0, 0))


@_drawn.register
def _figure(block: FigureBlock, width: int) -> RenderableType:
    del width
    said = f"Figure {block.number}, in the brief: {block.figure.title}"
    return Padding(Text(said, style="dim"), (1, 0, 0, 0))


@_drawn.register
def _table(block: TableBlock, width: int) -> RenderableType:
    parts: list[RenderableType] = [Text(), Text(block.table.title, style="bold")]
    parts.append(_grid(block.table) if _fits(block.table, width) else _records(block.table))
    if block.rows_left_out:
        left_out = f"{block.rows_left_out} more rows: `--json` has them all."
        parts.append(Text(left_out, style="dim"))
    if block.table.note:
        parts.append(Text(block.table.note, style="dim"))
    return Group(*parts)


def _fits(table: Table, width: int) -> bool:
    """Whether every column gets its longest word, and words at least a readable width."""
    needed = 0
    for place, column in enumerate(table.columns):
        texts = [formats.heading(column), *_cells(table, place)]
        longest_word = max(cell_len(word) for text in texts for word in text.split() or [""])
        is_prose = max(cell_len(text) for text in texts) > _READABLE
        needed += max(longest_word, _READABLE if is_prose else 0) + _GAP
    return needed <= width


def _cells(table: Table, place: int) -> list[str]:
    return [formats.cell(row[place], table.columns[place]) for row in table.rows]


def _grid(table: Table) -> Grid:
    grid = Grid(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="dim")
    for place, column in enumerate(table.columns):
        right = formats.is_right(table, place)
        title = Text(formats.heading(column))
        grid.add_column(title, justify="right" if right else "left", vertical="top")
    for row in table.rows:
        pairs = zip(row, table.columns, strict=True)
        grid.add_row(*(Text(formats.cell(value, column)) for value, column in pairs))
    return grid


def _records(table: Table) -> RenderableType:
    """Each row as lines `title: value`, for a table that is wider than the terminal."""
    lines: list[RenderableType] = []
    for row in table.rows:
        for number, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            said = Text("  " if number else "")
            said.append(f"{formats.heading(column)}: ", style="dim")
            lines.append(said.append(formats.cell(value, column)))
    return Group(*lines)

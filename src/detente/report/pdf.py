"""A study as PDF: the blocks of the brief, handed to the Typst template as JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import singledispatch
from importlib.resources import files
from typing import Any, Final, Literal, TypeAlias

import typst

from detente.report.blocks import (
    Assumptions,
    Block,
    BottomLine,
    Bullets,
    FigureBlock,
    Heading,
    NewPage,
    Paragraph,
    Reproduce,
    Sources,
    TableBlock,
    Title,
)
from detente.report.charts import svg
from detente.report.compose import compose
from detente.report.formats import cell, heading, is_right
from detente.report.glyphs import missing_glyphs
from detente.report.paper_pictures import for_paper
from detente.report.paper_tables import paper_layout
from detente.results import SourceLine, Study

Plain: TypeAlias = dict[str, Any]

Standard: TypeAlias = Literal["ua-1"]

STANDARD: Final = "ua-1"
"""PDF/UA-1: readable aloud. It refuses a page with a character that no font has."""

FONTS = (
    "Libertinus Serif",  # comes with Typst, so lines break alike on every machine
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Noto Sans CJK SC",
    "Yu Gothic",
    "Hiragino Sans",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "Noto Sans",
    "DejaVu Sans",
)
"""Text is set in the first of these that has the character; then in any font of the machine."""

DIGEST = 12
"""Letters of the case's digest in the footer: enough to tell two cases apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """The file, and what the analyst must know about it."""

    content: bytes
    warnings: tuple[str, ...]


def to_pdf(study: Study, fonts: typst.Fonts | None = None) -> Pdf:
    """The brief of a study as PDF, the same bytes for the same study and fonts.

    `fonts` are the machine's unless given. A brief that does not meet PDF/UA-1, as when no font
    has one of its characters, is printed all the same, tagged, and the reason is a warning.
    """
    available = fonts or typst.Fonts()
    brief = _brief(study, available)
    try:
        return Pdf(content=_print(study, brief, available, STANDARD), warnings=())
    except typst.TypstError as refusal:
        missing = missing_glyphs("".join(_texts(brief)), available)
        reason = _without(missing) if missing else f"the PDF is not PDF/UA-1: {refusal.message}"
        return Pdf(content=_print(study, brief, available, None), warnings=(reason,))


def _print(study: Study, brief: Plain, fonts: typst.Fonts, standard: Standard | None) -> bytes:
    return typst.compile(
        files("detente").joinpath("data/templates/brief.typ").read_bytes(),
        format="pdf",
        font_paths=fonts,
        sys_inputs={"brief": json.dumps(brief)},
        pdf_standards=standard,
        timestamp=_midnight(study),
    )


def _brief(study: Study, fonts: typst.Fonts) -> Plain:
    date, families = _midnight(study), set(fonts.families())
    return {
        "title": study.title,
        "author": f"detente {study.provenance.version}",
        "description": f"{_whose(study)}, as of {study.as_of}",
        "date": {"year": date.year, "month": date.month, "day": date.day},
        "focal": study.focal_name,
        "digest": study.provenance.case_digest[:DIGEST],
        "fonts": [family for family in FONTS if family in families],
        "blocks": _pictured(list(_nested(compose(study))), fonts),
    }


def _pictured(blocks: list[Plain], fonts: typst.Fonts) -> list[Plain]:
    """The blocks, their pictures set in the fonts there are."""
    figures = [block for block in blocks if block["kind"] == "figure"]
    for figure, picture in zip(figures, for_paper((f["svg"] for f in figures), fonts), strict=True):
        figure["svg"] = picture
    return blocks


def _midnight(study: Study) -> datetime:
    """The one date a brief carries: that of its case, never that of the clock."""
    return datetime.fromisoformat(study.as_of).replace(tzinfo=UTC)


def _whose(study: Study) -> str:
    return f"Brief for {study.focal_name}" if study.focal_name else "A study of a data file"


def _without(missing: str) -> str:
    named = ", ".join(f"{character} (U+{ord(character):04X})" for character in missing)
    return f"no font on this machine shows {named}; for Japanese and Korean install Noto Sans CJK"


def _texts(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Mapping):
        yield from (text for part in thing.values() for text in _texts(part))
    elif isinstance(thing, list):
        yield from (text for part in thing for text in _texts(part))


def _nested(blocks: Iterable[Block]) -> Iterator[Plain]:
    """The blocks as data; headings go down one step at a time, figures know their part."""
    depth, in_answer = 0, True
    for block in blocks:
        plain = _plain(block)
        if isinstance(block, Heading):
            depth = min(block.level, depth + 1)
            plain["depth"] = depth
        if isinstance(block, FigureBlock):
            plain["in_answer"] = in_answer
        in_answer = in_answer and not isinstance(block, NewPage)
        yield plain


@singledispatch
def _plain(block: Block) -> Plain:
    raise TypeError(f"no way to print {block!r}")


@_plain.register
def _(block: Title) -> Plain:
    return {
        "kind": "title",
        "focal": block.focal,
        "native_names": [list(pair) for pair in block.native_names],
        "as_of": block.as_of,
        "scenario": block.scenario,
    }


@_plain.register
def _(block: Heading) -> Plain:
    return {"kind": "heading", "text": block.text, "level": block.level}


@_plain.register
def _(block: BottomLine) -> Plain:
    return {"kind": "bottom_line", "sentences": list(block.sentences)}


@_plain.register
def _(block: Bullets) -> Plain:
    return {"kind": "bullets", "sentences": list(block.sentences)}


@_plain.register
def _(block: Paragraph) -> Plain:
    return {"kind": "paragraph", "text": block.text, "quiet": block.quiet}


@_plain.register
def _(block: FigureBlock) -> Plain:
    return {
        "kind": "figure",
        "title": f"Figure {block.number}. {block.figure.title}",
        "alternative": block.figure.alternative,
        "svg": svg(block.figure),
    }


@_plain.register
def _(block: TableBlock) -> Plain:
    table = block.table
    header = [heading(column) for column in table.columns]
    rows = [[cell(v, c) for v, c in zip(row, table.columns, strict=True)] for row in table.rows]
    layout = paper_layout(header, rows)
    return {
        "kind": "table",
        "title": f"Table {block.number}. {table.title}",
        "header": header,
        "rows": rows,
        "right": [is_right(table, place) for place in range(len(table.columns))],
        "size": layout.size,
        "widths": list(layout.widths),
        "turned": layout.turned,
        "note": _table_note(block),
    }


@_plain.register
def _(block: Sources) -> Plain:
    return {"kind": "sources", "lines": [_source(line) for line in block.lines]}


@_plain.register
def _(block: Assumptions) -> Plain:
    entries = [{"sentence": e.sentence, "source": e.source} for e in block.entries]
    return {"kind": "assumptions", "entries": entries}


@_plain.register
def _(block: Reproduce) -> Plain:
    origin = block.provenance
    return {
        "kind": "reproduce",
        "command": origin.command,
        "account": f"detente {origin.version}, case {origin.case_id} with digest "
        f"{origin.case_digest}; {origin.draws} draws, seed {origin.seed}, {block.solves} solves.",
    }


@_plain.register
def _(_block: NewPage) -> Plain:
    return {"kind": "new_page"}


def _table_note(block: TableBlock) -> str:
    left_out = f"{block.rows_left_out} more rows are in the study as JSON and CSV."
    return " ".join(filter(None, (block.table.note, left_out if block.rows_left_out else "")))


def _source(line: SourceLine) -> Plain:
    origin = ", ".join(filter(None, (line.publisher, line.date)))
    return {
        "text": f"{line.title}. {origin}.",
        "url": line.url,
        "is_link": line.url.startswith(("https://", "http://")),
        "cited": f"cited {line.cited} times" if line.cited != 1 else "cited once",
    }

"""A study as one self-contained HTML file that reads well on screen and prints well."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from detente.report.blocks import Block, Heading
from detente.report.charts import svg
from detente.report.compose import compose
from detente.report.formats import cell, heading, is_right
from detente.report.paper_tables import PaperLayout, paper_layout
from detente.results import Figure, Study, Table

_IDS = re.compile(r'(\bid="|url\(#|href="#)')
_PERCENT = re.compile(r"(?<=\d) (?=%)")


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell as people read it."""

    text: str
    right: bool


def to_html(study: Study) -> str:
    """The brief of a study as HTML: the same text for the same study, nothing to fetch."""
    blocks = compose(study)
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            study=study,
            blocks=[(_kind(block), block) for block in blocks],
            contents=[b for b in blocks if isinstance(b, Heading)],
            style=Markup(_template("brief.css")),  # noqa: S704 - our own file
            digest=study.provenance.case_digest[:12],
        )
    )


def _kind(block: Block) -> str:
    """`BottomLine` -> `bottom_line`: the template's name of a block."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(block).__name__).lower()


def _environment() -> Environment:
    environment = Environment(
        loader=DictLoader({"brief.html.j2": _template("brief.html.j2")}),
        autoescape=True,
        finalize=_bound,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["picture"] = _picture
    environment.globals["header"] = _header
    environment.globals["cells"] = _cells
    environment.globals["layout"] = _layout
    return environment


@cache
def _template(name: str) -> str:
    return files("detente").joinpath(f"data/templates/{name}").read_text("utf-8")


def _bound(thing: object) -> object:
    """A number and its percent sign stay on one line."""
    return _PERCENT.sub("\u00a0", thing) if type(thing) is str else thing


def _picture(figure: Figure, number: int) -> Markup:
    """The figure's SVG; its inner ids are made its own, since all figures share one page."""
    own = _IDS.sub(rf"\g<1>figure-{number}-", svg(figure))
    return Markup(own)  # noqa: S704 - drawn by vl-convert, which escapes the text of the case


def _header(table: Table) -> list[_Cell]:
    return [
        _Cell(heading(column), is_right(table, place)) for place, column in enumerate(table.columns)
    ]


def _cells(table: Table) -> list[list[_Cell]]:
    right = [is_right(table, place) for place in range(len(table.columns))]
    return [
        [
            _Cell(cell(value, column), flush)
            for value, column, flush in zip(row, table.columns, right, strict=True)
        ]
        for row in table.rows
    ]


def _layout(table: Table) -> PaperLayout:
    """How the columns share the page, and whether it must be turned; the same as in the PDF."""
    rows = [[one.text for one in row] for row in _cells(table)]
    return paper_layout([one.text for one in _header(table)], rows)

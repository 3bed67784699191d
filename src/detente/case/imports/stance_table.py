"""Plain tables of positions, one row for each actor and issue, under a header.

    actor, issue, position, salience, capability

The columns may come in any order. `issue` may be left out: then there is one issue. So may
`capability`: then all actors count alike. `from` and `to` may state the scale of the issue of a
row; without them it runs from the least position to the greatest. `red line`, `no agreement` and
`outcome` are read where they are. Saliences are shares of 1 if none in the table is above 1, else
of 100.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from detente.case.evidence import Document
from detente.case.imports.cells import Cell, Row
from detente.case.imports.draft import ANYTHING, Draft
from detente.case.imports.naming import actor_id, case_id, issue_id
from detente.case.imports.stances import (
    Stated,
    demand_positions,
    demand_room,
    in_hundredths,
    put_capabilities,
    salience_factor,
)
from detente.case.rules.ranges import NOT_POSITIVE, POSITIVE, SALIENCE

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "actor": ("actor", "name", "player", "stakeholder", "country", "party"),
    "issue": ("issue", "dimension", "question"),
    "position": ("position", "ideal", "preference"),
    "salience": ("salience", "importance"),
    "capability": ("capability", "capabilities", "power", "influence", "resources", "weight"),
    "from": ("from", "min", "minimum"),
    "to": ("to", "max", "maximum"),
    "red_line": ("red line", "reservation", "limit"),
    "no_agreement": ("no agreement",),
    "outcome": ("outcome",),
}
"""What a column holds, and the words of headers that say so."""
NEEDED = ("actor", "position", "salience")


class _Line(NamedTuple):
    """A row of the table."""

    cells: Mapping[str, Cell]
    """By what the column holds; one that is empty holds an empty cell."""

    def has(self, column: str) -> bool:
        """Whether anything stands in that column."""
        return column in self.cells and bool(self.cells[column].text)


def is_stance_table(rows: Sequence[Row]) -> bool:
    """Whether the first row is a header with the columns that are needed."""
    return bool(rows) and all(column in _columns(rows[0]).values() for column in NEEDED)


def _columns(header: Row) -> dict[int, str]:
    """What each column holds that is known, by its number; of two alike the first."""
    found: dict[int, str] = {}
    for number, cell in enumerate(header):
        words = " ".join(cell.text.lower().replace("_", " ").split())
        known = (column for column, names in COLUMNS.items() if words in names)
        column = next(known, None)
        if column is not None and column not in found.values():
            found[number] = column
    return found


def read_stance_table(rows: tuple[Row, ...], file: str, stem: str) -> Document:
    """The case that a table stands for, called by the name of its file.

    Raises:
        CaseError: With all faults of the file.
    """
    draft = Draft(file)
    draft.begin(case_id(stem), Cell(text=stem.replace("_", " "), location=draft.start))
    lines = _lines(draft, rows)
    issues = _put_issues(draft, lines, stem)
    _put_positions(draft, lines, issues)
    demand_positions(draft)
    if "capability" not in _columns(rows[0]).values():
        message = "no column says what actors can bring to bear; all count alike"
        hint = "call a column capability, power or influence"
        draft.doubt("import/assumed", message, rows[0][0].location, hint)
    return draft.document()


def _lines(draft: Draft, rows: tuple[Row, ...]) -> list[_Line]:
    """The rows below the header, by column; a doubt for columns that are not read."""
    header, *body = rows
    columns = _columns(header)
    for number, cell in enumerate(header):
        if number not in columns and cell.text:
            message = f"the column '{cell.text}' is not read"
            draft.doubt("import/left-out", message, cell.location)
    lines = []
    for row in body:
        if len(row) > len(header):
            message = f"a row of {len(row)} cells under a header of {len(header)}"
            draft.fault("import/row", message, row[len(header)].location)
            continue
        blank = Cell(text="", location=row[-1].location)
        at = {column: row[k] if k < len(row) else blank for k, column in columns.items()}
        if "issue" in at and not at["issue"].text:
            draft.fault("import/row", "the row names no issue", at["issue"].location)
            continue
        lines.append(_Line(at))
    return lines


def _put_issues(draft: Draft, lines: Sequence[_Line], stem: str) -> dict[str, str]:
    """The issues with their scales and outcomes; the id of each by its name in the table."""
    by_name: dict[str, list[_Line]] = {}
    for line in lines:
        by_name.setdefault(_issue_of(line), []).append(line)
    ids: dict[str, str] = {}
    for name, own in by_name.items():
        at = own[0].cells["issue" if own[0].has("issue") else "position"].location
        demand_room(draft, "issue", len(ids), at)
        ids[name] = issue_id(name or stem, ids.values())
        path = ("issues", ids[name])
        draft.put((*path, "name"), name or stem.replace("_", " "), at)
        _put_scale(draft, path, own)
        outcome = _agreed(draft, own, "outcome")
        if outcome is not None:
            draft.put((*path, "outcome"), outcome[0], outcome[1].location)
    return ids


def _issue_of(line: _Line) -> str:
    """The issue of a row as the table names it; empty if there is no such column."""
    return line.cells["issue"].text if line.has("issue") else ""


def _put_scale(draft: Draft, path: tuple[str, ...], lines: Sequence[_Line]) -> None:
    """The two ends of a scale: as the table states them, else its least and greatest position."""
    begin, end = (_agreed(draft, lines, column) for column in ("from", "to"))
    if begin is None or end is None:
        points = [line.cells["position"] for line in lines]
        values = [value for point in points if (value := _quietly(point)) is not None]
        first = points[0]
        least, most = min(values, default=0.0), max(values, default=0.0)
        begin, end = begin or (least, first), end or (most, first)
        message = f"nothing says what the scale of '{path[-1]}' is; it is taken to run from "
        hint = "state it in the columns `from` and `to`"
        ends = f"{begin[0]:g} to {end[0]:g}"
        draft.doubt("import/assumed", message + ends, first.location, hint)
    if begin[0] == end[0]:
        message = f"the scale of '{path[-1]}' begins and ends at {begin[0]:g}"
        draft.fault("import/row", message, end[1].location)
    draft.put((*path, "from"), begin[0], begin[1].location)
    draft.put((*path, "to"), end[0], end[1].location)


def _agreed(draft: Draft, lines: Sequence[_Line], column: str) -> tuple[float, Cell] | None:
    """What the rows of one issue say of it, and where first; a fault where they differ."""
    found: tuple[float, Cell] | None = None
    for line in (line for line in lines if line.has(column)):
        cell = line.cells[column]
        value = draft.number(cell, f"`{column}`")
        if found is not None and value is not None and value != found[0]:
            message = f"`{column}` is {found[0]:g} in another row of the same issue"
            draft.fault("import/twice", message, cell.location)
        elif found is None and value is not None:
            found = (value, cell)
    return found


def _quietly(cell: Cell) -> float | None:
    """The number in a cell, without a word where there is none."""
    return Draft(cell.location.file).number(cell, "")


def _put_positions(draft: Draft, lines: Sequence[_Line], issues: Mapping[str, str]) -> None:
    actors: dict[str, str] = {}
    stated: dict[tuple[str, str], Stated] = {}
    factor = salience_factor(line.cells["salience"] for line in lines)
    for line in lines:
        name, issue = line.cells["actor"], issues[_issue_of(line)]
        if not name.text:
            draft.fault("import/row", "the row names no actor", name.location)
            continue
        if name.text not in actors:
            demand_room(draft, "actor", len(actors), name.location)
            actors[name.text] = actor_id(name.text, actors.values())
            draft.put(("actors", actors[name.text], "name"), name.text, name.location)
        actor = actors[name.text]
        if (actor, issue) in stated:
            message = f"the position of {name.text} on {issue} stands in the table already"
            draft.fault("import/twice", message, name.location)
            continue
        stated[actor, issue] = _capability(draft, line, name)
        _put_position(draft, line, ("positions", actor, issue), factor)
    put_capabilities(draft, stated)


def _capability(draft: Draft, line: _Line, name: Cell) -> Stated:
    """What an actor brings to bear; 1 in a table that does not say so of anybody."""
    if "capability" not in line.cells:
        return Stated(1.0, name.location)
    cell = line.cells["capability"]
    return Stated(draft.number(cell, f"the capability of {name.text}", POSITIVE), cell.location)


def _put_position(draft: Draft, line: _Line, path: tuple[str, ...], factor: float) -> None:
    """One position: where, how much it matters, what is unacceptable."""
    whose = f"of {line.cells['actor'].text} on {path[-1]}"
    at = line.cells["position"]
    draft.put((*path, "at"), draft.number(at, f"the position {whose}"), at.location)
    cell = line.cells["salience"]
    salience = draft.number(cell, f"the salience {whose}", SALIENCE)
    draft.put((*path, "salience"), in_hundredths(salience, factor), cell.location)
    for column, allowed in (("red_line", ANYTHING), ("no_agreement", NOT_POSITIVE)):
        if line.has(column):
            stated = line.cells[column]
            value = draft.number(stated, f"`{column.replace('_', ' ')}` {whose}", allowed)
            draft.put((*path, column), value, stated.location)

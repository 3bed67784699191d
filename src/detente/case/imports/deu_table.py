"""Tables in the form of the data set on decision making in the European Union (DEU).

One row for each issue: `prnr` is the proposal, `isnr` the issue, `rp` the reference point, `out`
the outcome; `pXX` and `sXX` are the position and salience of actor XX, on scales from 0 to 100. The
table holds no capabilities, so all actors count alike. Issues may be traded for each other within
one proposal only. A position without a salience is no position here; it is left out and counted.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from detente.case.evidence import Document
from detente.case.imports.cells import Cell, Row, cell_at
from detente.case.imports.draft import Draft
from detente.case.imports.ktab import POINT
from detente.case.imports.naming import actor_id, case_id, issue_id
from detente.case.imports.stances import demand_positions, demand_room
from detente.case.rules.ranges import SALIENCE

_SCALE = {"from": 0, "to": 100}
_NEEDED = {"isnr", "prnr", "rp", "out"}


class _Actor(NamedTuple):
    """An actor: its id, and the columns of its positions and saliences."""

    id: str
    at: int
    salience: int


def is_deu_table(rows: Sequence[Row]) -> bool:
    """Whether the first row is a header of such a table."""
    return bool(rows) and {cell.text.lower() for cell in rows[0]} >= _NEEDED


def read_deu_table(rows: tuple[Row, ...], file: str, stem: str) -> Document:
    """The case that a table of issues stands for, called by the name of its file.

    Raises:
        CaseError: With all faults of the file.
    """
    draft = Draft(file)
    draft.begin(case_id(stem), Cell(text=stem.replace("_", " "), location=draft.start))
    header, *body = rows
    columns = {cell.text.lower(): k for k, cell in reversed(list(enumerate(header)))}
    actors = _put_actors(draft, header, columns)
    by_proposal: dict[str, list[str]] = {}
    taken: list[str] = []
    seen: set[str] = set()
    for row in body:
        name = cell_at(row, columns["isnr"])
        if not name.text:
            message = "the row is about no issue, so it is left out"
            draft.doubt("import/left-out", message, row[0].location)
            continue
        if name.text in seen:
            message = f"there is an issue '{name.text}' already"
            draft.fault("import/twice", message, name.location)
            continue
        seen.add(name.text)
        demand_room(draft, "issue", len(taken), name.location)
        taken.append(issue_id(name.text, taken))
        _put_issue(draft, taken[-1], row, columns)
        _put_positions(draft, taken[-1], row, actors)
        by_proposal.setdefault(cell_at(row, columns["prnr"]).text, []).append(taken[-1])
    _put_links(draft, tuple(by_proposal.values()))
    demand_positions(draft)
    message = "the table says nothing of capabilities; all actors count alike"
    draft.doubt("import/assumed", message, draft.start, "write `capability:` at the actors")
    return draft.document()


def _put_actors(draft: Draft, header: Row, columns: Mapping[str, int]) -> tuple[_Actor, ...]:
    """The actors that have a column for positions and one for saliences."""
    actors: list[_Actor] = []
    for name, column in sorted(columns.items(), key=lambda item: item[1]):
        code = name.removeprefix("p").upper()
        salience = columns.get(f"s{code.lower()}")
        if not name.startswith("p") or not code or salience is None:
            continue
        demand_room(draft, "actor", len(actors), header[column].location)
        actors.append(_Actor(actor_id(code), column, salience))
        path = ("actors", actors[-1].id)
        draft.put((*path, "name"), code, header[column].location)
        draft.put((*path, "capability"), 1, header[column].location)
    return tuple(actors)


def _put_issue(draft: Draft, issue: str, row: Row, columns: Mapping[str, int]) -> None:
    """An issue with its scale, reference point and outcome, as far as the row has them."""
    name = cell_at(row, columns["isnr"])
    path = ("issues", issue)
    draft.put((*path, "name"), name.text, name.location)
    for key, end in _SCALE.items():
        draft.put((*path, key), end, name.location)
    for column, key in (("rp", "status_quo"), ("out", "outcome")):
        cell = cell_at(row, columns[column])
        if cell.text:
            value = draft.number(cell, f"`{column}` of {name.text}", POINT)
            draft.put((*path, key), value, cell.location)


def _put_positions(draft: Draft, issue: str, row: Row, actors: tuple[_Actor, ...]) -> None:
    """The positions of a row that have a salience; those that have none are told of together."""
    without = []
    for actor in actors:
        at, salience = cell_at(row, actor.at), cell_at(row, actor.salience)
        if at.text and not salience.text:
            without.append(actor.id)
        elif at.text:
            whose = f"of {actor.id} on {issue}"
            path = ("positions", actor.id, issue)
            value = draft.number(at, f"the position {whose}", POINT)
            draft.put((*path, "at"), value, at.location)
            value = draft.number(salience, f"the salience {whose}", SALIENCE)
            draft.put((*path, "salience"), value, salience.location)
    if without:
        message = f"positions without a salience are left out: {', '.join(without)}"
        draft.doubt("import/left-out", message, row[0].location)


def _put_links(draft: Draft, proposals: Sequence[Sequence[str]]) -> None:
    """The pairs of issues within one proposal, if there is more than one proposal."""
    if len(proposals) > 1:
        links = [list(pair) for issues in proposals for pair in combinations(issues, 2)]
        draft.put(("bargaining", "links"), links, draft.start)

"""Input files of Decide, the exchange model of the University of Groningen.

Rows of cells between tabs, semicolons or commas; the first cell says what a row is:

    #A  actor   name  comment
    #P  issue   name  comment
    #M  issue   position  meaning        the least and the greatest are the ends of the scale
    #D  actor   issue  position  salience  power
    #/  comment
    #O  description of the whole

An issue without #M has a scale from 0 to 100. Saliences are shares of 1 if none in the file is
above 1, else of 100. An actor need not have a position on every issue.
"""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from detente.case.evidence import Document
from detente.case.imports.cells import Cell, Row, cell_at
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
from detente.case.rules.ranges import POSITIVE, SALIENCE, Allowed

QUOTES = "\"'"
_COMMENTS = ("#/", "#O")
_KINDS = {"#A": 2, "#P": 2, "#M": 3, "#D": 6}
"""The kinds of row and how many cells each has at least."""
_HINTS = {
    "#A": "#A, actor, name",
    "#P": "#P, issue, name",
    "#M": "#M, issue, position, meaning",
    "#D": "#D, actor, issue, position, salience, power",
}


class _Named(NamedTuple):
    """An actor or issue: its id here, and the row that names it."""

    id: str
    row: Row


def is_decide(rows: Sequence[Row]) -> bool:
    """Whether a text is one of these: its first row is of a kind that Decide knows, in any case."""
    return bool(rows) and rows[0][0].text.upper().startswith((*_KINDS, *_COMMENTS))


def read_decide(rows: tuple[Row, ...], file: str, stem: str) -> Document:
    """The case that the rows of a Decide file stand for; `stem` names it if the file does not.

    Raises:
        CaseError: With all faults of the file.
    """
    draft = Draft(file)
    kinds = _by_kind(draft, rows)
    title = _title(rows, stem, draft)
    draft.begin(case_id(title.text), title)
    actors = _named(draft, kinds["#A"], "actor")
    issues = _named(draft, kinds["#P"], "issue")
    scales = _put_issues(draft, issues, kinds["#M"])
    _put_positions(draft, kinds["#D"], actors, issues, scales)
    demand_positions(draft)
    return draft.document()


def _by_kind(draft: Draft, rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows that say something, by kind; a fault for each that is of none or too short."""
    kinds: dict[str, list[Row]] = {kind: [] for kind in _KINDS}
    for row in rows:
        kind = row[0].text
        if kind.startswith(_COMMENTS):
            continue
        if kind not in kinds:
            message = f"a row begins with #A, #P, #M, #D, #/ or #O, not with '{kind[:20]}'"
            draft.fault("import/row", message, row[0].location)
        elif len(row) < _KINDS[kind]:
            message = f"a row of {len(row)} cells; {_KINDS[kind]} are needed"
            draft.fault("import/row", message, row[0].location, _HINTS[kind])
        else:
            kinds[kind].append(row)
    return kinds


def _title(rows: Sequence[Row], stem: str, draft: Draft) -> Cell:
    """The first description in the file, or the file's name."""
    described = (row[1] for row in rows if row[0].text.startswith("#O") and len(row) > 1)
    return next(described, Cell(text=stem, location=draft.start))


def _named(draft: Draft, rows: Sequence[Row], what: str) -> dict[str, _Named]:
    """Actors or issues by the key that other rows use."""
    found: dict[str, _Named] = {}
    taken: set[str] = set()
    for row in rows:
        key = row[1]
        if not key.text:
            draft.fault("import/row", f"the row names no {what}", key.location)
            continue
        if key.text in found:
            draft.fault("import/twice", f"there is an {what} '{key.text}' already", key.location)
            continue
        demand_room(draft, what, len(found), key.location)
        name = (actor_id if what == "actor" else issue_id)(key.text, taken)
        taken.add(name)
        found[key.text] = _Named(name, row)
        _, _, *texts = row
        called, comment = (cell_at((key, *texts), k) for k in (1, 2))
        called = called if called.text else key
        draft.put((f"{what}s", name, "name"), called.text, called.location)
        draft.note((f"{what}s", name), comment.text if comment.text != called.text else "")
    return found


def _put_issues(
    draft: Draft, issues: Mapping[str, _Named], rows: Sequence[Row]
) -> dict[str, Allowed]:
    """Scales and labels; the scale of each issue by its id."""
    marks: dict[str, list[tuple[float, Cell]]] = {issue.id: [] for issue in issues.values()}
    for row in rows:
        _, key, position, *meaning = row
        issue = _known(draft, key, issues, "issue")
        point = draft.number(position, "the position")
        if issue is not None and point is not None:
            if any(point == other for other, _ in marks[issue]):
                message = f"the point {point:g} of '{key.text}' is marked already"
                draft.fault("import/twice", message, position.location)
            marks[issue].append((point, position))
            for text in meaning[:1]:
                draft.put(("issues", issue, "labels", position.text), text.text, position.location)
    return {
        named.id: _put_scale(draft, named, sorted(marks[named.id], key=itemgetter(0)))
        for named in issues.values()
    }


def _put_scale(draft: Draft, issue: _Named, marks: Sequence[tuple[float, Cell]]) -> Allowed:
    """A scale from the least to the greatest of the marked positions."""
    key = issue.row[1]
    (least, first), (most, last) = (marks[0], marks[-1]) if marks else ((0.0, key), (100.0, key))
    if least == most:
        message = f"the scale of '{key.text}' begins and ends at {least:g}"
        draft.fault("import/row", message, last.location, "give #M two ends of the scale")
        return ANYTHING
    draft.put(("issues", issue.id, "from"), least, first.location)
    draft.put(("issues", issue.id, "to"), most, last.location)
    return Allowed(least, most, f"on the scale of '{key.text}', {least:g} to {most:g}")


def _put_positions(
    draft: Draft,
    rows: Sequence[Row],
    actors: Mapping[str, _Named],
    issues: Mapping[str, _Named],
    scales: Mapping[str, Allowed],
) -> None:
    factor = salience_factor(row[4] for row in rows)
    stated: dict[tuple[str, str], Stated] = {}
    for row in rows:
        _, actor_key, issue_key, position, care, strength = row[:6]
        actor = _known(draft, actor_key, actors, "actor")
        issue = _known(draft, issue_key, issues, "issue")
        whose = f"of {actor_key.text} on {issue_key.text}"
        scale = scales[issue] if issue is not None else ANYTHING
        at = draft.number(position, f"the position {whose}", scale)
        salience = draft.number(care, f"the salience {whose}", SALIENCE)
        power = draft.number(strength, f"the power {whose}", POSITIVE)
        if actor is None or issue is None:
            continue
        if (actor, issue) in stated:
            message = f"the position {whose} stands in the file already"
            draft.fault("import/twice", message, actor_key.location)
            continue
        stated[actor, issue] = Stated(power, strength.location)
        path = ("positions", actor, issue)
        draft.put((*path, "at"), at, position.location)
        draft.put((*path, "salience"), in_hundredths(salience, factor), care.location)
    put_capabilities(draft, stated)


def _known(draft: Draft, cell: Cell, known: Mapping[str, _Named], what: str) -> str | None:
    """The id behind a key; none, and a fault, if nothing has that key."""
    if cell.text in known:
        return known[cell.text].id
    message = f"there is no {what} '{cell.text}'"
    draft.unknown(message, cell, known)
    return None

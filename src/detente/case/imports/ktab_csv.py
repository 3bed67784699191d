"""Scenarios of KTAB as comma-separated text.

    scenario, description, number of actors, number of dimensions
    Actor, Description, Power, <dimension>, <its salience>, <dimension>, <its salience>, ...
    name, description, capability, position, salience, position, salience, ...

Blanks around cells and commas at the ends of rows do not count.
"""

from detente.case.evidence import Document
from detente.case.imports.cells import Cell, Row, cell_at
from detente.case.imports.draft import Draft
from detente.case.imports.ktab import (
    MOST,
    Party,
    Scenario,
    Stance,
    at_most,
    demand_actors,
    put_scenario,
)
from detente.case.rules.ranges import Allowed

_HEAD = 4
_BEFORE_STANCES = 3
_COUNT = Allowed(1, MOST, f"a whole number from 1 to {MOST}")
_HINT = "name, description, number of actors, number of dimensions"


def is_ktab(rows: tuple[Row, ...]) -> bool:
    """Whether a text is one of these: two counts end the first row, or "Actor" begins the second.

    A file with a fault in one of the two is one all the same, so that the fault can be told. What
    the second row calls the columns before the dimensions is nothing to KTAB.
    """
    if not rows:
        return False
    counts = len(rows[0]) == _HEAD and all(cell.text.isdecimal() for cell in rows[0][-2:])
    if len(rows) == 1:
        return counts
    named = rows[1][0].text.lower() == "actor" and len(rows[0]) > 1
    power = cell_at(rows[1], _BEFORE_STANCES - 1).text
    return named or (counts and not power[:1].isdecimal())


def read_ktab_csv(rows: tuple[Row, ...], file: str, _stem: str = "") -> Document:
    """The case that the rows of a scenario stand for; the first of them names it.

    Raises:
        CaseError: With all faults of the file.
    """
    draft = Draft(file)
    head = rows[0]
    if len(head) > _HEAD:
        message = f"a row of {len(head)} cells; {_HEAD} are needed"
        draft.fault("import/row", message, head[_HEAD].location, _HINT)
    actors, dimensions = cell_at(head, _HEAD - 2), cell_at(head, _HEAD - 1)
    said = _count(draft, actors, "the number of actors")
    size = _count(draft, dimensions, "the number of dimensions")
    if len(rows) == 1:
        message = "the rows with the names of the dimensions and with the actors are missing"
        draft.fault("import/row", message, dimensions.location)
        return draft.document()
    header, lines = rows[1], rows[2:]
    if said is not None and said != len(lines):
        message = f"the scenario is to have {said} actors; {len(lines)} follow"
        draft.fault("import/row", message, actors.location)
    else:
        demand_actors(draft, len(lines), actors.location)
    names = header[_BEFORE_STANCES::2]
    if size is not None and len(names) != size:
        message = f"there are to be {size} dimensions; the header names {len(names)}"
        draft.fault("import/row", message, header[0].location, "a position and a salience for each")
    names = at_most(draft, names, "dimensions", lambda cell: cell.location)
    lines = at_most(draft, lines, "actors", lambda line: line[0].location)
    parties = tuple(one for line in lines if (one := _party(draft, line, len(names))) is not None)
    scenario = Scenario(
        name=head[0], description=cell_at(head, 1), dimensions=names, parties=parties
    )
    put_scenario(draft, scenario)
    return draft.document()


def _count(draft: Draft, cell: Cell, what: str) -> int | None:
    """A number of actors or dimensions; none, and a fault, if it can be none."""
    value = draft.number(cell, what, _COUNT)
    if value is None or value == int(value):
        return None if value is None else int(value)
    message = f"{what} must be {_COUNT.words}, got {cell.text}"
    draft.fault("import/out-of-range", message, cell.location)
    return None


def _party(draft: Draft, row: Row, dimensions: int) -> Party | None:
    """The actor of a row; none, and a fault, if the row has too few or too many cells."""
    wanted = _BEFORE_STANCES + 2 * dimensions
    if len(row) != wanted:
        message = f"a row of {len(row)} cells; {wanted} are needed"
        hint = "name, description, capability, then position and salience in each dimension"
        draft.fault("import/row", message, row[0].location, hint)
        return None
    name, description, capability, *pairs = row
    return Party(
        name=name,
        description=description,
        capability=capability,
        stances=tuple(map(Stance, pairs[::2], pairs[1::2])),
    )

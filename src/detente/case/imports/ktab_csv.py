"""Scenarios of KTAB as comma-separated text.

    scenario, description, number of actors, number of dimensions
    Actor, Description, Power, <dimension>, <its salience>, <dimension>, <its salience>, ...
    name, description, capability, position, salience, position, salience, ...

Blanks around cells and commas at the ends of rows do not count.
"""

from detente.case.evidence import Document
from detente.case.imports.cells import Row
from detente.case.imports.draft import Draft
from detente.case.imports.ktab import Party, Scenario, Stance, put_scenario
from detente.case.rules.ranges import Allowed

_HEAD = 4
_BEFORE_STANCES = 3
_COUNT = Allowed(1, 250, "a whole number from 1 to 250")


def is_ktab(rows: tuple[Row, ...]) -> bool:
    """Whether a text is one of these: two counts end the first row, "Actor" begins the second."""
    return (
        len(rows) > 1
        and len(rows[0]) == _HEAD
        and all(cell.text.isdecimal() for cell in rows[0][-2:])
        and rows[1][0].text.lower() == "actor"
    )


def read_ktab_csv(rows: tuple[Row, ...], file: str, _stem: str = "") -> Document:
    """The case that the rows of a scenario stand for; the first of them names it.

    Raises:
        CaseError: With all faults of the file.
    """
    draft = Draft(file)
    name, description, actors, dimensions = rows[0]
    said = draft.number(actors, "the number of actors", _COUNT)
    size = int(draft.number(dimensions, "the number of dimensions", _COUNT) or 0)
    header, lines = rows[1], rows[2:]
    if said is not None and said != len(lines):
        message = f"the scenario is to have {said:g} actors; {len(lines)} follow"
        draft.fault("import/row", message, actors.location)
    names = header[_BEFORE_STANCES::2]
    if len(names) != size:
        message = f"there are to be {size} dimensions; the header names {len(names)}"
        draft.fault("import/row", message, header[0].location, "a position and a salience for each")
        size = len(names)
    parties = tuple(party for line in lines if (party := _party(draft, line, size)) is not None)
    scenario = Scenario(name=name, description=description, dimensions=names, parties=parties)
    put_scenario(draft, scenario)
    return draft.document()


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

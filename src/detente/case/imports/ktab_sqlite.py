"""Results of KTAB in an SQLite database: the scenario at its first turn, with its switches.

Only the tables that hold the scenario are read; the turns that KTAB computed are its results and no
part of a case. The database is read from memory, so nothing in it can write or reach outside.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from detente.base.diagnostics import Location
from detente.case.evidence import Document
from detente.case.imports.cells import Cell, unreadable
from detente.case.imports.draft import Draft
from detente.case.imports.ktab import Party, Scenario, Stance, at_most, put_scenario
from detente.case.imports.ktab_xml import SWITCHES
from detente.case.rules.ranges import SHARE

_MARK = b"SQLite format 3\0"
MAX_BYTES = 1_000_000_000

_TABLES = (
    "ScenarioDesc",
    "ActorDescription",
    "DimensionDescription",
    "SpatialCapability",
    "SpatialSalience",
    "VectorPosition",
)
_COLUMNS = {
    "VictoryProbModel": "VictoryProbModel",
    "ProbCondorcetElection": "PCEModel",
    "StateTransition": "StateTransitions",
    "VotingRule": "VotingRule",
    "BigRAdjust": "BigRAdjust",
    "BigRRange": "BigRRange",
    "ThirdPartyCommit": "ThirdPartyCommit",
    "InterVecBrgn": "InterVecBrgn",
    "BargnModel": "BargnModel",
}
"""Columns of ScenarioDesc -> names of the same switches in XML."""

_MOST_STEPS = 200_000_000
_DIGITS = 9  # positions were multiplied by 100 on the way in

Value = str | int | float | bytes | None
Line = tuple[Value, ...]


def read_ktab_sqlite(content: bytes, file: str) -> Document:
    """The case that the scenario of a database stands for; of several the last one.

    Raises:
        CaseError: It is no database of KTAB, or with all faults of the scenario.
    """
    with _opened(content, file) as database:
        return _Reader(database, file).document()


@contextmanager
def _opened(content: bytes, file: str) -> Iterator[sqlite3.Connection]:
    """The database in memory, for reading alone; whatever SQLite says of it is told."""
    where = Location(file, 1, 1)
    if len(content) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes"
        raise unreadable(message, where, "let KTAB log less, or give its input file")
    if not content.startswith(_MARK):
        raise unreadable("the file is no SQLite database", where)
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.deserialize(content)
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA query_only = ON")
            database.set_progress_handler(lambda: 1, _MOST_STEPS)
            yield database
        except sqlite3.Error as error:
            raise unreadable(f"the database cannot be read: {error}", where) from None


class _Reader:
    """Reads one scenario."""

    def __init__(self, database: sqlite3.Connection, file: str) -> None:
        self.database = database
        self.draft = Draft(file)
        self.scenario: Value = None

    def document(self) -> Document:
        """The scenario as a case."""
        missing = [name for name in _TABLES if not self.columns(name)]
        if missing:
            message = f"this is no database of KTAB: it has no table {missing[0]}"
            hint = f"KTAB's have {', '.join(_TABLES)}"
            self.draft.fault("import/unknown-format", message, self.draft.start, hint)
            return self.draft.document()
        scenario = self.read_scenario()
        ids = put_scenario(self.draft, scenario)
        self.put_switches()
        self.put_accommodation(tuple(ids.values()))
        return self.draft.document()

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of a table; none if there is no such table."""
        sql = "SELECT c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c"
        where = "WHERE t.type = 'table' AND t.name = ? ORDER BY c.cid"
        return tuple(str(name) for (name,) in self.database.execute(f"{sql} {where}", (table,)))

    def lines(self, table: str, columns: str, order: str, first_turn: str = "") -> list[Line]:
        """The rows of the scenario; table and columns are our own words, never the file's."""
        sql = f"SELECT {columns} FROM {table} WHERE ScenarioId = ? {first_turn} ORDER BY {order}"  # noqa: S608 - see above
        return self.database.execute(sql, (self.scenario,)).fetchall()

    def entries(self, what: str, table: str, columns: str, order: str) -> tuple[Line, ...]:
        """The rows of actors or dimensions, as many as there may be."""
        lines = tuple(self.lines(table, columns, order))
        return at_most(self.draft, lines, what, lambda _: self.draft.start)

    def read_scenario(self) -> Scenario:
        """The last scenario there is, at its first turn."""
        sql = 'SELECT ScenarioId, Scenario, "Desc" FROM ScenarioDesc ORDER BY rowid'
        found: list[Line] = self.database.execute(sql).fetchall()
        if not found:
            raise unreadable("the database holds no scenario", self.draft.start)
        if len(found) > 1:
            said = f"the database holds {len(found)} scenarios; the last one is read"
            self.draft.doubt("import/left-out", said, self.draft.start)
        self.scenario, name, description = found[-1]
        actors = self.entries("actors", "ActorDescription", 'Act_i, Name, "Desc"', "Act_i")
        dimensions = self.entries("dimensions", "DimensionDescription", 'Dim_k, "Desc"', "Dim_k")
        start = "AND Turn_t = 0"
        capabilities = self.lines("SpatialCapability", "Act_i, Cap", "Act_i", start)
        capability = {i: value for i, value in capabilities}  # noqa: C416 - a row is no pair to mypy
        salience = self.shares("SpatialSalience", "Sal", start)
        position = self.shares("VectorPosition", "Pos_Coord", start)
        return Scenario(
            name=self.cell(name),
            description=self.cell(description),
            dimensions=tuple(self.cell(title) for _, title in dimensions),
            parties=tuple(
                Party(
                    name=self.cell(short),
                    description=self.cell(long),
                    capability=self.cell(capability.get(i)),
                    stances=tuple(
                        Stance(self.cell(position.get((i, k))), self.cell(salience.get((i, k))))
                        for k, _ in dimensions
                    ),
                )
                for i, short, long in actors
            ),
        )

    def shares(self, table: str, column: str, first_turn: str) -> dict[tuple[Value, Value], Value]:
        """Values by actor and dimension, 0 to 100; KTAB writes some of them as shares of 1."""
        lines = self.lines(table, f"Act_i, Dim_k, {column}", "Act_i, Dim_k", first_turn)
        everything = self.lines(table, f"max({column})", "1")
        factor = 100.0 if _number(everything[0][0]) <= 1.0 else 1.0
        return {
            (i, k): round(factor * value, _DIGITS) if isinstance(value, int | float) else value
            for i, k, value in lines
        }

    def put_switches(self) -> None:
        """The switches of the model, which the database numbers in KTAB's own order."""
        known = [name for name in _COLUMNS if name in self.columns("ScenarioDesc")]
        quoted = ", ".join(f'"{name}"' for name in known) or "NULL"
        (line,) = self.lines("ScenarioDesc", quoted, "1")
        for name, value in zip(known, line, strict=False):
            ours, words = SWITCHES[_COLUMNS[name]]
            settings = list(dict.fromkeys(words.values()))
            if isinstance(value, int) and 0 <= value < len(settings):
                path = ("bargaining", "spatial_politics", ours)
                self.draft.put(path, settings[value], self.draft.start)
            elif value is not None:
                message = f"{name} has no setting {value!r}"
                self.draft.fault("import/unknown-name", message, self.draft.start)

    def put_accommodation(self, actors: tuple[str, ...]) -> None:
        """How far ideals give way, where the database says so."""
        if not self.columns("Accommodation"):
            return
        named: dict[Value, str] = dict(enumerate(actors))
        for i, j, share in self.lines("Accommodation", "Act_i, Act_j, Affinity", "Act_i, Act_j"):
            if i not in named or j not in named:
                message = f"an accommodation is of actor {i!r} to {j!r}; there are {len(actors)}"
                self.draft.fault("import/unknown-name", message, self.draft.start)
            elif share != 0:
                whose = f"the accommodation of {named[i]} to {named[j]}"
                value = self.draft.number(self.cell(share), whose, SHARE)
                path = ("bargaining", "accommodation", named[i], named[j])
                self.draft.put(path, value, self.draft.start)

    def cell(self, value: Value) -> Cell:
        """A value as a cell, empty if it is none; without lines, all stand at the start."""
        text = "" if value is None or isinstance(value, bytes) else str(value)
        return Cell(text=" ".join(text.split()), location=self.draft.start)


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0

"""A document in the making: values, places, remarks and faults, put together by an importer."""

import re
from collections.abc import Iterable, Sequence
from math import isinf
from typing import NoReturn

from detente.base.dates import UNDATED
from detente.base.diagnostics import Diagnostic, Location, Severity
from detente.base.errors import CaseError
from detente.base.suggestions import suggestion
from detente.case.evidence import Document
from detente.case.imports.cells import Cell
from detente.case.rules.ranges import Allowed
from detente.case.schema import Evidence
from detente.case.source_map import Place, join

_COMMA = "decimals stand behind a point, and nothing between thousands"
ANYTHING = Allowed(float("-inf"), float("inf"), "a number")
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)
_MOST_DIGITS = 40
_MOST_FAULTS = 10_000
_MOST_SUGGESTIONS = 100
"""To look for a name like another takes milliseconds, and a file may be wrong in all its rows."""


class Draft:
    """Collects what an importer finds in one file."""

    def __init__(self, file: str) -> None:
        self.start = Location(file, 1, 1)
        self.tree: dict[str, object] = {}
        self.places: dict[str, Place] = {}
        self.evidence: dict[str, Evidence] = {}
        self.faults: list[Diagnostic] = []

    def put(self, path: Sequence[str], value: object, at: Location) -> None:
        """A value under a path of ids; entries around it that are new begin at the same place."""
        *parents, last = path
        entry, dotted = self.tree, ""
        for parent in parents:
            dotted = join(dotted, parent)
            below = entry.setdefault(parent, {})
            self.places.setdefault(dotted, _place(at, is_entry=True))
            entry = below if isinstance(below, dict) else {}
        entry[last] = value
        self.places[join(dotted, last)] = _place(at, is_entry=isinstance(value, dict))

    def note(self, path: Sequence[str], remark: str) -> None:
        """A remark on what a value, entry or section rests on; nothing if it is empty."""
        dotted = ".".join(path)
        if remark:
            self.evidence[dotted] = Evidence(path=dotted, note=remark)

    def begin(self, case_id: str, title: Cell) -> None:
        """The head of a case of which the file gives no date."""
        self.put(("detente",), 1, self.start)
        self.put(("id",), case_id, title.location)
        self.put(("title",), title.text, title.location)
        self.put(("as_of",), UNDATED.isoformat(), self.start)
        self.note(("as_of",), "the file gives no date; write one before anything is dated")

    def fault(self, code: str, message: str, at: Location, hint: str = "") -> None:
        """Something that is wrong; the reader goes on and tells all of it together."""
        self.faults.append(Diagnostic(code=code, message=message, location=at, hint=hint))
        if len(self.faults) == _MOST_FAULTS:
            self.give_up(f"{_MOST_FAULTS:,} faults were found; the rest was not looked at", at)

    def give_up(self, message: str, at: Location, hint: str = "") -> NoReturn:
        """The end of reading where going on would say nothing more.

        Raises:
            CaseError: With what was found so far and this.
        """
        last = Diagnostic(code="import/unreadable", message=message, location=at, hint=hint)
        raise CaseError((*self.in_order(), last))

    def unknown(self, message: str, written: Cell, known: Iterable[str]) -> None:
        """A name that nothing has; with the one that may be meant."""
        few = len(self.faults) < _MOST_SUGGESTIONS
        hint = suggestion(written.text, known) if few else ""
        self.fault("import/unknown-name", message, written.location, hint)

    def doubt(self, code: str, message: str, at: Location, hint: str = "") -> None:
        """Something the analyst should know of."""
        self.faults.append(
            Diagnostic(
                code=code, message=message, location=at, hint=hint, severity=Severity.WARNING
            )
        )

    def number(self, cell: Cell, what: str, allowed: Allowed = ANYTHING) -> float | None:
        """The number in a cell; none, and a fault, if there is none or it cannot be."""
        if not _NUMBER.fullmatch(cell.text) or len(cell.text) > _MOST_DIGITS:
            got = f"got {cell.text[:_MOST_DIGITS]}" if cell.text else "the place is empty"
            hint = _COMMA if "," in cell.text else ""
            self.fault("import/number", f"{what} must be a number; {got}", cell.location, hint)
            return None
        value = float(cell.text)
        if isinf(value):
            message = f"{what} is larger than can be reckoned with, got {cell.text}"
            self.fault("import/out-of-range", message, cell.location)
            return None
        if not allowed.holds(value, value):
            message = f"{what} must be {allowed.words}, got {cell.text}"
            self.fault("import/out-of-range", message, cell.location)
            return None
        return value

    def document(self) -> Document:
        """What was found, faults in the order of the file.

        Raises:
            CaseError: Something is wrong, so that the rest would say less than the file does.
        """
        faults = self.in_order()
        if any(fault.severity is Severity.ERROR for fault in faults):
            raise CaseError(faults)
        return Document(tree=self.tree, places=self.places, evidence=self.evidence, faults=faults)

    def in_order(self) -> tuple[Diagnostic, ...]:
        """What was found, in the order of the file, each once."""
        found = dict.fromkeys(self.faults)
        return tuple(sorted(found, key=lambda fault: (fault.location, fault.code)))


def _place(at: Location, *, is_entry: bool) -> Place:
    return Place(value=at, key=at, first=None, is_entry=is_entry)

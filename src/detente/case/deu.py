"""Tables of the project "Decision-making in the European Union" (DEU), one row for each issue.

    prnr, isnr            proposal and issue
    proc, counvte         procedure, and how the Council votes
    intro, finact         days of introduction and of the final act
    p<actor>, s<actor>    position and salience of the Commission (com), the Parliament (ep), states
    rp, out               reference point, where things stand without a decision; outcome

What a state brings to bear is its weight in the Council on the day of the final act, or of the
introduction if that day is not known; Commission and Parliament weigh as much as the largest state.
Tables of three waves of interviews are described by [thomson2012]_ and [arregui2022]_.

A file whose cells cannot be understood is refused, with every fault. What is missing or odd but can
be dealt with is dealt with, counted, and said.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from detente.base.constants import constant
from detente.base.diagnostics import Diagnostic, Location
from detente.base.errors import CaseError
from detente.base.suggestions import suggestion
from detente.case.council import period_of, states
from detente.case.decided import DecidedIssue, DecidedTable, Oddity, Stand
from detente.case.deu_dates import are_turned, is_missing, is_turned, read_date
from detente.case.imports.cells import Cell, Row, delimiter_of, rows_of, text_of

_BODIES = ("com", "ep")
_NEEDED = ("prnr", "isnr", "proc", "counvte", "intro", "out", "pcom", "scom")
_NO_NUMBER = frozenset({"", "999"})
_TOP = 100.0
_CODES = {"1": "CNS QMV", "2": "CNS Unan", "3": "COD QMV", "4": "COD Unan"}

# What is said of each oddity, in the order in which it is told.
_ODDITIES = {
    "no issue": ("rows that are no issue", "left out"),
    "no outcome": ("issues without an outcome", "left out"),
    "no date": ("issues without a date that can be read", "left out"),
    "no weight": ("issues on which nobody who counts has a position", "left out"),
    "no salience": ("missing saliences of actors with a position", "mean of the others' taken"),
    "not salient": ("saliences of 0 of actors with a position", "kept: they carry no weight"),
    "no vote": ("positions of states without a vote at the time", "left out"),
    "unknown actor": ("positions of actors that are no state of the Union", "left out"),
    "turned date": ("dates with day and year exchanged", "turned back"),
    "odd date": ("dates that cannot be read", "taken as missing"),
    "no final act": ("issues without a day of the final act", "weights of the introduction taken"),
    "no reference": ("issues without a reference point", "the status quo forecasts nothing there"),
    "other code": ("procedure codes that contradict the procedure", "the procedure is believed"),
    "other proposal": ("issues numbered after another proposal", "the proposal is believed"),
    "same issue": ("issues whose number was there before", "kept"),
}


def load_deu(place: Path) -> DecidedTable:
    """The decided issues of a table in a file.

    Raises:
        CaseError: With all faults of the file.
        OSError: It cannot be read.
    """
    return read_deu(place.read_bytes(), str(place))


def read_deu(content: bytes, file: str) -> DecidedTable:
    """The decided issues of a table.

    Raises:
        CaseError: With all faults of the table.
    """
    text = text_of(content, file)
    header, *rows = rows_of(text, file, delimiter_of(text.partition("\n")[0])) or ((),)
    names = [cell.text.lower() for cell in header]
    faults = tuple(_missing_columns(names, Location(file, 1, 1)))
    if faults:
        raise CaseError(faults)
    reader = _Reader(names=names)
    issues = tuple(reader.issues([_Line(names, row) for row in rows]))
    if reader.faults:
        raise CaseError(tuple(sorted(reader.faults, key=lambda fault: fault.location)))
    return DecidedTable(
        file=file,
        digest=sha256(content).hexdigest(),
        issues=issues,
        oddities=tuple(
            Oddity(what=what, number=reader.counts[key], handled=handled)
            for key, (what, handled) in _ODDITIES.items()
            if reader.counts[key]
        ),
    )


def _missing_columns(names: Sequence[str], where: Location) -> Iterator[Diagnostic]:
    pairs = [f"s{name[1:]}" for name in names if name[1:] in states() and name[0] == "p"]
    for name in (*_NEEDED, *pairs):
        if name not in names:
            yield Diagnostic(
                code="schema/missing-key",
                message=f"the table has no column '{name}'",
                location=where,
                hint=suggestion(name, names),
            )


class _Line:
    """One row by the names of its columns; cells cut off at its end are empty."""

    def __init__(self, names: Sequence[str], row: Row) -> None:
        self._cells = dict(zip(names, row, strict=False))
        self._nothing = Cell(text="", location=row[0].location)

    def __getitem__(self, name: str) -> Cell:
        return self._cells.get(name, self._nothing)

    def text(self, name: str) -> str:
        """What stands in a column."""
        return self[name].text


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Goes through the rows once, gathering faults and counting oddities."""

    names: Sequence[str]
    faults: list[Diagnostic] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    turned: bool = False

    def issues(self, lines: Sequence[_Line]) -> Iterator[DecidedIssue]:
        """The issues that can be scored."""
        dates = [line.text(name) for line in lines for name in ("intro", "finact")]
        self.turned = are_turned(dates)
        seen: set[str] = set()
        for line in lines:
            name = line.text("isnr")
            if not name:
                self.counts["no issue"] += 1
                continue
            self.counts["same issue"] += name in seen
            seen.add(name)
            issue = self.issue(line)
            if issue is not None:
                yield issue

    def issue(self, line: _Line) -> DecidedIssue | None:
        """One issue; none, and the reason counted, if it cannot be scored."""
        introduced, adopted = self.day(line.text("intro")), self.day(line.text("finact"))
        self.counts["no final act"] += adopted is None
        outcome, status_quo = self.number(line["out"]), self.number(line["rp"])
        self.counts["no reference"] += status_quo is None
        day = adopted or introduced
        stands = self.stands(line, day) if day else ()
        reason = self.unfit(outcome, day, stands)
        if outcome is None or day is None or reason:
            self.counts[reason] += 1
            return None
        return DecidedIssue(
            issue=line.text("isnr"),
            proposal=self.proposal(line),
            wave=_wave(introduced or day),
            day=day,
            procedure=self.procedure(line),
            stands=stands,
            status_quo=status_quo,
            outcome=outcome,
        )

    def unfit(self, outcome: float | None, day: date | None, stands: tuple[Stand, ...]) -> str:
        """Why an issue cannot be scored; empty if it can."""
        if outcome is None:
            return "no outcome"
        if day is None:
            return "no date"
        return "" if any(stand.salience > 0 for stand in stands) else "no weight"

    def stands(self, line: _Line, day: date) -> tuple[Stand, ...]:
        """What everybody with a position and a weight wanted."""
        weights = dict(period_of(day).weights)
        weights |= dict.fromkeys(_BODIES, max(weights.values()))
        found: dict[str, tuple[float, float | None]] = {}
        for actor in self.actors():
            position, salience = self.number(line[f"p{actor}"]), self.number(line[f"s{actor}"])
            if position is None:
                continue
            if actor not in weights:
                self.counts["no vote" if actor in states() else "unknown actor"] += 1
                continue
            self.counts["no salience"] += salience is None
            self.counts["not salient"] += salience == 0
            found[actor] = (position, salience)
        known = [salience for _, salience in found.values() if salience is not None]
        usual = sum(known) / len(known) if known else _TOP / 2
        return tuple(
            Stand(
                actor=actor,
                position=position,
                salience=usual if salience is None else salience,
                capability=weights[actor],
            )
            for actor, (position, salience) in found.items()
        )

    def actors(self) -> Iterator[str]:
        """Whoever has a column for positions and one for saliences."""
        for name in self.names:
            if name[:1] == "p" and f"s{name[1:]}" in self.names:
                yield name[1:]

    def proposal(self, line: _Line) -> str:
        """The proposal of an issue, whose number should begin with it."""
        proposal = line.text("prnr")
        self.counts["other proposal"] += not line.text("isnr").startswith(proposal)
        return proposal

    def procedure(self, line: _Line) -> str:
        """Procedure and voting rule in two words."""
        vote = line.text("counvte").partition("(")[0]
        procedure = f"{line.text('proc')} {vote}".strip() or "not stated"
        code = line.text("proccde")
        self.counts["other code"] += code in _CODES and _CODES[code] != procedure
        return procedure

    def day(self, text: str) -> date | None:
        """The day in a cell; none if there is none or it cannot be read."""
        if is_missing(text):
            return None
        self.counts["turned date"] += is_turned(text, turned=self.turned)
        day = read_date(text, turned=self.turned)
        self.counts["odd date"] += day is None
        return day

    def number(self, cell: Cell) -> float | None:
        """The number in a cell, 0 to 100; none if it is missing or, with a fault, none at all."""
        if cell.text in _NO_NUMBER:
            return None
        try:
            number = float(cell.text)
        except ValueError:
            self.fault("schema/wrong-type", f"needs a number, got '{cell.text}'", cell)
            return None
        if not 0 <= number <= _TOP:
            self.fault("schema/out-of-range", f"must be from 0 to 100, got {cell.text}", cell)
            return None
        return number

    def fault(self, code: str, message: str, cell: Cell) -> None:
        """Note a fault."""
        self.faults.append(Diagnostic(code=code, message=message, location=cell.location))


def _wave(introduced: date) -> int:
    later = ("deu_second_wave", "deu_third_wave")
    return 1 + sum(introduced.year >= constant(name) for name in later)

"""Texts in rows and columns: their cells, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from detente.base.diagnostics import Diagnostic, Location
from detente.base.errors import CaseError
from detente.case.yaml_text import decode

_FIRST_BYTES = 1000
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ("\t", ",", ";")
"""What may separate cells."""
_BLANKS = " \t\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in one cell, without the blanks and quotes around it."""

    text: str
    location: Location


Row = tuple[Cell, ...]


def text_of(content: bytes, file: str) -> str:
    """The text of a file: UTF-8, or UTF-16 if it begins with the mark of that.

    Raises:
        CaseError: It is neither, too large, or holds what no eye can see.
    """
    if not content.startswith(_WIDE_MARKS):
        if content[:_FIRST_BYTES].count(b"\0") * 4 > len(content[:_FIRST_BYTES]):
            message = "the file looks like UTF-16 without the mark that says so"
            raise unreadable(message, Location(file, 1, 1), "save the file as UTF-8")
        return decode(content, file)
    try:
        return decode(content.decode("utf-16"), file)
    except UnicodeDecodeError as error:
        message = f"the file is not well-formed UTF-16: {error.reason}"
        raise unreadable(message, Location(file, 1, 1)) from None


def unreadable(message: str, location: Location, hint: str = "") -> CaseError:
    """The refusal of a file that cannot be taken apart."""
    fault = Diagnostic(code="import/unreadable", message=message, location=location, hint=hint)
    return CaseError((fault,))


def delimiter_of(line: str) -> str:
    """What separates the cells of a line: the first of tab, comma and semicolon that it has."""
    return next((mark for mark in DELIMITERS if mark in line), DELIMITERS[1])


def rows_of(text: str, file: str, delimiter: str, quotes: str = '"') -> tuple[Row, ...]:
    """The rows of a text that hold anything, without the empty cells at their ends.

    A cell may stand in quotes, which are doubled inside; then it may hold delimiters and line
    ends. Blanks around cells and quotes do not count.

    Raises:
        CaseError: Quotes are opened and do not close at the end of a cell.
    """
    scanner = _Scanner(
        text=text.replace("\r\n", "\n").replace("\r", "\n"),
        file=file,
        delimiter=delimiter,
        quotes=quotes,
    )
    rows = (_trimmed(row) for row in scanner.rows())
    return tuple(row for row in rows if row)


def cell_at(row: Row, column: int) -> Cell:
    """The cell of a column; an empty one at the end of a row that is shorter."""
    return row[column] if column < len(row) else Cell(text="", location=row[-1].location)


def _trimmed(row: list[Cell]) -> Row:
    """A row without the empty cells at its end."""
    while row and not row[-1].text:
        row.pop()
    return tuple(row)


@dataclass(slots=True, kw_only=True)
class _Scanner:
    """Goes through a text once, cell by cell."""

    text: str
    file: str
    delimiter: str
    quotes: str
    position: int = 0
    line: int = 1
    line_start: int = 0
    blanks: str = field(init=False)

    def __post_init__(self) -> None:
        self.blanks = _BLANKS.replace(self.delimiter, "")

    def rows(self) -> Iterator[list[Cell]]:
        """All rows, empty ones too."""
        row: list[Cell] = []
        while True:
            row.append(self.cell())
            if self.position >= len(self.text):
                break
            if self.text[self.position] == "\n":
                yield row
                row = []
            self.step(1)
        yield row

    def cell(self) -> Cell:
        """The next cell; afterwards the scanner is at the mark that ends it."""
        self.skip_blanks()
        where = self.here()
        if self.next_is(self.quotes):
            text = self.quoted(where)
        else:
            begin = self.position
            while self.position < len(self.text) and not self.at_end():
                self.position += 1
            text = self.text[begin : self.position].strip(_BLANKS)
        return Cell(text=text, location=where)

    def quoted(self, where: Location) -> str:
        """The text of a cell in quotes."""
        quote, parts = self.text[self.position], list[str]()
        while True:
            begin = self.position + 1
            end = self.text.find(quote, begin)
            if end < 0:
                break
            parts.append(self.text[begin:end])
            self.step(end + 1 - self.position)
            if not self.next_is(quote):
                self.skip_blanks()
                if self.position >= len(self.text) or self.at_end():
                    return quote.join(parts).strip(_BLANKS)
                break
        message = "quotes are opened here that do not close at the end of the cell"
        raise unreadable(message, where, "a quote inside quotes is written twice")

    def next_is(self, marks: str) -> bool:
        """Whether one of the marks comes next."""
        return self.position < len(self.text) and self.text[self.position] in marks

    def at_end(self) -> bool:
        """Whether the cell ends here."""
        return self.text[self.position] in (self.delimiter, "\n")

    def skip_blanks(self) -> None:
        """Go on to what is no blank."""
        while self.next_is(self.blanks):
            self.position += 1

    def step(self, characters: int) -> None:
        """Go on, counting lines."""
        passed = self.text[self.position : self.position + characters]
        self.position += characters
        if "\n" in passed:
            self.line += passed.count("\n")
            self.line_start = self.text.rfind("\n", 0, self.position) + 1

    def here(self) -> Location:
        """The place the scanner is at."""
        return Location(self.file, self.line, self.position - self.line_start + 1)

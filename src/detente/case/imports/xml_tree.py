"""XML as a tree of elements with places; nothing outside the file is ever read.

A document type, and with it every entity of one's own, is refused before it is looked at; so are
files that nest or hold more than a scenario could.
"""

from dataclasses import dataclass, field
from xml.parsers import expat  # no declaration of a type, so no entities: the handlers below refuse

from detente.base.diagnostics import Location
from detente.case.imports.cells import Cell, unreadable

MAX_BYTES = 20_000_000
MAX_ELEMENTS = 500_000
MAX_DEPTH = 20
_HINTS = {
    expat.errors.XML_ERROR_INVALID_TOKEN: "a character that may not stand there, or the file is not"
    " in the encoding that its first line names; without one that is UTF-8",
    expat.errors.XML_ERROR_TAG_MISMATCH: "what was opened last must be closed first",
    expat.errors.XML_ERROR_NO_ELEMENTS: "the file is empty or cut off",
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: "the file is cut off",
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: "write & as &amp;",
    expat.errors.XML_ERROR_MISPLACED_XML_PI: "nothing may stand above the line <?xml ...>",
}
"""What to do about faults that are met often, by what the parser says of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element: what is in it, and where it begins."""

    name: str
    location: Location
    children: list["Element"] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    is_there: bool = True
    """False: it stands for one that is missing."""

    @property
    def text(self) -> str:
        """Its text without the blanks around."""
        return "".join(self.parts).strip()

    @property
    def cell(self) -> Cell:
        """Its text and place."""
        return Cell(text=self.text, location=self.location)

    def all(self, name: str) -> tuple["Element", ...]:
        """The children of that name."""
        return tuple(child for child in self.children if child.name == name)

    def child(self, name: str) -> "Element":
        """The first child of that name; an empty one at this place if there is none."""
        missing = Element(name=name, location=self.location, is_there=False)
        return next(iter(self.all(name)), missing)


def parse_xml(content: bytes, file: str) -> Element:
    """The outermost element of a file.

    Raises:
        CaseError: It is not well-formed, too large, or declares a document type.
    """
    if len(content) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes; no scenario needs so many"
        raise unreadable(message, Location(file, 1, 1))
    reader = _Reader(file)
    try:
        reader.parser.Parse(content, True)  # noqa: FBT003 - its only form
    except expat.ExpatError as error:
        where = Location(file, error.lineno, error.offset + 1)
        said = expat.errors.messages[error.code]
        hint = _HINTS.get(said, "")
        raise unreadable(f"this is no well-formed XML: {said}", where, hint) from None
    return reader.root


class _Reader:
    """Builds the tree while the parser goes through the file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root = Element(name="", location=Location(file, 1, 1))
        self.open: list[Element] = []
        self.count = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.refuse

    def here(self) -> Location:
        """The place the parser is at."""
        return Location(
            self.file, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        )

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        element = Element(name=name, location=self.here())
        self.count += 1
        if self.count > MAX_ELEMENTS or len(self.open) >= MAX_DEPTH:
            message = f"more than {MAX_ELEMENTS:,} elements, or nested deeper than {MAX_DEPTH}"
            raise unreadable(message, element.location)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _name: str) -> None:
        """An element ends."""
        self.open.pop()

    def text(self, data: str) -> None:
        """Text inside the innermost element."""
        self.open[-1].parts.append(data)

    def refuse(self, *_declaration: object) -> None:
        """A document type could define entities or point outside the file."""
        message = "the file declares a document type, which no scenario needs"
        raise unreadable(message, self.here(), "delete the line <!DOCTYPE ...>")

"""The trail from a case to its documents: what is cited, what is there, what nobody cites."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.base.ids import InputPath, SourceId
from detente.case.inputs import written_inputs
from detente.case.schema import Case

_ENDINGS = ("", ".txt", ".md")
_PAGE = "p"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One place of a document that something in the case rests on."""

    path: InputPath
    locator: str
    """`12`: the twelfth paragraph that is not empty; `p3` or `p.3`: a page; empty: the whole."""
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTrail:
    """What became of one source."""

    source: SourceId
    file: str
    """Name of the document in the folder; empty: there is none."""
    citations: tuple[Citation, ...]
    uncited: tuple[int, ...]
    """Paragraphs that nobody cites, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceReport:
    """How far a case rests on documents that are at hand."""

    trails: tuple[DocumentTrail, ...]
    unsupported: tuple[InputPath, ...]
    """Numbers with neither a source nor a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """A text in its paragraphs and pages."""

    name: str
    paragraphs: tuple[str, ...]
    pages: int

    def has(self, locator: str) -> bool:
        """Whether the document has that paragraph or page."""
        number = locator.removeprefix(_PAGE).removeprefix(".")
        if not number:
            return not locator
        most = self.pages if locator.startswith(_PAGE) else len(self.paragraphs)
        return number.isdecimal() and 1 <= int(number) <= most


def check_evidence(case: Case, documents: Path) -> EvidenceReport:
    """What of the case can be followed to a document in the folder, and what cannot."""
    return EvidenceReport(
        trails=tuple(_trail(case, source, documents) for source in case.sources),
        unsupported=tuple(path for path in written_inputs(case) if not _is_supported(case, path)),
    )


def _is_supported(case: Case, path: InputPath) -> bool:
    """Evidence for an entry or a section covers the numbers in it."""
    return any(path == e.path or path.startswith(f"{e.path}.") for e in case.evidence)


def _trail(case: Case, source: SourceId, folder: Path) -> DocumentTrail:
    document = _find(case, source, folder)
    citations = tuple(
        Citation(path=path, locator=at, found=document is not None and document.has(at))
        for path, at in _cited(case, source)
    )
    paragraphs = range(1, len(document.paragraphs) + 1) if document is not None else range(0)
    cited = {citation.locator for citation in citations}
    return DocumentTrail(
        source=source,
        file=document.name if document is not None else "",
        citations=citations,
        uncited=tuple(number for number in paragraphs if str(number) not in cited),
    )


def _cited(case: Case, source: SourceId) -> Iterator[tuple[InputPath, str]]:
    """Every citation of a source: what rests on it, and where in it."""
    for evidence in case.evidence:
        for citation in evidence.sources:
            name, _, locator = citation.partition("#")
            if name == source:
                yield evidence.path, locator


def _find(case: Case, source: SourceId, folder: Path) -> _Document | None:
    """The document of that file name or id; nothing outside the folder is ever opened."""
    root = folder.resolve()
    written = case.sources[source].document
    names = (written,) if written else tuple(f"{source}{ending}" for ending in _ENDINGS)
    for name in names:
        path = (root / name).resolve()
        if path.is_relative_to(root) and path.is_file():
            return _read(name, path)
    return None


def _read(name: str, path: Path) -> _Document:
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = text.replace("\f", "\n").splitlines()
    return _Document(
        name=name,
        paragraphs=tuple(line for line in lines if line.strip()),
        pages=text.count("\f") + 1,
    )

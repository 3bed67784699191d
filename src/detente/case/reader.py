"""Text to case, or every fault it has: the door through which all cases come in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.base.diagnostics import Diagnostic, Location, Severity
from detente.base.errors import CaseError
from detente.base.suggestions import suggestion
from detente.case.evidence import Document, gather
from detente.case.extends import extended
from detente.case.imports import importer_of, most_bytes
from detente.case.rules import check_case
from detente.case.schema.case import Case
from detente.case.shipped import folder_and_name, shipped
from detente.case.source_map import SourceMap
from detente.case.validation import validate
from detente.case.yaml_cuts import cuts
from detente.case.yaml_text import decode
from detente.case.yaml_tree import parse_case

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A case as read: where everything in it stands, and what is doubtful."""

    case: Case
    places: SourceMap
    warnings: tuple[Diagnostic, ...]


def load(case: str | Path) -> Case:
    """The case in a file, or the shipped case of that id.

    Raises:
        CaseError: With all faults of the file.
    """
    return read_file(case).case


def check(case: str | Path) -> tuple[Diagnostic, ...]:
    """All faults and doubts of a case file or shipped case; none if it is fine."""
    try:
        return read_file(case).warnings
    except CaseError as error:
        return error.diagnostics


def read_text(text: str | bytes, file: str = "case.yaml", folder: Path | None = None) -> Case:
    """The case that a text holds; `folder` is where a file it extends is looked for.

    Raises:
        CaseError: With all faults of the text.
    """
    return read(text, file, folder).case


def read_file(case: str | Path) -> Reading:
    """A file or shipped case as read, with places and warnings.

    Raises:
        CaseError: With all faults of the file.
    """
    folder, name = folder_and_name(case)
    return read(_content(folder, name, str(case)), _shown(folder, name), folder)


def read(content: str | bytes, file: str, folder: "Traversable | None" = None) -> Reading:
    """A text as read, with places and warnings.

    Raises:
        CaseError: With all faults of the text.
    """
    try:
        return _read(content, file, folder)
    except CaseError as error:
        raise CaseError(tuple(map(_in_one_line, error.diagnostics))) from None


def _read(content: str | bytes, file: str, folder: "Traversable | None") -> Reading:
    document = _whole(content, file, folder)
    places = SourceMap(start=Location(file, 1, 1), places=document.places)
    evidence = tuple(document.evidence[path] for path in sorted(document.evidence))
    case = validate({**document.tree, "evidence": evidence}, places)
    found = (*document.faults, *check_case(case, places))
    if _is_wrong(found):
        raise CaseError(found)
    return Reading(case=case, places=places, warnings=tuple(map(_in_one_line, found)))


def _has_error(faults: Iterable[Diagnostic]) -> bool:
    return any(fault.severity is Severity.ERROR for fault in faults)


def _in_one_line(fault: Diagnostic) -> Diagnostic:
    """The fault in one line, whatever line breaks the names and texts it quotes have."""
    return replace(
        fault, message=" ".join(fault.message.split()), hint=" ".join(fault.hint.split())
    )


def _whole(content: str | bytes, file: str, folder: "Traversable | None") -> Document:
    """The document of a text, on top of the one it extends."""
    document = _document(content, file)
    if "extends" in document.tree:
        document = _on_base(document, file, folder)
    if _is_wrong(document.faults):
        raise CaseError(document.faults)
    return document


def _is_wrong(found: Iterable[Diagnostic]) -> bool:
    """Whether something is wrong, not just doubtful."""
    return any(one.severity is Severity.ERROR for one in found)


def _document(content: str | bytes, file: str) -> Document:
    """The values, places and evidence of one file, whichever program it is for."""
    importer = importer_of(file)
    if importer is not None:
        return importer(content if isinstance(content, bytes) else content.encode(), file)
    root = parse_case(decode(content, file), file)
    document = gather(root)
    return replace(document, faults=tuple(sorted(_faults(document, tuple(cuts(root))), key=_order)))


def _faults(document: Document, cut: tuple[Diagnostic, ...]) -> Iterator[Diagnostic]:
    yield from cut
    yield from document.faults
    if "evidence" in document.tree:
        yield Diagnostic(
            code="schema/unknown-key",
            message="there is no section 'evidence'",
            location=document.places["evidence"].key or document.places["evidence"].value,
            hint="write `source:` and `note:` where the value stands",
        )


def _order(fault: Diagnostic) -> tuple[Location, str, str]:
    return (fault.location, fault.code, fault.message)


def _on_base(child: Document, file: str, folder: "Traversable | None") -> Document:
    """A document on top of the file that it names under `extends:`."""
    name = child.tree["extends"]
    own = {key: value for key, value in child.tree.items() if key != "extends"}
    child = replace(child, tree=own)
    try:
        base = _base(name, file, folder)
    except _NoBaseError as error:
        code, message = error.args
        where = child.places["extends"].value
        fault = Diagnostic(code=code, message=message, location=where)
        raise CaseError((*child.faults, fault)) from None
    return extended(child, base)


class _NoBaseError(Exception):
    """Why there is nothing to extend: a code and a sentence."""


def _base(name: object, file: str, folder: "Traversable | None") -> Document:
    """The document that is extended."""
    if not isinstance(name, str) or not name.endswith(".yaml") or set(name) & set("/\\"):
        raise _NoBaseError(
            "schema/pattern", "`extends:` needs the name of a .yaml file in the same folder"
        )
    if folder is None or not folder.joinpath(name).is_file():
        raise _NoBaseError("yaml/not-found", f"there is no '{name}' beside this file")
    base = _document(_content(folder, name, name), _beside(file, name))
    if "extends" in base.tree:
        message = f"'{name}' extends another file itself; one level is read"
        raise _NoBaseError("schema/other", message)
    return base


def _beside(file: str, name: str) -> str:
    """The name to show for a file in the folder of another."""
    return str(Path(file).with_name(name))


def _content(folder: "Traversable", name: str, case: str) -> bytes:
    """The bytes of a case file."""
    try:
        with folder.joinpath(name).open("rb") as file:
            return file.read(most_bytes(name) + 1)
    except (OSError, ValueError) as error:
        fault = Diagnostic(
            code="yaml/not-found",
            message=f"cannot read '{case}': {getattr(error, 'strerror', None) or error}",
            location=Location(case, 1, 1),
            hint=suggestion(case, shipped()),
        )
        raise CaseError((fault,)) from None


def _shown(folder: "Traversable", name: str) -> str:
    """The name of the file in diagnostics: as given for a path, its own for a shipped case."""
    return str(folder / name) if isinstance(folder, Path) else name

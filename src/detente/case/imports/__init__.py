"""Files of other programs, read into the same document a case file is read into.

An importer turns the bytes of a file into plain values in the shape of a case, each with its place
in that file, and says what is wrong there; everything after it (validation, rules, diagnostics) is
the same as for a case of our own.
"""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from detente.case import yaml_text
from detente.case.evidence import Document
from detente.case.imports import gmcr, ktab_sqlite, xml_tree
from detente.case.imports.ktab_xml import read_ktab_xml
from detente.case.imports.text_tables import read_text_table

Importer = Callable[[bytes, str], Document]
"""The content of a file and its name -> the document it stands for."""

_TEXTS = (".csv", ".tsv", ".tab", ".txt")
_DATABASES = (".db", ".sqlite", ".sqlite3")

IMPORTERS: Mapping[str, Importer] = {
    **dict.fromkeys(_TEXTS, read_text_table),
    ".gmcr": gmcr.read_gmcr,
    ".xml": read_ktab_xml,
    **dict.fromkeys(_DATABASES, ktab_sqlite.read_ktab_sqlite),
}
"""Who reads which files, by suffix."""


_LARGE: Mapping[str, int] = {
    ".gmcr": gmcr.MAX_BYTES,
    ".xml": xml_tree.MAX_BYTES,
    **dict.fromkeys(_DATABASES, ktab_sqlite.MAX_BYTES),
}
"""How large files may be that may be larger than a text."""


def most_bytes(file: str) -> int:
    """How many bytes a file of that name may have."""
    return _LARGE.get(PurePath(file).suffix.lower(), yaml_text.MAX_BYTES)


def importer_of(file: str) -> Importer | None:
    """Who reads a file of that name; None if it is a case of our own."""
    return IMPORTERS.get(PurePath(file).suffix.lower())

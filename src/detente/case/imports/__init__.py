"""Files of other programs, read into the same document a case file is read into.

An importer turns the bytes of a file into plain values in the shape of a case, each with its place
in that file, and says what is wrong there; everything after it (validation, rules, diagnostics) is
the same as for a case of our own.
"""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from detente.case.evidence import Document

Importer = Callable[[bytes, str], Document]
"""The content of a file and its name -> the document it stands for."""

IMPORTERS: Mapping[str, Importer] = {}
"""Who reads which files, by suffix."""


def importer_of(file: str) -> Importer | None:
    """Who reads a file of that name; None if it is a case of our own."""
    return IMPORTERS.get(PurePath(file).suffix.lower())

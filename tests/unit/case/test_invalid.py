"""One bad file for each diagnostic code, with the text of everything that is printed about it."""

from pathlib import Path

import pytest

from detente.base.codes import CODES
from detente.base.diagnostics import Diagnostic
from detente.base.errors import CaseError
from detente.case.reader import read

FOLDER = Path(__file__).resolve().parents[2] / "invalid"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".txt")


def code_of(path: Path) -> str:
    return path.stem.replace("__", "/")


def diagnostics(path: Path) -> tuple[Diagnostic, ...]:
    try:
        return read(path.read_bytes(), path.name, path.parent).warnings
    except CaseError as error:
        return error.diagnostics


@pytest.mark.parametrize("path", FILES, ids=code_of)
def test_a_bad_file_is_told_what_is_wrong_and_where(path: Path) -> None:
    found = diagnostics(path)
    assert code_of(path) in {diagnostic.code for diagnostic in found}
    printed = "".join(f"{diagnostic}\n" for diagnostic in found)
    assert printed == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_every_code_has_a_bad_file() -> None:
    too_big_to_keep = {"yaml/too-large", "yaml/too-many-nodes"}  # made by the tests of the reader
    assert set(CODES) - too_big_to_keep == {code_of(path) for path in FILES}

"""Texts in rows and columns: whose they are is told by what they say, not by the file's name."""

from collections.abc import Callable
from pathlib import PurePath

from detente.base.errors import CaseError
from detente.case.evidence import Document
from detente.case.imports.cells import DELIMITERS, Row, rows_of, text_of
from detente.case.imports.decide import QUOTES, is_decide, read_decide
from detente.case.imports.deu_table import is_deu_table, read_deu_table
from detente.case.imports.draft import Draft
from detente.case.imports.ktab_csv import is_ktab, read_ktab_csv
from detente.case.imports.stance_table import NEEDED, is_stance_table, read_stance_table

_KINDS: tuple[
    tuple[Callable[[tuple[Row, ...]], bool], Callable[[tuple[Row, ...], str, str], Document]], ...
] = (
    (is_decide, read_decide),
    (is_ktab, read_ktab_csv),
    (is_deu_table, read_deu_table),
    (is_stance_table, read_stance_table),
)
"""How each kind of text is known, and who reads it."""


def read_text_table(content: bytes, file: str) -> Document:
    """The case that a text stands for: of KTAB, of Decide, or a table of positions.

    Raises:
        CaseError: It is none of these, or with all faults of the file.
    """
    text = text_of(content, file)
    lines = [line for line in text.splitlines() if line.strip()]
    quotes = QUOTES if lines and lines[0].lstrip("\ufeff\"' \t").startswith("#") else '"'
    first = next((line for line in lines if any(mark in line for mark in DELIMITERS)), "")
    refused: CaseError | None = None
    for delimiter in (mark for mark in DELIMITERS if mark in first):
        try:
            rows = rows_of(text, file, delimiter, quotes)
        except CaseError as refusal:  # cells in quotes, and another mark between them
            refused = refusal
            continue
        for is_kind, read in _KINDS:
            if is_kind(rows):
                return read(rows, file, PurePath(file).stem)
    if refused is not None:
        raise refused
    draft = Draft(file)
    draft.fault(
        "import/unknown-format",
        "the text is of no kind that is read",
        draft.start,
        "KTAB's second row begins with Actor, Decide's rows with #A, #P, #M or #D; a table has a "
        f"header with the columns {', '.join(NEEDED)}",
    )
    return draft.document()

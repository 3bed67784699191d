"""Cells of a text and their places."""

import pytest

from detente.base.errors import CaseError
from detente.case.imports.cells import delimiter_of, rows_of, text_of


def placed(text: str, delimiter: str = ",", quotes: str = '"') -> list[list[tuple[str, int, int]]]:
    return [
        [(cell.text, cell.location.line, cell.location.column) for cell in row]
        for row in rows_of(text, "f.csv", delimiter, quotes)
    ]


def refusal(text: str) -> str:
    with pytest.raises(CaseError) as error:
        rows_of(text, "f.csv", ",")
    return str(error.value)


def test_blanks_around_cells_do_not_count() -> None:
    assert placed("a,  b b ,\u00a0c \n") == [[("a", 1, 1), ("b b", 1, 5), ("c", 1, 11)]]


def test_empty_cells_at_the_end_and_empty_rows_are_left_out() -> None:
    assert placed("a,,b, ,\n\n , \nc\n") == [[("a", 1, 1), ("", 1, 3), ("b", 1, 4)], [("c", 4, 1)]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way(end: str) -> None:
    assert placed(f"a{end}b{end}") == [[("a", 1, 1)], [("b", 2, 1)]]


def test_quotes_hold_delimiters_and_line_ends_and_are_doubled_inside() -> None:
    found = placed('"a, ""b""" , "two\nlines",c\nd')
    assert found == [
        [('a, "b"', 1, 1), ("two\nlines", 1, 14), ("c", 2, 8)],
        [("d", 3, 1)],
    ]


def test_a_quote_inside_a_cell_is_a_letter() -> None:
    assert placed("Xi's,5\" pipe") == [[("Xi's", 1, 1), ('5" pipe', 1, 6)]]


def test_other_quotes_may_be_allowed() -> None:
    assert placed("'#A'\t'it''s'\t\"x\"", "\t", "\"'") == [
        [("#A", 1, 1), ("it's", 1, 6), ("x", 1, 14)]
    ]


def test_quotes_that_never_close_are_told_where_they_open() -> None:
    assert refusal('a,b\nc, "d\ne').startswith("f.csv:2:4: error import/unreadable: quotes")


def test_quotes_that_close_too_early_are_told() -> None:
    assert refusal('"a"b,c').startswith("f.csv:1:1: error import/unreadable: quotes")


def test_quotes_that_close_at_the_very_end_are_fine() -> None:
    assert placed('a,"b"') == [[("a", 1, 1), ("b", 1, 3)]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marks_of_unicode_are_no_part_of_the_text(encoding: str) -> None:
    assert text_of("日本,80".encode(encoding), "f.csv") == "日本,80"


def test_broken_unicode_is_told() -> None:
    with pytest.raises(CaseError, match="import/unreadable: the file is not well-formed UTF-16"):
        text_of(b"\xff\xfea", "f.csv")
    with pytest.raises(CaseError, match=r"f\.csv:2:2: error yaml/encoding"):
        text_of("a\nfü".encode("latin-1"), "f.csv")


def test_the_first_of_tab_comma_and_semicolon_separates() -> None:
    assert [delimiter_of(line) for line in ("a;b\tc", "a;b,c", "a;b", "a")] == ["\t", ",", ";", ","]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_its_mark_is_told_as_such(encoding: str) -> None:
    with pytest.raises(CaseError, match="looks like UTF-16 without the mark that says so"):
        text_of("actor,position\n".encode(encoding), "f.csv")

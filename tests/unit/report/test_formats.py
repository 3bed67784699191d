import pytest

from detente.report.formats import cell, heading, is_right, is_share
from detente.results import Column, Table, Value


def column(unit: str = "") -> Column:
    return Column(name="x", title="X", unit=unit)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (None, "share", "–"),
        ("", "", "–"),
        (True, "", "yes"),
        (False, "share", "no"),
        ("2018-06-12", "", "12 June 2018"),
        ("2018-06-12 or so", "", "2018-06-12 or so"),
        ("-5", "", "-5"),
        (0.4256, "share", "42.6"),
        (1, "share of draws", "100.0"),
        (-0.0001, "share", "0.0"),
        (-0.05, "share", "−5.0"),
        (-3.25, "points", "−3.2"),
        (71.6, "of 100", "72"),
        (1.25, "years", "1.2"),
        (0.126, "per year", "0.13"),
        (4.0, "occasions per year", "4.00"),
        (1234567, "", "1,234,567"),
        (-12, "", "−12"),
        (0.123456, "", "0.123"),
        (1e-7, "", "1e−07"),
        (2.0, "unknown unit", "2"),
    ],
)
def test_a_value_as_people_read_it(value: Value, unit: str, expected: str) -> None:
    assert cell(value, column(unit)) == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("", "X"), ("share", "X (%)"), ("share of draws", "X (% of draws)"), ("points", "X (points)")],
)
def test_a_heading_has_its_unit(unit: str, expected: str) -> None:
    assert heading(column(unit)) == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("share", True), ("share of draws", True), ("shares", False), ("", False)],
)
def test_which_units_are_shares(unit: str, expected: bool) -> None:  # noqa: FBT001 - a known answer
    assert is_share(column(unit)) is expected


@pytest.mark.parametrize(
    ("unit", "values", "expected"),
    [
        ("points", ("words",), True),
        ("", (1, 2.5, None), True),
        ("", (1, "two"), False),
        ("", (True, False), False),
        ("", (None, None), False),
        ("", (), False),
    ],
)
def test_numbers_are_set_flush_right(
    unit: str,
    values: tuple[Value, ...],
    expected: bool,  # noqa: FBT001 - a known answer
) -> None:
    rows = tuple((value,) for value in values)
    table = Table(id="t", title="T", columns=(column(unit),), rows=rows)
    assert is_right(table, 0) is expected

"""Cells of tables as text: numbers by the unit of their column, always with the same digits."""

import re
from datetime import date

from detente.results import Column, Table, Value
from detente.results.words import day

MINUS, NOTHING = "−", "–"

_SHARE = "share"
_DECIMALS = {"points": 1, "of 100": 0, "years": 1, "per year": 2, "occasions per year": 2}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_share(column: Column) -> bool:
    """Whether the column holds shares, printed in percent: `share`, `share of draws`, ..."""
    return column.unit == _SHARE or column.unit.startswith(f"{_SHARE} ")


def heading(column: Column) -> str:
    """The title of a column with its unit, shares in percent.

    >>> heading(Column(name="low", title="Low", unit="share of draws"))
    'Low (% of draws)'
    >>> heading(Column(name="actor", title="Actor"))
    'Actor'
    """
    unit = f"%{column.unit.removeprefix(_SHARE)}" if is_share(column) else column.unit
    return f"{column.title} ({unit})" if unit else column.title


def cell(value: Value, column: Column) -> str:
    """The value as people read it; nothing is a dash, yes and no are words.

    >>> cell(0.4256, Column(name="low", title="Low", unit="share"))
    '42.6'
    >>> cell(-3.25, Column(name="value", title="Value", unit="points"))
    '−3.2'
    >>> cell(None, Column(name="low", title="Low")), cell(True, Column(name="x", title="X"))
    ('–', 'yes')
    >>> cell("2018-06-12", Column(name="by", title="By"))
    '12 June 2018'
    """
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return day(date.fromisoformat(value)) if _DAY.fullmatch(value) else value
    return _number(value, column).replace("-", MINUS)


def _number(value: float, column: Column) -> str:
    if is_share(column):
        return _fixed(100 * value, 1)
    if column.unit in _DECIMALS:
        return _fixed(value, _DECIMALS[column.unit])
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.3g}"


def _fixed(value: float, decimals: int) -> str:
    """So many decimals, and no sign before a zero."""
    return f"{round(value, decimals) + 0.0:.{decimals}f}"


def is_right(table: Table, place: int) -> bool:
    """Whether a column is set flush right: it has a unit, or nothing but numbers in it."""
    if table.columns[place].unit:
        return True
    values = [row[place] for row in table.rows if row[place] is not None]
    return bool(values) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in values
    )

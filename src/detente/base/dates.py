"""Dates that mean something."""

from datetime import date
from typing import Final

UNDATED: Final = date(1900, 1, 1)
"""The date of a case made from a file that has none."""

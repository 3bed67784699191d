"""A study as plain data and as JSON: the one form that every front and every program reads."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from math import isfinite
from typing import Any, TypeAlias

from detente.results.nouns import Study

Plain: TypeAlias = Any
DIGITS = 12
"""Significant digits of a number: few enough that two machines write the same text."""


def study_to_plain(study: Study) -> dict[str, Plain]:
    """The study as mappings, lists, texts and numbers; fields keep their names and order."""
    plain: dict[str, Plain] = _plain(study)
    return plain


def to_json(study: Study) -> str:
    """The study as JSON text; what is not a finite number is null."""
    return json.dumps(study_to_plain(study), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _plain(thing: object) -> Plain:
    if is_dataclass(thing):
        return {field.name: _plain(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, Mapping):
        return {str(key): _plain(value) for key, value in thing.items()}
    if isinstance(thing, tuple | list):
        return [_plain(entry) for entry in thing]
    return _leaf(thing)


def _leaf(thing: object) -> Plain:
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, float):
        return _rounded(thing)
    return thing


def _rounded(number: float) -> float | None:
    if not isfinite(number):
        return None
    return float(f"{number:.{DIGITS}g}") + 0.0

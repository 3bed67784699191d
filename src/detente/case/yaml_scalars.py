"""Plain words of YAML 1.2: only null, true, false and numbers mean something; the rest is text."""

import math
import re

MAX_DIGITS = 300

_NULL = re.compile(r"null|Null|NULL|~|")
_BOOL = re.compile(r"true|True|TRUE|false|False|FALSE")
_INT = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def resolve(text: str) -> str | float | bool | None:
    """What an unquoted word means: `NO`, `on`, `12:30` and dates stay text.

    Raises:
        OverflowError: A number with more than 300 digits.
        ArithmeticError: What is infinite or not a number.

    >>> [resolve(word) for word in ("NO", "true", "1e3", "010", "2018-03-21", "")]
    ['NO', True, 1000.0, 10, '2018-03-21', None]
    """
    if _NULL.fullmatch(text):
        return None
    if _BOOL.fullmatch(text):
        return text.lower() == "true"
    if _NOT_FINITE.fullmatch(text):
        raise ArithmeticError(text)
    return _number(text)


def _number(text: str) -> str | float:
    is_int = _INT.fullmatch(text)
    is_based = _BASED.fullmatch(text)
    if not (is_int or is_based or _FLOAT.fullmatch(text)):
        return text
    if len(text) > MAX_DIGITS:
        raise OverflowError(text)
    if is_int:
        return int(text)
    number = int(text, 0) if is_based else float(text)
    if not math.isfinite(number):  # raises OverflowError itself where an integer is too long
        raise ArithmeticError(text)
    return number

"""The base of every section and the types fields share: numbers with ranges, dates, expressions."""

from datetime import date
from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from detente.base.constants import constant
from detente.case.expressions.parser import (
    parse_action,
    parse_conditional,
    parse_expression,
    parse_study,
)
from detente.case.expressions.tree import Action, Conditional, Expression


class Node(BaseModel):
    """A frozen entry of the case file; an unknown key is an error."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        arbitrary_types_allowed=True,
        allow_inf_nan=False,
        populate_by_name=True,
    )


class Shape(StrEnum):
    """How a number's uncertainty is spread."""

    EXACT = "exact"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    NORMAL = "normal"
    LOGNORMAL = "lognormal"


class Number(Node):
    """A number and its range. `mode` is what a single run uses, the range is what draws use.

    normal: `mode` is the mean, `low` and `high` hold the middle 90 %; lognormal: `mode` is the
    median, `low` and `high` hold the middle 90 %.
    """

    shape: Shape = Shape.EXACT
    low: float
    mode: float
    high: float

    def __hash__(self) -> int:
        return hash((self.shape, self.low, self.mode, self.high))


def exact(value: float) -> Number:
    """A number without uncertainty."""
    return Number(low=value, mode=value, high=value)


def default(name: str) -> Number:
    """The model's own constant of that name, as an exact number."""
    return exact(constant(name))


def _as_tuple(value: object) -> object:
    """One thing where a list is expected is a list of one."""
    if value is None or isinstance(value, list | tuple):
        return value
    return (value,)


def _to_number(value: object) -> object:
    """Exact `60`, uniform `[50, 75]`, triangular `[50, 60, 75]`, or `{shape: normal, low, mode, high}`."""
    match value:
        case bool():
            message = "needs a number, got true or false"
            raise ValueError(message)
        case int() | float():
            return {"shape": "exact", "low": value, "mode": value, "high": value}
        case [low, high] if _are_numbers(low, high):
            if not low < high:
                message = f"the range [{low}, {high}] must rise"
                raise ValueError(message)
            return {"shape": "uniform", "low": low, "mode": (low + high) / 2, "high": high}
        case [low, mode, high] if _are_numbers(low, mode, high):
            if not (low <= mode <= high and low < high):
                message = f"the range [{low}, {mode}, {high}] must be low, mode, high in rising order"
                raise ValueError(message)
            return {"shape": "triangular", "low": low, "mode": mode, "high": high}
        case list():
            message = "a range is [low, high] or [low, mode, high], all numbers"
            raise ValueError(message)
        case str():
            message = f"needs a number or a range, got the text '{value}'"
            raise ValueError(message)
    return value


def _are_numbers(*values: object) -> bool:
    return all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)


def plain_number(number: Number) -> object:
    """The shortest way to write a number in a case file."""
    match number.shape:
        case Shape.EXACT:
            return number.mode
        case Shape.UNIFORM:
            return [number.low, number.high]
        case Shape.TRIANGULAR:
            return [number.low, number.mode, number.high]
    return {
        "shape": str(number.shape), "low": number.low, "mode": number.mode, "high": number.high
    }


Quantity: TypeAlias = Annotated[
    Number, BeforeValidator(_to_number), PlainSerializer(plain_number)
]
"""A number of the case file, in any of its written forms."""

Condition: TypeAlias = Annotated[
    Expression, BeforeValidator(parse_expression), PlainSerializer(str)
]
"""A state expression, parsed."""

StudyQuestion: TypeAlias = Annotated[
    Expression, BeforeValidator(parse_study), PlainSerializer(str)
]
"""A study expression, parsed: what a claim says about results."""

Doing: TypeAlias = Annotated[Action, BeforeValidator(parse_action), PlainSerializer(str)]
"""An action: a move's id, or `join C`, `leave C`, `undo m`, `open A-B`, `walk away`."""

Commitment: TypeAlias = Annotated[
    Conditional, BeforeValidator(parse_conditional), PlainSerializer(str)
]
"""`ACTION` or `ACTION while CONDITION`."""

Ids: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
"""One id or a list of ids."""

Actions: TypeAlias = Annotated[tuple[Doing, ...], BeforeValidator(_as_tuple)]
"""One action or a list of actions."""

PlainDate: TypeAlias = date
"""A day, written 2018-03-21."""

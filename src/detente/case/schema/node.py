"""The base of every section and the types fields share: numbers with ranges, dates, expressions."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from detente.base.constants import constant
from detente.case.expressions.parser import (
    parse_action,
    parse_conditional,
    parse_expression,
    parse_study,
)
from detente.case.expressions.tree import Action, Conditional, Expression

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


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


Real: TypeAlias = Annotated[float, Field(strict=True)]
"""A number without a range; true and quoted digits are not numbers."""


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
    low: Real
    mode: Real
    high: Real

    def __hash__(self) -> int:
        return hash((self.shape, self.low, self.mode, self.high))

    @model_validator(mode="after")
    def _one_meaning(self) -> "Number":
        """Low, mode and high rise, and say no more than the shape can hold."""
        if self.shape is Shape.EXACT:
            if not self.low == self.mode == self.high:
                raise _fault("range", "needs `shape:`, such as normal, beside low and high")
            return self
        if not (self.low <= self.mode <= self.high and self.low < self.high):
            raise _fault("range", "needs a range that rises from low over mode to high")
        if self.shape is Shape.UNIFORM and self.mode != (self.low + self.high) / 2:
            raise _fault("range", "needs [low, high]: the mode of a uniform range is its middle")
        if self.shape is Shape.LOGNORMAL and self.low <= 0:
            raise _fault("range", "needs a low above 0, being lognormal")
        return self


def _fault(kind: str, said: str) -> PydanticCustomError:
    """A fault whose sentence stands behind the path of the value."""
    return PydanticCustomError(kind, "{said}", {"said": said})


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
    """Exact `60`, uniform `[50, 75]`, triangular `[50, 60, 75]`, or a mapping with `shape:`."""
    match value:
        case bool():
            raise _fault("number", "needs a number")
        case int() | float():
            return {"shape": "exact", "low": value, "mode": value, "high": value}
        case [int() | float() as low, int() | float() as high]:
            return {"shape": "uniform", "low": low, "mode": (low + high) / 2, "high": high}
        case [int() | float() as low, int() | float() as mode, int() | float() as high]:
            return {"shape": "triangular", "low": low, "mode": mode, "high": high}
        case list():
            raise _fault("range", "needs a range: [low, high] or [low, mode, high]")
        case str():
            raise _fault("number", "needs a number or a range")
    return value


def _to_date(value: object) -> object:
    """Days are written in full; a bare number is not a count of seconds."""
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise _fault("day", "needs a date such as 2018-03-21")


def plain_number(number: Number) -> object:
    """The shortest way to write a number in a case file."""
    match number.shape:
        case Shape.EXACT:
            return number.mode
        case Shape.UNIFORM:
            return [number.low, number.high]
        case Shape.TRIANGULAR:
            return [number.low, number.mode, number.high]
    return {"shape": str(number.shape), "low": number.low, "mode": number.mode, "high": number.high}


_WrittenNumber: TypeAlias = Real | Annotated[list[Real], Field(min_length=2, max_length=3)] | Number

Quantity: TypeAlias = Annotated[
    Number,
    BeforeValidator(_to_number, json_schema_input_type=_WrittenNumber),
    PlainSerializer(plain_number),
]
"""A number of the case file, in any of its written forms."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """Tells pydantic that a value is parsed from text and printed back, and nothing else."""

    parse: Callable[[object], object]
    plain: tuple[str, ...] = ("string",)

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Parse what comes in; the inside of the tree is no concern of pydantic's."""
        del source, handler
        return core_schema.no_info_plain_validator_function(
            self.parse, serialization=core_schema.to_string_ser_schema()
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """What an editor may expect here."""
        del schema, handler
        return {"type": list(self.plain) if len(self.plain) > 1 else self.plain[0]}


EXPRESSION = ("string", "number", "boolean")
"""What an expression may be written as."""

Condition: TypeAlias = Annotated[Expression, Parsed(parse_expression, EXPRESSION)]
"""A state expression, parsed."""

StudyQuestion: TypeAlias = Annotated[Expression, Parsed(parse_study, EXPRESSION)]
"""A study expression, parsed: what a claim says about results."""

Doing: TypeAlias = Annotated[Action, Parsed(parse_action)]
"""An action: a move's id, or `join C`, `leave C`, `undo m`, `open A-B`, `walk away`."""

Commitment: TypeAlias = Annotated[Conditional, Parsed(parse_conditional)]
"""`ACTION` or `ACTION while CONDITION`."""

Ids: TypeAlias = Annotated[
    tuple[str, ...], BeforeValidator(_as_tuple, json_schema_input_type=str | list[str])
]
"""One id or a list of ids."""

Actions: TypeAlias = Annotated[
    tuple[Doing, ...], BeforeValidator(_as_tuple, json_schema_input_type=str | list[str])
]
"""One action or a list of actions."""

PlainDate: TypeAlias = Annotated[date, BeforeValidator(_to_date)]
"""A day, written 2018-03-21."""

"""All states from best to worst: what an actor says when it ranks them in full."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Annotated, TypeAlias

from pydantic import GetCoreSchemaHandler, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, core_schema

from detente.case.expressions.parser import parse_expression
from detente.case.expressions.tree import Expression, Text
from detente.case.schema.node import EXPRESSION, Parsed

PATTERN = re.compile(r"[YN-]+")
"""A Y, N or - for each option: taken, not taken, either."""

Patterns: TypeAlias = tuple[tuple[str, ...], ...]
"""Places of a ranking, best first: the patterns of the states that are equally good together."""


def _parse_states(value: object) -> Expression:
    """An expression, or a pattern of options kept as written."""
    if isinstance(value, str) and PATTERN.fullmatch(value):
        return Expression(text=value, tree=Text(value))
    return parse_expression(value)


StateSet: TypeAlias = Annotated[Expression, Parsed(_parse_states, EXPRESSION)]
"""States: an expression that holds in them, a pattern such as YN-Y, or a state of the graph."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Places from best to worst; the states of one place are equally good.

    A ranking of a large conflict is a hundred thousand patterns of single states: these are kept
    as they are written. Any other ranking is kept as expressions. Going through a ranking gives
    expressions either way.
    """

    sets: tuple[tuple[Expression, ...], ...] = ()
    """The places, where some condition or pattern means several states; else empty."""
    patterns: Patterns = ()
    """The places, where every state is named by a pattern of as many letters; else empty."""

    def __len__(self) -> int:
        return len(self.sets or self.patterns)

    def __iter__(self) -> Iterator[tuple[Expression, ...]]:
        yield from self.sets
        for place in self.patterns:
            yield tuple(map(_parse_states, place))

    def plain(self) -> list[list[str]]:
        """The ranking as it stands in a case file."""
        if self.patterns:
            return list(map(list, self.patterns))
        return [[str(states) for states in place] for place in self.sets]

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """A list of places; a state by itself is a place of one."""
        del source
        return core_schema.no_info_wrap_validator_function(
            _read_ranking,
            handler.generate_schema(tuple[tuple[StateSet, ...], ...]),
            serialization=core_schema.plain_serializer_function_ser_schema(Ranking.plain),
            json_schema_input_schema=handler.generate_schema(list[StateSet | list[StateSet]]),
        )


def _read_ranking(value: object, read_sets: ValidatorFunctionWrapHandler) -> Ranking:
    if isinstance(value, Ranking):
        return value
    if not isinstance(value, list):
        return Ranking(sets=read_sets(value))
    places = [place if isinstance(place, list | tuple) else (place,) for place in value]
    if _are_patterns(list(chain.from_iterable(places))):
        return Ranking(patterns=tuple(map(tuple, places)))
    return Ranking(sets=read_sets(places))


def _are_patterns(states: list[object]) -> bool:
    """Whether all are patterns of single states of one length."""
    if set(map(type, states)) != {str}:
        return False
    texts = [state for state in states if isinstance(state, str)]
    letters = "".join(texts)
    is_settled = letters.count("Y") + letters.count("N") == len(letters)
    return is_settled and len(set(map(len, texts))) == 1 and bool(letters)

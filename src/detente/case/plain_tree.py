"""A case as plain values in the shape of the file: the tree that is written, changed or hashed."""

from collections.abc import Mapping
from datetime import date

from detente.case.evidence import value_of
from detente.case.expressions.tree import Expression
from detente.case.schema.case import Case
from detente.case.schema.node import Node, Number, plain_number
from detente.case.schema.ordinal import Perception
from detente.case.schema.ranking import Ranking
from detente.case.schema.terms import Override
from detente.case.yaml_scalars import resolve


def resolved(case: Case) -> dict[str, object]:
    """Every value of the case, defaults too, without the evidence."""
    return _entries(case, given_only=False)


def given(case: Case) -> dict[str, object]:
    """The values that somebody gave, without the evidence; all others have their defaults."""
    return _entries(case, given_only=True)


def _entries(node: Node, *, given_only: bool) -> dict[str, object]:
    """The fields of a node by the key of the file."""
    entries: dict[str, object] = {}
    for name, field in type(node).model_fields.items():
        if name != "evidence" and (not given_only or name in node.model_fields_set):
            entries[field.alias or name] = _plain(getattr(node, name), given_only=given_only)
    if isinstance(node, Perception) and "of" in entries:
        entries["of"] = {actor: _nested(overrides) for actor, overrides in node.of.items()}
    return entries


def _plain(value: object, *, given_only: bool) -> object:
    """One value of a case in plain values."""
    match value:
        case Number():
            return _shortest(plain_number(value))
        case Node():
            return _entries(value, given_only=given_only)
        case Mapping():
            return {key: _plain(inner, given_only=given_only) for key, inner in value.items()}
        case Ranking():
            return _plain(value.sets, given_only=given_only) if value.sets else value.plain()
        case tuple():
            return _items(value, given_only=given_only)
    return _leaf(value)


def _items(items: tuple[object, ...], *, given_only: bool) -> object:
    """A list; overrides are written as a mapping from paths to values."""
    overrides = [item for item in items if isinstance(item, Override)]
    if overrides:
        return {override.path: value_of(override.value) for override in overrides}
    return [_plain(item, given_only=given_only) for item in items]


def _leaf(value: object) -> object:
    """Numbers and truth values as such; expressions, actions, dates and words as text."""
    match value:
        case Expression():
            return _expression(value)
        case None | bool() | int() | float():
            return _shortest(value)
        case date():
            return value.isoformat()
    return str(value)


def _expression(expression: Expression) -> object:
    """An expression as text; a lone number or truth value as such."""
    try:
        meaning = resolve(str(expression))
    except ArithmeticError:
        return str(expression)
    return str(expression) if meaning is None else meaning


def _shortest(value: object) -> object:
    """Numbers without needless decimals, inside lists and mappings too."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_shortest(inner) for inner in value]
        case dict():
            return {key: _shortest(inner) for key, inner in value.items()}
    return value


def _nested(overrides: tuple[Override, ...]) -> dict[str, object]:
    """Beliefs, nested as the case nests what they are about."""
    tree: dict[str, object] = {}
    for override in overrides:
        *parents, last = override.path.split(".")
        inner = tree
        for parent in parents:
            below = inner.setdefault(parent, {})
            inner = below if isinstance(below, dict) else inner
        inner[last] = value_of(override.value)
    return tree

"""The numbers of a case, each under the path where it stands in the file."""

from collections.abc import Iterator, Mapping

from detente.base.ids import InputPath
from detente.case.schema.case import Case
from detente.case.schema.node import Node, Number


def walk_numbers(case: Case) -> tuple[tuple[InputPath, Number], ...]:
    """Every number with its dotted path, in the order of the format; defaults are included.

    List items count from 0: `scheduled.0.held`. Keys are spelled as in the file: `from`.
    """
    return tuple((path, number) for path, number, _ in _numbers(case, "", written=True))


def written_inputs(case: Case) -> tuple[InputPath, ...]:
    """The paths of those numbers that the analyst wrote down."""
    return tuple(path for path, _, written in _numbers(case, "", written=True) if written)


def of_terms(path: InputPath) -> bool:
    """Whether a number is about what is settled alone, so that what happens does not depend on it.

    >>> of_terms("positions.JPN.relief.at"), of_terms("actors.JPN.capability")
    (True, True)
    >>> of_terms("actors.JPN.pace")
    False
    """
    section, _, rest = path.partition(".")
    return section in _TERMS or (section == "actors" and rest.endswith(".capability"))


_TERMS = frozenset({"issues", "positions", "bargaining"})


def _numbers(
    value: object, path: str, *, written: bool
) -> Iterator[tuple[InputPath, Number, bool]]:
    if isinstance(value, Number):
        yield path, value, written
        return
    for key, below, given in _entries(value):
        inner = f"{path}.{key}" if path else key
        yield from _numbers(below, inner, written=written and given)


def _entries(value: object) -> Iterator[tuple[str, object, bool]]:
    """The entries of a section, mapping or list: key, value, whether the analyst gave it."""
    match value:
        case Node():
            for name, field in type(value).model_fields.items():
                yield field.alias or name, getattr(value, name), name in value.model_fields_set
        case Mapping():
            for key, below in value.items():
                yield str(key), below, True
        case tuple():
            for index, below in enumerate(value):
                yield str(index), below, True

"""Looking into the specifications of figures."""

from collections.abc import Iterator
from typing import Any

from detente.results import Figure

Layer = dict[str, Any]


def layers(figure: Figure) -> list[Layer]:
    """Every drawn layer of a figure, in the order of drawing."""
    return list(_drawn(figure.spec))


def _drawn(thing: Any) -> Iterator[Layer]:
    if isinstance(thing, dict):
        if "mark" in thing:
            yield thing
        for value in thing.values():
            yield from _drawn(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from _drawn(value)


def marks(figure: Figure, kind: str) -> list[Layer]:
    """The layers drawn with one kind of mark."""
    return [layer for layer in layers(figure) if layer["mark"]["type"] == kind]


def rows_with(figure: Figure, *fields: str) -> list[dict[str, Any]]:
    """The data of the first layer whose rows have these fields."""
    for layer in layers(figure):
        values: list[dict[str, Any]] = layer["data"]["values"]
        if values and set(fields) <= set(values[0]):
            return values
    raise AssertionError(f"no layer has {fields}")


def texts(figure: Figure) -> list[str]:
    """Everything that is written into a figure; wrapped lines are joined."""
    said = []
    for layer in marks(figure, "text"):
        field = layer["encoding"]["text"]["field"]
        for row in layer["data"]["values"]:
            value = row[field]
            said.append(" ".join(value) if isinstance(value, list) else str(value))
    return said

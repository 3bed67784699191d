"""Places for a graph without circles: columns by what must come first, few crossings, no chance.

The method is that of Sugiyama: longest paths give the columns, invisible stand-ins carry long
arrows past the boxes between, and repeated averaging of neighbours orders each column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

Node: TypeAlias = str | tuple[str, str, int]
"""A box, or the stand-in of an arrow (from, to) in a column."""

_SWEEPS = 12
_THIN = 0.45
"""Height of a stand-in, in boxes."""


class Place(NamedTuple):
    """The column of a box and the height of its top, both in boxes from the upper left."""

    column: int
    row: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the boxes stand, and through which places each arrow runs between them."""

    places: Mapping[str, Place]
    bends: Mapping[tuple[str, str], tuple[Place, ...]]
    columns: int
    rows: float


def layered(boxes: Sequence[str], arrows: Sequence[tuple[str, str]]) -> Layout:
    """The layout of boxes joined by arrows; boxes without any arrow stand in rows below.

    Raises:
        ValueError: if an arrow names no box, or the arrows run in a circle.
    """
    unknown = {end for arrow in arrows for end in arrow} - set(boxes)
    if unknown:
        raise ValueError(f"no such step: {', '.join(sorted(unknown))}")
    joined = [box for box in boxes if any(box in arrow for arrow in arrows)]
    column = _columns(joined, arrows)
    order = _ordered(*_with_stand_ins(joined, arrows, column))
    rows = _stacked(order)
    loose = [box for box in boxes if box not in column]
    return _with_loose(order, rows, loose, arrows)


def _columns(boxes: Sequence[str], arrows: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Longest path from the left, then each box as close to what it unlocks as possible."""
    column = dict.fromkeys(boxes, 0)
    for _ in boxes:
        for before, after in arrows:
            column[after] = max(column[after], column[before] + 1)
    if any(column[after] <= column[before] for before, after in arrows):
        raise ValueError("the steps need each other in a circle")
    for box in sorted(boxes, key=lambda box: -column[box]):
        unlocked = [column[after] for before, after in arrows if before == box]
        if unlocked:
            column[box] = min(unlocked) - 1
    return column


def _with_stand_ins(
    boxes: Sequence[str], arrows: Sequence[tuple[str, str]], column: Mapping[str, int]
) -> tuple[list[list[Node]], list[tuple[Node, Node]]]:
    columns: list[list[Node]] = [[] for _ in range(1 + max(column.values(), default=-1))]
    for box in boxes:
        columns[column[box]].append(box)
    links: list[tuple[Node, Node]] = []
    for before, after in arrows:
        previous: Node = before
        for number in range(column[before] + 1, column[after]):
            stand_in = (before, after, number)
            columns[number].append(stand_in)
            links.append((previous, stand_in))
            previous = stand_in
        links.append((previous, after))
    return columns, links


def _ordered(columns: list[list[Node]], links: Sequence[tuple[Node, Node]]) -> list[list[Node]]:
    """Each column in the order of the mean place of its neighbours, left to right and back."""
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        numbers = range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1)
        for number in numbers:
            beside = columns[number - 1 if forward else number + 1]
            height = {node: place / max(len(beside), 1) for place, node in enumerate(beside)}
            near = {node: _neighbours(node, links, height) for node in columns[number]}
            own = {node: n / len(columns[number]) for n, node in enumerate(columns[number])}
            columns[number].sort(key=lambda node: _mean(near[node], own[node]))
    return columns


def _neighbours(
    node: Node, links: Sequence[tuple[Node, Node]], height: Mapping[Node, float]
) -> list[float]:
    ends = [a if b == node else b for a, b in links if node in (a, b)]
    return [height[end] for end in ends if end in height]


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _stacked(columns: Sequence[Sequence[Node]]) -> dict[Node, float]:
    """The top of every node, each column centred on the tallest."""
    tall = max((sum(map(_height, column)) for column in columns), default=0.0)
    rows: dict[Node, float] = {}
    for column in columns:
        top = (tall - sum(map(_height, column))) / 2
        for node in column:
            rows[node] = top
            top += _height(node)
    return rows


def _height(node: Node) -> float:
    return 1.0 if isinstance(node, str) else _THIN


def _with_loose(
    columns: Sequence[Sequence[Node]],
    rows: Mapping[Node, float],
    loose: Sequence[str],
    arrows: Sequence[tuple[str, str]],
) -> Layout:
    places = {
        node: Place(number, rows[node]) for number, column in enumerate(columns) for node in column
    }
    across = max(len(columns), 4 if loose else 1)
    below = max((rows[node] + _height(node) for node in rows), default=0.0)
    boxes = {node: place for node, place in places.items() if isinstance(node, str)}
    for number, box in enumerate(loose):
        boxes[box] = Place(number % across, below + number // across)
    bends = {
        (before, after): tuple(
            Place(place.column, place.row + (_THIN - 1) / 2)
            for node, place in places.items()
            if not isinstance(node, str) and node[:2] == (before, after)
        )
        for before, after in arrows
    }
    rows_used = max((place.row + 1 for place in boxes.values()), default=0.0)
    return Layout(places=boxes, bends=bends, columns=across, rows=rows_used)

"""Expressions and texts that YAML cut at a comma because they stand unquoted in { } or [ ]."""

from collections.abc import Iterator

from detente.base.diagnostics import Diagnostic
from detente.case.yaml_tree import MappingNode, Node, ScalarNode, SequenceNode

_LONGEST_RUN = 50


def cuts(node: Node) -> Iterator[Diagnostic]:
    """A fault for each expression or text of the tree that was cut into keys or items.

    `{requires: at_least(2, x, y)}` is to YAML a mapping with the keys `requires`, `x` and `y)`.
    """
    yield from _cut_pieces(_pieces(node))
    if isinstance(node, MappingNode):
        if node.flow:
            yield from _cut_texts(node)
        for _, value in node.entries:
            yield from cuts(value)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            if not isinstance(item, ScalarNode):
                yield from cuts(item)


def _pieces(node: Node) -> list[ScalarNode]:
    """The plain words among which YAML may have cut one; in block style only keys can be pieces."""
    match node:
        case SequenceNode(flow=True):
            nodes = list(node.items)
        case MappingNode(flow=True):
            nodes = [part for entry in node.entries for part in entry]
        case MappingNode():
            nodes = [key for key, _ in node.entries]
        case _:
            nodes = []
    return [n for n in nodes if isinstance(n, ScalarNode) and n.plain and n.text]


def _cut_pieces(pieces: list[ScalarNode]) -> Iterator[Diagnostic]:
    """One fault for each run of pieces whose brackets and quotes close only together."""
    if all(stands_alone(piece.text) for piece in pieces):
        return
    first = 0
    while first < len(pieces):
        length = _run_length([piece.text for piece in pieces[first : first + _LONGEST_RUN]])
        if length > 1:
            run = pieces[first : first + length]
            yield _fault(run[0], ", ".join(piece.text for piece in run))
        first += length


def stands_alone(text: str) -> bool:
    """Whether a plain word can stand in brackets or braces without looking cut off."""
    return text.count("(") == text.count(")") and '"' not in text


def _run_length(texts: list[str]) -> int:
    """How many pieces make one whole text; 1 also if the first is never closed."""
    brackets = quotes = 0
    for length, text in enumerate(texts, start=1):
        brackets += text.count("(") - text.count(")")
        quotes += text.count('"')
        if brackets == 0 and quotes % 2 == 0:
            return length
        if brackets < 0:
            return 1
    return 1


def _cut_texts(node: MappingNode) -> Iterator[Diagnostic]:
    """A fault for each key of several words without a value: the rest of a text behind a comma."""
    for key, value in node.entries:
        empty = isinstance(value, ScalarNode) and value.plain and not value.text
        if key.plain and " " in key.text and empty:
            yield _fault(key, key.text)


def _fault(start: ScalarNode, text: str) -> Diagnostic:
    return Diagnostic(
        code="yaml/cut-expression",
        message=f"'{text}' was cut at a comma, because it stands unquoted in brackets or braces",
        location=start.location,
        hint="put the whole expression or text in quotes",
    )

"""YAML text to a tree of nodes that know their place; refuses what could hurt or mislead.

The events of the parser are read one by one, so that nothing deep, huge or self-referring is ever
built: no aliases, anchors, tags or merge keys, 40 levels and 200,000 nodes at most.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from detente.base.diagnostics import Diagnostic, Location
from detente.base.errors import CaseError
from detente.case.yaml_syntax import explain

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 40
MAX_NODES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalarNode:
    """A word or text. `first` is the column of its first character where columns can be counted."""

    text: str
    plain: bool
    location: Location
    first: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingNode:
    """Keys and values, in order; `flow` if written in braces."""

    entries: "tuple[tuple[ScalarNode, Node], ...]"
    flow: bool
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceNode:
    """Items in order; `flow` if written in brackets."""

    items: "tuple[Node, ...]"
    flow: bool
    location: Location


Node: TypeAlias = ScalarNode | MappingNode | SequenceNode


def parse_case(text: str, file: str) -> MappingNode:
    """The one mapping a case file holds.

    Raises:
        CaseError: The text is not YAML, or is more than a case file may use.
    """
    root = parse_node(text, file)
    if isinstance(root, MappingNode):
        return root
    if root is None or (isinstance(root, ScalarNode) and root.plain and not root.text):
        raise _refusal("yaml/empty", "the file is empty", Location(file, 1, 1))
    raise _refusal("yaml/not-a-mapping", "a case is a mapping of sections", root.location)


def parse_node(text: str, file: str) -> Node | None:
    """The one node that a text holds; none if it holds none.

    Raises:
        CaseError: The text is not YAML, or is more than a case file may use.
    """
    parser = _Parser(text, file)
    try:
        root = parser.document()
    except yaml.YAMLError as error:
        raise CaseError((*parser.faults, *explain(error, text, file))) from None
    if parser.faults:
        raise CaseError(tuple(parser.faults))
    return root


def _refusal(code: str, message: str, location: Location) -> CaseError:
    hint = "`detente new NAME` writes a case to start from"
    return CaseError((Diagnostic(code=code, message=message, location=location, hint=hint),))


class _Parser:
    """Events to nodes, counting."""

    def __init__(self, text: str, file: str) -> None:
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        self.file = file
        self.depth = 0
        self.nodes = 0
        self.faults: list[Diagnostic] = []

    def document(self) -> Node | None:
        """The root of the only document; none if there is no document."""
        root = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    message = "a second document starts here; a case file holds one"
                    raise self.fatal("yaml/syntax", message, self.place(event))
                root = self.node(next(self.events))
        return root

    def node(self, event: Any) -> Node:
        """The node that starts with this event."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            message = f"more than {MAX_NODES:,} values; no case needs so many"
            raise self.fatal("yaml/too-many-nodes", message, self.place(event))
        self.refuse_references(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event)
        return self.scalar(event)

    def scalar(self, event: Any) -> ScalarNode:
        """A word or text; an alias, already refused, stands as an empty text."""
        text = getattr(event, "value", "")
        style = getattr(event, "style", None)
        start, end = event.start_mark, event.end_mark
        quotes = 1 if style in ("'", '"') else 0
        countable = start.line == end.line and end.column - start.column == len(text) + 2 * quotes
        return ScalarNode(
            text=text,
            plain=style not in ("'", '"', "|", ">"),
            location=self.place(event),
            first=start.column + quotes + 1 if countable else None,
        )

    def mapping(self, event: Any) -> MappingNode:
        """Keys and values; a key that comes twice is refused."""
        self.descend(event)
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        while not isinstance(inner := next(self.events), yaml.MappingEndEvent):
            key = self.node(inner)
            value = self.node(next(self.events))
            if isinstance(key, ScalarNode) and not self.refused_key(key, entries):
                entries[key.text] = (key, value)
            elif not isinstance(key, ScalarNode):
                self.fault(
                    "yaml/syntax", "a key must be one word, not a list or mapping", key.location
                )
        self.depth -= 1
        return MappingNode(
            entries=tuple(entries.values()), flow=bool(event.flow_style), location=self.place(event)
        )

    def refused_key(self, key: ScalarNode, entries: dict[str, tuple[ScalarNode, Node]]) -> bool:
        """Whether the key comes twice or asks for a merge; both are faults."""
        if key.text == "<<" and key.plain:
            message = "merge keys are not read; write the values out, or use `extends:`"
            self.fault("yaml/merge-key", message, key.location)
            return True
        if key.text in entries:
            first = entries[key.text][0].location.line
            message = f"'{key.text}' stands twice in this mapping, first in line {first}"
            self.fault("yaml/duplicate-key", message, key.location, "keep one of the two")
            return True
        return False

    def sequence(self, event: Any) -> SequenceNode:
        """The items of a list."""
        self.descend(event)
        items: list[Node] = []
        while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(inner))
        self.depth -= 1
        return SequenceNode(
            items=tuple(items), flow=bool(event.flow_style), location=self.place(event)
        )

    def descend(self, event: Any) -> None:
        """One level deeper, if there is one."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels of brackets or indentation"
            raise self.fatal("yaml/too-deep", message, self.place(event))

    def refuse_references(self, event: Any) -> None:
        """Note aliases, anchors and tags as faults."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor is None and tag is None:
            return
        where = self.place(event)
        if isinstance(event, yaml.AliasEvent):
            hint = "write the value out; a text that starts with * needs quotes"
            self.fault("yaml/alias", f"the alias *{anchor} is not read", where, hint)
        elif anchor is not None:
            hint = "delete it; a text that starts with & needs quotes"
            self.fault("yaml/alias", f"the anchor &{anchor} is not read", where, hint)
        else:
            hint = "delete it; a text that starts with ! needs quotes"
            shown = str(tag).replace("tag:yaml.org,2002:", "!!")
            self.fault("yaml/tag", f"the tag {shown} is not read", where, hint)

    def place(self, event: Any) -> Location:
        """Where the event starts, counted from 1."""
        return Location(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def fault(self, code: str, message: str, location: Location, hint: str = "") -> None:
        """Note a fault and read on."""
        self.faults.append(Diagnostic(code=code, message=message, location=location, hint=hint))

    def fatal(self, code: str, message: str, location: Location, hint: str = "") -> CaseError:
        """The error for a fault behind which nothing can be read, with all noted before."""
        self.fault(code, message, location, hint)
        return CaseError(tuple(self.faults))

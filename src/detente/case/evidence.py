"""Nodes to plain values; what they rest on (`source:`, `note:`, `is:`) is taken out on the way."""

from dataclasses import dataclass

from detente.base.diagnostics import Diagnostic, Location
from detente.case.schema.case import Evidence
from detente.case.source_map import Place, join
from detente.case.yaml_scalars import MAX_DIGITS, resolve
from detente.case.yaml_tree import MappingNode, Node, ScalarNode, SequenceNode, parse_node

_RESERVED = ("is", "source", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file as plain values, with the place and the evidence of each by dotted path."""

    tree: dict[str, object]
    places: dict[str, Place]
    evidence: dict[str, Evidence]
    faults: tuple[Diagnostic, ...]


def gather(root: MappingNode) -> Document:
    """The plain values of a file, stripped of their evidence, which is kept by path."""
    gatherer = _Gatherer()
    tree = gatherer.mapping(root, "")
    return Document(
        tree=tree if isinstance(tree, dict) else {},
        places=gatherer.places,
        evidence=gatherer.evidence,
        faults=tuple(gatherer.faults),
    )


def value_of(text: str) -> object:
    """The plain value that a YAML text stands for; evidence in it is left out.

    Raises:
        CaseError: The text is not YAML.

    >>> value_of("[5, 20, 40]")
    [5, 20, 40]
    """
    node = parse_node(text, "override")
    return None if node is None else _Gatherer().value(node, "", None)


class _Gatherer:
    """Walks the nodes once and collects."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.evidence: dict[str, Evidence] = {}
        self.faults: list[Diagnostic] = []

    def value(self, node: Node, path: str, key: ScalarNode | None) -> object:
        """The plain value of a node; its place is noted."""
        self.places[path] = Place(
            value=node.location,
            key=key.location if key is not None else None,
            first=node.first if isinstance(node, ScalarNode) else None,
            is_entry=not isinstance(node, ScalarNode),
        )
        match node:
            case ScalarNode():
                return self.scalar(node)
            case SequenceNode():
                return [self.value(n, join(path, i), None) for i, n in enumerate(node.items)]
            case MappingNode():
                return self.mapping(node, path)

    def scalar(self, node: ScalarNode) -> object:
        """What a word means."""
        if not node.plain:
            return node.text
        try:
            return resolve(node.text)
        except OverflowError:
            message = f"a number of {len(node.text)} digits; {MAX_DIGITS} are the most"
            self.fault("yaml/number-too-long", message, node)
        except ArithmeticError:
            message = f"{node.text} is infinite or not a number"
            self.fault("yaml/not-finite", message, node, "a text of that spelling needs quotes")
        return None

    def mapping(self, node: MappingNode, path: str) -> object:
        """The plain entries of a mapping; its evidence is noted under its own path."""
        keys = {} if path.endswith(".names") else {k.text: (k, v) for k, v in node.entries}
        reserved = {name: keys[name] for name in _RESERVED if name in keys}
        self.note(reserved, path)
        rest = [(k, v) for k, v in node.entries if k.text not in reserved]
        if "is" not in reserved:
            return {k.text: self.value(v, join(path, k.text), k) for k, v in rest}
        key, value = reserved["is"]
        if rest:
            message = "`is:` stands for the value, beside `source:` and `note:` alone"
            self.fault("yaml/reserved-key", message, key, "an entry cannot be called 'is'")
        entry_key = self.places[path].key if path in self.places else None
        plain = self.value(value, path, None)
        self.places[path] = _with_key(self.places[path], entry_key)
        return plain

    def note(self, reserved: dict[str, tuple[ScalarNode, Node]], path: str) -> None:
        """Record what the mapping says it rests on."""
        sources, note = self.sources(reserved, path), self.remark(reserved, path)
        if sources or note:
            known = self.evidence.get(path, Evidence(path=path))
            self.evidence[path] = Evidence(
                path=path, sources=(*known.sources, *sources), note=note or known.note
            )

    def sources(self, reserved: dict[str, tuple[ScalarNode, Node]], path: str) -> tuple[str, ...]:
        """The sources named: one, or a list."""
        if "source" not in reserved:
            return ()
        key, node = reserved["source"]
        self.value(node, join(path, "source"), key)
        named = node.items if isinstance(node, SequenceNode) else (node,)
        texts = tuple(n.text for n in named if isinstance(n, ScalarNode) and n.text)
        if len(texts) < len(named):
            message = "`source:` names the sources of what it stands in"
            hint = "write `source: [id#paragraph]`; an entry cannot be called 'source'"
            self.fault("yaml/reserved-key", message, key, hint)
        return texts

    def remark(self, reserved: dict[str, tuple[ScalarNode, Node]], path: str) -> str:
        """The note, a text."""
        if "note" not in reserved:
            return ""
        key, node = reserved["note"]
        self.value(node, join(path, "note"), key)
        if isinstance(node, ScalarNode) and node.text:
            return node.text
        message = "`note:` holds a remark on what it stands in"
        hint = "write `note: text`; an entry cannot be called 'note'"
        self.fault("yaml/reserved-key", message, key, hint)
        return ""

    def fault(self, code: str, message: str, node: ScalarNode, hint: str = "") -> None:
        """Note a fault and read on."""
        self.faults.append(
            Diagnostic(code=code, message=message, location=node.location, hint=hint)
        )


def _with_key(place: Place, key: Location | None) -> Place:
    """The place of a value written behind `is:`, under the key of the entry."""
    return Place(value=place.value, key=key, first=place.first, is_entry=place.is_entry)

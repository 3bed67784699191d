"""Case to text: canonical YAML that reads back as the same case, and its fingerprint."""

import hashlib
import json
from collections.abc import Iterable

from detente.case.flow_text import block_text
from detente.case.plain_tree import given, resolved
from detente.case.schema.asking import Display
from detente.case.schema.case import Case, Evidence


def write(case: Case) -> str:
    """The case as a file: what was given, with its evidence; reads back as the same case."""
    return block_text(to_plain(case))


def to_plain(case: Case) -> dict[str, object]:
    """The tree of plain values that the file of the case holds."""
    tree: object = given(case)
    # Deepest first: a value that is wrapped in `is:` no longer stands where its path says.
    for evidence in sorted(case.evidence, key=lambda e: -e.path.count(".")):
        tree = _with_evidence(tree, evidence.path.split(".") if evidence.path else [], evidence)
    return tree if isinstance(tree, dict) else {}


def digest(case: Case) -> str:
    """A fingerprint of everything that results depend on: neither display nor notes."""
    shown = case.model_copy(update={"display": Display()})
    sources = [[e.path, e.sources] for e in case.evidence if e.sources]
    # An input that was given is swept, one that was not is a constant: both trees matter.
    text = json.dumps(
        [resolved(shown), given(shown), sources],
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _with_evidence(value: object, segments: list[str], evidence: Evidence) -> object:
    """A value with evidence for what stands at a path in it, or for the last known entry there."""
    match value:
        case dict():
            for length in _longest_first(segments):
                key, rest = ".".join(segments[:length]), segments[length:]
                if key in value:
                    return {**value, key: _with_evidence(value[key], rest, evidence)}
        case [*_] if segments and segments[0].isdecimal() and int(segments[0]) < len(value):
            index = int(segments[0])
            inner = _with_evidence(value[index], segments[1:], evidence)
            return [*value[:index], inner, *value[index + 1 :]]
    return _attached(value, evidence)


def _longest_first(segments: list[str]) -> Iterable[int]:
    """Lengths of a key made of several segments: an override is keyed by a dotted path."""
    return range(len(segments), 0, -1)


def _attached(value: object, evidence: Evidence) -> object:
    """A mapping with its evidence inside, or any other value beside its evidence."""
    entry = dict(value) if isinstance(value, dict) else {"is": value}
    if evidence.sources:
        entry["source"] = list(evidence.sources)
    if evidence.note:
        entry["note"] = evidence.note
    return entry

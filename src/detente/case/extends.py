"""One case file on top of another: `extends: base.yaml`."""

from collections.abc import Mapping
from typing import TypeVar

from detente.case.evidence import Document
from detente.case.source_map import join

Entry = TypeVar("Entry")


def extended(child: Document, base: Document) -> Document:
    """The child's document with everything of the base that it does not replace.

    Mappings are merged key by key at every depth; lists and single values are replaced whole,
    along with their places and their evidence.
    """
    replaced: set[str] = set()
    tree = _merged(base.tree, child.tree, "", replaced)
    return Document(
        tree=tree,
        places={**_kept(base.places, replaced), **child.places},
        evidence={**_kept(base.evidence, replaced), **child.evidence},
        faults=(*base.faults, *child.faults),
    )


def _merged(
    base: Mapping[str, object], child: Mapping[str, object], path: str, replaced: set[str]
) -> dict[str, object]:
    """The entries of both; the paths at which the child's value replaces the base's are noted."""
    merged = dict(base)
    for key, value in child.items():
        below, old = join(path, key), base.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merged(old, value, below, replaced)
        else:
            merged[key] = value
            replaced.add(below)
    return merged


def _kept(entries: Mapping[str, Entry], replaced: set[str]) -> dict[str, Entry]:
    """The entries of the base that stand at no replaced path and under none."""
    return {path: entry for path, entry in entries.items() if not _covered(path, replaced)}


def _covered(path: str, replaced: set[str]) -> bool:
    while path:
        if path in replaced:
            return True
        path, _, _ = path.rpartition(".")
    return False

"""What each number behind what happens rests on: a source, or the analyst's judgement."""

from collections.abc import Mapping

from detente.base.ids import InputPath
from detente.case.inputs import of_terms, written_inputs
from detente.case.schema import Case, Evidence

JUDGED = "judgement"
"""The word with which a note says that a number, or its size, has no source."""


def sourced(case: Case) -> Mapping[InputPath, bool]:
    """Whether a source stands behind each number that the analyst wrote down.

    What is noted nearest to a number counts: at the value itself, at its entry, at its section.
    """
    known = {entry.path: entry for entry in case.evidence}
    return {path: bool(_sources(known, path)) for path in _written(case)}


def sized_by_judgement(case: Case) -> tuple[InputPath, ...]:
    """The numbers with a source for their direction whose note says that the size is judgement."""
    known = {entry.path: entry for entry in case.evidence}
    nearest = ((path, _nearest(known, path)) for path in _written(case))
    return tuple(
        path
        for path, entry in nearest
        if entry is not None and entry.sources and JUDGED in entry.note
    )


def _written(case: Case) -> tuple[InputPath, ...]:
    """The numbers that the analyst wrote down, but for those of terms: nothing happens by them."""
    return tuple(path for path in written_inputs(case) if not of_terms(path))


def _sources(known: Mapping[str, Evidence], path: InputPath) -> tuple[str, ...]:
    entry = _nearest(known, path)
    return () if entry is None else entry.sources


def _nearest(known: Mapping[str, Evidence], path: InputPath) -> Evidence | None:
    """What is noted at the longest beginning of a path."""
    parts = path.split(".")
    beginnings = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((known[start] for start in beginnings if start in known), None)

"""The same case with some values replaced: a scenario, a belief, a draw. The case itself stays."""

from collections.abc import Iterable, Iterator
from typing import Any

from detente.base.diagnostics import Diagnostic, Location
from detente.base.errors import CaseError, StudyError
from detente.base.ids import ScenarioId
from detente.base.suggestions import suggestion
from detente.case.evidence import value_of
from detente.case.plain_tree import given, resolved
from detente.case.schema.case import Case
from detente.case.schema.terms import Override
from detente.case.source_map import SourceMap
from detente.case.validation import validate


def in_scenario(case: Case, name: ScenarioId) -> Case:
    """The case with the values of one of its scenarios.

    Raises:
        StudyError: The case has no such scenario.
    """
    if name not in case.scenarios:
        raise StudyError(f"there is no scenario '{name}'", suggestion(name, case.scenarios))
    return with_overrides(case, case.scenarios[name].set)


def with_overrides(case: Case, overrides: Iterable[Override]) -> Case:
    """The case with other values at some paths; `null` takes an optional value or an entry away.

    Evidence for what is replaced goes with it.

    Raises:
        CaseError: A path leads nowhere, or a value is refused; the place is the case as a whole.
    """
    where = SourceMap(start=Location(case.id, 1, 1))
    overrides = tuple(overrides)
    known, tree = resolved(case), given(case)
    faults = [fault for one in overrides for fault in _faults(known, one, where.start)]
    if faults:
        raise CaseError(tuple(faults))
    for override in overrides:
        _put(tree, override.path.split("."), value_of(override.value))
    replaced = tuple(f"{override.path}." for override in overrides)
    kept = tuple(e for e in case.evidence if not f"{e.path}.".startswith(replaced))
    return validate({**tree, "evidence": kept}, where)


def _faults(known: object, override: Override, where: Location) -> Iterator[Diagnostic]:
    """A fault if the path leads nowhere; a new entry may end it, but not take one away."""
    *parents, last = override.path.split(".")
    for segment in parents:
        inner = _entry(known, segment)
        if inner is None:
            yield _no_such_path(override, segment, known, where)
            return
        known = inner
    removes = value_of(override.value) is None
    is_new = isinstance(known, dict) and not removes
    if not is_new and not _has(known, last):
        yield _no_such_path(override, last, known, where)


def _has(inner: object, segment: str) -> bool:
    """Whether a mapping or list has an entry under a segment of a path."""
    match inner:
        case dict():
            return segment in inner
        case list():
            return segment.isdecimal() and int(segment) < len(inner)
    return False


def _entry(inner: object, segment: str) -> object:
    """The entry of a mapping or list under a segment of a path; none if there is none."""
    match inner:
        case dict():
            return inner.get(segment)
        case list() if _has(inner, segment):
            return inner[int(segment)]
    return None


def _put(inner: Any, segments: list[str], value: object) -> None:
    """Set, add or with none remove the entry at the end of a path that is known to exist."""
    *parents, last = segments
    for segment in parents:
        inner = inner[int(segment)] if isinstance(inner, list) else inner.setdefault(segment, {})
    if isinstance(inner, list):
        inner[int(last)] = value
    elif value is None:
        inner.pop(last, None)
    else:
        inner[last] = value


def _no_such_path(override: Override, segment: str, inner: object, where: Location) -> Diagnostic:
    known = [str(key) for key in inner] if isinstance(inner, dict) else []
    return Diagnostic(
        code="ref/unknown-path",
        message=f"'{override.path}' leads to no value of the case: there is no '{segment}'",
        location=where,
        hint=suggestion(segment, known),
    )

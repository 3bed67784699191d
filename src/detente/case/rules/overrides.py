"""Do scenarios and perceptions change values that exist into values that can be?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.base.diagnostics import Diagnostic
from detente.base.errors import CaseError
from detente.base.ids import InputPath
from detente.case.rules import expressions, orders, ranges, references
from detente.case.rules.contract import Places
from detente.case.scenarios import with_overrides
from detente.case.schema import Case, Override
from detente.case.schema.ordinal import WHOLE


@dataclass(frozen=True, slots=True)
class Change:
    """Overrides that go together, and where they are written."""

    path: InputPath
    overrides: tuple[Override, ...]
    written: tuple[InputPath, ...]
    """The paths as written, for each override."""


_NAMES = (references.check, expressions.check, ranges.check)


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """The faults that the case has with the values of a scenario or of a perception."""
    for change in _changes(case):
        try:
            changed = with_overrides(case, change.overrides)
        except CaseError as error:
            yield from _blamed(case, change, error, places)
        else:
            where = places.locate_key(change.path)
            faults = [f for rule in _NAMES for f in rule(changed, places)]
            if not faults and any(o.path.startswith("preferences") for o in change.overrides):
                faults.extend(orders.check(changed, places))
            for fault in faults:
                yield replace(fault, location=where)


def believed_path(actor: str, path: InputPath) -> InputPath:
    """The path in the case of what is believed of an actor.

    >>> believed_path("USA", "goals.allies.weight")
    'goals.USA.allies.weight'
    >>> believed_path("USA", "discount")
    'actors.USA.discount'
    >>> believed_path("USA", "preferences")
    'preferences.USA'
    """
    if path == WHOLE:
        return f"{path}.{actor}"
    section, _, rest = path.partition(".")
    return f"{section}.{actor}.{rest}" if rest else f"actors.{actor}.{path}"


def _changes(case: Case) -> Iterator[Change]:
    for name, scenario in case.scenarios.items():
        path = f"scenarios.{name}"
        written = tuple(f"{path}.set.{override.path}" for override in scenario.set)
        yield Change(path, scenario.set, written)
    for believer, beliefs in case.perceptions.items():
        for actor, overrides in beliefs.of.items():
            path = f"perceptions.{believer}.of.{actor}"
            written = tuple(f"{path}.{override.path}" for override in overrides)
            full = tuple(
                Override(path=believed_path(actor, o.path), value=o.value) for o in overrides
            )
            yield Change(path, full, written)


def _blamed(case: Case, change: Change, whole: CaseError, places: Places) -> Iterator[Diagnostic]:
    """The faults of a change, each at the override that alone brings it about."""
    blamed = False
    for override, written in zip(change.overrides, change.written, strict=True):
        try:
            with_overrides(case, (override,))
        except CaseError as error:
            blamed = True
            for fault in error.diagnostics:
                yield replace(fault, location=places.locate_key(written))
    if not blamed:
        for fault in whole.diagnostics:
            yield replace(fault, location=places.locate_key(change.path))

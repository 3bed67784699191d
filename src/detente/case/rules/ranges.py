"""Can every number be what it measures, over its whole range?"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from detente.base.diagnostics import Diagnostic
from detente.base.ids import InputPath, IssueId
from detente.case.inputs import walk_numbers
from detente.case.rules.contract import Places
from detente.case.schema import Case


@dataclass(frozen=True, slots=True)
class Allowed:
    """The interval a kind of number lies in; `above_least` leaves out its lower end."""

    least: float
    most: float
    words: str
    above_least: bool = False

    def holds(self, low: float, high: float) -> bool:
        """Whether a range lies inside."""
        enough = low > self.least if self.above_least else low >= self.least
        return enough and high <= self.most


SHARE = Allowed(0, 1, "between 0 and 1")
POSITIVE = Allowed(0, inf, "above 0", above_least=True)
NOT_NEGATIVE = Allowed(0, inf, "0 or more")
AT_LEAST_ONE = Allowed(1, inf, "1 or more")
NOT_POSITIVE = Allowed(-inf, 0, "0 or less")
SALIENCE = Allowed(0, 100, "between 0 and 100")

_ALLOWED = {
    ("actors", "discount"): POSITIVE,
    ("actors", "pace"): NOT_NEGATIVE,
    ("actors", "stake"): POSITIVE,
    ("actors", "capability"): POSITIVE,
    ("moves", "pace"): NOT_NEGATIVE,
    ("moves", "undo_pace"): NOT_NEGATIVE,
    ("shocks", "rate"): NOT_NEGATIVE,
    ("scheduled", "held"): SHARE,
    ("breakdown", "pace"): NOT_NEGATIVE,
    ("breakdown", "rate"): NOT_NEGATIVE,
    ("breakdown", "resumes"): NOT_NEGATIVE,
    ("threats", "reaches"): SHARE,
    ("threats", "floor"): SHARE,
    ("threats", "ended_by"): SHARE,
    ("threats", "deterred_by"): SHARE,
    ("threats", "factors"): NOT_NEGATIVE,
    ("pressure", "members"): NOT_NEGATIVE,
    ("pressure", "backfill"): NOT_NEGATIVE,
    ("pressure", "substitutability"): SHARE,
    ("pressure", "eased_by"): SHARE,
    ("goals", "weight"): NOT_NEGATIVE,
    ("channels", "strength"): SHARE,
    ("positions", "salience"): SALIENCE,
    ("positions", "capability"): POSITIVE,
    ("positions", "no_agreement"): NOT_POSITIVE,
    ("bargaining", "accommodation"): SHARE,
    ("bargaining", "payment_cost"): AT_LEAST_ONE,
    ("preferences", "sure"): SHARE,
    ("questions", "base_rate"): SHARE,
    ("questions", "analyst"): SHARE,
}
"""By section and the key that says what the number is."""


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for every number that, or whose range, leaves what is possible."""
    for path, number in walk_numbers(case):
        allowed = _allowed(case, path)
        if allowed is not None and not allowed.holds(number.low, number.high):
            exact = number.low == number.high
            written = f"{number.low:g}" if exact else f"{number.low:g} to {number.high:g}"
            yield _impossible(path, path, written, allowed, places)
    for name, allowed in (("sweep", NOT_NEGATIVE), ("paces", POSITIVE)):
        for i, value in enumerate(getattr(case.precision, name)):
            if not allowed.holds(value, value):
                path = f"precision.{name}"
                yield _impossible(path, f"{path}.{i}", f"{value:g}", allowed, places)
    yield from _scales(case, places)


def _allowed(case: Case, path: InputPath) -> Allowed | None:
    """What a number may be, from where it stands; none: anything."""
    section, *inner = path.split(".")
    if section == "positions" and inner[-1] in {"at", "red_line"}:
        return _scale(case, inner[1])
    if section == "issues" and inner[-1] == "status_quo":
        return _scale(case, inner[0])
    return next((_ALLOWED[section, key] for key in inner if (section, key) in _ALLOWED), None)


def _scale(case: Case, issue: IssueId) -> Allowed:
    """What lies on the scale of an issue."""
    least, most = sorted((case.issues[issue].from_, case.issues[issue].to))
    return Allowed(least, most, f"on the scale of {issue}, {least:g} to {most:g}")


def _scales(case: Case, places: Places) -> Iterator[Diagnostic]:
    """Points of an issue lie on its scale."""
    for name, issue in case.issues.items():
        least, most = sorted((issue.from_, issue.to))
        scale = Allowed(least, most, f"a number from {least:g} to {most:g}")
        for key in ("labels", "tied_to"):
            for point in getattr(issue, key):
                if not _lies_on(point, scale):
                    path = f"issues.{name}.{key}"
                    yield _impossible(path, f"{path}.{point}", point, scale, places)
        if issue.outcome is not None and not scale.holds(issue.outcome, issue.outcome):
            path = f"issues.{name}.outcome"
            yield _impossible(path, path, f"{issue.outcome:g}", scale, places)


def _lies_on(point: str, scale: Allowed) -> bool:
    try:
        return scale.holds(float(point), float(point))
    except ValueError:
        return False


def _impossible(
    what: str, path: InputPath, written: str, allowed: Allowed, places: Places
) -> Diagnostic:
    return Diagnostic(
        code="logic/out-of-range",
        message=f"{what} must be {allowed.words}, got {written}",
        location=places.locate(path),
    )

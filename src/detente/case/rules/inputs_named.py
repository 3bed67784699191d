"""Do correlations and break-evens name numbers of the case?"""

from collections.abc import Iterator

from detente.base.diagnostics import Diagnostic
from detente.base.suggestions import suggestion
from detente.case.inputs import walk_numbers
from detente.case.rules.contract import Places
from detente.case.schema import Case


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for every path under `correlate:` and `break_even:` that leads to no number."""
    known = frozenset(path for path, _ in walk_numbers(case))
    for named, path in _named(case):
        if named not in known:
            yield Diagnostic(
                code="ref/unknown-path",
                message=f"'{named}' leads to no number of the case",
                location=places.locate(path),
                hint=suggestion(named, known),
            )


def _named(case: Case) -> Iterator[tuple[str, str]]:
    for i, correlation in enumerate(case.correlate):
        for k, named in enumerate(correlation.inputs):
            yield named, f"correlate.{i}.inputs.{k}"
    for name, claim in case.claims.items():
        if claim.break_even:
            yield claim.break_even, f"claims.{name}.break_even"

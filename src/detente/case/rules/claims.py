"""Can every claim be put to the test, or does it say what it waits for?"""

from collections.abc import Iterator

from detente.base.diagnostics import Diagnostic
from detente.case.rules.contract import Places
from detente.case.schema import Case


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for every claim that neither says when it holds nor what it needs."""
    for name, claim in case.claims.items():
        if claim.holds_when is None and not claim.needs:
            yield Diagnostic(
                code="logic/no-test",
                message=f"the claim '{name}' does not say when it holds",
                location=places.locate_key(f"claims.{name}"),
                hint="write `holds_when:`, or `needs:` with what is missing to test it",
            )

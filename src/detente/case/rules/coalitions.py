"""Can pressure coalitions be what they say?"""

from collections.abc import Iterator, Mapping

from detente.base.diagnostics import Diagnostic
from detente.case.rules.contract import Places
from detente.case.schema import Case, Number


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for targets among the members and for shares that cannot be scaled."""
    for name, coalition in case.pressure.items():
        path = f"pressure.{name}"
        if coalition.on in coalition.members:
            yield Diagnostic(
                code="logic/target-in-coalition",
                message=f"{coalition.on} is the target of '{name}' and listed as a member",
                location=places.locate_key(f"{path}.members.{coalition.on}"),
            )
        shares = {actor: member.share for actor, member in coalition.members.items()}
        yield from _all_zero(shares, f"{path}.members", places)
        yield from _all_zero(coalition.backfill, f"{path}.backfill", places)


def _all_zero(shares: Mapping[str, Number], path: str, places: Places) -> Iterator[Diagnostic]:
    if shares and not any(number.mode > 0 for number in shares.values()):
        yield Diagnostic(
            code="logic/shares-all-zero",
            message="the shares are scaled to sum to 1, so they cannot all be zero",
            location=places.locate_key(path),
        )

"""Cross-checks of a whole case: one file for each family, all faults at once."""

from detente.base.diagnostics import Diagnostic, Severity
from detente.case.rules import (
    bargaining,
    channels,
    claims,
    coalitions,
    dates,
    expressions,
    facts,
    goals,
    ids,
    inputs_named,
    orders,
    overrides,
    owners,
    preconditions,
    ranges,
    references,
    rights,
    sources,
    states,
    terms,
    threats,
)
from detente.case.rules.contract import Places, Rule
from detente.case.schema import Case

__all__ = ["RULES", "Places", "Rule", "check_case"]

RULES: tuple[tuple[Rule, ...], ...] = (
    # Names first: the other rules take for granted that every name means something.
    (
        ids.check,
        references.check,
        expressions.check,
        inputs_named.check,
        facts.check,
    ),
    (
        overrides.check,
        owners.check,
        preconditions.check,
        channels.check,
        rights.check,
        threats.check,
        coalitions.check,
        ranges.check,
        goals.check,
        states.check,
        orders.check,
        terms.check,
        bargaining.check,
        claims.check,
        dates.check,
        sources.check,
    ),
)


def check_case(case: Case, places: Places) -> tuple[Diagnostic, ...]:
    """All faults and doubts of a case, in the order of the file.

    A stage of rules is left out where the one before found errors.
    """
    found: list[Diagnostic] = []
    for stage in RULES:
        for rule in stage:
            found.extend(rule(case, places))
        if any(diagnostic.severity is Severity.ERROR for diagnostic in found):
            break
    return tuple(sorted(found, key=lambda d: (d.location, d.code, d.message)))

"""Do all expressions make sense: names, kinds, functions?"""

from collections.abc import Iterator

from detente.base.diagnostics import Diagnostic
from detente.case.expressions.checker import (
    Names,
    Problem,
    check_action,
    check_claim,
    check_condition,
)
from detente.case.rules.contract import Places
from detente.case.rules.phrases import deeds, names_of, payments, phrases
from detente.case.schema import Case


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for every name, function or kind that does not fit, at its character."""
    for path, problem in _problems(case, names_of(case)):
        yield Diagnostic(
            code=problem.code,
            message=problem.message,
            location=places.locate(path, problem.offset),
            hint=problem.hint,
        )


def _problems(case: Case, names: Names) -> Iterator[tuple[str, Problem]]:
    for phrase in phrases(case):
        for problem in check_condition(phrase.tree, names, phrase.wanted):
            yield phrase.path, problem
    for name, claim in case.claims.items():
        if claim.holds_when is not None:
            for problem in check_claim(claim.holds_when.tree, names):
                yield f"claims.{name}.holds_when", problem
    for doing in (*deeds(case), *payments(case)):
        for problem in check_action(doing.action, names):
            yield doing.path, problem

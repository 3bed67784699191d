"""Do moves have the owners they need, and are lists free of repetition?"""

from collections.abc import Iterator, Sequence

from detente.base.diagnostics import Diagnostic
from detente.case.rules.contract import Places
from detente.case.schema import Case

MOST_MOVES = 63


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for impossible counts of owners, for repetition, and for too many moves."""
    for name, move in case.moves.items():
        needed = owners_needed(move.how, len(move.by))
        if not 1 <= needed <= len(move.by):
            yield Diagnostic(
                code="logic/owner-count",
                message=f"'{name}' needs {needed} owners to agree but has {len(move.by)}",
                location=places.locate(f"moves.{name}.how"),
                hint=f"write at_least(1) to at_least({len(move.by)})",
            )
    for path, ids in _lists(case):
        yield from _named_twice(path, ids, places)
    if len(case.moves) > MOST_MOVES:
        yield Diagnostic(
            code="logic/too-many-moves",
            message=f"the case has {len(case.moves)} moves; at most {MOST_MOVES} can be solved",
            location=places.locate_key("moves"),
            hint="leave out what no goal, threat or precondition refers to",
        )


def owners_needed(how: str, owners: int) -> int:
    """How many owners must agree.

    >>> owners_needed("joint", 3), owners_needed("any", 3), owners_needed("at_least(2)", 3)
    (3, 1, 2)
    """
    match how:
        case "joint":
            return owners
        case "any":
            return 1
    return int(how.removeprefix("at_least(").removesuffix(")"))


def _lists(case: Case) -> Iterator[tuple[str, Sequence[str]]]:
    for name, move in case.moves.items():
        yield f"moves.{name}.by", move.by
        yield f"moves.{name}.reversible", move.reversible
    for name, threat in case.threats.items():
        yield f"threats.{name}.carries", threat.carries
    for name, shock in case.shocks.items():
        yield f"shocks.{name}.undoes", shock.undoes
    for name, variable in case.variables.items():
        yield f"variables.{name}.levels", variable.levels
    yield "breakdown.unwinds", case.breakdown.unwinds


def _named_twice(path: str, ids: Sequence[str], places: Places) -> Iterator[Diagnostic]:
    for i, name in enumerate(ids):
        if name in ids[:i]:
            yield Diagnostic(
                code="logic/named-twice",
                message=f"'{name}' is listed twice",
                location=places.locate(f"{path}.{i}"),
            )

"""Can every move be made, and could those that stand have been made?"""

from collections.abc import Iterator

from detente.base.diagnostics import Diagnostic, Severity
from detente.case.rules.contract import Places
from detente.case.rules.cycles import cycles
from detente.case.rules.facts import names_in
from detente.case.rules.possible import at_first, in_time
from detente.case.schema import Case


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for every circle of preconditions; a doubt for moves that can never be made."""
    possible = in_time(case).standing
    never = [m for m, move in case.moves.items() if m not in possible and move.may_be_made]
    needs = {name: tuple(n for n in _needed(case, name) if n in never) for name in never}
    circles = tuple(cycles(needs))
    for circle in circles:
        yield Diagnostic(
            code="logic/precondition-cycle",
            message=f"'{circle[0]}' requires itself: {' -> '.join(circle)}",
            location=places.locate(f"moves.{circle[0]}.requires"),
            hint="none of these moves can ever be made; take one requirement out",
        )
    told = {name for circle in circles for name in circle}
    for name in never:
        if name not in told:
            yield Diagnostic(
                code="logic/never-available",
                message=f"'{name}' can never be made: what it requires never holds",
                location=places.locate(f"moves.{name}.requires"),
                hint=f"it needs {', '.join(needs[name])}" if needs[name] else "",
                severity=Severity.WARNING,
            )
    yield from _standing(case, places)


def _needed(case: Case, move: str) -> tuple[str, ...]:
    """The moves that a precondition names, itself or through facts."""
    waiting, seen = list(names_in(case, case.moves[move].requires.tree)), set[str]()
    needed: list[str] = []
    for name in waiting:  # grows while we go
        if name in seen:
            continue
        seen.add(name)
        if name in case.facts:
            waiting.extend(names_in(case, case.facts[name].tree))
        elif name in case.moves:
            needed.append(name)
    return tuple(needed)


def _standing(case: Case, places: Places) -> Iterator[Diagnostic]:
    """Preconditions bind only when a move is made, so this is a doubt and no more."""
    today = at_first(case)
    for name in case.standing:
        if not today.true(case.moves[name].requires.tree):
            yield Diagnostic(
                code="logic/standing-too-soon",
                message=f"'{name}' stands although what it requires does not hold",
                location=places.locate_key(f"standing.{name}"),
                hint="check `standing:` and the move's `requires:`",
                severity=Severity.WARNING,
            )

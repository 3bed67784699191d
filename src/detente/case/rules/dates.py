"""Are all dates on the right side of the date of the case and of each other?"""

from collections.abc import Iterator
from datetime import date

from detente.base.diagnostics import Diagnostic, Severity
from detente.case.rules.contract import Places
from detente.case.schema import Case


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for every date that comes too early or too late."""
    yield from _windows(case, places)
    for name, question in case.questions.items():
        if question.by <= case.as_of:
            yield Diagnostic(
                code="time/question-before-case",
                message=f"the question '{name}' is settled by {question.by}, "
                f"but the case stands at {case.as_of}",
                location=places.locate(f"questions.{name}.by"),
                hint="ask about a later date, or date the case earlier",
            )
    for day, path in _recorded(case):
        if day > case.as_of:
            yield Diagnostic(
                code="time/later-event",
                message=f"{day} is after {case.as_of}, the date of the case",
                location=places.locate(path),
                hint="nothing later is known in this case",
            )


def _recorded(case: Case) -> Iterator[tuple[date, str]]:
    """What has happened, and when."""
    for i, event in enumerate(case.events):
        yield event.date, f"events.{i}.date"
    for name, standing in case.standing.items():
        if standing.since is not None:
            yield standing.since, f"standing.{name}.since"


def _windows(case: Case, places: Places) -> Iterator[Diagnostic]:
    for begin, end, path in _spans(case):
        if begin is not None and begin > end:
            yield Diagnostic(
                code="time/window-reversed",
                message=f"the window begins on {begin} and ends before, on {end}",
                location=places.locate(path),
            )
        elif end <= case.as_of:
            yield Diagnostic(
                code="time/window-past",
                message=f"the window ends on {end}, but the case stands at {case.as_of}",
                location=places.locate(path),
                hint="if it happened, it belongs under `standing:`",
                severity=Severity.WARNING,
            )


def _spans(case: Case) -> Iterator[tuple[date | None, date, str]]:
    for i, scheduled in enumerate(case.scheduled):
        yield *scheduled.between, f"scheduled.{i}.between.1"
    for name, move in case.moves.items():
        if move.until is not None:
            yield move.from_, move.until, f"moves.{name}.until"

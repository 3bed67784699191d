"""Does everything rest on a source that exists and that could be known at the time?"""

import re
from collections.abc import Iterator
from datetime import date

from detente.base.diagnostics import Diagnostic, Severity
from detente.base.suggestions import suggestion
from detente.case.rules.contract import Places
from detente.case.schema import Case, Evidence

_CITATION = re.compile(r"(?P<source>[\w-]+)(#[\w.-]+)?")
_MAY_CITE_LATER = ("claims", "questions")


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for every citation that names no source or one of a later date."""
    yield from _calendar(case, places)
    for evidence in case.evidence:
        for i, citation in enumerate(evidence.sources):
            yield from _citation(case, evidence, i, citation, places)
    cited = {evidence.path for evidence in case.evidence if evidence.sources}
    for name in case.claims:
        if f"claims.{name}" not in cited:
            yield Diagnostic(
                code="evidence/no-source",
                message=f"the claim '{name}' does not say who makes it",
                location=places.locate_key(f"claims.{name}"),
                hint="write `source: [id#paragraph]`",
                severity=Severity.WARNING,
            )


def earliest(day: str) -> date | None:
    """The first day a source may be from: 2019-02 may be the first of the month; none: no date.

    >>> earliest("2019-02")
    datetime.date(2019, 2, 1)
    """
    try:
        return date.fromisoformat(f"{day}-01-01"[:10])
    except ValueError:
        return None


def _calendar(case: Case, places: Places) -> Iterator[Diagnostic]:
    for name, source in case.sources.items():
        if earliest(source.date) is None:
            yield Diagnostic(
                code="time/no-such-date",
                message=f"there is no date {source.date}",
                location=places.locate(f"sources.{name}.date"),
            )


def _citation(
    case: Case, evidence: Evidence, index: int, citation: str, places: Places
) -> Iterator[Diagnostic]:
    where = places.locate(f"{evidence.path}.source.{index}")
    match = _CITATION.fullmatch(citation)
    if match is None:
        hint = "write the source's id, # and a paragraph or page, as in stratfor-2018#4"
        message = f"'{citation}' is no citation"
        yield Diagnostic(code="evidence/locator", message=message, location=where, hint=hint)
        return
    name = match["source"]
    if name not in case.sources:
        message = f"there is no source '{name}'"
        hint = suggestion(name, case.sources)
        yield Diagnostic(code="ref/unknown-source", message=message, location=where, hint=hint)
        return
    first = earliest(case.sources[name].date)
    is_input = evidence.path.partition(".")[0] not in _MAY_CITE_LATER
    if is_input and first is not None and first > case.as_of:
        yield Diagnostic(
            code="evidence/later-source",
            message=f"'{name}' is from {case.sources[name].date}, after the case ({case.as_of})",
            location=where,
            hint="inputs cite only what was known then; claims may cite later sources",
        )

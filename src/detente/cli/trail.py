"""The trail of evidence in words and as plain data."""

from collections.abc import Iterator
from dataclasses import asdict

from detente.case.documents import EvidenceReport


def plain_trail(report: EvidenceReport) -> dict[str, object]:
    """The report as plain data."""
    return asdict(report)


def told_trail(report: EvidenceReport) -> Iterator[str]:
    """The report's lines: sources, citations that lead nowhere, numbers without a source."""
    for trail in report.trails:
        lost = [c for c in trail.citations if not c.found]
        where = trail.file or "no document in the folder"
        yield f"{trail.source}: {where}; cited {len(trail.citations)} times"
        for citation in lost if trail.file else ():
            yield f"  nothing at #{citation.locator}, cited by {citation.path}"
        if trail.uncited:
            places = ", ".join(str(n) for n in trail.uncited)
            yield f"  paragraphs nobody cites: {places}"
    yield f"{len(report.unsupported)} numbers have neither a source nor a note"
    for path in report.unsupported:
        yield f"  {path}"

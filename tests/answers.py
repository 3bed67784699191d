"""Answers of single analyses, for tests."""

from detente.analyses.contract import Analysis, Answer, Ask
from detente.behaviour import Effort, Lab
from detente.case.schema import Case
from detente.results import Provenance, Value


def answered(analysis: Analysis, case: Case, other: str | None = None, draws: int = 4) -> Answer:
    """What an analysis answers for a case's focal actor, over a few draws."""
    lab = Lab(case=case, focal=case.focal_actor, effort=Effort(draws=draws, sweep_draws=draws))
    ask = Ask(focal=lab.focal, other=other, provenance=provenance(lab))
    return analysis.answer(lab, ask)


def provenance(lab: Lab) -> Provenance:
    """A provenance that says no more than a test needs."""
    return Provenance(
        case_id=lab.case.id,
        case_digest="",
        scenario="",
        focal=lab.focal,
        draws=lab.effort.draws,
        seed=1,
        version="",
        command="",
    )


def rows(answer: Answer, table: str) -> list[dict[str, Value]]:
    """The rows of a table, each by column name; every row must be as long as the header."""
    found = next(t for t in answer.tables if t.id == table)
    names = [column.name for column in found.columns]
    return [dict(zip(names, row, strict=True)) for row in found.rows]


def sentences(answer: Answer) -> str:
    """All findings, one per line."""
    return "\n".join(finding.sentence for finding in answer.findings)

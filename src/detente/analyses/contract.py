"""What an analysis is: one question, and a function that answers it from the lab."""

from collections.abc import Callable
from dataclasses import dataclass

from detente.base.ids import ActorId, AnalysisId, CitationKey
from detente.behaviour import Lab
from detente.results import (
    Assumption,
    Figure,
    Finding,
    Guarantee,
    Provenance,
    Result,
    Table,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Who asks, and what the answer must carry to be reproduced."""

    focal: ActorId
    other: ActorId | None
    """The actor whose policy `position` looks at; none: the one whose policy matters most."""
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an analysis says; the contract adds the question, references and provenance."""

    findings: tuple[Finding, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...] = ()
    guarantee: Guarantee
    assumptions: tuple[Assumption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One entry of the catalogue."""

    id: AnalysisId
    question: str
    references: tuple[CitationKey, ...]
    answer: Callable[[Lab, Ask], Answer]

    def result(self, lab: Lab, ask: Ask) -> Result:
        """The answer with everything it stands on."""
        said = self.answer(lab, ask)
        return Result(
            analysis=self.id,
            question=self.question,
            findings=said.findings,
            tables=said.tables,
            figures=said.figures,
            guarantee=said.guarantee,
            assumptions=said.assumptions,
            references=self.references,
            provenance=ask.provenance,
        )

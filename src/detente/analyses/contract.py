"""What an analysis is: one question, and a function that answers it from the lab."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from detente.base.ids import ActorId, AnalysisId, CitationKey
from detente.behaviour import Lab
from detente.case.schema import Case
from detente.results import (
    Assumption,
    Figure,
    Finding,
    Guarantee,
    Provenance,
    Result,
    Table,
)


class Part(StrEnum):
    """The part of a case that an analysis reads; most cases have one of them, some have all."""

    PROCESS = "process"
    """Moves and goals: what happens over time."""
    PREFERENCES = "preferences"
    """Moves, or states and arcs, and who prefers what: which outcomes would hold."""
    TERMS = "terms"
    """Issues and positions: what would be settled."""


def parts(case: Case) -> frozenset[Part]:
    """What a case is about; one of preferences or positions without goals has no process."""
    stated = {Part.PREFERENCES} if case.preferences or case.graph else set()
    stated |= {Part.TERMS} if case.positions else set()
    return frozenset(stated if stated and not case.goals else stated | {Part.PROCESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Who asks, and what the answer must carry to be reproduced."""

    focal: ActorId
    other: ActorId | None
    """The other actor asked about: whose policy `position` looks at, whose preferences would have
    to change; none: the analysis says who matters most."""
    target: int | None = None
    """The state, by number, that is to become stable; none: the one best for the focal actor."""
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
    part: Part = Part.PROCESS

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

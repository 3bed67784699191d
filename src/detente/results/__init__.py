"""Nouns of an answer: pure data that every front renders the same way."""

from detente.results.nouns import (
    Assumption,
    Column,
    Figure,
    Finding,
    Guarantee,
    GuaranteeKind,
    Provenance,
    Result,
    SourceLine,
    Study,
    Table,
    Topic,
    Value,
)

__all__ = [
    "Assumption",
    "Column",
    "Figure",
    "Finding",
    "Guarantee",
    "GuaranteeKind",
    "Provenance",
    "Result",
    "SourceLine",
    "Study",
    "Table",
    "Topic",
    "Value",
]

"""A study again from its plain form: what `plain` wrote, as nouns."""

from collections.abc import Mapping
from typing import Any

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
)

Plain = Mapping[str, Any]


def study_from_plain(plain: Plain) -> Study:
    """The study that a plain mapping was made from."""
    return Study(
        **_scalars(plain, "format", "title", "as_of", "focal", "focal_name", "solves"),
        names=plain["names"],
        words=plain["words"],
        colours=plain["colours"],
        results=tuple(_result(r) for r in plain["results"]),
        sources=tuple(SourceLine(**s) for s in plain["sources"]),
        notices=tuple(plain["notices"]),
        provenance=Provenance(**plain["provenance"]),
    )


def _result(plain: Plain) -> Result:
    return Result(
        **_scalars(plain, "analysis", "question"),
        findings=tuple(_finding(f) for f in plain["findings"]),
        tables=tuple(_table(t) for t in plain["tables"]),
        figures=tuple(_figure(f) for f in plain["figures"]),
        guarantee=Guarantee(
            kind=GuaranteeKind(plain["guarantee"]["kind"]),
            sentence=plain["guarantee"]["sentence"],
        ),
        assumptions=tuple(Assumption(**a) for a in plain["assumptions"]),
        references=tuple(plain["references"]),
        provenance=Provenance(**plain["provenance"]),
    )


def _finding(plain: Plain) -> Finding:
    return Finding(
        topic=Topic(plain["topic"]),
        sentence=plain["sentence"],
        about=tuple(plain["about"]),
        rank=plain["rank"],
    )


def _table(plain: Plain) -> Table:
    return Table(
        **_scalars(plain, "id", "title", "note"),
        columns=tuple(Column(**c) for c in plain["columns"]),
        rows=tuple(tuple(row) for row in plain["rows"]),
        topic=Topic(plain["topic"]),
    )


def _figure(plain: Plain) -> Figure:
    return Figure(
        **_scalars(plain, "id", "title", "alternative", "spec"), topic=Topic(plain["topic"])
    )


def _scalars(plain: Plain, *names: str) -> dict[str, Any]:
    return {name: plain[name] for name in names}

"""Result and its parts: what an analysis says, how sure it is, and what it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from detente.base.errors import StudyError
from detente.base.ids import AnalysisId, CitationKey
from detente.base.suggestions import suggestion

Value: TypeAlias = str | float | int | bool | None


class GuaranteeKind(StrEnum):
    """What an answer, and an empty table in it, can be trusted to mean."""

    PROVED = "proved"
    ENUMERATED = "enumerated"
    SAMPLED = "sampled"
    HEURISTIC = "heuristic"
    TRUNCATED = "truncated"


class Topic(StrEnum):
    """The part of the brief a sentence, table or figure belongs to, in the order of reading."""

    BOTTOM_LINE = "bottom_line"
    BIG_PICTURE = "big_picture"
    CALCULUS = "calculus"
    THREATS = "threats"
    OUTCOMES = "outcomes"
    POSITION = "position"
    CHALLENGES = "challenges"
    STABILITY = "stability"
    TERMS = "terms"
    CLAIMS = "claims"
    ADVICE = "advice"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee:
    """How the answer was reached, in one word and one sentence."""

    kind: GuaranteeKind
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One quotable sentence. `rank` orders the sentences of a topic, smallest first."""

    topic: Topic
    sentence: str
    about: tuple[str, ...] = ()
    rank: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: `name` for machines, `title` for people, `unit` such as `share`, or empty."""

    name: str
    title: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of plain values under named columns."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    topic: Topic = Topic.ANNEX

    def records(self) -> tuple[dict[str, Value], ...]:
        """The rows, each by the names of its columns."""
        names = [column.name for column in self.columns]
        return tuple(dict(zip(names, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture as data: a Vega-Lite specification with the text that stands in for it."""

    id: str
    title: str
    alternative: str
    spec: Mapping[str, object]
    topic: Topic = Topic.ANNEX


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """Something the answer takes for granted, and its source: a citation key or `judgement`."""

    sentence: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """All that is needed to get the same answer again; no clock time."""

    case_id: str
    case_digest: str
    scenario: str
    focal: str
    draws: int
    seed: int
    version: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One analysis' answer."""

    analysis: AnalysisId
    question: str
    findings: tuple[Finding, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    guarantee: Guarantee
    assumptions: tuple[Assumption, ...]
    references: tuple[CitationKey, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One source of the case, with how many inputs and claims cite it."""

    id: str
    title: str
    publisher: str
    date: str
    url: str
    cited: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """All that was asked of one case, and all a brief of it needs; no front reads anything else."""

    format: str
    title: str
    as_of: str
    focal: str
    focal_name: str
    names: Mapping[str, Mapping[str, str]]
    """Names of actors by language: {JPN: {en: Japan, ja: ...}}."""
    words: Mapping[str, str]
    """Names of moves, threats, strategies and other things of the case by id."""
    colours: Mapping[str, str]
    results: tuple[Result, ...]
    sources: tuple[SourceLine, ...]
    notices: tuple[str, ...]
    """What the reader and the compiler want the analyst to know: warnings, dropped moves."""
    solves: int
    provenance: Provenance

    def table(self, name: str) -> Table:
        """The table with this id, whichever answer it is in.

        The analysis may stand before the id, as in `stability.equilibria`; it must where two
        answers have a table of one id.

        Raises:
            StudyError: No answer has such a table, or several have.
        """
        tables = {f"{r.analysis}.{table.id}": table for r in self.results for table in r.tables}
        found = [address for address, table in tables.items() if name in (address, table.id)]
        if not found:
            ids = (table.id for table in tables.values())
            message = f"the study has no table '{name}'"
            raise StudyError(message, suggestion(name, (*ids, *tables)))
        if len(found) > 1:
            message = f"the study has {len(found)} tables '{name}'"
            raise StudyError(message, f"one of {', '.join(found)}")
        return tables[found[0]]

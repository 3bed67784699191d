"""A study as blocks: about two pages of answer, then an annex with everything else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, chain, count, zip_longest

from detente.base.dates import UNDATED
from detente.report.blocks import (
    Assumptions,
    Block,
    BottomLine,
    Bullets,
    FigureBlock,
    Heading,
    NewPage,
    Paragraph,
    Reproduce,
    Sources,
    TableBlock,
    Title,
)
from detente.results import Figure, Finding, Guarantee, Result, Study, Table, Topic, Value
from detente.results.words import day

SECTIONS = (
    (Topic.BIG_PICTURE, "The big picture"),
    (Topic.CALCULUS, "1 Strategic calculus"),
    (Topic.THREATS, "2 Threats"),
    (Topic.OUTCOMES, "3 Favourable and unfavourable outcomes"),
    (Topic.POSITION, "4 Position towards another's policy"),
    (Topic.CHALLENGES, "5 Challenges and opportunities"),
    (Topic.STABILITY, "Which outcomes would hold"),
    (Topic.TERMS, "On what terms"),
    (Topic.CLAIMS, "What the sources claim"),
    (Topic.ADVICE, "What drives the advice, and what would flip it"),
)
"""The sections of the answer; a topic without a sentence is left out, the numbers stay."""

OPENING = 3
"""Sentences of the bottom line."""

SPOKEN = 20
"""Sentences of all sections; the others stand in the annex, under the question they answer."""

FEWEST, MOST = 2, 6
"""Sentences of one section, of many or of a few."""

PICTURED = (Topic.BIG_PICTURE, Topic.ADVICE, Topic.THREATS, Topic.STABILITY, Topic.TERMS)
"""The sections that may show their first figure, the most telling first."""

PICTURES = 2
"""Figures of the answer; more would not leave room for the text."""

ROWS, FEWEST_ROWS = 15, 5
"""Rows of a table on paper, of short ones and of long ones; the study as JSON has all of them."""

LETTERS = 2400
"""Letters of a table on paper beyond its fewest rows: about half a page."""


def compose(study: Study) -> tuple[Block, ...]:
    """The brief of a study: title, bottom line, sections; after a new page the annex."""
    said = _answered(study)
    blocks = chain([_title(study)], _answer(said), [NewPage()], _annex(study, said))
    return _numbered(blocks)


def compose_single(study: Study) -> tuple[Block, ...]:
    """A study without an answer of its own: every result in full, sentences, tables and figures."""
    nothing = _Answered((), ())
    whole = (_whole(study, result, nothing) for result in study.results)
    return _numbered(chain([_title(study)], chain.from_iterable(whole)))


@dataclass(frozen=True, slots=True)
class _Section:
    """What the answer says under one heading."""

    topic: Topic
    heading: str
    sentences: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class _Answered:
    """What stands in the answer, so that the annex need not say it again."""

    bottom_line: tuple[str, ...]
    sections: tuple[_Section, ...]

    def has_said(self, sentence: str) -> bool:
        return any(sentence in said for said in self._sentences())

    def has_shown(self, figure: Figure) -> bool:
        return any(figure is shown for section in self.sections for shown in section.figures)

    def _sentences(self) -> Iterator[tuple[str, ...]]:
        yield self.bottom_line
        yield from (section.sentences for section in self.sections)


def _answered(study: Study) -> _Answered:
    """Each section by rank; a sentence is said once, where it comes first."""
    spoken = {topic: _sentences(study, topic) for topic, _ in SECTIONS}
    present = [sentences for sentences in spoken.values() if sentences]
    bottom_line = _sentences(study, Topic.BOTTOM_LINE)[:OPENING] or _first(present)
    each = min(MOST, max(FEWEST, SPOKEN // max(1, len(present))))
    pictures = _pictures(study)
    said, sections = set(bottom_line), []
    for topic, heading in SECTIONS:
        new = tuple(sentence for sentence in spoken[topic] if sentence not in said)[:each]
        said.update(new)
        sections.append(_Section(topic, heading, new, pictures.get(topic, ())))
    return _Answered(bottom_line, tuple(sections))


def _first(sections: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The bottom line where no analysis says one: first sentences, of each section in turn.

    A few sentences need none.
    """
    turns = dict.fromkeys(chain.from_iterable(zip_longest(*sections)))
    sentences = tuple(sentence for sentence in turns if sentence)
    return sentences[:OPENING] if len(sentences) > OPENING else ()


def _sentences(study: Study, topic: Topic) -> tuple[str, ...]:
    found = [f for result in study.results for f in result.findings if f.topic is topic]
    return tuple(dict.fromkeys(finding.sentence for finding in _by_rank(found)))


def _by_rank(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.rank)


def _pictures(study: Study) -> dict[Topic, tuple[Figure, ...]]:
    """The first figure of the sections that show one."""
    figures = [figure for result in study.results for figure in result.figures]
    first = {topic: next((f for f in figures if f.topic is topic), None) for topic in PICTURED}
    shown = [(topic, figure) for topic, figure in first.items() if figure is not None]
    return {topic: (figure,) for topic, figure in shown[:PICTURES]}


def _title(study: Study) -> Title:
    names = study.names.get(study.focal, {})
    return Title(
        title=study.title,
        focal=study.focal_name,
        native_names=tuple((code, name) for code, name in names.items() if code != "en"),
        as_of=_dated(date.fromisoformat(study.as_of)),
        scenario=study.provenance.scenario,
    )


def _dated(as_of: date) -> str:
    return "an unknown date" if as_of == UNDATED else day(as_of)


def _answer(said: _Answered) -> Iterator[Block]:
    if said.bottom_line:
        yield BottomLine(sentences=said.bottom_line)
    for section in said.sections:
        if not section.sentences and not section.figures:
            continue
        yield Heading(text=section.heading, level=2, anchor=section.topic.value)
        if section.sentences:
            yield Bullets(sentences=section.sentences)
        yield from (_figure(figure) for figure in section.figures)


def _annex(study: Study, said: _Answered) -> Iterator[Block]:
    yield Heading(text="Annex: every question in full", level=1, anchor="annex")
    for result in study.results:
        yield from _whole(study, result, said)
    yield from _assumed(study)
    if study.notices:
        yield Heading(text="Notices", level=2, anchor="notices")
        yield Bullets(sentences=study.notices)
    if study.sources:
        yield Heading(text="Sources", level=2, anchor="sources")
        yield Sources(lines=study.sources)
    yield Heading(text="How to reproduce this brief", level=2, anchor="reproduce")
    yield Reproduce(provenance=study.provenance, solves=study.solves)


def _whole(study: Study, result: Result, said: _Answered) -> Iterator[Block]:
    """A question with all that the answer left unsaid: sentences, guarantee, figures, tables."""
    # Some analyses are called as a section is: `claims`, `position`.
    yield Heading(text=result.question, level=3, anchor=f"question-{result.analysis}")
    left = (finding.sentence for finding in _by_rank(result.findings))
    sentences = tuple(dict.fromkeys(one for one in left if not said.has_said(one)))
    if sentences:
        yield Bullets(sentences=sentences)
    yield Paragraph(text=_how_sure(result.guarantee), quiet=True)
    yield from (_figure(figure) for figure in result.figures if not said.has_shown(figure))
    yield from (_cut(_spoken(table, study)) for table in result.tables if table.rows)


def _how_sure(guarantee: Guarantee) -> str:
    return f"How sure: {guarantee.kind.value}. {guarantee.sentence}"


def _assumed(study: Study) -> Iterator[Block]:
    """What all answers take for granted, each said once."""
    entries = dict.fromkeys(entry for result in study.results for entry in result.assumptions)
    if entries:
        yield Heading(text="Assumptions", level=2, anchor="assumptions")
        yield Assumptions(entries=tuple(entries))


def _spoken(table: Table, study: Study) -> Table:
    """The table with names where a cell is an id or a list of ids, unless it gives names itself."""
    if any(column.name == "name" for column in table.columns):
        return table
    actors = {actor: spoken.get("en", actor) for actor, spoken in study.names.items()}
    known = {**study.words, **actors}
    rows = (tuple(_in_words(cell, known) for cell in row) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _in_words(cell: Value, known: Mapping[str, str]) -> Value:
    """The cell by name if it is an id, or a list of ids, that has one."""
    if not isinstance(cell, str):
        return cell
    parts = cell.split(", ")
    return ", ".join(known[part] for part in parts) if known.keys() >= set(parts) else cell


def _figure(figure: Figure) -> FigureBlock:
    return FigureBlock(figure=figure, number=0)


def _cut(table: Table) -> TableBlock:
    rows = table.rows[: _shown(table)]
    return TableBlock(
        table=replace(table, rows=rows), number=0, rows_left_out=len(table.rows) - len(rows)
    )


def _shown(table: Table) -> int:
    """How many rows of a table stand on paper."""
    letters = accumulate(sum(len(str(cell)) for cell in row) for row in table.rows)
    short = sum(1 for total in letters if total <= LETTERS)
    return min(ROWS, max(FEWEST_ROWS, short))


def _numbered(blocks: Iterator[Block]) -> tuple[Block, ...]:
    """Figures and tables counted through, each in its own count."""
    figures, tables = count(1), count(1)
    numbered: list[Block] = []
    for block in blocks:
        if isinstance(block, FigureBlock):
            numbered.append(replace(block, number=next(figures)))
        elif isinstance(block, TableBlock):
            numbered.append(replace(block, number=next(tables)))
        else:
            numbered.append(block)
    return tuple(numbered)

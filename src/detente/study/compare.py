"""Two cases, dates or scenarios side by side: the headlines, and the inputs that differ."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.behaviour import Lab
from detente.behaviour.input_words import input_words
from detente.case.inputs import walk_numbers
from detente.case.schema import Case, Number
from detente.methods.game import Floats
from detente.methods.statistics import middle_range
from detente.results import (
    Column,
    Finding,
    Guarantee,
    GuaranteeKind,
    Provenance,
    Result,
    Table,
    Topic,
)
from detente.results.words import percent, span

NOTABLE = 0.1
"""A difference between two probabilities that is worth a sentence."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what it is called, and its lab."""

    name: str
    lab: Lab


def compare(one: Side, other: Side, provenance: Provenance) -> Result:
    """Probabilities of what both have in common, and every number in which they differ."""
    events = _events(one, other)
    return Result(
        analysis="compare",
        question=f"How do {one.name} and {other.name} differ?",
        findings=tuple(_findings(one, other, events)),
        tables=(_headlines(one, other, events), _inputs(one, other)),
        figures=(),
        guarantee=Guarantee(
            kind=GuaranteeKind.SAMPLED,
            sentence=(
                f"Means over {one.lab.effort.draws} draws each; the same input has the same "
                "stream of draws on both sides."
            ),
        ),
        assumptions=(),
        references=(),
        provenance=provenance,
    )


@dataclass(frozen=True, slots=True)
class _Headline:
    """One event on both sides, at one distance from each side's own date."""

    event: str
    name: str
    by: str
    one: Floats
    other: Floats


def _events(one: Side, other: Side) -> tuple[_Headline, ...]:
    """Events of the same name, at the horizons both sides have."""
    theirs = {event.id for event in other.lab.public}
    shared = [event for event in one.lab.public if event.id in theirs]
    labels = {h.label for h in other.lab.horizons}
    dates = [h for h in one.lab.horizons if h.label in labels]
    mine, yours = one.lab.ensemble(), other.lab.ensemble()
    found = []
    for event in shared:
        for date in dates:
            at_one = (one.lab.horizons.index(date), one.lab.event_index(event.id))
            labelled = [h.label for h in other.lab.horizons].index(date.label)
            at_other = (labelled, other.lab.event_index(event.id))
            found.append(
                _Headline(
                    event.id,
                    event.name,
                    date.label,
                    mine.probability[:, at_one[0], at_one[1]],
                    yours.probability[:, at_other[0], at_other[1]],
                )
            )
    return tuple(found)


def _findings(one: Side, other: Side, events: tuple[_Headline, ...]) -> Iterator[Finding]:
    last = {headline.event: headline for headline in events}
    by_gap = sorted(last.values(), key=lambda h: -abs(float(h.one.mean() - h.other.mean())))
    notable = [h for h in by_gap if abs(float(h.one.mean() - h.other.mean())) >= NOTABLE]
    if not notable:
        yield Finding(
            topic=Topic.BOTTOM_LINE,
            sentence=f"No event that both have differs by {percent(NOTABLE)} or more.",
        )
    for rank, headline in enumerate(notable[:5], start=1):
        first, second = middle_range(headline.one), middle_range(headline.other)
        yield Finding(
            topic=Topic.BOTTOM_LINE,
            rank=rank,
            sentence=(
                f"“{headline.name}” within {headline.by}: {percent(float(headline.one.mean()))} "
                f"({span(first.low, first.high)}) in {one.name}, "
                f"{percent(float(headline.other.mean()))} ({span(second.low, second.high)}) "
                f"in {other.name}."
            ),
        )


def _headlines(one: Side, other: Side, events: tuple[_Headline, ...]) -> Table:
    return Table(
        id="headlines",
        title=f"Probabilities in {one.name} and {other.name}",
        columns=(
            Column(name="event", title="Event"),
            Column(name="by", title="By"),
            Column(name="one", title=one.name, unit="share"),
            Column(name="other", title=other.name, unit="share"),
            Column(name="difference", title="Difference", unit="share"),
        ),
        rows=tuple(
            (
                h.event,
                h.by,
                float(h.one.mean()),
                float(h.other.mean()),
                float(h.other.mean() - h.one.mean()),
            )
            for h in events
        ),
        topic=Topic.BOTTOM_LINE,
    )


def _inputs(one: Side, other: Side) -> Table:
    return Table(
        id="inputs",
        title="Inputs that differ",
        columns=(
            Column(name="input", title="Input"),
            Column(name="words", title="In words"),
            Column(name="one", title=one.name),
            Column(name="other", title=other.name),
        ),
        rows=tuple(_differing(_asked(one), _asked(other))),
        topic=Topic.BOTTOM_LINE,
    )


def _asked(side: Side) -> Case:
    return side.lab.case_in(side.lab.scenario)


def _differing(one: Case, other: Case) -> Iterator[tuple[str, str, str, str]]:
    mine, theirs = dict(walk_numbers(one)), dict(walk_numbers(other))
    for path in dict.fromkeys([*mine, *theirs]):
        if mine.get(path) != theirs.get(path):
            holder = one if path in mine else other
            yield path, input_words(holder, path), _written(mine, path), _written(theirs, path)


def _written(numbers: dict[str, Number], path: str) -> str:
    if path not in numbers:
        return "not there"
    number = numbers[path]
    if number.low == number.high:
        return f"{number.mode:g}"
    return f"{number.mode:g} ({number.low:g} to {number.high:g})"

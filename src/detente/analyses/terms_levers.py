"""Who should be moved, by how much, to shift what is settled?

For the forecast O = sum_i w_i x_i / W with w = c s the answer is closed: dO/dx_i = w_i / W, and
dO/dw_i = (x_i - O) / W, so that an actor that cares more, or has more to bring to bear, pulls the
settlement as far as it stands away from it. For the spatial model of politics every shift is a run.
Then, for the focal actor, the smallest shift of one number of one other actor that brings the
settlement of an issue a twentieth of its scale nearer to what the focal actor wants, and whether
the same shift helps in the spatial model too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.analyses.contract import Analysis, Answer, Ask, Part
from detente.base.constants import constant
from detente.base.ids import ActorId, IssueId
from detente.behaviour import Lab
from detente.behaviour.settlement_forecasts import SettlementForecasts, settlement_forecasts
from detente.behaviour.settlement_levers import Pull, Way, can_run, pulls, ways
from detente.case.schema import Case
from detente.methods.levers import NOTHING, Input
from detente.results import (
    Assumption,
    Figure,
    Finding,
    Guarantee,
    GuaranteeKind,
    Table,
    Topic,
)
from detente.results.figures import Caption, InputEffect, Measured, tornado
from detente.results.words import capital, column, listed, percent, possessive

DRAWN = 3
"""Issues that get figures."""

BARS = 10
"""Numbers in a figure, those first that the settlement follows farthest."""

TOLD = 3
"""Shifts that a sentence names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What was worked out, for whom."""

    found: SettlementForecasts
    focal: ActorId
    pulls: tuple[Pull, ...]
    ways: tuple[Way, ...]

    @property
    def case(self) -> Case:
        return self.found.talks.case

    @property
    def issues(self) -> tuple[IssueId, ...]:
        """The issues that have a forecast, most at stake for the focal actor first."""
        return self.found.by_stake(self.focal)

    def of(self, issue: IssueId) -> list[Pull]:
        return [pull for pull in self.pulls if pull.issue == issue]

    def to_move(self, issue: IssueId) -> list[Way]:
        return [way for way in self.ways if way.issue == issue]


def answer(lab: Lab, ask: Ask) -> Answer:
    """How settlements follow every number, and the smallest shifts that help the focal actor."""
    found = settlement_forecasts(lab)
    seen = _Seen(found=found, focal=ask.focal, pulls=pulls(lab, found), ways=ways(found, ask.focal))
    return Answer(
        findings=tuple(_findings(seen)),
        tables=(_pull_table(seen), *(_way_table(seen) for _ in seen.ways[:1])),
        figures=tuple(_tornado(seen, issue) for issue in seen.issues[:DRAWN]),
        guarantee=_guarantee(seen),
        assumptions=tuple(_assumptions()),
    )


# ---- findings ------------------------------------------------------------------------------------


def _findings(seen: _Seen) -> Iterator[Finding]:
    for k, issue in enumerate(seen.issues):
        found = seen.to_move(issue)
        topic = Topic.TERMS if k == 0 else Topic.ANNEX
        if found:
            about = tuple(dict.fromkeys(way.actor for way in found[:TOLD]))
            yield Finding(topic=topic, sentence=_smallest(seen, found), about=about, rank=4)
        elif seen.found.distance(seen.focal, issue) > NOTHING:
            said = (
                f"No single shift of another actor's position, salience or capability brings "
                f"{seen.case.issue_name(issue)} {_far(seen, issue)} nearer to what "
                f"{seen.case.actor_name(seen.focal)} wants."
            )
            yield Finding(topic=topic, sentence=said, about=(seen.focal,), rank=4)
    for issue in seen.issues:
        yield _most_followed(seen, issue)


def _smallest(seen: _Seen, found: list[Way]) -> str:
    """The smallest shifts that are enough, and whether the spatial model agrees."""
    issue, first = found[0].issue, found[0]
    told = [_shift(seen, way) for way in found[:TOLD]]
    now = seen.found.told(issue, seen.found.forecast(issue).point)
    who = seen.case.actor_name(seen.focal)
    said = (
        f"To bring {seen.case.issue_name(issue)} from {now} to "
        f"{seen.found.told(issue, first.settled)}, nearer to what {who} wants, the smallest shift "
        f"is {told[0]}"
    )
    others = f"; next come {listed(told[1:])}" if told[1:] else ""
    if first.helps is None:
        return f"{said}{others}."
    agrees = "helps there too" if first.helps else "does not help there"
    return f"{said}{others}. In the spatial model of politics the first {agrees}."


def _shift(seen: _Seen, way: Way) -> str:
    whose = possessive(seen.case.actor_name(way.actor))
    now, then = (_number(seen, way, value) for value in (way.now, way.then))
    return f"{whose} {way.which.value} from {now} to {then}"


def _number(seen: _Seen, one: Way | Pull, value: float) -> str:
    if one.which is Input.POSITION:
        return seen.found.told(one.issue, value)
    return f"{value:.0f}" if one.which is Input.SALIENCE else f"{value:.3g}"


def _far(seen: _Seen, issue: IssueId) -> str:
    share = min(constant("terms_shift"), seen.found.distance(seen.focal, issue))
    return f"by {abs(share * seen.found.length(issue)):.2g}"


def _most_followed(seen: _Seen, issue: IssueId) -> Finding:
    """Whose position the settlement of an issue follows farthest."""
    at = [pull for pull in seen.of(issue) if pull.which is Input.POSITION]
    first = max(at, key=lambda pull: abs(pull.effect))
    tenth = abs(seen.found.length(issue)) / 10
    shares = sorted(abs(end) / tenth for end in (first.low, first.high))
    low, high = (percent(share) for share in shares)
    said = (
        f"On {seen.case.issue_name(issue)} the settlement follows "
        f"{seen.case.actor_name(first.actor)} most: {percent(abs(first.effect) / tenth)} of any "
        f"shift of its position carries over (range {low} to {high})."
    )
    return Finding(topic=Topic.ANNEX, sentence=said, about=(first.actor, issue), rank=5)


# ---- tables and figures --------------------------------------------------------------------------


def _pull_table(seen: _Seen) -> Table:
    return Table(
        id="sensitivities",
        title="How far a settlement follows each number",
        columns=(
            column("issue", "Issue"),
            column("actor", "Actor"),
            column("input", "Number"),
            column("now", "Now"),
            column("effect", "Forecast, by a tenth more"),
            column("low", "10th percentile"),
            column("high", "90th percentile"),
            column("spatial", "Spatial model, by a tenth more"),
        ),
        rows=tuple(
            (
                pull.issue,
                pull.actor,
                pull.which.value,
                pull.now,
                pull.effect,
                pull.low,
                pull.high,
                pull.spatial,
            )
            for pull in seen.pulls
        ),
        note="In points of the issue. A tenth more: a tenth of the scale towards its end “to”, ten "
        "points of salience, or a tenth of the capability. Percentiles are over the draws.",
    )


def _way_table(seen: _Seen) -> Table:
    return Table(
        id="ways",
        title=f"The smallest shifts towards what {seen.case.actor_label(seen.focal)} wants",
        columns=(
            column("issue", "Issue"),
            column("actor", "Who is moved"),
            column("input", "Number"),
            column("now", "From"),
            column("then", "To"),
            column("tenths", "Size", "tenths"),
            column("settled", "Forecast then"),
            column("spatial", "Shift in the spatial model"),
            column("helps", "Helps there too"),
        ),
        rows=tuple(
            (
                way.issue,
                way.actor,
                way.which.value,
                way.now,
                way.then,
                way.tenths,
                way.settled,
                way.spatial,
                way.helps,
            )
            for way in seen.ways
        ),
        note="One number of one other actor at a time; every row brings the forecast "
        f"{percent(constant('terms_shift'))} of the scale nearer, or all the way. Tenths are of "
        "the scale, of full salience, or of the capability.",
    )


def _tornado(seen: _Seen, issue: IssueId) -> Figure:
    now = seen.found.forecast(issue).point
    most = sorted(seen.of(issue), key=lambda pull: -abs(pull.effect))[:BARS]
    name = seen.case.issue_name(issue)
    told = [
        f"{seen.case.actor_label(pull.actor)}, {pull.which.value}: {abs(pull.effect):.2g}"
        for pull in most[:TOLD]
    ]
    caption = Caption(
        id=f"levers_{issue}",
        title=f"What would shift the settlement on {name}",
        alternative=f"A tenth more or less of a number shifts it by so many points: "
        f"{'; '.join(told)}.",
    )
    measured = Measured(
        title=f"Settlement on {name} with a tenth less or more", now=now, is_share=False
    )
    return tornado(caption, measured, [_effect(seen, pull, now) for pull in most])


def _effect(seen: _Seen, pull: Pull, now: float) -> InputEffect:
    down, up = pull.room
    return InputEffect(
        label=f"{capital(seen.case.actor_label(pull.actor))}, {pull.which.value}",
        at_low=now - down * pull.effect,
        at_high=now + up * pull.effect,
        range_says=f"now {_number(seen, pull, pull.now)}",
    )


# ---- what it stands on ---------------------------------------------------------------------------


def _guarantee(seen: _Seen) -> Guarantee:
    runs = (
        "The spatial model was run once for every number and shift."
        if can_run(seen.found)
        else "The case is too large to run the spatial model for every number."
    )
    return Guarantee(
        kind=GuaranteeKind.ENUMERATED,
        sentence=f"Slopes of the forecast are exact; all numbers of all others were tried. {runs}",
    )


def _assumptions() -> Iterator[Assumption]:
    yield Assumption(
        sentence="It costs the same to shift a position by a tenth of its scale, a salience by ten "
        "points and a capability by a tenth, whoever is moved; one number is shifted at a time.",
        source="judgement",
    )


TERMS_LEVERS = Analysis(
    id="terms_levers",
    question="Who should be moved, by how much, to shift what is settled?",
    references=("vandenbos1991", "achen2006", "kapsarc2015"),
    answer=answer,
    part=Part.TERMS,
)

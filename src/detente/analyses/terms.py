"""What would be settled on each issue, and how sure is that?

The point is the mean of positions weighted by capability x salience, the range that of a
probabilistic election between the positions with honest tails, pooled over the draws:

    O_d = sum_i c_id s_id x_id / sum_i c_id s_id.

Beside it stand the lenses: median, Nash's and Kalai and Smorodinsky's agreements, the spatial model
of politics, expected utility, exchange. Each shows how far off it was on issues whose outcome is
known, and nothing is averaged over models. Where no agreement leaves everybody better off than
none, that is what the model finds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask, Part
from detente.base.constants import constant, constants
from detente.base.ids import IssueId
from detente.behaviour import Lab
from detente.behaviour.lenses import BASELINE, measured_error
from detente.behaviour.politics import (
    Politics,
    bargain_table,
    perspective_table,
    politics,
    position_table,
)
from detente.behaviour.settlement_figures import settlement_figures
from detente.behaviour.settlement_forecasts import (
    SettlementForecasts,
    settlement_forecasts,
)
from detente.behaviour.settlement_limits import (
    Call,
    RedLine,
    call_table,
    calls,
    red_line_list,
    red_line_table,
)
from detente.behaviour.settlement_tables import forecast_table, lens_table
from detente.case.schema import Case
from detente.results import (
    Assumption,
    Finding,
    Guarantee,
    GuaranteeKind,
    Table,
    Topic,
)
from detente.results.words import combinations, listed, percent, possessive, span

TOLD = 3
"""Red lines or moves that a sentence names."""
_SAME = 1e-6
"""What is no farther apart, in parts of the scale, is one point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What was worked out, and the issues in the order in which they are told."""

    found: SettlementForecasts
    issues: tuple[IssueId, ...]
    """Those on which anything is expected."""
    lines: tuple[RedLine, ...]
    calls: tuple[Call, ...]
    runs: tuple[Politics, ...]

    @property
    def case(self) -> Case:
        return self.found.talks.case

    def name(self, issue: IssueId) -> str:
        return self.case.issue_name(issue)


def answer(lab: Lab, ask: Ask) -> Answer:
    """The forecast of every issue, the lenses beside it, and a run of the spatial model."""
    found = settlement_forecasts(lab)
    seen = _Seen(
        found=found,
        issues=found.by_stake(ask.focal),
        lines=red_line_list(found),
        calls=calls(lab, found),
        runs=politics(found),
    )
    return Answer(
        findings=tuple(_findings(seen)),
        tables=tuple(_tables(seen)),
        figures=tuple(settlement_figures(found, seen.runs, seen.issues, ask.focal)),
        guarantee=_guarantee(found),
        assumptions=tuple(_assumptions(seen)),
    )


def _tables(seen: _Seen) -> Iterator[Table]:
    yield forecast_table(seen.found)
    yield lens_table(seen.found)
    if seen.lines:
        yield red_line_table(seen.found)
    if seen.calls:
        yield call_table(seen.found, seen.calls)
    for run in seen.runs:
        yield position_table(run)
        yield bargain_table(run)
        yield perspective_table(run)


# ---- findings ------------------------------------------------------------------------------------


def _findings(seen: _Seen) -> Iterator[Finding]:
    """What is expected of the issue that matters most, what stands against it, then the others."""
    for k, issue in enumerate(seen.issues):
        rank = 1 if k == 0 else 3
        yield Finding(topic=Topic.TERMS, sentence=_expected(seen, issue), about=(issue,), rank=rank)
    yield from _terms_and_path(seen)
    yield Finding(
        topic=Topic.TERMS,
        sentence="How far off such forecasts are was measured on law-making in the European "
        "Union; bargaining under threat may go further astray.",
        rank=2,
    )
    yield from _red_lines(seen)
    yield from _no_agreement(seen)
    yield from _apart(seen)
    yield from _without_rest(seen)


def _expected(seen: _Seen, issue: IssueId) -> str:
    """The point of an issue with its range and error, and who stands farthest from it."""
    found, forecast = seen.found, seen.found.forecast(issue)
    point = found.told(issue, forecast.point)
    words = seen.case.issues[issue].in_words(float(point))
    ends = [found.told(issue, end) for end in (forecast.low, forecast.high)]
    error = measured_error(BASELINE).value
    about = [words] if words else []
    about.append(f"range {ends[0]} to {ends[1]}")
    about.append(f"typical error of such forecasts {error:.0f} of 100")
    said = f"We expect {point} on {seen.name(issue)} ({'; '.join(about)})"
    return f"{said}. {_farthest(seen, issue)}"


def _farthest(seen: _Seen, issue: IssueId) -> str:
    talks, j = seen.found.talks, seen.found.place(issue)
    stances = talks.terms.stances
    apart = np.where(
        stances.present[:, j], np.abs(stances.position[:, j] - seen.found.point[j]), -1
    )
    if apart.max() <= _SAME:
        return "That is what everybody wants."
    cares = np.where(apart >= apart.max() - _SAME, stances.salience[:, j], -1.0)
    who = seen.case.actor_name(talks.terms.actors[int(cares.argmax())])
    where = seen.found.talks.point(issue, float(stances.position[int(cares.argmax()), j]))
    return f"Farthest from that: {who}, at {where:g}."


def _terms_and_path(seen: _Seen) -> Iterator[Finding]:
    """Where what settlements call for is not what happens; without a process, what it calls for."""
    if not seen.calls:
        return
    if seen.calls[0].path is None:
        yield _called_for(seen)
        return
    far = sorted(seen.calls, key=lambda call: -call.gap)
    apart = [call for call in far if call.gap > constant("terms_apart")]
    for k, call in enumerate(apart):
        yield Finding(
            topic=Topic.TERMS if k == 0 else Topic.ANNEX,
            sentence=_disagree(seen, call),
            about=(call.move, call.issue),
            rank=2,
        )
    if not apart:
        said = (
            "Terms and path agree: moves that a settlement would call for are about as likely as "
            "such a settlement."
        )
        yield Finding(topic=Topic.ANNEX, sentence=said, rank=2)


def _disagree(seen: _Seen, call: Call) -> str:
    mean, low, high = call.path or (0.0, 0.0, 0.0)
    comes = f"{percent(mean)} within {seen.case.horizon:g} years (range {span(low, high)})"
    move, issue = f"“{seen.case.move_name(call.move)}”", seen.name(call.issue)
    if call.chance > high:
        return (
            f"Terms and path disagree on {move}: a settlement on {issue} would call for it with "
            f"{percent(call.chance)}, but it comes about with {comes}."
        )
    return (
        f"Terms and path disagree on {move}: it comes about with {comes}, though a settlement on "
        f"{issue} would call for it with {percent(call.chance)} only."
    )


def _called_for(seen: _Seen) -> Finding:
    called = [call for call in seen.calls if call.is_called]
    told = [
        f"“{seen.case.move_name(call.move)}” ({percent(call.chance)})" for call in called[:TOLD]
    ]
    more = ", among others" if len(called) > TOLD else ""
    said = (
        f"What we expect calls for {listed(told)}{more}; in brackets how likely a settlement goes "
        "so far."
        if called
        else "What we expect goes too far short to call for any of the moves that issues are tied "
        "to."
    )
    return Finding(
        topic=Topic.TERMS, sentence=said, about=tuple(call.move for call in called), rank=4
    )


def _red_lines(seen: _Seen) -> Iterator[Finding]:
    """Whose red lines are crossed, or which comes closest to it."""
    if not seen.lines:
        return
    crossed = [line for line in seen.lines if line.is_crossed]
    told = listed([_line(seen, line) for line in (crossed or seen.lines)[: TOLD if crossed else 1]])
    if crossed:
        more = f", and {len(crossed) - TOLD} more" if len(crossed) > TOLD else ""
        said = f"What we expect crosses {told}{more}."
    elif seen.lines[0].chance > 1.0 - seen.lines[0].chance:
        said = (
            "What we expect crosses no red line, but a settlement is more likely than not to lie "
            f"beyond {told}."
        )
    else:
        said = f"What we expect crosses no red line; most in danger is {told}."
    about = tuple(line.actor for line in crossed)
    yield Finding(topic=Topic.TERMS, sentence=said, about=about, rank=4)


def _line(seen: _Seen, line: RedLine) -> str:
    whose = possessive(seen.case.actor_name(line.actor))
    where = seen.found.talks.point(line.issue, line.line)
    return (
        f"{whose} red line on {seen.name(line.issue)} ({where:g}, settled beyond with "
        f"{percent(line.chance)})"
    )


def _no_agreement(seen: _Seen) -> Iterator[Finding]:
    """Issues on which Nash's model finds nothing better for everybody than no agreement."""
    lenses = {lens.model.id: lens for lens in seen.found.lenses}
    alone, package = lenses["nash"], lenses.get("nash.package")
    without = [j for j in seen.issues if isnan(alone.point[seen.found.place(j)])]
    if without:
        share = max(1.0 - alone.answers(seen.found.place(issue)) for issue in without)
        said = (
            f"By Nash's model there is no agreement on {listed([seen.name(j) for j in without])} "
            "alone: within the red lines nothing leaves everybody better off than none. So it is "
            f"in {combinations(share)}"
        )
        has_package = package is not None and np.isfinite(package.point).any()
        more = "; for a package of all issues there is one" if has_package else ""
        yield Finding(topic=Topic.TERMS, sentence=f"{said}{more}.", about=tuple(without), rank=4)
    if package is not None and np.isnan(package.point).all():
        share = 1.0 - float(np.mean(np.isfinite(package.drawn).any(axis=1)))
        said = (
            "By Nash's model there is no package of all issues that leaves everybody better off "
            f"than no agreement. So it is in {combinations(share)}."
        )
        yield Finding(topic=Topic.TERMS, sentence=said, rank=4)


def _apart(seen: _Seen) -> Iterator[Finding]:
    """The issue on which models differ most, and between which."""
    if not seen.issues:
        return
    points = np.array([lens.point for lens in seen.found.lenses])
    known = [seen.found.place(issue) for issue in seen.issues]
    widest = max(known, key=lambda j: float(np.nanmax(points[:, j]) - np.nanmin(points[:, j])))
    issue = seen.found.talks.terms.issues[widest]
    ends = [int(pick(points[:, widest])) for pick in (np.nanargmin, np.nanargmax)]
    if points[ends[1], widest] - points[ends[0], widest] <= _SAME:
        yield Finding(topic=Topic.ANNEX, sentence="All models say the same.", rank=5)
        return
    told = [
        f"{seen.found.talks.point(issue, points[k, widest]):g} ({_lens(seen, k)})" for k in ends
    ]
    said = f"Models differ most on {seen.name(issue)}: from {told[0]} to {told[1]}."
    yield Finding(topic=Topic.TERMS, sentence=said, about=(issue,), rank=5)


def _lens(seen: _Seen, place: int) -> str:
    model = seen.found.lenses[place].model
    return f"{model.title}, typical error {model.error.value:.0f}"


def _without_rest(seen: _Seen) -> Iterator[Finding]:
    """What is not to be relied on."""
    for run in seen.runs:
        if not run.run.settled:
            said = (
                f"The spatial model does not come to rest; it was stopped after {run.turns} turns."
            )
            yield Finding(topic=Topic.ANNEX, sentence=said, rank=5)
    missing = [issue for issue in seen.found.talks.terms.issues if issue not in seen.issues]
    if missing:
        said = (
            f"Nothing is expected of {listed([seen.name(one) for one in missing])}: nobody cares."
        )
        yield Finding(topic=Topic.ANNEX, sentence=said, rank=5)


# ---- what it stands on ---------------------------------------------------------------------------


def _guarantee(found: SettlementForecasts) -> Guarantee:
    coverage = percent(constant("forecast_coverage"))
    drawn = len(found.lenses[0].drawn)
    over = f" Percentiles of lenses are over {drawn} draws." if drawn > 1 else ""
    return Guarantee(
        kind=GuaranteeKind.HEURISTIC,
        sentence="Models are computed exactly; how well they forecast is measured, not proved. "
        f"{coverage} of the outcomes that are known lay in such ranges.{over}",
    )


def _assumptions(seen: _Seen) -> Iterator[Assumption]:
    yield Assumption(
        sentence="All evidence on how good such forecasts are is from law-making in the European "
        "Union; none is from bargaining under threat.",
        source="thomson2012",
    )
    yield Assumption(
        sentence="A range comes from an election between the positions; a part of the probability "
        f"({percent(constant('forecast_uniform_share'))}) is spread evenly over the scale, and "
        "levels are read anew as outcomes that are known suggest.",
        source="gneiting2013",
    )
    if np.isneginf(seen.found.talks.terms.no_agreement).any():
        yield Assumption(
            sentence="Where nobody says what no agreement is worth, it counts in Nash's model and "
            "its kin as bad as terms a whole scale away.",
            source="judgement",
        )
    if seen.calls and seen.calls[0].path is not None:
        used = constants()["terms_apart"]
        yield Assumption(
            sentence=f"Terms and path are said to disagree from {percent(used.value)} on.",
            source=used.source,
        )


TERMS = Analysis(
    id="terms",
    question="What would be settled on each issue, and how sure is that?",
    references=(
        "vandenbos1991",
        "wise2015",
        "gneiting2013",
        "thomson2012",
        "black1948",
        "nash1950",
        "kalai1975",
        "kapsarc2015",
        "scholz2011",
        "stokman1994",
    ),
    answer=answer,
    part=Part.TERMS,
)

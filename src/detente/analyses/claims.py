"""What do the sources say, and does the model agree?

Every claim is put to the model as the case writes it: at the mode of all numbers, in every draw at
the headline precision and pace, and in fewer draws at every other working precision and pace. From
the shares of draws in which it is true follows whether it holds, fails or is contested, and whether
more draws are made (see `behaviour.verdicts`).

A claim is evidence about the case file, not a target: inputs came first. The headline counts
emergent claims and facts only; what restates or follows from inputs cannot fail.
A share of draws is not a probability: it says in how many of the allowed combinations of inputs the
claim is true.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask
from detente.base.constants import constant
from detente.base.errors import StudyError
from detente.base.ids import ClaimId, InputPath
from detente.behaviour import Lab
from detente.behaviour.input_words import input_words
from detente.behaviour.quantities import Sample
from detente.behaviour.verdicts import CONTESTED, FAILS, HOLDS, count
from detente.case.expressions import Arithmetic, Call, Compare, Tree
from detente.case.expressions.walk import walk
from detente.case.inputs import walk_numbers
from detente.case.schema import Claim
from detente.methods.statistics import break_even
from detente.results import (
    Assumption,
    Column,
    Figure,
    Finding,
    Guarantee,
    GuaranteeKind,
    Table,
    Topic,
)
from detente.results.figures import Caption, ClaimRow, claims_strip
from detente.results.words import combinations, counted, listed, percent, within

COUNTED = ("emergent", "fact")
BEHAVIOURAL = frozenset(
    {
        "value",
        "probability",
        "before",
        "best_strategy",
        "rank",
        "say",
        "dependence",
        "trend",
        "in_case",
    }
)
NOT_COMPUTED = "not computed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one claim."""

    id: ClaimId
    claim: Claim
    verdict: str
    at_mode: bool | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    least: float | None = None
    greatest: float | None = None
    draws: int | None = None
    """At the headline."""
    undecided: bool | None = None
    """Whether more draws could change the verdict."""
    break_even: str = ""
    reason: str = ""


def answer(lab: Lab, _ask: Ask) -> Answer:
    """Every claim of the case with its share of draws and its verdict."""
    asked = [_verdict(lab, name, claim) for name, claim in lab.case.claims.items()]
    verdicts = tuple(lab.each(lambda verdict: _with_turn(lab, verdict), asked))
    computed = [v for v in verdicts if v.share is not None]
    return Answer(
        findings=tuple(_findings(verdicts)),
        tables=(_table(lab, verdicts),),
        figures=_figure(computed),
        guarantee=Guarantee(
            kind=GuaranteeKind.SAMPLED,
            sentence=(
                f"Shares over {_draws(lab, lab.effort.draws)} at the headline, and "
                f"{_elsewhere(lab)} at each other working precision and pace; low and high are the "
                "95 % interval of the headline's share."
            ),
        ),
        assumptions=(
            Assumption(
                sentence=(
                    f"A claim holds from {percent(constant('claim_holds'))} of the draws on at "
                    "every working precision and pace, and fails up to "
                    f"{percent(constant('claim_fails'))}."
                ),
                source="judgement",
            ),
        ),
    )


def _elsewhere(lab: Lab) -> str:
    count = min(lab.effort.sweep_draws, lab.effort.draws)
    return f"over {_draws(lab, count)}" if count else "true or false at the mode of all numbers"


def _draws(lab: Lab, count: int) -> str:
    """So many draws, or up to so many where a verdict hangs on them."""
    most = count * lab.effort.draws_ready // lab.effort.draws
    return f"{count} draws" if most == count else f"{count} draws (up to {most} where it matters)"


CLAIMS = Analysis(
    id="claims",
    question="What do the sources say, and does the model agree?",
    references=("wilson1927",),
    answer=answer,
)


def _verdict(lab: Lab, name: ClaimId, claim: Claim) -> Verdict:
    if claim.holds_when is None:
        return Verdict(id=name, claim=claim, verdict=NOT_COMPUTED, reason=f"needs: {claim.needs}")
    try:
        return _computed(lab, name, claim, claim.holds_when.tree)
    except StudyError as error:
        return Verdict(id=name, claim=claim, verdict=NOT_COMPUTED, reason=str(error))


def _computed(lab: Lab, name: ClaimId, claim: Claim, tree: Tree) -> Verdict:
    at_mode = bool(Sample(lab, lab.headline, 0).holds(tree)[0])
    found = count(lab, tree, over_sweep=_is_behavioural(tree))
    shares = [one.share for one in found.all]
    return Verdict(
        id=name,
        claim=claim,
        verdict=found.verdict,
        at_mode=at_mode,
        share=found.headline.share,
        low=found.headline.interval.low,
        high=found.headline.interval.high,
        least=min(shares),
        greatest=max(shares),
        draws=found.headline.draws,
        undecided=found.is_undecided,
    )


def _is_behavioural(tree: Tree) -> bool:
    return any(isinstance(node, Call) and node.function in BEHAVIOURAL for node in walk(tree))


def _with_turn(lab: Lab, verdict: Verdict) -> Verdict:
    """The same with where the claim turns, if that was asked for."""
    test, path = verdict.claim.holds_when, verdict.claim.break_even
    if test is None or verdict.share is None or not path:
        return verdict
    return replace(verdict, break_even=_turning_point(lab, path, test.tree))


def _turning_point(lab: Lab, path: InputPath, tree: Tree) -> str:
    """Where the claim turns as one input goes through its range, all else at the mode."""
    number = dict(walk_numbers(lab.case))[path]
    bounds = (number.low, number.high)
    turns = (_turns(lab, path, margin, bounds) for margin in _margins(tree))
    found = next((value for value in turns if value is not None), None)
    words = input_words(lab.case, path)
    if found is None:
        return f"does not turn for {words} between {bounds[0]:g} and {bounds[1]:g}"
    return f"turns where {words} is {found:.3g}"


def _turns(lab: Lab, path: InputPath, margin: Tree, bounds: tuple[float, float]) -> float | None:
    def difference(value: float) -> float:
        return float(Sample(lab, lab.headline.given(path, value), 0).value(margin)[0])

    found = break_even(difference, *bounds)
    return None if found is None else found.value


def _margins(tree: Tree) -> Iterator[Tree]:
    """Left minus right of every comparison of two numbers."""
    for node in walk(tree):
        if isinstance(node, Compare) and node.operator in {"<", "<=", ">", ">="}:
            yield Arithmetic("-", node.left, node.right)


def _findings(verdicts: tuple[Verdict, ...]) -> Iterator[Finding]:
    if not verdicts:
        yield Finding(topic=Topic.ANNEX, sentence="The case writes down no claims.")
        return
    tested = [v for v in verdicts if v.claim.kind in COUNTED and v.share is not None]
    waiting = sum(v.share is None for v in verdicts)
    more = f"; {counted(waiting)} more cannot be computed yet." if waiting else "."
    yield Finding(topic=Topic.CLAIMS, rank=1, sentence=_tally(tested) + more)
    for verdict in tested:
        yield Finding(
            topic=Topic.CLAIMS if verdict.verdict == FAILS else Topic.ANNEX,
            rank=3,
            sentence=_sentence(verdict),
            about=(verdict.id,),
        )
    undecided = [v.id for v in tested if v.undecided]
    if undecided:
        said = "Further draws could change the verdict on " + listed(undecided) + "."
        yield Finding(topic=Topic.ANNEX, rank=2, sentence=said, about=tuple(undecided))


def _tally(tested: list[Verdict]) -> str:
    """How many claims came out how; without a full stop."""
    if not tested:
        return "No claim that is computed could have failed"
    number = {word: sum(v.verdict == word for v in tested) for word in (HOLDS, CONTESTED, FAILS)}
    return (
        f"Of {_many(len(tested), 'claim', 'claims')} of the sources that could have failed, "
        f"{_many(number[HOLDS], 'holds', 'hold')}, "
        f"{_many(number[CONTESTED], 'is contested', 'are contested')} and "
        f"{_many(number[FAILS], 'fails', 'fail')}"
    )


def _many(number: int, one: str, more: str) -> str:
    return f"{counted(number) if number else 'none'} {one if number <= 1 else more}"


def _sentence(verdict: Verdict) -> str:
    says = verdict.claim.says.strip().rstrip(".")
    turn = f" It {verdict.break_even}." if verdict.break_even else ""
    share = verdict.share or 0.0
    swept = within(verdict.least or 0.0, verdict.greatest or 0.0)
    over = (
        "whatever the precision and pace"
        if swept == percent(share)
        else f"over precision and pace in {swept}"
    )
    return (
        f"“{says[:1].upper()}{says[1:]}”: {verdict.verdict}; true in {combinations(share)}, "
        f"{over}.{turn}"
    )


def _table(lab: Lab, verdicts: tuple[Verdict, ...]) -> Table:
    columns = (
        Column(name="claim", title="Claim"),
        Column(name="says", title="What the sources say"),
        Column(name="kind", title="Kind"),
        Column(name="computed", title="Computed"),
        Column(name="verdict", title="Verdict"),
        Column(name="share", title="True in", unit="share of draws"),
        Column(name="low", title="Low", unit="share of draws"),
        Column(name="high", title="High", unit="share of draws"),
        Column(name="least", title="Least in sweep", unit="share of draws"),
        Column(name="greatest", title="Greatest in sweep", unit="share of draws"),
        Column(name="draws", title="Draws", unit="at the headline"),
        Column(name="undecided", title="More draws could change it"),
        Column(name="at_mode", title="At the mode"),
        Column(name="break_even", title="Break-even"),
        Column(name="sources", title="Sources"),
        Column(name="reason", title="Why not computed"),
    )
    cited = {e.path: e.sources for e in lab.case.evidence}
    return Table(
        id="claims",
        title="What the sources claim, and in what share of the draws it holds",
        columns=columns,
        rows=tuple(
            (
                v.id,
                v.claim.says,
                v.claim.kind,
                v.share is not None,
                v.verdict,
                v.share,
                v.low,
                v.high,
                v.least,
                v.greatest,
                v.draws,
                v.undecided,
                v.at_mode,
                v.break_even,
                ", ".join(cited.get(f"claims.{v.id}", ())),
                v.reason,
            )
            for v in verdicts
        ),
        note="A share of draws is not a probability.",
    )


def _figure(computed: list[Verdict]) -> tuple[Figure, ...]:
    if not computed:
        return ()
    rows = [
        ClaimRow(
            label=v.claim.says,
            kind=v.claim.kind,
            share=float(np.clip(v.share or 0.0, 0.0, 1.0)),
            low=v.low or 0.0,
            high=v.high or 0.0,
            break_even=v.break_even,
        )
        for v in computed
        if v.claim.kind != "question"
    ]
    caption = Caption(
        id="claims",
        title="Which claims of the sources hold",
        alternative="; ".join(f"{r.label}: {percent(r.share)} of draws" for r in rows),
        topic=Topic.CLAIMS,
    )
    return (claims_strip(caption, rows),) if rows else ()

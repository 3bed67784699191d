"""Claims with verdicts worked out by hand."""

import pytest
from tests.small import lab_of

from detente.analyses.claims import CLAIMS, CONTESTED, FAILS, HOLDS
from detente.analyses.contract import Answer, Ask
from detente.behaviour import Effort, Lab
from detente.study.single import provenance

CASE = """
    sources: {{report: {{title: A report, date: 2019-12-01}}}}
    precision: {{headline: 10, sweep: [5, 10], paces: [1, 2]}}
    actors: {{A: {{}}, B: {{name: Beeland}}}}
    moves: {{m: {{by: A}}}}
    threats: {{t: {{held_by: A, reaches: {{B: [0.2, 0.6]}}, ended_by: {{m: 0.5}}}}}}
    goals: {{A: {{g: {{weight: [10, 20, 30], measure: m}}}}}}
    claims: {claims}
    """
DRAWS = 64


def answered(claims: str) -> tuple[Answer, Lab]:
    lab = lab_of(CASE.format(claims=claims), Effort(draws=DRAWS, sweep_draws=4, workers=1))
    asked = Ask(focal="A", other=None, provenance=provenance(lab, "detente run small"))
    return CLAIMS.answer(lab, asked), lab


def claim(test: str, kind: str = "emergent", more: str = "") -> str:
    return f'{{c: {{says: it is so, kind: {kind}, holds_when: "{test}"{more}}}}}'


def row(answer: Answer) -> dict[str, object]:
    (table,) = answer.tables
    (only,) = table.rows
    return dict(zip([c.name for c in table.columns], only, strict=True))


@pytest.mark.parametrize(
    ("test", "share", "verdict"),
    [
        ("exposure(B) > 0.1", 1.0, HOLDS),
        ("exposure(B) > 0.7", 0.0, FAILS),
        # Uniform from .2 to .6, each slice of a draw's width hit once.
        ("exposure(B) > 0.4", 0.5, FAILS),
        ("exposure(B) > 0.35", 0.625, CONTESTED),
        ("exposure(B) > 0.25", 0.875, HOLDS),
        ("probability(m) > 0.5", 1.0, HOLDS),
        ("probability(m) < 0.5", 0.0, FAILS),
    ],
)
def test_the_share_of_draws_and_the_verdict(test: str, share: float, verdict: str) -> None:
    found = row(answered(claim(test))[0])
    assert found["computed"] is True
    assert found["share"] == pytest.approx(share, abs=1.5 / DRAWS)
    if share != 0.5:  # half a slice decides there
        assert found["verdict"] == verdict
    assert found["low"] <= found["share"] <= found["high"]  # type: ignore[operator]


def test_behaviour_is_asked_over_the_sweep_and_arithmetic_is_not() -> None:
    behavioural, lab = answered(claim("probability(m, by=2020-06-30) > 0.6"))
    assert lab.solves > DRAWS
    found = row(behavioural)
    assert found["least"] <= found["share"] <= found["greatest"]  # type: ignore[operator]
    assert found["least"] != found["greatest"]  # twice the pace makes it true
    static, lab = answered(claim("exposure(B) > 0.35"))
    assert lab.solves == 0
    assert row(static)["least"] == row(static)["greatest"] == row(static)["share"]


@pytest.mark.parametrize(
    ("test", "path", "words"),
    [
        (
            "exposure(B) > 0.35",
            "threats.t.reaches.B",
            "turns where how much of Beeland's safety “t” takes is 0.35",
        ),
        (
            "exposure(B) > 0.1",
            "threats.t.reaches.B",
            "does not turn for how much of Beeland's safety “t” takes between 0.2 and 0.6",
        ),
        (
            "value(A) > 15",
            "goals.A.g.weight",
            "turns where A's weight on g is 16.2",  # 16.2 h / (h + .1) = 15, h = 2 logit(.5 * 1.2)
        ),
    ],
)
def test_where_a_claim_turns(test: str, path: str, words: str) -> None:
    answer, _ = answered(claim(test, more=f", break_even: {path}"))
    assert row(answer)["break_even"] == words
    assert f"It {words}." in answer.findings[1].sentence


def test_a_claim_that_waits_says_for_what() -> None:
    answer, _ = answered("{c: {says: it is so, kind: emergent, needs: another engine}}")
    found = row(answer)
    assert (found["computed"], found["verdict"]) == (False, "not computed")
    assert (found["share"], found["reason"]) == (None, "needs: another engine")
    assert answer.findings[0].sentence.endswith("one more cannot be computed yet.")
    assert answer.figures == ()


def test_a_claim_that_cannot_be_asked_says_why() -> None:
    answer, _ = answered(claim("value(A, after=[m, m]) > 0"))
    assert str(row(answer)["reason"]).startswith("item 2, 'm', cannot be done after m")


def test_the_headline_counts_what_could_have_failed() -> None:
    answer, _ = answered(
        """{
            one: {says: so, kind: emergent, holds_when: probability(m) > 0.5},
            two: {says: so, kind: fact, holds_when: not m},
            three: {says: so, kind: emergent, holds_when: exposure(B) > 0.7},
            four: {says: so, kind: input, holds_when: exposure(B) > 0.1},
            five: {says: so, kind: arithmetic, holds_when: exposure(B) > 0.7}}
        """.replace("\n", " ").strip()
    )
    assert answer.findings[0].sentence == (
        "Of three claims of the sources that could have failed, two hold, none is contested and "
        "one fails."
    )
    *told, last = answer.findings[1:]
    assert [f.about for f in told] == [("one",), ("two",), ("three",)]
    topics = [f.topic.value for f in told]
    assert topics == ["annex", "annex", "claims"]  # failures are told, not hidden
    assert last.sentence == "Further draws could change the verdict on one."  # 4 in the sweep


def test_what_cannot_fail_is_not_counted_as_holding() -> None:
    answer, _ = answered(
        """{
            one: {says: so, kind: input, holds_when: exposure(B) > 0.1},
            two: {says: so, kind: emergent, needs: bargaining}}
        """.replace("\n", " ").strip()
    )
    assert [finding.sentence for finding in answer.findings] == [
        "No claim that is computed could have failed; one more cannot be computed yet."
    ]


def test_a_single_claim_is_told_in_the_singular() -> None:
    answer, _ = answered(claim("probability(m) > 2"))
    assert answer.findings[0].sentence == (
        "Of one claim of the sources that could have failed, none holds, none is contested and "
        "one fails."
    )


def test_a_share_is_told_as_a_share_of_combinations() -> None:
    answer, _ = answered(claim("exposure(B) > 0.1", more=", source: [report]"))
    assert answer.findings[1].sentence == (
        "“It is so”: holds; true in all input combinations, whatever the precision and pace."
    )
    assert row(answer)["sources"] == "report"
    assert answer.tables[0].note == "A share of draws is not a probability."


def test_the_strip_leaves_open_questions_out() -> None:
    answer, _ = answered(claim("exposure(B) > 0.1"))
    assert [f.id for f in answer.figures] == ["claims"]
    assert answered(claim("exposure(B) > 0.1", kind="question"))[0].figures == ()


def test_a_case_without_claims_says_so() -> None:
    answer, _ = answered("{}")
    assert [f.sentence for f in answer.findings] == ["The case writes down no claims."]
    assert answer.tables[0].rows == ()

"""Voting power on small rules whose coalitions are listed by hand."""

import pytest
from tests.answers import answered, rows, sentences
from tests.small import small
from tests.unit.results.specs import texts

from detente.analyses.contract import Answer
from detente.analyses.voting_power import VOTING_POWER
from detente.results import GuaranteeKind

FOUR = """
focal: KOR
actors:
  USA: {{name: United States, article: the, capability: {first}}}
  JPN: {{name: Japan, capability: 2}}
  KOR: {{name: South Korea, capability: 2}}
  PRK: {{name: North Korea, capability: 1}}
issues: {{arms: {{}}, aid: {{}}}}
positions:
  USA: {{arms: {{at: 0, salience: 10}}, aid: {{at: 0, salience: 10}}}}
  JPN: {{arms: {{at: 0, salience: 10}}, aid: {{at: 0, salience: 10}}}}
  KOR: {{arms: {{at: 0, salience: 10}}, aid: {{at: 0, salience: 10}}}}
  PRK: {{arms: {{at: 0, salience: 10}}{also}}}
bargaining: {{decision: {decision}}}
"""
ALSO = ", aid: {at: 0, salience: 10}"


def power(decision: str, first: str = "3", also: str = ALSO, draws: int = 4) -> Answer:
    case = small(FOUR.format(decision=decision, first=first, also=also))
    return answered(VOTING_POWER, case, draws=draws)


def column(answer: Answer, name: str) -> list[object]:
    return [row[name] for row in rows(answer, "voting_power")]


def test_a_majority_of_eight_votes() -> None:
    # five of 3, 2, 2, 1 win. Of 24 orders the votes before the first are 2, 3 or 4 in 10, those
    # before the second or third 3 or 4 in 6, those before the last 4 in 2, both twos in either way
    found = power("{votes: {USA: 3, JPN: 2, KOR: 2, PRK: 1}}")
    assert column(found, "issues") == ["arms, aid"] * 4
    assert column(found, "weight") == [3, 2, 2, 1]
    assert column(found, "shapley_shubik") == pytest.approx([10 / 24, 6 / 24, 6 / 24, 2 / 24])
    # swings 5, 3, 3, 1 of 8 each; of the 7 winning coalitions 6, 5, 5, 4 have the actor
    assert column(found, "banzhaf") == pytest.approx([5 / 12, 3 / 12, 3 / 12, 1 / 12])
    assert column(found, "winning") == pytest.approx([6 / 7, 5 / 7, 5 / 7, 4 / 7])
    assert column(found, "low") == column(found, "high") == column(found, "shapley_shubik")
    assert sentences(found).splitlines() == [
        "Nobody's agreement is indispensable.",
        "The United States has most power to decide: 42 %, more than its share of the weight.",
        "South Korea has this much of the power to decide: 25 %, about its share of the weight.",
    ]
    assert found.guarantee.kind is GuaranteeKind.ENUMERATED


def test_a_veto_is_needed_whatever_its_weight() -> None:
    found = power("{vetoes: [PRK]}")
    assert column(found, "veto") == [False, False, False, True]
    assert column(found, "winning")[3] == 1.0
    said = sentences(found)
    assert said.startswith("Nothing is settled without North Korea.")
    assert "North Korea has most power to decide" in said


def test_under_unanimity_weight_does_not_count() -> None:
    found = power("{rule: unanimity}")
    assert column(found, "weight") == [None] * 4
    assert column(found, "shapley_shubik") == pytest.approx([1 / 4] * 4)
    assert sentences(found) == (
        "Everybody must agree: the United States, Japan, South Korea and North Korea."
    )
    assert found.figures == ()


def test_who_can_never_turn_the_vote_is_told_so() -> None:
    found = power("{rule: quota, quota: 5, votes: {USA: 3, JPN: 3, KOR: 1}}")
    assert column(found, "shapley_shubik") == pytest.approx([1 / 2, 1 / 2, 0, 0])
    assert "South Korea's agreement never makes a difference: whatever" in sentences(found)


def test_too_few_votes_settle_nothing() -> None:
    found = power("{rule: quota, quota: 8, votes: {USA: 3, JPN: 2, KOR: 2, PRK: 1}}", also="")
    assert "Everybody must agree on arms" in sentences(found)
    assert "Nothing can be settled on aid: those who take part have too little" in sentences(found)
    absent = [row for row in rows(found, "voting_power") if row["issues"] == "aid"]
    assert [row["actor"] for row in absent] == ["USA", "JPN", "KOR"]
    assert [row["winning"] for row in absent] == [None] * 3


def test_the_same_said_of_all_issues_is_said_once() -> None:
    found = power("{vetoes: [USA, JPN]}", also="")
    assert [row["issues"] for row in rows(found, "voting_power")] == ["arms"] * 4 + ["aid"] * 3
    first, second, third = sentences(found).splitlines()
    assert first == "Nothing is settled without the United States and Japan."
    assert second == "The United States and Japan have most power to decide: 50 % each."
    assert third.startswith("South Korea's agreement never makes a difference: whatever the")


def test_equal_power_may_have_unequal_ranges() -> None:
    found = power("{}", first="[0.1, 3.9]", draws=16)
    # at 2, 2, 2, 1 the three larger ones decide by any two of them
    (line,) = [one for one in sentences(found).splitlines() if "most power" in one]
    assert line.startswith("The United States, Japan and South Korea have most power to decide: 33")
    assert not line.endswith("each.")
    assert line.count(" to ") > 1


def test_nobody_with_votes_on_an_issue_gives_no_picture_of_it() -> None:
    found = power("{votes: {PRK: 1}}", also="")
    assert "Nothing is settled on arms without North Korea." in sentences(found)
    assert "Nothing can be settled on aid" in sentences(found)
    assert [figure.id for figure in found.figures] == ["voting_power_1"]


def test_unsure_capabilities_give_a_range() -> None:
    # the first has a majority alone once its capability is above 5; it lies between 3 and 7
    found = power("{}", first="[3, 7]", draws=16)
    (usa, *others) = rows(found, "voting_power")
    # at 5 it has half of ten: it needs one of the others, any one
    assert usa["shapley_shubik"] == pytest.approx(3 / 4)
    assert usa["low"] < usa["shapley_shubik"] < usa["high"] == 1.0  # type: ignore[operator]
    assert all(row["low"] == 0.0 for row in others)
    said = sentences(found)
    assert "Nothing is settled without the United States; so it is in " in said
    # a little above 3 it wins with any one of the others, but both twos win without it
    assert "The United States has most power to decide: 75 % (50 % to 100 %), more" in said


def test_weight_and_power_stand_side_by_side() -> None:
    (figure,) = power("{votes: {USA: 3, JPN: 2, KOR: 2, PRK: 1}, vetoes: [KOR]}").figures
    said = texts(figure)
    assert "United States" in said
    assert "38%" in said
    assert any(one.endswith("must consent") for one in said)
    assert "South Korea has 25 % of the weight and" in figure.alternative

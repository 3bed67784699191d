"""What would be settled: sentences and tables about small cases whose answers are known by hand."""

import pytest
from tests.answers import answered, rows, sentences
from tests.small import small

from detente.analyses.terms import TERMS
from detente.results import GuaranteeKind, Topic

FISH = """
focal: NORTH
actors:
  NORTH: {name: North, capability: 30}
  SOUTH: {name: South, capability: 10}
moves: {patrols: {by: NORTH, name: common patrols}}
issues:
  quota: {from: 0, to: 200, labels: {0: no fishing, 200: as last year}, tied_to: {100: patrols}}
  season: {from: 0, to: 12, name: the length of the season}
positions:
  NORTH: {quota: {at: 40, salience: 80}, season: {at: 3, salience: 10}}
  SOUTH: {quota: {at: 160, salience: 40, red_line: 80}, season: {at: 9, salience: 50}}
"""
"""Weights are 24 and 4 on the quota, 3 and 5 on the season: expected 57.1 and 6.75."""

APART = FISH.replace("at: 40, salience: 80", "at: 40, salience: 80, red_line: 60")


def test_each_issue_is_told_with_range_error_and_who_stands_farthest() -> None:
    told = sentences(answered(TERMS, small(FISH)))
    assert "We expect 57 on quota (between no fishing and as last year; range " in told
    assert "typical error of such forecasts 23 of 100). Farthest from that: South, at 160." in told
    assert "We expect 6.8 on the length of the season (range " in told


def test_the_issue_with_most_at_stake_for_the_focal_actor_comes_first() -> None:
    def first(case: str) -> str:
        found = [f for f in answered(TERMS, small(case)).findings if f.topic is Topic.TERMS]
        return min(found, key=lambda finding: finding.rank).sentence

    assert "on quota" in first(FISH.replace("NORTH: {quota: {at: 40", "NORTH: {quota: {at: 0"))
    assert "on the length of the season" in first(
        FISH.replace("focal: NORTH", "focal: SOUTH")
        .replace("at: 9, salience: 50", "at: 9, salience: 100")
        .replace("at: 160, salience: 40", "at: 80, salience: 1")
    )


def test_where_all_stand_at_one_point_nobody_is_far_and_models_agree() -> None:
    same = FISH.replace("at: 160", "at: 40").replace("at: 9", "at: 3").replace(", red_line: 80", "")
    told = sentences(answered(TERMS, small(same)))
    assert "That is what everybody wants." in told
    assert "Farthest from that" not in told
    assert "All models say the same." in told
    assert "Models differ" not in told


def test_where_the_evidence_is_from_is_said() -> None:
    answer = answered(TERMS, small(FISH))
    assert "measured on law-making in the European Union; bargaining under threat" in (
        sentences(answer)
    )
    assert answer.guarantee.kind is GuaranteeKind.HEURISTIC
    assert "not proved" in answer.guarantee.sentence


def test_red_lines_that_are_crossed_are_told() -> None:
    answer = answered(TERMS, small(FISH))
    assert "What we expect crosses South's red line on quota (80, settled beyond with" in (
        sentences(answer)
    )
    assert rows(answer, "red_lines")[0]["crossed"] is True
    kept = FISH.replace("red_line: 80", "red_line: 40")
    assert "crosses no red line; most in danger is South's red line on quota (40," in sentences(
        answered(TERMS, small(kept))
    )
    split = FISH.replace("red_line: 80", "red_line: 54")
    assert (
        "crosses no red line, but a settlement is more likely than not to lie beyond South's red "
        "line on quota (54,"
    ) in sentences(answered(TERMS, small(split)))
    without = answered(TERMS, small(FISH.replace(", red_line: 80", "")))
    assert "red line" not in sentences(without)
    assert "red_lines" not in {table.id for table in without.tables}


def test_no_agreement_is_a_finding() -> None:
    answer = answered(TERMS, small(APART))
    told = sentences(answer)
    assert "By Nash's model there is no agreement on quota alone: within the red lines" in told
    assert "So it is in all input combinations." in told
    assert "no package of all issues that leaves everybody better off" in told
    found = {(row["issue"], row["model"]): row for row in rows(answer, "forecast")}
    assert found["quota", "nash"]["point"] is None
    assert found["quota", "nash"]["answers"] == 0
    assert found["season", "nash"]["point"] == pytest.approx(6, abs=2)
    assert found["season", "kalai_smorodinsky"]["point"] is None


def test_a_package_may_do_where_no_issue_does_alone() -> None:
    costly = FISH.replace("salience: 80}", "salience: 80, no_agreement: -10}").replace(
        "red_line: 80", "no_agreement: -50"
    )
    told = sentences(answered(TERMS, small(costly)))
    assert "no agreement on quota alone" in told
    assert "for a package of all issues there is one." in told


def test_models_that_differ_most_are_named_with_their_errors() -> None:
    told = sentences(answered(TERMS, small(FISH)))
    (line,) = [one for one in told.splitlines() if one.startswith("Models differ most on ")]
    assert "typical error" in line
    assert " to " in line


def test_without_a_process_it_is_said_what_terms_call_for() -> None:
    answer = answered(TERMS, small(FISH))
    assert "too far short to call for any of the moves" in sentences(answer)
    assert [row["path"] for row in rows(answer, "called_for")] == [None]
    nearer = answered(TERMS, small(FISH.replace("{100: patrols}", "{50: patrols}")))
    assert "What we expect calls for “common patrols” (" in sentences(nearer)


def test_terms_and_path_may_disagree() -> None:
    never = FISH.replace("{100: patrols}", "{20: patrols}") + (
        "goals: {NORTH: {rest: {measure: not patrols, weight: 50}}, SOUTH: {}}\n"
    )
    told = sentences(answered(TERMS, small(never)))
    assert "Terms and path disagree on “common patrols”: a settlement on quota would call" in told
    assert "but it comes about with" in told
    assert "within 5 years (range" in told
    surely = FISH + "goals: {NORTH: {rest: {measure: patrols, weight: 50}}, SOUTH: {}}\n"
    told = sentences(answered(TERMS, small(surely)))
    assert "disagree on “common patrols”: it comes about with" in told
    assert "though a settlement on quota would call for it with" in told


def test_terms_and_path_may_agree() -> None:
    agreed = FISH.replace("{100: patrols}", "{0: patrols}") + (
        "goals: {NORTH: {rest: {measure: patrols, weight: 50}}, SOUTH: {}}\n"
    )
    answer = answered(TERMS, small(agreed))
    assert "Terms and path agree" in sentences(answer)
    assert any("disagree from 10 % on" in one.sentence for one in answer.assumptions)


def test_tables_and_figures_of_a_run() -> None:
    answer = answered(TERMS, small(FISH))
    ids = [table.id for table in answer.tables]
    assert ids == [
        *("forecast", "lenses", "red_lines", "called_for"),
        *("positions", "bargains", "perspectives"),
    ]
    assert [figure.id for figure in answer.figures] == ["settlements", "turns", "perspectives"]
    assert "Quota: expected 57, four fifths of the probability from" in (
        answer.figures[0].alternative
    )
    assert answer.figures[0].topic is Topic.TERMS
    assert "Quota: " in answer.figures[1].alternative
    assert answer.figures[2].alternative.startswith("North gains by challenging")


def test_a_focal_actor_without_a_position_has_no_view() -> None:
    bystander = FISH.replace("focal: NORTH", "focal: WEST").replace(
        "\nmoves", "\n  WEST: {name: West}\nmoves"
    )
    answer = answered(TERMS, small(bystander))
    assert [figure.id for figure in answer.figures] == ["settlements", "turns"]


def test_what_matters_to_nobody_is_said_to_be_open() -> None:
    idle = FISH.replace("at: 3, salience: 10", "at: 3, salience: 0").replace(
        "at: 9, salience: 50", "at: 9, salience: 0"
    )
    told = sentences(answered(TERMS, small(idle)))
    assert "Nothing is expected of the length of the season: nobody cares." in told
    assert "on the length of the season (" not in told
    nothing = idle.replace("salience: 80", "salience: 0").replace("salience: 40", "salience: 0")
    answer = answered(TERMS, small(nothing))
    assert answer.figures == ()
    assert "Nothing is expected of quota and the length of the season" in sentences(answer)


def test_lenses_over_draws_are_counted() -> None:
    unsure = answered(TERMS, small(FISH.replace("at: 40", "at: [20, 40, 60]")))
    assert "over 4 draws" in unsure.guarantee.sentence
    assert "draws" not in answered(TERMS, small(FISH)).guarantee.sentence


def test_stated_costs_of_no_agreement_need_no_assumption() -> None:
    def assumed(case: str) -> str:
        return " ".join(one.sentence for one in answered(TERMS, small(case)).assumptions)

    said = "what no agreement is worth"
    assert said in assumed(FISH)
    stated = FISH.replace("salience: 80}", "salience: 80, no_agreement: -90}")
    stated = stated.replace("red_line: 80", "no_agreement: -90")
    stated = stated.replace("salience: 10}", "salience: 10, no_agreement: -9}")
    stated = stated.replace("salience: 50}", "salience: 50, no_agreement: -9}")
    assert said not in assumed(stated)

from tests.small import small

from detente.behaviour.sourcing import sized_by_judgement, sourced

CASE = """
sources: {report: {title: A report, date: 2019-01-01}}
actors: {A: {pace: {is: 2, source: report}, discount: 0.1, note: judgement}}
moves:
  step: {by: A, pace: 3}
goals:
  A:
    goal: {weight: 5, measure: step, source: report, note: the weight is judgement}
"""


def test_the_nearest_note_says_whether_there_is_a_source() -> None:
    found = sourced(small(CASE))
    assert found["actors.A.pace"]
    assert not found["actors.A.discount"]
    assert not found["moves.step.pace"]
    assert found["goals.A.goal.weight"]


def test_numbers_the_analyst_did_not_write_are_not_counted() -> None:
    assert "breakdown.pace" not in sourced(small(CASE))


def test_a_source_for_the_direction_only_is_told_apart() -> None:
    assert sized_by_judgement(small(CASE)) == ("goals.A.goal.weight",)


def test_what_terms_rest_on_is_no_matter_of_what_happens() -> None:
    positions = "positions: {A: {x: {at: 5, salience: 5, capability: 1, source: report}}}"
    found = sourced(small(f"{CASE}issues: {{x: {{}}}}\n{positions}\n"))
    assert found == sourced(small(CASE))

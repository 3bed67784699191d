"""Rules read as policies, in conflicts small enough to follow them by hand."""

from tests.answers import answered, rows
from tests.small import small

from detente.analyses.stability import STABILITY

TRUCE = """
actors: {{A: {{}}, B: {{}}}}
moves:
  a: {{by: A, reversible: A}}
  b: {{by: B, reversible: B}}
preferences:
  A: [b, not a]
  B: [a, not b]
rules:
  A: {a}
  B: {b}
"""
"""The prisoners' dilemma of two who would rather give nothing."""

PUNISH = "[{when: not b, does: undo a}]"
FORGIVE = "[{when: b, does: a}, {when: not b, does: undo a}]"


def table(case: str) -> list[dict[str, object]]:
    answer = answered(STABILITY, small(case))
    if not any(found.id == "policies" for found in answer.tables):
        return []
    return list(rows(answer, "policies"))


def test_without_rules_there_are_no_policies() -> None:
    assert table(TRUCE.split("rules:", maxsplit=1)[0].format()) == []


def test_tit_for_tat_rests_on_both_sides() -> None:
    other = "[{when: a, does: b}, {when: not a, does: undo b}]"
    found = {row["pattern"]: row for row in table(TRUCE.format(a=FORGIVE, b=other))}
    assert set(found) == {"NN", "YY"}
    assert found["YY"]["stable"]  # to take is to be paid back
    assert found["NN"]["breaks"] == "A, B"  # to give once brings both back to giving


def test_who_is_not_punished_breaks_the_rules() -> None:
    found = {row["pattern"]: row for row in table(TRUCE.format(a=PUNISH, b="[]"))}
    # B stays whatever A does: A would rather take from the giver.
    assert set(found) == {"NN", "YY", "NY"}
    assert not found["YY"]["stable"]
    assert found["YY"]["breaks"] == "A"


def test_rules_that_ask_for_what_is_no_option_ask_for_nothing() -> None:
    case = TRUCE.format(a="[{when: b, does: walk away}]", b="[]").replace(
        "A: {}", "A: {may_walk_away: true}"
    )
    assert len(table(case)) == 4


def test_coalitions_are_joined_and_left_by_rule() -> None:
    case = """
    actors: {A: {}, B: {}}
    moves: {b: {by: B, reversible: B}}
    pressure: {league: {on: B, members: {A: {share: 1, in: true}}}}
    preferences: {A: [not b], B: ["not joined(A, league)"]}
    rules: {A: [{when: b, does: join league}, {when: not b, does: leave league}]}
    """
    assert [row["pattern"] for row in table(case)] == ["NN", "YY"]

"""Doubtful preferences, in conflicts where the shares are known by hand."""

import pytest
from tests.answers import answered, rows, sentences
from tests.small import small

from detente.analyses.preference_doubt import PREFERENCE_DOUBT
from detente.results import GuaranteeKind

ALONE = """
actors: {{A: {{name: Aland}}, B: {{}}}}
moves:
  go: {{by: A, reversible: A}}
  ask: {{by: B, reversible: B}}
preferences:
  A: {wants}
  B: [ask]
"""


def test_an_unsure_statement_counts_in_its_share_of_the_draws() -> None:
    answer = answered(
        PREFERENCE_DOUBT, small(ALONE.format(wants="[{wants: not go, sure: 0.25}, go]"))
    )
    found = {row["pattern"]: row for row in rows(answer, "equilibrium_shares")}
    assert found["YY"]["seq"] == pytest.approx(0.75, abs=0.01)
    assert found["NY"]["seq"] == pytest.approx(0.25, abs=0.01)
    assert found["YY"]["low"] < found["YY"]["seq"] < found["YY"]["high"]  # type: ignore[operator]
    assert answer.guarantee.kind is GuaranteeKind.SAMPLED
    assert "“go, ask” (75 %)" in sentences(answer)
    assert "Whether “go, ask” holds turns most on what Aland wants." in sentences(answer)
    (influence, *_) = rows(answer, "preference_influence")
    assert influence["actor"] == "A"
    assert influence["effect"] == pytest.approx(1.0, abs=0.05)


def test_weights_are_drawn_over_their_range() -> None:
    answer = answered(PREFERENCE_DOUBT, small(ALONE.format(wants="{weights: {go: [-1, 3]}}")))
    found = {row["pattern"]: row["nash"] for row in rows(answer, "equilibrium_shares")}
    assert found["YY"] == pytest.approx(0.75, abs=0.01)


def test_nothing_is_drawn_where_nothing_is_doubtful() -> None:
    answer = answered(PREFERENCE_DOUBT, small(ALONE.format(wants="[go]")))
    assert sentences(answer) == "The case states no doubt about anybody's order of the outcomes."
    assert answer.tables == ()
    assert answer.guarantee.kind is GuaranteeKind.ENUMERATED


def test_doubts_that_change_little_are_called_so() -> None:
    wants = "{weights: {go: [1, 3]}}"
    assert "in doubt" not in sentences(answered(PREFERENCE_DOUBT, small(ALONE.format(wants=wants))))
    both = small(ALONE.format(wants="{weights: {go: [1, 3], ask: [-2, 2]}}"))
    said = sentences(answered(PREFERENCE_DOUBT, both))
    assert "Whatever is in doubt about preferences, the same outcomes hold." in said


def test_the_unknown_is_read_in_four_ways() -> None:
    wants = "{statements: [go], unknown: [[go, not go]]}"
    answer = answered(PREFERENCE_DOUBT, small(ALONE.format(wants=wants)))
    readings = {
        row["pattern"]: row["readings"]
        for row in rows(answer, "unknown_preference")
        if row["concept"] == "Nash"
    }
    # Who goes for the unknown never stays; who keeps from it stays on either side.
    assert readings == {"NY": "B, D", "YY": "B, D"}


def test_a_state_is_as_good_as_itself_whatever_is_unknown() -> None:
    """A may be brought back to where it left: that deters, also where all else is unknown."""
    case = small("""
    actors: {A: {}, B: {}}
    graph: {states: [here, there], arcs: {A: [[here, there]], B: [[there, here]]}}
    preferences:
      A: {ranking: [there, here], unknown: [[here or there, here]]}
      B: {ranking: [here, there]}
    """)
    readings = {
        (row["concept"], row["pattern"]): row["readings"]
        for row in rows(answered(PREFERENCE_DOUBT, case), "unknown_preference")
    }
    assert readings["GMR", "here"] == "A, B, C, D"
    assert readings["Nash", "here"] == "B, D"


def test_what_is_lost_strongly_holds_strongly() -> None:
    case = small("""
    actors: {A: {}, B: {}}
    moves: {spare: {by: A, reversible: A}, share: {by: B, reversible: B}}
    preferences:
      A: {statements: [share, not spare], strongly: [[share, not share]]}
      B: [spare, not share]
    """)
    found = {
        (row["concept"], row["pattern"]): row["strength"]
        for row in rows(answered(PREFERENCE_DOUBT, case), "strength")
    }
    assert found["SEQ", "YY"] == "weakly"  # B loses no more than a little
    assert found["SEQ", "NN"] == "strongly"


def test_doubts_that_hardly_matter_are_called_so() -> None:
    """B's place is worth nothing to it in one draw of fifty: then both of its states hold."""
    case = small("""
    actors: {A: {}, B: {}}
    moves: {go: {by: A, reversible: A}, ask: {by: B, reversible: B}}
    preferences:
      A: [go]
      B: [{wants: ask, sure: 0.98}]
    """)
    said = sentences(answered(PREFERENCE_DOUBT, case))
    assert "“go” (2 %)" in said

"""Which outcomes hold: what is said of small conflicts whose answers are known by hand."""

import pytest
from tests.answers import answered, rows, sentences
from tests.small import lab_of, small

from detente.analyses import stability as module
from detente.analyses.stability import STABILITY
from detente.behaviour.standoff import standoff
from detente.results import GuaranteeKind

DILEMMA = """
actors: {A: {name: Aland}, B: {name: Beeland}}
moves:
  spare: {by: A, reversible: A, name: Aland spares}
  share: {by: B, reversible: B, name: Beeland shares}
standing: {spare: {}, share: {}}
preferences:
  A: [share, not spare]
  B: [spare, not share]
"""
"""The prisoners' dilemma: to spare and to share costs the giver, helps the other."""

TRIO = """
actors: {A: {}, B: {}, C: {}}
moves:
  a: {by: A, reversible: A}
  b: {by: B, reversible: B}
  c: {by: C, reversible: C}
preferences:
  A: [b, not a]
  B: [a, not b]
  C: [c]
"""
"""Two who would gain by moving together, and a third who does not care."""


def test_the_dilemma_rests_on_foresight() -> None:
    answer = answered(STABILITY, small(DILEMMA))
    by_concept = {
        name: [row["state"] for row in rows(answer, "equilibria") if row["concept"] == name]
        for name in ("Nash", "GMR", "SMR", "SEQ", "SSEQ", "SIM")
    }
    foreseen = {"GMR": [1, 4], "SMR": [1, 4], "SEQ": [1, 4], "SSEQ": [1, 4], "SIM": [1, 4]}
    assert by_concept == {"Nash": [1], **foreseen}
    said = sentences(answer)
    assert "Two of four outcomes would hold if everybody reckons with" in said
    assert "The best of them for Aland is “Aland spares, Beeland shares”, its choice 2 of 4" in said
    assert "Things could stay as they stand today" in said
    assert "One of them rests on foresight: “Aland spares, Beeland shares” would be left" in said


def test_every_verdict_has_its_shortfall_and_its_reason() -> None:
    answer = answered(STABILITY, small(DILEMMA))
    verdicts = rows(answer, "verdicts")
    assert len(verdicts) == 4 * 2 * 6
    (row,) = [
        row for row in verdicts if (row["state"], row["actor"], row["concept"]) == (4, "A", "Nash")
    ]
    assert (row["pattern"], row["stable"], row["shortfall"]) == ("YY", False, 1)
    reasons = {
        (row["state"], row["actor"], concept): row["reason"]
        for row in rows(answer, "reasons")
        for concept in str(row["concepts"]).split(", ")
    }
    assert len(reasons) == len(verdicts)
    assert reasons[4, "A", "Nash"] == (
        "Aland would gain by taking back “Aland spares”, which leads to “Beeland shares”, and "
        "looks no further."
    )
    assert reasons[4, "A", "SEQ"] == (
        "If Aland tried taking back “Aland spares”, taking back “Beeland shares” by Beeland would "
        "follow, which leaves it with “nothing taken”, no better than before."
    )
    assert reasons[1, "A", "Nash"] == "Aland has nothing to gain by any move of its own."


def test_who_looks_ahead_any_number_of_moves_keeps_the_peace() -> None:
    found = rows(answered(STABILITY, small(DILEMMA)), "limited_move")
    held = {name: [r["state"] for r in found if r["concept"] == name] for name in ("L1", "L2")}
    assert held == {"L1": [1], "L2": [1, 4]}
    assert [r["state"] for r in found if r["concept"] == "non-myopic"] == [1, 4]


def test_options_are_counted_where_things_hold() -> None:
    found = rows(answered(STABILITY, small(DILEMMA)), "option_effectiveness")
    assert [(row["option"], row["nash"], row["seq"]) for row in found] == [
        ("Aland spares", 0.0, 0.5),
        ("Beeland shares", 0.0, 0.5),
    ]


def test_a_coalition_leaves_what_nobody_would_leave_alone() -> None:
    answer = answered(STABILITY, small(TRIO))
    alone = [r["pattern"] for r in rows(answer, "equilibria") if r["concept"] == "Nash"]
    together = [
        r["pattern"] for r in rows(answer, "coalition_equilibria") if r["concept"] == "CNash"
    ]
    assert alone == ["NNY"]
    assert together == []
    assert "“C” holds against everybody alone, but A and B could gain by moving together." in (
        sentences(answer)
    )


def test_coalitions_that_would_leave_are_told_together() -> None:
    indifferent = TRIO.replace("  C: [c]\n", "  C: []\n")
    assert (
        "Two outcomes hold against everybody alone, but not against those who could gain by moving "
        "together: “nothing taken” (A and B) and “c” (A and B)."
    ) in sentences(answered(STABILITY, small(indifferent)))


def test_today_does_not_last_if_somebody_gains() -> None:
    answer = answered(STABILITY, small(TRIO))
    assert (
        "Things would not stay as they stand today. C would gain by “c”, and nobody "
        "would make it regret that in their own interest." in sentences(answer)
    )


def test_a_single_outcome_and_equally_good_ones_are_not_compared() -> None:
    alone = answered(STABILITY, small(TRIO.replace("A: [b, not a]", "A: [a]")))
    assert "For A it is choice 1 of 2." in sentences(alone)
    careless = small(TRIO.replace("A: [b, not a]", "A: []"))
    assert "For A all of them are equally good, choice 1 of 1." in sentences(
        answered(STABILITY, careless)
    )


def test_what_many_outcomes_have_in_common_is_said() -> None:
    """C takes c and B keeps from b, whatever; nothing else is anybody's business."""
    case = small("""
    actors: {A: {}, B: {}, C: {}}
    moves:
      a: {by: A, reversible: A}
      d: {by: A, reversible: A}
      b: {by: B, reversible: B}
      c: {by: C, reversible: C}
    preferences: {A: [], B: [not b], C: [c]}
    """)
    said = sentences(answered(STABILITY, case))
    assert "Four of 16 outcomes would hold if everybody reckons" in said
    assert "Of the outcomes that hold, all of them have “c” and none has “b”." in said


def test_of_many_outcomes_only_what_sets_the_best_and_the_worst_apart_is_said() -> None:
    """B does not care, C never takes c: what holds may please A or not."""
    case = small("""
    actors: {A: {name: Aland}, B: {}, C: {}}
    moves:
      a: {by: B, reversible: B}
      d: {by: B, reversible: B}
      c: {by: C, reversible: C}
    preferences: {A: [a, not d, c], B: [], C: [not c]}
    """)
    said = sentences(answered(STABILITY, case))
    assert (
        "For Aland they range from its choice 2 to its choice 8 of 8: only the best has “a”; only "
        "the worst has “d”."
    ) in said


def test_where_nothing_holds_it_is_said_so() -> None:
    stand = standoff(lab_of(DILEMMA))
    assert module._which(stand, ()) == (
        "None of the four outcomes would hold: from each some actor can gain by a move that nobody "
        "answers in their own interest."
    )


def test_today_may_be_none_of_the_states() -> None:
    lost = small(TRIO + "infeasible: [not a]\n")
    said = sentences(answered(STABILITY, lost))
    assert "today" not in said


def test_nobody_holds_still_by_nash_in_a_chase() -> None:
    chase = """
    actors: {A: {}, B: {}}
    moves: {hide: {by: A, reversible: A}, seek: {by: B, reversible: B}}
    preferences: {A: [hide iff not seek], B: [hide iff seek]}
    """
    answer = answered(STABILITY, small(chase))
    assert rows(answer, "equilibria")
    assert not [row for row in rows(answer, "equilibria") if row["concept"] == "Nash"]


@pytest.mark.jit
def test_large_conflicts_list_what_holds_first() -> None:
    moves = "\n".join(
        f"      m{k}: {{by: {'AB'[k % 2]}, reversible: {'AB'[k % 2]}}}" for k in range(14)
    )
    wants = {who: ", ".join(f"m{k}" for k in range(k0, 14, 2)) for k0, who in enumerate("AB")}
    case = f"""
    actors: {{A: {{}}, B: {{}}}}
    moves:
{moves}
    preferences: {{A: [{wants["A"]}], B: [{wants["B"]}]}}
    """
    answer = answered(STABILITY, small(case))
    assert answer.guarantee.kind is GuaranteeKind.TRUNCATED
    verdicts = rows(answer, "verdicts")
    assert len(verdicts) <= 120_000
    assert verdicts[0]["state"] == 1  # where it starts
    assert verdicts[12]["state"] == 1 << 14  # the one that holds by every concept


def test_assumptions_are_told_where_they_matter() -> None:
    def assumed(case: str) -> str:
        found = answered(STABILITY, small(case)).assumptions
        return " ".join(assumption.sentence for assumption in found)

    joint = DILEMMA + "  C: [treaty]\n"
    joint = joint.replace("B: {name: Beeland}", "B: {name: Beeland}, C: {}").replace(
        "standing:", "  treaty: {by: [A, B], requires: spare}\nstanding:"
    )
    assert "consent" not in assumed(DILEMMA)
    assert "consent" in assumed(joint)
    assert "what it requires" in assumed(joint)


def test_a_graph_needs_no_options() -> None:
    answer = answered(
        STABILITY,
        small("""
        actors: {A: {name: Aland}, B: {}}
        graph:
          states: {peace: {}, cold_war: {name: a cold war}, war: {}}
          arcs: {A: [[peace, cold_war], [cold_war, war]], B: [[cold_war, peace]]}
          start: peace
        preferences:
          A: {ranking: [cold_war, peace, war]}
          B: {ranking: [peace, war, cold_war]}
        """),
    )
    held = [row["words"] for row in rows(answer, "equilibria") if row["concept"] == "SEQ"]
    assert held == ["peace", "a cold war", "war"]  # leaving peace or the cold war would be undone
    assert rows(answer, "option_effectiveness") == []
    assert {row["concept"] for row in rows(answer, "verdicts")}.isdisjoint({"SIM"})
    reasons = {
        (r["pattern"], r["actor"], r["concepts"]): r["reason"] for r in rows(answer, "reasons")
    }
    assert reasons["peace", "A", "Nash"] == (
        "Aland would gain by going to “a cold war”, and looks no further."
    )


def test_one_alone_goes_where_it_likes() -> None:
    answer = answered(
        STABILITY,
        small("""
        actors: {A: {name: Aland}}
        graph: {states: [here, there], arcs: {A: [[here, there]]}, start: here}
        infeasible: []
        preferences: {A: {ranking: [there, here]}}
        """),
    )
    assert [row["words"] for row in rows(answer, "equilibria")] == ["there"] * 5

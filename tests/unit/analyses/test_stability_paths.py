"""Ways to what holds, in conflicts small enough to see them."""

import pytest
from tests.answers import answered, rows, sentences
from tests.small import small

from detente.analyses import stability_paths as module
from detente.analyses.stability_paths import STABILITY_PATHS
from detente.results import GuaranteeKind

STEPS = """
actors: {A: {name: Aland}, B: {name: Beeland}}
moves:
  gate: {by: A, name: the gate opens}
  pay: {by: B, name: the toll is paid}
preferences:
  A: [pay, gate]
  B: [gate if pay, pay]
"""
"""A gains by opening, then B by paying; A cannot close the gate again."""

GIFT = """
actors: {A: {name: Aland}, B: {name: Beeland}}
moves:
  gift: {by: A, name: the gift}
  thanks: {by: B, name: the thanks}
infeasible: [thanks and not gift]
preferences:
  A: [thanks, not gift]
  B: [not gift, thanks]
"""
"""A gives at a loss, for the thanks that B gladly gives then."""


def test_steps_that_pay_lead_on() -> None:
    answer = answered(STABILITY_PATHS, small(STEPS))
    (way,) = rows(answer, "paths")
    assert (way["pattern"], way["length"], way["unpaid"]) == ("YY", 2, 0)
    assert way["way"] == "“the gate opens” by Aland; then “the toll is paid” by Beeland"
    assert way["states"] == "1 2 4"
    assert (
        "From today steps that each pay whoever takes them lead to “the gate opens, the toll is "
        "paid”: “the gate opens” by Aland, then “the toll is paid” by Beeland." in sentences(answer)
    )


def test_a_step_that_does_not_pay_is_told() -> None:
    answer = answered(STABILITY_PATHS, small(GIFT))
    ways = {row["pattern"]: row for row in rows(answer, "paths")}
    assert (ways["YY"]["length"], ways["YY"]["unpaid"]) == (2, 1)
    assert "Aland would have to take it" in sentences(answer)
    assert ways["YY"]["stops"] == "A"


def test_the_way_is_drawn_from_today() -> None:
    (figure,) = answered(STABILITY_PATHS, small(STEPS)).figures
    assert figure.alternative == (
        "From “nothing taken” to “the gate opens, the toll is paid” in 2 moves, 0 of them unpaid."
    )


def test_where_today_is_unknown_no_way_is_searched() -> None:
    answer = answered(STABILITY_PATHS, small(GIFT + "standing: {}\n").model_copy())
    assert answer.tables
    lost = small(GIFT.replace("thanks and not gift", "not gift"))
    answer = answered(STABILITY_PATHS, lost)
    assert answer.tables == ()
    assert "is none of the states looked at" in sentences(answer)


def test_who_looks_ahead_would_stop_the_way() -> None:
    """A gains by opening, and B by entering then, which is what A fears most."""
    answer = answered(
        STABILITY_PATHS,
        small("""
        actors: {A: {name: Aland}, B: {name: Beeland}}
        moves:
          gate: {by: A, name: the gate opens}
          raid: {by: B, name: the raid}
        infeasible: [raid and not gate]
        preferences:
          A: [not raid, gate]
          B: [raid]
        """),
    )
    assert (
        "From today steps that each pay whoever takes them lead to “the gate opens, the raid”: "
        "“the gate opens” by Aland, then “the raid” by Beeland; Aland would stop it if it looked "
        "ahead, for its step would be answered."
    ) in sentences(answer)
    assert {row["pattern"]: row["stops"] for row in rows(answer, "paths")} == {"NN": "", "YY": "A"}


def test_ways_are_not_searched_in_large_conflicts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SEARCHED", 3)
    answer = answered(STABILITY_PATHS, small(STEPS))
    assert sentences(answer) == "Paths are searched in conflicts of up to 3 states."
    assert answer.guarantee.kind is GuaranteeKind.TRUNCATED


def test_several_outcomes_out_of_the_same_reach_are_told_together() -> None:
    """Both banks of the river are good enough for all, once A gives up its ferry."""
    answer = answered(
        STABILITY_PATHS,
        small("""
        actors: {A: {name: Aland}, B: {name: Beeland}}
        graph:
          states: {ferry: {}, bridge: {}, tunnel: {}}
          arcs: {A: [[ferry, bridge], [ferry, tunnel]]}
          start: ferry
        preferences:
          A: {ranking: [ferry, bridge, tunnel]}
          B: {ranking: [bridge, tunnel, ferry]}
        """),
    )
    said = sentences(answer)
    assert "From today no other outcome that holds is reached by steps that each pay" in said
    assert (
        "“Bridge” and “tunnel” are reached from today only by one step that would not pay at once: "
        "Aland would have to take it." in said
    )


def test_where_today_alone_holds_nothing_is_drawn() -> None:
    moves = "{go: {by: A, reversible: A}, ask: {by: B, reversible: B}}"
    wants = "{A: [not go], B: [not ask]}"
    calm = small(f"actors: {{A: {{}}, B: {{}}}}\nmoves: {moves}\npreferences: {wants}\n")
    answer = answered(STABILITY_PATHS, calm)
    assert [row["length"] for row in rows(answer, "paths")] == [0]
    assert answer.figures == ()
    assert sentences(answer) == "No outcome other than today's would hold: there is nowhere to go."

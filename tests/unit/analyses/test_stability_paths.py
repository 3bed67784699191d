"""Ways to what holds, in conflicts small enough to see them."""

from tests.answers import answered, rows, sentences
from tests.small import small

from detente.analyses.stability_paths import STABILITY_PATHS

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

import re
from math import exp

import pytest
from tests.small import lab_of, unsettle

from detente.analyses.contract import Answer, Ask
from detente.analyses.sidelining import SIDELINING
from detente.behaviour import Lab
from detente.results import Provenance, Table, Topic

# A step at two occasions a year that a discount of 1/10 makes worth 2 / 2.1 of its value.
WORTH = 2.0 / 2.1

# B helps itself at A's cost as soon as it can; nobody asks A.
HARM = """
precision: {headline: 10000, sweep: [10000], paces: [1]}
horizon: 2
focal: A
actors:
  A: {name: Avalon, discount: 0.1, pace: 2}
  B: {name: Borduria, discount: 0.1, pace: 2}
moves: {harm: {by: B, name: the harm}}
goals:
  A: {peace: {weight: 10, measure: -harm}}
  B: {loot: {weight: 5, measure: harm}}
"""

# A wants the table that B must grant, and B wants it less than nothing.
TABLE = """
precision: {headline: 10000, sweep: [10000], paces: [1]}
focal: A
actors:
  A: {name: Avalon, discount: 0.1, pace: 2}
  B: {name: Borduria, discount: 0.1, pace: 2}
moves: {seat: {by: [A, B], name: the seat}}
goals:
  A: {voice: {weight: 10, measure: seat}}
  B: {quiet: {weight: 5, measure: -seat}}
strategies:
  A: {asks: {first: [seat], name: ask for a seat}}
"""

# A and C can settle only through B, until they open a line of their own.
BROKER = """
precision: {headline: 10000, sweep: [10000], paces: [1]}
focal: A
actors:
  A: {name: Avalon, discount: 0.1, pace: 2}
  B: {name: Borduria, discount: 0.1, pace: 2}
  C: {name: Cadia, discount: 0.1, pace: 2}
moves: {deal: {by: [A, C], name: the deal}}
goals:
  A: {gain: {weight: 10, measure: deal}}
  C: {gain: {weight: 10, measure: deal}}
channels:
  - {between: [A, B], strength: 1}
  - {between: [B, C], strength: 1}
  - {between: [A, C], strength: 1, open: false}
"""


def answered(text: str) -> Answer:
    return ask(lab_of(text))


def ask(lab: Lab) -> Answer:
    provenance = Provenance(
        case_id="",
        case_digest="",
        scenario="",
        focal=lab.focal,
        draws=0,
        seed=1,
        version="",
        command="",
    )
    return SIDELINING.answer(lab, Ask(focal=lab.focal, other=None, provenance=provenance))


def table(answer: Answer, name: str) -> Table:
    return next(t for t in answer.tables if t.id == name)


def rows(answer: Answer, name: str) -> list[dict[str, object]]:
    found = table(answer, name)
    names = [c.name for c in found.columns]
    return [dict(zip(names, row, strict=True)) for row in found.rows]


def test_who_cannot_act_has_no_say_and_is_sidelined() -> None:
    said = answered(HARM)
    first, second = rows(said, "say")
    assert (first["actor"], first["say"], first["sidelined"]) == ("A", 0.0, True)
    assert (second["actor"], second["say"], second["sidelined"]) == ("B", 1.0, False)
    # B moves A between 0 and -10 x 2 / 2.1 of a stake of 10
    assert first["moved"] == pytest.approx(WORTH)
    assert [(r["actor"], r["on"], r["dependence"]) for r in rows(said, "dependence")] == [
        ("A", "B", 1.0),
        ("B", "A", 0.0),
    ]
    sentences = [f.sentence for f in said.findings if f.topic is Topic.CHALLENGES]
    assert sentences[0].startswith("Avalon is being sidelined: much can happen to it")


def test_a_veto_over_the_harm_is_worth_what_the_harm_costs() -> None:
    said = answered(HARM)
    (seat,) = rows(said, "seats")
    assert (seat["actor"], seat["move"]) == ("A", "harm")
    assert seat["worth"] == pytest.approx(WORTH)
    assert any(
        "being asked before “the harm” would be worth most" in f.sentence for f in said.findings
    )


def test_removing_the_one_who_harms_changes_values_and_end_states() -> None:
    found = {(r["removed"], r["way"]): r for r in rows(answered(HARM), "removal")}
    both = found["B", "abstains"]
    assert both["A"] == pytest.approx(WORTH)
    assert both["B"] == pytest.approx(-WORTH)
    assert both["distance"] == pytest.approx(1.0 - exp(-4.0))
    assert found["B", "never acts"]["distance"] == pytest.approx(both["distance"])
    # nobody asks for B's consent, and A can do nothing
    for key in (("B", "never consents"), ("A", "abstains")):
        assert found[key]["A"] == pytest.approx(0.0, abs=1e-9)
        assert found[key]["distance"] == pytest.approx(0.0, abs=1e-9)


def test_asking_for_a_seat_is_worth_nothing_if_it_is_not_granted() -> None:
    said = answered(TABLE)
    (one,) = rows(said, "seeking")
    assert (one["strategy"], one["action"], one["granted_by"]) == ("asks", "seat", "B")
    assert one["seeking"] == pytest.approx(0.0, abs=1e-6)
    assert one["granted"] == pytest.approx(1.0)
    assert any("which Borduria must grant" in f.sentence for f in said.findings)


def test_a_broker_is_needed_until_a_direct_line_opens() -> None:
    found = rows(answered(BROKER), "brokers")
    assert [(r["line"], r["actor"], r["broker"]) for r in found] == [
        ("A-C", "A", "B"),
        ("A-C", "C", "B"),
    ]
    for row in found:
        assert float(str(row["loss_before"])) > 0.0
        assert row["loss_after"] == pytest.approx(0.0, abs=1e-9)
        # the broker decides nothing itself, so nobody depends on its conduct
        assert row["before"] == row["after"] == 0.0


def test_say_and_dependences_of_an_actor_add_up_to_one() -> None:
    said = answered(BROKER)
    for row in rows(said, "say"):
        others = [r["dependence"] for r in rows(said, "dependence") if r["actor"] == row["actor"]]
        total = sum(float(str(x)) for x in (row["say"], *others))
        assert total == pytest.approx(1.0) or (row["actor"] == "B" and total == 0.0)


def test_renaming_actors_renames_the_answer() -> None:
    one, other = answered(HARM), answered(re.sub(r"\bA\b", "ZED", HARM))
    for name in ("say", "dependence", "removal", "seats"):
        renamed = [
            tuple("ZED" if cell == "A" else cell for cell in row) for row in table(one, name).rows
        ]
        for left, right in zip(renamed, table(other, name).rows, strict=True):
            assert left == pytest.approx(right)


def test_one_actor_alone_has_all_the_say() -> None:
    said = answered(
        "actors: {A: {name: Avalon}}\nmoves: {step: {by: A}}\n"
        "goals: {A: {g: {weight: 10, measure: step}}}\n"
    )
    assert rows(said, "say")[0]["say"] == 1.0
    assert rows(said, "dependence") == []
    assert any("No move here can be made without Avalon" in f.sentence for f in said.findings)


def test_where_nothing_moves_nothing_is_claimed() -> None:
    said = answered("actors: {A: {name: Avalon}, B: {}}\n")
    assert rows(said, "say")[0]["say"] == 0.0
    (first,) = [f.sentence for f in said.findings if f.topic is Topic.CHALLENGES and f.rank == 1]
    assert first == "Nothing that anybody does here moves what Avalon gets by much."


def test_others_who_are_sidelined_are_named_too() -> None:
    said = answered(HARM.replace("focal: A", "focal: B"))
    assert any(f.sentence.startswith("Avalon is being sidelined too") for f in said.findings)
    assert any("No move here can be made without Borduria" in f.sentence for f in said.findings)


def test_a_veto_without_worth_and_absences_without_effect_are_said() -> None:
    said = " ".join(f.sentence for f in answered(BROKER.replace("focal: A", "focal: B")).findings)
    assert "would be worth less than 3 % of its stake to Borduria" in said
    assert "If any one of the others did nothing at all" in said


def test_a_line_that_nobody_can_bridge_has_no_broker() -> None:
    text = BROKER.replace("  - {between: [B, C], strength: 1}\n", "")
    assert rows(answered(text), "brokers") == []


def test_values_that_did_not_settle_are_reported() -> None:
    lab = lab_of(HARM)
    unsettle(lab)
    assert any("did not come to rest" in f.sentence for f in ask(lab).findings)


def test_a_figure_shows_every_actor() -> None:
    (picture,) = answered(BROKER).figures
    for name in ("Avalon", "Borduria", "Cadia"):
        assert name in picture.alternative

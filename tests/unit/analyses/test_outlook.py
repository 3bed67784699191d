from math import exp
from pathlib import Path

import pytest

from detente.analyses.contract import Answer, Ask
from detente.analyses.outlook import OUTLOOK
from detente.behaviour import Effort, Lab
from detente.case.reader import load, read_text
from detente.case.schema import Case
from detente.results import GuaranteeKind, Provenance, Table, Topic

KNOWN = Path(__file__).resolve().parents[2] / "known"

VOLUNTEERS = """
detente: 1
id: volunteers
title: Somebody has to do it
as_of: 2000-01-01
horizon: 2
precision: {headline: 160, sweep: [160], paces: [1]}
actors: {A: {}, B: {}}
moves: {a: {by: A}, b: {by: B}}
facts: {done: a or b}
goals:
  A: {peace: {weight: 10, measure: done}, cost: {weight: 1, once: [{on: a, pays: -4}]}}
  B: {peace: {weight: 10, measure: done}, cost: {weight: 1, once: [{on: b, pays: -4}]}}
questions:
  soon: {event: done, by: 2000-12-31, base_rate: 0.2, analyst: 0.7, name: Is it done in a year?}
  still: {event: not done, by: 2000-12-31, name: Is it ever undone?}
"""

NOTHING = """
detente: 1
id: nothing
title: Nobody does anything
as_of: 2000-01-01
horizon: 2
actors: {A: {}}
"""


def answered(case: Case, focal: str = "") -> Answer:
    lab = Lab(case=case, focal=focal or case.focal_actor, effort=Effort(draws=4, sweep_draws=2))
    provenance = Provenance(
        case_id=case.id,
        case_digest="",
        scenario="",
        focal=lab.focal,
        draws=4,
        seed=1,
        version="",
        command="",
    )
    return OUTLOOK.answer(lab, Ask(focal=lab.focal, other=None, provenance=provenance))


def table(answer: Answer, name: str) -> Table:
    return next(t for t in answer.tables if t.id == name)


def number(answer: Answer, event: str, by: str, name: str) -> float:
    events = table(answer, "event_probability")
    place = [c.name for c in events.columns].index(name)
    return next(float(r[place]) for r in events.rows if r[:2] == (event, by))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def race() -> Answer:
    return answered(load(KNOWN / "atom-race.yaml"))


@pytest.fixture(scope="module")
def volunteers() -> Answer:
    return answered(read_text(VOLUNTEERS))


def test_a_step_at_rate_one_against_a_hazard_of_a_quarter(race: Answer) -> None:
    for name in ("mean", "central", "low", "high", "draw_p10", "draw_p90"):
        first = number(race, "step_1", "12 months", name)
        assert first == pytest.approx(0.8 * (1 - exp(-1.25)), abs=1e-12)
        ended = number(race, "breakdown", "24 months", name)
        assert ended == pytest.approx(1 - exp(-0.5), abs=1e-12)
    assert number(race, "step_1", "12 months", "mistake_share") == 0.0


def test_every_event_has_a_row_per_date_and_probabilities_never_fall(race: Answer) -> None:
    rows = table(race, "event_probability").rows
    labels = ["3 months", "6 months", "12 months", "24 months", "60 months", "100 years"]
    assert [r[:2] for r in rows] == [
        (event, label) for event in ("step_1", "step_2", "step_3", "breakdown") for label in labels
    ]
    for event in ("step_1", "step_2", "step_3", "breakdown"):
        means = [number(race, event, label, "mean") for label in labels]
        assert means == sorted(means)
        assert 0 <= means[0] <= means[-1] <= 1 + 1e-12


def test_first_step_path_and_size_of_the_race(race: Answer) -> None:
    first = table(race, "next_moves").rows[0]
    assert first[0] == "A"
    assert first[3] == pytest.approx(0.8)
    ways = {(r[0], r[1]): r[2] for r in table(race, "paths").rows}
    assert ways["step_3", 1] == pytest.approx(0.8**3)
    assert ways["breakdown", 1] == pytest.approx(0.8**3)
    assert [r[2:] for r in table(race, "model").rows] == [("A", 1.0)]


def test_a_question_is_answered_with_range_base_rate_and_analyst(volunteers: Answer) -> None:
    said = next(f.sentence for f in volunteers.findings if f.about == ("soon",))
    assert said.startswith("Is it done in a year? We give it ")
    assert "by 31 December 2000 (range " in said
    assert "base rate 20 %; analyst 70 %)" in said
    assert "mistakes" in said


def test_what_already_stands_is_said_to_stand(volunteers: Answer) -> None:
    said = next(f.sentence for f in volunteers.findings if f.about == ("still",))
    assert said == "Is it ever undone? It already stands on 1 January 2000."
    assert number(volunteers, "still", "2000-12-31", "low") == 1.0


def test_two_who_wait_for_each_other_have_different_futures(volunteers: Answer) -> None:
    first = [f for f in volunteers.findings if (f.topic, f.rank) == (Topic.BOTTOM_LINE, 1)]
    assert "different futures fit the same inputs" in first[0].sentence
    clusters = [r[2] for r in table(volunteers, "equilibria").rows]
    assert clusters == list(range(1, len(clusters) + 1))
    assert len(clusters) > 1
    # in one future neither is in a hurry, in the other one of them does it and the other waits
    lows = [number(volunteers, move, "24 months", "low") for move in ("a", "b")]
    highs = [number(volunteers, move, "24 months", "high") for move in ("a", "b")]
    assert min(lows) < 0.05
    assert max(highs) > 0.9


def test_the_names_of_actors_do_not_matter(volunteers: Answer) -> None:
    renamed = VOLUNTEERS.replace("A:", "Zeta:").replace("by: A", "by: Zeta")
    other = answered(read_text(renamed))
    one = [r[3] for r in table(volunteers, "event_probability").rows]
    assert [r[3] for r in table(other, "event_probability").rows] == pytest.approx(one, abs=1e-9)


def test_a_deadline_leaves_a_free_step_at_its_pace() -> None:
    checks = table(answered(load(KNOWN / "atom-joint-step.yaml")), "horizon_check").rows
    assert {r[1] for r in checks} == {1.0, 2.0, 5.0}
    assert all(0 <= float(r[2]) <= 1 for r in checks)  # type: ignore[arg-type]


def test_a_case_in_which_nothing_can_happen_says_so() -> None:
    quiet = answered(read_text(NOTHING))
    assert "Nothing can happen from where things stand." in [f.sentence for f in quiet.findings]
    assert quiet.figures == ()
    assert quiet.guarantee.kind is GuaranteeKind.ENUMERATED
    assert number(quiet, "breakdown", "24 months", "high") == 0.0


def test_uncertain_inputs_make_the_answer_a_sample() -> None:
    assert answered(read_text(VOLUNTEERS)).guarantee.kind is GuaranteeKind.ENUMERATED
    drawn = answered(read_text(VOLUNTEERS.replace("weight: 10", "weight: [5, 15]", 1)))
    assert drawn.guarantee.kind is GuaranteeKind.SAMPLED
    assert "a mean over 4 draws" in drawn.guarantee.sentence


def test_what_nothing_leads_to_cannot_come_about() -> None:
    never = VOLUNTEERS.replace("{event: not done,", "{event: a and not done,")
    said = next(f.sentence for f in answered(read_text(never)).findings if f.about == ("still",))
    assert said.startswith("Is it ever undone? It cannot come about by")

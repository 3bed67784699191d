from math import exp
from pathlib import Path

import pytest

from detente.analyses.breakdown import BREAKDOWN
from detente.analyses.contract import Answer, Ask
from detente.behaviour import Effort, Lab
from detente.case.reader import load, read_text
from detente.case.schema import Case
from detente.results import Provenance, Table, Topic

KNOWN = Path(__file__).resolve().parents[2] / "known"

PAID = """
detente: 1
id: paid
title: Leaving pays one and costs the other
as_of: 2000-01-01
horizon: 2
actors:
  A: {may_walk_away: true, stake: 10, name: Avalon}
  B: {may_walk_away: true, stake: 10, name: Borduria}
moves: {talk: {by: B}}
goals:
  A: {calm: {weight: 1, measure: talk}}
breakdown: {afterwards: {A: 4, B: -4}}
"""


def answered(case: Case) -> Answer:
    lab = Lab(case=case, focal=case.focal_actor, effort=Effort(draws=4, sweep_draws=2))
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
    return BREAKDOWN.answer(lab, Ask(focal=lab.focal, other=None, provenance=provenance))


def table(answer: Answer, name: str) -> Table:
    return next(t for t in answer.tables if t.id == name)


def test_a_chain_ends_at_each_stage_with_the_known_probability() -> None:
    rows = table(answered(load(KNOWN / "breakdown-chain.yaml")), "breakdown").rows
    found = {str(state): (who, share, due) for state, who, share, due in rows}
    for stage, share in {
        "nothing done yet": 0.2,
        "progress one": 0.16,
        "progress two": 0.128,
        "progress three": 0.1024,
        "progress four": 0.08192,
        "progress five": 0.32768,
    }.items():
        assert found[stage] == ("outside", pytest.approx(share, abs=1e-9), 0.0)
    assert rows[0][0] == "progress five"


def test_who_gains_by_leaving_is_named_and_rows_add_up_to_the_total() -> None:
    said = answered(read_text(PAID))
    sentences = [f.sentence for f in said.findings if f.topic is Topic.CHALLENGES]
    assert "because Avalon gains by walking away" in sentences[1]
    totals = {r[0]: r for r in table(said, "breakdown_total").rows}
    parts = table(said, "breakdown").rows
    for actor in ("A", "B"):
        own = sum(float(r[2]) for r in parts if r[1] == actor)  # type: ignore[arg-type]
        assert own == pytest.approx(totals[actor][1])
    whole = sum(float(r[2]) for r in parts)  # type: ignore[arg-type]
    assert whole == pytest.approx(totals["all"][1])
    assert 0 < whole < 1
    assert all(r[2] <= r[1] <= r[3] for r in totals.values())  # type: ignore[operator]
    assert totals["B"][4] == 0.0
    assert 0 < totals["A"][4] < totals["A"][1]  # type: ignore[operator]


def test_where_nobody_can_end_it_the_answer_says_so() -> None:
    said = answered(load(KNOWN / "atom-joint-step.yaml"))
    assert said.findings[0].sentence.startswith("Nobody can end the process")
    assert all(t.rows == () for t in said.tables)


def test_an_end_that_nothing_leads_to_is_not_called_impossible() -> None:
    unlikely = read_text(PAID.replace("afterwards: {A: 4, B: -4}", "pace: 0"))
    assert "nothing leads there within the horizon" in answered(unlikely).findings[0].sentence


def test_who_loses_by_leaving_is_named_too() -> None:
    only_b = PAID.replace("A: {may_walk_away: true, ", "A: {")
    sentences = [f.sentence for f in answered(read_text(only_b)).findings]
    assert any("ends through Borduria, which loses by walking away (" in s for s in sentences)


def test_where_it_rests_the_one_who_gains_by_waiting_is_named() -> None:
    costly = PAID.replace("breakdown:", "  B: {quiet: {weight: 9, measure: not talk}}\nbreakdown:")
    held = answered(read_text(costly)).findings[-1]
    assert held.about == ("talk",)
    assert "would help Avalon most, but Borduria gains by waiting (" in held.sentence


def test_of_many_states_the_least_likely_are_summed() -> None:
    steps = ", ".join(f"s{k}: {{by: A}}" for k in range(4))
    said = answered(
        read_text(
            "detente: 1\nid: many\ntitle: Many ways to stand\nas_of: 2000-01-01\nhorizon: 2\n"
            f"actors: {{A: {{}}}}\nmoves: {{{steps}}}\nbreakdown: {{rate: 0.5}}\n"
            "goals: {A: {g: {weight: 1, measure: s0 + s1 + s2 + s3}}}\n"
        )
    )
    rows = table(said, "breakdown").rows
    assert len(rows) == 13
    assert rows[-1][:2] == ("all other states", "outside")
    assert sum(float(r[2]) for r in rows) == pytest.approx(1 - exp(-1))  # type: ignore[arg-type]

import numpy as np
import pytest
from tests.answers import answered, rows, sentences

from detente.analyses.position import POSITION
from detente.case.reader import load, read_text
from detente.results import Topic

# B opens the gate by its rule at every occasion, though it costs B; A gains by it.
RULED = """
detente: 1
id: ruled
title: A rule against interest
as_of: 2000-01-01
focal: A
precision: {headline: 1000, sweep: [1000], paces: [1]}
actors: {A: {}, B: {}, C: {}}
moves: {gate: {by: B, pace: 2}, tune: {by: C}}
goals:
  A: {way: {weight: 10, measure: gate}}
  B: {peace: {weight: 10, measure: -gate}}
  C: {song: {weight: 10, measure: tune}}
rules: {B: [{when: true, does: gate}]}
"""


def test_what_each_policy_means_in_the_lesson() -> None:
    answer = answered(POSITION, load("teaching-two-steps"), other="UP")
    value = {r["strategy"]: r["value"] for r in rows(answer, "position_strategies")}
    # Lowland's own range goes from nothing to 100 points.
    assert value["as_solved"] == pytest.approx(0.22867490, abs=1e-6)
    assert value["abstains"] == pytest.approx(0.0, abs=1e-6)


def test_moves_and_agreement_in_the_lesson() -> None:
    answer = answered(POSITION, load("teaching-two-steps"))
    effect = {r["move"]: (r["focal"], r["other"]) for r in rows(answer, "position_moves")}
    dam = ((26.869301 - 22.867490) / 100, (18.601824 - 15.831339) / 120)
    market = ((4 / 0.35 - 22.867490) / 100, (10 / 0.35 - 15.831339) / 120)
    assert effect["dam"] == pytest.approx(dam, abs=1e-6)
    assert effect["market"] == pytest.approx(market, abs=1e-6)
    pairs = np.array([dam, market])
    cosine = pairs.prod(axis=1).sum() / np.sqrt((pairs**2).sum(axis=0)).prod()
    note = next(t.note for t in answer.tables if t.id == "position_moves")
    assert f"{cosine:.2f}" in note
    assert "most at odds over “Lowland opens its market”" in sentences(answer)


def test_the_other_actor_is_the_one_that_matters() -> None:
    answer = answered(POSITION, read_text(RULED))
    assert answer.findings[0].about == ("A", "B")
    assert answered(POSITION, read_text(RULED), other="C").findings[0].about == ("A", "C")
    assert answered(POSITION, read_text(RULED), other="A").findings[0].about == ("A", "B")


def test_a_rule_is_compared_with_free_choice() -> None:
    answer = answered(POSITION, read_text(RULED), other="B")
    found = {r["strategy"]: r for r in rows(answer, "position_strategies")}
    # By its rule the gate opens at rate 2: V = 10 * 2 / (2 + .1), of a range of 10.
    assert found["as_solved"]["value"] == pytest.approx(2 / 2.1)
    assert found["free_of_rules"]["value"] == pytest.approx(0.0, abs=1e-6)
    gate = {
        r["strategy"]: r["probability"]
        for r in rows(answer, "position_events")
        if r["event"] == "gate"
    }
    assert gate["free_of_rules"] == pytest.approx(0.0, abs=1e-6)
    assert gate["as_solved"] == pytest.approx(1 - np.exp(-10))


def test_the_best_reply_is_the_best_of_its_row() -> None:
    answer = answered(POSITION, load("nato-2022"), other="TUR")
    by_own: dict[object, list[tuple[float, bool]]] = {}
    for row in rows(answer, "position_replies"):
        reply = (float(str(row["other_value"])), bool(row["best_reply"]))
        by_own.setdefault(row["own"], []).append(reply)
    for replies in by_own.values():
        assert [best for _, best in replies].count(True) == 1
        assert next(value for value, best in replies if best) == max(v for v, _ in replies)
    for finding in answer.findings:
        assert finding.topic in {Topic.POSITION, Topic.ANNEX}


def test_shares_and_probabilities_stay_in_bounds() -> None:
    answer = answered(POSITION, load("nato-2022"))
    for row in rows(answer, "position_strategies"):
        for name in ("value", "low", "high", "other_value", "breakdown"):
            assert 0.0 <= float(str(row[name])) <= 1.0 + 1e-9


def test_alone_in_the_world() -> None:
    bare = "detente: 1\nid: bare\ntitle: Bare\nas_of: 2000-01-01\nactors: {A: {}}\n"
    assert "A is the only actor of the case." in sentences(answered(POSITION, read_text(bare)))


def test_two_actors_with_nothing_to_do() -> None:
    still = "detente: 1\nid: still\ntitle: Still\nas_of: 2000-01-01\nactors: {A: {}, B: {}}\n"
    answer = answered(POSITION, read_text(still))
    assert answer.figures == ()
    assert "makes next to no difference to A" in sentences(answer)

from math import exp

import pytest
from tests.answers import answered, rows, sentences

from detente.analyses.exposure import EXPOSURE
from detente.base.errors import StudyError
from detente.behaviour.exposures import exposure_after, exposure_word, stages
from detente.case.expressions import Action, Verb
from detente.case.reader import read_text
from detente.model.compile import compile_case
from detente.results import GuaranteeKind, Topic

# At precision 0 the holder acts on half of two occasions a year: rate 1.
FADES = """
detente: 1
id: fades
title: A threat that fades by chance
as_of: 2000-01-01
horizon: 3
focal: A
precision: {headline: 0, sweep: [0], paces: [1]}
actors: {A: {}, HLD: {}}
moves: {scrap: {by: HLD, pace: 2}}
threats:
  gun: {held_by: HLD, reaches: {A: 0.6}, floor: 0.2, ended_by: {scrap: 0.5}, horizon: years}
goals:
  A: {safety: {weight: 10, measure: -exposure(A)}}
  HLD: {arms: {weight: 10, measure: gun_left}}
"""

LEFT = 0.6 * (0.2 + 0.8 * 0.5)

TWO = """
detente: 1
id: two
title: One gun for each
as_of: 2000-01-01
focal: A
precision: {headline: 0, sweep: [0], paces: [1]}
actors: {A: {name: Aland}, B: {name: Bland}, HLD: {}}
moves: {talk: {by: HLD}, far: {by: HLD, requires: talk}, near: {by: HLD, requires: talk}}
threats:
  long: {held_by: HLD, reaches: {B: 0.3}, ended_by: {far: 1}}
  short: {held_by: HLD, reaches: {A: [0.5, 0.6, 0.7]}, ended_by: {near: 1}, deterred_by: {B: 0.5}}
goals:
  A: {safety: {weight: 10, measure: -exposure(A)}}
  B: {safety: {weight: 10, measure: -exposure(B)}}
  HLD: {arms: {weight: 10, measure: -far - near}}
"""


def test_expected_exposure_follows_the_chance_of_the_move() -> None:
    found = {
        r["when"]: r["expected"]
        for r in rows(answered(EXPOSURE, read_text(FADES)), "exposure_over_time")
    }
    assert found["today"] == pytest.approx(0.6)
    for label, years in (("1 year", 1), ("2 years", 2), ("5 years", 5), ("horizon", 3)):
        assert found[label] == pytest.approx(0.6 * exp(-years) + LEFT * (1 - exp(-years)))
    assert "breakdown" not in found


def test_stages_add_up_and_say_where_it_stops() -> None:
    found = rows(answered(EXPOSURE, read_text(FADES)), "exposure_stages")
    assert [(r["stage"], r["exposure"]) for r in found] == [
        ("no threat reduced", pytest.approx(0.6)),
        ("scrap", pytest.approx(LEFT)),
    ]
    assert found[1]["stops"] == pytest.approx(1 - exp(-3))
    assert sum(float(str(r["stops"])) for r in found) == pytest.approx(1)


def test_breakdown_brings_back_what_unwinds() -> None:
    breaking = FADES + "breakdown: {rate: 1, unwinds: [scrap]}\n"
    found = {
        r["when"]: r["expected"]
        for r in rows(answered(EXPOSURE, read_text(breaking)), "exposure_over_time")
    }
    assert found["breakdown"] == pytest.approx(0.6)
    lasting = FADES + "breakdown: {rate: 1}\n"
    answer = answered(EXPOSURE, read_text(lasting))
    found = {r["when"]: r["expected"] for r in rows(answer, "exposure_over_time")}
    # The collapse comes at t with density e^-t, and by then the move was made with 1 - e^-t.
    ended = 1 - exp(-3)
    first = ended - (1 - exp(-6)) / 2
    assert found["breakdown"] == pytest.approx(0.6 + (LEFT - 0.6) * first / ended)
    assert "Where the process breaks down" in sentences(answer)


def test_protection_weakens_while_the_protector_is_exposed() -> None:
    after = {
        (r["move"], r["actor"]): r["exposure"]
        for r in rows(answered(EXPOSURE, read_text(TWO)), "exposure_after")
    }
    assert after["far", "A"] == pytest.approx(0.6 * (1 - 0.5 * 1.0))
    assert after["far", "B"] == pytest.approx(0.0)
    assert after["near", "A"] == pytest.approx(0.0)


def test_what_helps_another_alone_is_said_with_its_range() -> None:
    answer = answered(EXPOSURE, read_text(TWO), draws=32)
    said = [f.sentence for f in answer.findings if f.topic is Topic.THREATS]
    assert said[0].startswith("Today Aland's exposure is serious: threats take 39 % (range ")
    assert "“far” comes first, Bland's exposure goes from serious to hardly any" in said[1]
    assert "Then Aland remains exposed to “short”: serious" in said[1]


def test_exposure_after_a_list_names_the_item_that_cannot_be_done() -> None:
    model = compile_case(read_text(TWO))
    done = tuple(Action(Verb.DO, move) for move in ("talk", "near"))
    assert exposure_after(model, model.mode, "A", done) == 0
    with pytest.raises(StudyError, match="item 1, 'near'"):
        exposure_after(model, model.mode, "A", done[1:])


def test_stages_know_only_what_exposure_knows() -> None:
    known = stages(compile_case(read_text(TWO)))
    assert known.count == 4
    assert [known.words(k) for k in range(4)] == ["no threat reduced", "far", "near", "far, near"]


def test_new_names_change_no_number() -> None:
    def numbers(text: str) -> list[object]:
        return [
            list(r.values())[2:6]
            for r in rows(answered(EXPOSURE, read_text(text)), "exposure_over_time")
        ]

    assert numbers(TWO) == numbers(TWO.replace("HLD", "ZED").replace("Bland", "Zland"))


@pytest.mark.parametrize(
    ("level", "word"),
    [
        (0.0, "hardly any"),
        (0.12, "slight"),
        (0.35, "serious"),
        (0.55, "grave"),
        (0.95, "existential"),
    ],
)
def test_the_nearest_anchor_gives_the_word(level: float, word: str) -> None:
    assert exposure_word(level) == word


def test_without_threats_there_is_a_sentence_and_no_failure() -> None:
    bare = "detente: 1\nid: bare\ntitle: Bare\nas_of: 2000-01-01\nactors: {A: {}}\n"
    answer = answered(EXPOSURE, read_text(bare))
    assert answer.guarantee.kind is GuaranteeKind.ENUMERATED
    assert "no threats" in sentences(answer)


def test_a_focal_actor_out_of_reach_is_told_so() -> None:
    answer = answered(EXPOSURE, read_text(TWO.replace("focal: A", "focal: HLD")))
    assert "No threat of the case reaches HLD." in sentences(answer)
    assert rows(answer, "exposure_by_threat") == []

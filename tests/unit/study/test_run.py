"""Asking the catalogue of a case."""

import json
from dataclasses import replace

import pytest
from tests.small import FEW, small

from detente.analyses import Analysis, Answer, Ask, Part
from detente.base.errors import StudyError
from detente.behaviour import Lab
from detente.results import Column, Finding, Guarantee, GuaranteeKind, Table, Topic
from detente.results.plain import to_json
from detente.results.restore import study_from_plain
from detente.study import run
from detente.study.opening import open_lab
from detente.study.run import Request, run_study
from detente.study.single import provenance, single

CASE = small("""
    sources: {report: {title: A report, date: 2019-12-01}, book: {title: A book, date: 2018-01-01}}
    actors: {A: {names: {ja: 甲}}, B: {name: Beeland}}
    moves: {m: {by: A}, idle: {by: B, name: the idle move}}
    goals: {A: {g: {weight: {is: 10, source: ["report#2"]}, measure: m}}}
    scenarios: {keen: {set: {goals.A.g.weight: 20}}}
    display: {colours: {B: "#112233"}}
    """)


def _measure(lab: Lab, ask: Ask) -> Answer:
    value = lab.solution().value(ask.focal)
    return Answer(
        findings=(Finding(topic=Topic.BOTTOM_LINE, sentence=f"{ask.focal} against {ask.other}"),),
        tables=(
            Table(id="t", title="T", columns=(Column(name="v", title="V"),), rows=((value, None),)),
        ),
        guarantee=Guarantee(kind=GuaranteeKind.PROVED, sentence="By hand."),
    )


def entry(name: str) -> Analysis:
    return Analysis(id=name, question=f"{name}?", references=("nash1950",), answer=_measure)


CATALOGUE = (entry("worth"), entry("wealth"))
ASKED = Request(effort=FEW)


def test_every_analysis_answers_for_the_focal_actor() -> None:
    study = run_study(CASE, ASKED, catalogue=CATALOGUE)
    assert [r.analysis for r in study.results] == ["worth", "wealth"]
    assert study.results[0].question == "worth?"
    assert study.results[0].references == ("nash1950",)
    assert (study.focal, study.focal_name, study.as_of) == ("A", "A", "2020-01-01")
    assert study.results[0].provenance == study.provenance


def test_some_analyses_are_asked_in_the_order_of_the_catalogue() -> None:
    request = Request(analyses=("wealth", "worth"), focal="B", other="A", effort=FEW)
    study = run_study(CASE, request, catalogue=CATALOGUE)
    assert [r.analysis for r in study.results] == ["worth", "wealth"]
    assert study.results[0].findings[0].sentence == "B against A"
    assert study.focal_name == "Beeland"
    one = run_study(CASE, replace(request, analyses=("wealth",)), catalogue=CATALOGUE)
    assert [r.analysis for r in one.results] == ["wealth"]


def test_a_scenario_stands_in_for_the_case() -> None:
    request = replace(ASKED, scenario="keen")
    base, keen = (run_study(CASE, r, catalogue=CATALOGUE) for r in (ASKED, request))
    assert keen.results[0].tables[0].rows[0][0] > base.results[0].tables[0].rows[0][0]  # type: ignore[operator]
    assert keen.provenance.scenario == "keen"
    assert "--scenario keen" in keen.provenance.command


@pytest.mark.parametrize(
    ("request_", "message", "hint"),
    [
        (Request(focal="Aa"), "the case has no actor 'Aa'", "did you mean 'A'"),
        (Request(other="Aa"), "the case has no actor 'Aa'", "did you mean 'A'"),
        (Request(scenario="keene"), "the case has no scenario 'keene'", "did you mean 'keen'"),
        (Request(analyses=("wealht",)), "there is no analysis 'wealht'", "did you mean 'wealth'"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest_name(
    request_: Request, message: str, hint: str
) -> None:
    with pytest.raises(StudyError) as refusal:
        run_study(CASE, request_, catalogue=CATALOGUE)
    assert refusal.value.message == message
    assert refusal.value.hint.startswith(hint)


def test_the_study_carries_all_that_a_brief_needs() -> None:
    study = run_study(CASE, ASKED, catalogue=CATALOGUE, notices=("a doubt",))
    assert study.names == {"A": {"en": "A", "ja": "甲"}, "B": {"en": "Beeland"}}
    assert study.colours == {"B": "#112233"}
    assert [(s.id, s.cited) for s in study.sources] == [("report", 1), ("book", 0)]
    assert study.notices == (
        "a doubt",
        "The move “the idle move” was left out: nothing in the case refers to it.",
    )
    assert study.solves == 1


def test_a_large_case_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MANY_PAIRS", 0)
    study = run_study(CASE, ASKED, catalogue=CATALOGUE)
    assert study.notices[-1] == "The case is large: it has 1 pairs of a state and an action."


def test_a_study_comes_back_from_its_json() -> None:
    study = run_study(CASE, ASKED, catalogue=CATALOGUE, notices=("a doubt",))
    text = to_json(study)
    assert to_json(study_from_plain(json.loads(text))) == text


def test_timing_is_told_apart_from_the_study() -> None:
    told: list[dict[str, float]] = []
    study = run_study(CASE, ASKED, catalogue=CATALOGUE, timing=lambda spent: told.append({**spent}))
    assert set(told[0]) >= {"worth", "wealth", "solving"}
    assert to_json(study) == to_json(run_study(CASE, ASKED, catalogue=CATALOGUE))


def test_progress_is_told_analysis_by_analysis() -> None:
    told: list[tuple[str, int, int]] = []
    run_study(CASE, ASKED, catalogue=CATALOGUE, progress=lambda *part: told.append(part))
    assert told == [("worth", 0, 2), ("wealth", 1, 2)]


def test_a_lab_is_opened_by_the_name_of_a_case() -> None:
    lab = open_lab("teaching-two-steps", focal="UP", effort=FEW)
    assert (lab.focal, lab.case.focal_actor) == ("UP", "UP")
    assert open_lab("teaching-two-steps").focal == "LOW"
    for wrong in ({"focal": "UPP"}, {"scenario": "none"}):
        with pytest.raises(StudyError, match="the case has no"):
            open_lab("teaching-two-steps", **wrong)


def test_one_result_is_a_study_of_its_own() -> None:
    lab = Lab(case=CASE, focal="A", effort=FEW)
    stands_on = provenance(lab, "detente worth small")
    study = single(
        lab, entry("worth").result(lab, Ask(focal="A", other=None, provenance=stands_on))
    )
    assert [r.analysis for r in study.results] == ["worth"]
    assert study.provenance.command == "detente worth small"
    assert study_from_plain(json.loads(to_json(study))).title == CASE.title


BOTH = """
    actors: {A: {}, B: {}}
    moves: {m: {by: A}, idle: {by: B}}
    preferences: {A: [m], B: [not m]}
"""
GOALS = "    goals: {A: {g: {weight: 10, measure: m}}}\n"


@pytest.mark.parametrize(
    ("sections", "asked"), [(BOTH, ["stable"]), (BOTH + GOALS, ["worth", "stable"])]
)
def test_a_case_is_asked_what_it_can_answer(sections: str, asked: list[str]) -> None:
    catalogue = (entry("worth"), replace(entry("stable"), part=Part.PREFERENCES))
    study = run_study(small(sections), ASKED, catalogue=catalogue)
    assert [r.analysis for r in study.results] == asked
    assert any("left out" in notice for notice in study.notices) == ("worth" in asked)
    named = replace(ASKED, analyses=("worth",))
    assert len(run_study(small(BOTH), named, catalogue=catalogue).results) == 1


def test_what_was_asked_can_be_asked_again() -> None:
    study = run_study(CASE, replace(ASKED, other="B", target=3), catalogue=CATALOGUE)
    assert "--other B --target 3 " in study.provenance.command


def test_more_draws_for_undecided_claims_are_part_of_the_command() -> None:
    more = replace(ASKED, effort=replace(ASKED.effort, most_draws=64))
    command = run_study(CASE, more, catalogue=CATALOGUE).provenance.command
    assert " --most-draws 64 " in command
    assert "most" not in run_study(CASE, ASKED, catalogue=CATALOGUE).provenance.command

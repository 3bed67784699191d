"""Cases as files of KTAB and Decide: what is written, and what these programs cannot hold."""

import pytest
from tests.imported import case_in, stances_in

from detente.base.errors import StudyError
from detente.case.exports import EXPORTERS
from detente.case.reader import read_text
from detente.case.schema import Case

CASE = """
detente: 1
id: talks
title: "Talks, second round"
as_of: 2018-03-21
note: Two matters
actors:
  USA: {name: United States, capability: [90, 100, 120]}
  PRK: {name: PRK, capability: 40, note: "the smaller, \\"northern\\" one"}
  RUS: {capability: 10.5}
issues:
  ceiling: {name: Height, labels: {0: none, 50: half}}
  delay: {from: 10, to: 0}
positions:
  USA: {ceiling: {at: [10, 20, 40], salience: 60}, delay: {at: 2, salience: 40}}
  PRK: {ceiling: {at: 80, salience: 29}, delay: {at: 10, salience: 7}}
  RUS: {ceiling: {at: 33.3, salience: 1}, delay: {at: 3, salience: 2}}
bargaining:
  accommodation: {USA: {USA: 0.5, PRK: [0, 0.2]}}
  spatial_politics: {voting: proportional, risk_estimate: none, bargain: both, seed: 5}
"""


def case(text: str = CASE) -> Case:
    return read_text(text)


def test_a_scenario_of_ktab_in_text() -> None:
    assert EXPORTERS["ktab-csv"](case()) == (
        '"Talks, second round",Two matters,3,2\n'
        "Actor,Description,Power,Height,Height salience,delay,delay salience\n"
        "USA,United States,100,20,60,80,40\n"
        'PRK,"the smaller, ""northern"" one",40,80,29,0,7\n'
        "RUS,RUS,10.5,33.3,1,70,2\n"
    )


def test_a_scenario_of_ktab_in_xml_keeps_switches_and_accommodation() -> None:
    text = EXPORTERS["ktab-xml"](case())
    again = case_in(text, "talks.xml")
    assert again.bargaining.spatial_politics == case().bargaining.spatial_politics
    found = {
        actor: {other: share.mode for other, share in shares.items()}
        for actor, shares in again.bargaining.accommodation.items()
    }
    assert found == {"USA": {"USA": 0.5, "PRK": 0.1}, "PRK": {"PRK": 0}, "RUS": {"RUS": 0}}
    assert "<VotingRule>Prop</VotingRule>" in text  # as the program spells it
    assert "<BigRAdjust>None</BigRAdjust>" in text


def test_actors_without_positions_are_not_written() -> None:
    text = CASE.replace("  RUS: {capability: 10.5}", "  RUS: {capability: 10.5}\n  FRA: {}")
    written = EXPORTERS["ktab-xml"](case(text.replace("PRK: [0, 0.2]", "FRA: 0.2")))
    assert "FRA" not in written


def test_xml_without_a_seed_or_accommodation() -> None:
    text = EXPORTERS["ktab-xml"](case(CASE.partition("bargaining:")[0].replace("Two", "<&>")))
    assert "<prngSeed>0</prngSeed>" in text
    assert text.count("<iaPair>") == text.count("<adjust>1</adjust>") == 3  # KTAB wants some
    assert "<desc>&lt;&amp;&gt; matters</desc>" in text


def test_an_input_of_decide() -> None:
    assert EXPORTERS["decide"](case()) == (
        "#O\tTalks, second round\n"
        "#A\tUSA\tUnited States\n"
        '#A\tPRK\tPRK\tthe smaller, "northern" one\n'
        "#A\tRUS\tRUS\n"
        "#P\tceiling\tHeight\n"
        "#M\tceiling\t0\tnone\n#M\tceiling\t50\thalf\n#M\tceiling\t100\n"
        "#P\tdelay\tdelay\n"
        "#M\tdelay\t0\n#M\tdelay\t10\n"
        "#D\tUSA\tceiling\t20\t0.6\t100\n"
        "#D\tUSA\tdelay\t2\t0.4\t100\n"
        "#D\tPRK\tceiling\t80\t0.29\t40\n"
        "#D\tPRK\tdelay\t10\t0.07\t40\n"
        "#D\tRUS\tceiling\t33.3\t0.01\t10.5\n"
        "#D\tRUS\tdelay\t3\t0.02\t10.5\n"
    )


def test_names_that_begin_with_quotes_come_back() -> None:
    odd = case(CASE.replace("name: United States", 'name: "\'s-Hertogenbosch \\"North\\""'))
    again = case_in(EXPORTERS["decide"](odd), "talks.txt")
    assert again.actors["USA"].name == '\'s-Hertogenbosch "North"'
    assert stances_in(again) == stances_in(odd)


def test_everything_that_ktab_cannot_hold_is_named() -> None:
    text = CASE.replace("salience: 60", "salience: 70").replace(", delay: {at: 3, salience: 2}", "")
    text = text.replace("delay: {at: 10,", "delay: {at: 10, capability: 3,")
    text = text.partition("bargaining:")[0]
    with pytest.raises(StudyError) as error:
        EXPORTERS["ktab-csv"](case(text))
    assert error.value.message == (
        "KTAB cannot hold the case: the saliences of USA add up to 110, more than 100; the "
        "capability of PRK differs from issue to issue; RUS has no position on delay"
    )


def test_ktab_wants_three_actors_and_decide_any() -> None:
    alone = case(CASE.partition("actors:")[0] + "actors: {A: {}}")
    for name, said in (("ktab-xml", "not 0"), ("decide", "the case has no positions to write")):
        with pytest.raises(StudyError, match=said):
            EXPORTERS[name](alone)


def test_long_names_are_cut_to_what_ktab_takes() -> None:
    text = CASE.replace("RUS", "The_Federation_of_Eastern_Provinces")
    written = EXPORTERS["ktab-csv"](case(text)).splitlines()[-1]
    assert written.startswith("The_Federation_of_Eastern,The_Federation_of_Eastern_Provinces,")

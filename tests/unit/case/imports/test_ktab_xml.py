"""Scenarios of KTAB in XML: positions, switches, adjustment of ideals, and what is refused."""

import pytest
from tests.imported import case_in, faults_in, stances_in

from detente.case.imports import xml_tree
from detente.case.schema import SpatialPolitics

ACTOR = """
<Actor><name>{name}</name><description>{name} &amp; friends</description>
<capability>{capability}</capability>
<Position><dCoord>{x}</dCoord><dCoord> 7.5 </dCoord></Position>
<Salience><dSal>30</dSal><dSal>20</dSal></Salience></Actor>"""
ACTORS = "".join(
    ACTOR.format(name=name, capability=10 * k, x=k) for k, name in enumerate("ABC", start=1)
)
DIMENSIONS = "<Dimensions><dName>Height</dName><dName>Term</dName></Dimensions>"
SWITCHES = """<ModelParameters><VictoryProbModel>Square</VictoryProbModel>
<PCEModel>MarkovIncentive</PCEModel><StateTransitions>Stochastic</StateTransitions>
<VotingRule>{voting}</VotingRule><BigRAdjust>{adjust}</BigRAdjust><BigRRange>Max</BigRRange>
<ThirdPartyCommit>NoCommit</ThirdPartyCommit><InterVecBrgn>S1P1</InterVecBrgn>
<BargnModel>PWCompInterp</BargnModel></ModelParameters>"""
PAIR = """<iaPair><adjustingIdeal>{}</adjustingIdeal><referencePos>{}</referencePos>
<adjust>{}</adjust></iaPair>"""


def scenario(middle: str = "", end: str = "", actors: str = ACTORS) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Scenario xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<name>Talks</name><desc>Two matters</desc><prngSeed>03507583219545544127</prngSeed>
{middle}<Actors>{actors}</Actors>{end}</Scenario>"""


def codes(text: str) -> list[str]:
    return [fault.split(": ")[1].removeprefix("error ") for fault in faults_in(text, "t.xml")]


def test_a_scenario_becomes_a_case() -> None:
    case = case_in(scenario(DIMENSIONS), "talks.xml")
    assert case.title == "Talks"
    assert stances_in(case)["B"] == {"Height": (2, 30, 20), "Term": (7.5, 20, 20)}
    assert case.actors["B"].name == "B & friends"


def test_dimensions_without_names_are_numbered() -> None:
    assert list(case_in(scenario(), "t.xml").issues) == ["dimension_1", "dimension_2"]


@pytest.mark.parametrize("voting", ["Prop", "Proportional"])
@pytest.mark.parametrize("adjust", ["None", "No"])
def test_switches_are_kept_in_either_spelling(voting: str, adjust: str) -> None:
    case = case_in(scenario(SWITCHES.format(voting=voting, adjust=adjust)), "t.xml")
    assert case.bargaining.spatial_politics == SpatialPolitics(
        victory="square",
        succession="markov_incentive",
        transition="stochastic",
        voting="proportional",
        risk_estimate="none",
        risk_range="from_minus_one",
        third_party="no_commitment",
        interpolation="salience_chance",
        bargain="compromise",
        seed=3507583219545544127,
    )


def test_ideals_give_way_as_written_and_else_as_ktab_has_it() -> None:
    assert case_in(scenario(), "t.xml").bargaining.accommodation == {}
    pairs = PAIR.format("A", "A", 0.75) + PAIR.format("A", "C", 0.07)
    case = case_in(scenario(end=f"<IdealAdjustment>{pairs}</IdealAdjustment>"), "t.xml")
    found = {
        actor: {other: share.mode for other, share in shares.items()}
        for actor, shares in case.bargaining.accommodation.items()
    }
    assert found == {"A": {"A": 0.75, "C": 0.07}, "B": {"B": 1}, "C": {"C": 1}}


def test_an_ideal_that_gives_way_more_than_all_the_way_is_refused_as_ktab_refuses_it() -> None:
    pairs = PAIR.format("A", "C", 0.07)  # and all the way to its own position
    (fault,) = faults_in(scenario(end=f"<IdealAdjustment>{pairs}</IdealAdjustment>"), "t.xml")
    assert "logic/accommodation: the ideal of A gives way by 1.07 in all" in fault


def test_an_empty_coordinate_is_told_where_it_stands() -> None:
    text = scenario(actors=ACTORS.replace("<dCoord>2<", "<dCoord><"))
    (fault,) = faults_in(text, "t.xml")
    assert fault.startswith("11:11: error import/number: the position of B on dimension_1 must be")
    assert fault.endswith("the place is empty")


def test_all_faults_are_told_together() -> None:
    actors = ACTORS.replace("<name>C</name>", "<name>A</name>").replace("<dSal>20</dSal>", "", 1)
    pairs = PAIR.format("B", "Z", 0.5) + PAIR.format("B", "B", 1.5) + PAIR.format("B", "B", 0.1)
    switches = "<ModelParameters><VotingRule>Often</VotingRule><Vote>x</Vote></ModelParameters>"
    text = scenario(switches, f"<IdealAdjustment>{pairs}</IdealAdjustment>", actors)
    found = faults_in(text.replace("03507583219545544127", "seven"), "t.xml")
    assert [fault.partition("error ")[2] for fault in found] == [
        "import/number: the seed must be a whole number of at most 20 digits, got seven",
        "import/unknown-name: <VotingRule> has no setting 'Often'",
        "import/unknown-name: there is no model parameter <Vote>",
        "import/row: <Salience> has 1 times <dSal>; 2 are needed (one for each dimension)",
        "import/unknown-name: there is no actor 'Z' (known: A, B)",
        "import/out-of-range: the adjustment must be between 0 and 1, got 1.5",
        "import/twice: B and B stand here again",
    ]


def test_what_must_be_there_is_missed() -> None:
    assert faults_in("<Scenario>\n</Scenario>", "t.xml") == [
        "1:1: error import/row: <Scenario> has no <Actors>",
        "1:1: error import/row: <Scenario> has no <name>",
    ]
    pair = PAIR.format("A", "B", 1).replace("referencePos", "to")
    found = faults_in(scenario(end=f"<IdealAdjustment>{pair}</IdealAdjustment>"), "t.xml")
    assert [fault.partition("error ")[2] for fault in found] == [
        "import/row: <iaPair> has no <referencePos>"
    ]


def test_other_xml_is_refused() -> None:
    assert codes("<kml></kml>") == ["import/unknown-format"]
    assert codes("<Scenario><name></Scenario>") == ["import/unreadable"]
    assert codes("") == ["import/unreadable"]


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE Scenario SYSTEM "file:///etc/hostname">',
        '<!DOCTYPE Scenario [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE Scenario [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
    ],
)
def test_document_types_and_so_entities_are_refused(declared: str) -> None:
    text = scenario().replace("<Scenario ", f"{declared}\n<Scenario ").replace("Talks", "&x;")
    assert codes(text) == ["import/unreadable"]


def test_xml_beyond_any_scenario_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes("<a>" * 30) == ["import/unreadable"]
    monkeypatch.setattr(xml_tree, "MAX_ELEMENTS", 10)
    assert codes(scenario()) == ["import/unreadable"]
    monkeypatch.setattr(xml_tree, "MAX_BYTES", 10)
    assert codes(scenario()) == ["import/unreadable"]


def test_what_an_actor_lacks_is_told_once_with_the_rest_of_it() -> None:
    lacking = ACTOR.format(name="A", capability=5, x="").replace("<name>A</name>", "")
    none = "<Actor><name>B</name></Actor>"
    whole = ACTOR.format(name="C", capability=5, x=1)
    actors = lacking + none + whole
    name, position, nothing = faults_in(scenario(DIMENSIONS, actors=actors), "t.xml")
    assert name == "5:1: error import/row: the actor has no name"
    assert position.startswith("7:11: error import/number: the position of an actor without a name")
    assert nothing.endswith("<Actor> has no <Position>")


def test_a_scenario_of_fewer_than_ktab_takes_is_refused() -> None:
    (fault,) = faults_in(
        scenario(DIMENSIONS, actors=ACTOR.format(name="A", capability=1, x=5)), "t.xml"
    )
    assert fault.endswith("a scenario has at least 3 actors, this one has 1")
    assert codes(scenario(DIMENSIONS, actors="")) == ["import/out-of-range"]


def test_more_actors_than_ktab_takes_are_told_once_in_xml() -> None:
    actors = "".join(ACTOR.format(name=f"A{k}", capability=1, x=5) for k in range(300))
    (fault,) = faults_in(scenario(DIMENSIONS, actors=actors), "t.xml")
    assert fault.endswith("a scenario has at most 250 actors, here are 300")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("<Scenario><name>n</Scenario>", "what was opened last must be closed first"),
        ("<Scenario><name>n", "the file is empty or cut off"),
        ("<Scenario><name>&n;</name></Scenario>", "write & as &amp;"),
        ("\n" + scenario(), "nothing may stand above the line <?xml ...>"),
    ],
)
def test_xml_that_is_none_comes_with_what_to_do(text: str, hint: str) -> None:
    (fault,) = faults_in(text, "t.xml")
    assert fault.endswith(f"({hint})")


def test_a_seed_of_zero_is_none() -> None:
    text = scenario().replace("03507583219545544127", "0")
    assert case_in(text, "t.xml").bargaining.spatial_politics.seed is None

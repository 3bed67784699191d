"""Why an event would come about."""

import pytest
from tests.small import lab_of

from detente.base.errors import StudyError
from detente.behaviour import Lab
from detente.results import Result
from detente.study.single import provenance
from detente.study.why import why

CASE = """
    actors: {A: {name: Aland}, B: {}}
    moves:
      open_door: {by: A, name: opening of the door}
      enter: {by: B, requires: open_door}
      regret: {by: A}
      late: {by: A, from: 2021-01-01}
      never: {by: B, requires: enter and not open_door}
    standing: []
    shocks: {storm: {rate: 0.5, when: not enter, undoes: [regret]}}
    questions: {in_time: {event: enter, by: 2020-06-30, resolves: seen}}
    facts: {inside: enter and open_door}
    goals:
      A:
        g: {weight: 10, measure: enter}
        h: {weight: 2, measure: -regret}
        l: {weight: 3, measure: 0.5 * (late + never)}
      B: {g: {weight: 10, measure: enter}}
    """


@pytest.fixture(scope="module")
def lab() -> Lab:
    return lab_of(CASE)


def asked(lab: Lab, event: str) -> Result:
    return why(lab, event, provenance(lab, f"detente why small {event}"))


def column(result: Result, name: str) -> list[object]:
    (table,) = result.tables
    place = [c.name for c in table.columns].index(name)
    return [row[place] for row in table.rows]


def test_the_likeliest_way_comes_first_with_every_movers_reason(lab: Lab) -> None:
    result = asked(lab, "enter")
    first = [row for row in result.tables[0].rows if row[0] == 1]
    assert [row[3] for row in first] == ["opening of the door", "enter"]
    assert [row[4] for row in first] == ["A", "B"]
    assert {row[6] for row in first} == {"expects to gain"}
    assert first[-1][7] == "opening of the door, enter"
    chances = dict(zip(column(result, "way"), column(result, "probability"), strict=True))
    assert list(chances.values()) == sorted(chances.values(), reverse=True)  # type: ignore[type-var]
    assert len(chances) <= 5


def test_the_chance_is_told_with_the_way(lab: Lab) -> None:
    told = [f.sentence for f in asked(lab, "enter").findings]
    assert told[0].startswith("“enter” comes about within 5 years with a probability of ")
    assert "opening of the door by Aland (gains " in told[1]


def test_a_question_a_fact_and_an_expression_are_events(lab: Lab) -> None:
    way = column(asked(lab, "enter"), "action")
    for event in ("in_time", "inside", "enter and open_door"):
        assert column(asked(lab, event), "action") == way


def test_a_mistake_is_called_one(lab: Lab) -> None:
    result = asked(lab, "regret")
    assert "against its own expected gain: a mistake" in column(result, "reason")


def test_what_nobody_chooses_is_said() -> None:
    lab = lab_of("""
        actors: {A: {}}
        variables: {heat: {levels: [calm, crisis], start: calm}}
        moves: {m: {by: A}}
        shocks: {storm: {rate: 0.5, sets: {heat: crisis}}}
        goals: {A: {g: {weight: 10, measure: m and heat = calm}}}
        """)
    result = asked(lab, "heat = crisis")
    storm = column(result, "action").index("storm")
    assert column(result, "reason")[storm] == "nobody chooses it"
    assert (column(result, "mover")[storm], column(result, "gain")[storm]) == ("", None)


def test_a_move_that_opens_later_has_a_way(lab: Lab) -> None:
    result = asked(lab, "late")
    assert column(result, "action")[-1] == "late"
    assert "cannot come about" not in result.findings[0].sentence


def test_what_stands_already_and_what_cannot_be_are_said(lab: Lab) -> None:
    assert asked(lab, "not enter").findings[0].sentence == "“not enter” is true already."
    never = asked(lab, "never")
    assert never.findings[0].sentence == "“never” cannot come about in this case."
    assert never.tables[0].rows == ()


@pytest.mark.parametrize(
    ("event", "message"),
    [("entr", "neither a move nor a fact"), ("enter and", "is not an event")],
)
def test_what_is_no_event_is_refused(lab: Lab, event: str, message: str) -> None:
    with pytest.raises(StudyError, match=message):
        asked(lab, event)

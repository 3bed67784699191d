import pytest

from detente.case.expressions.checker import Names, check_action, check_claim, check_condition
from detente.case.expressions.functions import Kind
from detente.case.expressions.parser import parse_action, parse_expression, parse_study

NAMES = Names(
    actors=frozenset({"JPN", "USA", "PRK"}),
    moves=frozenset({"summit", "freeze", "scrap"}),
    facts=frozenset({"solved"}),
    variables={"tension": ("calm", "crisis")},
    threats=frozenset({"icbm"}),
    coalitions=frozenset({"sanctions"}),
    strategies=frozenset({"seat"}),
    scenarios=frozenset({"patient"}),
    inputs=frozenset({"goals.USA.x.weight"}),
)


@pytest.mark.parametrize(
    "text",
    [
        "summit and not solved",
        "tension = crisis or tension != calm",
        "icbm_left < 0.5 and exposure(JPN) > pressure(PRK)",
        "joined(USA, sanctions) iff talks(JPN, PRK)",
        "summit + freeze >= 1",
        "breakdown if scrap",
        "at_least(2, summit, freeze, tension = calm)",
        "summit = freeze",
        "true",
    ],
)
def test_conditions_that_make_sense(text: str) -> None:
    assert list(check_condition(parse_expression(text).tree, NAMES)) == []


@pytest.mark.parametrize("text", ["-exposure(JPN)", "0.5 * icbm_left + 0.5 * summit", "solved"])
def test_measures_that_make_sense(text: str) -> None:
    assert list(check_condition(parse_expression(text).tree, NAMES, Kind.NUMBER)) == []


@pytest.mark.parametrize(
    "text",
    [
        "best_order(JPN, [summit, scrap]) = [scrap, summit]",
        "best_order(JPN, [summit, scrap]) != best_order(USA, [summit, scrap])",
        "best_strategy(JPN) = seat",
        "probability(leave sanctions, by=2018-07-01, do=[open USA-JPN, summit]) > 0.5",
        "probability(summit, do=[freeze, not scrap, not leave sanctions]) <= 0.5",
        "before(summit, join sanctions)",
        "value(JPN, strategy=seat) > value(JPN, scenario=patient, after=[summit])",
        "trend(say(JPN), goals.USA.x.weight) < 0 and rank(JPN, seat) <= 2",
        "dependence(JPN, USA) >= 2 * in_case(japan-2002, dependence(XXX, YYY))",
        "in_case(other, best_order(JPN, [x])) = best_order(JPN, [summit])",
    ],
)
def test_claims_that_make_sense(text: str) -> None:
    assert list(check_claim(parse_study(text).tree, NAMES)) == []


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("summit and frieze", "ref/unknown-name", 11),
        ("tension", "expression/kind", 0),
        ("tension = crises", "ref/unknown-level", 10),
        ("tension = 1", "expression/kind", 0),
        ("tension < crisis", "expression/kind", 0),
        ("icbn_left > 0", "ref/unknown-threat", 0),
        ("summit and exposure(JPN)", "expression/kind", 11),
        ("not 0.5", "expression/kind", 0),
        ("exposure(JPX) > 0", "ref/unknown-actor", 9),
        ("exposure(1 + 1) > 0", "expression/kind", 0),
        ("joined(USA, seat)", "ref/unknown-coalition", 12),
        ("exposure(JPN, USA) > 0", "expression/arguments", 0),
        ("expose(JPN) > 0", "expression/unknown-function", 0),
        ("solved and at_least(3, summit, freeze)", "expression/arguments", 23),
        ("seat", "expression/kind", 0),
        ("crisis", "expression/kind", 0),
        ("sanctions", "expression/kind", 0),
        ("icbm", "expression/kind", 0),
        ("summit or say(JPN) > 0.5", "expression/kind", 10),
    ],
)
def test_conditions_that_make_none(text: str, code: str, offset: int) -> None:
    problems = list(check_condition(parse_expression(text).tree, NAMES))
    assert [(p.code, p.offset) for p in problems] == [(code, offset)]


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("best_order(JPN, [summit]) > [summit]", "expression/kind", 0),
        ("best_order(JPN, [sumit]) = [summit]", "ref/unknown-move", 17),
        ("best_order(JPN, [1]) = [summit]", "expression/kind", 0),
        ("best_strategy(JPN) = seats", "ref/unknown-strategy", 21),
        ("probability(summit, by=freeze) > 0", "expression/kind", 23),
        ("probability(leave sanction) > 0", "ref/unknown-coalition", 18),
        ("value(JPN, by=2019-01-01) > 0", "expression/arguments", 0),
        ("value(JPN, do=[not sumit]) > 0", "ref/unknown-move", 19),
        ("value(JPN, after=[not summit]) > 0", "expression/kind", 22),
        ("value(JPN, scenario=short) > 0", "ref/unknown-scenario", 20),
        ("trend(say(JPN), goals.USA.y.weight) > 0", "ref/unknown-path", 16),
        ("leave sanctions", "expression/kind", 6),
        ("[summit]", "expression/kind", 1),
        ("say(JPN)", "expression/kind", 0),
    ],
)
def test_claims_that_make_none(text: str, code: str, offset: int) -> None:
    problems = list(check_claim(parse_study(text).tree, NAMES))
    assert [(p.code, p.offset) for p in problems] == [(code, offset)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("summit", ""),
        ("undo freeze", ""),
        ("leave sanctions", ""),
        ("open JPN-PRK", ""),
        ("walk away", ""),
        ("sumit", "ref/unknown-move"),
        ("undo frieze", "ref/unknown-move"),
        ("join sanction", "ref/unknown-coalition"),
        ("open JPN-KOR", "ref/unknown-actor"),
        ("open JPN-JPN", "expression/arguments"),
    ],
)
def test_actions(text: str, code: str) -> None:
    problems = list(check_action(parse_action(text), NAMES))
    assert [p.code for p in problems] == ([code] if code else [])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("icbm", "its level is written icbm_left"),
        ("crisis", "as in tension = crisis"),
        ("sanctions", "as in joined(A, sanctions)"),
        ("sumit", "did you mean 'summit'?"),
    ],
)
def test_hints_say_what_to_write(text: str, hint: str) -> None:
    (problem,) = check_condition(parse_expression(text).tree, NAMES)
    assert problem.hint == hint

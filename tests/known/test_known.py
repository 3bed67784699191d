"""Published and derived answers, all through case files; `expected.toml` has what is expected."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.behaviour import Lab, Setting, Solution
from detente.behaviour.orders import feasible_orders
from detente.case.expressions.parser import parse_expression
from detente.case.reader import load
from detente.methods.passage import passage
from detente.methods.transitions import stopped_at

FOLDER = Path(__file__).parent
EXPECTED: dict[str, Any] = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))
Check = dict[str, Any]

pytestmark = pytest.mark.jit


def checks() -> Iterator[Any]:
    for name, entry in EXPECTED.items():
        for k, check in enumerate(entry["checks"]):
            yield pytest.param(name, check, id=f"{name}-{k}-{check['quantity']}")


@cache
def lab(name: str) -> Lab:
    file = FOLDER / f"{name}.yaml"
    case = load(file if file.exists() else name)
    return Lab(case=case, focal=case.focal_actor)


def solution(name: str, check: Check) -> Solution:
    base = lab(name).headline
    return lab(name).solution(Setting(precision=check.get("precision", base.precision)))


def state(name: str, moves: list[str], *, ended: bool = False) -> int:
    model = lab(name).model()
    wanted = [int(m in moves) for m in model.layout.moves]
    row = np.flatnonzero(
        (model.states[:, : len(wanted)] == wanted).all(axis=1) & ((model.ended == 1) == ended)
    )
    assert len(row) == 1
    return int(row[0])


def act(name: str, check: Check) -> int:
    model = lab(name).model()
    here = model.occasions.act_state == state(name, check["state"])
    owned = model.occasions.act_owner == model.index(check["actor"])
    named = [str(model.deeds[d].action) == check["action"] for d in model.occasions.act_deed]
    found = np.flatnonzero(here & owned & named)
    assert len(found) == 1
    return int(found[0])


def measured(name: str, check: Check) -> float:
    return QUANTITIES[check["quantity"]](name, check)


def value(name: str, check: Check) -> float:
    return solution(name, check).value(check["actor"], state(name, check["state"]))


def stake(name: str, check: Check) -> float:
    found = solution(name, check)
    forever = found.numbers.flow / found.numbers.discount
    spread = forever.max(axis=0) - forever.min(axis=0)
    return float(spread[found.model.index(check["actor"])])


def chosen(name: str, check: Check) -> float:
    return float(solution(name, check).behaviour.act[act(name, check)])


def rate(name: str, check: Check) -> float:
    return float(solution(name, check).behaviour.rate[act(name, check)])


def breakdown(name: str, check: Check) -> float:
    found = solution(name, check)
    answer = passage(found.chain, found.start, found.ended | complete(found))
    into_end = found.ended[found.chain.to]
    if "state" in check:
        into_end = into_end & (found.origins() == state(name, check["state"]))
    return float(answer.flow[into_end].sum())


def complete(found: Solution) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """States that nothing leaves."""
    return np.asarray(found.leaving() == 0.0)


def probability(name: str, check: Check) -> float:
    targets = lab(name).model().view().holds(parse_expression(check["event"]).tree)
    return float(solution(name, check).probability(targets[:, None], (check["years"],))[0, 0])


def time(name: str, check: Check) -> float:
    found = solution(name, check)
    if "until" in check:
        end = found.model.view().holds(parse_expression(check["until"]).tree)
        answer = passage(stopped_at(found.chain, end), found.start, end)
        return float(answer.years[~end].sum())
    answer = passage(found.chain, found.start, found.ended | complete(found))
    return float(answer.years[state(name, check["state"])])


def states(name: str, _check: Check) -> float:
    return float((lab(name).model().ended == 0).sum())


def actions(name: str, _check: Check) -> float:
    return float(len(lab(name).model().topology.act_to))


def orders(name: str, _check: Check) -> float:
    model = lab(name).model()
    if len(model.layout.moves) > 8:
        return float(counted_orders(name))
    return float(len(feasible_orders(model, model.layout.moves)))


def counted_orders(name: str) -> int:
    """Complete orders of a case too large to list: paths through its graph of states."""
    model = lab(name).model()
    ways = np.zeros(len(model.states), dtype=object)
    ways[0] = 1
    for origin, to in sorted(zip(model.occasions.act_state, model.topology.act_to, strict=True)):
        ways[to] += ways[origin]
    return int(ways[state(name, list(model.layout.moves))])


QUANTITIES = {
    "value": value,
    "stake": stake,
    "act": chosen,
    "rate": rate,
    "breakdown": breakdown,
    "probability": probability,
    "time": time,
    "states": states,
    "actions": actions,
    "orders": orders,
}


@pytest.mark.parametrize(("name", "check"), list(checks()))
def test_known_answer(name: str, check: Check) -> None:
    digits = check.get("digits", 0)
    assert measured(name, check) == pytest.approx(check["value"], abs=0.5000001 * 10**-digits)


def test_every_case_of_the_folder_is_checked() -> None:
    assert {file.stem for file in FOLDER.glob("*.yaml")} <= set(EXPECTED)


def test_long_deadline_agrees_with_the_stationary_solution() -> None:
    found = lab("toy").deadline(10.0)
    assert np.allclose(found.values[0], lab("toy").solution().values[0], atol=1e-2 * 22)
    exact = lab("toy").deadline(40.0)
    assert np.allclose(exact.values[0], lab("toy").solution().values[0], atol=1e-3)

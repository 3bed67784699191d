"""Writing a case for another program and reading it again gives the same positions."""

from hypothesis import given
from hypothesis import strategies as st
from tests.imported import stances_in
from tests.strategies import TEXT

from detente.case.exports import EXPORTERS
from detente.case.reader import read, read_text
from detente.case.schema import Case

from detente.case.flow_text import block_text  # isort: skip
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.strategies import Tree

ACTORS = ("A", "B", "NO", "USA", "日本")
ISSUES = ("x", "y_2", "long-term")
FILES = {"decide": "case.txt", "ktab-csv": "case.csv", "ktab-xml": "case.xml"}


def rounded(least: float, most: float) -> st.SearchStrategy[float]:
    """Numbers with at most six decimals, as people write them."""
    return st.floats(least, most).map(lambda value: round(value, 6))


@st.composite
def bargaining_cases(draw: st.DrawFn, *, complete: bool = False) -> Case:
    """Cases of positions alone; `complete`: everybody stands on everything, as KTAB has it."""
    issues = ISSUES[: draw(st.integers(1, len(ISSUES)))]
    actors = ACTORS[: draw(st.integers(3, len(ACTORS)))]
    tree: Tree = {
        "detente": 1,
        "id": "drawn",
        "title": draw(TEXT),
        "as_of": "2020-01-01",
        "actors": {
            actor: {"name": draw(TEXT), "capability": draw(rounded(0.01, 1e6))} for actor in actors
        },
        "issues": {
            issue: {"from": 0, "to": 100} if complete else {"from": -50, "to": draw(rounded(1, 99))}
            for issue in issues
        },
    }
    positions: dict[str, dict[str, Tree]] = {}
    for actor in actors:
        for issue in issues:
            if complete or draw(st.booleans()):
                at = draw(rounded(0, 100) if complete else rounded(-50, 1))
                salience = draw(rounded(0, 100 / len(issues)))
                positions.setdefault(actor, {})[issue] = {"at": at, "salience": salience}
    if not positions:
        positions = {"A": {"x": {"at": 0, "salience": 50}}}
    tree["positions"] = positions
    return read_text(block_text(tree))


@given(case=bargaining_cases(complete=True), form=st.sampled_from(["ktab-csv", "ktab-xml"]))
def test_a_scenario_of_ktab_comes_back(case: Case, form: str) -> None:
    again = read(EXPORTERS[form](case), FILES[form]).case
    issues = dict(zip(again.issues, case.issues, strict=True))
    assert {
        actor: {issues[issue]: numbers for issue, numbers in own.items()}
        for actor, own in stances_in(again).items()
    } == stances_in(case)


@given(case=bargaining_cases())
def test_an_input_of_decide_comes_back(case: Case) -> None:
    again = read(EXPORTERS["decide"](case), "case.txt").case
    assert stances_in(again) == stances_in(case)
    for name, issue in again.issues.items():
        assert (issue.from_, issue.to) == (case.issues[name].from_, case.issues[name].to)


@given(case=bargaining_cases(complete=True), form=st.sampled_from(sorted(FILES)))
def test_what_came_back_is_written_the_same_way(case: Case, form: str) -> None:
    file = FILES[form]
    once = EXPORTERS[form](read(EXPORTERS[form](case), file).case)
    twice = EXPORTERS[form](read(once, file).case)
    assert once == twice

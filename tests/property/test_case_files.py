"""What holds for every case and for every file at all."""

import copy
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import given
from tests.strategies import TEXT, case_trees, cases, numbers

from detente.base.errors import CaseError
from detente.case.evidence import value_of
from detente.case.flow_text import block_text, flow_text
from detente.case.reader import read, read_text
from detente.case.scenarios import in_scenario, with_overrides
from detente.case.schema import Case, Override
from detente.case.writer import digest, to_plain, write

FOLDER = Path(__file__).resolve().parents[1] / "cases"
EXAMPLE = (FOLDER / "format_example.yaml").read_text("utf-8")
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | TEXT
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text("\n\t \"'()#:,[]{}-é\x85\u2028"),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(TEXT.filter(lambda k: k not in {"is", "<<", "source", "note"}), inner)
    ),
    max_leaves=8,
)


@given(PLAIN)
def test_a_plain_value_reads_back_from_its_text(value: object) -> None:
    assert value_of(flow_text(value)) == value
    assert value_of(block_text(value)) == value


@given(case_trees())
def test_write_and_read_is_the_identity(tree: dict[str, object]) -> None:
    case = read_text(block_text(tree))
    again = read_text(write(case))
    assert again == case
    assert (digest(again), write(again)) == (digest(case), write(case))


@given(cases())
def test_writing_loses_no_evidence(case: Case) -> None:
    def named(value: object) -> int:
        if isinstance(value, dict):
            own = bool({"source", "note"} & value.keys())
            return own + sum(map(named, value.values()))
        return sum(map(named, value)) if isinstance(value, list) else 0

    assert named(to_plain(case)) == len(case.evidence)


@given(cases(), numbers())
def test_changes_of_different_values_commute(case: Case, number: object) -> None:
    actor, move = next(iter(case.actors)), next(iter(case.moves))
    first = Override(path=f"actors.{actor}.pace", value=flow_text(number))
    second = Override(path=f"moves.{move}.name", value="another name")
    assert with_overrides(case, [first, second]) == with_overrides(case, [second, first])
    once = with_overrides(case, [first])
    assert with_overrides(once, [first]) == once


@given(cases())
def test_a_case_is_never_changed_by_its_scenarios(case: Case) -> None:
    before = copy.deepcopy(case)
    in_scenario(case, "other")
    assert case == before


# ---------------------------------------------------------------- any text at all


def survives(content: str | bytes) -> None:
    """Only a CaseError may come out, and every fault of it stands in the text."""
    try:
        read(content, "case.yaml", FOLDER)
    except CaseError as error:
        lines = content.count("\n" if isinstance(content, str) else b"\n") + 2
        for fault in error.diagnostics:
            assert fault.location.file.endswith(".yaml")
            assert 1 <= fault.location.line <= max(lines, 30)
            assert fault.location.column >= 1
            assert len(str(fault).splitlines()) == 1


@given(st.text() | st.binary() | st.text("[]{}:,-?&*!|>'\"#%@` \n\tab1"))
def test_any_text_is_read_or_refused(content: str | bytes) -> None:
    survives(content)


@given(PLAIN)
def test_any_values_are_read_or_refused(value: object) -> None:
    survives(block_text(value))


@given(st.data())
def test_a_damaged_case_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(EXAMPLE) - 1))
    length = data.draw(st.integers(0, 30))
    other = data.draw(st.integers(0, len(EXAMPLE) - 1))
    put = data.draw(
        st.sampled_from(
            ["", "(", ")", "]", "}", ":", ", ", "null", "[1, 2]", "{}", "- ", "\n", "\t", "1e400"]
        )
        | st.just(EXAMPLE[other : other + 20])
    )
    survives(EXAMPLE[:start] + put + EXAMPLE[start + length :])


@given(st.data(), PLAIN)
def test_a_case_with_any_value_in_any_place_is_read_or_refused(
    data: st.DataObject, value: object
) -> None:
    tree = value_of(EXAMPLE)
    inner = tree
    while isinstance(inner, dict | list) and inner:
        keys = list(inner) if isinstance(inner, dict) else range(len(inner))
        key = data.draw(st.sampled_from(keys))
        below = inner[key]  # type: ignore[index]
        if not below or not isinstance(below, dict | list) or data.draw(st.booleans()):
            inner[key] = value  # type: ignore[index]
            break
        inner = below
    survives(block_text(tree))

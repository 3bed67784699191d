"""From case to text, and its fingerprint."""

from pathlib import Path

import pytest

from detente.case.flow_text import flow_text
from detente.case.reader import load, read_text
from detente.case.scenarios import with_overrides
from detente.case.schema import Case
from detente.case.schema.terms import Override
from detente.case.template import template
from detente.case.writer import digest, to_plain, write

EXAMPLE = Path(__file__).resolve().parents[2] / "cases" / "format_example.yaml"


@pytest.fixture(scope="module")
def example() -> Case:
    return load(EXAMPLE)


def test_the_example_reads_back_as_the_same_case(example: Case) -> None:
    again = read_text(write(example))
    assert again == example
    assert digest(again) == digest(example)
    assert write(again) == write(example)


def test_numbers_are_written_in_their_shortest_form(example: Case) -> None:
    tree = to_plain(example)
    assert tree["goals"]["JPN"]["safety"]["weight"] == [50, 60, 70]
    assert tree["breakdown"]["rate"] == 0.05
    assert tree["channels"][1]["strength"] == 1
    assert type(tree["channels"][1]["strength"]) is int


def test_evidence_is_written_where_it_belongs(example: Case) -> None:
    tree = to_plain(example)
    assert tree["actors"]["USA"]["discount"] == {"is": 0.12, "note": "judgement"}
    assert tree["moves"]["normalise"]["source"] == ["declaration-2002#2"]
    assert tree["events"][0]["source"] == ["stratfor-2018#15"]


def test_what_nobody_gave_is_not_written(example: Case) -> None:
    tree = to_plain(example)
    assert tree["actors"]["CHN"] == {"name": "China"}
    assert "correlate" not in tree


def test_evidence_for_an_override_is_written_beside_it() -> None:
    text = template("small").replace(
        "actors.PATRON.discount: 0.5", "actors.PATRON.discount: {is: 0.5, note: a guess}"
    )
    case = read_text(text)
    values = to_plain(case)["scenarios"]["hasty_patron"]["set"]
    assert values == {"actors.PATRON.discount": {"is": 0.5, "note": "a guess"}}
    assert read_text(write(case)) == case


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("display: {colours:", "display: {colours: {}} #"),
        ("note: judgement", "note: my own judgement"),
        ("# ---- who", "# ---- who is who"),
    ],
)
def test_what_no_result_depends_on_leaves_the_digest(old: str, new: str) -> None:
    text = template("small")
    assert old in text
    assert digest(read_text(text.replace(old, new))) == digest(read_text(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("floor: 0.05", "floor: 0.06"),
        ("source: [report#7]", "source: [report#8]"),
        ("id: small", "id: smaller"),
        ("missiles_left", "0.5 * missiles_left"),
    ],
)
def test_what_results_depend_on_changes_the_digest(old: str, new: str) -> None:
    text = template("small")
    assert old in text
    assert digest(read_text(text.replace(old, new))) != digest(read_text(text))


def test_a_number_that_was_given_is_told_from_the_default_of_the_same_size(example: Case) -> None:
    default = example.actors["CHN"].discount.mode
    given = with_overrides(example, [Override(path="actors.CHN.discount", value=str(default))])
    assert given == example
    assert digest(given) != digest(example)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("NO", "NO"),
        ("1e5", "'1e5'"),
        ("0o17", "'0o17'"),
        ("true", "'true'"),
        (".inf", "'.inf'"),
        ("", "''"),
        (None, "null"),
        ([1, 2.5], "[1, 2.5]"),
        (["at_least(1, a)"], "['at_least(1, a)']"),
        (["open (to"], "['open (to']"),
    ],
)
def test_a_text_is_quoted_just_where_it_would_be_read_as_something_else(
    value: object, text: str
) -> None:
    assert flow_text(value) == text

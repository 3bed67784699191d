"""Other values in the place of some."""

from pathlib import Path

import pytest

from detente.base.errors import CaseError, StudyError
from detente.case.reader import load
from detente.case.scenarios import in_scenario, with_overrides
from detente.case.schema import Case, Override, exact

EXAMPLE = Path(__file__).resolve().parents[2] / "cases" / "format_example.yaml"


@pytest.fixture(scope="module")
def example() -> Case:
    return load(EXAMPLE)


def changed(case: Case, path: str, value: str) -> Case:
    return with_overrides(case, [Override(path=path, value=value)])


def test_a_scenario_replaces_its_values_and_their_evidence(example: Case) -> None:
    other = in_scenario(example, "short_us_patience")
    assert other.actors["USA"].discount == exact(0.4)
    assert example.actors["USA"].discount == exact(0.12)
    paths = {evidence.path for evidence in example.evidence}
    assert {e.path for e in other.evidence} == paths - {"actors.USA.discount"}


def test_an_unknown_scenario_is_told_with_the_nearest_name(example: Case) -> None:
    with pytest.raises(StudyError, match="did you mean 'short_us_patience'"):
        in_scenario(example, "short_us_patients")


def test_a_default_can_be_replaced_and_the_rest_stays_default(example: Case) -> None:
    other = changed(example, "actors.CHN.pace", "[1, 2]")
    assert other.actors["CHN"].pace.high == 2
    assert other.actors["CHN"].model_fields_set == {"name", "pace"}


def test_an_entry_of_a_list_is_replaced_by_its_number(example: Case) -> None:
    assert changed(example, "channels.0.strength", "0.1").channels[0].strength == exact(0.1)  # type: ignore[index]
    assert (
        changed(example, "preferences.USA.1", "ease_all").preferences["USA"][1].text == "ease_all"
    )


def test_a_new_entry_can_be_added(example: Case) -> None:
    other = changed(example, "standing.freeze_long", "{since: 2018-03-01}")
    assert list(other.standing) == ["freeze_long"]


def test_null_takes_an_entry_or_an_optional_value_away(example: Case) -> None:
    assert "incident" not in changed(example, "shocks.incident", "null").shocks
    assert changed(example, "moves.scrap_icbm.pace", "null").moves["scrap_icbm"].pace is None


def test_the_empty_change_is_no_change(example: Case) -> None:
    assert with_overrides(example, ()) == example


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("actors.UAS.discount", "1", "ref/unknown-path: 'actors.UAS.discount' .*'USA'"),
        ("actors.USA.discont", "1", "schema/unknown-key: .*'discount'"),
        ("actors.USA.discount.mode", "1", "ref/unknown-path"),
        ("channels.99.strength", "1", "ref/unknown-path"),
        ("channels.first.strength", "1", "ref/unknown-path"),
        ("channels.99", "1", "ref/unknown-path"),
        ("moves.sumit", "null", "ref/unknown-path: .*'summit'"),
        ("moves.summit.by", "null", "schema/missing-key: moves.summit needs `by:`"),
        ("goals.JPN.safety.weight", "[3, 2]", "schema/range"),
        ("moves.summit.requires", "'freeze and'", "expression/syntax"),
        ("horizon", "[", "yaml/syntax"),
    ],
)
def test_a_change_that_cannot_be_is_told(example: Case, path: str, value: str, told: str) -> None:
    with pytest.raises(CaseError, match=told):
        changed(example, path, value)

"""The shipped cases and the template."""

from importlib.resources import files
from pathlib import Path

import pytest

from detente.base.diagnostics import Severity
from detente.base.errors import StudyError
from detente.case.reader import check, load, read_text
from detente.case.shipped import folder_and_name, shipped
from detente.case.template import template
from detente.case.writer import write


@pytest.mark.parametrize("case", shipped())
def test_a_shipped_case_has_no_fault_and_bears_its_name(case: str) -> None:
    assert [str(one) for one in check(case) if one.severity is Severity.ERROR] == []
    assert load(case).id == case
    assert read_text(write(load(case))) == load(case)


def test_a_file_that_others_extend_is_not_listed() -> None:
    folder = files("detente").joinpath("data/cases")
    bases = {
        line.split()[1].removesuffix(".yaml")
        for file in folder.iterdir()
        for line in file.read_text("utf-8").splitlines()
        if line.startswith("extends:")
    }
    assert not bases & set(shipped())


def test_what_is_no_shipped_id_is_a_path() -> None:
    assert folder_and_name("some/where.yaml") == (Path("some"), "where.yaml")


def test_the_template_passes_the_check_under_its_new_name() -> None:
    text = template("my-first_case2")
    assert read_text(text).id == "my-first_case2"
    assert text.startswith("# yaml-language-server: $schema=case.schema.json\n")


def test_the_template_raises_no_doubts(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(template("small"), encoding="utf-8")
    assert check(path) == ()


@pytest.mark.parametrize("name", ["", "My Case", "../x", "a: b", "é"])
def test_a_name_that_can_be_no_id_is_refused(name: str) -> None:
    with pytest.raises(StudyError, match="cannot be the id"):
        template(name)

"""The JSON Schema and the reference page of the case file."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from detente.case.json_schema import case_schema
from detente.case.yaml_scalars import resolve
from detente.case.yaml_tree import MappingNode, Node, ScalarNode, parse_case

ROOT = Path(__file__).resolve().parents[3]
FILES = [
    path
    for path in [*ROOT.glob("tests/cases/*.yaml"), *ROOT.glob("src/detente/data/cases/*.yaml")]
    if "\nas_of:" in path.read_text("utf-8")
]


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("case_format", ROOT / "tools/case_format.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_files_are_up_to_date() -> None:
    case_format = tool()
    assert case_format.SCHEMA.read_text("utf-8") == case_format.schema_text()
    assert case_format.PAGE.read_text("utf-8") == case_format.page()


def objects(schema: Any) -> list[dict[str, Any]]:
    inner = schema.values() if isinstance(schema, dict) else schema
    nested = [o for one in inner if isinstance(one, dict | list) for o in objects(one)]
    is_object = isinstance(schema, dict) and schema.get("type") == "object"
    return [schema, *nested] if is_object else nested


def test_evidence_may_stand_in_every_mapping() -> None:
    found = objects(case_schema())
    assert len(found) > 50
    assert [one for one in found if not {"source", "note"} <= set(one["properties"])] == []


def test_every_key_says_what_it_holds() -> None:
    schema = case_schema()
    entries = {"Case": schema, **{n: e for n, e in schema["$defs"].items() if "description" in e}}
    silent = [
        f"{name}.{key}"
        for name, entry in entries.items()
        for key, value in entry.get("properties", {}).items()
        if "$ref" not in value and "description" not in value and name != "Number"
    ]
    assert silent == []


def test_what_the_reader_gathers_itself_is_not_offered() -> None:
    assert "evidence" not in case_schema()["properties"]


def plain(node: Node) -> object:
    if isinstance(node, MappingNode):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, ScalarNode):
        return resolve(node.text) if node.plain else node.text
    return [plain(item) for item in node.items]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_cases_follow_the_schema(path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="needs the package jsonschema")
    tree = plain(parse_case(path.read_text("utf-8"), path.name))
    jsonschema.Draft202012Validator(case_schema()).validate(tree)

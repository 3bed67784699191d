"""Write what is generated from the case schema: the JSON Schema and the reference page.

Run it after a change of `src/detente/case/schema/`; a test fails while the files are out of date.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.case import schema
from detente.case.json_schema import case_schema
from detente.case.schema import Case, Node

ROOT = Path(__file__).resolve().parent.parent
INTRODUCTION = """\
# The case file

One YAML 1.2 file, written by hand. Mappings are keyed by short ids; an unknown key or name is an
error with its place in the file. Only `null`, `true`, `false` and numbers have a meaning of their
own, so an actor may be called `NO`. Aliases, anchors, tags and merge keys are not read.

- A **number** is exact (`60`), a range (`[50, 75]` uniform; `[50, 60, 75]` low, mode and high) or a
  distribution (`{shape: normal, low: 50, mode: 60, high: 75}`). A single run uses the mode, draws
  use the range. Units belong to the key: rates are per year, weights are points.
- An **expression** is a condition or a measure of a state, such as `freeze and not summit`. With a
  comma or a colon inside `{ }` or `[ ]` it needs quotes.
- **Evidence** may stand everywhere: `source:` (an id or a list of ids with locators,
  `report-2018#4`) and `note:` in any mapping; a single value is written
  `{is: 60, source: [report-2018#4]}`. So nothing can be called `is`, `source` or `note`.
- `extends: base.yaml` builds on another file of the same folder, one level deep: mappings are
  merged key by key, lists and single values replace what the base has.

Keys in **bold** must be there. The first line `# yaml-language-server: $schema=case.schema.json`
lets an editor complete and explain keys; `detente schema` prints that file.
"""
WORDS = {
    "Text": "text",
    "Day": "date",
    "Expression": "expression",
    "TruthValue": "true or false",
    "PlainNumber": "plain number",
    "Words": "text or list of texts",
    "Quantity": "number",
    "Shape": "`exact`, `uniform`, `triangular`, `normal`, `lognormal`",
}
SCHEMA = ROOT / "src/detente/data/case.schema.json"
PAGE = ROOT / "docs/reference/case-file.md"


def main() -> None:
    """Write the generated files."""
    SCHEMA.write_text(schema_text(), encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")


def schema_text() -> str:
    """Return the JSON Schema as it ships."""
    return json.dumps(case_schema(), ensure_ascii=False, indent=1) + "\n"


def page() -> str:
    """Return the reference page of the case file."""
    whole = case_schema()
    parts = [INTRODUCTION, *table(Case, "The sections", whole)]
    for name, entry in whole["$defs"].items():
        model = getattr(schema, name, None)
        if isinstance(model, type) and issubclass(model, Node):
            parts.extend(table(model, name, entry))
    return "\n".join(parts)


def table(model: type[Node], title: str, entry: dict[str, Any]) -> Iterator[str]:
    """Yield a heading, what the entry is, and a row for each key."""
    yield f"## {title}\n"
    yield f"{' '.join(entry['description'].split())}\n"
    yield "| key | value | meaning |\n|---|---|---|"
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key != "evidence":
            shown = f"**`{key}`**" if field.is_required() else f"`{key}`"
            value = kind(entry["properties"][key])
            yield f"| {shown} | {value} | {(field.description or '').replace('|', '/')} |"
    yield ""


def kind(value: dict[str, Any]) -> str:
    """Return in words what a key takes."""
    if "$ref" in value:
        name = value["$ref"].removeprefix("#/$defs/")
        return WORDS.get(name) or f"[{name}](#{name.lower()})"
    if "anyOf" in value:
        return alternatives(value["anyOf"])
    if "enum" in value or "const" in value:
        return ", ".join(f"`{word}`" for word in value.get("enum", [value.get("const")]))
    if value["type"] == "array":
        return f"list of {kind(value['items'])}" if "items" in value else "pair"
    if value["type"] == "object":
        inner = value.get("additionalProperties")
        return f"mapping to {kind(inner)}" if isinstance(inner, dict) else "mapping"
    return "text" if value["type"] == "string" else "plain number"


def alternatives(options: list[dict[str, Any]]) -> str:
    """Return the alternatives that are not null and not the same beside its evidence."""
    plain = [o for o in options if o != {"type": "null"} and "is" not in o.get("properties", {})]
    return " or ".join(dict.fromkeys(kind(option) for option in plain))


if __name__ == "__main__":
    main()

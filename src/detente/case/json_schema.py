"""The case format as JSON Schema, for editors: completion, descriptions, faults while typing."""

from typing import Any, TypeAlias

from detente.case.schema.case import Case

Schema: TypeAlias = dict[str, Any]

_EVIDENCE: Schema = {
    "source": {"$ref": "#/$defs/Sources"},
    "note": {"$ref": "#/$defs/Note"},
}
_NOTE: Schema = {
    "type": "string",
    "description": "A remark; `judgement` says that there is no source.",
}
_SOURCES: Schema = {
    "description": "What this rests on: ids of sources with a locator, such as stratfor-2018#4.",
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
}
_EXTENDS: Schema = {
    "type": "string",
    "pattern": r"^[^/\\]+\.yaml$",
    "description": "A case file in the same folder that this one builds on.",
}
# The kinds of value that most keys have, by the name they get in the schema.
_KINDS: Schema = {
    "Text": {"type": "string"},
    "Day": {"format": "date", "type": "string"},
    "Expression": {"type": ["string", "number", "boolean"]},
    "TruthValue": {"type": "boolean"},
    "PlainNumber": {"type": "number"},
    "Words": {"anyOf": [{"type": "string"}, {"items": {"type": "string"}, "type": "array"}]},
    "Quantity": {
        "anyOf": [
            {"type": "number"},
            {"items": {"type": "number"}, "maxItems": 3, "minItems": 2, "type": "array"},
            {"$ref": "#/$defs/Number"},
        ]
    },
}


def case_schema() -> Schema:
    """The JSON Schema of a case file, evidence included.

    An editor reads it from a first line `# yaml-language-server: $schema=case.schema.json`.
    """
    plain = Case.model_json_schema()
    entries = plain.pop("$defs")
    del entries["Evidence"], plain["properties"]["evidence"]
    whole = _evident(plain, entries)
    whole["properties"] = {"extends": _EXTENDS, **whole["properties"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **whole,
        "title": "A case of detente",
        "anyOf": [{"required": plain["required"]}, {"required": ["extends"]}],
        "$defs": {
            **{name: _evident(entry, entries) for name, entry in entries.items()},
            **{name: _beside_evidence(kind) for name, kind in _KINDS.items()},
            "Note": _NOTE,
            "Sources": _SOURCES,
        },
    }


def _evident(schema: Schema, entries: Schema) -> Schema:
    """A schema in which mappings may hold evidence and values may stand beside theirs."""
    schema = {key: value for key, value in schema.items() if key not in _UNUSED}
    if "oneOf" in schema:
        schema["anyOf"] = schema.pop("oneOf")
    if "anyOf" in schema:
        schema["anyOf"] = [_named(_evident(inner, entries)) for inner in schema["anyOf"]]
    if "items" in schema:
        schema["items"] = _stated(schema["items"], entries)
    if schema.get("type") == "object":
        return _evident_mapping(schema, entries)
    return schema


def _evident_mapping(schema: Schema, entries: Schema) -> Schema:
    """A mapping whose values may be stated with evidence, and that may hold evidence itself."""
    inner = schema.get("properties", {})
    properties = {name: _stated(value, entries) for name, value in inner.items()}
    others = schema.get("additionalProperties", True)
    if isinstance(others, dict):
        others = _stated(others, entries)
    return {**schema, "properties": {**properties, **_EVIDENCE}, "additionalProperties": others}


def _stated(schema: Schema, entries: Schema) -> Schema:
    """A value as such or beside its evidence, under its description; a mapping holds its own."""
    value = {key: inner for key, inner in schema.items() if key not in _UNUSED}
    shown = {key: value.pop(key) for key in _SHOWN if key in value}
    if _NULL in value.get("anyOf", ()):
        inner = [one for one in value["anyOf"] if one != _NULL]
        value = dict(inner[0]) if len(inner) == 1 else {"anyOf": inner}
        return {**shown, "anyOf": [_stated(value, entries), _NULL]}
    if (named := _named(value)) is not value:
        return {**shown, **named}
    if _is_mapping(value, entries):
        return {**shown, **_evident(value, entries)}
    return {**shown, **_beside_evidence(_evident(value, entries))}


def _named(value: Schema) -> Schema:
    """A kind of value by its name, if it has one."""
    names = (name for name, kind in _KINDS.items() if value == kind)
    return next(({"$ref": f"#/$defs/{name}"} for name in names), value)


# `required`: what an entry must have may stand in the file that is extended.
_UNUSED = ("title", "required", "minLength")
_NULL: Schema = {"type": "null"}
_SHOWN = ("description", "default")


def _beside_evidence(value: Schema) -> Schema:
    """A value, or `{is: value, source: ..., note: ...}`."""
    beside = {
        "type": "object",
        "properties": {"is": value, **_EVIDENCE},
        "required": ["is"],
        "additionalProperties": False,
    }
    return {"anyOf": [value, beside]}


def _is_mapping(schema: Schema, entries: Schema) -> bool:
    target = entries.get(schema.get("$ref", "").removeprefix("#/$defs/"), schema)
    return bool(target.get("type") == "object")

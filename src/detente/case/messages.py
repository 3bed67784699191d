"""What pydantic found, in the analyst's words, with code, place and hint."""

from collections.abc import Iterable, Mapping
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from detente.base.diagnostics import Diagnostic
from detente.base.suggestions import suggestion
from detente.case.flow_text import flow_text
from detente.case.schema.case import Case
from detente.case.schema.ordinal import FORMS
from detente.case.source_map import SourceMap, join

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import ErrorDetails

_SHOWN = 40

# pydantic's type of fault -> our code, and the sentence behind the path of the value.
SENTENCES: Mapping[str, tuple[str, str]] = {
    "bool_parsing": ("schema/wrong-type", "needs true or false, got {got}"),
    "bool_type": ("schema/wrong-type", "needs true or false, got {got}"),
    "date_from_datetime_parsing": ("schema/date", "is not a day of the calendar: {got}"),
    "date_parsing": ("schema/date", "is not a day of the calendar: {got}"),
    "day": ("schema/date", "needs a date such as 2018-03-21, got {got}"),
    "dict_type": ("schema/wrong-type", "needs a mapping of keys to values, got {got}"),
    "enum": ("schema/choice", "must be {expected}, got {got}"),
    "finite_number": ("schema/wrong-type", "needs a finite number"),
    "float_type": ("schema/wrong-type", "needs a number, got {got}"),
    "greater_than": ("schema/out-of-range", "must be above {gt:g}, got {got}"),
    "greater_than_equal": ("schema/out-of-range", "must be at least {ge:g}, got {got}"),
    "int_from_float": ("schema/wrong-type", "needs a whole number, got {got}"),
    "int_type": ("schema/wrong-type", "needs a whole number, got {got}"),
    "less_than_equal": ("schema/out-of-range", "must be at most {le:g}, got {got}"),
    "literal_error": ("schema/choice", "must be {expected}, got {got}"),
    "model_type": ("schema/wrong-type", "needs a mapping of keys to values, got {got}"),
    "number": ("schema/wrong-type", "{said}, got {got}"),
    "range": ("schema/range", "{said}"),
    "string_pattern_mismatch": ("schema/pattern", "is not written as it must be: {got}"),
    "string_type": ("schema/wrong-type", "needs a text, got {got}"),
    "too_long": ("schema/other", "has {actual_length} entries; {max_length} are needed"),
    "too_short": ("schema/too-short", "needs at least {min_length}, got {actual_length}"),
    "tuple_type": ("schema/wrong-type", "needs a list, got {got}"),
}


def explain(errors: Iterable["ErrorDetails"], places: SourceMap) -> tuple[Diagnostic, ...]:
    """One diagnostic for each fault pydantic lists, in the order of the file."""
    found = (_explain_one(error, places) for error in errors)
    return tuple(sorted(found, key=lambda d: (d.location, d.code)))


def _explain_one(error: "ErrorDetails", places: SourceMap) -> Diagnostic:
    special: Mapping[str, Callable[[ErrorDetails, SourceMap], Diagnostic]] = {
        "extra_forbidden": _unknown_key,
        "missing": _missing_key,
        "value_error": _bad_expression,
    }
    return special.get(error["type"], _from_table)(_without_forms(error), places)


def _without_forms(error: "ErrorDetails") -> "ErrorDetails":
    """The fault without the names that the schema gives to the forms a value can have."""
    section, *inner = error["loc"] or ("",)
    error["loc"] = (section, *(one for one in inner if one not in FORMS)) if error["loc"] else ()
    return error


def _from_table(error: "ErrorDetails", places: SourceMap) -> Diagnostic:
    """A fault with a ready sentence; one without is told in pydantic's words."""
    plain = error["msg"].replace("{", "{{").replace("}", "}}")
    code, sentence = SENTENCES.get(error["type"], ("schema/other", f"{plain}, got {{got}}"))
    if error["loc"] == ("detente",):
        code = "schema/version"
    said = sentence.format_map({**error.get("ctx", {}), "got": _shown(error["input"])})
    return Diagnostic(
        code=code,
        message=f"{_dotted(error['loc'])} {said}",
        location=places.locate(places.known_path(error["loc"])),
        hint=_hint(code, error),
    )


def _hint(code: str, error: "ErrorDetails") -> str:
    """What to write instead."""
    kind, value = error["type"], error["input"]
    if kind == "string_type" and isinstance(value, bool | int | float):
        return "put it in quotes"
    if code == "schema/choice":
        return suggestion(
            str(value), error["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        )
    if code == "schema/version":
        return "this program reads version 1"
    return _description(error["loc"]) if kind in _DESCRIBED else ""


# Faults for which the schema's own words on the key say best what to write.
_DESCRIBED = {
    "dict_type",
    "model_type",
    "string_pattern_mismatch",
    "too_long",
    "too_short",
    "tuple_type",
}


def _unknown_key(error: "ErrorDetails", places: SourceMap) -> Diagnostic:
    *parents, key = error["loc"]
    model = _type_at(parents)
    fields = _keys(model) if isinstance(model, type) and issubclass(model, BaseModel) else {}
    inside = f"in {_dotted(parents)}" if parents else "among the sections"
    known = [name for name in fields if name != "evidence"]
    return Diagnostic(
        code="schema/unknown-key",
        message=f"nothing is called '{key}' {inside}",
        location=places.locate_key(places.known_path(error["loc"])),
        hint=suggestion(str(key), known),
    )


def _missing_key(error: "ErrorDetails", places: SourceMap) -> Diagnostic:
    *parents, key = error["loc"]
    code, said = "schema/missing-key", f"needs `{key}:`"
    if isinstance(key, int):
        code, said = "schema/too-short", f"has {key} of {key + 1} entries"
    return Diagnostic(
        code=code,
        message=f"{_dotted(parents) or 'the case'} {said}",
        location=places.locate(places.known_path(parents)),
        hint=_description(error["loc"]),
    )


def _bad_expression(error: "ErrorDetails", places: SourceMap) -> Diagnostic:
    path, reason = places.known_path(error["loc"]), error["ctx"]["error"]
    return Diagnostic(
        code="expression/syntax",
        message=reason.message,
        location=places.locate(path, reason.offset),
        hint=reason.hint,
    )


def _shown(value: object) -> str:
    """A value as the file would show it, cut to a readable length."""
    text = flow_text(value) if isinstance(value, _PLAIN) else type(value).__name__
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


_PLAIN = (str, bool, int, float, list, dict, NoneType)


def _dotted(segments: Iterable[str | int]) -> str:
    path = ""
    for segment in segments:
        path = join(path, segment)
    return path


def _description(loc: tuple[str | int, ...]) -> str:
    """The schema's own words on the field a fault is about, if it is in one."""
    segments = list(loc)
    while segments:
        *parents, key = segments
        model = _type_at(parents)
        if isinstance(model, type) and issubclass(model, BaseModel):
            field = _keys(model).get(str(key))
            return (field.description or "").rstrip(".") if field is not None else ""
        segments = parents
    return ""


def _keys(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by the key written in the file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _type_at(segments: Iterable[str | int]) -> Any:
    """The type the schema has at a path of the file; none where the schema has no such path."""
    found: Any = Case
    for segment in segments:
        found = _inner(found, segment)
    return found


def _inner(outer: Any, segment: str | int) -> Any:
    """The type of one entry of a model, a mapping or a list."""
    if isinstance(outer, type) and issubclass(outer, BaseModel):
        field = _keys(outer).get(str(segment))
        return _bare(field.annotation) if field is not None else None
    arguments = get_args(outer)
    if not arguments or get_origin(outer) is Literal:
        return None
    return _bare(arguments[0] if get_origin(outer) is tuple else arguments[-1])


def _bare(annotation: Any) -> Any:
    """A type without its decorations and without the possibility of none."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _bare(get_args(annotation)[0])
    if origin is UnionType:
        return _bare(next(a for a in get_args(annotation) if a is not NoneType))
    return annotation

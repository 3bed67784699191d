"""Can every id be written in an expression, and does it mean one thing only?"""

import re
from collections.abc import Iterable, Iterator

from detente.base.diagnostics import Diagnostic
from detente.case.expressions.vocabulary import (
    BREAKDOWN,
    KEYWORDS,
    LEFT,
    OPERATOR_WORDS,
    VERBS,
)
from detente.case.rules.contract import Places
from detente.case.schema import Case

_NAME = re.compile(r"[^\W\d]\w*")
_LABEL = re.compile(r"[\w-]+")
_RESERVED = OPERATOR_WORDS | VERBS.keys() | KEYWORDS | {BREAKDOWN}
_ALIKE = {"move", "fact", "variable", "state"}


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for every id that cannot be written, is reserved, or stands for two things."""
    kinds = tuple(_kinds(case))
    for what, ids, path in kinds:
        for name in ids:
            yield from _unwritable(what, name, f"{path}.{name}", places)
    for what, ids, path in _labels(case):
        for name in ids:
            if not _LABEL.fullmatch(name):
                yield _cannot_stand(what, name, f"{path}.{name}", places, "and hyphens")
    yield from _clashes(kinds, places)


def _kinds(case: Case) -> Iterator[tuple[str, Iterable[str], str]]:
    """What expressions can name."""
    yield "move", case.moves, "moves"
    yield "fact", case.facts, "facts"
    yield "variable", case.variables, "variables"
    yield "threat", case.threats, "threats"
    yield "coalition", case.pressure, "pressure"
    yield "actor", case.actors, "actors"
    yield "state", case.graph.states if case.graph else (), "graph.states"


def _labels(case: Case) -> Iterator[tuple[str, Iterable[str], str]]:
    """What only paths and commands name; each kind has its own place."""
    for section in ("sources", "shocks", "scenarios", "questions", "claims", "issues"):
        yield section.removesuffix("s"), getattr(case, section), section
    for section in ("goals", "strategies"):
        for actor, entries in getattr(case, section).items():
            yield section.removesuffix("s"), entries, f"{section}.{actor}"


def _unwritable(what: str, name: str, path: str, places: Places) -> Iterator[Diagnostic]:
    if not _NAME.fullmatch(name):
        yield _cannot_stand(what, name, path, places, "and _, the first not a digit")
    elif name in _RESERVED or name.endswith(LEFT):
        reason = f"ends in {LEFT}" if name.endswith(LEFT) else "is a word of the expressions"
        yield Diagnostic(
            code="logic/reserved-name",
            message=f"the {what} '{name}' cannot be called so: it {reason}",
            location=places.locate_key(path),
            hint="choose another id; `name:` may say anything",
        )


def _cannot_stand(what: str, name: str, path: str, places: Places, also: str) -> Diagnostic:
    return Diagnostic(
        code="logic/unwritable-name",
        message=f"the {what} '{name}' cannot be called so",
        location=places.locate_key(path),
        hint=f"an id has letters, digits {also}; `name:` may say anything",
    )


def _clashes(
    kinds: tuple[tuple[str, Iterable[str], str], ...], places: Places
) -> Iterator[Diagnostic]:
    """Moves, facts, variables and states look alike in an expression; others have own places."""
    seen: dict[str, str] = {}
    for what, ids, path in (kind for kind in kinds if kind[0] in _ALIKE):
        for name in ids:
            if name in seen:
                yield Diagnostic(
                    code="logic/name-clash",
                    message=f"'{name}' stands for a {seen[name]} and for a {what}",
                    location=places.locate_key(f"{path}.{name}"),
                    hint="give one of them another id",
                )
            seen.setdefault(name, what)

"""What the YAML parser stumbled over, in words an analyst can act on."""

import re

import yaml

from detente.base.diagnostics import Diagnostic, Location

_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)

# Words of the parser's own message -> our sentence and hint.
_SENTENCES = (
    (
        "mapping values are not allowed",
        "a second ': ' where only a text can stand",
        "put a text or expression that holds a colon in quotes, or mend the indentation",
    ),
    (
        "found character that cannot start any token",
        "a word cannot start with this character",
        "put the text in quotes",
    ),
    (
        "did not find expected ',' or",
        "a bracket or brace is not closed, or a comma is missing",
        "an expression or text with brackets or quotes inside { } or [ ] needs quotes of its own",
    ),
    (
        "expected <block end>",
        "the line does not fit the lines above it",
        "lines of one mapping start in the same column",
    ),
    (
        "did not find expected key",
        "the line does not fit the lines above it",
        "lines of one mapping start in the same column",
    ),
    (
        "could not find expected ':'",
        "a key without a colon",
        "write `key: value`, with a space behind the colon",
    ),
    (
        "while scanning a quoted scalar",
        "a quotation mark is opened and never closed",
        "close the quotation; double a quote inside quotes",
    ),
)


def explain(error: yaml.YAMLError, text: str, file: str) -> tuple[Diagnostic, ...]:
    """The faults behind an error of the parser: tabs if there are any before it, else its place."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    if tabs := _tabs(text, file, line):
        return tabs
    words = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    sentence, hint = next(
        ((s, h) for key, s, h in _SENTENCES if key in words),
        (f"this is not YAML: {getattr(error, 'problem', None) or 'unreadable'}", ""),
    )
    where = Location(file, line, column)
    return (Diagnostic(code="yaml/syntax", message=sentence, location=where, hint=hint),)


def _tabs(text: str, file: str, last: int) -> tuple[Diagnostic, ...]:
    """Every line up to the error that is indented with a tab."""
    return tuple(
        Diagnostic(
            code="yaml/tab",
            message="the line is indented with a tab",
            location=Location(file, line, match.end() - match.start()),
            hint="indent with spaces",
        )
        for match in _TAB_INDENT.finditer(text)
        if (line := text.count("\n", 0, match.start()) + 1) <= last
    )

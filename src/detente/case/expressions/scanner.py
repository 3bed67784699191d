"""The words and signs of an expression, one after the other."""

import re
from typing import NamedTuple, NoReturn

from detente.case.expressions.errors import ExpressionError
from detente.case.expressions.vocabulary import LEVELS

LONGEST = 2_000
DEEPEST = 40

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})
    | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<mark>==|!=|<=|>=|[-+*=<>()\[\],])
    | (?P<end>\Z)
    | (?P<other>.))""",
    re.VERBOSE | re.DOTALL,
)
QUOTE_IT = "an expression with a comma or a colon inside [ ] or { } must be quoted"
_HINTS = {
    "/": "there is no division; multiply instead, as in 0.5 * x",
    "&": "write 'and'",
    "|": "write 'or'",
    "!": "write 'not'",
    "%": "write a share, as in 0.5",
    ".": "paths with dots belong into trend(...) only",
}


class Token(NamedTuple):
    """One word or sign and where it stands."""

    kind: str
    text: str
    start: int
    end: int


class Scanner:
    """One pass over one text; it knows its place and how deeply it is nested."""

    def __init__(self, text: str, *, study: bool = False) -> None:
        self.text = text
        self.study = study
        self.place = 0
        self.nesting = 0
        if not text:
            raise ExpressionError("the expression is empty", 0, "write 'true' for always")
        if len(text) > LONGEST:
            message = f"the expression has {len(text):,} characters; at most {LONGEST:,} are read"
            raise ExpressionError(message, LONGEST, "name parts of it under 'facts'")

    def peek(self) -> Token:
        """The next token, left where it is."""
        match = _TOKEN.match(self.text, self.place)
        assert match is not None  # noqa: S101  (the last two alternatives match everything)
        kind = match.lastgroup or "end"
        return Token(kind, match[kind], match.start(kind), match.end(kind))

    def take(self) -> Token:
        """The next token, and past it."""
        token = self.peek()
        self.place = token.end
        return token

    def taken(self, text: str) -> bool:
        """Whether the next token is this one; if so, past it."""
        if self.peek().text != text:
            return False
        self.take()
        return True

    def expect(self, text: str) -> None:
        """Past this token, which must come next."""
        if not self.taken(text):
            self.fail(f"expected '{text}'")

    def fail(self, expected: str, hint: str = "") -> NoReturn:
        """Raise: something else was expected here."""
        token = self.peek()
        found = f"found '{token.text}'" if token.text else "the expression ends here"
        message = f"{expected}, {found}"
        raise ExpressionError(message, token.start, hint or self.hint(token))

    def hint(self, token: Token) -> str:
        """What to write instead of a sign; at the end, why the rest may be missing."""
        if token.text:
            return _HINTS.get(token.text, "")
        return QUOTE_IT if set(self.text) & set("([") else ""

    def finish(self) -> None:
        """Raise unless the text ends here."""
        token = self.peek()
        if token.kind != "end":
            hint = f"write '{token.text.lower()}'" if token.text.lower() in LEVELS else ""
            self.fail("expected an operator or the end", hint)

    def enter(self, start: int) -> None:
        """One level down."""
        self.nesting += 1
        if self.nesting > DEEPEST:
            self.too_deep(start)

    def leave(self) -> None:
        """One level up."""
        self.nesting -= 1

    def too_deep(self, start: int) -> NoReturn:
        """Raise: the expression has too many levels."""
        message = f"the expression is nested more than {DEEPEST} levels deep"
        raise ExpressionError(message, start, "name parts of it under 'facts'")

    def matched(self, pattern: re.Pattern[str], expected: str, hint: str = "") -> tuple[str, int]:
        """What the pattern's group finds next and where it starts; past it."""
        match = pattern.match(self.text, self.place)
        if match is None:
            self.fail(expected, hint)
        self.place = match.end()
        return match[1], match.start(1)

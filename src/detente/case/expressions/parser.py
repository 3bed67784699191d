"""Text to tree: a recursive descent that knows where every character stands."""

import re
from datetime import date
from typing import NamedTuple, NoReturn

from detente.case.expressions.errors import ExpressionError
from detente.case.expressions.tree import (
    Action,
    Arithmetic,
    AtLeast,
    Both,
    Call,
    Compare,
    Conditional,
    Either,
    Expression,
    Literal,
    Name,
    Negative,
    Not,
    Sequence,
    Text,
    Tree,
    Verb,
)
from detente.case.expressions.vocabulary import (
    COMPARE_LEVEL,
    KEYWORDS,
    LEVELS,
    NEGATIVE_LEVEL,
    NOT_LEVEL,
    OPERATOR_WORDS,
    RAW_ARGUMENTS,
    VERBS,
)
from detente.case.expressions.walk import depth

LONGEST = 2_000
DEEPEST = 40
LARGEST = 1e15

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
_RAW_WORD = re.compile(r"\s*(\w[\w.-]*)")
_LINE = re.compile(r"\s*([^\W\d]\w*-[^\W\d]\w*)")
_QUOTE_IT = "an expression with a comma or a colon inside [ ] or { } must be quoted"
_HINTS = {
    "/": "there is no division; multiply instead, as in 0.5 * x",
    "&": "write 'and'",
    "|": "write 'or'",
    "!": "write 'not'",
    "%": "write a share, as in 0.5",
    ".": "paths with dots belong into trend(...) only",
    "": _QUOTE_IT,
}


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class _Parser:
    """One pass over one text."""

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

    # ---- tokens -------------------------------------------------------------------------------

    def peek(self) -> _Token:
        match = _TOKEN.match(self.text, self.place)
        assert match is not None  # noqa: S101  (the last two alternatives match everything)
        kind = match.lastgroup or "end"
        return _Token(kind, match[kind], match.start(kind), match.end(kind))

    def take(self) -> _Token:
        token = self.peek()
        self.place = token.end
        return token

    def taken(self, text: str) -> bool:
        if self.peek().text != text:
            return False
        self.take()
        return True

    def expect(self, text: str) -> None:
        if not self.taken(text):
            self.fail(f"expected '{text}'")

    def fail(self, expected: str, hint: str = "") -> NoReturn:
        token = self.peek()
        found = f"found '{token.text}'" if token.text else "the expression ends here"
        raise ExpressionError(
            f"{expected}, {found}", token.start, hint or _HINTS.get(token.text, "")
        )

    def finish(self) -> None:
        token = self.peek()
        if token.kind != "end":
            hint = f"write '{token.text.lower()}'" if token.text.lower() in LEVELS else ""
            self.fail("expected an operator or the end", hint)

    # ---- grammar ------------------------------------------------------------------------------

    def whole(self) -> Tree:
        tree = self.operation()
        self.finish()
        if depth(tree) > DEEPEST:
            self.too_deep(0)
        return tree

    def operation(self, floor: int = 1) -> Tree:
        """Operands and operators that bind at least as tightly as `floor`."""
        left = self.prefixed(floor)
        while (level := LEVELS.get(self.peek().text, 0)) >= floor:
            operator = self.take().text
            right = self.operation(level + 1)
            match operator:
                case "and" | "or":
                    left = self.gathered(operator, left, right)
                case "+" | "-" | "*":
                    left = Arithmetic(operator, left, right)
                case _:
                    left = Compare("=" if operator == "==" else operator, left, right)
            if level == COMPARE_LEVEL and LEVELS.get(self.peek().text) == COMPARE_LEVEL:
                self.fail("comparisons do not chain", "write 'a < b and b < c'")
        return left

    def gathered(self, operator: str, first: Tree, second: Tree) -> Tree:
        operands = [first, second]
        while self.taken(operator):
            operands.append(self.operation(LEVELS[operator] + 1))
        return (Both if operator == "and" else Either)(tuple(operands))

    def prefixed(self, floor: int) -> Tree:
        token = self.peek()
        if token.text not in {"not", "-"}:
            return self.atom()
        if token.text == "not" and floor > NOT_LEVEL:
            self.fail("expected a name, a number or '('", "put 'not ...' in parentheses")
        self.take()
        self.enter(token.start)
        if token.text == "not":
            tree: Tree = Not(self.operation(NOT_LEVEL))
        else:
            tree = Negative(self.operation(NEGATIVE_LEVEL))
        self.nesting -= 1
        return tree

    def enter(self, start: int) -> None:
        self.nesting += 1
        if self.nesting > DEEPEST:
            self.too_deep(start)

    def too_deep(self, start: int) -> NoReturn:
        message = f"the expression is nested more than {DEEPEST} levels deep"
        raise ExpressionError(message, start, "name parts of it under 'facts'")

    def atom(self) -> Tree:
        token = self.peek()
        if token.kind == "number":
            return Literal(self.number())
        if token.kind == "date":
            return self.day()
        if token.kind == "word":
            return self.word()
        if token.text not in {"(", "["}:
            self.fail("expected a name, a number or '('")
        self.take()
        self.enter(token.start)
        if token.text == "(":
            tree = self.operation()
            self.expect(")")
        else:
            self.only_study("a list", token.start)
            tree = Sequence(() if self.peek().text == "]" else self.listed())
            self.expect("]")
        self.nesting -= 1
        return tree

    def number(self) -> float:
        token = self.take()
        if not float(token.text) < LARGEST:
            raise ExpressionError("the number is too large", token.start)
        return float(token.text)

    def day(self) -> Text:
        token = self.take()
        self.only_study("a date", token.start)
        try:
            date.fromisoformat(token.text)
        except ValueError:
            raise ExpressionError(f"there is no day {token.text}", token.start) from None
        return Text(token.text, token.start)

    def only_study(self, what: str, start: int) -> None:
        if not self.study:
            raise ExpressionError(f"{what} may stand in claims only, not in a condition", start)

    def listed(self) -> tuple[Tree, ...]:
        items = [self.operation()]
        while self.taken(","):
            items.append(self.operation())
        return tuple(items)

    def word(self) -> Tree:
        token = self.peek()
        if token.text in {"true", "false"}:
            self.take()
            return Literal(float(token.text == "true"))
        if token.text == "at_least":
            return self.at_least()
        if token.text in OPERATOR_WORDS:
            self.fail("expected a name, a number or '('")
        if token.text in VERBS:
            self.only_study("an action", token.start)
            return self.action()
        self.take()
        return self.call(token) if self.peek().text == "(" else Name(token.text, token.start)

    def at_least(self) -> Tree:
        start = self.take().start
        self.expect("(")
        self.enter(start)
        if self.peek().kind != "number" or not self.peek().text.isdecimal():
            self.fail("at_least needs a whole number first", "write at_least(2, a, b, c)")
        count = int(self.number())
        self.expect(",")
        operands = self.listed()
        self.expect(")")
        self.nesting -= 1
        return AtLeast(count, operands)

    def call(self, function: _Token) -> Tree:
        self.expect("(")
        self.enter(function.start)
        arguments: list[Tree] = []
        keywords: dict[str, Tree] = {}
        while self.peek().text != ")":
            if keyword := self.keyword(keywords):
                keywords[keyword] = self.operation()
            elif keywords:
                self.fail("after an argument with '=' all need one")
            elif (function.text, len(arguments)) in RAW_ARGUMENTS:
                arguments.append(self.raw_word())
            else:
                arguments.append(self.operation())
            if not self.taken(","):
                break
        self.expect(")")
        self.nesting -= 1
        return Call(function.text, tuple(arguments), tuple(keywords.items()), function.start)

    def keyword(self, seen: dict[str, Tree]) -> str:
        """The `key` of `key=value`, taken with its sign; empty: an argument without one."""
        token = self.peek()
        rest = self.text[token.end :].lstrip()
        if token.text not in KEYWORDS or not rest.startswith("=") or rest.startswith("=="):
            return ""
        self.only_study(f"'{token.text}='", token.start)
        if token.text in seen:
            raise ExpressionError(f"'{token.text}=' stands twice", token.start)
        self.take()
        self.take()
        return token.text

    def raw_word(self) -> Name:
        match = _RAW_WORD.match(self.text, self.place)
        if match is None:
            self.fail("expected an id or a path")
        self.place = match.end()
        return Name(match[1], match.start(1))

    def action(self) -> Action:
        token = self.take()
        if token.kind != "word" or token.text in OPERATOR_WORDS:
            self.place = token.start
            self.fail("expected an action", "a move, join C, leave C, undo M, open A-B, walk away")
        verb = VERBS.get(token.text, Verb.DO)
        if verb is Verb.DO:
            return Action(verb, token.text, token.start)
        if verb is Verb.WALK_AWAY:
            self.expect("away")
            return Action(verb, "", token.start)
        if verb is Verb.OPEN:
            return self.opening()
        target = self.peek()
        if target.kind != "word" or target.text in OPERATOR_WORDS:
            self.fail(f"expected what to {verb}")
        self.take()
        return Action(verb, target.text, target.start)

    def opening(self) -> Action:
        match = _LINE.match(self.text, self.place)
        if match is None:
            self.fail("expected two actors", "write them as in open JPN-PRK")
        self.place = match.end()
        return Action(Verb.OPEN, match[1], match.start(1))


def parse_expression(text: object) -> Expression:
    """A state expression: a condition or a measure of a state.

    Raises:
        ExpressionError: with the character at which reading stopped.
    """
    return _parse(text, study=False)


def parse_study(text: object) -> Expression:
    """A study expression: a state expression's grammar with lists, dates, actions and keywords.

    Raises:
        ExpressionError: with the character at which reading stopped.
    """
    return _parse(text, study=True)


def parse_action(text: object) -> Action:
    """An action phrase: a move's id, or `join C`, `leave C`, `undo m`, `open A-B`, `walk away`.

    Raises:
        ExpressionError: with the character at which reading stopped.
    """
    if isinstance(text, Action):
        return text
    parser = _Parser(_written(text))
    action = parser.action()
    parser.finish()
    return action


def parse_conditional(text: object) -> Conditional:
    """`ACTION` or `ACTION while CONDITION`; the condition may stand in double quotes.

    Raises:
        ExpressionError: with the character at which reading stopped.
    """
    if isinstance(text, Conditional):
        return text
    written = _written(text)
    # A blank for each quote keeps every character in its place.
    parser = _Parser(written.replace('"', " ").rstrip())
    action = parser.action()
    if parser.peek().kind == "end":
        return Conditional(written, action, Expression("true", Literal(1.0)))
    parser.expect("while")
    condition = parser.text[parser.place :].strip()
    return Conditional(written, action, Expression(condition, parser.whole()))


def _parse(text: object, *, study: bool) -> Expression:
    if isinstance(text, Expression):
        return text
    written = _written(text)
    return Expression(written, _Parser(written, study=study).whole())


def _written(value: object) -> str:
    """The text of a plain value; YAML hands over numbers and truth values as such."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            if not -LARGEST < value < LARGEST:
                raise ExpressionError("the number is too large or not a number")
            return str(value)
        case str():
            return value.strip()
        case None:
            raise ExpressionError("the expression is empty")
    raise ExpressionError("needs an expression, got a list or a mapping", 0, _QUOTE_IT)

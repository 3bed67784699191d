"""Text to tree: a recursive descent that knows where every character stands."""

import re
from datetime import date

from detente.case.expressions.errors import ExpressionError
from detente.case.expressions.scanner import DEEPEST, Scanner, Token
from detente.case.expressions.tree import (
    Action,
    Arithmetic,
    AtLeast,
    Both,
    Call,
    Compare,
    Either,
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

LARGEST = 1e15
_RAW_WORD = re.compile(r"\s*(\w[\w.-]*)")
_LINE = re.compile(r"\s*([^\W\d]\w*-[^\W\d]\w*)")


class Parser(Scanner):
    """The grammar: one method for each kind of phrase."""

    def whole(self) -> Tree:
        """The whole text as one expression."""
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
        """A run of `and` or of `or` as one conjunction or disjunction."""
        operands = [first, second]
        while self.taken(operator):
            operands.append(self.operation(LEVELS[operator] + 1))
        return (Both if operator == "and" else Either)(tuple(operands))

    def prefixed(self, floor: int) -> Tree:
        """An operand with the `not` or minus signs before it."""
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
        self.leave()
        return tree

    def atom(self) -> Tree:
        """A number, date, name, call, list, or anything in parentheses."""
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
        self.leave()
        return tree

    def number(self) -> float:
        """A number without sign."""
        token = self.take()
        if not float(token.text) < LARGEST:
            raise ExpressionError("the number is too large", token.start)
        return float(token.text)

    def day(self) -> Text:
        """A date that the calendar has."""
        token = self.take()
        self.only_study("a date", token.start)
        try:
            date.fromisoformat(token.text)
        except ValueError:
            raise ExpressionError(f"there is no day {token.text}", token.start) from None
        return Text(token.text, token.start)

    def only_study(self, what: str, start: int) -> None:
        """Raise unless this is a study expression."""
        if not self.study:
            raise ExpressionError(f"{what} may stand in claims only, not in a condition", start)

    def listed(self) -> tuple[Tree, ...]:
        """One or more operands with commas between them."""
        items = [self.operation()]
        while self.taken(","):
            items.append(self.operation())
        return tuple(items)

    def word(self) -> Tree:
        """What a word begins: a truth value, an action, a call or a name."""
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
        """`at_least(n, a, b, ...)`."""
        start = self.take().start
        self.expect("(")
        self.enter(start)
        if self.peek().kind != "number" or not self.peek().text.isdecimal():
            self.fail("at_least needs a whole number first", "write at_least(2, a, b, c)")
        count = int(self.number())
        self.expect(",")
        operands = self.listed()
        self.expect(")")
        self.leave()
        return AtLeast(count, operands)

    def call(self, function: Token) -> Tree:
        """The arguments of a function whose name was just read."""
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
                arguments.append(Name(*self.matched(_RAW_WORD, "expected an id or a path")))
            else:
                arguments.append(self.operation())
            if not self.taken(","):
                break
        self.expect(")")
        self.leave()
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

    def action(self) -> Action:
        """An action phrase."""
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
            return Action(verb, *self.matched(_LINE, "expected two actors", "as in open JPN-PRK"))
        target = self.peek()
        if target.kind != "word" or target.text in OPERATOR_WORDS:
            self.fail(f"expected what to {verb}")
        self.take()
        return Action(verb, target.text, target.start)

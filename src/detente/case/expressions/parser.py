"""Text to tree, for the four kinds of phrase a case file has."""

from functools import lru_cache

from detente.case.expressions.errors import ExpressionError
from detente.case.expressions.grammar import LARGEST, Parser
from detente.case.expressions.scanner import QUOTE_IT
from detente.case.expressions.tree import Action, Conditional, Expression, Literal


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
    parser = Parser(_written(text))
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
    parser = Parser(written.replace('"', " ").rstrip())
    action = parser.action()
    if parser.peek().kind == "end":
        return Conditional(written, action, Expression("true", Literal(1.0)))
    parser.expect("while")
    condition = parser.text[parser.place :].strip()
    return Conditional(written, action, Expression(condition, parser.whole()))


def _parse(text: object, *, study: bool) -> Expression:
    if isinstance(text, Expression):
        return text
    return _expression(_written(text), study=study)


# Scenarios, beliefs and draws read the same texts again and again.
@lru_cache(maxsize=4096)
def _expression(written: str, *, study: bool) -> Expression:
    return Expression(written, Parser(written, study=study).whole())


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
    raise ExpressionError("needs an expression, got a list or a mapping", 0, QUOTE_IT)

"""Text to tree: a recursive descent that knows where every character stands. (Being written.)"""

from detente.case.expressions.tree import Action, Conditional, Expression


def parse_expression(text: object) -> Expression:
    """A state expression; raises ValueError (ExpressionError) with the character it stops at."""
    raise NotImplementedError


def parse_study(text: object) -> Expression:
    """A study expression: a state expression's grammar with more functions, lists and dates."""
    raise NotImplementedError


def parse_action(text: object) -> Action:
    """An action phrase."""
    raise NotImplementedError


def parse_conditional(text: object) -> Conditional:
    """`ACTION` or `ACTION while CONDITION`; the condition may stand in double quotes."""
    raise NotImplementedError

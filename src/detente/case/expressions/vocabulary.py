"""The words of the expression language: which are reserved, and what each function takes."""

from detente.case.expressions.tree import Verb

LEVELS = {
    "iff": 1, "if": 2, "or": 3, "and": 4,
    "=": 6, "==": 6, "!=": 6, "<": 6, "<=": 6, ">": 6, ">=": 6,
    "+": 7, "-": 7, "*": 8,
}  # fmt: skip
"""How tightly each operator between two operands binds."""
NOT_LEVEL, COMPARE_LEVEL, NEGATIVE_LEVEL, ATOM_LEVEL = 5, 6, 9, 10

VERBS = {
    "undo": Verb.UNDO,
    "join": Verb.JOIN,
    "leave": Verb.LEAVE,
    "open": Verb.OPEN,
    "walk": Verb.WALK_AWAY,
}
"""The first words of action phrases."""

KEYWORDS = frozenset({"after", "by", "do", "scenario", "strategy"})
"""What may stand before `=` among the arguments of a function."""

RAW_ARGUMENTS = {("in_case", 0), ("trend", 1)}
"""Arguments read as one word with dots and hyphens: the id of a case, the path of an input."""

OPERATOR_WORDS = frozenset({"and", "or", "not", "if", "iff", "true", "false", "while", "at_least"})
"""Words that can never be a name in an expression."""

BREAKDOWN = "breakdown"
"""The reserved name that is true once the process has ended."""

LEFT = "_left"
"""What follows a threat's name where its level is meant: `icbm_left`."""

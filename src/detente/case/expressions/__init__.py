"""Expressions: one parser, a typed tree, printed back; never evaluated as code."""

from detente.case.expressions.errors import ExpressionError
from detente.case.expressions.printer import print_tree
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
from detente.case.expressions.walk import children, walk

__all__ = [
    "Action",
    "Arithmetic",
    "AtLeast",
    "Both",
    "Call",
    "Compare",
    "Conditional",
    "Either",
    "Expression",
    "ExpressionError",
    "Literal",
    "Name",
    "Negative",
    "Not",
    "Sequence",
    "Text",
    "Tree",
    "Verb",
    "children",
    "print_tree",
    "walk",
]

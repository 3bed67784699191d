"""Tree to text: what is printed parses back to the same tree."""

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
)
from detente.case.expressions.vocabulary import (
    ATOM_LEVEL,
    COMPARE_LEVEL,
    LEVELS,
    NEGATIVE_LEVEL,
    NOT_LEVEL,
)


def print_tree(tree: Tree) -> str:
    """The expression as an analyst would write it, with only the parentheses it needs.

    >>> print_tree(Not(Both((Name("summit"), Name("freeze")))))
    'not (summit and freeze)'
    """
    match tree:
        case Sequence():
            return f"[{_listed(tree.items)}]"
        case AtLeast():
            return f"at_least({tree.count}, {_listed(tree.operands)})"
        case Call():
            return f"{tree.function}({_call_arguments(tree)})"
        case Literal() | Name() | Text() | Action():
            return _leaf(tree)
    return _operation(tree)


def _leaf(tree: Literal | Name | Text | Action) -> str:
    match tree:
        case Literal(value):
            return str(int(value)) if value.is_integer() else repr(value)
        case Name(id=name):
            return name
        case Text(value=day):
            return day
    return str(tree)


def _operation(tree: Not | Negative | Both | Either | Compare | Arithmetic) -> str:
    own = _level(tree)
    match tree:
        case Not():
            return f"not {_within(tree.operand, own)}"
        case Negative():
            return f"-{_within(tree.operand, own)}"
        case Both():
            return " and ".join(_within(part, own + 1) for part in tree.operands)
        case Either():
            return " or ".join(_within(part, own + 1) for part in tree.operands)
    # Comparisons do not chain; the other operators group from the left.
    left = own + 1 if own == COMPARE_LEVEL else own
    return f"{_within(tree.left, left)} {tree.operator} {_within(tree.right, own + 1)}"


def _level(tree: Tree) -> int:
    match tree:
        case Compare() | Arithmetic():
            return LEVELS[tree.operator]
        case Both():
            return LEVELS["and"]
        case Either():
            return LEVELS["or"]
        case Not():
            return NOT_LEVEL
        case Negative():
            return NEGATIVE_LEVEL
    return ATOM_LEVEL


def _within(tree: Tree, floor: int) -> str:
    text = print_tree(tree)
    return text if _level(tree) >= floor else f"({text})"


def _listed(items: tuple[Tree, ...]) -> str:
    return ", ".join(map(print_tree, items))


def _call_arguments(call: Call) -> str:
    keywords = tuple(f"{key}={print_tree(value)}" for key, value in call.keywords)
    return ", ".join((*map(print_tree, call.arguments), *keywords))

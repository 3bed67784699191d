"""Going through a tree without recursion of one's own."""

from collections.abc import Iterator

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


def children(tree: Tree) -> tuple[Tree, ...]:
    """The parts directly below a tree, from left to right."""
    match tree:
        case Not() | Negative():
            return (tree.operand,)
        case Both() | Either() | AtLeast():
            return tree.operands
        case Compare() | Arithmetic():
            return (tree.left, tree.right)
        case Sequence():
            return tree.items
        case Call():
            return tree.arguments + tuple(value for _, value in tree.keywords)
        case Action() | Literal() | Name() | Text():
            return ()


def walk(tree: Tree) -> Iterator[Tree]:
    """The tree and everything below it, in the order of the text."""
    waiting = [tree]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))


def depth(tree: Tree) -> int:
    """How many levels the tree has; a lone name has one."""
    levels = 0
    row: tuple[Tree, ...] = (tree,)
    while row:
        levels += 1
        row = tuple(below for part in row for below in children(part))
    return levels

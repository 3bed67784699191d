"""The typed tree of an expression. Offsets count characters from the start of its text."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Verb(StrEnum):
    """What an actor can do. `DO` is a move of the case, the others need no entry of their own."""

    DO = "do"
    UNDO = "undo"
    JOIN = "join"
    LEAVE = "leave"
    OPEN = "open"
    WALK_AWAY = "walk away"


@dataclass(frozen=True, slots=True)
class Action:
    """`summit`, `undo freeze`, `join pressure`, `leave pressure`, `open JPN-PRK`, `walk away`.

    `target` is the move or coalition; for `open` the two actors joined by a hyphen as written;
    empty for `walk away`. `offset` is where the target starts.
    """

    verb: Verb
    target: str
    offset: int = field(default=0, compare=False)

    def __str__(self) -> str:
        if self.verb is Verb.DO:
            return self.target
        return f"{self.verb} {self.target}".strip()


@dataclass(frozen=True, slots=True)
class Literal:
    """A number; `true` and `false` are 1 and 0."""

    value: float


@dataclass(frozen=True, slots=True)
class Text:
    """A date such as 2018-07-01, kept as written; only study expressions have them."""

    value: str
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A move, fact, variable, level, actor, coalition, `COMPONENT_left`, strategy or event."""

    id: str
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """True (1) where the operand is false (0)."""

    operand: "Tree"


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus the operand."""

    operand: "Tree"


@dataclass(frozen=True, slots=True)
class Both:
    """Conjunction of two or more."""

    operands: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Disjunction of two or more."""

    operands: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """`=`, `!=`, `<`, `<=`, `>`, `>=`; also `if` (left if right) and `iff`, on truth values."""

    operator: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`+`, `-` or `*` of two numbers."""

    operator: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`at_least(n, a, b, ...)`: at least n of the operands are true."""

    count: int
    operands: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """`[a, b]`: an ordered list, of names or of actions."""

    items: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Call:
    """`exposure(JPN)`, `joined(USA, pressure)`, `value(JPN, strategy=seat)` and the like.

    Arguments may be names, calls, lists or whole expressions; `keywords` keep their order.
    """

    function: str
    arguments: tuple["Tree", ...]
    keywords: tuple[tuple[str, "Tree"], ...] = ()
    offset: int = field(default=0, compare=False)


Tree: TypeAlias = (
    Action
    | Arithmetic
    | AtLeast
    | Both
    | Call
    | Compare
    | Either
    | Literal
    | Name
    | Negative
    | Not
    | Sequence
    | Text
)


@dataclass(frozen=True, slots=True)
class Expression:
    """What the analyst wrote and what it means; two expressions are equal if their trees are."""

    text: str = field(compare=False)
    tree: Tree

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Conditional:
    """`ACTION while CONDITION`: the action is kept up as long as the condition holds.

    Offsets in both parts count from the start of the whole text.
    """

    text: str = field(compare=False)
    action: Action
    condition: Expression

    def __str__(self) -> str:
        return self.text

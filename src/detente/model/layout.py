"""The columns of a state: which things can differ between two states, and where each one stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from detente.base.ids import ActorId, CoalitionId, MoveId, VariableId

Membership = tuple[ActorId, CoalitionId]
Line = tuple[ActorId, ActorId]
"""Two actors who may open a line; in alphabetical order."""


def line(one: ActorId, other: ActorId) -> Line:
    """The line between two actors, whichever is named first."""
    return (one, other) if one <= other else (other, one)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A state is a row: moves (0/1), memberships, lines, variables, latches, ended."""

    moves: tuple[MoveId, ...]
    memberships: tuple[Membership, ...]
    lines: tuple[Line, ...]
    variables: Mapping[VariableId, tuple[str, ...]]
    latches: tuple[tuple[ActorId, int], ...]

    @cached_property
    def move_column(self) -> Mapping[MoveId, int]:
        """Column of each kept move."""
        return {move: k for k, move in enumerate(self.moves)}

    @cached_property
    def membership_column(self) -> Mapping[Membership, int]:
        """Column of each free membership."""
        return {m: len(self.moves) + k for k, m in enumerate(self.memberships)}

    @cached_property
    def line_column(self) -> Mapping[Line, int]:
        """Column of each line that may be opened."""
        first = len(self.moves) + len(self.memberships)
        return {pair: first + k for k, pair in enumerate(self.lines)}

    @cached_property
    def variable_column(self) -> Mapping[VariableId, int]:
        """Column of each kept variable."""
        first = len(self.moves) + len(self.memberships) + len(self.lines)
        return {name: first + k for k, name in enumerate(self.variables)}

    @cached_property
    def latch_column(self) -> Mapping[tuple[ActorId, int], int]:
        """Column of the memory of each rule that stays in force until something else holds."""
        first = len(self.moves) + len(self.memberships) + len(self.lines) + len(self.variables)
        return {latch: first + k for k, latch in enumerate(self.latches)}

    @cached_property
    def ended_column(self) -> int:
        """Column that is 1 once the process has broken down."""
        return self.width - 1

    @cached_property
    def width(self) -> int:
        """Number of columns."""
        return (
            len(self.moves)
            + len(self.memberships)
            + len(self.lines)
            + len(self.variables)
            + len(self.latches)
            + 1
        )

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Number of values each column can take."""
        binary_before = len(self.moves) + len(self.memberships) + len(self.lines)
        return (
            *((2,) * binary_before),
            *(len(levels) for levels in self.variables.values()),
            *((2,) * (len(self.latches) + 1)),
        )

"""The compiled case: states, what leads from one to another, how numbers enter; read-only."""

from collections.abc import Mapping
from dataclasses import dataclass

from detente.base.ids import ActorId, InputPath, MoveId
from detente.case.schema import Case
from detente.methods.game import Bytes, Commitment, Ints, Topology
from detente.model.calendar import Segment
from detente.model.deeds import Clause, Deed, Shift
from detente.model.evaluate import States, View
from detente.model.layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasions:
    """What each choice set, action and shift is: positions into deeds and shifts."""

    set_state: Ints
    """[C] the state of a choice set."""
    set_deed: Ints
    """[C] the deed whose clock it is; -1 for a menu."""
    set_proposer: Ints
    """[C] place of the owner among the deed's proposers; -1 for a menu."""
    act_state: Ints
    """[A] the state of an action."""
    act_deed: Ints
    """[A] the deed."""
    act_owner: Ints
    """[A] the actor who performs or proposes."""
    shift_state: Ints
    """[S] the state of a shift."""
    shift_item: Ints
    """[S] which shift."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One case, ready for numbers."""

    case: Case
    layout: Layout
    deeds: tuple[Deed, ...]
    shifts: tuple[Shift, ...]
    states: States
    """[N, width]; state 0 is the initial one."""
    topology: Topology
    occasions: Occasions
    pay_rows: tuple[tuple[Clause, ...], ...]
    """Which clauses each row of payments adds up; row 0 is empty."""
    segments: tuple[Segment, ...]
    rules: Commitment
    """What rule-following actors are bound to."""
    dropped: tuple[MoveId, ...]
    """Moves that nothing in the case refers to."""
    mode: Mapping[InputPath, float]
    """Every number of the case at its mode."""

    @property
    def actors(self) -> tuple[ActorId, ...]:
        """The actors, in the order of the case."""
        return tuple(self.case.actors)

    def index(self, actor: ActorId) -> int:
        """Place of an actor in arrays."""
        return self.actors.index(actor)

    def view(self, inputs: Mapping[InputPath, float] | None = None) -> View:
        """All states seen with some numbers (the modes, unless given)."""
        return View(self.case, self.layout, self.states, self.mode if inputs is None else inputs)

    @property
    def ended(self) -> Bytes:
        """[N] 1 where the process has broken down."""
        return self.states[:, self.layout.ended_column]

    def words(self, state: int) -> str:
        """A state in words: the moves that stand, and what else differs from the beginning."""
        row, columns = self.states[state], self.layout.move_column
        standing = [self.case.move_name(m) for m, c in columns.items() if row[c]]
        return self._said([*standing, *self._apart(state)], state)

    def changes(self, state: int) -> str:
        """A state in words: only what differs from the beginning, moves taken back included."""
        row, columns = self.states[state], self.layout.move_column
        made = [self.case.move_name(m) for m, c in columns.items() if row[c] > self.states[0, c]]
        lost = [m for m, c in columns.items() if row[c] < self.states[0, c]]
        undone = [f"no longer {self.case.move_name(m)}" for m in lost]
        return self._said([*made, *undone, *self._apart(state)], state)

    def _said(self, parts: list[str], state: int) -> str:
        ended = " (ended)" if self.ended[state] else ""
        return (", ".join(parts) or "nothing done yet") + ended

    def _apart(self, state: int) -> list[str]:
        """Memberships, lines and levels that differ from the beginning."""
        row, parts = self.states[state], []
        for (actor, name), column in self.layout.membership_column.items():
            if row[column] != self.states[0, column]:
                verb = "in" if row[column] else "out of"
                coalition = self.case.pressure[name].name or name.replace("_", " ")
                parts.append(f"{self.case.actor_name(actor)} {verb} {coalition}")
        for pair, column in self.layout.line_column.items():
            if row[column]:
                one, other = (self.case.actor_name(actor) for actor in pair)
                parts.append(f"a line between {one} and {other}")
        for variable, column in self.layout.variable_column.items():
            if row[column] != self.states[0, column]:
                name, level = (
                    self.case.variables[variable].name,
                    self.layout.variables[variable][row[column]],
                )
                parts.append(f"{name}: {level}" if name else f"{variable} {level}")
        return parts

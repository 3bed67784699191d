"""Where a state leads if several actors change it at the same time, each to its own advantage."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from detente.methods.graph_model import GraphForm, OptionForm, Ranks
from detente.methods.joint_reach import StateSet, better_sets


class Table(NamedTuple):
    """The state from which all move at once, and what each could do alone."""

    states: list[int]
    """The states as sets of options taken."""
    place: dict[int, int]
    """The number of the state with these options."""
    target: int
    """The state from which all move."""
    improving: list[list[int]]
    """[n] where each actor would go alone."""


def table_of(moves: OptionForm, liked: GraphForm, target: int) -> Table:
    """The table of one state; `liked` holds the improvements of all actors."""
    states = moves.states.tolist()
    improving = [liked.target[row[target] : row[target + 1]].tolist() for row in liked.ptr]
    return Table(states, {bits: s for s, bits in enumerate(states)}, target, improving)


def joint_changes(table: Table, movers: Iterable[int]) -> set[int]:
    """What these actors can change together, each by an improvement or not at all, as bits.

    Cost: the product of their numbers of improvements.
    """
    changes = {0}
    for j in movers:
        own = [0, *(table.states[table.target] ^ table.states[t] for t in table.improving[j])]
        changes = {change ^ more for change in changes for more in own}
    return changes


def landings(table: Table, to: int, changes: Iterable[int]) -> StateSet:
    """The feasible states in which a move from the table's state ends if others change more."""
    base = table.states[to]
    return sum(
        1 << table.place[base ^ change] for change in changes if base ^ change in table.place
    )


def needed_by_others(
    table: Table, ranks: Ranks, actor: int, own_moves: Sequence[int]
) -> list[StateSet]:
    """Which moves of one actor must improve for the others to stay, by SIM.

    One set of its moves for each improvement of another actor that the rest cannot spoil alone: at
    least one of the set must improve. The set is empty if no move of the actor helps.
    """
    others = [j for j in range(len(ranks)) if j != actor]
    start = table.states[table.target]
    needed = []
    for j in others:
        rest = joint_changes(table, [k for k in others if k != j])
        no_better = ~better_sets(ranks[j])[table.target]
        for to in table.improving[j]:
            if landings(table, to, rest) & no_better:
                continue
            joint = {x: {change ^ start ^ table.states[x] for change in rest} for x in own_moves}
            helping = [x for x in own_moves if landings(table, to, joint[x]) & no_better]
            needed.append(sum(1 << x for x in helping))
    return needed

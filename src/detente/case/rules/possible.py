"""What a condition can come to, given the moves that may stand and the levels that may be reached.

Anything that cannot be told without solving the case counts as possible, so that nothing which
may happen is ever called impossible.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from detente.case.expressions.tree import (
    AtLeast,
    Both,
    Compare,
    Either,
    Literal,
    Name,
    Not,
    Tree,
)
from detente.case.schema import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """The moves that may stand, those that may not stand, and the levels variables may have."""

    case: Case
    standing: frozenset[str]
    absent: frozenset[str]
    levels: Mapping[str, frozenset[str]]

    def true(self, tree: Tree) -> bool:
        """Whether the condition may hold."""
        return True in self.outcomes(tree)

    def outcomes(self, tree: Tree) -> frozenset[bool]:
        """What the condition may come to."""
        match tree:
            case Literal(value):
                return frozenset({value != 0})
            case Name(id=name):
                return self._named(name)
            case Not(operand):
                return frozenset(not outcome for outcome in self.outcomes(operand))
            case Both() | Either() | AtLeast():
                return self._counted(tree.operands, _needed(tree))
        return self._compared(tree) if isinstance(tree, Compare) else EITHER

    def _counted(self, operands: tuple[Tree, ...], needed: int) -> frozenset[bool]:
        """Whether enough operands may be true, and whether too few may be."""
        outcomes = [self.outcomes(operand) for operand in operands]
        most = sum(True in each for each in outcomes)
        least = sum(False not in each for each in outcomes)
        return frozenset({most >= needed, least >= needed})

    def _named(self, name: str) -> frozenset[bool]:
        if name in self.case.facts:
            return self.outcomes(self.case.facts[name].tree)
        if name in self.case.moves:
            return frozenset({name in self.standing, name not in self.absent})
        return EITHER

    def _compared(self, tree: Compare) -> frozenset[bool]:
        match tree:
            case Compare("if", left, right):
                return self._counted((left, Not(right)), 1)
            case Compare("iff", left, right):
                pairs = product(self.outcomes(left), self.outcomes(right))
                return frozenset(one == other for one, other in pairs)
            case Compare("=", Name(id=variable), Name(id=level)) if variable in self.levels:
                reached = self.levels[variable]
                return frozenset({level in reached, reached == {level}})
            case Compare("!=", left, right):
                return self.outcomes(Not(Compare("=", left, right)))
        return EITHER


EITHER = frozenset({True, False})


def _needed(tree: Both | Either | AtLeast) -> int:
    """How many operands must hold."""
    match tree:
        case Both():
            return len(tree.operands)
        case Either():
            return 1
    return tree.count


def at_first(case: Case) -> Possible:
    """What holds on the date of the case."""
    standing = frozenset(case.standing)
    return Possible(
        case=case,
        standing=standing,
        absent=frozenset(case.moves) - standing,
        levels={name: frozenset({v.start}) for name, v in case.variables.items()},
    )


def in_time(case: Case, never: frozenset[str] = frozenset()) -> Possible:
    """What may come to hold: moves whose preconditions may be met, levels that these may set.

    `never` are moves taken to be out of reach.
    """
    standing = frozenset(case.standing) | {scheduled.move for scheduled in case.scheduled}
    standing -= never
    while True:
        possible = Possible(
            case=case,
            standing=standing,
            absent=frozenset(case.moves),
            levels=_levels(case, standing),
        )
        more = {
            name
            for name, m in case.moves.items()
            if m.may_be_made and possible.true(m.requires.tree)
        } - never
        if more <= standing:
            return possible
        standing |= more


def _levels(case: Case, standing: frozenset[str]) -> dict[str, frozenset[str]]:
    levels = {name: {variable.start} for name, variable in case.variables.items()}
    setters = [case.moves[name].sets for name in standing]
    setters += [shock.sets for shock in case.shocks.values()]
    for sets in setters:
        for variable, level in sets.items():
            levels[variable].add(level)
    return {name: frozenset(reached) for name, reached in levels.items()}

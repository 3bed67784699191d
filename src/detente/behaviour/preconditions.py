"""What must happen before what: the moves of a compiled case and the locks between them."""

from collections.abc import Iterator

from detente.base.ids import MoveId
from detente.case.expressions import Compare, Name, Negative, Not, Tree
from detente.case.expressions.walk import children
from detente.case.schema import Case
from detente.model.compiled import Model
from detente.results.figures import Lock, Standing


def locks(model: Model) -> tuple[Lock, ...]:
    """Every pair of moves of which the first must stand, or helps, before the second can be made.

    A move that stands wherever the precondition of another holds is needed for it; one that is
    named for it and does not always stand is enough together with others.
    """
    view = model.view()
    found = []
    for after in model.layout.moves:
        requires = model.case.moves[after].requires.tree
        where = view.holds(requires)
        for before in dict.fromkeys(helping(model.case, requires)):
            if where.any() and before in model.layout.move_column:
                is_needed = bool(view.stands(before)[where].all())
                found.append(Lock(before=before, after=after, is_enough=not is_needed))
    return tuple(found)


def standing_now(model: Model, move: MoveId) -> Standing:
    """Whether a move stands today, can be made today, or waits for another."""
    view = model.view()
    if view.stands(move)[0]:
        return Standing.STANDS
    can = view.holds(model.case.moves[move].requires.tree)[0]
    return Standing.OPEN if can else Standing.LOCKED


def helping(case: Case, tree: Tree, *, wanted: bool = True) -> Iterator[MoveId]:
    """The moves whose standing can make a condition true, facts spelled out."""
    match tree:
        case Name(id=name):
            if name in case.facts:
                yield from helping(case, case.facts[name].tree, wanted=wanted)
            elif name in case.moves and wanted:
                yield name
        case Not(operand) | Negative(operand):
            yield from helping(case, operand, wanted=not wanted)
        case Compare(operator="if", left=left, right=right):
            yield from helping(case, left, wanted=wanted)
            yield from helping(case, right, wanted=not wanted)
        case Compare(left=Name(id=name)) if name in case.variables:
            return  # its level may bear the name of a move
        case _:
            for part in children(tree):
                yield from helping(case, part, wanted=wanted)

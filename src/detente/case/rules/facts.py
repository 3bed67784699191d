"""Is every fact defined by other things than itself?"""

from collections.abc import Iterator

from detente.base.diagnostics import Diagnostic
from detente.case.expressions.tree import Compare, Name, Tree
from detente.case.expressions.walk import children
from detente.case.rules.contract import Places
from detente.case.rules.cycles import cycles
from detente.case.schema import Case


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for every circle of facts."""
    needs = {
        name: tuple(n for n in names_in(case, fact.tree) if n in case.facts)
        for name, fact in case.facts.items()
    }
    for cycle in cycles(needs):
        yield Diagnostic(
            code="logic/fact-cycle",
            message=f"the fact '{cycle[0]}' is defined by itself: {' -> '.join(cycle)}",
            location=places.locate(f"facts.{cycle[0]}"),
        )


def names_in(case: Case, tree: Tree) -> tuple[str, ...]:
    """The names in a tree, in the order of the text; levels of variables are not among them."""
    match tree:
        case Name(id=name):
            return (name,)
        case Compare(left=Name(id=name)) if name in case.variables:
            return (name,)
    return tuple(name for part in children(tree) for name in names_in(case, part))

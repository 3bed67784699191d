"""Is every fact defined by other things than itself?"""

from collections.abc import Iterator

from detente.base.diagnostics import Diagnostic
from detente.case.expressions.tree import Name, Tree
from detente.case.expressions.walk import walk
from detente.case.rules.contract import Places
from detente.case.rules.cycles import cycles
from detente.case.schema import Case


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for every circle of facts."""
    needs = {
        name: tuple(n for n in names_in(fact.tree) if n in case.facts)
        for name, fact in case.facts.items()
    }
    for cycle in cycles(needs):
        yield Diagnostic(
            code="logic/fact-cycle",
            message=f"the fact '{cycle[0]}' is defined by itself: {' -> '.join(cycle)}",
            location=places.locate(f"facts.{cycle[0]}"),
        )


def names_in(tree: Tree) -> tuple[str, ...]:
    """The names in a tree, in the order of the text."""
    return tuple(part.id for part in walk(tree) if isinstance(part, Name))

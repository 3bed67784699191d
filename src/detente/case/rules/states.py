"""Are there states to study, and is the day of the case one of them?"""

from collections.abc import Iterator

from detente.base.diagnostics import Diagnostic
from detente.case.rules.contract import Places
from detente.case.rules.option_form import OptionalCase, option_form
from detente.case.rules.state_list import feasible_states, meaning, standing_state
from detente.case.schema import Case


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault where no state is left, where what stands is ruled out, and in a graph."""
    yield from _graph(case, places)
    if not case.infeasible:
        return
    form = option_form(case)
    if feasible_states(form) == ():
        yield Diagnostic(
            code="logic/no-state",
            message="no state is feasible: in each, one of these conditions holds",
            location=places.locate_key("infeasible"),
            hint="a state is left out where any of the conditions holds",
        )
    else:
        yield from _start(form, places)


def _start(form: OptionalCase, places: Places) -> Iterator[Diagnostic]:
    """What stands on the day of the case must not be ruled out; nothing standing may be."""
    case, start = form.case, standing_state(form)
    if start is None or not (case.standing or case.graph):
        return
    for condition in case.infeasible:
        if any(one.holds(start) for one in meaning(form, condition.tree) or ()):
            yield Diagnostic(
                code="logic/standing-infeasible",
                message=f"what stands on {case.as_of} is ruled out: '{condition}'",
                location=places.locate_key("graph.start" if case.graph else "standing"),
                hint="see `infeasible:`",
            )


def _graph(case: Case, places: Places) -> Iterator[Diagnostic]:
    if case.graph is None:
        return
    if case.moves:
        yield Diagnostic(
            code="logic/graph-and-moves",
            message="the case has both a graph and moves; its states come from one of the two",
            location=places.locate_key("graph"),
            hint="leave `moves` out, or say by `infeasible` which combinations cannot be",
        )
    for actor, arcs in case.graph.arcs.items():
        for i, (source, target) in enumerate(arcs):
            path = f"graph.arcs.{actor}.{i}"
            if source == target:
                yield _arc(path, f"an arc leads from {source} to itself", places)
            elif (source, target) in arcs[:i]:
                yield _arc(path, f"the arc from {source} to {target} is listed twice", places)


def _arc(path: str, message: str, places: Places) -> Diagnostic:
    return Diagnostic(code="logic/arc", message=message, location=places.locate(path))

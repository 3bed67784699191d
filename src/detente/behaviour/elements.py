"""The single elements that two states can differ in, each with where it is true."""

from dataclasses import dataclass

from detente.methods.game import Bools
from detente.model.compiled import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of a state."""

    id: str
    kind: str
    """move, membership, line, level or breakdown."""
    words: str
    """What is asked about it: `whether X stands`."""
    holds: Bools
    """[N] the states in which it is true."""


def elements(model: Model) -> tuple[Element, ...]:
    """Every element of a state: moves, memberships, lines, levels of variables, breakdown."""
    case, layout, states = model.case, model.layout, model.states
    found = [
        _element(move, "move", f"“{case.move_name(move)}” stands", states[:, c] == 1)
        for move, c in layout.move_column.items()
    ]
    for (actor, name), c in layout.membership_column.items():
        coalition = case.pressure[name].name or name.replace("_", " ")
        said = f"{case.actor_name(actor)} is in the {coalition}"
        found.append(_element(f"{actor} in {name}", "membership", said, states[:, c] == 1))
    for pair, c in layout.line_column.items():
        one, other = (case.actor_name(actor) for actor in pair)
        said = f"{one} and {other} have a line"
        found.append(_element("-".join(pair), "line", said, states[:, c] == 1))
    for variable, c in layout.variable_column.items():
        name = case.variables[variable].name or variable.replace("_", " ")
        for place, level in enumerate(layout.variables[variable]):
            said = f"{name} is at “{level.replace('_', ' ')}”"
            found.append(_element(f"{variable} = {level}", "level", said, states[:, c] == place))
    if model.ended.any():
        said = "the process has broken down"
        found.append(_element("breakdown", "breakdown", said, model.ended == 1))
    return tuple(found)


def _element(name: str, kind: str, said: str, holds: Bools) -> Element:
    return Element(id=name, kind=kind, words=f"whether {said}", holds=holds)

"""How tests read the text of a file of another program."""

from detente.base.errors import CaseError
from detente.case.reader import read
from detente.case.schema import Case


def case_in(content: str | bytes, file: str) -> Case:
    return read(content, file).case


def faults_in(content: str | bytes, file: str) -> list[str]:
    """What is printed of each fault and doubt, without the name of the file."""
    try:
        found = read(content, file).warnings
    except CaseError as error:
        found = error.diagnostics
    return [str(fault).removeprefix(f"{file}:") for fault in found]


def places_in(content: str | bytes, file: str) -> list[str]:
    """Line, column and code of each fault and doubt."""
    told = (fault.split(" ")[:3] for fault in faults_in(content, file))
    return [f"{place.rstrip(':')} {code.rstrip(':')}" for place, _, code in told]


def stances_in(case: Case) -> dict[str, dict[str, tuple[float, float, float]]]:
    """Position, salience and capability by actor and issue."""
    found: dict[str, dict[str, tuple[float, float, float]]] = {}
    for actor, own in case.positions.items():
        for issue, one in own.items():
            capability = one.capability or case.actors[actor].capability
            assert capability is not None
            numbers = (one.at.mode, one.salience.mode, capability.mode)
            found.setdefault(actor, {})[issue] = numbers
    return found

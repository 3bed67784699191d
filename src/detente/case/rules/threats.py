"""Do threats add up: payloads, shares of safety, who protects whom?"""

from collections.abc import Iterator

from detente.base.diagnostics import Diagnostic
from detente.case.rules.contract import Places
from detente.case.rules.cycles import cycles
from detente.case.schema import Case

_SLACK = 1e-9


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for payloads used as threats, exposures above one and circles of protection."""
    yield from _payloads(case, places)
    yield from _exposures(case, places)
    protectors = {
        actor: tuple(
            protector
            for threat in case.threats.values()
            if actor in threat.reaches
            for protector in threat.deterred_by
            if protector != actor  # nobody protects itself
        )
        for actor in case.actors
    }
    for circle in cycles(protectors):
        yield Diagnostic(
            code="logic/deterrence-cycle",
            message=f"protection goes in a circle: {' -> '.join(circle)}",
            location=places.locate_key("threats"),
            hint="a protector's exposure may not depend on the one it protects",
        )


def _payloads(case: Case, places: Places) -> Iterator[Diagnostic]:
    for name, threat in case.threats.items():
        for i, carried in enumerate(threat.carries):
            if not case.threats[carried].payload:
                yield Diagnostic(
                    code="logic/payload",
                    message=f"'{name}' carries '{carried}', which is no payload",
                    location=places.locate(f"threats.{name}.carries.{i}"),
                    hint=f"write `payload: true` at threats.{carried}",
                )
        if threat.payload and (threat.reaches or threat.carries):
            what = "reaches" if threat.reaches else "carries"
            yield Diagnostic(
                code="logic/payload",
                message=f"the payload '{name}' reaches nobody and carries nothing by itself",
                location=places.locate_key(f"threats.{name}.{what}"),
                hint="name it under `carries:` of what brings it",
            )


def _exposures(case: Case, places: Places) -> Iterator[Diagnostic]:
    for actor in case.actors:
        reaching = [name for name, t in case.threats.items() if actor in t.reaches]
        total = sum(case.threats[name].reaches[actor].mode for name in reaching)
        if total > 1 + _SLACK:
            yield Diagnostic(
                code="logic/exposure-above-one",
                message=f"threats take {total:.2f} of the safety of {actor}; all of it is 1",
                location=places.locate_key(f"threats.{reaching[-1]}.reaches.{actor}"),
                hint=f"lower what {', '.join(reaching)} take" if len(reaching) > 1 else "",
            )

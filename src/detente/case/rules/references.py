"""Does every id name something? Names inside expressions are checked with the expressions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.base.diagnostics import Diagnostic
from detente.base.ids import InputPath
from detente.base.suggestions import suggestion
from detente.case.rules.contract import Places
from detente.case.schema import Case, preference


@dataclass(frozen=True, slots=True)
class Mention:
    """An id named as a value or, `as_key`, as the key of an entry."""

    what: str
    id: str
    path: InputPath
    as_key: bool = False


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for every id that names nothing."""
    known: dict[str, Iterable[str]] = {
        "actor": case.actors,
        "move": case.moves,
        "variable": case.variables,
        "threat": case.threats,
        "issue": case.issues,
        "coalition": case.pressure,
        "state": case.graph.states if case.graph else (),
    }
    for mention in _mentions(case):
        if mention.id not in known[mention.what]:
            locate = places.locate_key if mention.as_key else places.locate
            yield Diagnostic(
                code=f"ref/unknown-{mention.what}",
                message=f"there is no {mention.what} '{mention.id}'",
                location=locate(mention.path),
                hint=suggestion(mention.id, known[mention.what]),
            )
    yield from _levels(case, places)


def _mentions(case: Case) -> Iterator[Mention]:
    if case.focal is not None:
        yield Mention("actor", case.focal, "focal")
    yield from _in_process(case)
    yield from _in_threats(case)
    yield from _in_pressure(case)
    yield from _in_terms(case)
    yield from _in_conflict(case)
    for section in ("goals", "preferences", "rules", "perceptions", "strategies"):
        yield from _keys("actor", getattr(case, section), section)
    for actor, beliefs in case.perceptions.items():
        yield from _keys("actor", beliefs.of, f"perceptions.{actor}.of")
    yield from _keys("actor", case.display.colours, "display.colours")


def _in_process(case: Case) -> Iterator[Mention]:
    for name, move in case.moves.items():
        yield from _list("actor", move.by, f"moves.{name}.by")
        yield from _list("actor", move.reversible, f"moves.{name}.reversible")
    for name, shock in case.shocks.items():
        yield from _list("move", shock.undoes, f"shocks.{name}.undoes")
    for i, scheduled in enumerate(case.scheduled):
        yield Mention("move", scheduled.move, f"scheduled.{i}.move")
    yield from _keys("move", case.standing, "standing")
    yield from _list("move", case.breakdown.unwinds, "breakdown.unwinds")
    for i, name in enumerate(case.options):
        kind = "coalition" if name in case.pressure else "move"
        yield Mention(kind, name, f"options.{i}")
    yield from _keys("actor", case.breakdown.afterwards, "breakdown.afterwards")


def _in_threats(case: Case) -> Iterator[Mention]:
    for name, threat in case.threats.items():
        path = f"threats.{name}"
        yield Mention("actor", threat.held_by, f"{path}.held_by")
        yield from _keys("actor", threat.reaches, f"{path}.reaches")
        yield from _list("threat", threat.carries, f"{path}.carries")
        yield from _keys("move", threat.ended_by, f"{path}.ended_by")
        yield from _keys("actor", threat.deterred_by, f"{path}.deterred_by")


def _in_pressure(case: Case) -> Iterator[Mention]:
    for name, coalition in case.pressure.items():
        path = f"pressure.{name}"
        yield Mention("actor", coalition.on, f"{path}.on")
        yield from _keys("actor", coalition.members, f"{path}.members")
        yield from _keys("actor", coalition.backfill, f"{path}.backfill")
        yield from _keys("move", coalition.eased_by, f"{path}.eased_by")


def _in_terms(case: Case) -> Iterator[Mention]:
    for i, channel in enumerate(case.channels or ()):
        yield from _list("actor", channel.between, f"channels.{i}.between")
    for name, issue in case.issues.items():
        for point, move in issue.tied_to.items():
            yield Mention("move", move, f"issues.{name}.tied_to.{point}")
        yield from _list("issue", issue.tradable_after, f"issues.{name}.tradable_after")
    for actor, positions in case.positions.items():
        yield Mention("actor", actor, f"positions.{actor}", as_key=True)
        yield from _keys("issue", positions, f"positions.{actor}")
    yield from _in_bargaining(case)
    for i, event in enumerate(case.events):
        yield Mention("actor", event.from_, f"events.{i}.from")
        yield Mention("actor", event.to, f"events.{i}.to")


def _in_conflict(case: Case) -> Iterator[Mention]:
    for actor, written in case.preferences.items():
        yield from _keys("move", preference(written).weights, f"preferences.{actor}.weights")
    if case.graph is None:
        return
    if case.graph.start is not None:
        yield Mention("state", case.graph.start, "graph.start")
    for actor, arcs in case.graph.arcs.items():
        yield Mention("actor", actor, f"graph.arcs.{actor}", as_key=True)
        for i, arc in enumerate(arcs):
            yield from _list("state", arc, f"graph.arcs.{actor}.{i}")


def _in_bargaining(case: Case) -> Iterator[Mention]:
    bargaining, path = case.bargaining, "bargaining"
    yield from _list("actor", bargaining.decision.vetoes, f"{path}.decision.vetoes")
    yield from _keys("actor", bargaining.decision.votes, f"{path}.decision.votes")
    for i, link in enumerate(bargaining.links or ()):
        yield from _list("issue", link, f"{path}.links.{i}")
    for actor, others in bargaining.accommodation.items():
        yield Mention("actor", actor, f"{path}.accommodation.{actor}", as_key=True)
        yield from _keys("actor", others, f"{path}.accommodation.{actor}")


def _list(what: str, ids: Iterable[str], path: InputPath) -> Iterator[Mention]:
    for i, name in enumerate(ids):
        yield Mention(what, name, f"{path}.{i}")


def _keys(what: str, entries: Iterable[str], path: InputPath) -> Iterator[Mention]:
    for name in entries:
        yield Mention(what, name, f"{path}.{name}", as_key=True)


def _levels(case: Case, places: Places) -> Iterator[Diagnostic]:
    """Levels that moves and shocks set, that factors name, and that variables start at."""
    for variable, level, path, as_key in _named_levels(case):
        locate = places.locate_key if as_key else places.locate
        if variable not in case.variables:
            yield Diagnostic(
                code="ref/unknown-variable",
                message=f"there is no variable '{variable}'",
                location=places.locate_key(path.rpartition(".")[0] if as_key else path),
                hint=suggestion(variable, case.variables),
            )
        elif level not in case.variables[variable].levels:
            yield Diagnostic(
                code="ref/unknown-level",
                message=f"there is no level '{level}' of {variable}",
                location=locate(path),
                hint=suggestion(level, case.variables[variable].levels),
            )


def _named_levels(case: Case) -> Iterator[tuple[str, str, InputPath, bool]]:
    for name, variable in case.variables.items():
        yield name, variable.start, f"variables.{name}.start", False
    for section in ("moves", "shocks"):
        for name, entry in getattr(case, section).items():
            for variable_id, level in entry.sets.items():
                yield variable_id, level, f"{section}.{name}.sets.{variable_id}", False
    for name, threat in case.threats.items():
        for variable_id, factors in threat.factors.items():
            for level in factors:
                yield variable_id, level, f"threats.{name}.factors.{variable_id}.{level}", True

"""Can those who must act together ever talk, and does every line join two actors once?"""

from collections.abc import Iterable, Iterator

from detente.base.diagnostics import Diagnostic, Severity
from detente.base.ids import ActorId
from detente.case.expressions.tree import Verb
from detente.case.rules.contract import Places
from detente.case.rules.owners import owners_needed
from detente.case.rules.phrases import deeds
from detente.case.schema import Case

Pair = frozenset[ActorId]


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for joint moves without a channel and for lines that are none."""
    yield from _openings(case, places)
    if case.channels is None:
        return
    yield from _lines(case, places)
    groups = _groups(case, {frozenset(channel.between) for channel in case.channels})
    for name, move in case.moves.items():
        needed = owners_needed(move.how, len(move.by))
        most = max(len(group.intersection(move.by)) for group in groups)
        if most < needed <= len(move.by):
            owners = ", ".join(move.by)
            yield Diagnostic(
                code="logic/no-channel",
                message=f"the owners of '{name}' can never talk to each other: {owners}",
                location=places.locate(f"moves.{name}.by"),
                hint="add a channel, with `open: false` if it can only be opened",
            )


def _groups(case: Case, lines: set[Pair]) -> list[set[ActorId]]:
    """Actors who can reach each other once every line that may be opened is open."""
    lines = lines | set(_opened(case))
    groups: list[set[ActorId]] = [{actor} for actor in case.actors]
    for line in lines:
        joined = {actor for group in groups if group & line for actor in group}
        groups = [group for group in groups if not group & line] + [joined]
    return groups


def _opened(case: Case) -> Iterable[Pair]:
    """The lines that a rule or strategy opens."""
    for deed in deeds(case):
        if deed.action.verb is Verb.OPEN:
            yield frozenset(deed.action.target.split("-"))


def _lines(case: Case, places: Places) -> Iterator[Diagnostic]:
    seen: set[Pair] = set()
    for i, channel in enumerate(case.channels or ()):
        pair = frozenset(channel.between)
        if len(pair) == 1 or pair in seen:
            one, other = channel.between
            what = "joins an actor with itself" if len(pair) == 1 else "stands twice"
            yield Diagnostic(
                code="logic/channel",
                message=f"the line {one}-{other} {what}",
                location=places.locate(f"channels.{i}.between"),
            )
        seen.add(pair)


def _openings(case: Case, places: Places) -> Iterator[Diagnostic]:
    closed = {frozenset(c.between) for c in case.channels or () if not c.open}
    known = {frozenset(c.between) for c in case.channels or ()}
    for deed in deeds(case):
        pair = frozenset(deed.action.target.split("-"))
        is_open = case.channels is None or (pair in known and pair not in closed)
        if deed.action.verb is Verb.OPEN and is_open:
            yield Diagnostic(
                code="logic/line-open",
                message=f"the line {deed.action.target} is open already",
                location=places.locate(deed.path, deed.action.offset),
                hint="write `open: false` on the channel if it still has to be opened",
                severity=Severity.WARNING,
            )

"""Can terms be settled: scales, who stands where, red lines, what binds and what is traded?"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from detente.base.diagnostics import Diagnostic, Severity
from detente.base.ids import ActorId, IssueId
from detente.case.rules.contract import Places
from detente.case.rules.possible import in_time
from detente.case.schema import Case, Issue, Number, Position

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", re.ASCII)


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for terms that mean nothing, and a doubt for issues or actors that are left over."""
    for name, issue in case.issues.items():
        yield from _scale(name, issue, places)
        yield from _ties(case, name, issue, places)
        yield from _weight(case, name, places)
    for actor in case.actors:
        yield from _stance(case, actor, places)


def _scale(name: IssueId, issue: Issue, places: Places) -> Iterator[Diagnostic]:
    """A scale has two ends, and each point of it one meaning."""
    if issue.from_ == issue.to:
        yield Diagnostic(
            code="logic/no-scale",
            message=f"the scale of '{name}' begins and ends at {issue.to:g}",
            location=places.locate(f"issues.{name}.to"),
            hint="`from:` and `to:` are its two ends",
        )
    for key in ("labels", "tied_to"):
        points = _points(getattr(issue, key))
        for i, point in enumerate(points):
            if float(point) in map(float, points[:i]):
                yield Diagnostic(
                    code="logic/named-twice",
                    message=f"the point {float(point):g} of '{name}' stands twice",
                    location=places.locate_key(f"issues.{name}.{key}.{point}"),
                )


def _points(entries: Iterable[str]) -> list[str]:
    """Those keys that are numbers; the ranges of the case tell of the others."""
    return [point for point in entries if _NUMBER.fullmatch(point)]


def _ties(case: Case, name: IssueId, issue: Issue, places: Places) -> Iterator[Diagnostic]:
    """Whoever goes further along a scale does more: a nearer move needs no farther one."""
    path, rising = f"issues.{name}.tied_to", issue.from_ <= issue.to
    written = _points(issue.tied_to)
    tied = sorted(written, key=float, reverse=not rising)
    for point, ordered in zip(written, tied, strict=True):
        if point != ordered:
            yield Diagnostic(
                code="logic/threshold-order",
                message=f"the points that '{name}' is tied to are not in the order of its scale",
                location=places.locate_key(f"{path}.{point}"),
                hint=f"write {', '.join(tied)}: the end `from` comes first",
            )
            break
    for nearer, farther in combinations(tied, 2):
        first, then = issue.tied_to[nearer], issue.tied_to[farther]
        if first == then or _needs(case, first, then):
            what = "is the same move" if first == then else f"'{first}' cannot do without"
            yield Diagnostic(
                code="logic/threshold-order",
                message=f"'{first}' at {nearer} comes before '{then}' at {farther}, which {what}",
                location=places.locate(f"{path}.{nearer}"),
                hint="a point farther along the scale calls for the moves of all nearer ones too",
            )


def _needs(case: Case, move: str, other: str) -> bool:
    """Whether a move can be made in time, but not without that other one."""
    without = in_time(case, never=frozenset({other}))
    return move in in_time(case).standing and move not in without.standing


def _weight(case: Case, name: IssueId, places: Places) -> Iterator[Diagnostic]:
    """Somebody stands on each issue, and it matters to somebody."""
    standing = [own[name] for own in case.positions.values() if name in own]
    if case.positions and not any(position.salience.high > 0 for position in standing):
        said = "matters to nobody" if standing else "is one on which nobody stands"
        yield Diagnostic(
            code="logic/idle-issue",
            message=f"'{name}' {said}",
            location=places.locate_key(f"issues.{name}"),
            hint="give somebody a position on it with a salience above 0",
            severity=Severity.WARNING,
        )


def _stance(case: Case, actor: ActorId, places: Places) -> Iterator[Diagnostic]:
    """An actor has positions, each with a capability and a red line on one side of it."""
    own = case.positions.get(actor, {})
    if case.positions and not own:
        yield Diagnostic(
            code="logic/no-position",
            message=f"{actor} stands on no issue, so it has no part in the terms",
            location=places.locate_key(f"actors.{actor}"),
            hint=f"write `{actor}:` under `positions:`",
            severity=Severity.WARNING,
        )
    for name, position in own.items():
        path = f"positions.{actor}.{name}"
        if position.capability is None and case.actors[actor].capability is None:
            yield Diagnostic(
                code="logic/no-capability",
                message=f"nothing says what {actor} can bring to bear on '{name}'",
                location=places.locate_key(path),
                hint=f"write `capability:` here, or at actors.{actor} for all issues",
            )
        yield from _red_line(actor, position, path, places)


def _red_line(
    actor: ActorId, position: Position, path: str, places: Places
) -> Iterator[Diagnostic]:
    line = position.red_line
    if line is None or _apart(line, position.at):
        return
    yield Diagnostic(
        code="logic/red-line",
        message=f"the red line of {actor}, {_span(line)}, lies on both sides of the point it "
        f"prefers, {_span(position.at)}",
        location=places.locate(f"{path}.red_line"),
        hint="a red line is the last acceptable point on one side; narrow one of the two ranges",
    )


def _apart(one: Number, other: Number) -> bool:
    """Whether two ranges at most touch."""
    return one.high <= other.low or other.high <= one.low


def _span(number: Number) -> str:
    exact = number.low == number.high
    return f"{number.mode:g}" if exact else f"{number.low:g} to {number.high:g}"

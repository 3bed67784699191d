"""A case as KTAB wants it: everybody stands on everything, scales run from 0 to 100."""

from typing import NamedTuple

from detente.base.errors import StudyError
from detente.base.ids import ActorId
from detente.case.exports.stance_rows import StanceRow, plain, remark, stance_rows
from detente.case.imports.naming import actor_id
from detente.case.schema import Case, Issue

_FEWEST, _MOST = 3, 250
_NAME, _DESCRIPTION, _TITLE = 25, 256, 512
_ALL_SALIENCE = 100.0
_SLACK = 1e-6
_END = 100.0


class KtabActor(NamedTuple):
    """An actor with one position and one salience for each dimension, as texts."""

    id: ActorId
    name: str
    description: str
    capability: str
    positions: tuple[str, ...]
    saliences: tuple[str, ...]


class KtabScenario(NamedTuple):
    """A scenario as texts."""

    name: str
    description: str
    dimensions: tuple[str, ...]
    actors: tuple[KtabActor, ...]


def ktab_scenario(case: Case) -> KtabScenario:
    """The positions of a case at their modes, as a scenario of KTAB.

    Raises:
        StudyError: The case says what KTAB cannot hold; all of it is named.
    """
    rows: dict[ActorId, list[StanceRow]] = {}
    for row in stance_rows(case):
        rows.setdefault(row.actor, []).append(row)
    reasons = _reasons(case, rows)
    if reasons:
        raise StudyError(f"KTAB cannot hold the case: {'; '.join(reasons)}")
    return KtabScenario(
        name=case.title[:_TITLE],
        description=remark(case, "")[:_TITLE],
        dimensions=tuple(issue.name or name for name, issue in case.issues.items()),
        actors=tuple(_actor(case, actor, own) for actor, own in rows.items()),
    )


def _reasons(case: Case, rows: dict[ActorId, list[StanceRow]]) -> list[str]:
    """Everything that KTAB has no place for."""
    reasons = []
    if not _FEWEST <= len(rows) <= _MOST:
        reasons.append(f"it wants {_FEWEST} to {_MOST} actors with positions, not {len(rows)}")
    for actor, own in rows.items():
        missing = [name for name in case.issues if name not in {row.issue for row in own}]
        total = sum(row.salience for row in own)
        if missing:
            reasons.append(f"{actor} has no position on {', '.join(missing)}")
        if len({row.capability for row in own}) > 1:
            reasons.append(f"the capability of {actor} differs from issue to issue")
        if total > _ALL_SALIENCE + _SLACK:
            reasons.append(f"the saliences of {actor} add up to {total:g}, more than 100")
    return reasons


def _actor(case: Case, actor: ActorId, rows: list[StanceRow]) -> KtabActor:
    """An actor under its short name: its own name if the id was made from it, else the id."""
    called = case.actors[actor].name or actor
    own_name = len(called) <= _NAME and actor_id(called) == actor
    note = remark(case, f"actors.{actor}")
    return KtabActor(
        id=actor,
        name=called if own_name else actor[:_NAME],
        description=(note if own_name and note else called)[:_DESCRIPTION],
        capability=plain(rows[0].capability),
        positions=tuple(plain(_stretched(case.issues[row.issue], row.at)) for row in rows),
        saliences=tuple(plain(row.salience) for row in rows),
    )


def _stretched(issue: Issue, point: float) -> float:
    """A point of the issue on a scale from 0 to 100."""
    if (issue.from_, issue.to) == (0.0, _END):
        return point
    return _END * (point - issue.from_) / (issue.to - issue.from_)

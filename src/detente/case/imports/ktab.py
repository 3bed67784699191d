"""What all files of KTAB say: a scenario of actors with positions in some dimensions.

KTAB, the toolkit for behavioural analysis of KAPSARC, has scales from 0 to 100 in every dimension,
one capability per actor, and saliences from 0 to 100 that add up to 100 at most per actor.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from detente.base.diagnostics import Location
from detente.case.imports.cells import Cell
from detente.case.imports.draft import Draft
from detente.case.imports.naming import actor_id, case_id, issue_id
from detente.case.imports.stances import demand_positions
from detente.case.rules.ranges import POSITIVE, SALIENCE, Allowed

POINT = Allowed(0, 100, "between 0 and 100")
_MOST_SALIENCE = 100.0
_SLACK = 1e-6
FEWEST, MOST = 3, 250
"""How many actors KTAB takes; more dimensions than that would be none."""
_LONGEST_NAME = 25
_LONGEST_DESCRIPTION = 256
_LONGEST_TITLE = 512

Entry = TypeVar("Entry")


class Stance(NamedTuple):
    """Where an actor stands in one dimension."""

    at: Cell
    salience: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor as a file of KTAB has it."""

    name: Cell
    description: Cell
    capability: Cell
    stances: tuple[Stance, ...]
    """One for each dimension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Actors and dimensions as a file of KTAB has them."""

    name: Cell
    description: Cell
    dimensions: tuple[Cell, ...]
    parties: tuple[Party, ...]


def at_most(
    draft: Draft, entries: tuple[Entry, ...], what: str, place: Callable[[Entry], Location]
) -> tuple[Entry, ...]:
    """As many actors or dimensions as a scenario may have; a fault at the first beyond."""
    if len(entries) > MOST:
        message = f"a scenario has at most {MOST} {what}, here are {len(entries):,}"
        draft.fault("import/out-of-range", message, place(entries[MOST]))
    return entries[:MOST]


def demand_actors(draft: Draft, count: int, at: Location) -> None:
    """A fault if there are too few actors for the model."""
    if count < FEWEST:
        message = f"a scenario has at least {FEWEST} actors, this one has {count}"
        draft.fault("import/out-of-range", message, at)


def put_scenario(draft: Draft, scenario: Scenario) -> dict[str, str]:
    """The scenario as the sections of a case; the answer is the id of each actor by its name.

    An actor is called by its description where these tell the actors apart; its short name is then
    its id. Otherwise it is called by its name, and the description is kept as a remark.
    """
    draft.begin(case_id(scenario.name.text), scenario.name)
    _check_length(draft, scenario.name, _LONGEST_TITLE, "the name of the scenario")
    _check_length(draft, scenario.description, _LONGEST_TITLE, "its description")
    draft.note((), scenario.description.text)
    issues = _put_dimensions(draft, scenario.dimensions)
    ids: dict[str, str] = {}
    descriptions = [party.description.text for party in scenario.parties]
    tell_apart = all(descriptions) and len(set(descriptions)) == len(descriptions)
    for party in scenario.parties:
        _check_length(draft, party.name, _LONGEST_NAME, "the name of an actor")
        _check_length(draft, party.description, _LONGEST_DESCRIPTION, "the description of an actor")
        if not party.name.text:
            draft.fault("import/row", "the actor has no name", party.name.location)
        elif party.name.text in ids:
            message = f"there is an actor '{party.name.text}' already"
            draft.fault("import/twice", message, party.name.location)
        actor = actor_id(party.name.text, ids.values())
        ids[party.name.text] = actor
        called = party.description if tell_apart else party.name
        draft.put(("actors", actor, "name"), called.text, called.location)
        if not tell_apart:
            draft.note(("actors", actor), party.description.text)
        _put_stances(draft, actor, party, issues)
    demand_positions(draft)
    return ids


def _check_length(draft: Draft, cell: Cell, most: int, what: str) -> None:
    """A fault if a text is longer than KTAB takes."""
    if len(cell.text) > most:
        message = f"{what} has {len(cell.text):,} characters; KTAB takes {most}"
        draft.fault("import/out-of-range", message, cell.location)


def _put_dimensions(draft: Draft, dimensions: tuple[Cell, ...]) -> tuple[str, ...]:
    """The dimensions as issues; their ids."""
    issues: list[str] = []
    seen: set[str] = set()
    for dimension in dimensions:
        if not dimension.text:
            draft.fault("import/row", "the dimension has no name", dimension.location)
        elif dimension.text in seen:
            message = f"there is a dimension '{dimension.text}' already"
            draft.fault("import/twice", message, dimension.location)
        seen.add(dimension.text)
        issues.append(issue_id(dimension.text, issues))
        path = ("issues", issues[-1])
        draft.put((*path, "name"), dimension.text, dimension.location)
        draft.put((*path, "from"), 0, dimension.location)
        draft.put((*path, "to"), 100, dimension.location)
    return tuple(issues)


def _put_stances(draft: Draft, actor: str, party: Party, issues: tuple[str, ...]) -> None:
    """What one actor brings to bear, where it stands, and how much it cares."""
    name = party.name.text or "an actor without a name"
    capability = draft.number(party.capability, f"the capability of {name}", POSITIVE)
    draft.put(("actors", actor, "capability"), capability, party.capability.location)
    total = 0.0
    for issue, stance in zip(issues, party.stances, strict=True):
        whose = f"of {name} on {issue}"
        at = draft.number(stance.at, f"the position {whose}", POINT)
        salience = draft.number(stance.salience, f"the salience {whose}", SALIENCE)
        draft.put(("positions", actor, issue, "at"), at, stance.at.location)
        draft.put(("positions", actor, issue, "salience"), salience, stance.salience.location)
        total += salience or 0.0
    if total > _MOST_SALIENCE + _SLACK:
        draft.fault(
            "import/out-of-range",
            f"the saliences of {name} add up to {total:g}; 100 are the most",
            party.stances[-1].salience.location,
        )

"""The case: everything the analyst wrote, resolved; nothing in it is missing or defaulted."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from detente.base.ids import (
    ActorId,
    ClaimId,
    CoalitionId,
    FactId,
    GoalId,
    IssueId,
    MoveId,
    QuestionId,
    ScenarioId,
    ShockId,
    SourceId,
    StrategyId,
    ThreatId,
    VariableId,
)
from detente.case.schema.asking import (
    Claim,
    Correlation,
    Display,
    Precision,
    Question,
    Rule,
    Scenario,
    Strategy,
)
from detente.case.schema.bargaining import Bargaining
from detente.case.schema.node import Condition, Ids, Node, PlainDate, Real
from detente.case.schema.ordinal import Graph, Perception, Preferred
from detente.case.schema.people import Actor, Channel, Source
from detente.case.schema.process import (
    Breakdown,
    Choice,
    Move,
    Scheduled,
    Shock,
    StandingMoves,
    Variable,
)
from detente.case.schema.stakes import Goal, Pressure, Threat
from detente.case.schema.terms import Event, Issue, Position


class Evidence(Node):
    """What a value of the case rests on."""

    path: str
    """Dotted path of the value, entry or section."""
    sources: tuple[str, ...] = ()
    """Source ids with locators: `stratfor-2018#4`."""
    note: str = ""
    """The analyst's note; `judgement` says that there is no source."""


class Case(Node):
    """One case, as of one date."""

    detente: Literal[1]
    """Format version."""
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    """Short name, lower case."""
    title: str
    """Title of the brief."""
    as_of: PlainDate
    """The date at which the case stands; nothing later is known."""
    horizon: Annotated[Real, Field(gt=0, le=100)] = 5.0
    """How far ahead the answers look, in years."""
    focal: ActorId | None = None
    """Whose brief it is, unless asked otherwise; none: the first actor's."""
    choice: Choice = "clocks"
    """How actors get to act."""

    sources: Mapping[SourceId, Source] = {}
    """Documents the case rests on."""
    actors: Annotated[Mapping[ActorId, Actor], Field(min_length=1)]
    """Who takes part."""
    variables: Mapping[VariableId, Variable] = {}
    """Quantities with a few named levels."""
    moves: Mapping[MoveId, Move] = {}
    """What the actors can do."""
    facts: Mapping[FactId, Condition] = {}
    """Names for conditions; they have no state of their own."""
    shocks: Mapping[ShockId, Shock] = {}
    """What happens to the actors."""
    scheduled: tuple[Scheduled, ...] = ()
    """Moves with a date."""
    standing: StandingMoves = Field(default_factory=dict)
    """Moves that stand at `as_of`."""
    breakdown: Breakdown = Field(default_factory=Breakdown)
    """How the process can end."""

    threats: Mapping[ThreatId, Threat] = {}
    """What takes part of whose safety."""
    pressure: Mapping[CoalitionId, Pressure] = {}
    """Coalitions that put pressure on a target."""
    goals: Mapping[ActorId, Mapping[GoalId, Goal]] = {}
    """What each actor wants."""

    channels: tuple[Channel, ...] | None = None
    """Who can talk to whom; none: everybody with everybody."""

    issues: Mapping[IssueId, Issue] = {}
    """Scales for terms."""
    positions: Mapping[ActorId, Mapping[IssueId, Position]] = {}
    """Where actors stand on the issues."""
    bargaining: Bargaining = Field(default_factory=Bargaining)
    """How terms are settled."""
    preferences: Mapping[ActorId, Preferred] = {}
    """How actors order the states, without numbers: statements, most important first, or more."""
    options: Ids = ()
    """Moves and coalitions that make up the states when stability is studied, all others staying as
    they are at `as_of`; empty: all."""
    infeasible: tuple[Condition, ...] = ()
    """Conditions; states in which one of them holds are left out when stability is studied."""
    coalesced: tuple[Condition, ...] = ()
    """Conditions; the states in which one of them holds are one state when stability is studied."""
    graph: Graph | None = None
    """States by name and who can move between them, instead of `moves`; none: there is no graph."""

    precision: Precision = Field(default_factory=Precision)
    """How closely behaviour follows payoffs."""
    rules: Mapping[ActorId, tuple[Rule, ...]] = {}
    """Actors that follow rules; the first match wins; no match: the actor optimises."""
    perceptions: Mapping[ActorId, Perception] = {}
    """What one actor believes of another, or does not see."""
    correlate: tuple[Correlation, ...] = ()
    """Inputs that are uncertain together."""

    strategies: Mapping[ActorId, Mapping[StrategyId, Strategy]] = {}
    """Commitments to compare."""
    scenarios: Mapping[ScenarioId, Scenario] = {}
    """Named changes of the case."""
    questions: Mapping[QuestionId, Question] = {}
    """Dated questions."""
    claims: Mapping[ClaimId, Claim] = {}
    """What the sources say."""
    events: tuple[Event, ...] = ()
    """What happened."""
    display: Display = Field(default_factory=Display)
    """How things look."""

    evidence: tuple[Evidence, ...] = ()
    """What every value rests on; gathered from `source:` and `note:` by the reader."""

    @property
    def focal_actor(self) -> ActorId:
        """Whose brief it is."""
        return self.focal if self.focal is not None else next(iter(self.actors))

    def actor_label(self, actor: ActorId) -> str:
        """The actor's name on its own, as in a table or figure."""
        return self.actors[actor].name or actor

    def actor_name(self, actor: ActorId) -> str:
        """The actor's name within a sentence; an article that the name has already comes once."""
        label, article = self.actor_label(actor), self.actors[actor].article
        has_it = label.lower().startswith(f"{article} ".lower())
        return label if has_it else f"{article} {label}".strip()

    def issue_name(self, issue: IssueId) -> str:
        """The issue's name for people."""
        return self.issues[issue].name or issue.replace("_", " ")

    def move_name(self, move: MoveId) -> str:
        """The move's name for people."""
        return self.moves[move].name or move.replace("_", " ")

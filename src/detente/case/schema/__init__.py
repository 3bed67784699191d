"""The sections of the case file, one frozen model each."""

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
from detente.case.schema.bargaining import Bargaining, Decision, SpatialPolitics, VoteTrading
from detente.case.schema.case import Case, Evidence
from detente.case.schema.node import Node, Number, Shape, exact
from detente.case.schema.ordinal import (
    Graph,
    GraphState,
    Perception,
    Preference,
    Statement,
    preference,
)
from detente.case.schema.people import Actor, Channel, Source
from detente.case.schema.process import Breakdown, Move, Scheduled, Shock, Standing, Variable
from detente.case.schema.stakes import Goal, Member, Once, Pressure, Threat
from detente.case.schema.terms import Event, Issue, Override, Position

__all__ = [
    "Actor",
    "Bargaining",
    "Breakdown",
    "Case",
    "Channel",
    "Claim",
    "Correlation",
    "Decision",
    "Display",
    "Event",
    "Evidence",
    "Goal",
    "Graph",
    "GraphState",
    "Issue",
    "Member",
    "Move",
    "Node",
    "Number",
    "Once",
    "Override",
    "Perception",
    "Position",
    "Precision",
    "Preference",
    "Pressure",
    "Question",
    "Rule",
    "Scenario",
    "Scheduled",
    "Shape",
    "Shock",
    "Source",
    "SpatialPolitics",
    "Standing",
    "Statement",
    "Strategy",
    "Threat",
    "Variable",
    "VoteTrading",
    "exact",
    "preference",
]

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
from detente.case.schema.case import Case, Evidence
from detente.case.schema.node import Node, Number, Shape, exact
from detente.case.schema.people import Actor, Channel, Source
from detente.case.schema.process import Breakdown, Move, Scheduled, Shock, Standing, Variable
from detente.case.schema.stakes import Goal, Member, Once, Pressure, Threat
from detente.case.schema.terms import Event, Issue, Override, Position

__all__ = [
    "Actor",
    "Breakdown",
    "Case",
    "Channel",
    "Claim",
    "Correlation",
    "Display",
    "Event",
    "Evidence",
    "Goal",
    "Issue",
    "Member",
    "Move",
    "Node",
    "Number",
    "Once",
    "Override",
    "Position",
    "Precision",
    "Pressure",
    "Question",
    "Rule",
    "Scenario",
    "Scheduled",
    "Shape",
    "Shock",
    "Source",
    "Standing",
    "Strategy",
    "Threat",
    "Variable",
    "exact",
]

"""The kinds of id an analyst writes; each names one kind of thing and is unique within it."""

from typing import TypeAlias

ActorId: TypeAlias = str
MoveId: TypeAlias = str
FactId: TypeAlias = str
VariableId: TypeAlias = str
LevelId: TypeAlias = str
ShockId: TypeAlias = str
ThreatId: TypeAlias = str
CoalitionId: TypeAlias = str
GoalId: TypeAlias = str
StrategyId: TypeAlias = str
ScenarioId: TypeAlias = str
QuestionId: TypeAlias = str
ClaimId: TypeAlias = str
IssueId: TypeAlias = str
StateId: TypeAlias = str
SourceId: TypeAlias = str
AnalysisId: TypeAlias = str
CitationKey: TypeAlias = str

InputPath: TypeAlias = str
"""Where a number stands in the case file, dotted: ``goals.JPN.safety.weight``."""

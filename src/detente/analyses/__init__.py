"""The analyses: one file, one question. The catalogue is the only place to register one."""

from detente.analyses.breakdown import BREAKDOWN
from detente.analyses.claims import CLAIMS
from detente.analyses.contract import Analysis, Answer, Ask
from detente.analyses.outlook import OUTLOOK

CATALOGUE: tuple[Analysis, ...] = (OUTLOOK, BREAKDOWN, CLAIMS)

__all__ = ["CATALOGUE", "Analysis", "Answer", "Ask"]

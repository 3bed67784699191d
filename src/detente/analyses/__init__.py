"""The analyses: one file, one question. The catalogue is the only place to register one."""

from detente.analyses.claims import CLAIMS
from detente.analyses.contract import Analysis, Answer, Ask

CATALOGUE: tuple[Analysis, ...] = (CLAIMS,)

__all__ = ["CATALOGUE", "Analysis", "Answer", "Ask"]

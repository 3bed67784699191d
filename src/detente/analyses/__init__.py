"""The analyses: one file, one question. The catalogue is the only place to register one."""

from detente.analyses.breakdown import BREAKDOWN
from detente.analyses.claims import CLAIMS
from detente.analyses.contract import Analysis, Answer, Ask, Part, parts
from detente.analyses.drivers import DRIVERS
from detente.analyses.end_states import END_STATES
from detente.analyses.exchange import EXCHANGE
from detente.analyses.exposure import EXPOSURE
from detente.analyses.forecasts import FORECASTS
from detente.analyses.locks import LOCKS
from detente.analyses.misperception import MISPERCEPTION
from detente.analyses.order import ORDER
from detente.analyses.outlook import OUTLOOK
from detente.analyses.position import POSITION
from detente.analyses.preference_change import PREFERENCE_CHANGE
from detente.analyses.preference_doubt import PREFERENCE_DOUBT
from detente.analyses.sidelining import SIDELINING
from detente.analyses.stability import STABILITY
from detente.analyses.stability_paths import STABILITY_PATHS
from detente.analyses.strategies import STRATEGIES
from detente.analyses.terms import TERMS
from detente.analyses.terms_levers import TERMS_LEVERS
from detente.analyses.voting_power import VOTING_POWER

CATALOGUE: tuple[Analysis, ...] = (
    OUTLOOK,
    BREAKDOWN,
    EXPOSURE,
    ORDER,
    LOCKS,
    SIDELINING,
    END_STATES,
    STRATEGIES,
    POSITION,
    STABILITY,
    STABILITY_PATHS,
    PREFERENCE_CHANGE,
    PREFERENCE_DOUBT,
    MISPERCEPTION,
    TERMS,
    TERMS_LEVERS,
    EXCHANGE,
    VOTING_POWER,
    DRIVERS,
    CLAIMS,
    FORECASTS,
)

__all__ = ["CATALOGUE", "Analysis", "Answer", "Ask", "Part", "parts"]

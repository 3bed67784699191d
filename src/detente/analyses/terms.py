"""What would be settled on each issue, and how sure is that?

The point is the mean of positions weighted by capability x salience, the range that of a
probabilistic election between the positions with honest tails, pooled over the draws:

    O_d = sum_i c_id s_id x_id / sum_i c_id s_id.

Beside it stand the lenses: median, Nash's and Kalai and Smorodinsky's agreements, the spatial model
of politics, expected utility, exchange. Each shows how far off it was on issues whose outcome is
known, and nothing is averaged over models. Where no agreement leaves everybody better off than
none, that is what the model finds.
"""

from collections.abc import Iterator

from detente.analyses.contract import Analysis, Answer, Ask, Part
from detente.behaviour import Lab
from detente.behaviour.lenses import BASELINE, measured_error
from detente.behaviour.politics import bargain_table, perspective_table, politics, position_table
from detente.behaviour.settlement_forecasts import SettlementForecasts, settlement_forecasts
from detente.behaviour.settlement_tables import forecast_table
from detente.results import Assumption, Finding, Guarantee, GuaranteeKind, Topic
from detente.results.words import capital


def answer(lab: Lab, ask: Ask) -> Answer:
    """The forecast of every issue, the lenses beside it, and a run of the spatial model."""
    del ask
    found = settlement_forecasts(lab)
    runs = politics(found)
    return Answer(
        findings=tuple(_findings(found)),
        tables=(
            forecast_table(found),
            *(position_table(run) for run in runs),
            *(bargain_table(run) for run in runs),
            *(perspective_table(run) for run in runs),
        ),
        guarantee=Guarantee(
            kind=GuaranteeKind.HEURISTIC,
            sentence="Each model is computed exactly; how far models are off is measured.",
        ),
        assumptions=(
            Assumption(
                sentence="All evidence on such forecasts is from law-making in the European "
                "Union; none is from bargaining under threat.",
                source="thomson2012",
            ),
        ),
    )


def _findings(found: SettlementForecasts) -> Iterator[Finding]:
    error = measured_error(BASELINE)
    for rank, issue in enumerate(found.talks.terms.issues):
        forecast = found.forecast(issue)
        name = found.talks.case.issue_name(issue)
        off = "" if error is None else f"; typical error of such forecasts {error.value:.0f} of 100"
        said = (
            f"{name}: we expect {forecast.point:.0f} "
            f"({forecast.low:.0f} to {forecast.high:.0f}{off})."
        )
        yield Finding(topic=Topic.TERMS, sentence=capital(said), rank=rank, about=(issue,))


TERMS = Analysis(
    id="terms",
    question="What would be settled on each issue, and how sure is that?",
    references=(
        "vandenbos1991",
        "wise2015",
        "gneiting2013",
        "thomson2012",
        "black1948",
        "nash1950",
        "kalai1975",
        "kapsarc2015",
        "scholz2011",
        "stokman1994",
    ),
    answer=answer,
    part=Part.TERMS,
)

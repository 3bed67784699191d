"""Figures as data: one function per kind of picture, from named numbers to a Vega-Lite figure."""

from detente.results.figures.balance import Balance, balance_bars
from detente.results.figures.canvas import Caption
from detente.results.figures.claims import ClaimRow, claims_strip
from detente.results.figures.exposure import ActorExposure, Stage, exposure_stages
from detente.results.figures.heat import HeatRow, heat
from detente.results.figures.network import Line, Talker, network
from detente.results.figures.probability import Asked, DatedShare, EventOverTime, dated_probability
from detente.results.figures.say import Pair, paired_bars
from detente.results.figures.steps import Lock, Standing, Step, step_graph
from detente.results.figures.strategies import StrategyRow, strategy_bars
from detente.results.figures.tornado import InputEffect, Measured, tornado

__all__ = [
    "ActorExposure",
    "Asked",
    "Balance",
    "Caption",
    "ClaimRow",
    "DatedShare",
    "EventOverTime",
    "HeatRow",
    "InputEffect",
    "Line",
    "Lock",
    "Measured",
    "Pair",
    "Stage",
    "Standing",
    "Step",
    "StrategyRow",
    "Talker",
    "balance_bars",
    "claims_strip",
    "dated_probability",
    "exposure_stages",
    "heat",
    "network",
    "paired_bars",
    "step_graph",
    "strategy_bars",
    "tornado",
]

"""The solved game that all analyses read: settings, solutions, draws, and their lab."""

from detente.behaviour.ensemble import Ensemble
from detente.behaviour.events import BREAKDOWN, Event, Horizon
from detente.behaviour.lab import Effort, Found, Lab
from detente.behaviour.setting import AS_WRITTEN, Binding, Intervention, Seat, Setting, Stance
from detente.behaviour.solution import Solution

__all__ = [
    "AS_WRITTEN",
    "BREAKDOWN",
    "Binding",
    "Effort",
    "Ensemble",
    "Event",
    "Found",
    "Horizon",
    "Intervention",
    "Lab",
    "Seat",
    "Setting",
    "Solution",
    "Stance",
]

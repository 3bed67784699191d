"""What a study works with: cases in scenarios, compiled, with their numbers at the mode and drawn.

All of it is made when first asked for. Of the numbers of draws, which take most room, only the
last ones used are kept.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeVar

import numpy as np

from detente.base.ids import InputPath, ScenarioId
from detente.behaviour.arena import Arena, arena
from detente.behaviour.effort import Effort
from detente.behaviour.events import Targets, told_apart
from detente.behaviour.inputs import Inputs, draw_inputs
from detente.behaviour.inquiry import Inquiry
from detente.behaviour.memory import Memory
from detente.behaviour.setting import AS_WRITTEN, Setting
from detente.case.expressions import Action
from detente.case.inputs import of_terms
from detente.case.scenarios import in_scenario
from detente.case.schema import Case
from detente.methods.game import Floats, Numbers
from detente.model.compile import compile_case
from detente.model.compiled import Model
from detente.model.numbers import numbers as rates_and_payoffs
from detente.model.numbers import stakes

T = TypeVar("T")

NUMBERS_KEPT = 256
"""So many draws of a case's numbers are kept; each takes some 100 bytes per choice and state."""


@dataclass(kw_only=True)
class Materials(Inquiry):
    """One case, compiled and drawn as it is needed."""

    effort: Effort = field(default_factory=Effort)
    _memory: Memory = field(default_factory=Memory)

    def once(self, key: object, work: Callable[[], T]) -> T:
        """What the work gives, done when first asked for."""
        return self._memory.once(key, work)

    def case_in(self, scenario: ScenarioId) -> Case:
        """The case in a scenario."""
        if scenario == AS_WRITTEN:
            return self.case
        return self.once(("case", scenario), lambda: in_scenario(self.case, scenario))

    def model(self, setting: Setting | None = None) -> Model:
        """The compiled case of a setting (of the headline, unless given)."""
        where = setting or self.headline
        return self._model(where.scenario, where.done)

    def inputs(self, setting: Setting | None = None, *, correlated: bool = False) -> Inputs:
        """The numbers of a setting's case, at the mode and in every draw.

        Those of terms alone, on which nothing that happens depends, are at their modes throughout.
        """
        return self._inputs((setting or self.headline).scenario, correlated=correlated)

    def all_inputs(self, setting: Setting | None = None, *, correlated: bool = False) -> Inputs:
        """The numbers of a setting's case, at the mode and in every draw, terms included."""
        return self._all_inputs((setting or self.headline).scenario, correlated=correlated)

    def stakes(self, draw: int | None = None, *, correlated: bool = False) -> Floats:
        """[n] each actor's stake in the case as written, at the mode or in a draw."""
        inputs = self._inputs(AS_WRITTEN, correlated=correlated)
        model = self._model(AS_WRITTEN, ())
        return stakes(model, inputs.mode if draw is None else inputs.at(draw))

    def stakes_over(self, draws: int) -> Floats:
        """[D, n] the same in the first draws; 0: one row, at the mode."""
        return np.stack([self.stakes(k) for k in (range(draws) if draws else (None,))])

    def arena(self, setting: Setting) -> Arena:
        """The compiled case of a setting, its actors bound."""
        key = ("arena", setting.scenario, setting.done, setting.bindings, setting.do, setting.seat)
        return self.once(key, lambda: arena(self.model(setting), setting))

    def numbers(
        self, setting: Setting, draw: int | None = None, *, correlated: bool = False
    ) -> tuple[Numbers, ...]:
        """Rates and payoffs of a setting, one entry per segment, at the mode or in a draw.

        The stake is always that of the case as written.
        """
        made = self._numbers if setting.inputs else self._kept_numbers
        at_own_pace = made(setting.scenario, setting.done, setting.inputs, draw, correlated)
        return tuple(n._replace(set_rate=setting.pace * n.set_rate) for n in at_own_pace)

    def targets(self, setting: Setting, places: tuple[int, ...]) -> Targets:
        """Where some of the events are true in a setting, and where they are barred."""
        model, events = self.model(setting), tuple(self.events[k] for k in places)
        key = ("targets", setting.scenario, setting.done, places)
        return self.once(key, lambda: told_apart(model, events))

    def _model(self, scenario: ScenarioId, done: tuple[Action, ...]) -> Model:
        key = ("model", scenario, done)
        return self.once(key, lambda: compile_case(self.case_in(scenario), done))

    def _inputs(self, scenario: ScenarioId, *, correlated: bool) -> Inputs:
        every = self._all_inputs(scenario, correlated=correlated)
        return self.once(
            ("inputs", scenario, correlated),
            lambda: every.about(lambda path: not of_terms(path)),
        )

    def _all_inputs(self, scenario: ScenarioId, *, correlated: bool) -> Inputs:
        case, effort = self.case_in(scenario), self.effort
        return self.once(
            ("all inputs", scenario, correlated),
            lambda: draw_inputs(case, effort.draws_ready, effort.seed, correlated=correlated),
        )

    @cached_property
    def _kept_numbers(self) -> Callable[..., tuple[Numbers, ...]]:
        return lru_cache(NUMBERS_KEPT)(self._numbers)

    def _numbers(
        self,
        scenario: ScenarioId,
        done: tuple[Action, ...],
        given: tuple[tuple[InputPath, float], ...],
        draw: int | None,
        correlated: bool,  # noqa: FBT001 - part of a key
    ) -> tuple[Numbers, ...]:
        """Rates and payoffs at the case's own pace."""
        inputs = self._inputs(scenario, correlated=correlated)
        values = {**(inputs.mode if draw is None else inputs.at(draw)), **dict(given)}
        stake = self.stakes(draw, correlated=correlated)
        entries = rates_and_payoffs(self._model(scenario, done), values)
        return tuple(entry._replace(stake=stake) for entry in entries)

"""What a study asks about: a case at its headline and over a sweep, its events and dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from detente.base.ids import ActorId, ScenarioId
from detente.behaviour.events import (
    Event,
    Horizon,
    claimed,
    claimed_events,
    horizons,
    public_events,
)
from detente.behaviour.setting import AS_WRITTEN, Setting
from detente.case.expressions import Call, Tree
from detente.case.expressions.printer import print_tree
from detente.case.schema import Case


@dataclass(kw_only=True)
class Inquiry:
    """One case, whose view is taken, and what is asked."""

    case: Case
    focal: ActorId
    scenario: ScenarioId = AS_WRITTEN
    """The scenario that stands in for the case as written throughout the study."""
    asked: tuple[Tree, ...] = ()
    """What the claims of another case ask of this one."""

    @cached_property
    def headline(self) -> Setting:
        """The setting of the headline: the case as asked for, headline precision, its own pace."""
        return Setting(scenario=self.scenario, precision=self.case.precision.headline)

    @cached_property
    def sweep(self) -> tuple[Setting, ...]:
        """Every working precision crossed with every working pace; the headline is among them."""
        crossed = product(self.case.precision.sweep, self.case.precision.paces)
        settings = [self.headline.at(precision, pace) for precision, pace in crossed]
        return tuple(dict.fromkeys([self.headline, *settings]))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events of the main table, then those that only claims ask about."""
        more = claimed_events(self._claims)
        return (*self.public, *(e for e in more if not _is_among(e, self.public)))

    @cached_property
    def public(self) -> tuple[Event, ...]:
        """The events of the main table: every move, fact and question, and breakdown."""
        return public_events(self.case)

    @cached_property
    def horizons(self) -> tuple[Horizon, ...]:
        """The dates at which probabilities are read, rising."""
        return horizons(self.case, self._claims)

    @property
    def years(self) -> tuple[float, ...]:
        """The same dates, in years after the case's date."""
        return tuple(h.years for h in self.horizons)

    def event_index(self, event: str) -> int:
        """Place of an event in ensembles."""
        return [e.id for e in self.events].index(event)

    @cached_property
    def every_place(self) -> tuple[int, ...]:
        """The places of all events."""
        return tuple(range(len(self.events)))

    @cached_property
    def claimed_places(self) -> tuple[int, ...]:
        """The places of the events that claims ask about."""
        asked = claimed_events(self._claims)
        return tuple(k for k, e in enumerate(self.events) if _is_among(e, asked))

    def place_of(self, tree: Tree) -> int:
        """Place in ensembles of an event that a claim asks about."""
        late = isinstance(tree, Call) and tree.function == "before"
        wanted = print_tree(tree) if late else tree
        keys = [e.id if e.barrier is not None else e.tree for e in self.events]
        return keys.index(wanted)

    def year_index(self, years: float) -> int:
        """Place of a date in ensembles: the one nearest to so many years."""
        return int(np.argmin(np.abs(np.array(self.years) - years)))

    def is_own(self, setting: Setting) -> bool:
        """Whether a setting is the case as asked for at some precision and pace, nobody bound."""
        return setting == self.headline.at(setting.precision, setting.pace)

    def is_aside(self, setting: Setting) -> bool:
        """Whether a setting has another precision or pace than the headline."""
        base = self.headline
        return (setting.precision, setting.pace) != (base.precision, base.pace)

    @property
    def _claims(self) -> tuple[Tree, ...]:
        """Everything claims ask of this case: its own claims, and those that look into it."""
        return (*claimed(self.case), *self.asked)


def _is_among(event: Event, events: Iterable[Event]) -> bool:
    """Whether one of some events is the same, whatever it is called."""
    return any((event.tree, event.barrier) == (one.tree, one.barrier) for one in events)

"""The lab: every setting of a case is solved when first asked for, once, and counted.

Analyses read solutions (all numbers at their mode) and ensembles (one row per draw) from here.
Draws do not depend on one another, so the number of threads changes nothing but the time.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TypeVar

import numpy as np

from detente.base.ids import ActorId, InputPath, ScenarioId
from detente.base.seeds import stream
from detente.behaviour.arena import Arena, arena
from detente.behaviour.ensemble import Ensemble, gathered
from detente.behaviour.events import (
    Event,
    Horizon,
    asked_elsewhere,
    barriers,
    claimed,
    claimed_events,
    horizons,
    public_events,
    targets,
)
from detente.behaviour.inputs import Inputs, draw_inputs
from detente.behaviour.setting import AS_WRITTEN, Setting
from detente.behaviour.solution import Solution
from detente.behaviour.solving import (
    Tolerance,
    solve_setting,
    solve_to_deadline,
    solve_values,
    unfold,
)
from detente.case.expressions import Call, Tree
from detente.case.expressions.printer import print_tree
from detente.case.inputs import of_terms
from detente.case.reader import load
from detente.case.scenarios import in_scenario
from detente.case.schema import Case
from detente.methods.equilibria import find
from detente.methods.game import Bools, Floats, Numbers
from detente.model.compile import compile_case
from detente.model.compiled import Model
from detente.model.numbers import stakes

T = TypeVar("T")

TIGHT, LOOSE = Tolerance(stakes=1e-9, sweeps=20_000), Tolerance(stakes=1e-6, sweeps=2_000)
"""Of a single solution, and of one among many draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How a lab is asked to work."""

    draws: int = 256
    """Draws at the headline precision and pace."""
    sweep_draws: int = 32
    """Draws at every other precision and pace of the sweep."""
    seed: int = 1
    workers: int = 2


@dataclass(frozen=True, slots=True)
class Found:
    """One equilibrium: its solution, and the starts that led to it."""

    solution: Solution
    found_by: tuple[str, ...]
    regret: Floats
    """[n] the most each actor could gain by one better choice, in stakes."""


Progress = Callable[[str, int, int], None]
"""What is being done, how many parts are finished, how many there are."""


def unwatched(_what: str, _done: int, _of: int) -> None:
    """Progress that nobody watches."""


@dataclass(kw_only=True)
class Lab:
    """One case under study; everything it works out is remembered."""

    case: Case
    focal: ActorId
    scenario: ScenarioId = AS_WRITTEN
    """The scenario that stands in for the case as written throughout the study."""
    asked: tuple[Tree, ...] = ()
    """What the claims of another case ask of this one."""
    effort: Effort = field(default_factory=Effort)
    progress: Progress = unwatched
    solves: int = 0
    spent: dict[str, float] = field(default_factory=dict)
    """Seconds of work, by what they were spent on."""
    _memory: dict[object, object] = field(default_factory=dict)

    # ---- what is asked about -------------------------------------------------------------

    @property
    def headline(self) -> Setting:
        """The setting of the headline: the case as asked for, headline precision, its own pace."""
        return Setting(scenario=self.scenario, precision=self.case.precision.headline)

    @property
    def sweep(self) -> tuple[Setting, ...]:
        """Every working precision crossed with every working pace; the headline is among them."""
        crossed = product(self.case.precision.sweep, self.case.precision.paces)
        settings = [self.headline.at(precision, pace) for precision, pace in crossed]
        return tuple(dict.fromkeys([self.headline, *settings]))

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of the main table, then those that only claims ask about."""
        return self.once("events", lambda: (*self.public, *claimed_events(self._claims)))

    @property
    def public(self) -> tuple[Event, ...]:
        """The events of the main table: every move, fact and question, and breakdown."""
        return self.once("public", lambda: public_events(self.case))

    @property
    def horizons(self) -> tuple[Horizon, ...]:
        """The dates at which probabilities are read, rising."""
        return self.once("horizons", lambda: horizons(self.case, self._claims))

    @property
    def years(self) -> tuple[float, ...]:
        """The same dates, in years after the case's date."""
        return tuple(h.years for h in self.horizons)

    def event_index(self, event: str) -> int:
        """Place of an event in ensembles."""
        return [e.id for e in self.events].index(event)

    def place_of(self, tree: Tree) -> int:
        """Place in ensembles of an event that a claim asks about."""
        late = isinstance(tree, Call) and tree.function == "before"
        wanted = print_tree(tree) if late else tree
        keys = [e.id if e.barrier is not None else e.tree for e in self.events]
        return keys.index(wanted)

    def year_index(self, years: float) -> int:
        """Place of a date in ensembles: the one nearest to so many years."""
        return int(np.argmin(np.abs(np.array(self.years) - years)))

    # ---- what is worked out --------------------------------------------------------------

    def case_in(self, scenario: ScenarioId) -> Case:
        """The case in a scenario."""
        if scenario == AS_WRITTEN:
            return self.case
        return self.once(("case", scenario), lambda: in_scenario(self.case, scenario))

    def model(self, setting: Setting | None = None) -> Model:
        """The compiled case of a setting (of the headline, unless given)."""
        where = setting or self.headline
        key = ("model", where.scenario, where.done)
        return self.once(key, lambda: compile_case(self.case_in(where.scenario), where.done))

    def inputs(self, setting: Setting | None = None, *, correlated: bool = False) -> Inputs:
        """The numbers of a setting's case, at the mode and in every draw.

        Those of terms alone, on which nothing that happens depends, are at their modes throughout.
        """
        return self.once(
            ("inputs", (setting or self.headline).scenario, correlated),
            lambda: self.all_inputs(setting, correlated=correlated).about(
                lambda path: not of_terms(path)
            ),
        )

    def all_inputs(self, setting: Setting | None = None, *, correlated: bool = False) -> Inputs:
        """The numbers of a setting's case, at the mode and in every draw, terms included."""
        where = (setting or self.headline).scenario
        return self.once(
            ("all inputs", where, correlated),
            lambda: draw_inputs(
                self.case_in(where), self.effort.draws, self.effort.seed, correlated=correlated
            ),
        )

    def other(self, case_id: str) -> "Lab":
        """The lab of another case, with the same effort."""

        def made() -> Lab:
            case = load(case_id)
            return Lab(
                case=case,
                focal=case.focal_actor,
                asked=asked_elsewhere(self.case, case_id),
                effort=self.effort,
                progress=self.progress,
            )

        return self.once(("other", case_id), made)

    def solution(self, setting: Setting | None = None) -> Solution:
        """The solution of a setting at the mode, on the branch the ladder follows."""
        where = setting or self.headline
        return self.once(("solution", where), lambda: self._at_mode(where))

    def ensemble(
        self, setting: Setting | None = None, draws: int | None = None, *, correlated: bool = False
    ) -> Ensemble:
        """The solutions of a setting in every draw (or in the first `draws`)."""
        where = setting or self.headline
        count = self.draws_at(where) if draws is None else draws
        key = ("ensemble", where, count, correlated)
        return self.once(key, lambda: self._ensemble(where, count, correlated=correlated))

    def values(self, setting: Setting, draws: int) -> Floats:
        """[D, n] the initial state's worth to each actor in the first draws; 0: at the mode.

        Cheaper than an ensemble, which also reads every event's probability.
        """
        if draws == 0:
            return self.once(("value at the mode", setting), lambda: self._mode_values(setting))
        full = self._memory.get(("ensemble", setting, self.draws_at(setting), False))
        if isinstance(full, Ensemble) and full.size >= draws:
            return full.values[:draws]
        known = self._memory.get(("values", setting))
        have = known if isinstance(known, np.ndarray) else np.zeros((0, len(self.case.actors)))
        if len(have) < draws:
            have = np.concatenate([have, self._drawn_values(setting, range(len(have), draws))])
            self._memory["values", setting] = have
        return have[:draws]

    def drawn(self, setting: Setting, draws: int, read: Callable[[Solution], Floats]) -> Floats:
        """[D, ...] what is read from the solution of a setting in each of the first draws.

        Not remembered: what is read is the caller's own.
        """
        return np.stack([said for _, said in self._read_in_draws(setting, draws, read)])

    def stakes(self, draw: int | None = None, *, correlated: bool = False) -> Floats:
        """[n] each actor's stake in the case as written, at the mode or in a draw."""
        written = Setting(precision=self.headline.precision)
        inputs = self.inputs(written, correlated=correlated)
        return stakes(self.model(written), inputs.mode if draw is None else inputs.at(draw))

    def draws_at(self, setting: Setting) -> int:
        """How many draws a setting is given: all at headline precision and pace, else fewer."""
        base = self.headline
        at_headline = (setting.precision, setting.pace) == (base.precision, base.pace)
        return self.effort.draws if at_headline else min(self.effort.sweep_draws, self.effort.draws)

    def reading(self, setting: Setting) -> Ensemble:
        """The solution at the mode, in the form of an ensemble of one."""
        return self.once(("reading", setting), lambda: self._reading(setting))

    def equilibria(self, setting: Setting | None = None) -> tuple[Found, ...]:
        """Every equilibrium that the starts lead to; the first is the one the ladder follows."""
        where = setting or self.headline
        return self.once(("equilibria", where), lambda: self._equilibria(where))

    def deadline(self, years: float, setting: Setting | None = None) -> Solution:
        """The solution if everything stayed as it is from a date on (backward from that date)."""
        where = setting or self.headline
        return self.once(("deadline", where, years), lambda: self._deadline(where, years))

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Adds the time spent inside to an account of that name."""
        begin = time.process_time()
        try:
            yield
        finally:
            self.spent[what] = self.spent.get(what, 0.0) + time.process_time() - begin

    @property
    def _claims(self) -> tuple[Tree, ...]:
        """Everything claims ask of this case: its own claims, and those that look into it."""
        return (*claimed(self.case), *self.asked)

    # ---- how ------------------------------------------------------------------------------

    def once(self, key: object, work: Callable[[], T]) -> T:
        """What the work gives, done when first asked for."""
        if key not in self._memory:
            self._memory[key] = work()
        return self._memory[key]  # type: ignore[return-value]

    def _arena(self, setting: Setting) -> Arena:
        key = ("arena", setting.scenario, setting.done, setting.bindings, setting.do, setting.seat)
        return self.once(key, lambda: arena(self.model(setting), setting))

    def _numbers(self, setting: Setting, draw: int | None) -> tuple[Numbers, ...]:
        """Rates and payoffs at the mode or in a draw."""
        given = dict(setting.inputs)
        values = {**self._values(setting, draw), **given}
        return self._arena(setting).numbers(values, self.stakes(draw), setting.pace)

    def _values(self, setting: Setting, draw: int | None) -> Mapping[InputPath, float]:
        inputs = self.inputs(setting)
        return inputs.mode if draw is None else inputs.at(draw)

    def _at_mode(self, setting: Setting) -> Solution:
        """Up the ladder at the headline precision and pace; elsewhere on from the solution there.

        Where only numbers are changed, on from the solution without the change. Where actors are
        bound, or numbers changed, the tolerance is that of draws: what matters is a difference.
        """
        near = self._beside(setting)
        start = None if near is None else near.lasting
        plain = _is_plain(setting)
        self.solves += 1
        with self.timed("solving"):
            return solve_setting(
                self._arena(setting),
                setting,
                self._numbers(setting, None),
                start=start,
                tolerance=TIGHT if plain else LOOSE,
                steps=() if near is None or plain else near.steps,
            )

    def _passes(self, setting: Setting) -> bool:
        """Whether a setting is a counterfactual of the sweep, which is read once and not kept.

        A chain takes megabytes, and a study passes through hundreds of them.
        """
        base = self.headline
        elsewhere = (setting.precision, setting.pace) != (base.precision, base.pace)
        kept = _is_plain(setting) or ("solution", setting) in self._memory
        return elsewhere and not kept

    def _mode_values(self, setting: Setting) -> Floats:
        """[1, n] what the initial state is worth at the mode; in passing without the chain."""
        near = self._beside(setting) if self._passes(setting) else None
        if near is None:
            return self.solution(setting).values[:1].copy()
        self.solves += 1
        with self.timed("solving"):
            return solve_values(
                self._arena(setting),
                setting,
                self._numbers(setting, None),
                start=near.lasting,
                tolerance=LOOSE,
                steps=near.steps,
            )[:1].copy()

    def _beside(self, setting: Setting) -> Solution | None:
        """The solution that one is followed on from; none: it is reached up the ladder."""
        base = self.headline
        if setting.inputs:
            return self.solution(replace(setting, inputs=()))
        if (setting.precision, setting.pace) != (base.precision, base.pace):
            return self.solution(setting.at(base.precision, base.pace))
        return None

    def _reading(self, setting: Setting) -> Ensemble:
        kept = not self._passes(setting)
        solution = self.solution(setting) if kept else self._at_mode(setting)
        return gathered(setting, [(solution, self._probabilities(solution))])

    def _ensemble(self, setting: Setting, count: int, *, correlated: bool) -> Ensemble:
        done = self._read_in_draws(setting, count, self._probabilities, correlated=correlated)
        return gathered(setting, done)

    def _read_in_draws(
        self,
        setting: Setting,
        count: int,
        read: Callable[[Solution], Floats],
        *,
        correlated: bool = False,
    ) -> list[tuple[Solution, Floats]]:
        """The solution of every draw, warm from the one at the mode, and what is read from it."""
        mode, place = self._headline_of(setting), self._arena(setting)

        def one(numbers: tuple[Numbers, ...]) -> tuple[Solution, Floats]:
            solution = solve_setting(
                place, setting, numbers, start=mode.lasting, tolerance=LOOSE, steps=mode.steps
            )
            return solution.without_chain(), read(solution)

        return self._in_draws(setting, range(count), one, correlated=correlated)

    def _drawn_values(self, setting: Setting, draws: range) -> Floats:
        mode, place = self._headline_of(setting), self._arena(setting)

        def one(numbers: tuple[Numbers, ...]) -> Floats:
            return solve_values(
                place, setting, numbers, start=mode.lasting, tolerance=LOOSE, steps=mode.steps
            )[0].copy()

        return np.stack(self._in_draws(setting, draws, one))

    def _in_draws(
        self,
        setting: Setting,
        draws: range,
        one: Callable[[tuple[Numbers, ...]], T],
        *,
        correlated: bool = False,
    ) -> list[T]:
        """What `one` makes of the numbers of every draw, in order."""
        self._arena(setting)

        def at(k: int) -> T:
            return one(self._drawn_numbers(setting, k, correlated=correlated))

        done = []
        with self.timed("draws"), ThreadPoolExecutor(self.effort.workers) as pool:
            for k, result in enumerate(pool.map(at, draws), start=1):
                done.append(result)
                self.progress(_words(setting), k, len(draws))
        self.solves += len(draws)
        return done

    def _drawn_numbers(self, setting: Setting, k: int, *, correlated: bool) -> tuple[Numbers, ...]:
        """Rates and payoffs in a draw; those of the case as asked for are kept."""
        given = dict(setting.inputs)
        place = self._arena(setting)

        def at_own_pace() -> tuple[Numbers, ...]:
            values = {**self.inputs(setting, correlated=correlated).at(k), **given}
            return place.numbers(values, self.stakes(k, correlated=correlated), 1.0)

        if given or setting.done or setting.scenario != self.scenario:
            drawn = at_own_pace()
        else:
            drawn = self.once(("numbers", k, correlated), at_own_pace)
        return tuple(n._replace(set_rate=setting.pace * n.set_rate) for n in drawn)

    def _headline_of(self, setting: Setting) -> Solution:
        """The solution at the mode, at the headline's pace, that a setting's draws start from."""
        base = self.headline
        return self.solution(setting.at(base.precision, base.pace))

    def _probabilities(self, solution: Solution) -> Floats:
        """[T, E] of the lab's events by the lab's dates."""
        true, barred = self._targets(solution)
        return solution.probability(true, self.years, barred)

    def _targets(self, solution: Solution) -> tuple[Bools, Bools]:
        key = ("targets", solution.setting.scenario, solution.setting.done)
        model = solution.model
        return self.once(key, lambda: (targets(model, self.events), barriers(model, self.events)))

    def _equilibria(self, setting: Setting) -> tuple[Found, ...]:
        place, numbers = self._arena(setting), self._numbers(setting, None)
        far = self.deadline(self.case.horizon * DEADLINE_FACTOR, setting).values
        with self.timed("equilibria"):
            found = find(
                place.topology,
                numbers[-1],
                place.commitment,
                setting.precision,
                stream(self.effort.seed, "starts"),
                starts={"deadline": far},
            )
        self.solves += sum(len(e.found_by) for e in found)
        return tuple(
            Found(
                unfold(place, setting, numbers, e.values, converged=e.converged),
                e.found_by,
                e.regret,
            )
            for e in found
        )

    def _deadline(self, setting: Setting, years: float) -> Solution:
        self.solves += 1
        with self.timed("deadline"):
            return solve_to_deadline(
                self._arena(setting), setting, self._numbers(setting, None), years
            )


def _is_plain(setting: Setting) -> bool:
    """Whether a setting is the case itself at some precision and pace, with nobody bound."""
    return setting == Setting(precision=setting.precision, pace=setting.pace)


DEADLINE_FACTOR = 4.0
"""A deadline so many horizons away is one of the starts of the search for equilibria."""


def _words(setting: Setting) -> str:
    """A setting in a few words, for progress."""
    parts = [f"precision {setting.precision:g}", f"pace x {setting.pace:g}"]
    parts += [f"{b.actor} {b.strategy or b.stance}" for b in setting.bindings]
    parts += [f"{'never ' if i.never else ''}{i.action}" for i in setting.do]
    parts += [setting.scenario] if setting.scenario else []
    return ", ".join(parts)

"""The lab: every setting of a case is solved when first asked for, once, and counted.

Analyses read solutions (all numbers at their mode) and ensembles (one row per draw) from here.
Draws do not depend on one another, so the number of threads changes nothing but the time.

A chain takes a megabyte and a study passes through hundreds of them. Kept are those of the case
itself over the sweep; of a counterfactual at the headline only the values that last are kept, from
which its chain is made again; of a counterfactual elsewhere in the sweep only what was read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

import numpy as np

from detente.base.seeds import stream
from detente.behaviour.arena import Arena
from detente.behaviour.crew import side_by_side
from detente.behaviour.effort import LOOSE, TIGHT, Effort, Progress, unwatched
from detente.behaviour.ensemble import Ensemble, gathered
from detente.behaviour.events import asked_elsewhere
from detente.behaviour.materials import Materials
from detente.behaviour.memory import Account
from detente.behaviour.setting import Setting
from detente.behaviour.solution import Lasting, Solution
from detente.behaviour.solving import solve_setting, solve_to_deadline, solve_values, unfold
from detente.case.reader import load
from detente.methods.equilibria import Equilibrium, find
from detente.methods.game import Floats, Numbers

S = TypeVar("S")
T = TypeVar("T")

__all__ = ["LOOSE", "Effort", "Found", "Lab", "Progress", "unwatched"]

DEADLINE_FACTOR = 4.0
"""A deadline so many horizons away is one of the starts of the search for equilibria."""


@dataclass(frozen=True, slots=True)
class Found:
    """One equilibrium: its solution, and the starts that led to it."""

    solution: Solution
    found_by: tuple[str, ...]
    regret: Floats
    """[n] the most each actor could gain by one better choice, in stakes."""


class Kept(NamedTuple):
    """What is remembered of a solution."""

    lasting: Lasting
    first: Floats
    """[n] what the initial state is worth at `as_of`."""


@dataclass(kw_only=True)
class Lab(Materials):
    """One case under study; everything it works out is remembered."""

    progress: Progress = unwatched
    account: Account = field(default_factory=Account)
    """What it cost: the number of solutions and the time."""

    @property
    def solves(self) -> int:
        """How many solutions were made so far."""
        return self.account.solves

    # ---- at the mode of all numbers ------------------------------------------------------

    def solution(self, setting: Setting | None = None) -> Solution:
        """The solution of a setting at the mode, on the branch the ladder follows."""
        where = setting or self.headline
        if self.is_own(where):
            return self.once(("solution", where), lambda: self._solved(where, self.arena(where)))
        if self.is_aside(where):
            return self._solved(where, self.arena(where))
        return self._remembered(where)

    def reading(self, setting: Setting) -> Ensemble:
        """The solution at the mode, in the form of an ensemble of one."""
        return self._reading(setting, self.every_place)

    def equilibria(self, setting: Setting | None = None) -> tuple[Found, ...]:
        """Every equilibrium that the starts lead to; the first is the one the ladder follows."""
        where = setting or self.headline
        return self.once(("equilibria", where), lambda: self._equilibria(where))

    def deadline(self, years: float, setting: Setting | None = None) -> Solution:
        """The solution if everything stayed as it is from a date on (backward from that date)."""
        where = setting or self.headline
        return self.once(("deadline", where, years), lambda: self._deadline(where, years))

    # ---- over the draws ------------------------------------------------------------------

    def ensemble(
        self, setting: Setting | None = None, draws: int | None = None, *, correlated: bool = False
    ) -> Ensemble:
        """The solutions of a setting in every draw (or in the first `draws`)."""
        where = setting or self.headline
        count = self.draws_at(where) if draws is None else draws
        return self._ensemble(where, count, self.every_place, correlated=correlated)

    def claimed(self, setting: Setting, draws: int) -> Ensemble:
        """A setting in the first draws, or at the mode (`draws` is 0), as far as claims ask.

        Of a counterfactual, only the events that claims ask about are read.
        """
        places = self.every_place if self.is_own(setting) else self.claimed_places
        if draws == 0:
            return self._reading(setting, places)
        return self._ensemble(setting, draws, places)

    def values(self, setting: Setting, draws: int) -> Floats:
        """[D, n] the initial state's worth to each actor in the first draws; 0: at the mode.

        Cheaper than an ensemble, which also reads every event's probability.
        """
        if draws == 0:
            return self.once(("value at the mode", setting), lambda: self._mode_values(setting))
        for places in (self.every_place, self.claimed_places):
            full = self._memory.get(("ensemble", setting, places, False))
            if isinstance(full, Ensemble) and full.size >= draws:
                return full.values[:draws]

        def grow(known: Floats | None) -> Floats:
            have = np.zeros((0, len(self.case.actors))) if known is None else known
            if len(have) >= draws:
                return have
            return np.concatenate([have, self._drawn_values(setting, range(len(have), draws))])

        return self._memory.grown(("values", setting), grow)[:draws]

    def drawn(self, setting: Setting, draws: int, read: Callable[[Solution], Floats]) -> Floats:
        """[D, ...] what is read from the solution of a setting in each of the first draws.

        It is solved where the initial state may lead. Not remembered: what is read is the caller's.
        """
        solve = self._solver(setting)
        return np.stack(self._in_draws(setting, range(draws), lambda n: read(solve(n))))

    def draws_at(self, setting: Setting) -> int:
        """How many draws a setting is given: all at headline precision and pace, else fewer."""
        if self.is_aside(setting):
            return min(self.effort.sweep_draws, self.effort.draws)
        return self.effort.draws

    def most_draws_at(self, setting: Setting) -> int:
        """How many it is given at most, where a verdict hangs on them."""
        return self.draws_at(setting) * self.effort.draws_ready // self.effort.draws

    # ---- beside ----------------------------------------------------------------------------

    def each(self, work: Callable[[S], T], items: Iterable[S]) -> list[T]:
        """What the work makes of every item, in order; several are worked on at a time."""
        return list(side_by_side(work, items, self.effort.workers))

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
                account=self.account,
            )

        return self.once(("other", case_id), made)

    # ---- how -------------------------------------------------------------------------------

    def _solved(self, setting: Setting, place: Arena) -> Solution:
        """Up the ladder at the headline precision and pace; elsewhere on from the solution there.

        Where only numbers are changed, on from the solution without the change. Where actors are
        bound, or numbers changed, the tolerance is that of draws: what matters is a difference.
        """
        near, own = self._beside(setting), self.is_own(setting)
        with self.account.solving("solving"):
            return solve_setting(
                place,
                setting,
                self.numbers(setting),
                start=None if near is None else near.values,
                tolerance=TIGHT if own else LOOSE,
                steps=() if near is None or own else near.steps,
            )

    def _beside(self, setting: Setting) -> Lasting | None:
        """The solution that one is followed on from; none: it is reached up the ladder."""
        base = self.headline
        if setting.inputs:
            return self._lasting(replace(setting, inputs=()))
        if self.is_aside(setting):
            return self._lasting(setting.at(base.precision, base.pace))
        return None

    def _lasting(self, setting: Setting) -> Lasting:
        """What a setting comes to at last, at the mode."""
        if self.is_own(setting):
            return self.solution(setting).lasting
        return self._kept(setting).lasting

    def _kept(self, setting: Setting) -> Kept:
        place = self.arena(setting)
        return self.once(("kept", setting), lambda: _what_is_kept(self._solved(setting, place)))

    def _remembered(self, setting: Setting) -> Solution:
        """A solution of which only a part is kept: solved, or made again from that part."""
        solved: list[Solution] = []

        def work() -> Kept:
            solved.append(self._solved(setting, self.arena(setting)))
            return _what_is_kept(solved[0])

        kept = self.once(("kept", setting), work)
        if solved:
            return solved[0]
        return unfold(self.arena(setting), setting, self.numbers(setting), kept.lasting)

    def _mode_values(self, setting: Setting) -> Floats:
        """[1, n] what the initial state is worth at the mode; in passing without the chain."""
        if self.is_own(setting):
            return self.solution(setting).values[:1]
        near = self._beside(setting)
        if near is None:
            return self._kept(setting).first[None]
        with self.account.solving("solving"):
            return solve_values(
                self.arena(setting),
                setting,
                self.numbers(setting),
                start=near.values,
                tolerance=LOOSE,
                steps=near.steps,
            )[None]

    def _start_of_draws(self, setting: Setting) -> Lasting:
        """The solution at the mode, at the headline's pace, that a setting's draws start from."""
        return self._lasting(setting.at(self.headline.precision, self.headline.pace))

    def _solver(self, setting: Setting) -> Callable[[tuple[Numbers, ...]], Solution]:
        """What solves a setting in a draw, on from the solution at the mode, for what follows."""
        mode, place = self._start_of_draws(setting), self.arena(setting).ahead

        def solve(numbers: tuple[Numbers, ...]) -> Solution:
            return solve_setting(
                place, setting, numbers, start=mode.values, tolerance=LOOSE, steps=mode.steps
            )

        return solve

    def _reading(self, setting: Setting, places: tuple[int, ...]) -> Ensemble:
        def read() -> Ensemble:
            passes = self.is_aside(setting) and not self.is_own(setting)
            ahead = self.arena(setting).ahead
            solution = self._solved(setting, ahead) if passes else self.solution(setting)
            return gathered(setting, [(solution, self._probabilities(solution, places))], places)

        return self.once(("reading", setting, places), read)

    def _ensemble(
        self, setting: Setting, count: int, places: tuple[int, ...], *, correlated: bool = False
    ) -> Ensemble:
        """Some events of a setting in the first draws; those known already are not made again."""

        def grow(known: Ensemble | None) -> Ensemble:
            have = 0 if known is None else known.size
            if known is not None and have >= count:
                return known
            solve = self._solver(setting)

            def one(numbers: tuple[Numbers, ...]) -> tuple[Solution, Floats]:
                solution = solve(numbers)
                return solution.without_chain(), self._probabilities(solution, places)

            done = self._in_draws(setting, range(have, count), one, correlated=correlated)
            more = gathered(setting, done, places)
            return more if known is None else known.and_then(more)

        key = ("ensemble", setting, places, correlated)
        return self._memory.grown(key, grow).first(count)

    def _drawn_values(self, setting: Setting, draws: range) -> Floats:
        mode, place = self._start_of_draws(setting), self.arena(setting)

        def one(numbers: tuple[Numbers, ...]) -> Floats:
            return solve_values(
                place, setting, numbers, start=mode.values, tolerance=LOOSE, steps=mode.steps
            )

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

        def at(k: int) -> T:
            with self.account.solving("draws"):
                return one(self.numbers(setting, k, correlated=correlated))

        done = []
        for k, result in enumerate(side_by_side(at, draws, self.effort.workers), start=1):
            done.append(result)
            self.progress(_words(setting), k, len(draws))
        return done

    def _probabilities(self, solution: Solution, places: tuple[int, ...]) -> Floats:
        """[T, E] of some of the lab's events by the lab's dates."""
        where = self.targets(solution.setting, places)
        return solution.probability(where.true, self.years, where.barred)[:, where.place]

    def _equilibria(self, setting: Setting) -> tuple[Found, ...]:
        place, numbers = self.arena(setting), self.numbers(setting)
        far = self._deadline(setting, self.case.horizon * DEADLINE_FACTOR).values
        with self.account.solving("equilibria", 0):
            found = find(
                place.topology,
                numbers[-1],
                place.commitment,
                setting.precision,
                stream(self.effort.seed, "starts"),
                starts={"deadline": far},
            )
            self.account.count(sum(len(e.found_by) for e in found))
            return tuple(
                Found(unfold(place, setting, numbers, _at_last(e)), e.found_by, e.regret)
                for e in found
            )

    def _deadline(self, setting: Setting, years: float) -> Solution:
        with self.account.solving("deadline"):
            return solve_to_deadline(self.arena(setting), setting, self.numbers(setting), years)


def _what_is_kept(solution: Solution) -> Kept:
    return Kept(solution.lasting, solution.values[0].copy())


def _at_last(found: Equilibrium) -> Lasting:
    return Lasting(found.values, converged=found.converged, residual=found.residual)


def _words(setting: Setting) -> str:
    """A setting in a few words, for progress."""
    parts = [f"precision {setting.precision:g}", f"pace x {setting.pace:g}"]
    parts += [f"{b.actor} {b.strategy or b.stance}" for b in setting.bindings]
    parts += [f"{'never ' if i.never else ''}{i.action}" for i in setting.do]
    parts += [setting.scenario] if setting.scenario else []
    return ", ".join(parts)

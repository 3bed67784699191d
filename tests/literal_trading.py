"""The exchange model written down literally: one deal after the other, each a linear program.

No code in common with the package. Slow: for a handful of actors and issues.
"""

from collections.abc import Iterator
from itertools import combinations, permutations
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog

from detente.methods.stances import Stances

FAR = 1e-9


class LiteralDeal(NamedTuple):
    first: int
    second: int
    p: int
    q: int | None  # None: a payment alone
    shifts: tuple[float, float]
    gains: tuple[float, float]


class World:
    """Votes, and what has been given."""

    def __init__(
        self,
        stances: Stances,
        *,
        cost: float = np.inf,
        by_ideal: bool = False,
        regroup: bool = False,
    ) -> None:
        self.x = stances.position
        self.s = np.where(stances.present, stances.salience, 0.0)
        self.w = self.s * stances.capability
        self.v = stances.position.copy()
        self.cost, self.by_ideal, self.regroup = cost, by_ideal, regroup
        self.start = [self.outcome(d) for d in range(self.x.shape[1])]
        self.given: dict[tuple[int, int], float] = {}

    def outcome(self, d: int) -> float:
        return float(self.w[:, d] @ self.v[:, d] / self.w[:, d].sum())

    def loss(self, i: int) -> float:
        issues = range(self.x.shape[1])
        return sum(float(self.s[i, d]) * abs(self.outcome(d) - float(self.x[i, d])) for d in issues)

    def room(self, giver: int, taker: int, d: int) -> float:
        """How far the outcome can move: to the taker's point, or by all the giver has left."""
        if self.w[giver, d] == 0 or self.w[taker, d] == 0:
            return 0.0
        outcome, target = self.outcome(d), float(self.x[taker, d])
        middle = outcome if self.regroup else self.start[d]
        way = float(np.sign(target - middle))
        if way * (float(self.x[giver, d]) - middle) >= 0:
            return 0.0
        if self.given.get((giver, d), way) != way:
            return 0.0
        left = way * (target - float(self.v[giver, d])) * self.w[giver, d] / self.w[:, d].sum()
        return max(min(way * (target - outcome), float(left)), 0.0)

    def deals(self) -> Iterator[LiteralDeal]:
        """A package with payments may come down to one issue, which `bought` has already."""
        issues = range(self.x.shape[1])
        for i, j in permutations(range(len(self.x)), 2):
            for p in issues if self.cost < np.inf else ():
                yield from self.bought(i, j, p)
            for p, q in combinations(issues, 2):
                yield from self.traded(i, j, p, q)

    def bought(self, i: int, j: int, p: int) -> Iterator[LiteralDeal]:
        most = self.room(j, i, p)
        worth = np.array([[self.s[i, p]], [-self.s[j, p]]])
        solved = self.best(worth, [most], level=True)
        if solved is not None:
            shifts, gains = solved
            yield LiteralDeal(i, j, p, None, (shifts[0], 0.0), gains)

    def traded(self, i: int, j: int, p: int, q: int) -> Iterator[LiteralDeal]:
        most = [self.room(j, i, p), self.room(i, j, q)]
        if min(most) <= 0:
            return
        worth = np.array([[self.s[i, p], -self.s[i, q]], [-self.s[j, p], self.s[j, q]]])
        solved = self.best(worth, most, level=not self.by_ideal)
        if solved is not None:
            shifts, gains = solved
            yield LiteralDeal(i, j, p, q, (shifts[0], shifts[1]), gains)

    def best(
        self, worth: np.ndarray, most: list[float], *, level: bool
    ) -> tuple[list[float], tuple[float, float]] | None:
        """The shifts that give both the most, alike or as much of their ideal."""
        ideals = (1.0, 1.0) if level else (self.alone(worth, most, 0), self.alone(worth, most, 1))
        if min(ideals) < FAR:
            return None
        # unknown: the shifts, what each pays, and the common level t
        pays = np.array([[-self.cost, 1.0], [1.0, -self.cost]]) if self.cost < np.inf else None
        columns = [worth] if pays is None else [worth, pays]
        rows = np.hstack([*columns, -np.array(ideals)[:, None]])
        goal = np.zeros(rows.shape[1])
        goal[-1] = -1.0
        paid = [] if pays is None else [(0, None)] * 2
        bounds = [*((0, m) for m in most), *paid, (None, None)]
        solved = linprog(goal, A_eq=rows, b_eq=[0, 0], bounds=bounds)
        t = -solved.fun
        if t < FAR:
            return None
        return solved.x[: len(most)].tolist(), (t * ideals[0], t * ideals[1])

    def alone(self, worth: np.ndarray, most: list[float], who: int) -> float:
        """The most one can have while the other loses nothing."""
        solved = linprog(
            -worth[who], A_ub=-worth[[1 - who]], b_ub=[0], bounds=[(0, m) for m in most]
        )
        return float(-solved.fun)

    def make(self, deal: LiteralDeal) -> None:
        gifts = [(deal.second, deal.first, deal.p, deal.shifts[0])]
        if deal.q is not None:
            gifts.append((deal.first, deal.second, deal.q, deal.shifts[1]))
        for giver, taker, d, shift in gifts:
            way = float(np.sign(self.x[taker, d] - self.outcome(d)))
            self.v[giver, d] += way * shift * self.w[:, d].sum() / self.w[giver, d]
            self.given[giver, d] = way


def trade(world: World, most: int = 60) -> list[LiteralDeal]:
    """The deals of a round; there must be no ties."""
    made = []
    while len(made) < most:
        deals = list(world.deals())
        if not deals:
            return made
        made.append(max(deals, key=lambda deal: sum(deal.gains)))
        world.make(made[-1])
    raise AssertionError("the round does not end")

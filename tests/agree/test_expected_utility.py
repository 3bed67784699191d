"""One round of the expected-utility model, written out actor by actor from its equations."""

from itertools import product

import numpy as np
import pytest

from detente.methods.expected_utility import READINGS as NAMED
from detente.methods.expected_utility import (
    Choice,
    Conflict,
    Opposition,
    Reading,
    View,
    VotingRisk,
    expected_utility_rounds,
)
from detente.methods.stances import Stances

READINGS = [
    Reading(*switches, unchanged)
    for *switches, unchanged in product(Opposition, VotingRisk, View, Conflict, Choice, (1.0, 0.5))
]


class Literal:
    """One actor after the other, one equation after the other."""

    def __init__(
        self, x: list[float], s: list[float], c: list[float], reading: Reading, span: float
    ) -> None:
        self.x, self.s, self.c, self.reading = x, s, c, reading
        self.n, self.span = len(x), span
        self.median = self.condorcet_winner()
        self.r = [1.0] * self.n
        heard = [sum(self.gain(j, i, 1.0) for j in range(self.n) if j != i) for i in range(self.n)]
        top, bottom = max(heard), min(heard)
        for i, security in enumerate(heard):
            risk = (2 * security - top - bottom) / (top - bottom) if top > bottom else 0.0
            self.r[i] = (1 - risk / 3) / (1 + risk / 3)

    def condorcet_winner(self) -> float:
        """The lowest position that no other beats in votes weighed by distance."""
        for mu in sorted(self.x):
            against = (
                sum(
                    self.c[i] * self.s[i] * (abs(self.x[i] - mu) - abs(self.x[i] - other))
                    for i in range(self.n)
                )
                for other in self.x
            )
            if all(votes <= 1e-12 for votes in against):
                return mu
        raise AssertionError

    def distance(self, a: float, b: float) -> float:
        return abs(a - b) / self.span

    def lead(self, k: int, i: int, j: int) -> float:
        own = self.reading.voting_risk is VotingRisk.OWN
        power = self.r[k] if own else 1.0
        return (
            self.distance(self.x[k], self.x[j]) ** power
            - self.distance(self.x[k], self.x[i]) ** power
        )

    def chance(self, i: int, j: int) -> float:
        support = against = 0.0
        for k in range(self.n):
            votes = self.c[k] * self.s[k] * self.lead(k, i, j)
            support += max(votes, 0.0)
            against += abs(votes)
        if self.reading.opposition is Opposition.ALL_CONTESTS:
            against = sum(
                self.c[k] * self.s[k] * abs(self.lead(k, a, b))
                for a in range(self.n)
                for b in range(self.n)
                for k in range(self.n)
            )
        return support / against if against > 0 else 0.5

    def gain(self, i: int, j: int, r: float) -> float:
        d, dm = self.distance(self.x[i], self.x[j]), self.distance(self.x[i], self.median)
        success, failure = 2 - 4 * (0.5 - 0.5 * d) ** r, 2 - 4 * (0.5 + 0.5 * d) ** r
        same = 2 - 4 * 0.5**r
        better = 2 - 4 * max(0.5 - 0.25 * (dm + d), 0.0) ** r
        worse = 2 - 4 * (0.5 + 0.25 * (dm + d)) ** r
        p, q = self.chance(i, j), self.reading.unchanged
        drift = better if dm < d else worse
        challenge = self.s[j] * (p * success + (1 - p) * failure) + (1 - self.s[j]) * success
        return challenge - q * same - (1 - q) * drift

    def offers(self, i: int) -> list[tuple[int, float]]:
        """Kind (0 conflict, 1 compromise, 2 giving way) and target of the offers i has."""
        found = []
        for j in range(self.n):
            if self.x[i] == self.x[j]:
                continue
            a = self.gain(i, j, self.r[i])
            b = self.gain(j, i, self.r[i] if self.reading.view is View.OWN else self.r[j])
            if a > 0 and b > 0:
                if b > a and self.reading.conflict is Conflict.WEAKER_YIELDS:
                    found.append((0, self.x[j]))
            elif b > 0:
                part = abs(a / b)
                whole = part >= 1
                target = self.x[j] if whole else self.x[i] + (self.x[j] - self.x[i]) * part
                found.append((2 if whole else 1, target))
        return found

    def moved(self) -> list[float]:
        after = []
        for i in range(self.n):
            offers = self.offers(i)
            if self.reading.choice is not Choice.LEAST_MOVE:
                best = min((kind for kind, _ in offers), default=0)
                offers = [offer for offer in offers if offer[0] == best]
            lengths = [abs(target - self.x[i]) for _, target in offers]
            far = self.reading.choice is Choice.ORDERED_FAR and offers and offers[0][0] == 1
            pick = (max if far else min)(lengths, default=None)
            after.append(self.x[i] if pick is None else offers[lengths.index(pick)][1])
        return after


def drawn(trial: int) -> tuple[list[float], list[float], list[float]]:
    """Positions, saliences, capabilities; two are at one place."""
    x, s, c = np.round(np.random.default_rng(trial).random((3, 3 + trial)), 3) + 0.001
    x[-1] = x[0]
    return x.tolist(), s.tolist(), c.tolist()


def on_one_issue(x: list[float], s: list[float], c: list[float]) -> Stances:
    position, salience, capability = np.array([x, s, c])[:, :, None]
    return Stances(position, salience, capability, np.ones((len(x), 1), bool))


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: "-".join(map(str, reading)))
def test_a_round_is_the_one_written_out(reading: Reading) -> None:
    for trial in range(3):
        x, s, c = drawn(trial)
        answer = expected_utility_rounds(on_one_issue(x, s, c), reading, 1).position[1, :, 0]
        assert answer == pytest.approx(Literal(x, s, c, reading, max(x) - min(x)).moved())


@pytest.mark.parametrize("reading", NAMED.values(), ids=NAMED)
def test_rounds_follow_from_one_another(reading: Reading) -> None:
    for trial in range(4):
        x, s, c = drawn(trial)
        answer = expected_utility_rounds(on_one_issue(x, s, c), reading, 4).position[:, :, 0]
        at = x
        for after in answer[1:]:
            at = Literal(at, s, c, reading, max(x) - min(x)).moved()
            assert after == pytest.approx(at)

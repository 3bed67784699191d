"""Behaviour and probabilities in a `World`, slowly and plainly.

Consents are enumerated one by one, behaviour is solved by policy evaluation, and probabilities come
from matrix exponentials.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import exp, prod

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm
from tests.robust.world import Act, Array, State, World, pair_of

from detente.case.expressions import Action, Tree
from detente.case.schema import Strategy

Conduct = Callable[[str, State, Act], int]
"""Whether an actor is bound to do or grant an act in a state: 1 always, -1 never, 0 free."""

REVERSE = {"do": "undo", "undo": "do", "join": "leave", "leave": "join"}


@dataclass(frozen=True, kw_only=True)
class Solved:
    """Behaviour that answers itself, and the chain it makes."""

    world: World
    values: Array
    taken: list[list[tuple[Act, float, float]]]
    """Per state: each act, the rate at which it takes place, and the mover's expected gain."""

    @cached_property
    def generator(self) -> Array:
        """[N, N] rates between states."""
        rates = np.zeros((len(self.values), len(self.values)))
        for x, acts in enumerate(self.taken):
            for act, rate, _ in acts:
                rates[x, act.to] += rate
            for rate, to in self.world.shifts[x]:
                rates[x, to] += rate
        return _closed(rates)

    @cached_property
    def ended(self) -> NDArray[np.bool_]:
        """[N] where the process has broken down."""
        return np.array([bool(dict(s)["ended"]) for s in self.world.states])

    def true(self, tree: Tree) -> NDArray[np.bool_]:
        """[N] where an event is true."""
        return np.array([bool(self.world.value(tree, s)) for s in self.world.states])

    def stopped(self, where: NDArray[np.bool_]) -> Array:
        """The generator, with some states never left."""
        return np.where(where[:, None], 0.0, self.generator)

    def probability(self, tree: Tree, years: float) -> float:
        """P(E by t), breakdown absorbing."""
        there = self.true(tree)
        return float(expm(self.stopped(there | self.ended) * years)[0, there].sum())

    def mistakes(self, tree: Tree, years: float) -> float:
        """Part of the acts on the way to an event that go against their mover's own gain."""
        there = self.true(tree)
        still = self.stopped(there | self.ended)
        counts = []
        for worst in (0.0, np.inf):
            kind = np.zeros_like(still)
            for x, acts in enumerate(self.taken):
                for act, rate, gain in acts:
                    kind[x, act.to] += rate * (gain < worst)
            kind[there | self.ended] = 0.0
            n = len(kind)
            both = np.block([[still, kind], [np.zeros_like(still), still]])
            counts.append(expm(both * years)[0, n:][there].sum())
        return float(counts[0] / counts[1]) if counts[1] > 0 else 0.0

    def endings(self, years: float) -> dict[tuple[int, str], float]:
        """By state and actor (`outside`: nobody), how likely the process ends so by a date."""
        n, still = len(self.values), self.stopped(self.ended)
        both = np.block([[still, np.eye(n)], [np.zeros((n, n)), np.zeros((n, n))]])
        spent = expm(both * years)[0, n:]
        found: dict[tuple[int, str], float] = {}
        for x in np.flatnonzero(~self.ended).tolist():
            ways = [(act.owner, rate, act.to) for act, rate, _ in self.taken[x]]
            ways += [("outside", rate, to) for rate, to in self.world.shifts[x]]
            for actor, rate, to in ways:
                if self.ended[to]:
                    found[x, actor] = found.get((x, actor), 0.0) + float(spent[x] * rate)
        return found


def _closed(rates: Array) -> Array:
    """A generator: what leaves a state is taken off its own place."""
    np.fill_diagonal(rates, 0.0)
    np.fill_diagonal(rates, -rates.sum(axis=1))
    return rates


def ruled(world: World) -> Conduct:
    """Actors with rules do what the first one that applies says; else all are free."""

    def bound(actor: str, state: State, act: Act) -> int:
        for k, rule in enumerate(world.case.rules.get(actor, ())):
            latch = dict(state).get(f"latch {actor} {k}")
            if world.value(rule.when.tree, state) if latch is None else latch:
                return kept(act, rule.does, actor)
        return 0

    return bound


def kept(act: Act, action: Action, actor: str) -> int:
    """1 for the action itself, -1 for its reverse, else 0."""
    if _is(act, action.verb, action.target, actor):
        return 1
    reverse = REVERSE.get(action.verb, "")
    return -1 if _is(act, reverse, action.target, actor) else 0


def _is(act: Act, verb: str, target: str, actor: str) -> bool:
    """Whether an act is an action as this actor takes or grants it."""
    meant = pair_of(*target.split("-")) if verb == "open" else target
    return (act.verb, act.target) == (verb, meant) and actor in {act.owner, *act.asked}


def abstaining(world: World, who: str) -> Conduct:
    """One actor never acts and never consents."""
    others = ruled(world)
    return lambda actor, state, act: -1 if actor == who else others(actor, state, act)


def going_along(world: World, who: str) -> Conduct:
    """One actor acts and consents as soon as it can; it never undoes, leaves or walks away."""
    others = ruled(world)

    def bound(actor: str, state: State, act: Act) -> int:
        if actor != who:
            return others(actor, state, act)
        return 1 if act.verb in {"do", "join", "open"} else -1

    return bound


def following(world: World, who: str, strategy: Strategy) -> Conduct:
    """One actor keeps to a strategy."""
    others = ruled(world)

    def bound(actor: str, state: State, act: Act) -> int:
        usual = others(actor, state, act)
        if actor != who:
            return usual
        said, waiting = usual, True
        for action in strategy.first:
            if _is(act, action.verb, action.target, who):
                said = 1 if waiting else -1
            if _is(act, REVERSE.get(action.verb, ""), action.target, who):
                said = -1
            waiting &= not _available(world, state, action, who)
        if any(_is(act, a.verb, a.target, who) for a in strategy.never):
            said = -1
        for commitment in strategy.does:
            so = bool(world.value(commitment.condition.tree, state))
            said = kept(act, commitment.action, who) * (1 if so else -1) or said
        return said

    return bound


def _available(world: World, state: State, action: Action, who: str) -> bool:
    acts = world.acts[world.states.index(state)]
    return any(a.owner == who and _is(a, action.verb, action.target, who) for a in acts)


def respond(
    world: World, precision: float, values: Array, conduct: Conduct | None = None
) -> Solved:
    """What actors do if states are worth `values`, and what states are worth if they do."""
    bound = conduct or ruled(world)
    n, actors = len(world.states), list(world.case.actors)
    rates, paid = np.zeros((n, n)), world.flow.copy()
    taken: list[list[tuple[Act, float, float]]] = []
    for x, state in enumerate(world.states):
        row = []
        for act in world.acts[x]:
            better = dict(zip(actors, values[act.to] - values[x], strict=True))
            said = {
                j: _logit(
                    world, precision, j, act.pays.get(j, 0.0) + better[j], bound(j, state, act)
                )
                for j in act.asked
            }
            success, share = _granted(act, said, actors)
            gain = success * (act.pays.get(act.owner, 0.0) + better[act.owner])
            does = _logit(world, precision, act.owner, gain, bound(act.owner, state, act))
            row.append((act, act.rate * does * success, gain))
            rates[x, act.to] += act.rate * does * success
            for i, actor in enumerate(actors):
                paid[x, i] += act.rate * does * share[actor] * act.pays.get(actor, 0.0)
        for rate, to in world.shifts[x]:
            rates[x, to] += rate
        taken.append(row)
    system = _closed(rates)
    found = [
        np.linalg.solve(r * np.eye(n) - system, paid[:, i]) for i, r in enumerate(world.discount)
    ]
    return Solved(world=world, values=np.stack(found, axis=1), taken=taken)


def _granted(act: Act, said: dict[str, float], actors: list[str]) -> tuple[float, dict[str, float]]:
    """The probability that enough of those asked agree, and that it is paid, by actor."""
    success, share = 0.0, dict.fromkeys(actors, 0.0)
    for answers in product((True, False), repeat=len(act.asked)):
        if sum(answers) < act.need:
            continue
        replies = dict(zip(act.asked, answers, strict=True))
        chance = prod(said[j] if agrees else 1 - said[j] for j, agrees in replies.items())
        success += chance
        for j in actors:
            share[j] += chance * replies.get(j, True)
    return success, share


def _logit(world: World, precision: float, actor: str, gain: float, bound: int) -> float:
    if bound:
        return float(bound > 0)
    return 1 / (1 + exp(-min(max(precision / world.stake[actor] * gain, -700.0), 700.0)))


def solve(world: World, precision: float, conduct: Conduct | None = None) -> Solved:
    """Up a ladder of precisions, by policy evaluation, each step halved."""
    values = world.flow / world.discount
    for rung in (*np.linspace(0.0, precision, 6)[:-1], precision):
        for _ in range(400):
            fresh = respond(world, float(rung), values, conduct).values
            change = np.abs(fresh - values).max()
            values = 0.3 * values + 0.7 * fresh
            if change < (1e-10 if rung == precision else 1e-3):
                break
    return respond(world, precision, values, conduct)


def plan_value(world: World, moves: tuple[str, ...], spacing: float) -> Array | None:
    """[n] worth of some moves made in that order, at once and then every `spacing` years.

    W(k) = b(s_k) + u(D_k) (1 - e^(-r spacing)) / r + e^(-r spacing) W(k+1), the last state lasting;
    none if a move cannot be made where its turn comes.
    """
    state, paid, rows = 0, [], []
    for move in moves:
        made = [a for a in world.acts[state] if (a.verb, a.target) == ("do", move)]
        if not made:
            return None
        paid.append(np.array([made[0].pays.get(a, 0.0) for a in world.case.actors]))
        state = made[0].to
        rows.append(world.flow[state] / world.discount)
    worth, kept = rows[-1], np.exp(-world.discount * spacing)
    for once, lasting in zip(reversed(paid), reversed(rows), strict=True):
        worth = once + lasting * (1 - kept) + kept * worth
    return worth

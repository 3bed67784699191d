"""Named steps in every feasible order, and what each order carried through is worth.

The plan value of an order s_1 .. s_m with spacing tau is W(1), where

    W_i(k) = b_i(s_k) + u_i(D_k) (1 - e^(-r_i tau)) / r_i + e^(-r_i tau) W_i(k+1),
    W_i(m+1) = u_i(D_m) / r_i,

with D_k the state after step k: nothing else happens, and after the last step nothing changes.
Moves that a step requires and that nobody named are made together with it: the shortest list of
them that unlocks it.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from detente.base.constants import constant
from detente.base.errors import StudyError
from detente.base.ids import ActorId, InputPath, MoveId
from detente.case.expressions import Verb
from detente.methods.game import Floats
from detente.model.compiled import Model
from detente.model.numbers import discounts, flows, payments

MOST_STEPS = 8


@dataclass(frozen=True, slots=True)
class Step:
    """A named move in its place: the state it leads to, what was made with it, what it pays."""

    move: MoveId
    state: int
    together: tuple[MoveId, ...]
    """Unnamed moves made just before it because it requires them."""
    pay_rows: tuple[int, ...]


Order = tuple[Step, ...]


def names(order: Order) -> tuple[MoveId, ...]:
    """The moves of an order."""
    return tuple(step.move for step in order)


def feasible_orders(model: Model, steps: tuple[MoveId, ...]) -> tuple[Order, ...]:
    """Every order in which all the named moves can be made, from the initial state.

    Raises:
        StudyError: more than eight moves are named.
    """
    if len(steps) > MOST_STEPS:
        message = f"{len(steps)} moves are named; orders of at most {MOST_STEPS} are compared"
        raise StudyError(message, "name fewer moves")
    return tuple(_continued(model, 0, tuple(dict.fromkeys(steps)), {}))


def plan_values(
    model: Model, inputs: Mapping[InputPath, float], order: Order, spacing: float
) -> Floats:
    """[n] the plan value of an order for each actor, in points; `spacing` in years."""
    return _worth(_Payoffs.of(model, inputs), order, spacing)


def best_order(
    model: Model, inputs: Mapping[InputPath, float], actor: ActorId, steps: tuple[MoveId, ...]
) -> tuple[MoveId, ...]:
    """The order with the greatest plan value for the actor; empty if no order is feasible.

    Of equal orders the one that comes first in the order of the list.
    """
    payoffs, place = _Payoffs.of(model, inputs), model.index(actor)
    orders = feasible_orders(model, steps)
    if not orders:
        return ()
    worth = [_worth(payoffs, order, constant("step_spacing"))[place] for order in orders]
    return names(orders[int(np.argmax(worth))])


@dataclass(frozen=True, slots=True)
class _Payoffs:
    flow: Floats
    paid: Floats
    discount: Floats

    @classmethod
    def of(cls, model: Model, inputs: Mapping[InputPath, float]) -> "_Payoffs":
        return cls(flows(model, inputs), payments(model, inputs), discounts(model, inputs))


def _worth(payoffs: _Payoffs, order: Order, spacing: float) -> Floats:
    r = payoffs.discount
    kept = np.exp(-r * spacing)
    worth = payoffs.flow[order[-1].state if order else 0] / r
    for step in reversed(order):
        paid = payoffs.paid[list(step.pay_rows)].sum(axis=0)
        worth = paid + payoffs.flow[step.state] * (1.0 - kept) / r + kept * worth
    return worth


_Memory = dict[tuple[int, MoveId, tuple[MoveId, ...]], Step | None]


def _continued(
    model: Model, state: int, left: tuple[MoveId, ...], memory: _Memory
) -> Iterator[Order]:
    if not left:
        yield ()
    for move in left:
        rest = tuple(m for m in left if m != move)
        key = (state, move, tuple(sorted(rest)))
        if key not in memory:
            memory[key] = _step(model, state, move, rest)
        step = memory[key]
        if step is not None:
            for order in _continued(model, step.state, rest, memory):
                yield (step, *order)


def _step(model: Model, state: int, move: MoveId, later: tuple[MoveId, ...]) -> Step | None:
    """The shortest way to make a move from a state without touching those that come later."""
    todo: deque[tuple[int, tuple[MoveId, ...], tuple[int, ...]]] = deque([(state, (), ())])
    seen = {state}
    while todo:
        here, together, rows = todo.popleft()
        for done, to, row in _performed(model, here):
            if done == move:
                return Step(move, to, together, (*rows, row))
            if done not in later and to not in seen:
                seen.add(to)
                todo.append((to, (*together, done), (*rows, row)))
    return None


def _performed(model: Model, state: int) -> Iterator[tuple[MoveId, int, int]]:
    """The moves that can be made in a state, where they lead, and their rows of payments."""
    topology, occasions = model.topology, model.occasions
    first, last = np.searchsorted(occasions.act_state, [state, state + 1])
    for act in range(int(first), int(last)):
        action = model.deeds[occasions.act_deed[act]].action
        if action.verb is Verb.DO:
            yield action.target, int(topology.act_to[act]), int(topology.act_pay[act])

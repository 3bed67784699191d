"""The method written down literally: all states at once, flat arrays of actions, `numpy.bincount`.

For games in which every consenter is needed and nobody is committed. One thread, cold start, the
same stopping bound as the solver's.
"""

import numpy as np

from detente.methods.game import Floats, Numbers, Topology


def solve(  # noqa: PLR0915 - read from top to bottom
    topology: Topology,
    numbers: Numbers,
    precision: float,
    *,
    skip_waiting: bool = False,
    tolerance: float = 1e-9,
    sweeps: int = 50_000,
) -> tuple[Floats, int]:
    """The stationary values by Jacobi sweeps from u / r, and the sweeps made.

    Every state has the clock of the busiest one; when it rings and nobody acts, the state stays.
    With `skip_waiting` the staying is solved out, which is no longer the literal form.
    """
    actors = range(numbers.discount.size)
    states = len(numbers.flow)
    sets = np.arange(topology.set_owner.size)
    set_state = np.repeat(np.arange(states), np.diff(topology.set_ptr))
    act_set = np.repeat(sets, np.diff(topology.act_ptr))
    shift_state = np.repeat(np.arange(states), np.diff(topology.shift_ptr))
    busiest = np.bincount(set_state, numbers.set_rate, states)
    busiest += np.bincount(shift_state, numbers.shift_rate, states)
    clock = busiest.max()
    bound = clock / numbers.discount.min()
    act_state, owner = set_state[act_set], topology.set_owner[act_set]
    asked = np.repeat(np.arange(act_set.size), np.diff(topology.con_ptr))
    pay, to = numbers.payments[topology.act_pay], topology.act_to
    shift_pay = numbers.payments[topology.shift_pay]
    scale = precision / numbers.stake
    values = numbers.flow / numbers.discount
    for sweep in range(sweeps):
        worth = pay + values[to] - values[act_state]
        refusal = np.exp(-scale[topology.con_actor] * worth[asked, topology.con_actor])
        success = np.exp(-np.bincount(asked, np.log1p(refusal), act_set.size))
        utility = scale[owner] * success * worth[np.arange(act_set.size), owner]
        best = np.zeros(sets.size)
        np.maximum.at(best, act_set, utility)
        weight = np.exp(utility - best[act_set])
        total = np.exp(-best) + np.bincount(act_set, weight, sets.size)
        rate = numbers.set_rate[act_set] * success * weight / total[act_set]
        fresh = np.empty_like(values)
        leave = np.bincount(act_state, rate, states)
        leave += np.bincount(shift_state, numbers.shift_rate, states)
        for i in actors:
            gained = np.bincount(act_state, rate * (pay[:, i] + values[to, i]), states)
            shifted = numbers.shift_rate * (shift_pay[:, i] + values[topology.shift_to, i])
            gained += np.bincount(shift_state, shifted, states)
            stay = 0.0 if skip_waiting else clock - leave
            gained += numbers.flow[:, i] + stay * values[:, i]
            fresh[:, i] = gained / (numbers.discount[i] + leave + stay)
        change = np.abs((fresh - values) / numbers.stake).max()
        values = fresh
        if bound * change < tolerance:
            return values, sweep + 1
    raise ArithmeticError(f"no rest after {sweeps} sweeps")

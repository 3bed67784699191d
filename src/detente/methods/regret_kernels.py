"""The compiled loop of `regret`: what one better choice would have gained."""

import numpy as np

from detente.methods._jit import jit
from detente.methods.game import Behaviour, Commitment, Floats, Numbers, Topology


@jit
def one_shot_regret(
    topology: Topology,
    numbers: Numbers,
    commitment: Commitment,
    values: Floats,
    policy: Behaviour,
    regret: Floats,
) -> None:
    """Fill `regret` with each actor's largest one-shot gain from a free choice or consent."""
    for x in range(topology.set_ptr.size - 1):
        for c in range(topology.set_ptr[x], topology.set_ptr[x + 1]):
            i = topology.set_owner[c]
            first, last = topology.act_ptr[c], topology.act_ptr[c + 1]
            best, expected = (-np.inf if topology.must_move else 0.0), 0.0
            for a in range(first, last):
                if commitment.act[a] == 0:
                    best = max(best, policy.gain[a])
                expected += policy.act[a] * policy.gain[a]
            if not (commitment.act[first:last] > 0).any():
                regret[i] = max(regret[i], (best - expected) / numbers.stake[i])
            for a in range(first, last):
                for k in range(topology.con_ptr[a], topology.con_ptr[a + 1]):
                    if commitment.consent[k] == 0:
                        j = topology.con_actor[k]
                        gain = numbers.payments[topology.act_pay[a], j]
                        gain += values[topology.act_to[a], j] - values[x, j]
                        missed = max(gain, 0.0) - policy.consent[k] * gain
                        regret[j] = max(regret[j], missed / numbers.stake[j])

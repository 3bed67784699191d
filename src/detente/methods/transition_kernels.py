"""The compiled loop of `transitions`: rates and marks of a chain from behaviour."""

from detente.methods._jit import jit
from detente.methods.game import Bools, Floats, Ints


@jit
def fill(
    chosen: Bools,
    label: Ints,
    actor: Ints,
    numbers: tuple[Floats, Floats],
    behaviour: tuple[Floats, Floats],
    rate: Floats,
    marked: Bools,
) -> None:
    """Fill `rate` and `marked` of every entry.

    `numbers` are the rates of shifts and each actor's least loss that counts as a mistake;
    `behaviour` the rates of actions and their gains.
    """
    shift_rate, least_loss = numbers
    act_rate, gain = behaviour
    for k in range(label.size):
        if chosen[k]:
            rate[k] = act_rate[label[k]]
            marked[k] = gain[label[k]] < -least_loss[actor[k]]
        else:
            rate[k] = shift_rate[label[k]]
            marked[k] = False

"""Say and dependence: how far each actor's conduct can move what each actor gets.

swing_i(k) is the largest minus the smallest value of the initial state to actor i over the
commitments of actor k: never acting or consenting, acting and consenting as soon as it can, as
solved, and k's named strategies. say_i = swing_i(i) / sum_k swing_i(k);
dependence_i(k) = swing_i(k) / sum_k swing_i(k). Both are free of units within an actor.
"""

from collections.abc import Callable

import numpy as np

from detente.base.ids import ActorId
from detente.behaviour.lab import LOOSE, Lab
from detente.behaviour.setting import Setting, Stance
from detente.methods.game import Floats

Read = Callable[[Setting], Floats]
"""How the values [D, n] of a setting are read: at the mode, or in some number of draws."""


def commitments(lab: Lab, actor: ActorId, setting: Setting) -> tuple[Setting, ...]:
    """The settings over which an actor's swing is taken."""
    named = lab.case.strategies.get(actor, {})
    return (
        setting,
        setting.under(actor, Stance.ABSTAINS),
        setting.under(actor, Stance.GOES_ALONG),
        *(setting.under(actor, Stance.STRATEGY, name) for name in named),
    )


def swings(lab: Lab, read: Read, setting: Setting) -> Floats:
    """[D, i, k] how far the conduct of actor k moves the value of actor i, in points.

    What the tolerance of the solutions cannot tell from nothing is nothing.
    """
    ways = [commitments(lab, actor, setting) for actor in lab.case.actors]
    every = tuple(dict.fromkeys(way for of_one in ways for way in of_one))
    values = dict(zip(every, lab.each(read, every), strict=True))
    by_actor = [np.ptp([values[way] for way in of_one], axis=0) for of_one in ways]
    swing = np.stack(by_actor, axis=2)
    told_apart = 2.0 * LOOSE.stakes * lab.stakes()[:, None]
    return np.where(swing > told_apart, swing, 0.0)


def dependence(lab: Lab, read: Read, setting: Setting) -> Floats:
    """[D, i, k] share of actor k in all that can move actor i; the diagonal is i's own say.

    Where nobody's conduct moves an actor, its row is zero.
    """
    swing = swings(lab, read, setting)
    total = swing.sum(axis=2, keepdims=True)
    return np.asarray(np.divide(swing, total, out=np.zeros_like(swing), where=total > 0))


def say(lab: Lab, read: Read, setting: Setting) -> Floats:
    """[D, i] each actor's say in what it gets."""
    return np.asarray(np.einsum("dii->di", dependence(lab, read, setting)))

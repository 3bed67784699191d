"""Another actor's policies side by side: what each means for one actor, in the same draws.

Compared are what the other actor does of its own, each of its named strategies, standing aside,
going along with everything, and, if it follows rules, free choice without them.
"""

from dataclasses import dataclass
from itertools import chain

import numpy as np

from detente.base.ids import ActorId
from detente.behaviour.ensemble import Ensemble
from detente.behaviour.influence import swings
from detente.behaviour.lab import Lab
from detente.behaviour.options import options, own_range
from detente.behaviour.setting import Stance
from detente.methods.game import Floats

ABSTAINS, GOES_ALONG, FREE_OF_RULES = "abstains", "goes_along", "free_of_rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """One policy of the other actor and what follows from it."""

    id: str
    name: str
    ensemble: Ensemble


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """What two actors' named strategies, and their own judgement, make together; at the mode."""

    own: tuple[str, ...]
    """Names of the one actor's options."""
    replies: tuple[str, ...]
    """Names of the other's."""
    own_values: Floats
    """[own, replies] to the one actor, as shares of its own range."""
    other_values: Floats
    """[own, replies] to the other, as shares of its own range."""


def weightiest(lab: Lab, focal: ActorId) -> ActorId | None:
    """The other actor whose conduct moves the focal actor's value most; none without one."""
    others = [actor for actor in lab.case.actors if actor != focal]
    if not others:
        return None
    model = lab.model()
    swing = swings(lab, lambda setting: lab.values(setting, 0), lab.headline)[0, model.index(focal)]
    return max(others, key=lambda actor: float(swing[model.index(actor)]))


def conducts(lab: Lab, other: ActorId, draws: int) -> tuple[Conduct, ...]:
    """The other actor's policies in the first draws; its own judgement is the first."""
    base = lab.headline
    settings = [(o.id, o.name, o.setting) for o in options(lab, other, base)]
    settings += [
        (ABSTAINS, "stand aside from everything", base.under(other, Stance.ABSTAINS)),
        (GOES_ALONG, "go along with everything", base.under(other, Stance.GOES_ALONG)),
    ]
    if other in lab.case.rules:
        settings += [(FREE_OF_RULES, "choose freely", base.under(other, Stance.FREE_OF_RULES))]
    return tuple(Conduct(id=i, name=n, ensemble=lab.ensemble(s, draws)) for i, n, s in settings)


def shares(lab: Lab, actor: ActorId, found: tuple[Conduct, ...]) -> Floats:
    """[D, K] each policy's value to an actor within its own range, 0 to 1."""
    place, draws = lab.model().index(actor), found[0].ensemble.size
    values = np.stack([one.ensemble.values[:, place] for one in found], axis=1)
    return _within(values, own_range(lab, actor, draws))


def replies(lab: Lab, actor: ActorId, other: ActorId) -> Replies:
    """Every option of one actor against every option of the other."""
    mine = options(lab, actor, lab.headline)
    theirs = [options(lab, other, one.setting) for one in mine]
    every = lab.each(lambda two: lab.values(two.setting, 0)[0], chain.from_iterable(theirs))
    values = np.reshape(every, (len(mine), -1, len(lab.case.actors)))
    one, two = (lab.model().index(a) for a in (actor, other))
    return Replies(
        own=tuple(o.name for o in mine),
        replies=tuple(o.name for o in theirs[0]),
        own_values=_within(values[:, :, one], own_range(lab, actor, 0)),
        other_values=_within(values[:, :, two], own_range(lab, other, 0)),
    )


def _within(values: Floats, ends: Floats) -> Floats:
    """Values [D, K] as shares of ranges [D or 1, 2], kept inside; 0 with nothing at stake."""
    floor, width = ends[:, :1], ends[:, 1:] - ends[:, :1]
    above = np.broadcast_to(values - floor, values.shape)
    share = np.divide(above, width, out=np.zeros_like(above), where=width > 0)
    return np.clip(share, 0.0, 1.0)

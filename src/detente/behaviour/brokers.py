"""Who stands between two actors, and what is left of that once they have a line of their own."""

from dataclasses import dataclass

from detente.base.ids import ActorId
from detente.behaviour.influence import dependence
from detente.behaviour.lab import Lab
from detente.behaviour.setting import Setting
from detente.case.expressions import Action, Verb
from detente.methods.game import Floats
from detente.model.layout import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Brokerage:
    """How far one end of a line that may be opened depends on an actor with lines to both ends."""

    line: Line
    end: ActorId
    broker: ActorId
    before: float
    after: float


def brokerage(lab: Lab) -> tuple[Brokerage, ...]:
    """Every line that may be opened, each end's dependence on every broker, at the mode."""
    found: list[Brokerage] = []
    for pair in lab.model().layout.lines:
        between = _brokers(lab, pair)
        if not between:
            continue
        before = _dependence(lab, lab.headline)
        after = _dependence(lab, lab.headline.after(Action(Verb.OPEN, "-".join(pair))))
        for end in pair:
            i = lab.model().index(end)
            for broker in between:
                k = lab.model().index(broker)
                found.append(
                    Brokerage(
                        line=pair,
                        end=end,
                        broker=broker,
                        before=float(before[i, k]),
                        after=float(after[i, k]),
                    )
                )
    return tuple(found)


def _brokers(lab: Lab, pair: Line) -> tuple[ActorId, ...]:
    """The actors who can talk to both ends today, while these have no line of their own."""
    view = lab.model().view()
    if view.talks(*pair)[0]:
        return ()
    return tuple(
        actor
        for actor in lab.case.actors
        if actor not in pair and all(view.talks(actor, end)[0] for end in pair)
    )


def _dependence(lab: Lab, setting: Setting) -> Floats:
    return dependence(lab, lambda s: lab.values(s, 0), setting)[0]

"""Who stands between two actors, and what is left of that once they have a line of their own.

Two views. Dependence is the broker's share in all that conduct can move an actor by. The loss is
what the actor would lose if the broker's line to the other end carried nothing, in parts of its
stake; that line also serves what the broker itself has to settle there, so it is an upper bound of
what passing messages on is worth.
"""

from dataclasses import dataclass

from detente.base.ids import ActorId
from detente.behaviour.influence import dependence
from detente.behaviour.lab import Lab
from detente.behaviour.setting import Setting
from detente.case.expressions import Action, Verb
from detente.methods.game import Floats
from detente.model.layout import Line, line


@dataclass(frozen=True, slots=True, kw_only=True)
class Brokerage:
    """How far one end of a line that may be opened depends on an actor with lines to both ends."""

    line: Line
    end: ActorId
    broker: ActorId
    before: float
    after: float
    loss_before: float
    loss_after: float


def brokerage(lab: Lab) -> tuple[Brokerage, ...]:
    """Every line that may be opened, each end's dependence on every broker, at the mode."""
    found: list[Brokerage] = []
    for pair in lab.model().layout.lines:
        between = _brokers(lab, pair)
        if not between:
            continue
        opened = lab.headline.after(Action(Verb.OPEN, "-".join(pair)))
        before, after = _dependence(lab, lab.headline), _dependence(lab, opened)
        for end, far in (pair, pair[::-1]):
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
                        loss_before=_loss(lab, lab.headline, end, line(broker, far)),
                        loss_after=_loss(lab, opened, end, line(broker, far)),
                    )
                )
    return tuple(found)


def _loss(lab: Lab, setting: Setting, end: ActorId, cut: Line) -> float:
    """What an actor loses if a line carries nothing, in stakes."""
    silent = setting
    for k, channel in enumerate(lab.case_in(lab.scenario).channels or ()):
        if line(*channel.between) == cut:
            silent = silent.given(f"channels.{k}.strength", 0.0)
    place = lab.model().index(end)
    loss = lab.values(setting, 0)[0, place] - lab.values(silent, 0)[0, place]
    return float(loss / lab.stakes()[place])


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

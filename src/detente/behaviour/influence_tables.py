"""Tables of influence: removals, seats, what is sought, who is between."""

from collections.abc import Sequence

from detente.base.ids import ActorId, MoveId
from detente.behaviour.brokers import Brokerage
from detente.behaviour.lab import Lab
from detente.behaviour.removal import Removal
from detente.behaviour.seats import Sought, gain
from detente.results import Table
from detente.results.words import column


def removal_table(lab: Lab, removals: Sequence[Removal]) -> Table:
    """What each actor loses or gains when another is taken away."""
    actors = lab.case.actors
    return Table(
        id="removal",
        title="What changes for whom if an actor cannot act, cannot consent, or neither",
        columns=(
            column("removed", "Actor removed"),
            column("way", "What is taken away"),
            column("distance", "End states that differ", "share"),
            *(column(actor, lab.case.actor_label(actor), "change in stakes") for actor in actors),
        ),
        rows=tuple(
            (one.actor, str(one.way), one.distance, *one.change.tolist()) for one in removals
        ),
        note=(
            "At the mode. End states: total-variation distance at the horizon; it is zero where "
            "nothing moves either way. Stakes of different actors cannot be compared."
        ),
    )


def seat_table(lab: Lab, actor: ActorId, seats: Sequence[tuple[MoveId, float]]) -> Table:
    """What it is worth to an actor to be asked before each move of others."""
    return Table(
        id="seats",
        title=f"What it is worth to {lab.case.actor_name(actor)} to be asked before others move",
        columns=(
            column("actor", "Actor"),
            column("move", "Move"),
            column("name", "In words"),
            column("worth", "Worth of the seat", "share of stake"),
        ),
        rows=tuple((actor, move, lab.case.move_name(move), worth) for move, worth in seats),
        note="At the mode: value with its consent asked for as well, minus value as it is.",
    )


def sought_table(lab: Lab, actor: ActorId, sought: Sequence[Sought]) -> Table:
    """What reaching for something is worth, and having it."""
    return Table(
        id="seeking",
        title="What it is worth to seek what others must grant, and to have it",
        columns=(
            column("strategy", "Strategy"),
            column("action", "What is sought"),
            column("granted_by", "Granted by"),
            column("seeking", "Seeking it", "share of stake"),
            column("granted", "Granted at once", "share of stake"),
        ),
        rows=tuple(
            (
                one.strategy,
                str(one.action),
                ", ".join(one.granted_by),
                float(gain(lab, actor, one.seeking, 0)[0]),
                float(gain(lab, actor, one.granted, 0)[0]),
            )
            for one in sought
        ),
        note="At the mode: value minus that of the actor's own judgement.",
    )


def broker_table(brokerage: Sequence[Brokerage]) -> Table:
    """Dependence on those in between, without and with a line of one's own."""
    return Table(
        id="brokers",
        title="Dependence on those in between, before and after a direct line opens",
        columns=(
            column("line", "Line"),
            column("actor", "Actor"),
            column("broker", "Depends on"),
            column("before", "Without the line", "share"),
            column("after", "With it", "share"),
            column("loss_before", "Loss if cut off, without it", "share of stake"),
            column("loss_after", "Loss if cut off, with it", "share of stake"),
        ),
        rows=tuple(
            ("-".join(b.line), b.end, b.broker, b.before, b.after, b.loss_before, b.loss_after)
            for b in brokerage
        ),
        note=(
            "At the mode; lines that may be opened and that others can bridge today. Cut off: the "
            "broker's line to the other end carries nothing, its own business included."
        ),
    )

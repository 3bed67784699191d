"""What must happen before what, and in whose hands each step is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.results.figures.boxes import Arrow, Box, Look, boxes_and_arrows
from detente.results.figures.canvas import ACCENT, INK, LINE, QUIET, Caption, figure
from detente.results.figures.key import Entry, Mark, key
from detente.results.nouns import Figure


class Standing(StrEnum):
    """Whether a step is done, can be done now, or waits for another."""

    STANDS = "stands"
    OPEN = "open"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One move; `holder` says who must act for it, such as ``Japan and North Korea``."""

    id: str
    label: str
    holder: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """`before` must stand before `after` can be done; `is_enough` if any one such step will do."""

    before: str
    after: str
    is_enough: bool = False


_LOOKS = {
    Standing.STANDS: Look(fill="#334e68", stroke="#334e68", ink="#ffffff", quiet="#d9e2ec"),
    Standing.OPEN: Look(fill="#ffffff", stroke=ACCENT, ink=INK, quiet=QUIET),
    Standing.LOCKED: Look(fill="#f1f3f5", stroke=LINE, ink=INK, quiet=QUIET, dash=(4, 3)),
}
_KEY = (
    Entry(Mark.BOX, "stands today", "#334e68"),
    Entry(Mark.BOX, "can be done now", "#ffffff"),
    Entry(Mark.BOX, "locked", "#f1f3f5", dash=(4, 3)),
    Entry(Mark.LINE, "needed first", INK),
    Entry(Mark.LINE, "any one of these is enough", INK, dash=(5, 3)),
)


def step_graph(caption: Caption, steps: Sequence[Step], locks: Sequence[Lock]) -> Figure:
    """The steps from left to right in the order they need each other, with who holds each.

    Raises:
        ValueError: if a lock names a step that is not there, or locks run in a circle.
    """
    stands = {step.id for step in steps if step.standing is Standing.STANDS}
    boxes = [
        Box(id=step.id, label=step.label, note=step.holder, look=_LOOKS[step.standing])
        for step in steps
    ]
    arrows = [
        Arrow(
            before=lock.before,
            after=lock.after,
            colour=LINE if lock.before in stands else INK,
            dash=(5, 3) if lock.is_enough else (),
        )
        for lock in locks
    ]
    body = boxes_and_arrows(boxes, arrows)
    return figure(caption, {"vconcat": [key(_entries(steps, locks)), body], "spacing": 14})


def _entries(steps: Sequence[Step], locks: Sequence[Lock]) -> list[Entry]:
    """The key without what does not occur."""
    shown = {
        _KEY[0]: any(step.standing is Standing.STANDS for step in steps),
        _KEY[1]: any(step.standing is Standing.OPEN for step in steps),
        _KEY[2]: any(step.standing is Standing.LOCKED for step in steps),
        _KEY[3]: any(not lock.is_enough for lock in locks),
        _KEY[4]: any(lock.is_enough for lock in locks),
    }
    return [entry for entry, is_there in shown.items() if is_there]

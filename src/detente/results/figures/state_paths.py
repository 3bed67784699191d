"""Ways through the states of a conflict: from where it stands to where it would hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.results.figures.boxes import Arrow, Box, Look, boxes_and_arrows
from detente.results.figures.canvas import (
    ACCENT,
    INK,
    LINE,
    PALETTE,
    QUIET,
    Caption,
    figure,
)
from detente.results.figures.key import Entry, Mark, key
from detente.results.nouns import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class StateBox:
    """One state: whether it holds, and whether it is where things stand."""

    number: int
    label: str
    holds: bool
    is_start: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One move between two states, by an actor, which it pays at once or not."""

    before: int
    after: int
    actor: str
    pays: bool


_START = Look(fill="#334e68", stroke="#334e68", ink="#ffffff", quiet="#d9e2ec")
_HOLDS = Look(fill="#e3f0f8", stroke=ACCENT, ink=INK, quiet=QUIET)
_PASSED = Look(fill="#ffffff", stroke=LINE, ink=INK, quiet=QUIET)
_UNPAID = (5, 3)


def state_paths(caption: Caption, states: Sequence[StateBox], moves: Sequence[Passage]) -> Figure:
    """The states from left to right, an arrow in the mover's colour for each move between them.

    A move that would close a circle is left out: some other path is shorter.

    Raises:
        ValueError: if a move names a state that is not there.
    """
    actors = list(dict.fromkeys(move.actor for move in moves))
    colours = {actor: PALETTE[k % len(PALETTE)] for k, actor in enumerate(actors)}
    boxes = [Box(id=str(s.number), label=s.label, note=_note(s), look=_look(s)) for s in states]
    arrows = [
        Arrow(
            before=str(move.before),
            after=str(move.after),
            colour=colours[move.actor],
            dash=() if move.pays else _UNPAID,
        )
        for move in _without_circles(moves)
    ]
    entries = [Entry(Mark.LINE, f"move of {actor}", colours[actor]) for actor in actors]
    if any(not move.pays for move in moves):
        entries.append(Entry(Mark.LINE, "does not pay at once", INK, dash=_UNPAID))
    body = boxes_and_arrows(boxes, arrows)
    return figure(caption, {"vconcat": [key(entries), body], "spacing": 14})


def _note(state: StateBox) -> str:
    parts = ["today"] if state.is_start else []
    parts += ["holds"] if state.holds else []
    return f"state {state.number + 1}" + "".join(f", {part}" for part in parts)


def _look(state: StateBox) -> Look:
    return _START if state.is_start else _HOLDS if state.holds else _PASSED


def _without_circles(moves: Sequence[Passage]) -> list[Passage]:
    """The moves in order, each unless those before lead from its end to its beginning."""
    kept: list[Passage] = []
    for move in moves:
        if not _leads(kept, move.after, move.before) and move.before != move.after:
            kept.append(move)
    return kept


def _leads(moves: Sequence[Passage], start: int, end: int) -> bool:
    reached, grown = {start}, True
    while grown:
        more = {m.after for m in moves if m.before in reached} - reached
        reached, grown = reached | more, bool(more)
    return end in reached

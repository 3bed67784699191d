"""The states of a conflict as expressions see them: who has done what, all else as on the day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.base.ids import InputPath
from detente.case.expressions import Text, Tree
from detente.case.rules.option_form import OptionalCase
from detente.methods.game import Bools, Floats
from detente.methods.graph_model import Places, States
from detente.model.evaluate import View
from detente.model.layout import Layout

_BLOCK = 1 << 15
"""States looked at together; enough to be fast, few enough to stay small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The states of a conflict, each by its code."""

    form: OptionalCase
    codes: States
    """[S] the options taken, as bits; under `graph` the number of the state there."""

    def truths(self, trees: Sequence[Tree], inputs: Mapping[InputPath, float]) -> Bools:
        """Where each condition or pattern holds, [k, S]."""
        truths = np.zeros((len(trees), len(self.codes)), np.bool_)
        if not trees:
            return truths
        for here, view in self._views(inputs):
            for k, tree in enumerate(trees):
                truths[k, here] = self._holds(tree, here, view)
        return truths

    def found(self, sets: Sequence[Tree], inputs: Mapping[InputPath, float]) -> list[Places]:
        """The places of the states in each of some sets of states, ascending."""
        here = slice(None)
        return [
            np.flatnonzero(
                self._matches(one, here) if isinstance(one, Text) else self.truths([one], inputs)[0]
            )
            for one in sets
        ]

    def named(self, patterns: Sequence[str]) -> Places:
        """The place of the state that each pattern of Y and N names; -1 if it is no state here."""
        letters = np.frombuffer("".join(patterns).encode(), np.uint8)
        taken = letters.reshape(len(patterns), self.form.width) == ord("Y")
        code = np.zeros((len(patterns), np.dtype(np.uint64).itemsize), np.uint8)
        packed = np.packbits(taken, axis=1, bitorder="little")
        code[:, : packed.shape[1]] = packed
        codes = code.view("<u8")[:, 0].astype(np.uint64)
        place = np.searchsorted(self.codes, codes)
        place[place == len(self.codes)] = 0
        return np.where(self.codes[place] == codes, place, -1)

    def meets_any(self, trees: Sequence[Tree], inputs: Mapping[InputPath, float]) -> Bools:
        """Where any of some conditions holds, [S]."""
        return np.asarray(self.truths(trees, inputs).any(axis=0))

    def values(self, trees: Sequence[Tree], inputs: Mapping[InputPath, float]) -> Floats:
        """The value of each measure in each state, [k, S]."""
        values = np.zeros((len(trees), len(self.codes)))
        for here, view in self._views(inputs):
            for k, tree in enumerate(trees):
                values[k, here] = view.value(tree)
        return values

    def pattern(self, state: int) -> str:
        """A state as Y and N, first option first; under `graph` its id."""
        code = int(self.codes[state])
        return self.form.pattern(1 << code if self.form.case.graph is not None else code)

    def at(self, rows: Bools) -> "Board":
        """The board with some of its states."""
        return Board(form=self.form, codes=self.codes[rows])

    def _holds(self, tree: Tree, here: slice, view: View) -> Bools:
        return self._matches(tree, here) if isinstance(tree, Text) else view.holds(tree)

    def _matches(self, pattern: Text, here: slice) -> Bools:
        """Which of some states are settled as a pattern says."""
        (one,) = self.form.combinations(pattern)
        return np.asarray(self.codes[here] & np.uint64(one.mask) == np.uint64(one.value))

    def _views(self, inputs: Mapping[InputPath, float]) -> Iterator[tuple[slice, View]]:
        """Block after block of states."""
        layout = Layout(
            moves=tuple(self.form.standing),
            memberships=tuple(self.form.member),
            lines=(),
            variables={},
            latches=(),
        )
        for first in range(0, len(self.codes), _BLOCK):
            here = slice(first, first + _BLOCK)
            yield here, View(self.form.case, layout, self._rows(here, layout), inputs)

    def _rows(self, here: slice, layout: Layout) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
        """The states as rows of what stands, who is a member, and that nothing has ended."""
        taken = self._taken(self.codes[here])
        rows = np.zeros((len(taken), layout.width), np.int8)
        for name, (bits, needed) in self.form.standing.items():
            rows[:, layout.move_column[name]] = taken[:, bits].sum(axis=1) >= needed
        for membership, bit in self.form.member.items():
            rows[:, layout.membership_column[membership]] = taken[:, bit]
        return rows

    def _taken(self, codes: States) -> Bools:
        """The bits of each state, [b, width]."""
        places = np.arange(self.form.width, dtype=np.uint64)
        if self.form.case.graph is not None:
            return np.asarray(codes[:, None] == places)
        return np.asarray(codes[:, None] >> places & np.uint64(1) != 0)

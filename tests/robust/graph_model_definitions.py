"""The graph model for conflict resolution, word for word, on files: no arrays, no package.

A conflict is read from the plain values of a `.gmcr` file or of a case, and judged by the
definitions: Nash, GMR, SMR, SEQ, SSEQ, SIM [fang1993]_, coalitions [kilgour2001]_, limited moves of
two actors [kilgour1985]_, and the readings of unknown preference [li2004]_.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

State = int
Mover = frozenset[int]
CLASSIC = ("Nash", "GMR", "SMR", "SEQ", "SSEQ", "SIM")


@dataclass(frozen=True, kw_only=True)
class Model:
    """States from 0, the moves of each actor from each state, and who likes which better."""

    patterns: tuple[str, ...]
    moves: tuple[Mapping[State, frozenset[State]], ...]
    worth: tuple[tuple[object, ...], ...]
    """[actor][state] anything that can be compared; larger is better."""
    unknown: tuple[frozenset[frozenset[State]], ...] = ()
    """[actor] pairs of states it cannot compare."""
    options: tuple[tuple[int, ...], ...] | None = None
    """[actor] its options, as places in patterns; none in graph form."""

    @property
    def actors(self) -> range:
        return range(len(self.moves))

    @property
    def states(self) -> range:
        return range(len(self.patterns))

    def better(self, i: int, t: State, s: State) -> bool:
        """Whether i prefers t to s."""
        return self.worth[i][t] > self.worth[i][s]  # type: ignore[operator]

    def improvements(self, i: int, s: State) -> set[State]:
        return {t for t in self.moves[i][s] if self.better(i, t, s)}

    # ---- what a group can reach ------------------------------------------------------------------

    def reach(
        self, movers: Iterable[Mover], s: State, step: Callable[[Mover, State], Iterable[State]]
    ) -> set[State]:
        """Where legal sequences lead: nobody (no coalition) moves twice in a row."""
        group = list(movers)
        found: set[tuple[State, Mover]] = set()
        waiting = [(t, m) for m in group for t in step(m, s)]
        while waiting:
            state, last = waiting.pop()
            if (state, last) not in found:
                found.add((state, last))
                waiting += [(t, m) for m in group if m != last for t in step(m, state)]
        return {state for state, _ in found}

    def any_moves(self, group: Iterable[int], s: State) -> set[State]:
        """R_H(s)."""
        singles = [frozenset({j}) for j in group]
        return self.reach(singles, s, lambda m, at: self.moves[min(m)][at])

    def liked_moves(self, group: Iterable[int], s: State) -> set[State]:
        """R_H+(s)."""
        singles = [frozenset({j}) for j in group]
        return self.reach(singles, s, lambda m, at: self.improvements(min(m), at))

    # ---- single actors ---------------------------------------------------------------------------

    def stable(self, concept: str, i: int, s: State) -> bool:
        others = [j for j in self.actors if j != i]

        def deters(u: State) -> bool:
            return not self.better(i, u, s)

        def for_good(u: State) -> bool:
            return deters(u) and all(deters(v) for v in self.moves[i][u])

        def answered(t: State) -> bool:
            if concept in ("Nash", "SIM"):
                return concept == "SIM" and any(map(deters, self.landings(i, s, t)))
            reach = self.any_moves if concept in ("GMR", "SMR") else self.liked_moves
            return any(map(for_good if concept in ("SMR", "SSEQ") else deters, reach(others, t)))

        return all(answered(t) for t in self.improvements(i, s))

    def landings(self, i: int, s: State, t: State) -> Iterator[State]:
        """Where i's move to t leads if each other stays or improves from s at the same time."""
        assert self.options is not None
        place = {pattern: k for k, pattern in enumerate(self.patterns)}
        others = [j for j in self.actors if j != i]
        for chosen in product(*([s, *self.improvements(j, s)] for j in others)):
            letters = list(self.patterns[t])
            for j, to in zip(others, chosen, strict=True):
                for k in self.options[j]:
                    letters[k] = self.patterns[to][k]
            if (landed := place.get("".join(letters))) is not None:
                yield landed

    # ---- coalitions ------------------------------------------------------------------------------

    def gains(self, group: Mover, s: State) -> set[State]:
        """R_H++(s): where a coalition can go so that all its members gain."""
        return {t for t in self.any_moves(group, s) if all(self.better(i, t, s) for i in group)}

    def universally_stable(self, concept: str, s: State) -> bool:
        groups = [frozenset(g) for k in self.actors for g in combinations(self.actors, k + 1)]
        return all(self.coalition_stable(concept, group, s) for group in groups)

    def coalition_stable(self, concept: str, group: Mover, s: State) -> bool:
        rest = [j for j in self.actors if j not in group]
        answering = [frozenset(g) for k in range(len(rest)) for g in combinations(rest, k + 1)]

        def hurts(u: State) -> bool:
            return any(not self.better(i, u, s) for i in group)

        def answered(t: State) -> bool:
            match concept:
                case "CGMR":
                    return any(map(hurts, self.any_moves(rest, t)))
                case "CSMR":
                    return any(
                        hurts(u) and all(map(hurts, self.any_moves(group, u)))
                        for u in self.any_moves(rest, t)
                    )
                case "CSEQ":
                    return any(map(hurts, self.reach(answering, t, self.gains)))
            return False

        return all(answered(t) for t in self.gains(group, s))

    # ---- looking ahead, two actors ---------------------------------------------------------------

    def ends(self, horizon: int) -> list[list[State]]:
        """G_h(i, s). Of equally good ends the one better for the other, then the lowest move."""
        if horizon == 0:
            return [list(self.states) for _ in self.actors]
        before = self.ends(horizon - 1)
        return [[self.end(i, s, before[1 - i]) for s in self.states] for i in self.actors]

    def end(self, i: int, s: State, expected: list[State]) -> State:
        best: State | None = None
        for t in sorted(self.moves[i][s]):
            end = expected[t]
            if best is None or (self.better(i, end, best), self.better(1 - i, end, best)) > (
                self.better(i, best, end),
                False,
            ):
                best = end
        return best if best is not None and self.better(i, best, s) else s

    # ---- unknown preference ----------------------------------------------------------------------

    def unsure(self, i: int, t: State, s: State) -> bool:
        """Whether i cannot compare two states."""
        return frozenset({t, s}) in self.unknown[i]

    def likes(self, i: int, t: State, s: State) -> bool:
        """Whether i is known to prefer t to s."""
        return self.better(i, t, s) and not self.unsure(i, t, s)

    def tempting(self, i: int, s: State, *, unknown: bool) -> set[State]:
        """Where i would go from s: to what it likes, and perhaps to what it cannot compare."""
        return {
            t for t in self.moves[i][s] if self.likes(i, t, s) or (unknown and self.unsure(i, t, s))
        }

    def stable_in_reading(self, reading: str, concept: str, i: int, s: State) -> bool:
        """A and C leave for what is unknown, B and D do not; in C and D the unknown deters."""
        others = [frozenset({j}) for j in self.actors if j != i]

        def deters(u: State) -> bool:
            return not self.likes(i, u, s) and (reading in "CD" or not self.unsure(i, u, s))

        def for_good(u: State) -> bool:
            return deters(u) and all(map(deters, self.moves[i][u]))

        def answered(t: State) -> bool:
            if concept == "SEQ":
                keen = self.reach(others, t, lambda m, at: self.tempting(min(m), at, unknown=True))
                return any(map(deters, keen))
            reach = self.reach(others, t, lambda m, at: self.moves[min(m)][at])
            return concept != "Nash" and any(map(for_good if concept == "SMR" else deters, reach))

        return all(map(answered, self.tempting(i, s, unknown=reading in "AC")))

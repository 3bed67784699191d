"""The definitions of stability written out: sets and loops, nothing of the package but types."""

from functools import cached_property
from itertools import pairwise, product

from detente.methods.graph_model import Conflict, OptionForm

Sets = list[set[int]]


class Oracle:
    """A conflict as sets: `moves[i][s]` is where actor i may go from s, `rank[i][s]` its place."""

    def __init__(self, conflict: Conflict) -> None:
        form, self.rank = conflict.moves, conflict.ranks.tolist()
        self.actors, self.count = range(len(self.rank)), form.size
        if isinstance(form, OptionForm):
            self.states = form.states.tolist()
            self.moves = [self.option_moves(form, int(own)) for own in form.owned]
        else:
            rows = [[form.target[a:b] for a, b in pairwise(r)] for r in form.ptr]
            self.moves = [[set(row.tolist()) for row in actor] for actor in rows]

    def option_moves(self, form: OptionForm, own: int) -> Sets:
        """R_i: other feasible states, only own options changed, none the wrong way."""
        forward, backward = int(form.forward), int(form.backward)
        return [
            {
                k
                for k, t in enumerate(self.states)
                if t != s
                and (s ^ t) & ~own == 0
                and s & ~t & forward == 0
                and t & ~s & backward == 0
            }
            for s in self.states
        ]

    @cached_property
    def improvements(self) -> list[Sets]:
        """R_i^+."""
        return [
            [{t for t in self.moves[i][s] if self.rank[i][t] > self.rank[i][s]} for s in self.all]
            for i in self.actors
        ]

    @property
    def all(self) -> range:
        return range(self.count)

    def sequences(self, group: list[int], moves: list[Sets]) -> Sets:
        """R_H for each start: smallest sets under the rule that nobody moves twice in a row."""
        reached = []
        for start in self.all:
            last: dict[int, set[int]] = {}
            grew = True
            while grew:
                steps = {(j, t) for j in group for t in moves[j][start]}
                for t, movers in last.items():
                    steps |= {(j, u) for j in group if movers != {j} for u in moves[j][t]}
                grew = any(j not in last.get(t, ()) for j, t in steps)
                for j, t in steps:
                    last.setdefault(t, set()).add(j)
            reached.append(set(last))
        return reached

    def stable(self, concept: str, i: int, s: int) -> bool:
        """Whether actor i would stay in s."""
        return all(self.answered(concept, i, s, t) for t in self.improvements[i][s])

    def answered(self, concept: str, i: int, s: int, t: int) -> bool:
        """Whether the improvement t is not worth while."""
        p = self.rank[i]
        if concept == "NASH":
            return False
        if concept == "SIM":
            return any(p[u] <= p[s] for u in self.landings(i, s, t))
        reached = self.credible[i] if concept in ("SEQ", "SSEQ") else self.possible[i]
        worse = [u for u in reached[t] if p[u] <= p[s]]
        if concept in ("SMR", "SSEQ"):
            worse = [u for u in worse if all(p[v] <= p[s] for v in self.moves[i][u])]
        return bool(worse)

    def landings(self, i: int, s: int, t: int) -> set[int]:
        """Where i's move to t ends when each other stays or improves from s at the same time."""
        others = [[s, *self.improvements[j][s]] for j in self.actors if j != i]
        places = {state: k for k, state in enumerate(self.states)}
        found = set()
        for chosen in product(*others):
            landing = self.states[t]
            for u in chosen:
                landing ^= self.states[u] ^ self.states[s]
            found |= {places[landing]} if landing in places else set()
        return found

    @cached_property
    def possible(self) -> list[Sets]:
        """R_{N-i}."""
        return [self.sequences([j for j in self.actors if j != i], self.moves) for i in self.actors]

    @cached_property
    def credible(self) -> list[Sets]:
        """R_{N-i}^+."""
        return [
            self.sequences([j for j in self.actors if j != i], self.improvements)
            for i in self.actors
        ]

    def raised(self, i: int, s: int, place: float) -> "Oracle":
        """The same conflict with s at another place of i's order."""
        return self.with_order(i, [place if k == s else p for k, p in enumerate(self.rank[i])])

    def with_order(self, i: int, order: list[float]) -> "Oracle":
        """The same moves with another order of i."""
        other = object.__new__(Oracle)
        kept = {k: v for k, v in vars(self).items() if k not in ("improvements", "credible")}
        vars(other).update(kept)
        other.rank = [order if j == i else row for j, row in enumerate(self.rank)]
        return other

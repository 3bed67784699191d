"""The model once more, slowly and plainly, with nothing of the package but its reader and trees.

States are dictionaries, conditions are evaluated one state at a time, consents are enumerated one
by one (`oracle.py`), probabilities come from matrix exponentials. It knows cases without dated
changes, one clock per move, all numbers at their mode.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from detente.case.expressions import (
    Arithmetic,
    AtLeast,
    Both,
    Call,
    Compare,
    Either,
    Literal,
    Name,
    Negative,
    Not,
    Tree,
)
from detente.case.schema import Case

Array = NDArray[np.float64]
State = tuple[tuple[str, object], ...]
"""What is so, sorted: `move m`, `in A C`, `line A-B`, `level v`, `latch A k`, `ended`."""
After = Callable[[dict[str, object]], int]
"""The number of the state that some changes lead to."""

RELATIONS: Mapping[str, Callable[[float, float], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "if": lambda a, b: bool(a) or not b,
    "iff": lambda a, b: bool(a) == bool(b),
}


@dataclass(frozen=True, slots=True)
class Act:
    """One actor's occasion to do one thing in one state."""

    owner: str
    verb: str
    target: str
    rate: float
    to: int
    asked: tuple[str, ...]
    need: int
    """How many of those asked must agree."""
    pays: Mapping[str, float]
    """Of owners, only those who act or agree are paid."""


Conduct = Callable[[str, State, Act], int]
"""Whether an actor is bound to do or grant an act in a state: 1 always, -1 never, 0 free."""


@dataclass(frozen=True, kw_only=True)
class World:
    """A case as the model page has it."""

    case: Case
    states: list[State] = field(default_factory=list)
    acts: list[list[Act]] = field(default_factory=list)
    shifts: list[list[tuple[float, int]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Everything that can be reached, one state after the other."""
        number = {self._first: 0}
        self.states.append(self._first)

        def place(state: State) -> int:
            if state not in number:
                number[state] = len(self.states)
                self.states.append(state)
            return number[state]

        for state in self.states:  # grows while it is walked
            self.acts.append(list(self._acts(state, place)))
            self.shifts.append(list(self._shifts(state, place)))

    # ---- what is so in a state ------------------------------------------------------------

    @cached_property
    def _first(self) -> State:
        case = self.case
        facts: dict[str, object] = {f"move {m}": m in case.standing for m in case.moves}
        for name, coalition in case.pressure.items():
            facts |= {f"in {a} {name}": member.in_ for a, member in coalition.members.items()}
        facts |= {f"level {v}": entry.start for v, entry in case.variables.items()}
        facts |= {f"line {pair_of(*c.between)}": c.open for c in case.channels or ()}
        for actor, rules in case.rules.items():
            facts |= {f"latch {actor} {k}": False for k, r in enumerate(rules) if r.until}
        return self._settled({**facts, "ended": False})

    def _settled(self, facts: dict[str, object]) -> State:
        """The state, once rules with an `until` have taken note of it."""
        state = tuple(sorted(facts.items()))
        for actor, rules in self.case.rules.items():
            for k, rule in enumerate(rules):
                if rule.until is not None:
                    on = facts[f"latch {actor} {k}"] or self.value(rule.when.tree, state)
                    off = self.value(rule.until.tree, state)
                    facts[f"latch {actor} {k}"] = bool(on and not off)
        return tuple(sorted(facts.items()))

    def value(self, tree: Tree, state: State) -> float:  # noqa: C901, PLR0911, PLR0912
        """A condition or measure in one state."""
        match tree:
            case Literal(value):
                return value
            case Name(id=name):
                return self._named(name, state)
            case Not(operand):
                return float(not self.value(operand, state))
            case Negative(operand):
                return -self.value(operand, state)
            case Both(operands):
                return float(all(self.value(o, state) for o in operands))
            case Either(operands):
                return float(any(self.value(o, state) for o in operands))
            case AtLeast(count, operands):
                return float(sum(bool(self.value(o, state)) for o in operands) >= count)
            case Arithmetic(operator, left, right):
                one, two = self.value(left, state), self.value(right, state)
                return {"+": one + two, "-": one - two, "*": one * two}[operator]
            case Compare(operator, Name(id=left), Name(id=right)) if left in self.case.variables:
                levels = self.case.variables[left].levels
                now = levels.index(str(dict(state)[f"level {left}"]))
                return float(RELATIONS[operator](now, levels.index(right)))
            case Compare(operator, left, right):
                pair = self.value(left, state), self.value(right, state)
                return float(RELATIONS[operator](*pair))
            case Call(function, arguments):
                return self._called(function, [str(a.id) for a in arguments], state)
        raise TypeError(tree)

    def _named(self, name: str, state: State) -> float:
        if name in self.case.moves:
            return float(bool(dict(state)[f"move {name}"]))
        if name in self.case.facts:
            return self.value(self.case.facts[name].tree, state)
        if name == "breakdown":
            return float(bool(dict(state)["ended"]))
        return self._component(name.removesuffix("_left"), state)

    def _called(self, function: str, names: list[str], state: State) -> float:
        match function, names:
            case "exposure", [actor]:
                return self.exposure(actor, state)
            case "pressure", [actor]:
                return self.pressure(actor, state)
            case "joined", [actor, coalition]:
                return float(bool(dict(state).get(f"in {actor} {coalition}", False)))
            case "talks", [one, two]:
                everybody = self.case.channels is None
                return float(everybody or bool(dict(state).get(f"line {pair_of(one, two)}", False)))
        raise TypeError(function)

    def _component(self, name: str, state: State) -> float:
        threat, now = self.case.threats[name], dict(state)
        left = 1.0
        for move, share in threat.ended_by.items():
            left *= 1 - share.mode * bool(now[f"move {move}"])
        level = threat.floor.mode + (1 - threat.floor.mode) * left
        for variable, levels in threat.factors.items():
            factor = levels.get(str(now[f"level {variable}"]))
            level *= 1.0 if factor is None else factor.mode
        return level

    def exposure(self, actor: str, state: State) -> float:
        """R_A: sum over threats of what each takes of the actor's safety."""
        total = 0.0
        for name, threat in self.case.threats.items():
            if actor in threat.reaches:
                taken = threat.reaches[actor].mode * self._component(name, state)
                for payload in threat.carries:
                    taken *= self._component(payload, state)
                for protector, strength in threat.deterred_by.items():
                    if protector != actor:
                        taken *= 1 - strength.mode * (1 - self.exposure(protector, state))
                total += taken
        return total

    def pressure(self, actor: str, state: State) -> float:
        """E(M) of every coalition on the actor, eased, at most 1 together."""
        total, now = 0.0, dict(state)
        for name, coalition in self.case.pressure.items():
            if coalition.on != actor:
                continue
            inside = {a for a in self.case.actors if now.get(f"in {a} {name}")}
            shares = sum(m.share.mode for m in coalition.members.values()) or 1.0
            fills = sum(b.mode for b in coalition.backfill.values()) or 1.0
            outside = sum(b.mode / fills for a, b in coalition.backfill.items() if a not in inside)
            held = sum(m.share.mode / shares for a, m in coalition.members.items() if a in inside)
            bite = held * (1 - coalition.substitutability.mode * outside)
            for move, share in coalition.eased_by.items():
                bite *= 1 - share.mode * bool(now[f"move {move}"])
            total += bite
        return min(max(total, 0.0), 1.0)

    # ---- what can happen -------------------------------------------------------------------

    def _acts(self, state: State, place: Callable[[State], int]) -> Iterator[Act]:
        if dict(state)["ended"]:
            return

        def after(changes: dict[str, object]) -> int:
            return place(self._settled({**dict(state), **changes}))

        for name in self.case.moves:
            yield from self._making(name, state, after)
            yield from self._undoing(name, state, after)
        yield from self._memberships(state, after)
        yield from self._openings(state, after)
        for name, entry in self.case.actors.items():
            if entry.may_walk_away:
                pays = self._pays("walk away", "", name, state)
                pace = self.case.breakdown.pace.mode
                yield Act(name, "walk away", "", pace, after(self._over), (), 0, pays)

    def _making(self, name: str, state: State, after: After) -> Iterator[Act]:
        move = self.case.moves[name]
        if dict(state)[f"move {name}"] or not self.value(move.requires.tree, state):
            return
        levels = {f"level {v}": level for v, level in move.sets.items()}
        need = _needed(move.how, len(move.by))
        for owner in move.by:
            others = tuple(o for o in move.by if o != owner)
            strength = self._gathered(state, owner, others, need - 1)
            if strength > 0:
                rate = (move.pace or self.case.actors[owner].pace).mode / len(move.by) * strength
                to = after({f"move {name}": True, **levels})
                pays = self._pays("do", name, None, state)
                if need == 1:
                    pays = {a: p for a, p in pays.items() if a not in others}
                asked = others if need > 1 else ()
                yield Act(owner, "do", name, rate, to, asked, need - 1, pays)

    def _undoing(self, name: str, state: State, after: After) -> Iterator[Act]:
        move = self.case.moves[name]
        for undoer in move.reversible if dict(state)[f"move {name}"] else ():
            rate = (move.undo_pace or self.case.actors[undoer].pace).mode
            pays = self._pays("undo", name, None, state)
            yield Act(undoer, "undo", name, rate, after({f"move {name}": False}), (), 0, pays)

    def _memberships(self, state: State, after: After) -> Iterator[Act]:
        for actor, coalition in sorted(self._free):
            inside = bool(dict(state)[f"in {actor} {coalition}"])
            verb = "leave" if inside else "join"
            to = after({f"in {actor} {coalition}": not inside})
            pays = self._pays(verb, coalition, actor, state)
            yield Act(actor, verb, coalition, self.case.actors[actor].pace.mode, to, (), 0, pays)

    def _openings(self, state: State, after: After) -> Iterator[Act]:
        for channel in self.case.channels or ():
            pair = pair_of(*channel.between)
            if dict(state)[f"line {pair}"]:
                continue
            opened: State = tuple(sorted({**dict(state), f"line {pair}": True}.items()))
            pays, to = self._pays("open", pair, None, state), after({f"line {pair}": True})
            for owner, other in (channel.between, channel.between[::-1]):
                strength = self._gathered(opened, owner, (other,), 1)
                rate = self.case.actors[owner].pace.mode / 2 * strength
                if strength > 0:
                    yield Act(owner, "open", pair, rate, to, (other,), 1, pays)

    @cached_property
    def _over(self) -> dict[str, object]:
        return {"ended": True} | {f"move {m}": False for m in self.case.breakdown.unwinds}

    def _shifts(self, state: State, place: Callable[[State], int]) -> Iterator[tuple[float, int]]:
        case, now = self.case, dict(state)
        if now["ended"]:
            if case.breakdown.resumes.mode:
                back = self._settled({**now, "ended": False})
                yield case.breakdown.resumes.mode, place(back)
            return
        for shock in case.shocks.values():
            if self.value(shock.when.tree, state):
                undone = {f"move {m}": False for m in shock.undoes}
                levels = {f"level {v}": level for v, level in shock.sets.items()}
                there = self._settled({**now, **undone, **levels})
                if there != state:
                    yield shock.rate.mode, place(there)
        if case.breakdown.rate.mode:
            yield case.breakdown.rate.mode, place(self._settled({**now, **self._over}))

    @cached_property
    def _free(self) -> set[tuple[str, str]]:
        """Memberships that a goal, rule, strategy, fact, question or claim names."""
        case, found = self.case, set()
        texts = [f.text for f in case.facts.values()]
        texts += [q.event.text for q in case.questions.values()]
        texts += [c.holds_when.text for c in case.claims.values() if c.holds_when]
        own: list[tuple[str, str]] = [(case.focal_actor, text) for text in texts]
        for actor, goals in case.goals.items():
            for goal in goals.values():
                own.append((actor, goal.measure.text))
                own += [(actor, f"{o.on} ; {o.when} ; {o.unless}") for o in goal.once]
        for actor, rules in case.rules.items():
            own += [(actor, f"{r.when} ; {r.does} ; {r.until or ''}") for r in rules]
        for actor, strategies in case.strategies.items():
            for s in strategies.values():
                said = (*s.first, *s.never, *s.does)
                own += [(actor, str(item)) for item in said]
        for actor, text in own:
            found |= set(re.findall(r"joined\((\w+), (\w+)\)", text))
            found |= {(actor, name) for name in re.findall(r"(?:join|leave) (\w+)", text)}
        return {(a, c) for a, c in found if a in case.pressure[c].members}

    def _gathered(self, state: State, owner: str, others: tuple[str, ...], need: int) -> float:
        """The weakest contact the owner needs to gather `need` of the others, at best."""
        if not need:
            return 1.0
        choices = combinations(others, need)
        return max(min(self._reach(state, owner, o, ()) for o in group) for group in choices)

    def _reach(self, state: State, one: str, two: str, been: tuple[str, ...]) -> float:
        """The greatest product of strengths over all paths of open lines."""
        if one == two or self.case.channels is None:
            return 1.0
        best, now = 0.0, dict(state)
        for channel in self.case.channels:
            if one in channel.between and now[f"line {pair_of(*channel.between)}"]:
                (following,) = set(channel.between) - {one}
                if following not in been:
                    rest = self._reach(state, following, two, (*been, one))
                    best = max(best, channel.strength.mode * rest)
        return best

    def _pays(self, verb: str, target: str, doer: str | None, state: State) -> dict[str, float]:
        paid = dict.fromkeys(self.case.actors, 0.0)
        for actor, goals in self.case.goals.items():
            for goal in goals.values():
                for once in goal.once:
                    meant = once.on.target
                    if once.on.verb == "open":
                        meant = pair_of(*meant.split("-"))
                    due = self.value(once.when.tree, state) and not self.value(
                        once.unless.tree, state
                    )
                    mine = doer is None or doer == actor
                    if (once.on.verb, meant) == (verb, target) and due and mine:
                        paid[actor] += goal.weight.mode * once.pays.mode
        return paid

    # ---- what it is worth --------------------------------------------------------------------

    @cached_property
    def discount(self) -> Array:
        """[n] discount rates."""
        return np.array([a.discount.mode for a in self.case.actors.values()])

    @cached_property
    def flow(self) -> Array:
        """[N, n] points a year."""
        rows = []
        for state in self.states:
            row = []
            for actor in self.case.actors:
                goals = self.case.goals.get(actor, {}).values()
                worth = sum(g.weight.mode * self.value(g.measure.tree, state) for g in goals)
                if dict(state)["ended"] and actor in self.case.breakdown.afterwards:
                    worth += self.case.breakdown.afterwards[actor].mode
                row.append(worth)
            rows.append(row)
        return np.array(rows) * self.discount

    @cached_property
    def stake(self) -> dict[str, float]:
        """What scales each actor's gains."""
        found = {}
        for actor, entry in self.case.actors.items():
            goals = self.case.goals.get(actor, {}).values()
            total = sum(g.weight.mode for g in goals if not g.outside) or 1.0
            found[actor] = entry.stake.mode if entry.stake is not None else total
        return found


def pair_of(one: str, two: str) -> str:
    return "-".join(sorted((one, two)))


def _needed(how: str, owners: int) -> int:
    if how.startswith("at_least"):
        return int(how[len("at_least(") : -1])
    return owners if how == "joint" else 1

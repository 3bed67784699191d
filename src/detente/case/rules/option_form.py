"""A case in option form: which options make up a state, and which combinations a condition means.

A move of one owner is one option. Where several owners must agree, each has the option to consent,
and the move stands where enough of them do. A membership that anything refers to is an option of
the member. Under `graph` each state has a bit of its own and just one bit is set.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain, combinations
from math import comb
from typing import NamedTuple, TypeAlias

from detente.base.ids import ActorId, CoalitionId, MoveId
from detente.case.expressions import (
    AtLeast,
    Both,
    Call,
    Compare,
    Either,
    Literal,
    Name,
    Not,
    Text,
    Tree,
    Verb,
    walk,
)
from detente.case.expressions.tree import Expression
from detente.case.expressions.vocabulary import BREAKDOWN
from detente.case.rules.owners import owners_needed
from detente.case.rules.phrases import deeds, payments, phrases
from detente.case.schema import Case
from detente.case.schema.ranking import PATTERN, Patterns, Ranking

MOST_COMBINATIONS = 1024
"""A condition that falls into more combinations is looked at state by state."""
_LETTERS = str.maketrans("01", "NY")
_MOST_PAIRS = 8 * MOST_COMBINATIONS
"""So is one for which more pairs of combinations would have to be put together."""


class Combination(NamedTuple):
    """Some options settled, all others free."""

    mask: int
    """The options that are settled, as bits."""
    value: int
    """Those of them that are taken, as bits."""

    def holds(self, state: int) -> bool:
        """Whether a state is settled so."""
        return state & self.mask == self.value


Combinations: TypeAlias = tuple[Combination, ...]

ALWAYS: Combinations = (Combination(0, 0),)
NEVER: Combinations = ()


class TooEntangledError(Exception):
    """A condition that is no short list of combinations, or that numbers decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something one actor can have taken or not: a move, its consent to one, or a membership."""

    actor: ActorId
    move: MoveId = ""
    coalition: CoalitionId = ""
    """The coalition it can be in; empty for a move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionalCase:
    """The options of a case and what its names mean in them."""

    case: Case
    options: tuple[Option, ...]
    """The first is the least significant bit of a state."""
    standing: Mapping[str, tuple[tuple[int, ...], int]]
    """For each move or state of the graph its bits, and how many must be set for it to stand."""
    member: Mapping[tuple[ActorId, CoalitionId], int]
    """The bit of each free membership."""
    _facts: dict[tuple[str, bool], Combinations] = field(default_factory=dict)
    """Where facts hold and where not, as far as asked: facts may name facts, twice each."""

    @property
    def width(self) -> int:
        """How many bits a state has."""
        return len(self.case.graph.states) if self.case.graph else len(self.options)

    def pattern(self, state: int) -> str:
        """A state as Y and N, first option first; under `graph` its id."""
        if self.case.graph is not None:
            return list(self.case.graph.states)[state.bit_length() - 1]
        return pattern_of(state, self.width)

    def bits_of(self, name: str) -> int:
        """All bits of a move or of a state of the graph."""
        return sum(1 << bit for bit in self.standing[name][0])

    def tree(self, states: Expression) -> Tree:
        """The condition for a set of states; a name that looks like a pattern is a name."""
        match states.tree:
            case Text(value) if value in self.standing or value in self.case.facts:
                return Name(value)
        return states.tree

    def patterns(self, ranking: Ranking) -> Patterns:
        """The places of a ranking, if patterns of the options name all its states; else none."""
        named = (*self.standing, *self.case.facts)
        alike = {name for name in named if len(name) == self.width and PATTERN.fullmatch(name)}
        states = chain.from_iterable(ranking.patterns)
        first = next(states, "")
        if self.case.graph is not None or len(first) != self.width or first in alike:
            return ()
        return () if alike and not alike.isdisjoint(states) else ranking.patterns

    def combinations(self, tree: Tree) -> Combinations:
        """The combinations of options in any of which a condition or pattern holds.

        Raises:
            TooEntangledError: There are too many, or no options decide.
        """
        return self._found(tree, wanted=True)

    def _found(self, tree: Tree, *, wanted: bool) -> Combinations:  # noqa: C901, PLR0911, PLR0912 - one case per kind of node
        """The combinations in which a condition holds, or in which it does not."""
        match tree:
            case Literal(value):
                return _constant(value != 0.0, wanted=wanted)
            case Name(id=name):
                return self._named(name, wanted=wanted)
            case Not(operand):
                return self._found(operand, wanted=not wanted)
            case Both(operands):
                return self._counted(operands, len(operands), wanted=wanted)
            case Either(operands):
                return self._counted(operands, 1, wanted=wanted)
            case AtLeast(count, operands):
                return self._counted(operands, count, wanted=wanted)
            case Compare():
                return self._compared(tree, wanted=wanted)
            case Call():
                return self._called(tree, wanted=wanted)
            case Text(value):
                return (_of_pattern(value),)
        raise TooEntangledError

    def _counted(self, operands: Iterable[Tree], count: int, *, wanted: bool) -> Combinations:
        """Where at least so many operands hold, or where fewer do."""
        return _enough([self._found(o, wanted=wanted) for o in operands], count, wanted=wanted)

    def _named(self, name: str, *, wanted: bool) -> Combinations:
        if name in self.standing:
            bits, needed = self.standing[name]
            literals = [(Combination(1 << b, wanted << b),) for b in bits]
            return _enough(literals, needed, wanted=wanted)
        if name in self.case.facts:
            if (name, wanted) not in self._facts:
                tree = self.case.facts[name].tree
                self._facts[name, wanted] = self._found(tree, wanted=wanted)
            return self._facts[name, wanted]
        if name == BREAKDOWN:
            return _constant(value=False, wanted=wanted)
        raise TooEntangledError

    def _compared(self, tree: Compare, *, wanted: bool) -> Combinations:
        left, right = tree.left, tree.right
        if tree.operator == "if":
            return self._counted((left, Not(right)), 1, wanted=wanted)
        if tree.operator == "iff":
            pairs = ((True, wanted), (False, not wanted))
            return _any_of(
                _all_of([self._found(left, wanted=one), self._found(right, wanted=other)])
                for one, other in pairs
            )
        if isinstance(left, Name) and isinstance(right, Name) and left.id in self.case.variables:
            same = self.case.variables[left.id].start == right.id
            return _constant(same is (tree.operator == "="), wanted=wanted)
        raise TooEntangledError

    def _called(self, tree: Call, *, wanted: bool) -> Combinations:
        names = tuple(a.id for a in tree.arguments if isinstance(a, Name))
        match tree.function, names:
            case "joined", (actor, coalition):
                if (actor, coalition) in self.member:
                    bit = self.member[actor, coalition]
                    return (Combination(1 << bit, wanted << bit),)
                member = self.case.pressure[coalition].members.get(actor)
                return _constant(member is not None and member.in_, wanted=wanted)
            case "talks", (one, other):
                return _constant(_is_open(self.case, {one, other}), wanted=wanted)
        raise TooEntangledError


def pattern_of(state: int, width: int) -> str:
    """A state as Y and N, first option first.

    >>> pattern_of(0b001, 3)
    'YNN'
    """
    return f"{state:0{width}b}"[::-1].translate(_LETTERS)[:width]


def option_form(case: Case) -> OptionalCase:
    """The options of a case, in the order of its moves, owners and coalitions."""
    if case.graph is not None:
        standing = {state: ((k,), 1) for k, state in enumerate(case.graph.states)}
        return OptionalCase(case=case, options=(), standing=standing, member={})
    chosen = _chosen(case)
    moves = ((name, move) for name, move in case.moves.items() if name in chosen)
    options = [Option(actor=actor, move=name) for name, move in moves for actor in move.by]
    options += [Option(actor=a, coalition=c) for a, c in _free_memberships(case) if c in chosen]
    return OptionalCase(
        case=case,
        options=tuple(options),
        standing={
            name: (
                tuple(k for k, option in enumerate(options) if option.move == name),
                owners_needed(move.how, len(move.by)) if name in chosen else _stays(case, name),
            )
            for name, move in case.moves.items()
        },
        member={
            (option.actor, option.coalition): k
            for k, option in enumerate(options)
            if option.coalition
        },
    )


def _chosen(case: Case) -> frozenset[str]:
    """The moves and coalitions that make up the states."""
    return frozenset(case.options or (*case.moves, *case.pressure))


def _stays(case: Case, move: MoveId) -> int:
    """How many of no bits a move needs that stands for good, or never does."""
    return 0 if move in case.standing else 1


def freedom(case: Case, option: Option) -> tuple[bool, bool]:
    """Whether the owner of an option may take it, and whether it may drop it again."""
    if option.coalition:
        return True, True
    move = case.moves[option.move]
    return move.may_be_made, option.actor in move.reversible


def dependences(case: Case) -> Iterator[tuple[MoveId, Tree]]:
    """Each move that requires something, and the condition that it stands without it."""
    for name, move in case.moves.items():
        if name in _chosen(case) and not isinstance(move.requires.tree, Literal):
            yield name, Both((Name(name), Not(move.requires.tree)))


def _free_memberships(case: Case) -> Iterator[tuple[ActorId, CoalitionId]]:
    """Memberships that a condition names, or that a rule, strategy or goal joins or leaves."""
    named = {
        (actor.id, coalition.id)
        for phrase in phrases(case)
        for node in walk(phrase.tree)
        if isinstance(node, Call) and node.function == "joined"
        for actor, coalition in [node.arguments]
        if isinstance(actor, Name) and isinstance(coalition, Name)
    }
    named |= {
        (deed.actor, deed.action.target)
        for deed in (*deeds(case), *payments(case))
        if deed.action.verb in {Verb.JOIN, Verb.LEAVE}
    }
    for coalition, pressure in case.pressure.items():
        for actor in pressure.members:
            if (actor, coalition) in named:
                yield actor, coalition


def _is_open(case: Case, pair: set[ActorId]) -> bool:
    """Whether two actors can talk on the day of the case."""
    return case.channels is None or any(
        set(c.between) == pair and c.open and (c.since is None or c.since <= case.as_of)
        for c in case.channels
    )


# ---- lists of combinations ----------------------------------------------------------------------


def _of_pattern(pattern: str) -> Combination:
    """The combination that a pattern such as Y-N means, the first option first."""
    settled = [(1 << k, letter) for k, letter in enumerate(pattern) if letter != "-"]
    return Combination(
        mask=sum(bit for bit, _ in settled),
        value=sum(bit for bit, letter in settled if letter == "Y"),
    )


def _constant(value: bool, *, wanted: bool) -> Combinations:  # noqa: FBT001 - a value, not a switch
    return ALWAYS if value is wanted else NEVER


def _enough(parts: Sequence[Combinations], count: int, *, wanted: bool) -> Combinations:
    """Where at least so many parts hold; not wanted: where so many fail that fewer than that hold.

    The parts are told in the same sense: where they hold, or where they fail.
    """
    needed = count if wanted else len(parts) - count + 1
    if needed <= 0:
        return ALWAYS
    if comb(len(parts), needed) > MOST_COMBINATIONS:
        raise TooEntangledError
    return _any_of(_all_of(some) for some in combinations(parts, needed))


def _all_of(parts: Sequence[Combinations]) -> Combinations:
    """Where all parts hold."""
    return reduce(_both, parts, ALWAYS)


def _both(one: Combinations, other: Combinations) -> Combinations:
    """Where two parts hold."""
    if len(one) * len(other) > _MOST_PAIRS:
        raise TooEntangledError
    return _shortest(
        Combination(a.mask | b.mask, a.value | b.value)
        for a in one
        for b in other
        if (a.value ^ b.value) & a.mask & b.mask == 0
    )


def _any_of(parts: Iterable[Combinations]) -> Combinations:
    """Where one of the parts holds."""
    return _shortest(combination for part in parts for combination in part)


def _shortest(found: Iterable[Combination]) -> Combinations:
    """The combinations without those that another one covers."""
    kept: list[Combination] = []
    for one in sorted(set(found), key=lambda c: (c.mask.bit_count(), c)):
        if not any(other.mask & ~one.mask == 0 and other.holds(one.value) for other in kept):
            kept.append(one)
        if len(kept) > MOST_COMBINATIONS:
            raise TooEntangledError
    return tuple(kept)

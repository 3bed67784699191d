"""What stands in a `.gmcr` file: options, decision makers, preferences, each with its place.

The file is one JSON object. Options are numbered from 0 in the order of the file; a condition is a
list of pairs such as `[0, "Y"]`, or several of these of which one must hold.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from detente.base.diagnostics import Location
from detente.base.suggestions import suggestion
from detente.case.imports.draft import Draft
from detente.case.imports.gmcr_rankings import KEYS as RANKING
from detente.case.imports.gmcr_rankings import RankedStates
from detente.case.rules.option_form import MOST_COMBINATIONS
from detente.case.yaml_tree import MappingNode, Node, ScalarNode, SequenceNode

T = TypeVar("T")

Keys = Mapping[str, Node]

DIRECTIONS = ("both", "fwd", "back")
_LETTERS = {"Y": True, "N": False}
_TOP = {"options", "decisionMakers", "infeasibles", "coalitions"}
_MANUAL = ("useManualPreferenceRanking", "useManualPreferenceVectors")
_SILENT = {"coalitionsFull", "nodes", "payoffs", "program", "version"}
"""What the other program writes for itself or for others, and does not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GmcrOption:
    """One option: its name, and whether it can be taken (`fwd`), dropped (`back`) or both."""

    name: str
    direction: str
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Options that are all to be as said: number to whether it is taken."""

    options: tuple[tuple[int, bool], ...]
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class GmcrCondition:
    """Clauses of which one is to hold."""

    clauses: tuple[Clause, ...]
    at: Location

    @property
    def meaning(self) -> frozenset[frozenset[tuple[int, bool]]]:
        """The same for conditions that say the same: the clauses that no other one makes idle."""
        clauses = {frozenset(clause.options) for clause in self.clauses}
        if len(clauses) > MOST_COMBINATIONS:
            return frozenset(clauses)
        return frozenset(one for one in clauses if not any(other < one for other in clauses))


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """The number of an option or of a state, counted by the other program."""

    number: int
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMaker:
    """One decision maker, the options it owns, and what it says about the states."""

    name: str
    options: tuple[Numbered, ...]
    preferences: tuple[GmcrCondition, ...]
    misperceptions: tuple[GmcrCondition, ...]
    ranking: RankedStates | None
    """None: there is none."""
    at: Location
    at_preferences: Location
    at_ranking: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class GmcrFile:
    """One `.gmcr` file."""

    options: tuple[GmcrOption, ...]
    decision_makers: tuple[DecisionMaker, ...]
    infeasibles: tuple[GmcrCondition, ...]
    is_ranked: bool
    """Whether the rankings count; else the statements do."""
    at: Mapping[str, Location]
    """Where each key of the file stands."""


def read_file(
    root: MappingNode, rankings: Mapping[Location, RankedStates], draft: Draft
) -> GmcrFile:
    """The content of a file; what is wrong with it goes to the draft.

    `rankings` are those that were read apart, by where they stand.
    """
    return _GmcrReader(rankings, draft).file(root)


class _GmcrReader:
    """Nodes to what they stand for; a node that is of the wrong kind is left out and reported."""

    def __init__(self, rankings: Mapping[Location, RankedStates], draft: Draft) -> None:
        self.rankings = rankings
        self.draft = draft
        self.options = 0

    def file(self, root: MappingNode) -> GmcrFile:
        """The whole file."""
        places = {key.text: key.location for key, _ in root.entries}
        keys = self.keys(root, _TOP | set(_MANUAL))
        listed = self.needed(keys, "options", root)
        self.options = len(listed.items) if isinstance(listed, SequenceNode) else 0
        makers = self.needed(keys, "decisionMakers", root)
        manual = next((keys[name] for name in _MANUAL if name in keys), None)
        if manual is None:
            self.missing(_MANUAL[0], root.location)
        self.coalitions(keys.get("coalitions"))
        return GmcrFile(
            options=tuple(self.every(listed, "options", self.option)),
            decision_makers=tuple(self.every(makers, "decisionMakers", self.decision_maker)),
            infeasibles=tuple(self.every(keys.get("infeasibles"), "infeasibles", self.condition)),
            is_ranked=manual is not None and self.flag(manual, _MANUAL[0]),
            at={"": root.location, **places},
        )

    def option(self, node: Node) -> GmcrOption | None:
        """One option."""
        if not isinstance(node, MappingNode):
            self.wrong(node, "an option", "an object with a name")
            return None
        keys = self.keys(node, {"name", "permittedDirection"})
        name = self.text(self.needed(keys, "name", node), "name")
        direction = self.text(self.needed(keys, "permittedDirection", node), "permittedDirection")
        if direction not in DIRECTIONS:
            if direction:
                at = keys["permittedDirection"].location
                message = f"permittedDirection must be 'both', 'fwd' or 'back', got '{direction}'"
                self.draft.fault("schema/choice", message, at, suggestion(direction, DIRECTIONS))
            direction = DIRECTIONS[0]
        return GmcrOption(name=name, direction=direction, at=node.location)

    def decision_maker(self, node: Node) -> DecisionMaker | None:
        """One decision maker."""
        if not isinstance(node, MappingNode):
            self.wrong(node, "a decision maker", "an object with a name")
            return None
        keys = self.keys(node, {"name", "options", "preferences", "misperceptions", *RANKING})
        ranking = next((keys[name] for name in RANKING if name in keys), None)
        said = keys.get("preferences")
        return DecisionMaker(
            name=self.text(self.needed(keys, "name", node), "name"),
            options=tuple(self.every(self.needed(keys, "options", node), "options", self.owned)),
            preferences=tuple(self.every(said, "preferences", self.condition)),
            misperceptions=tuple(
                self.every(keys.get("misperceptions"), "misperceptions", self.condition)
            ),
            ranking=self.ranking(ranking) if ranking is not None else None,
            at=node.location,
            at_preferences=said.location if said is not None else node.location,
            at_ranking=ranking.location if ranking is not None else node.location,
        )

    def ranking(self, node: Node) -> RankedStates:
        """Places of state numbers; those in a list of their own are equally good."""
        if node.location in self.rankings:
            return self.rankings[node.location]
        places = self.every(node, "a ranking", self.place)
        return RankedStates(
            places=tuple(tuple(one.number for one in place) for place in places),
            locate=lambda: (one.at for place in places for one in place),
        )

    def place(self, node: Node) -> tuple[Numbered, ...]:
        """One place of a ranking."""
        inner = node if isinstance(node, SequenceNode) else None
        tied = inner.items if inner is not None else (node,)
        return tuple(one for item in tied if (one := self.number(item, "a state")) is not None)

    def owned(self, node: Node) -> Numbered | None:
        """An option that a decision maker owns."""
        found = self.number(node, "an option")
        return found if found is not None and self.is_option(found) else None

    def condition(self, node: Node) -> GmcrCondition | None:
        """A list of pairs, or an object with several of these."""
        if not isinstance(node, MappingNode):
            clause = self.clause(node)
            return GmcrCondition(clauses=(clause,), at=node.location) if clause else None
        keys = self.keys(node, {"compound", "members"})
        members = self.every(self.needed(keys, "members", node), "members", self.clause)
        return GmcrCondition(clauses=tuple(members), at=node.location)

    def clause(self, node: Node) -> Clause | None:
        """A list of pairs of an option and Y or N."""
        pairs = self.every(node, "a condition", self.pair)
        if not isinstance(node, SequenceNode) or len(pairs) < len(node.items):
            return None
        said: dict[int, bool] = {}
        for number, taken in pairs:
            if said.setdefault(number, taken) != taken:
                message = f"option {number} is to be both Y and N, which no state fulfils"
                self.draft.fault("logic/contradictory-statement", message, node.location)
                return None
        return Clause(options=tuple(said.items()), at=node.location)

    def pair(self, node: Node) -> tuple[int, bool] | None:
        """An option and whether it is taken."""
        if not isinstance(node, SequenceNode) or len(node.items) != 2:  # noqa: PLR2004 - a pair
            self.wrong(node, "a part of a condition", 'a pair such as [0, "Y"]')
            return None
        option, letter = self.owned(node.items[0]), self.text(node.items[1], "Y or N")
        if letter and letter not in _LETTERS:
            message = f"'Y' or 'N' is needed here, got '{letter}'"
            self.draft.fault("schema/choice", message, node.items[1].location)
        return (option.number, _LETTERS[letter]) if option and letter in _LETTERS else None

    def coalitions(self, node: Node | None) -> None:
        """Fixed coalitions have no place here: all of them are looked at anyway."""
        items = node.items if isinstance(node, SequenceNode) else ()
        if node is not None and any(isinstance(item, SequenceNode) for item in items):
            message = "these coalitions are not used; every coalition is tried in its turn"
            self.draft.doubt("import/left-out", message, node.location)

    # ---- plain values ------------------------------------------------------------------------

    def keys(self, node: MappingNode, known: set[str]) -> Keys:
        """The entries of an object; those that are not known are reported."""
        for key, _ in node.entries:
            if key.text not in known | _SILENT:
                message = f"nothing is known of '{key.text}'; it is not used"
                hint = suggestion(key.text, known)
                self.draft.doubt("import/left-out", message, key.location, hint)
        return {key.text: value for key, value in node.entries}

    def needed(self, keys: Keys, key: str, node: Node) -> Node | None:
        """The value of a key that must be there."""
        if key not in keys:
            self.missing(key, node.location)
        return keys.get(key)

    def missing(self, key: str, at: Location) -> None:
        """Report a key that is not there."""
        self.draft.fault("schema/missing-key", f"needs `{key}`", at)

    def every(self, node: Node | None, what: str, read: Callable[[Node], T | None]) -> list[T]:
        """All items of a list that can be read; none where there is no list."""
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            self.wrong(node, what, "a list")
            return []
        return [found for item in node.items if (found := read(item)) is not None]

    def text(self, node: Node | None, what: str) -> str:
        """A text; empty, and a fault, if it is none."""
        if node is None:
            return ""
        if isinstance(node, ScalarNode) and not node.plain:
            return node.text
        self.wrong(node, what, "a text in quotes")
        return ""

    def number(self, node: Node, what: str) -> Numbered | None:
        """A whole number."""
        if isinstance(node, ScalarNode) and node.plain and node.text.isdecimal():
            return Numbered(number=int(node.text[:18]), at=node.location)
        self.wrong(node, what, "a whole number")
        return None

    def flag(self, node: Node, what: str) -> bool:
        """True or false."""
        if isinstance(node, ScalarNode) and node.plain and node.text in ("true", "false"):
            return node.text == "true"
        self.wrong(node, what, "true or false")
        return False

    def is_option(self, found: Numbered) -> bool:
        """Whether there is an option of that number; a fault if not."""
        if found.number < self.options:
            return True
        message = f"there is no option {found.number}; there are {self.options}, counted from 0"
        self.draft.fault("ref/unknown-option", message, found.at)
        return False

    def wrong(self, node: Node, what: str, wanted: str) -> None:
        """Report a value of the wrong kind."""
        self.draft.fault("schema/wrong-type", f"{what} must be {wanted}", node.location)

"""Conflicts of GMCR+ and gmcr-py, files `.gmcr`: option form, statements or rankings.

The numbers of states stay those of the other program: options are put in the order of their owners
and those without an owner last; the first option counts least; feasible states are numbered from 1
in ascending order. Where that program passes over something in silence, this one says so.
"""

from collections.abc import Sequence
from pathlib import PurePath

from detente.base.diagnostics import Location
from detente.case.evidence import Document
from detente.case.expressions import Both, Either, Name, Not, Tree, print_tree
from detente.case.imports.cells import Cell
from detente.case.imports.draft import Draft
from detente.case.imports.gmcr_file import (
    Clause,
    DecisionMaker,
    GmcrCondition,
    GmcrFile,
    read_file,
)
from detente.case.imports.gmcr_rankings import RankedStates, without_rankings
from detente.case.imports.naming import actor_id, case_id, move_id
from detente.case.rules.option_form import Combination, pattern_of
from detente.case.rules.state_list import listed_states
from detente.case.source_map import Place
from detente.case.yaml_text import decode
from detente.case.yaml_tree import parse_case

MAX_BYTES = 20_000_000
"""Rankings may be long: 2^18 states of six decision makers have some 13 MB."""
MOST_RANKED = 1 << 16
"""Rankings of up to some eight times as many states are read; a file has no room for more."""

_SHOWN = 5


def read_gmcr(content: bytes, file: str) -> Document:
    """The case that a `.gmcr` file stands for.

    Raises:
        CaseError: With all faults of the file.
    """
    # A JSON text has tabs between its values only; one blank for each keeps the columns.
    text, rankings = without_rankings(decode(content, file, MAX_BYTES).replace("\t", " "), file)
    root = parse_case(text, file)
    draft = Draft(file)
    found = read_file(root, rankings, draft)
    draft.document()  # what cannot be read is told before what does not fit together
    draft.begin(case_id(PurePath(file).stem), Cell(text=PurePath(file).stem, location=draft.start))
    _Conversion(found, draft).put()
    return draft.document()


class _Conversion:
    """The content of a file as sections of a case."""

    def __init__(self, found: GmcrFile, draft: Draft) -> None:
        self.found, self.draft = found, draft
        self.actors: list[str] = []
        for maker in found.decision_makers:
            self.actors.append(actor_id(maker.name, self.actors))
        self.order = self.owned_first()
        self.moves: dict[int, str] = {}
        for number in self.order:
            name = found.options[number].name
            self.moves[number] = move_id(name, tuple(self.moves.values()))

    def put(self) -> None:
        """All sections."""
        self.put_actors()
        self.put_moves()
        at = self.found.at.get("infeasibles", self.draft.start)
        self.put_conditions(("infeasible",), self.found.infeasibles, at)
        patterns = self.patterns() if self.found.is_ranked else None
        for actor, maker in zip(self.actors, self.found.decision_makers, strict=True):
            if self.found.is_ranked:
                self.put_ranking(actor, maker, patterns)
            else:
                self.put_statements(actor, maker)
            path = ("perceptions", actor, "unseen")
            self.put_conditions(path, maker.misperceptions, maker.at)
        self.tell_unused()

    def owned_first(self) -> list[int]:
        """The options, those of the first decision maker first, those of nobody last."""
        owner: dict[int, DecisionMaker] = {}
        for maker in self.found.decision_makers:
            for own in maker.options:
                if own.number in owner:
                    message = (
                        f"option {own.number} belongs to '{owner[own.number].name}' already; "
                        "an option has one owner"
                    )
                    self.draft.fault("logic/two-owners", message, own.at)
                owner.setdefault(own.number, maker)
        unowned = [k for k in range(len(self.found.options)) if k not in owner]
        for number in unowned:
            option = self.found.options[number]
            message = f"option {number}, '{option.name}', belongs to nobody, so nobody changes it"
            self.draft.doubt("logic/no-owner", message, option.at)
        return [*owner, *unowned]

    def put_actors(self) -> None:
        """The decision makers."""
        self.draft.put(("actors",), {}, self.found.at["decisionMakers"])
        for actor, maker in zip(self.actors, self.found.decision_makers, strict=True):
            self.draft.put(("actors", actor), {"name": maker.name}, maker.at)

    def put_moves(self) -> None:
        """The options; one that belongs to nobody can be neither taken nor dropped."""
        owner = {
            own.number: actor
            for actor, maker in zip(self.actors, self.found.decision_makers, strict=True)
            for own in maker.options
        }
        self.draft.put(("moves",), {}, self.found.at["options"])
        for number, move in self.moves.items():
            option, actor = self.found.options[number], owner.get(number)
            by = actor or next(iter(self.actors), "")
            entry: dict[str, object] = {"by": by, "name": option.name}
            if actor is None or option.direction == "back":
                entry["may_be_made"] = False
            if actor is not None and option.direction != "fwd":
                entry["reversible"] = actor
            self.draft.put(("moves", move), entry, option.at)

    def put_conditions(
        self, path: Sequence[str], conditions: Sequence[GmcrCondition], at: Location
    ) -> None:
        """A list of conditions, left out if it is empty."""
        if conditions:
            self.put_list(path, [(self.said(one), one.at) for one in conditions], at)

    def put_list(
        self, path: Sequence[str], items: Sequence[tuple[object, Location]], at: Location
    ) -> None:
        """A list and the place of each item."""
        self.draft.put(path, [value for value, _ in items], at)
        for i, (_, place) in enumerate(items):
            self.draft.places[f"{'.'.join(path)}.{i}"] = Place(
                value=place, key=None, first=None, is_entry=False
            )

    def put_statements(self, actor: str, maker: DecisionMaker) -> None:
        """The statements, most important first; one that comes again is left out and told."""
        first: dict[object, int] = {}
        kept = []
        for number, condition in enumerate(maker.preferences, start=1):
            if condition.meaning in first:
                again = first[condition.meaning]
                message = f"statement {number} of '{maker.name}' says the same as statement {again}"
                hint = "it is left out; the order is the same without it"
                self.draft.doubt("logic/duplicate-statement", message, condition.at, hint)
            else:
                first[condition.meaning] = number
                kept.append(condition)
        self.put_conditions(("preferences", actor), kept, maker.at_preferences)

    def put_ranking(
        self, actor: str, maker: DecisionMaker, patterns: Sequence[tuple[str]] | None
    ) -> None:
        """A ranking, its numbers turned into patterns of options; none if there are no options."""
        if maker.ranking is None:
            message = f"'{maker.name}' needs `preferenceRanking`, because rankings are to be used"
            self.draft.fault("schema/missing-key", message, maker.at)
            return
        if patterns is None:
            message = "the ranking cannot be read: there are too many feasible states"
            self.draft.fault("logic/ranking", message, maker.at_ranking)
            return
        if self.is_whole(maker, maker.ranking, len(patterns)) and self.order:
            places = [
                patterns[place[0] - 1] if len(place) == 1 else [patterns[k - 1][0] for k in place]
                for place in maker.ranking.places
            ]
            self.draft.put(("preferences", actor, "ranking"), places, maker.at_ranking)

    def is_whole(self, maker: DecisionMaker, ranking: RankedStates, count: int) -> bool:
        """Whether a ranking has each state once; faults for each number that is amiss."""
        numbers = list(ranking.numbers)
        if len(numbers) == count and set(numbers) == set(range(1, count + 1)):
            return True
        seen: set[int] = set()
        for number, at in zip(numbers, ranking.locate(), strict=True):
            if not 0 < number <= count:
                message = f"there is no state {number}; there are {count}, counted from 1"
                self.draft.fault("logic/ranking", message, at)
            elif number in seen:
                message = f"state {number} has a place already"
                self.draft.fault("logic/ranking", message, at)
            seen.add(number)
        if missing := [str(k) for k in range(1, count + 1) if k not in seen]:
            shown = ", ".join(missing[:_SHOWN]) + (", ..." if len(missing) > _SHOWN else "")
            message = f"the ranking of '{maker.name}' misses {len(missing)} of {count}: {shown}"
            self.draft.fault("logic/ranking", message, maker.at_ranking)
        return False

    def tell_unused(self) -> None:
        """Statements beside rankings that are used, and the other way round."""
        makers, ranked = self.found.decision_makers, self.found.is_ranked
        unused = [m.name for m in makers if (m.preferences if ranked else m.ranking)]
        if unused:
            kept, left = ("rankings", "statements") if ranked else ("statements", "rankings")
            message = f"the {kept} are used; the {left} of {', '.join(unused)} are not"
            self.draft.doubt("import/left-out", message, self.found.at[""])

    def patterns(self) -> tuple[tuple[str], ...] | None:
        """The feasible states, ascending, each as a place of its own; None if too many."""
        forbidden = [
            self.combination(clause) for one in self.found.infeasibles for clause in one.clauses
        ]
        states = listed_states(len(self.order), forbidden, MOST_RANKED)
        return None if states is None else tuple((pattern_of(s, len(self.order)),) for s in states)

    def combination(self, clause: Clause) -> Combination:
        """A clause in the order of the options here."""
        place = {number: k for k, number in enumerate(self.order)}
        return Combination(
            mask=sum(1 << place[number] for number, _ in clause.options),
            value=sum(taken << place[number] for number, taken in clause.options),
        )

    def said(self, condition: GmcrCondition) -> str:
        """A condition as an expression."""
        clauses = [self.clause(clause) for clause in condition.clauses if clause.options]
        if len(clauses) < len(condition.clauses):
            return "true"  # a clause that asks for nothing always holds
        return print_tree(_joined(Either, clauses)) if clauses else "false"

    def clause(self, clause: Clause) -> Tree:
        """A clause as an expression."""
        names = [(Name(self.moves[number]), taken) for number, taken in clause.options]
        return _joined(Both, [name if taken else Not(name) for name, taken in names])


def _joined(kind: type[Both | Either], parts: Sequence[Tree]) -> Tree:
    """Several conditions as one; a lone one stays as it is."""
    return kind(tuple(parts)) if len(parts) > 1 else parts[0]

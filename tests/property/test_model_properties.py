"""Laws of whole cases: from the text of a case to values and probabilities."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.small import lab_of, small

from detente.behaviour import Lab, Solution
from detente.behaviour.endings import endings
from detente.methods.game import Floats
from detente.model.compile import compile_case

ACTORS, MOVES = ("A", "B", "C"), ("m", "n", "o")
weights = st.integers(1, 40)


@dataclass(frozen=True, kw_only=True)
class Written:
    """A small case as its parts; `actors` and `moves` are the names, in the order of the file."""

    actors: tuple[str, ...]
    moves: tuple[str, ...]
    owners: tuple[tuple[str, ...], ...]
    requires: tuple[str, ...]
    goals: tuple[tuple[str, str, int, float], ...]
    """Actor, move, weight, and what performing the move pays once."""
    precision: int = 10
    factor: tuple[str, float] = ("", 1.0)
    """An actor whose points are counted in another unit."""
    extra: str = ""

    def text(self) -> str:
        """The case as a file."""
        rows = [
            f"precision: {{headline: {self.precision}, sweep: [10], paces: [1]}}",
            "actors:",
            *(f"  {a}: {{may_walk_away: {str(a[0] == 'A').lower()}}}" for a in self.actors),
            "moves:",
            *(
                f"  {m}: {{by: [{', '.join(o)}]{f', requires: {r}' if r else ''}}}"
                for m, o, r in zip(self.moves, self.owners, self.requires, strict=True)
            ),
            f"breakdown: {{rate: 0.1, unwinds: [{', '.join(self.moves[:1])}]}}",
            "goals:",
        ]
        for actor in dict.fromkeys(goal[0] for goal in self.goals):
            rows.append(f"  {actor}:")
            for k, (owner, move, weight, once) in enumerate(self.goals):
                if owner == actor:
                    points = weight * (self.factor[1] if actor == self.factor[0] else 1.0)
                    paid = f"once: [{{on: {move}, pays: {once}}}]"
                    rows.append(f"    g{k}: {{weight: {points}, measure: {move}, {paid}}}")
        return "\n".join((*rows, self.extra))

    def renamed(self, actors: dict[str, str], moves: dict[str, str]) -> "Written":
        """The same case with other names, actors and moves in the alphabetical order of those."""
        places = sorted(range(len(self.moves)), key=lambda k: moves[self.moves[k]])
        return replace(
            self,
            actors=tuple(sorted(actors[a] for a in self.actors)),
            moves=tuple(moves[self.moves[k]] for k in places),
            owners=tuple(tuple(actors[o] for o in self.owners[k]) for k in places),
            requires=tuple(moves.get(self.requires[k], "") for k in places),
            goals=tuple((actors[a], moves[m], w, p) for a, m, w, p in self.goals),
        )


@st.composite
def written(draw: st.DrawFn) -> Written:
    """A case of three actors and three moves, each of which somebody wants or fears."""
    owners = st.lists(st.sampled_from(ACTORS), min_size=1, max_size=2, unique=True).map(tuple)
    goals = [(draw(st.sampled_from(ACTORS)), m, draw(weights), 0.0) for m in MOVES]
    goals += [
        (draw(st.sampled_from(ACTORS)), m, draw(weights), draw(st.sampled_from([-0.6, -0.2, 0.3])))
        for m in MOVES
    ]
    return Written(
        actors=ACTORS,
        moves=MOVES,
        owners=tuple(draw(owners) for _ in MOVES),
        requires=("", *(draw(st.sampled_from(("", m))) for m in MOVES[:-1])),
        goals=tuple(goals),
    )


def solved(case: Written) -> Solution:
    return lab_of(case.text()).solution()


def keyed(solution: Solution, actors: dict[str, str], moves: dict[str, str]) -> dict[object, float]:
    """Values by state and actor, under other names."""
    model, found = solution.model, {}
    for x, row in enumerate(model.states):
        stand = frozenset(moves[m] for m, c in model.layout.move_column.items() if row[c])
        for actor in model.actors:
            key = (stand, int(model.ended[x]), actors[actor])
            found[key] = float(solution.values[x, model.index(actor)])
    return found


@given(written(), st.permutations(ACTORS), st.permutations(MOVES))
@settings(max_examples=20)
def test_renaming_actors_and_moves_permutes_the_answer(
    case: Written, people: list[str], deeds: list[str]
) -> None:
    # Who may walk away and what unwinds is told by the first letters, which the names keep.
    actors = {a: f"{a}{people.index(a)}" for a in ACTORS}
    moves = {m: f"{'abc'[deeds.index(m)]}_{m}" for m in MOVES}
    other = case.renamed(actors, moves)
    first = moves[case.moves[0]]
    rows = other.text().replace(f"unwinds: [{other.moves[0]}]", f"unwinds: [{first}]")
    mine = keyed(solved(case), actors, moves)
    identity = {m: m for m in other.moves}
    theirs = keyed(lab_of(rows).solution(), {a: a for a in other.actors}, identity)
    assert mine.keys() == theirs.keys()
    assert [mine[k] for k in mine] == pytest.approx([theirs[k] for k in mine], abs=1e-6)


@given(written(), st.sampled_from(ACTORS), st.floats(0.1, 20).map(lambda x: round(x, 3)))
@settings(max_examples=20)
def test_the_unit_of_an_actors_weights_does_not_matter(
    case: Written, actor: str, factor: float
) -> None:
    one, other = solved(case), solved(replace(case, factor=(actor, factor)))
    assert other.behaviour.act == pytest.approx(one.behaviour.act, abs=1e-6)
    assert other.behaviour.consent == pytest.approx(one.behaviour.consent, abs=1e-6)
    place = one.model.index(actor)
    scaled = factor if any(goal[0] == actor for goal in case.goals) else 1.0
    assert other.values[:, place] == pytest.approx(scaled * one.values[:, place], abs=1e-5)


@given(written())
@settings(max_examples=10)
def test_a_move_nothing_refers_to_is_dropped_and_changes_nothing(case: Written) -> None:
    idle = replace(
        case,
        moves=(*case.moves, "idle"),
        owners=(*case.owners, ("B",)),
        requires=(*case.requires, ""),
    )
    assert compile_case(small(idle.text())).dropped == ("idle",)
    assert np.array_equal(solved(idle).values, solved(case).values)


@given(written())
@settings(max_examples=10)
def test_without_precision_every_occasion_is_a_coin(case: Written) -> None:
    found = solved(replace(case, precision=0)).behaviour
    assert found.act == pytest.approx(0.5)
    assert found.consent == pytest.approx(0.5)


def chances(solution: Solution, years: tuple[float, ...]) -> Floats:
    """[T, moves and breakdown] of each coming true."""
    model = solution.model
    columns = [*model.layout.move_column.values(), model.layout.ended_column]
    return solution.probability(model.states[:, columns] == 1, years)


@given(written())
@settings(max_examples=20)
def test_probabilities_rise_with_time_and_mistakes_are_a_share(case: Written) -> None:
    solution, years = solved(case), (0.1, 0.5, 1.0, 3.0, 10.0)
    found = chances(solution, years)
    assert ((found >= 0) & (found <= 1 + 1e-12)).all()
    assert (np.diff(found, axis=0) >= -1e-12).all()
    columns = list(solution.model.layout.move_column.values())
    share = solution.mistakes(solution.model.states[:, columns] == 1, years).share
    known = share[~np.isnan(share)]
    assert ((known >= 0) & (known <= 1 + 1e-12)).all()


@given(written())
@settings(max_examples=20)
def test_what_ends_and_what_goes_on_add_up_to_one(case: Written) -> None:
    solution, years = solved(case), 5.0
    there = solution.standing((years,))[0]
    ends = sum(ending.probability for ending in endings(solution, years))
    assert there.sum() == pytest.approx(1.0)
    assert ends + there[~solution.ended].sum() == pytest.approx(1.0)
    assert all(0 <= e.due_to_payoffs <= e.probability + 1e-12 for e in endings(solution, years))


@given(written(), st.sampled_from([0.5, 2.0]))
@settings(max_examples=10)
def test_time_is_measured_by_rates_alone(case: Written, factor: float) -> None:
    """Every rate and discount times a factor is the same case at another speed."""
    slow = small(case.text())
    quick = small(
        case.text()
        .replace("rate: 0.1", f"rate: {0.1 * factor}, pace: {0.5 * factor}")
        .replace("may_walk", f"discount: {0.1 * factor}, pace: {2 * factor}, may_walk")
    )
    one, other = (Lab(case=c, focal="A").solution() for c in (slow, quick))
    assert other.values == pytest.approx(one.values, abs=1e-6)
    assert chances(other, (1.0 / factor,)) == pytest.approx(chances(one, (1.0,)), abs=1e-6)

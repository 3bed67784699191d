import numpy as np
import pytest
from tests.literal_conflicts import (
    DEFINITIONS,
    PRISONERS,
    Plain,
    legal_reach,
    others,
    plain,
    random_conflict,
    stable_table,
)

from detente.methods.preference_relations import (
    CLASSIC,
    Reading,
    strength_of_stability,
    unknown_stability,
)


def literal_unknown(
    model: Plain, unknown: np.ndarray, reading: Reading, concept: str, i: int, s: int
) -> bool:
    """The published definitions, word for word."""

    def prefers(j: int, t: int, x: int) -> bool:
        return model.ranks[j][t] > model.ranks[j][x] and not unknown[j, x, t]

    def no_better(u: int) -> bool:
        return not prefers(i, u, s) and not unknown[i, s, u]

    venturesome = reading in (Reading.A, Reading.C)
    deterred = reading in (Reading.C, Reading.D)
    leaving = [
        t for t in model.moves[i][s] if prefers(i, t, s) or (venturesome and unknown[i, s, t])
    ]
    open_moves = [
        [
            {t for t in model.moves[j][x] if prefers(j, t, x) or unknown[j, x, t]}
            for x in model.states
        ]
        for j in model.actors
    ]

    def deters(u: int) -> bool:
        return no_better(u) or (deterred and bool(unknown[i, s, u]))

    def answered(t: int) -> bool:
        moves = open_moves if concept == "seq" else model.moves
        answers = legal_reach(moves, others(model, i), t)
        if concept == "smr":
            return any(deters(u) and all(deters(v) for v in model.moves[i][u]) for u in answers)
        return concept != "nash" and any(deters(u) for u in answers)

    return all(answered(t) for t in leaving)


def random_unknown(model: Plain, rng: np.random.Generator) -> np.ndarray:
    half = np.triu(rng.random((len(model.moves), *[len(model.states)] * 2)) < 0.4, 1)
    return half | half.transpose(0, 2, 1)


@pytest.mark.parametrize("seed", range(40))
def test_unknown_preferences_agree_with_the_definitions(seed: int) -> None:
    rng = np.random.default_rng(seed)
    conflict = random_conflict(rng, actors=2 + seed % 2, most=6)
    model = plain(conflict)
    unknown = random_unknown(model, rng)
    found = unknown_stability(conflict, unknown)
    for reading in Reading:
        for row, concept in enumerate(CLASSIC):
            for i in model.actors:
                for s in model.states:
                    assert found[reading, row, i, s] == literal_unknown(
                        model, unknown, reading, concept.name.lower(), i, s
                    )


@pytest.mark.parametrize("seed", range(20))
def test_known_preferences_read_alike_in_all_readings(seed: int) -> None:
    conflict = random_conflict(np.random.default_rng(seed), actors=3)
    model = plain(conflict)
    found = unknown_stability(conflict, np.zeros((3, *[len(model.states)] * 2), bool))
    tables = [stable_table(model, DEFINITIONS[concept.name.lower()]) for concept in CLASSIC]
    for reading in Reading:
        assert found[reading].tolist() == tables


@pytest.mark.parametrize("seed", range(20))
def test_a_is_hardest_and_d_easiest_to_keep(seed: int) -> None:
    rng = np.random.default_rng(seed)
    conflict = random_conflict(rng, actors=2)
    found = unknown_stability(conflict, random_unknown(plain(conflict), rng))
    a, b, c, d = found
    assert not (a & ~b).any()
    assert not (a & ~c).any()
    assert not (b & ~d).any()
    assert not (c & ~d).any()


def literal_strong(model: Plain, strong: np.ndarray, concept: str, i: int, s: int) -> bool:
    """Whether every improvement has an answer to a strongly worse state."""
    better = [
        [
            {t for t in model.moves[j][x] if model.ranks[j][t] > model.ranks[j][x]}
            for x in model.states
        ]
        for j in model.actors
    ]
    moves = better if concept == "seq" else model.moves
    return all(
        concept != "nash"
        and any(
            strong[i, s, u]
            and (concept != "smr" or all(strong[i, s, v] for v in model.moves[i][u]))
            for u in legal_reach(moves, others(model, i), t)
        )
        for t in better[i][s]
    )


@pytest.mark.parametrize("seed", range(40))
def test_strength_agrees_with_the_definitions(seed: int) -> None:
    rng = np.random.default_rng(seed)
    conflict = random_conflict(rng, actors=2 + seed % 2, most=7)
    model = plain(conflict)
    ranks = conflict.ranks
    strong = ranks[:, :, None] - ranks[:, None, :] >= 3
    found = strength_of_stability(conflict, strong)
    for row, concept in enumerate(CLASSIC):
        name = concept.name.lower()
        stable = np.array(stable_table(model, DEFINITIONS[name]))
        strongly = [
            [literal_strong(model, strong, name, i, s) for s in model.states] for i in model.actors
        ]
        assert found.strongly[row].tolist() == strongly
        assert np.array_equal(found.weakly[row], stable & ~np.array(strongly))


def test_prisoners_hold_together_only_as_strongly_as_they_dread_defection() -> None:
    mild = np.zeros((2, 4, 4), bool)
    found = strength_of_stability(PRISONERS, mild)
    assert found.weakly[1:, :, 3].all()
    assert not found.strongly[:, :, 3].any()
    mild[:, 3, 0] = True
    assert strength_of_stability(PRISONERS, mild).strongly[1, :, 3].all()

"""Random conflicts as texts, `.gmcr` and YAML, each with its model read off the same draws."""

import json
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from tests.robust.graph_model_definitions import Model

Rng = np.random.Generator
Literals = list[tuple[int, bool]]
"""Options that are taken or not; all are to be so."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A conflict as it was drawn; options in the order of the file."""

    owner: list[int | None]
    direction: list[str]
    infeasible: list[Literals]
    states: list[tuple[bool, ...]]
    """Ascending, the first option of the first actor counting least."""
    order: list[int]
    """The options, those of the first actor first, those of nobody last."""


def drawn(rng: Rng, *, of_nobody: bool) -> Draft:
    """Two to four actors with one to five options, some one-way, some states infeasible."""
    actors, count = int(rng.integers(2, 4, endpoint=True)), int(rng.integers(1, 5, endpoint=True))
    owner = [int(rng.integers(actors)) for _ in range(count)]
    if of_nobody and rng.random() < 0.2:
        owner[int(rng.integers(count))] = actors
    order = sorted(range(count), key=lambda k: owner[k])
    infeasible = [literals(rng, count) for _ in range(one_of(rng, [0, 0, 1, 3]))]
    numbered = product([False, True], repeat=count)  # the last one varies fastest
    states = [dict(zip(reversed(order), taken, strict=True)) for taken in numbered]
    kept = [state for state in states if not any(holds(one, state) for one in infeasible)]
    if not kept:
        infeasible, kept = [], states
    return Draft(
        owner=[None if one == actors else one for one in owner],
        direction=[one_of(rng, ["both", "both", "both", "fwd", "back"]) for _ in owner],
        infeasible=infeasible,
        states=[tuple(state[k] for k in range(count)) for state in kept],
        order=order,
    )


def one_of(rng: Rng, among: list[Any]) -> Any:
    return among[int(rng.integers(len(among)))]


def some_of(rng: Rng, count: int, number: int) -> list[int]:
    """So many of the numbers below a count, in any order."""
    found: list[int] = rng.permutation(count)[:number].tolist()
    return found


def literals(rng: Rng, count: int) -> Literals:
    chosen = some_of(rng, count, int(rng.integers(1, min(3, count), endpoint=True)))
    return [(k, rng.random() < 0.5) for k in chosen]


def holds(wanted: Literals, state: Any) -> bool:
    return all(state[k] == taken for k, taken in wanted)


def actors_of(draft: Draft) -> list[int]:
    """At least two, also where the last ones own nothing."""
    return list(range(max(2, *(1 + (one if one is not None else 0) for one in draft.owner))))


def model_of(draft: Draft, worth: list[list[Any]], unknown: Any = ()) -> Model:
    """The model: an actor may change any of its own options at once, each in its direction."""
    order, owner = draft.order, draft.owner

    def may(i: int, s: tuple[bool, ...], t: tuple[bool, ...]) -> bool:
        changed = [k for k in range(len(s)) if s[k] != t[k]]
        allowed = {"both": (True, False), "fwd": (True,), "back": (False,)}
        return bool(changed) and all(
            owner[k] == i and t[k] in allowed[draft.direction[k]] for k in changed
        )

    states = draft.states
    return Model(
        patterns=tuple("".join("NY"[s[k]] for k in order) for s in states),
        moves=tuple(
            {
                a: frozenset(b for b, t in enumerate(states) if may(i, s, t))
                for a, s in enumerate(states)
            }
            for i in actors_of(draft)
        ),
        worth=tuple(map(tuple, worth)),
        unknown=tuple(unknown) or tuple(frozenset() for _ in actors_of(draft)),
        options=tuple(
            tuple(place for place, k in enumerate(order) if owner[k] == i) for i in actors_of(draft)
        ),
    )


# ---- .gmcr ---------------------------------------------------------------------------------------


def gmcr(seed: int) -> tuple[str, Model]:
    """A `.gmcr` file and its model: rankings with ties, or statements of one or more clauses."""
    rng = np.random.default_rng([1, seed])
    draft = drawn(rng, of_nobody=True)
    ranked = rng.random() < 0.5
    makers, worth = [], []
    for i in actors_of(draft):
        said, own = ranking(rng, draft) if ranked else statements(rng, draft)
        key = "preferenceRanking" if ranked else "preferences"
        options = [k for k, one in enumerate(draft.owner) if one == i]
        makers.append({"name": f"Actor {i}", "options": options, "preferences": [], key: said})
        worth.append(own)
    tree = {
        "options": [
            {"name": f"Option {k}", "permittedDirection": way}
            for k, way in enumerate(draft.direction)
        ],
        "decisionMakers": makers,
        "infeasibles": [pairs(one) for one in draft.infeasible],
        "useManualPreferenceRanking": ranked,
    }
    return json.dumps(tree, indent=one_of(rng, [None, 1])), model_of(draft, worth)


def pairs(wanted: Literals) -> list[list[Any]]:
    return [[k, "NY"[taken]] for k, taken in wanted]


def ranking(rng: Rng, draft: Draft) -> tuple[Any, list[Any]]:
    places = shuffled_places(rng, len(draft.states))
    said = [[s + 1 for s in one] if len(one) > 1 else one[0] + 1 for one in places]
    return said, worth_of(places, len(draft.states))


def shuffled_places(rng: Rng, count: int) -> list[list[int]]:
    """All states from best to worst, some together."""
    states = some_of(rng, count, count)
    places = [[states[0]]]
    for state in states[1:]:
        if rng.random() < 0.25:
            places[-1].append(state)
        else:
            places.append([state])
    return places


def worth_of(places: list[list[int]], count: int) -> list[Any]:
    return [next(-k for k, one in enumerate(places) if s in one) for s in range(count)]


def statements(rng: Rng, draft: Draft) -> tuple[Any, list[Any]]:
    """Statements that never say the same twice; the first that tells two states apart decides."""
    count = len(draft.owner)
    wanted = [[literals(rng, count) for _ in range(one_of(rng, [1, 1, 2]))] for _ in range(4)]
    said = [pairs(w[0]) if len(w) == 1 else {"compound": True, "members": list(map(pairs, w))}
            for w in wanted]  # fmt: skip
    true = [tuple(any(holds(c, s) for c in w) for w in wanted) for s in draft.states]
    return said, list(true)


# ---- YAML ----------------------------------------------------------------------------------------


def case(seed: int) -> tuple[str, Model]:
    """A case and its model: rankings, statements or weights, and what is not known."""
    rng = np.random.default_rng([2, seed])
    draft = drawn(rng, of_nobody=False)
    moves = {
        f"m{k}": {"by": f"A{draft.owner[k]}", **way(draft.direction[k], f"A{draft.owner[k]}")}
        for k in draft.order
    }
    preferences, worth, unknown = {}, [], []
    for i in actors_of(draft):
        kind = one_of(rng, [ranked_patterns, weighed, stated])
        said, own = kind(rng, draft)
        doubts = [[words(literals(rng, len(draft.owner))) for _ in "ab"]
                  for _ in range(one_of(rng, [0, 0, 1]))]  # fmt: skip
        preferences[f"A{i}"] = {**said, **({"unknown": [[w for w, _ in pair] for pair in doubts]}
                                           if doubts else {})}  # fmt: skip
        worth.append(own)
        unknown.append(unsure(draft, [[w for _, w in pair] for pair in doubts]))
    tree = {
        "detente": 1,
        "id": "drawn",
        "title": "A conflict that was drawn",
        "as_of": "2020-01-01",
        "actors": {f"A{i}": {} for i in actors_of(draft)},
        "moves": moves,
        "infeasible": [words(one)[0] for one in draft.infeasible],
        "preferences": preferences,
    }
    return json.dumps(tree, indent=1), model_of(draft, worth, unknown)


def way(direction: str, actor: str) -> dict[str, Any]:
    """How a move says in which directions it goes."""
    return {
        "both": {"reversible": actor},
        "fwd": {},
        "back": {"may_be_made": False, "reversible": actor},
    }[direction]


def words(wanted: Literals) -> tuple[str, Literals]:
    return " and ".join(f"m{k}" if taken else f"not m{k}" for k, taken in wanted), wanted


def unsure(draft: Draft, doubts: list[list[Literals]]) -> frozenset[frozenset[int]]:
    """All pairs of two states, one fulfilling the first and one the second."""
    return frozenset(
        frozenset({a, b})
        for first, second in doubts
        for a, s in enumerate(draft.states)
        for b, t in enumerate(draft.states)
        if a != b and holds(first, s) and holds(second, t)
    )


def ranked_patterns(rng: Rng, draft: Draft) -> tuple[dict[str, Any], list[Any]]:
    places = shuffled_places(rng, len(draft.states))
    said = [["".join("NY"[draft.states[s][k]] for k in draft.order) for s in one] for one in places]
    return {"ranking": said}, worth_of(places, len(draft.states))


def weighed(rng: Rng, draft: Draft) -> tuple[dict[str, Any], list[Any]]:
    weights = {k: int(rng.integers(-3, 3, endpoint=True)) for k in draft.order}
    sums = [sum(w for k, w in weights.items() if s[k]) for s in draft.states]
    return {"weights": {f"m{k}": w for k, w in weights.items()}}, sums


def stated(rng: Rng, draft: Draft) -> tuple[dict[str, Any], list[Any]]:
    """Each option at most once, so that no statement says what another did."""
    chosen = some_of(rng, len(draft.owner), int(rng.integers(1, len(draft.owner), endpoint=True)))
    wanted = [[(k, rng.random() < 0.5)] for k in chosen]
    true = [tuple(holds(w, s) for w in wanted) for s in draft.states]
    return {"statements": [words(w)[0] for w in wanted]}, list(true)


def graph(seed: int) -> tuple[str, Model]:
    """A case in graph form and its model: arcs anywhere, which need not be transitive."""
    rng = np.random.default_rng([3, seed])
    actors, count = int(rng.integers(2, 4, endpoint=True)), int(rng.integers(2, 9))
    every = [(a, b) for a in range(count) for b in range(count) if a != b]
    arcs, orders = dict[str, Any](), dict[str, Any]()
    moves, worth, unknown = [], [], []
    for i in range(actors):
        own = [arc for arc in every if rng.random() < 1.5 / count]
        places = shuffled_places(rng, count)
        arcs[f"A{i}"] = [[f"s{a}", f"s{b}"] for a, b in own]
        orders[f"A{i}"] = {"ranking": [[f"s{s}" for s in place] for place in places]}
        if rng.random() < 0.5:
            first, second = (some_of(rng, count, int(rng.integers(1, count))) for _ in "ab")
            doubt = [" or ".join(f"s{s}" for s in states) for states in (first, second)]
            orders[f"A{i}"]["unknown"] = [doubt]
            unknown.append(frozenset(frozenset({a, b}) for a in first for b in second if a != b))
        else:
            unknown.append(frozenset())
        moves.append({a: frozenset(b for s, b in own if s == a) for a in range(count)})
        worth.append(tuple(worth_of(places, count)))
    tree = {
        "detente": 1,
        "id": "drawn",
        "title": "A graph that was drawn",
        "as_of": "2020-01-01",
        "actors": {actor: {} for actor in arcs},
        "graph": {"states": [f"s{k}" for k in range(count)], "arcs": arcs},
        "preferences": orders,
    }
    names = tuple(f"s{k}" for k in range(count))
    return json.dumps(tree), Model(
        patterns=names, moves=tuple(moves), worth=tuple(worth), unknown=tuple(unknown)
    )

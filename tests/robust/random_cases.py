"""Random small cases that use many parts of the case file together, as YAML text."""

from itertools import pairwise
from random import Random  # noqa: TID251 - of cases, not of their numbers

from detente.case.flow_text import block_text

ACTORS = ("A", "B", "C")
MOVES = ("m0", "m1", "m2", "m3")

Tree = dict[str, object]


def random_case(seed: int, precision: float = 4.0) -> str:
    """The text of one case; the same seed gives the same case."""
    draw = Random(seed)  # noqa: S311 - no secret
    actors = ACTORS[: draw.randint(2, 3)]
    moves = MOVES[: draw.randint(2, 4)]
    coalition = draw.random() < 0.4
    with_variable = draw.random() < 0.4
    tree: Tree = {
        "detente": 1,
        "id": f"random-{seed}",
        "title": f"Random case {seed}",
        "as_of": "2020-01-01",
        "focal": draw.choice(actors),
        "precision": {"headline": precision, "sweep": [precision], "paces": [1]},
        "actors": {a: _actor(draw) for a in actors},
    }
    if with_variable:
        tree["variables"] = {"tension": {"levels": ["calm", "tense", "crisis"], "start": "tense"}}
    tree["moves"] = _moves(draw, actors, moves, with_variable=with_variable)
    tree["facts"] = {
        "both": f"{moves[0]} and {moves[1]}",
        "few": f"at_least(1, {', '.join(moves)})",
    }
    if draw.random() < 0.3:
        tree["standing"] = [draw.choice(moves)]
    if draw.random() < 0.6:
        tree["shocks"] = _shocks(draw, moves, with_variable=with_variable)
    tree["breakdown"] = _breakdown(draw, actors, moves)
    tree["threats"] = _threats(draw, actors, moves, with_variable=with_variable)
    if coalition:
        tree["pressure"] = {"squeeze": _pressure(draw, actors, moves)}
    if draw.random() < 0.5:
        tree["channels"] = _channels(draw, actors)
    tree["goals"] = {a: _goals(draw, a, actors, moves, tree) for a in actors}
    if draw.random() < 0.4:
        tree["rules"] = _rules(draw, actors, tree)
    tree["strategies"] = {a: _strategies(draw, a, tree) for a in actors}
    return block_text(tree)


def _number(draw: Random, low: float, high: float) -> float:
    return round(draw.uniform(low, high), 3)


def _actor(draw: Random) -> Tree:
    actor: Tree = {"discount": _number(draw, 0.05, 0.6), "pace": _number(draw, 0.3, 4)}
    if draw.random() < 0.4:
        actor["may_walk_away"] = True
    if draw.random() < 0.2:
        actor["stake"] = _number(draw, 20, 90)
    return actor


def _moves(
    draw: Random, actors: tuple[str, ...], moves: tuple[str, ...], *, with_variable: bool
) -> Tree:
    found: Tree = {}
    for k, name in enumerate(moves):
        owners = draw.sample(actors, draw.randint(1, len(actors)))
        move: Tree = {"by": owners}
        if len(owners) > 1:
            ways = ["joint", "any", f"at_least({draw.randint(1, len(owners))})"]
            move["how"] = draw.choice(ways)
        if k and draw.random() < 0.5:
            move["requires"] = _condition(draw, moves[:k])
        if draw.random() < 0.5:
            move["pace"] = _number(draw, 0.2, 3)
        if draw.random() < 0.35:
            move["reversible"] = draw.sample(owners, 1)
            if draw.random() < 0.5:
                move["undo_pace"] = _number(draw, 0.2, 2)
        if with_variable and draw.random() < 0.3:
            move["sets"] = {"tension": draw.choice(["calm", "crisis"])}
        found[name] = move
    return found


def _condition(draw: Random, moves: tuple[str, ...]) -> str:
    one, two = draw.choice(moves), draw.choice(moves)
    forms = [one, f"{one} or {two}", f"{one} and {two}", f"at_least(1, {one}, {two})"]
    return draw.choice(forms)


def _shocks(draw: Random, moves: tuple[str, ...], *, with_variable: bool) -> Tree:
    shock: Tree = {"rate": _number(draw, 0.05, 0.8)}
    if with_variable:
        shock["sets"] = {"tension": draw.choice(["tense", "crisis"])}
    if not with_variable or draw.random() < 0.5:
        shock["undoes"] = [draw.choice(moves)]
    if draw.random() < 0.4:
        shock["when"] = f"not {draw.choice(moves)}"
    found: Tree = {"incident": shock}
    if with_variable and draw.random() < 0.5:
        found["relief"] = {"rate": _number(draw, 0.05, 0.8), "sets": {"tension": "calm"}}
    return found


def _breakdown(draw: Random, actors: tuple[str, ...], moves: tuple[str, ...]) -> Tree:
    found: Tree = {"pace": _number(draw, 0.1, 1)}
    if draw.random() < 0.6:
        found["rate"] = _number(draw, 0.02, 0.3)
    if draw.random() < 0.5:
        found["unwinds"] = draw.sample(moves, 1)
    if draw.random() < 0.4:
        found["resumes"] = _number(draw, 0.1, 1)
    if draw.random() < 0.6:
        found["afterwards"] = {draw.choice(actors): -_number(draw, 1, 20)}
    return found


def _threats(
    draw: Random, actors: tuple[str, ...], moves: tuple[str, ...], *, with_variable: bool
) -> Tree:
    carried: Tree = {
        "held_by": actors[0],
        "reaches": {a: _number(draw, 0.05, 0.5) for a in actors[1:]},
        "carries": ["heads"],
        "floor": _number(draw, 0, 0.3),
        "ended_by": {draw.choice(moves): _number(draw, 0.3, 1)},
    }
    other: Tree = {
        "held_by": actors[0],
        "reaches": {actors[1]: _number(draw, 0.05, 0.4)},
        "ended_by": {m: _number(draw, 0.1, 0.9) for m in draw.sample(moves, 2)},
    }
    if with_variable:
        other["factors"] = {"tension": {"calm": _number(draw, 0.2, 0.9), "crisis": 1.1}}
    if len(actors) > 2 and draw.random() < 0.5:
        carried["reaches"] = {actors[1]: _number(draw, 0.05, 0.5)}
        carried["deterred_by"] = {actors[2]: _number(draw, 0.1, 0.9)}
        other["reaches"] = {actors[2]: _number(draw, 0.05, 0.4)}
    heads = {"held_by": actors[0], "payload": True, "ended_by": {moves[-1]: _number(draw, 0.3, 1)}}
    return {"rocket": carried, "gun": other, "heads": heads}


def _pressure(draw: Random, actors: tuple[str, ...], moves: tuple[str, ...]) -> Tree:
    members = {a: {"share": _number(draw, 1, 50), "in": draw.random() < 0.6} for a in actors[1:]}
    return {
        "on": actors[0],
        "members": members,
        "backfill": {a: _number(draw, 1, 20) for a in actors[1:]},
        "substitutability": _number(draw, 0.2, 1),
        "eased_by": {draw.choice(moves): _number(draw, 0.2, 1)},
    }


def _channels(draw: Random, actors: tuple[str, ...]) -> list[Tree]:
    lines: list[Tree] = [
        {"between": [one, two], "strength": _number(draw, 0.3, 1)} for one, two in pairwise(actors)
    ]
    if len(actors) > 2:
        closed = draw.random() < 0.6
        lines.append({"between": [actors[0], actors[2]], "strength": 0.7, "open": not closed})
    return lines


def _goals(
    draw: Random, actor: str, actors: tuple[str, ...], moves: tuple[str, ...], tree: Tree
) -> Tree:
    goals: Tree = {"safety": {"weight": _number(draw, 5, 60), "measure": f"-exposure({actor})"}}
    measures = [
        *moves,
        f"-{moves[0]}",
        f"0.5 * {moves[0]} + 0.5 * {moves[-1]}",
        "both",
        "-heads_left",
    ]
    if "variables" in tree:
        measures += ["tension = calm", "-(tension != calm)"]
    if "pressure" in tree:
        measures += [f"-pressure({actors[0]})", f"joined({actors[1]}, squeeze)"]
    if "channels" in tree:
        measures.append(f"talks({actors[0]}, {actors[-1]})")
    for k in range(draw.randint(1, 2)):
        goal: Tree = {"weight": _number(draw, 5, 40), "measure": draw.choice(measures)}
        if draw.random() < 0.7:
            goal["once"] = [_once(draw, actor, moves, tree)]
        if draw.random() < 0.15:
            goal["outside"] = True
        goals[f"aim{k}"] = goal
    return goals


def _once(draw: Random, actor: str, moves: tuple[str, ...], tree: Tree) -> Tree:
    on = [*moves, *moves]
    entry = tree["moves"]
    on += [f"undo {m}" for m in moves if "reversible" in entry[m]]
    members = tree["pressure"]["squeeze"]["members"] if "pressure" in tree else {}
    if actor in members:
        on += ["leave squeeze", "join squeeze"]
    if "may_walk_away" in tree["actors"][actor]:
        on.append("walk away")
    payment: Tree = {"on": draw.choice(on), "pays": draw.choice([-1, -0.5, 0.3, 0.1])}
    if draw.random() < 0.3:
        payment[draw.choice(["when", "unless"])] = draw.choice(moves)
    return payment


def _doings(actor: str, tree: Tree) -> list[str]:
    """What an actor may do by itself or with others."""
    entries: dict[str, Tree] = tree["moves"]
    able = [m for m, entry in entries.items() if actor in entry["by"]]
    members = tree["pressure"]["squeeze"]["members"] if "pressure" in tree else {}
    if actor in members:
        able += ["join squeeze", "leave squeeze"]
    return able


def _rules(draw: Random, actors: tuple[str, ...], tree: Tree) -> Tree:
    rules: Tree = {}
    actor = draw.choice(actors)
    able = _doings(actor, tree)
    if able:
        moves = list(tree["moves"])
        rule: Tree = {"when": draw.choice(moves), "does": draw.choice(able)}
        if draw.random() < 0.5:
            rule["until"] = f"not {draw.choice(moves)}"
        rules[actor] = [rule, {"when": f"not {draw.choice(moves)}", "does": draw.choice(able)}]
    return rules


def _strategies(draw: Random, actor: str, tree: Tree) -> Tree:
    able = _doings(actor, tree)
    if not able:
        return {}
    moves = list(tree["moves"])
    plain = [a for a in able if a in moves]
    found: Tree = {
        "eager": {"first": draw.sample(able, min(2, len(able)))},
        "stern": {"never": [draw.choice(able)]},
    }
    if plain:
        found["firm"] = {"does": [f"{draw.choice(able)} while {draw.choice(moves)}"]}
    return found

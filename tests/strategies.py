"""Strategies that draw whole cases; every case they draw passes the check."""

from hypothesis import strategies as st

from detente.case.flow_text import block_text
from detente.case.reader import read_text
from detente.case.schema import Case

ACTORS = ("A", "B", "NO", "USA")
MOVES = ("talks", "freeze", "withdraw", "aid", "on")
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Zl", "Zp"]), min_size=1, max_size=20
)

Tree = dict[str, object]


@st.composite
def numbers(draw: st.DrawFn, least: float = 0.1, most: float = 0.9) -> object:
    """A number in any of its written forms."""
    points = sorted(draw(st.lists(st.floats(least, most), min_size=3, max_size=3, unique=True)))
    shape = draw(st.sampled_from(["normal", "lognormal", "triangular"]))
    forms = (
        points[0],
        [points[0], points[2]],
        points,
        dict(zip(("shape", "low", "mode", "high"), (shape, *points), strict=True)),
    )
    return draw(st.sampled_from(forms))


@st.composite
def stated(draw: st.DrawFn, value: object) -> object:
    """A value as such or beside its evidence."""
    evidence: Tree = {}
    if draw(st.booleans()):
        evidence["source"] = draw(st.sampled_from(["report", "report#4", ["report#1", "report#2"]]))
    if draw(st.booleans()):
        evidence["note"] = draw(TEXT)
    if not evidence:
        return value
    return {**value, **evidence} if isinstance(value, dict) else {"is": value, **evidence}


@st.composite
def conditions(draw: st.DrawFn, moves: tuple[str, ...]) -> str:
    """A condition that can hold: nothing in it is denied."""
    first, second = draw(st.sampled_from(moves)), draw(st.sampled_from(moves))
    forms = [first, f"{first} and {second}", f"({first} or {second})", f"at_least(1, {first})"]
    return draw(st.sampled_from(forms))


@st.composite
def moves_of(draw: st.DrawFn, actors: tuple[str, ...]) -> Tree:
    """Moves of which each requires only earlier ones."""
    moves: Tree = {}
    for name in MOVES[: draw(st.integers(1, len(MOVES)))]:
        owners = draw(st.lists(st.sampled_from(actors), min_size=1, max_size=3, unique=True))
        move: Tree = {"by": owners if len(owners) > 1 else owners[0]}
        if moves and draw(st.booleans()):
            move["requires"] = draw(conditions(tuple(moves)))
        if draw(st.booleans()):
            move["pace"] = draw(stated(draw(numbers())))
        if draw(st.booleans()):
            move["name"] = draw(TEXT)
        if draw(st.booleans()):
            move["reversible"] = draw(st.sampled_from(owners))
        moves[name] = draw(stated(move))
    return moves


@st.composite
def goals_of(draw: st.DrawFn, actors: tuple[str, ...], moves: tuple[str, ...]) -> Tree:
    """A goal or two of some actors."""
    goals: Tree = {}
    for actor in draw(st.lists(st.sampled_from(actors), unique=True)):
        weight = draw(stated(draw(numbers(1, 100))))
        measure = f"0.5 * {draw(st.sampled_from(moves))}"
        goals[actor] = {"aim": {"weight": weight, "measure": measure}}
    return goals


@st.composite
def terms_of(draw: st.DrawFn, actors: tuple[str, ...], moves: tuple[str, ...]) -> Tree:
    """Issues, where actors stand on them, and what binds."""
    issues = {
        name: {
            "from": 0,
            "to": 100,
            "labels": {0: draw(TEXT), 50: draw(TEXT)},
            "tied_to": {10: draw(st.sampled_from(moves))},
            "status_quo": draw(stated(draw(numbers(0, 100)))),
            "tradable_when": draw(conditions(moves)),
        }
        for name in ("price", "2030-goal")
    }
    issues["price"]["tradable_after"] = ["2030-goal"]
    positions = {
        actor: {
            issue: draw(
                stated(
                    {
                        "at": draw(stated(draw(numbers(30, 60)))),
                        "salience": draw(numbers(1, 40)),
                        "capability": draw(numbers(1, 9)),
                        "red_line": draw(numbers(70, 100)),
                        "no_agreement": draw(st.floats(-40, 0)),
                    }
                )
            )
            for issue in issues
        }
        for actor in actors
    }
    bargaining: Tree = {
        "decision": {"rule": "quota", "quota": 2, "votes": dict.fromkeys(actors, 2)},
        "links": [["price", "2030-goal"]],
        "exchange": draw(
            st.sampled_from(
                [
                    {"payment_cost": 1.5},
                    {"gains": "as_ideals"},
                    {"gains": "random", "spread": 0.25},
                ]
            )
        ),
        "accommodation": {actors[0]: {actors[-1]: draw(numbers())}},
        "spatial_politics": {"victory": draw(st.sampled_from(["square", "binary"])), "seed": 7},
    }
    return {"issues": issues, "positions": positions, "bargaining": draw(stated(bargaining))}


@st.composite
def case_trees(draw: st.DrawFn) -> Tree:
    """A case as the plain values of its file."""
    actors = tuple(draw(st.lists(st.sampled_from(ACTORS), min_size=1, unique=True)))
    moves = draw(moves_of(actors))
    ids = tuple(moves)
    tree: Tree = {
        "detente": 1,
        "id": draw(st.from_regex(r"\A[a-z0-9][a-z0-9_-]{0,9}\Z")),
        "title": draw(TEXT),
        "as_of": draw(st.dates().map(str).filter(lambda day: day >= "1000")),
        "sources": {"report": {"title": draw(TEXT), "date": "0999"}},
        "actors": {actor: {"discount": draw(stated(draw(numbers())))} for actor in actors},
        "moves": moves,
        "goals": draw(goals_of(actors, ids)),
        "facts": {"done": draw(conditions(ids))},
        "scenarios": {"other": {"set": {f"actors.{actors[0]}.discount": draw(numbers())}}},
        "claims": {
            "likely": {
                "says": draw(TEXT),
                "kind": "emergent",
                "source": "report#9",
                "holds_when": f"probability({ids[0]}) > 0.5",
            }
        },
    }
    if draw(st.booleans()):
        tree["perceptions"] = {
            actors[0]: {"of": {actors[-1]: {"discount": draw(numbers()), "name": draw(TEXT)}}}
        }
    if draw(st.booleans()):
        tree |= draw(terms_of(actors, ids))
    return draw(stated(tree))  # type: ignore[return-value]


def cases() -> st.SearchStrategy[Case]:
    """Whole cases."""
    return case_trees().map(lambda tree: read_text(block_text(tree)))

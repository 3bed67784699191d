"""A case as a scenario of KTAB in XML, with the switches of the model and how ideals give way."""

from collections.abc import Iterator
from xml.sax.saxutils import escape  # writes, never reads

from detente.case.exports.ktab import KtabActor, ktab_scenario
from detente.case.exports.stance_rows import plain
from detente.case.imports.ktab_xml import SWITCHES
from detente.case.schema import Bargaining, Case

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_NO_SEED = 0


def to_ktab_xml(case: Case) -> str:
    """The positions of the case at their modes, the switches and the accommodation.

    Where KTAB's schema and its program spell a setting differently, the program is followed.

    Raises:
        StudyError: The case says what KTAB cannot hold.
    """
    scenario = ktab_scenario(case)
    seed = case.bargaining.spatial_politics.seed
    names = {actor.id: actor.name for actor in scenario.actors}
    lines = [
        _HEAD,
        "<Scenario>",
        _element("name", scenario.name, 1),
        _element("desc", scenario.description, 1),
        _element("prngSeed", str(_NO_SEED if seed is None else seed), 1),
        *_within("ModelParameters", _switches(case.bargaining), 1),
        *_within("Dimensions", (_element("dName", n, 2) for n in scenario.dimensions), 1),
        *_within("Actors", _actors(scenario.actors), 1),
        *_within("IdealAdjustment", _accommodation(case.bargaining, names), 1),
        "</Scenario>",
    ]
    return "\n".join(lines) + "\n"


def _switches(bargaining: Bargaining) -> Iterator[str]:
    for name, (ours, words) in SWITCHES.items():
        setting = getattr(bargaining.spatial_politics, ours)
        word = next(theirs for theirs, our_word in words.items() if our_word == setting)
        yield _element(name, word, 2)


def _actors(actors: tuple[KtabActor, ...]) -> Iterator[str]:
    for actor in actors:
        entries = [
            _element("name", actor.name, 3),
            _element("description", actor.description, 3),
            _element("capability", actor.capability, 3),
            *_within("Position", (_element("dCoord", text, 4) for text in actor.positions), 3),
            *_within("Salience", (_element("dSal", text, 4) for text in actor.saliences), 3),
        ]
        yield from _within("Actor", iter(entries), 2)


def _accommodation(bargaining: Bargaining, names: dict[str, str]) -> Iterator[str]:
    """The pairs of actors that have positions; of an actor with itself always.

    KTAB's program does not read a file without pairs, and what a file does not say of an actor with
    itself it takes for 1; a case that states anything takes it for 0.
    """
    stated = bargaining.accommodation
    for actor, name in names.items():
        own = "0" if stated else "1"
        shares = {actor: own, **{o: plain(s.mode) for o, s in stated.get(actor, {}).items()}}
        for other, share in shares.items():
            if other in names:
                entries = [
                    _element("adjustingIdeal", name, 3),
                    _element("referencePos", names[other], 3),
                    _element("adjust", share, 3),
                ]
                yield from _within("iaPair", iter(entries), 2)


def _within(name: str, inner: Iterator[str], depth: int) -> Iterator[str]:
    """Lines inside an element; nothing if there are none."""
    lines = list(inner)
    if lines:
        yield f"{'  ' * depth}<{name}>"
        yield from lines
        yield f"{'  ' * depth}</{name}>"


def _element(name: str, text: str, depth: int) -> str:
    return f"{'  ' * depth}<{name}>{escape(text)}</{name}>"

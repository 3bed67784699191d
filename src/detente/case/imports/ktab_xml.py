"""Scenarios of KTAB as XML: actors and dimensions, and the switches of the model.

    <Scenario> <name/> <desc/> <prngSeed/>
      <ModelParameters> <VictoryProbModel/> ... </ModelParameters>
      <Dimensions> <dName/> ... </Dimensions>
      <Actors> <Actor> <name/> <description/> <capability/>
        <Position> <dCoord/> ... </Position> <Salience> <dSal/> ... </Salience> </Actor> ...
      <IdealAdjustment> <iaPair> <adjustingIdeal/> <referencePos/> <adjust/> </iaPair> ...

Model parameters, the names of dimensions and the adjustment of ideals may be left out. Two switches
are spelled differently in KTAB's schema and in its program; both spellings are read.
"""

import re

from detente.case.evidence import Document
from detente.case.imports.cells import Cell
from detente.case.imports.draft import Draft
from detente.case.imports.ktab import Party, Scenario, Stance, at_most, demand_actors, put_scenario
from detente.case.imports.xml_tree import Element, parse_xml
from detente.case.rules.ranges import SHARE

_SEED = re.compile(r"\d{1,20}", re.ASCII)

SWITCHES: dict[str, tuple[str, dict[str, str]]] = {
    "VictoryProbModel": (
        "victory",
        {
            "Linear": "linear",
            "Square": "square",
            "Quartic": "quartic",
            "Octic": "octic",
            "Binary": "binary",
        },
    ),
    "PCEModel": (
        "succession",
        {
            "Conditional": "conditional",
            "MarkovIncentive": "markov_incentive",
            "MarkovUniform": "markov_uniform",
        },
    ),
    "StateTransitions": (
        "transition",
        {"Deterministic": "deterministic", "Stochastic": "stochastic"},
    ),
    "VotingRule": (
        "voting",
        {
            "Binary": "binary",
            "PropBin": "proportional_binary",
            "Prop": "proportional",
            "Proportional": "proportional",
            "PropCbc": "proportional_cubic",
            "Cubic": "cubic",
            "ASymProsp": "prospect",
        },
    ),
    "BigRAdjust": (
        "risk_estimate",
        {
            "None": "none",
            "No": "none",
            "OneThird": "one_third",
            "Half": "half",
            "TwoThirds": "two_thirds",
            "Full": "full",
        },
    ),
    "BigRRange": (
        "risk_range",
        {"Min": "from_zero", "Mid": "from_minus_half", "Max": "from_minus_one"},
    ),
    "ThirdPartyCommit": (
        "third_party",
        {
            "NoCommit": "no_commitment",
            "SemiCommit": "semi_commitment",
            "FullCommit": "full_commitment",
        },
    ),
    "InterVecBrgn": (
        "interpolation",
        {"S1P1": "salience_chance", "S2P2": "squares", "S2PMax": "stronger_only"},
    ),
    "BargnModel": (
        "bargain",
        {"InitOnlyInterp": "initiator", "InitRcvrInterp": "both", "PWCompInterp": "compromise"},
    ),
}
"""KTAB's name of each switch -> ours, and its words for the settings, in its order -> ours. Of two
spellings the first is the one that KTAB's program reads."""


def read_ktab_xml(content: bytes, file: str) -> Document:
    """The case that a scenario in XML stands for.

    Raises:
        CaseError: With all faults of the file.
    """
    root = parse_xml(content, file)
    draft = Draft(file)
    if root.name != "Scenario":
        message = f"this is XML of another kind: it begins with <{root.name}>"
        draft.fault("import/unknown-format", message, root.location, "KTAB's begins <Scenario>")
        return draft.document()
    ids = put_scenario(draft, _scenario(draft, root))
    _put_switches(draft, root)
    _put_accommodation(draft, root, ids)
    return draft.document()


def _scenario(draft: Draft, root: Element) -> Scenario:
    listed = _needed(draft, root, "Actors")
    actors = listed.all("Actor")
    if listed.is_there:
        demand_actors(draft, len(actors), listed.location)
    actors = at_most(draft, actors, "actors", lambda actor: actor.location)
    sizes = [len(actor.child("Position").all("dCoord")) for actor in actors]
    names = tuple(one.cell for one in root.child("Dimensions").all("dName"))
    if not names:
        names = tuple(
            Cell(text=f"Dimension {k + 1}", location=root.location)
            for k in range(max(sizes, default=0))
        )
    names = at_most(draft, names, "dimensions", lambda cell: cell.location)
    found = (_party(draft, actor, len(names)) for actor in actors)
    return Scenario(
        name=_needed(draft, root, "name").cell,
        description=root.child("desc").cell,
        dimensions=names,
        parties=tuple(party for party in found if party is not None),
    )


def _party(draft: Draft, actor: Element, dimensions: int) -> Party | None:
    """An actor; none, and a fault, if it has too few or too many coordinates."""
    columns = []
    for outer, inner in (("Position", "dCoord"), ("Salience", "dSal")):
        entry = _needed(draft, actor, outer)
        columns.append([one.cell for one in entry.all(inner)])
        if not entry.is_there:
            return None
        if len(columns[-1]) != dimensions:
            message = f"<{outer}> has {len(columns[-1])} times <{inner}>; {dimensions} are needed"
            draft.fault("import/row", message, entry.location, "one for each dimension")
            return None
    return Party(
        name=actor.child("name").cell,
        description=actor.child("description").cell,
        capability=actor.child("capability").cell,
        stances=tuple(map(Stance, *columns)),
    )


def _needed(draft: Draft, parent: Element, name: str) -> Element:
    """The child of that name; an empty one in its place, and a fault, if there is none."""
    child = parent.child(name)
    if not child.is_there:
        message = f"<{parent.name}> has no <{name}>"
        draft.fault("import/row", message, parent.location)
    return child


def _put_switches(draft: Draft, root: Element) -> None:
    """The settings of the model, and the seed of its lots."""
    parameters = root.child("ModelParameters")
    path = ("bargaining", "spatial_politics")
    for entry in parameters.children:
        if entry.name not in SWITCHES:
            message = f"there is no model parameter <{entry.name}>"
            draft.unknown(message, Cell(text=entry.name, location=entry.location), SWITCHES)
            continue
        ours, words = SWITCHES[entry.name]
        if entry.text not in words:
            message = f"<{entry.name}> has no setting '{entry.text}'"
            draft.unknown(message, entry.cell, words)
            continue
        draft.put((*path, ours), words[entry.text], entry.cell.location)
    seed = root.child("prngSeed")
    if _SEED.fullmatch(seed.text):
        if int(seed.text) != 0:  # for 0 KTAB draws one: the file says none
            draft.put((*path, "seed"), int(seed.text), seed.location)
    elif seed.text:
        message = f"the seed must be a whole number of at most 20 digits, got {seed.text[:40]}"
        draft.fault("import/number", message, seed.location)


def _put_accommodation(draft: Draft, root: Element, ids: dict[str, str]) -> None:
    """How far ideals give way: where the file says nothing, to one's own position all the way.

    KTAB's program begins with the unit matrix and overwrites what is stated; a case that states
    anything leaves the rest at 0.
    """
    seen: set[tuple[str, ...]] = set()
    adjustment = root.child("IdealAdjustment")
    for pair in adjustment.all("iaPair"):
        names = [_needed(draft, pair, name) for name in ("adjustingIdeal", "referencePos")]
        known = [ids.get(name.text) for name in names]
        for name, actor in zip(names, known, strict=True):
            if actor is None and name.is_there:
                draft.unknown(f"there is no actor '{name.text}'", name.cell, ids)
        share = draft.number(pair.child("adjust").cell, "the adjustment", SHARE)
        path = tuple(actor for actor in known if actor is not None)
        if path in seen:
            draft.fault("import/twice", f"{' and '.join(path)} stand here again", pair.location)
        elif len(path) == len(names):
            draft.put(("bargaining", "accommodation", *path), share, pair.location)
        seen.add(path)
    for actor in dict.fromkeys(ids.values()) if seen else ():
        if (actor, actor) not in seen:
            draft.put(("bargaining", "accommodation", actor, actor), 1, adjustment.location)

"""Games built directly as arrays, for measuring and for tests."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from detente.methods.components import components
from detente.methods.game import Commitment, Numbers, Topology

Points = tuple[float, ...]
GameArrays = tuple[Topology, Numbers, Commitment]


class Act(NamedTuple):
    """One action: where it leads, what it pays each actor, whose consent it asks."""

    to: int
    pays: Points = ()
    consent: tuple[int, ...] = ()
    need: int | None = None  # of those asked; None: all


class Occasion(NamedTuple):
    """One choice set."""

    owner: int
    rate: float
    acts: tuple[Act, ...]


class Shift(NamedTuple):
    """One transition nobody chooses."""

    rate: float
    to: int
    pays: Points = ()


class State(NamedTuple):
    """One state: a flow a year for each actor, occasions and shifts."""

    flow: Points
    occasions: tuple[Occasion, ...] = ()
    shifts: tuple[Shift, ...] = ()


def game(
    states: Sequence[State],
    discount: Sequence[float],
    stake: Sequence[float] | None = None,
    *,
    must_move: bool = False,
) -> GameArrays:
    """The arrays of a game written as states; without `stake`, the range of the flow values."""
    rows: dict[Points, int] = {(0.0,) * len(discount): 0}
    occasions = [occasion for state in states for occasion in state.occasions]
    acts = [act for occasion in occasions for act in occasion.acts]
    shifts = [shift for state in states for shift in state.shifts]
    act_pay = [_row(rows, act.pays) for act in acts]
    shift_pay = [_row(rows, shift.pays) for shift in shifts]
    flow = np.array([state.flow for state in states], np.float64)
    rates = np.array(discount, np.float64)
    links = {
        "set_ptr": _ptr([len(state.occasions) for state in states]),
        "act_ptr": _ptr([len(occasion.acts) for occasion in occasions]),
        "act_to": _ints([act.to for act in acts]),
        "shift_ptr": _ptr([len(state.shifts) for state in states]),
        "shift_to": _ints([shift.to for shift in shifts]),
    }
    comp_ptr, comp_state = components(**links)
    topology = Topology(
        **links,
        set_owner=_ints([occasion.owner for occasion in occasions]),
        act_pay=_ints(act_pay),
        act_need=_ints([len(a.consent) if a.need is None else a.need for a in acts]),
        con_ptr=_ptr([len(act.consent) for act in acts]),
        con_actor=_ints([j for act in acts for j in act.consent]),
        shift_pay=_ints(shift_pay),
        comp_ptr=comp_ptr,
        comp_state=comp_state,
        must_move=must_move,
    )
    numbers = Numbers(
        set_rate=np.array([occasion.rate for occasion in occasions], np.float64),
        shift_rate=np.array([shift.rate for shift in shifts], np.float64),
        flow=flow,
        payments=np.array(list(rows), np.float64),
        discount=rates,
        stake=np.ptp(flow / rates, axis=0) if stake is None else np.array(stake, np.float64),
    )
    return topology, numbers, free(topology)


def free(topology: Topology) -> Commitment:
    """Nobody is committed to anything."""
    return Commitment(
        act=np.zeros(topology.act_to.size, np.int8),
        consent=np.zeros(topology.con_actor.size, np.int8),
    )


def _row(rows: dict[Points, int], pays: Points) -> int:
    return rows.setdefault(tuple(map(float, pays)), len(rows)) if pays else 0


def _ptr(counts: list[int]) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)


def _ints(values: list[int]) -> np.ndarray:
    return np.array(values, np.int64)


# ---------------------------------------------------------------- the toy

US, JP, ROK, CN, NK = range(5)
DISCOUNT, PACE, COLLAPSE = 0.1, 2.0, 0.05
MAY_LEAVE = (US, NK)
UNWINDS = frozenset({"freeze", "endwar", "partial", "full", "projects", "econ"})
AFTERMATH = (-0.1, -0.15, -0.2, -0.1, -0.1)


class Step(NamedTuple):
    """One step of the toy: owners, one-off payments, and what must stand before it."""

    owners: tuple[int, ...]
    pays: dict[int, float]
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()


STEPS = {
    "freeze": Step((NK,), {NK: -0.5}),
    "icbm": Step((NK,), {NK: -2.0}, ("freeze",)),
    "srbm": Step((NK,), {NK: -2.5}, ("freeze",)),
    "warheads": Step((NK,), {NK: -6.0}, any_of=("icbm", "srbm")),
    "abductees": Step((NK,), {NK: -1.0, JP: 3.0}),
    "endwar": Step((US,), {US: -0.5, JP: -0.3}, ("freeze",)),
    "partial": Step((US, CN), {US: -0.3}, any_of=("icbm", "srbm")),
    "full": Step((US, CN), {US: -0.6}, ("warheads", "partial")),
    "normal": Step((JP, NK), {JP: 0.5}, ("abductees", "warheads", "srbm")),
    "econ": Step((JP,), {JP: -3.0}, ("normal", "full")),
    "projects": Step((ROK, NK), {ROK: -0.5}, ("partial",)),
}
Deal = frozenset[str]


def toy(*, menu: bool = True) -> GameArrays:
    """The five-actor toy: eleven steps, exits for two, an outside collapse.

    With `menu` each actor has one occasion for everything it may do; else one for each move.
    """
    live = _reachable()
    ended = list(dict.fromkeys(deal - UNWINDS for deal in live))
    place = {deal: k for k, deal in enumerate(live)}
    wreck = {deal: len(live) + k for k, deal in enumerate(ended)}
    states = [_live_state(deal, place, wreck, menu=menu) for deal in live]
    states += [
        State(tuple(f + a for f, a in zip(toy_flow(deal), AFTERMATH, strict=True)))
        for deal in ended
    ]
    return game(states, [DISCOUNT] * 5)


def _reachable() -> list[Deal]:
    deals: list[Deal] = [frozenset()]
    for deal in deals:
        for name in _available(deal):
            if deal | {name} not in deals:
                deals.append(deal | {name})
    return deals


def _available(deal: Deal) -> list[str]:
    return [
        name
        for name, step in STEPS.items()
        if name not in deal
        and deal.issuperset(step.all_of)
        and (not step.any_of or not deal.isdisjoint(step.any_of))
    ]


def _live_state(deal: Deal, place: dict[Deal, int], wreck: dict[Deal, int], *, menu: bool) -> State:
    end = wreck[deal - UNWINDS]
    acts: dict[int, list[Act]] = {i: [] for i in range(5)}
    for name in _available(deal):
        step = STEPS[name]
        pays = tuple(step.pays.get(i, 0.0) for i in range(5))
        for owner in step.owners:
            others = tuple(j for j in step.owners if j != owner)
            acts[owner].append(Act(place[deal | {name}], pays, others))
    for i in MAY_LEAVE:
        acts[i].append(Act(end))
    if menu:
        occasions = [Occasion(i, PACE, tuple(own)) for i, own in acts.items() if own]
    else:
        occasions = [
            Occasion(i, PACE / (1 + len(act.consent)), (act,)) for i in acts for act in acts[i]
        ]
    return State(toy_flow(deal), tuple(occasions), (Shift(COLLAPSE, end),))


def toy_flow(deal: Deal) -> Points:
    """The points a year each actor of the toy gets while a deal stands."""
    has = {name: float(name in deal) for name in STEPS}
    w, i, m = 1 - 0.9 * has["warheads"], 1 - 0.9 * has["icbm"], 1 - 0.85 * has["srbm"]
    t = 1 - 0.5 * has["freeze"]
    relief = 0.5 * has["partial"] + 0.5 * has["full"]
    own = -(1 - relief) + 0.25 * has["endwar"] + 0.1 * has["normal"]
    own += 0.5 * has["econ"] + 0.25 * has["projects"]
    return (
        -1.0 * w * (0.8 * i + 0.2 * t * i),
        -1.2 * w * (0.85 * m + 0.15 * t) + 0.08 * has["normal"] + 0.1 * has["econ"],
        -1.0 * w * (0.9 * m + 0.1) + 0.15 * has["projects"],
        -0.5 * (0.3 * w + 0.1 * t) + 0.15 * relief,
        own,
    )

"""Games of any size, built in one go: a lattice of steps, and one whose moves are undone."""

from typing import NamedTuple

import numpy as np

from benchmarks.games import GameArrays, free
from detente.methods.components import components
from detente.methods.game import Floats, Ints, Numbers, Topology

ACTORS = 6
DISCOUNT, PACE, EXIT_PACE = 0.1, 2.0, 0.5
COLLAPSE, AFTERMATH = 0.05, -0.3
LEVELS, CALMING, SHOCK = 5, 0.5, 0.3


class Moves(NamedTuple):
    """The moves of a game, one choice set each: to flip a bit of the state, or to end the game."""

    owner: Ints
    other: Ints  # whose consent it needs; -1: nobody's
    bit: Ints  # -1: ends the game
    rate: Floats


class Links(NamedTuple):
    """Transitions nobody chooses."""

    start: Ints
    end: Ints
    rate: Floats


def lattice(steps: int, *, joint: int = 3, exits: int = 2, seed: int = 1) -> GameArrays:
    """A monotone game of 2^steps states and one end: each step is done once and stands for ever.

    The first `joint` steps need a second owner's consent, and either may propose them; the first
    `exits` actors may walk away.
    """
    generator = np.random.default_rng(seed)
    mover = np.arange(steps) % ACTORS
    partner = (mover + 2) % ACTORS
    moves = Moves(
        owner=np.concatenate([mover, partner[:joint], np.arange(exits)]),
        other=np.concatenate(
            [partner[:joint], np.full(steps - joint, -1), mover[:joint], np.full(exits, -1)]
        ),
        bit=np.concatenate([np.arange(steps), np.arange(joint), np.full(exits, -1)]),
        rate=np.repeat([PACE / 2, PACE, PACE / 2, EXIT_PACE], [joint, steps - joint, joint, exits]),
    )
    states = 2**steps
    stands = _bits(np.arange(states), steps)
    x, move = np.nonzero(np.hstack([~stands, np.ones((states, 1), bool)])[:, moves.bit])
    to = np.where(moves.bit[move] < 0, states, x | 1 << np.maximum(moves.bit[move], 0))
    worth = _worth(stands, mover, generator)
    flow = DISCOUNT * np.vstack([worth, np.full((1, ACTORS), AFTERMATH)])
    collapse = Links(np.arange(states), np.full(states, states), np.full(states, COLLAPSE))
    return _game(flow, moves, (x, move, to), collapse, _costs(mover, generator))


def reversible(steps: int = 7, *, seed: int = 1) -> GameArrays:
    """A game of 5 * 2^steps states, all of which lead to each other: each step can be undone.

    Tension has five levels, rises and falls by itself, and weighs on everybody the more, the
    fewer steps stand.
    """
    generator = np.random.default_rng(seed)
    mover = np.arange(steps) % ACTORS
    moves = Moves(
        owner=mover, other=np.full(steps, -1), bit=np.arange(steps), rate=np.full(steps, PACE)
    )
    states = LEVELS * 2**steps
    mask, level = np.divmod(np.arange(states), LEVELS)
    stands = _bits(mask, steps)
    x, move = np.nonzero(np.ones((states, steps), bool))
    to = LEVELS * (mask[x] ^ 1 << moves.bit[move]) + level[x]
    tension = (level / (LEVELS - 1) * (1.0 - stands.mean(axis=1)))[:, None]
    flow = DISCOUNT * (_worth(stands, mover, generator) - 0.5 * tension)
    down, up = np.nonzero(level > 0)[0], np.nonzero(level < LEVELS - 1)[0]
    drift = Links(
        np.concatenate([down, up]),
        np.concatenate([down - 1, up + 1]),
        np.repeat([CALMING, SHOCK], [down.size, up.size]),
    )
    return _game(flow, moves, (x, move, to), drift, _costs(mover, generator))


def alternating(steps: int, *, patience: float = 1e-12) -> GameArrays:
    """Two players in turn do one of their own undone steps or stop, which ends the game.

    Steps alternate between the players. A step costs its owner a little more than 1 and gives the
    other 1.7; when the mover has no step left the game ends, with 1 for everybody if all are done.
    """
    own = np.arange(steps) % 2
    stands = _bits(np.arange(2**steps), steps)
    ahead = (stands * (1 - 2 * own)).sum(axis=1)
    mover = ahead  # whoever has done less moves; the first player at equality
    left = ~stands[:, None, :] & (own == np.arange(2)[:, None])
    playing = np.isin(ahead, (0, 1)) & left.any(axis=2)[np.arange(2**steps), np.clip(mover, 0, 1)]
    masks = np.nonzero(playing)[0]
    states, end = masks.size, masks.size
    place = np.full(2**steps, end)
    place[masks] = np.arange(states)
    mover = mover[masks]
    can = np.hstack([np.ones((states, 1), bool), left[masks, mover]])  # to stop, or a step
    x, act = np.nonzero(can)
    after = masks[x] | np.where(act > 0, 1 << np.maximum(act - 1, 0), 0)
    to = np.where(act > 0, place[after], end)
    payments = np.zeros((1 + 2 * steps, 2))
    rows, cost = np.arange(steps) + 1, 1.0 + 0.01 * np.arange(steps)
    payments[rows, own], payments[rows, 1 - own] = -cost, 1.7
    payments[rows + steps] = payments[rows] + 1.0
    arrows = {
        "set_ptr": np.minimum(np.arange(states + 2), states),
        "act_ptr": _ptr(can.sum(axis=1)),
        "act_to": to,
        "shift_ptr": np.zeros(states + 2, np.int64),
        "shift_to": np.zeros(0, np.int64),
    }
    comp_ptr, comp_state = components(**arrows)
    topology = Topology(
        **arrows,
        set_owner=mover,
        act_pay=act + np.where((act > 0) & (after == 2**steps - 1), steps, 0),
        act_need=np.zeros(x.size, np.int64),
        con_ptr=np.zeros(x.size + 1, np.int64),
        con_actor=np.zeros(0, np.int64),
        shift_pay=np.zeros(0, np.int64),
        comp_ptr=comp_ptr,
        comp_state=comp_state,
        must_move=True,
    )
    numbers = Numbers(
        set_rate=np.ones(states),
        shift_rate=np.zeros(0),
        flow=np.zeros((states + 1, 2)),
        payments=payments,
        discount=np.full(2, patience),
        stake=np.ones(2),
    )
    return topology, numbers, free(topology)


def _bits(mask: Ints, count: int) -> np.ndarray:
    return (mask[:, None] >> np.arange(count) & 1).astype(bool)


def _worth(stands: np.ndarray, mover: Ints, generator: np.random.Generator) -> Floats:
    """[N, n] what a set of steps is worth for ever: good for others, a burden to who took them."""
    good = generator.uniform(0.0, 0.3, (mover.size, ACTORS))
    good[np.arange(mover.size), mover] = generator.uniform(-0.1, 0.2, mover.size)
    together = 0.2 * stands.mean(axis=1, keepdims=True) ** 2
    return np.asarray(stands @ good / 2 + together)


def _costs(mover: Ints, generator: np.random.Generator) -> Floats:
    """[1 + bits, n] what taking or undoing a step costs its owner; row 0 pays nothing."""
    costs = np.zeros((1 + mover.size, ACTORS))
    costs[1 + np.arange(mover.size), mover] = -generator.uniform(0.0, 0.05, mover.size)
    return costs


def _game(
    flow: Floats, moves: Moves, actions: tuple[Ints, Ints, Ints], links: Links, payments: Floats
) -> GameArrays:
    """The arrays, given (state, move, next state) of each action, by state."""
    states = len(flow)
    x, move, to = actions
    by_start = np.argsort(links.start, kind="stable")
    arrows = {
        "set_ptr": _ptr(np.bincount(x, minlength=states)),
        "act_ptr": np.arange(x.size + 1),
        "act_to": to,
        "shift_ptr": _ptr(np.bincount(links.start, minlength=states)),
        "shift_to": links.end[by_start],
    }
    comp_ptr, comp_state = components(**arrows)
    asks = moves.other[move] >= 0
    topology = Topology(
        **arrows,
        set_owner=moves.owner[move],
        act_pay=moves.bit[move] + 1,
        act_need=asks.astype(np.int64),
        con_ptr=_ptr(asks),
        con_actor=moves.other[move][asks],
        shift_pay=np.zeros(links.end.size, np.int64),
        comp_ptr=comp_ptr,
        comp_state=comp_state,
        must_move=False,
    )
    numbers = Numbers(
        set_rate=moves.rate[move],
        shift_rate=links.rate[by_start],
        flow=flow,
        payments=payments,
        discount=np.full(ACTORS, DISCOUNT),
        stake=np.ptp(flow / DISCOUNT, axis=0),
    )
    return topology, numbers, free(topology)


def _ptr(counts: np.ndarray) -> Ints:
    return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)

"""The arrays of a stochastic game in continuous time: what every algorithm here reads.

States are numbered 0..N-1 (0 is the initial state), actors 0..n-1. A *choice set* is one actor's
occasion to act in one state: it rings at a rate, and holds its actions (and waiting, unless
`must_move`). An action may need the consent of others; it leads to one state and pays once.
A *shift* is a transition nobody chooses: a shock, an outside collapse, talks resuming.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bytes = NDArray[np.int8]
Bools = NDArray[np.bool_]


class Topology(NamedTuple):
    """Who can go where: the same for every draw of the numbers."""

    set_ptr: Ints
    """[N+1] choice sets of state x are set_ptr[x] .. set_ptr[x+1]."""
    set_owner: Ints
    """[C] the actor who chooses."""
    act_ptr: Ints
    """[C+1] actions of choice set c."""
    act_to: Ints
    """[A] the state an action leads to."""
    act_pay: Ints
    """[A] its row of payments (row 0 pays nothing)."""
    act_need: Ints
    """[A] how many of its consenters must agree."""
    con_ptr: Ints
    """[A+1] consenters of action a."""
    con_actor: Ints
    """[K] the actor whose consent is asked. If not all are needed, refusers are not paid."""
    shift_ptr: Ints
    """[N+1] shifts of state x."""
    shift_to: Ints
    """[S] where a shift leads."""
    shift_pay: Ints
    """[S] its row of payments."""
    comp_ptr: Ints
    """[Q+1] strongly connected components, in reverse topological order (successors first)."""
    comp_state: Ints
    """[N] states grouped by component, in ascending order within each."""
    must_move: bool
    """Whether choice sets lack waiting."""


class Numbers(NamedTuple):
    """Rates and payoffs of one draw."""

    set_rate: Floats
    """[C] how often a year the choice set rings."""
    shift_rate: Floats
    """[S] rate a year of a shift."""
    flow: Floats
    """[N, n] points a year each actor gets in each state."""
    payments: Floats
    """[P, n] one-off payments in points; row 0 is zero."""
    discount: Floats
    """[n] continuous discount rate a year."""
    stake: Floats
    """[n] scale of each actor's gains."""


class Commitment(NamedTuple):
    """What is not left to choice: 0 free, 1 always, -1 never, per action and per consent."""

    act: Bytes
    """[A] whether the owner performs or proposes the action at its occasion."""
    consent: Bytes
    """[K] whether the consenter agrees."""


class Behaviour(NamedTuple):
    """What actors do: probabilities per occasion, and the rates that follow."""

    act: Floats
    """[A] probability that the action is chosen when its choice set rings."""
    consent: Floats
    """[K] probability that a consenter agrees."""
    rate: Floats
    """[A] rate a year at which the action takes place (occasion, choice and consent)."""
    gain: Floats
    """[A] the mover's gain over waiting: success probability x (payment + value difference)."""

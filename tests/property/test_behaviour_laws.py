"""Laws that behaviour obeys in every game."""

import numpy as np
import pytest
from benchmarks.games import Act, GameArrays, Occasion, Points, Shift, State, game
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.methods.game import Behaviour
from detente.methods.stationary import Stationary, behaviour, regret, residual, solve

ACTORS, STATES, PRECISION = 3, 4, 3.0
DISCOUNT, STAKE = (0.1, 0.3, 0.2), (1.0, 2.0, 0.5)

points = st.tuples(*[st.floats(-1, 1).map(lambda x: round(x, 3))] * ACTORS)
pays = st.one_of(st.just(()), points)


@st.composite
def occasions(draw: st.DrawFn) -> Occasion:
    owner = draw(st.integers(0, ACTORS - 1))
    others = [j for j in range(ACTORS) if j != owner]
    acts = []
    for _ in range(draw(st.integers(1, 3))):
        consent = tuple(draw(st.lists(st.sampled_from(others), unique=True)))
        need = draw(st.integers(0, len(consent)))
        acts.append(Act(draw(st.integers(0, STATES - 1)), draw(pays), consent, need))
    return Occasion(owner, draw(st.sampled_from([0.5, 1.0, 2.0])), tuple(acts))


shifts = st.builds(Shift, st.sampled_from([0.1, 0.5]), st.integers(0, STATES - 1), pays)
state = st.builds(
    State,
    points,
    st.lists(occasions(), max_size=3).map(tuple),
    st.lists(shifts, max_size=2).map(tuple),
)
games = st.lists(state, min_size=STATES, max_size=STATES)


def solved(
    states: list[State],
    discount: Points = DISCOUNT,
    stake: Points = STAKE,
    precision: float = PRECISION,
) -> tuple[GameArrays, Stationary, Behaviour]:
    arrays = game(states, discount, stake)
    solution = solve(*arrays, precision)
    return arrays, solution, behaviour(*arrays, precision, solution.values)


def order_of(points_: Points, places: list[int]) -> Points:
    return tuple(points_[i] for i in places) if points_ else ()


@given(games)
@settings(max_examples=40)
def test_the_answer_reproduces_itself(states: list[State]) -> None:
    arrays, solution, policy = solved(states)
    assert solution.converged
    assert residual(*arrays, PRECISION, solution.values) < 1e-8
    assert ((policy.act >= 0) & (policy.act <= 1)).all()
    assert (regret(*arrays, PRECISION, solution.values) >= 0).all()


@given(games, st.permutations(range(ACTORS)))
@settings(max_examples=25)
def test_renaming_actors_permutes_values(states: list[State], places: list[int]) -> None:
    name = {old: new for new, old in enumerate(places)}
    renamed = [
        State(
            order_of(s.flow, places),
            tuple(
                Occasion(
                    name[o.owner],
                    o.rate,
                    tuple(
                        Act(
                            a.to,
                            order_of(a.pays, places),
                            tuple(name[j] for j in a.consent),
                            a.need,
                        )
                        for a in o.acts
                    ),
                )
                for o in s.occasions
            ),
            tuple(Shift(h.rate, h.to, order_of(h.pays, places)) for h in s.shifts),
        )
        for s in states
    ]
    _, solution, _ = solved(states)
    _, other, _ = solved(renamed, order_of(DISCOUNT, places), order_of(STAKE, places))
    assert other.values == pytest.approx(solution.values[:, list(places)], abs=1e-6)


@given(games, st.permutations(range(STATES)))
@settings(max_examples=25)
def test_renumbering_states_permutes_values(states: list[State], places: list[int]) -> None:
    name = {old: new for new, old in enumerate(places)}
    renamed = [
        State(
            states[old].flow,
            tuple(
                o._replace(acts=tuple(a._replace(to=name[a.to]) for a in o.acts))
                for o in states[old].occasions
            ),
            tuple(h._replace(to=name[h.to]) for h in states[old].shifts),
        )
        for old in places
    ]
    _, solution, _ = solved(states)
    _, other, _ = solved(renamed)
    assert other.values == pytest.approx(solution.values[list(places)], abs=1e-6)


@given(games, st.floats(0.1, 10), st.floats(-5, 5))
@settings(max_examples=25)
def test_the_scale_of_an_actors_points_does_not_matter(
    states: list[State], factor: float, constant: float
) -> None:
    """Points times a factor, the same for ever added, and the stake times the factor."""

    def scaled(pays_: Points) -> Points:
        return (factor * pays_[0], *pays_[1:]) if pays_ else ()

    rescaled = [
        State(
            (factor * s.flow[0] + constant * DISCOUNT[0], *s.flow[1:]),
            tuple(
                o._replace(acts=tuple(a._replace(pays=scaled(a.pays)) for a in o.acts))
                for o in s.occasions
            ),
            tuple(h._replace(pays=scaled(h.pays)) for h in s.shifts),
        )
        for s in states
    ]
    _, _, policy = solved(states)
    _, _, other = solved(rescaled, stake=(factor * STAKE[0], *STAKE[1:]))
    assert other.act == pytest.approx(policy.act, abs=1e-6)
    assert other.consent == pytest.approx(policy.consent, abs=1e-6)


@given(games)
@settings(max_examples=25)
def test_without_precision_all_alternatives_are_equally_likely(states: list[State]) -> None:
    arrays, _, policy = solved(states, precision=0.0)
    alternatives = 1 + np.diff(arrays[0].act_ptr)
    assert policy.act == pytest.approx(np.repeat(1 / alternatives, alternatives - 1))
    assert (policy.consent == 0.5).all()


@given(games)
@settings(max_examples=25)
def test_an_actor_without_moves_or_stakes_changes_nothing(states: list[State]) -> None:
    with_another = [
        s._replace(
            flow=(*s.flow, 0.0),
            occasions=tuple(
                o._replace(
                    acts=tuple(a._replace(pays=(*a.pays, 0.0) if a.pays else ()) for a in o.acts)
                )
                for o in s.occasions
            ),
            shifts=tuple(h._replace(pays=(*h.pays, 0.0) if h.pays else ()) for h in s.shifts),
        )
        for s in states
    ]
    _, solution, _ = solved(states)
    _, other, _ = solved(with_another, (*DISCOUNT, 0.1), (*STAKE, 1.0))
    assert other.values[:, :ACTORS] == pytest.approx(solution.values, abs=1e-6)
    assert (other.values[:, ACTORS] == 0.0).all()

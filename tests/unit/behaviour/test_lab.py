"""The lab: settings solved once, draws that depend on nothing else, stakes that are kept."""

from dataclasses import replace

import numpy as np
import pytest
from tests.small import lab_of, small

from detente.behaviour import AS_WRITTEN, Effort, Lab, Setting, Stance
from detente.case.expressions.parser import parse_action, parse_study

CASE = small("""
    actors: {A: {pace: [1, 2, 4]}, B: {}}
    moves: {m: {by: A}, n: {by: [A, B], requires: m, reversible: B}}
    goals:
      A: {g: {weight: [10, 20, 30], measure: 0.5 * (m + n)}, h: {weight: 5, measure: -m}}
      B: {g: {weight: [5, 10, 15], measure: n}}
    precision: {headline: 10, sweep: [5, 10], paces: [1, 2]}
    scenarios: {keen: {set: {goals.A.g.weight: 80}}}
    claims: {c: {says: so, kind: emergent, holds_when: "probability(n, by=2020-03-31) > 0.1"}}
    """)


def lab(**effort: int) -> Lab:
    return lab_of(CASE, Effort(**{"draws": 6, "sweep_draws": 2, "workers": 1, **effort}))


def test_a_setting_is_solved_once() -> None:
    one = lab()
    assert one.solution() is one.solution(one.headline)
    assert one.solves == 1
    first = one.ensemble()
    assert one.ensemble() is first
    assert one.solves == 1 + 6
    assert one.account.spent["draws"] >= 0
    one.solution(one.headline.at(5, 1))
    assert one.solves == 1 + 6 + 1


def test_the_sweep_holds_the_headline_once() -> None:
    one = lab()
    found = [(s.precision, s.pace) for s in one.sweep]
    assert found[0] == (10, 1)
    assert sorted(found) == [(5, 1), (5, 2), (10, 1), (10, 2)]
    other = lab_of(
        CASE.model_copy(update={"precision": CASE.precision.model_copy(update={"headline": 7.0})})
    )
    assert len(other.sweep) == 5


@pytest.mark.parametrize("workers", [2, 3])
def test_the_number_of_workers_changes_no_byte(workers: int) -> None:
    one, other = lab().ensemble(), lab(workers=workers).ensemble()
    for name in ("values", "stakes", "probability"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes()


def test_the_first_draws_stay_when_more_are_asked_for() -> None:
    few, many = lab().ensemble(), lab(draws=12).ensemble()
    assert few.values.tobytes() == many.values[:6].tobytes()
    assert few.probability.tobytes() == many.probability[:6].tobytes()


def test_values_agree_with_the_ensemble() -> None:
    one = lab()
    apart = one.values(one.headline, 3)
    assert apart == pytest.approx(lab().ensemble().values[:3], abs=1e-9)
    assert np.array_equal(one.values(one.headline, 0), one.solution().values[:1])


def test_a_draw_is_the_case_with_its_numbers() -> None:
    one = lab()
    inputs = one.inputs()
    setting = one.headline
    for path in inputs.uncertain:
        setting = setting.given(path, float(inputs.drawn[2, inputs.column[path]]))
    alone = one.solution(setting)
    flow = one.drawn(one.headline, 3, lambda drawn: drawn.numbers.flow)[2]
    stake = one.drawn(one.headline, 3, lambda drawn: drawn.numbers.stake)[2]
    assert flow == pytest.approx(alone.numbers.flow)
    assert stake.tolist() == one.stakes(2).tolist() != one.stakes().tolist()


def test_stakes_are_those_of_the_case_as_written_everywhere() -> None:
    one = lab()
    asked = Lab(case=CASE, focal="A", scenario="keen", effort=one.effort)
    assert one.stakes().tolist() == [25.0, 10.0]
    for setting in (one.headline.in_scenario("keen"), one.headline.given("goals.A.g.weight", 1.0)):
        assert one.solution(setting).numbers.stake.tolist() == [25.0, 10.0]
    assert asked.headline == one.headline.in_scenario("keen")
    beside = one.solution(one.headline.in_scenario("keen"))  # solved as finely as a draw
    assert asked.solution().values == pytest.approx(beside.values, rel=1e-6)
    assert np.array_equal(
        asked.ensemble().stakes, one.ensemble(one.headline.in_scenario("keen")).stakes
    )


def test_a_scenario_is_another_case_with_the_same_draws() -> None:
    one = lab()
    keen = one.headline.in_scenario("keen")
    assert one.case_in("keen").goals["A"]["g"].weight.mode == 80
    assert one.case_in(AS_WRITTEN) is CASE
    mine, theirs = one.inputs(), one.inputs(keen)
    path = "goals.B.g.weight"
    assert np.array_equal(mine.drawn[:, mine.column[path]], theirs.drawn[:, theirs.column[path]])


def test_events_and_dates_of_the_case_and_its_claims() -> None:
    one = lab()
    assert [e.id for e in one.public] == ["m", "n", "breakdown"]
    assert one.horizons[one.year_index(0.26)].label == "3 months"
    assert one.horizons[one.year_index(91 / 365.25)].label == "2020-03-31"
    assert one.event_index("n") == 1
    claim = parse_study("probability(n)").tree
    assert one.place_of(claim.arguments[0]) == 1  # type: ignore[union-attr]


def test_probabilities_of_an_ensemble_are_those_of_its_solutions() -> None:
    one = lab()
    reading = one.reading(one.headline)
    true = one.model().view().holds(parse_study("n").tree)[:, None]
    alone = one.solution().probability(true, one.years)[:, 0]
    assert reading.probability[0, :, 1] == pytest.approx(alone)
    assert (reading.size, one.ensemble().size) == (1, 6)


def test_of_a_counterfactual_only_what_claims_ask_about_is_read() -> None:
    one = lab()
    bound = one.headline.under("A", Stance.ABSTAINS)
    assert [one.events[k].id for k in one.claimed_places] == ["n"]
    for draws in (0, 3):
        some = one.claimed(bound, draws)
        whole = one.ensemble(bound, draws) if draws else one.reading(bound)
        assert some.probability.shape[2] == 1
        assert np.array_equal(some.chance(1), whole.chance(1))
        with pytest.raises(ValueError, match="not in tuple"):
            some.chance(0)
    assert one.claimed(one.headline, 3).places == (0, 1, 2)


def test_more_draws_go_on_from_those_that_are_known() -> None:
    one, other = lab(draws=12), lab(draws=12)
    first = one.ensemble(draws=4)
    assert one.ensemble(draws=12).first(4).probability.tobytes() == first.probability.tobytes()
    assert one.ensemble(draws=12).values.tobytes() == other.ensemble().values.tobytes()
    assert one.solves == other.solves == 13
    assert one.ensemble(draws=5).size == 5


def test_fewer_draws_are_made_in_the_sweep() -> None:
    one = lab()
    assert [one.draws_at(s) for s in one.sweep] == [6, 2, 2, 2]
    assert one.draws_at(one.headline.given("actors.A.pace", 1.0)) == 6
    assert one.ensemble(one.sweep[1]).size == 2


def test_what_is_read_in_draws_is_the_callers_own() -> None:
    one = lab()
    read = one.drawn(one.headline, 3, lambda solution: solution.values[0])
    assert read == pytest.approx(one.ensemble().values[:3])


def test_equilibria_start_with_the_one_the_ladder_follows() -> None:
    one = lab()
    first = one.equilibria()[0]
    assert "ladder up" in first.found_by
    assert first.solution.values == pytest.approx(one.solution().values, abs=1e-6)
    assert first.regret.max() >= 0


def test_progress_is_told_draw_by_draw() -> None:
    told: list[tuple[int, int]] = []
    one = replace(lab(), progress=lambda _what, done, of: told.append((done, of)))
    one.ensemble()
    assert told == [(k, 6) for k in range(1, 7)]


def test_a_setting_started_later_has_its_own_beginning() -> None:
    one = lab()
    after = one.headline.after(parse_action("m"))
    assert one.model(after).words(0) == "m"
    assert one.solution(after).value("B") > one.solution().value("B")


def test_another_case_is_put_under_study_with_the_same_effort() -> None:
    one = lab()
    there = one.other("teaching-two-steps")
    assert there is one.other("teaching-two-steps")
    assert (there.case.id, there.effort) == ("teaching-two-steps", one.effort)


def test_equal_settings_are_one_key() -> None:
    one = Setting(precision=10).given("actors.A.pace", 1.0)
    assert {one: 1}[Setting(precision=10, inputs=(("actors.A.pace", 1.0),))] == 1


def test_a_counterfactual_is_made_again_from_what_is_kept_of_it() -> None:
    one = lab()
    bound = one.headline.under("A", Stance.NEVER_CONSENTS)
    first, count = one.solution(bound), one.solves
    again = one.solution(bound)
    assert again is not first
    assert one.solves == count
    assert again.values.tobytes() == first.values.tobytes()
    assert again.chain.rate.tobytes() == first.chain.rate.tobytes()
    assert np.array_equal(one.values(bound, 0), first.values[:1])


def test_elsewhere_in_the_sweep_values_and_readings_agree_with_the_solution() -> None:
    one = lab()
    bound = one.headline.at(5, 2).under("A", Stance.ABSTAINS)
    solution = one.solution(bound)
    assert one.values(bound, 0) == pytest.approx(solution.values[:1], rel=1e-6)
    assert one.reading(bound).values == pytest.approx(solution.values[:1], rel=1e-6)


def test_values_of_a_known_ensemble_are_not_solved_again() -> None:
    one = lab()
    bound = one.headline.under("A", Stance.ABSTAINS)
    found, count = one.claimed(bound, 4), one.solves
    assert np.array_equal(one.values(bound, 3), found.values[:3])
    assert one.solves == count


def test_every_item_is_worked_on_in_order() -> None:
    assert lab(workers=3).each(lambda k: -k, range(5)) == [0, -1, -2, -3, -4]

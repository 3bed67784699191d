"""Laws of forecasts on cases: names, order and units of scales change nothing that is said."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.small import lab_of

from detente.behaviour.settlement_forecasts import SettlementForecasts, settlement_forecasts

ORDERLY = ("median", "nash", "exchange", "nash.package")
"""Lenses that do not care who is named first where two are equal."""

SLACK = 0.2
"""Points of 100 that a loss of a millionth is worth, and a bit: agreements are exact to that."""


@st.composite
def stances(draw: st.DrawFn) -> list[tuple[int, int, int, int, int]]:
    """Two positions, two saliences and a capability for each of a few actors."""
    share = st.integers(0, 20).map(lambda k: 5 * k)
    weight = st.integers(1, 100)
    actor = st.tuples(share, share, weight, weight, weight)
    return draw(st.lists(actor, min_size=2, max_size=4))


def case(
    actors: list[tuple[int, int, int, int, int]], names: str = "ABCD", to: float = 100.0
) -> str:
    """A case of two issues with these stances; scales from 0 to a number of points."""
    unit = to / 100
    listed = [f"{name}: {{capability: {one[4]}}}" for name, one in zip(names, actors, strict=False)]
    stands = [
        f"  {name}: {{x: {{at: {x * unit}, salience: {s}}}, y: {{at: {y * unit}, salience: {t}}}}}"
        for name, (x, y, s, t, _) in zip(names, actors, strict=False)
    ]
    issues = f"issues: {{x: {{to: {to}}}, y: {{to: {to}}}}}"
    return "\n".join([f"actors: {{{', '.join(listed)}}}", issues, "positions:", *stands])


def told(found: SettlementForecasts, unit: float = 1.0) -> dict[str, list[float]]:
    """What the forecast and some lenses say of both issues, in hundredths of the scale."""
    said = {"forecast": [number / unit for i in "xy" for number in found.forecast(i)]}
    for lens in found.lenses:
        if lens.model.id in ORDERLY:
            said[lens.model.id] = [found.seen(lens, i).point / unit for i in "xy"]
    return said


def alike(one: dict[str, list[float]], other: dict[str, list[float]]) -> bool:
    """Whether all numbers agree to a thousandth of a point; a missing agreement is none in both."""
    pairs = [pair for key in one for pair in zip(one[key], other[key], strict=True)]
    return all(abs(a - b) < 1e-3 or (a != a and b != b) for a, b in pairs)  # noqa: PLR0124


@settings(max_examples=15)
@given(stances())
def test_the_order_of_actors_does_not_matter(actors: list[tuple[int, int, int, int, int]]) -> None:
    there = settlement_forecasts(lab_of(case(actors)))
    back = settlement_forecasts(lab_of(case(actors[::-1])))
    for key in ("forecast", "median", "nash", "nash.package"):
        one, other = told(there)[key], told(back)[key]
        assert alike({key: one}, {key: other}), key


@settings(max_examples=15)
@given(stances(), st.sampled_from([1.0, 12.0, 2500.0]))
def test_the_units_of_a_scale_do_not_matter(
    actors: list[tuple[int, int, int, int, int]], to: float
) -> None:
    plain = told(settlement_forecasts(lab_of(case(actors))))
    other = told(settlement_forecasts(lab_of(case(actors, to=to))), to / 100)
    assert alike(plain, other)


@settings(max_examples=15)
@given(stances())
def test_what_is_expected_lies_between_the_outermost_positions(
    actors: list[tuple[int, int, int, int, int]],
) -> None:
    found = settlement_forecasts(lab_of(case(actors)))
    for k, issue in enumerate("xy"):
        at = [one[k] for one in actors]
        low, median, high = found.forecast(issue)[1:]
        assert min(at) - 1e-9 <= found.forecast(issue).point <= max(at) + 1e-9
        assert low <= median <= high
        for lens in found.lenses:
            point = found.seen(lens, issue).point
            assert not point < min(at) - SLACK, lens.model.id
            assert not point > max(at) + SLACK, lens.model.id

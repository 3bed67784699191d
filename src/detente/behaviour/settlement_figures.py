"""Figures of what would be settled: strips of issues, turns of politics, who can press whom."""

from collections.abc import Iterator, Sequence
from math import isnan

from detente.base.ids import ActorId, IssueId
from detente.behaviour.politics import Politics
from detente.behaviour.settlement_forecasts import LEVELS, MIDDLE, SettlementForecasts
from detente.results import Figure, Topic
from detente.results.figures import Caption
from detente.results.figures.flags import Flag
from detente.results.figures.quad import Opposite, quad_view
from detente.results.figures.settlements import Looked, SettlementRow, settlement_strips
from detente.results.figures.turns import Course, Track, turn_lines
from detente.results.words import capital, listed

DRAWN = 8
"""Issues that are drawn."""

NAMED = 5
"""Actors that the text in place of a figure names."""


def settlement_figures(
    found: SettlementForecasts,
    runs: Sequence[Politics],
    issues: Sequence[IssueId],
    focal: ActorId,
) -> Iterator[Figure]:
    """Strips of the first of these issues, turns of the spatial model, who can press whom."""
    drawn = issues[:DRAWN]
    if drawn:
        yield _strips(found, drawn)
    for run in runs:
        yield _turns(found, run, drawn)
        if focal in run.actors and len(run.actors) > 1:
            yield _quad(found, run, focal)


def _strips(found: SettlementForecasts, drawn: Sequence[IssueId]) -> Figure:
    rows = [_strip(found, issue) for issue in drawn]
    told = [
        f"{row.label}: expected {found.told(issue, row.point)}, four fifths of the "
        f"probability from {found.told(issue, row.low)} to {found.told(issue, row.high)}"
        for issue, row in zip(drawn, rows, strict=True)
    ]
    caption = Caption(
        id="settlements",
        title="What would be settled, and how sure that is",
        alternative=f"{'; '.join(told)}.",
        topic=Topic.TERMS,
    )
    return settlement_strips(caption, rows)


def _strip(found: SettlementForecasts, issue: IssueId) -> SettlementRow:
    j = found.place(issue)
    scale, stances = found.talks.terms.scales[j], found.talks.terms.stances
    outer = found.forecast(issue)
    inner = found.spread(issue, outer.point, (MIDDLE[0], LEVELS[1], MIDDLE[1]))
    flags = [
        Flag(
            label=found.talks.case.actor_label(actor), at=float(scale.point(stances.position[i, j]))
        )
        for i, actor in enumerate(found.talks.terms.actors)
        if stances.present[i, j]
    ]
    looked = [
        Looked(label=lens.model.short, at=float(scale.point(lens.point[j])))
        for lens in found.lenses
        if not isnan(lens.point[j])
    ]
    return SettlementRow(
        label=capital(found.talks.case.issue_name(issue)),
        note=f"{found.told(issue, outer.point)}, from {found.told(issue, outer.low)} to "
        f"{found.told(issue, outer.high)}",
        start=scale.start,
        end=scale.end,
        point=outer.point,
        low=outer.low,
        quarter=inner.low,
        median=inner.median,
        three_quarters=inner.high,
        high=outer.high,
        actors=tuple(flags),
        lenses=tuple(looked),
    )


def _turns(found: SettlementForecasts, run: Politics, drawn: Sequence[IssueId]) -> Figure:
    courses = [
        _course(found, run, run.issues.index(issue)) for issue in drawn if issue in run.issues
    ]
    caption = Caption(
        id="turns",
        title="Who moves where in the spatial model of politics",
        alternative=f"{run.turns} turns. " + "; ".join(_moved(course) for course in courses) + ".",
    )
    return turn_lines(caption, courses)


def _course(found: SettlementForecasts, run: Politics, dimension: int) -> Course:
    issue = run.issues[dimension]
    scale = found.talks.terms.scales[found.place(issue)]
    tracks = [
        Track(
            label=found.talks.case.actor_label(actor),
            points=tuple(run.points(dimension, run.run.position[:, i, dimension]).tolist()),
        )
        for i, actor in enumerate(run.actors)
        if run.is_party(i, dimension)
    ]
    return Course(
        label=capital(found.talks.case.issue_name(issue)),
        start=scale.start,
        end=scale.end,
        tracks=tuple(tracks),
    )


def _moved(course: Course) -> str:
    """Who goes farthest on an issue."""
    far = max(course.tracks, key=lambda track: abs(track.points[-1] - track.points[0]))
    first, last = (f"{far.points[k]:.3g}" for k in (0, -1))
    if first == last:
        return f"{course.label}: nobody moves"
    return f"{course.label}: {far.label} goes from {first} to {last}"


def _quad(found: SettlementForecasts, run: Politics, focal: ActorId) -> Figure:
    case, gain = found.talks.case, run.run.opening.gain
    i = run.actors.index(focal)
    others = [j for j in range(len(run.actors)) if j != i]
    weak = [run.actors[j] for j in others if gain[i, j] > 0 >= gain[j, i]]
    strong = [run.actors[j] for j in others if gain[j, i] > 0 >= gain[i, j]]
    presses, pressed = (_few([case.actor_name(actor) for actor in side]) for side in (weak, strong))
    who = case.actor_name(focal)
    caption = Caption(
        id="perspectives",
        title=f"Whom {who} can press, and who can press it",
        alternative=f"{capital(who)} gains by challenging {presses or 'nobody'} and would be "
        f"challenged with gain by {pressed or 'nobody'}; with the others both would gain or "
        "neither.",
    )
    opposite = [
        Opposite(
            label=case.actor_label(run.actors[j]),
            gain=float(gain[i, j]),
            answer=float(gain[j, i]),
        )
        for j in others
    ]
    return quad_view(caption, case.actor_label(focal), opposite)


def _few(names: Sequence[str]) -> str:
    """Names in a row; of many the first, and how many more."""
    more = len(names) - NAMED
    return listed([*names[:NAMED], f"{more} more"] if more > 0 else names)

"""One figure of each kind, with long names, three scripts and text that looks like code."""

from detente.results import Figure, Topic
from detente.results.figures import (
    ActorExposure,
    Asked,
    Caption,
    ClaimRow,
    DatedShare,
    EventOverTime,
    HeatRow,
    InputEffect,
    Line,
    Lock,
    Measured,
    Pair,
    Stage,
    Standing,
    Step,
    StrategyRow,
    Talker,
    claims_strip,
    dated_probability,
    exposure_stages,
    heat,
    network,
    paired_bars,
    step_graph,
    strategy_bars,
    tornado,
)
from detente.results.figures.calibration import CalibrationLine, Held, calibration
from detente.results.figures.errors import ErrorRow, Lead, error_rows
from detente.results.figures.flags import Flag
from detente.results.figures.forecasts import Forecast, forecast_strip
from detente.results.figures.quad import Opposite, quad_view
from detente.results.figures.settlements import Looked, SettlementRow, settlement_strips
from detente.results.figures.turns import Course, Track, turn_lines

HOSTILE = "<script>alert(1)</script> #panic() *bold*"
DATES = ("2018-06-21", "2018-09-21", "2019-03-21", "2020-03-21", "2023-03-21")


def over_time(label: str, means: tuple[float, ...], asked: tuple[Asked, ...] = ()) -> EventOverTime:
    shares = tuple(
        DatedShare(
            by=by,
            mean=mean,
            low=mean * 0.75,
            high=min(1, mean * 1.15),
            draw_low=mean * 0.5,
            draw_high=min(1, mean * 1.45),
        )
        for by, mean in zip(DATES, means, strict=True)
    )
    return EventOverTime(label=label, shares=shares, asked=asked)


def probability() -> Figure:
    caption = Caption(
        id="event_probability",
        title="How likely, by when",
        alternative="The summit is about 55 % likely within a quarter; breakdown reaches 40 % in "
        "five years.",
        topic=Topic.BIG_PICTURE,
    )
    events = (
        over_time(
            "US-North Korea summit",
            (0.55, 0.6, 0.66, 0.7, 0.72),
            (Asked(by="2018-07-01", base_rate=0.05, analyst=0.5),),
        ),
        over_time("The talks break down", (0.05, 0.1, 0.2, 0.3, 0.4)),
        over_time(
            "Return of the abductees, all of them, with an account of each case",
            (0.01, 0.02, 0.05, 0.09, 0.16),
        ),
        over_time(HOSTILE, (0.0, 0.01, 0.02, 0.05, 0.1), (Asked(by="2019-01-01", analyst=0.1),)),
    )
    return dated_probability(caption, events)


def one_event() -> Figure:
    caption = Caption(id="one_event", title="The summit", alternative="About 55 % by July.")
    return dated_probability(caption, [over_time("The summit", (0.3, 0.4, 0.5, 0.6, 0.7))])


def steps() -> Figure:
    caption = Caption(
        id="step_graph",
        title="What unlocks what",
        alternative="Economic cooperation needs normalisation and full relief; both need three "
        "acts of North Korea first.",
        topic=Topic.CALCULUS,
    )
    both = "United States and North Korea"
    named = (
        ("summit", "US-North Korea summit", both, Standing.OPEN),
        ("freeze_long", "halt of nuclear and long-range tests", "North Korea", Standing.STANDS),
        ("freeze_short", "halt of shorter-range tests", "North Korea", Standing.OPEN),
        ("scrap_icbm", "long-range missiles scrapped", "North Korea", Standing.LOCKED),
        ("scrap_srbm", "shorter-range missiles scrapped", "North Korea", Standing.LOCKED),
        ("warheads", "warheads given up", "North Korea", Standing.LOCKED),
        ("ease_some", "some sanctions eased", "United States, China and Russia", Standing.LOCKED),
        ("ease_all", "all sanctions lifted", "United States, China and Russia", Standing.LOCKED),
        ("return", "abductees returned 拉致被害者の帰国", "North Korea", Standing.OPEN),
        ("normalise", "normal relations", "日本 and 북한", Standing.LOCKED),
        ("economic", "economic cooperation", "Japan", Standing.LOCKED),
        (
            "consulted",
            "Washington consults Tokyo before each step",
            "Japan and United States",
            Standing.OPEN,
        ),
        ("table", HOSTILE, "three", Standing.OPEN),
    )
    locks = (
        ("freeze_long", "scrap_icbm", False),
        ("summit", "scrap_icbm", False),
        ("freeze_short", "scrap_srbm", False),
        ("summit", "scrap_srbm", False),
        ("scrap_icbm", "warheads", True),
        ("scrap_srbm", "warheads", True),
        ("scrap_icbm", "ease_some", True),
        ("scrap_srbm", "ease_some", True),
        ("ease_some", "ease_all", False),
        ("warheads", "ease_all", False),
        ("scrap_srbm", "normalise", False),
        ("warheads", "normalise", False),
        ("return", "normalise", False),
        ("normalise", "economic", False),
        ("ease_all", "economic", False),
    )
    return step_graph(
        caption,
        [Step(id=i, label=n, holder=h, standing=s) for i, n, h, s in named],
        [Lock(before=b, after=a, is_enough=e) for b, a, e in locks],
    )


def exposure() -> Figure:
    caption = Caption(
        id="exposure",
        title="Who stays exposed, and where it stops",
        alternative="Japan stays at 55 % until the shorter-range missiles go; the process most "
        "likely stops after the first step.",
        topic=Topic.THREATS,
    )
    names = (
        "today",
        "summit",
        "halt of long-range tests",
        "long-range missiles scrapped",
        "some sanctions eased",
        "shorter-range missiles scrapped",
        "warheads given up",
    )
    stops = (0.22, 0.12, 0.18, 0.3, 0.06, 0.04, 0.08)
    actors = (
        ActorExposure(label="Japan", today=0.55, levels=(0.55, 0.55, 0.55, 0.55, 0.55, 0.2, 0.08)),
        ActorExposure(
            label="South Korea 대한민국",
            today=0.65,
            levels=(0.65, 0.65, 0.65, 0.65, 0.64, 0.3, 0.1),
        ),
        ActorExposure(
            label="United States", today=0.4, levels=(0.4, 0.4, 0.38, 0.08, 0.08, 0.07, 0.02)
        ),
    )
    stages = [Stage(label=n, stops=s) for n, s in zip(names, stops, strict=True)]
    return exposure_stages(caption, stages, actors)


def strategies() -> Figure:
    caption = Caption(
        id="strategies",
        title="What Japan could do",
        alternative="A seat at the table is worth most (71 % of Japan's range), indulging least.",
        topic=Topic.ADVICE,
    )
    rows = (
        StrategyRow(
            label="get into the talks",
            value=0.71,
            low=0.6,
            high=0.8,
            regret=0.01,
            worst_regret=0.03,
            flips="unless Washington's consent costs above 12 points",
        ),
        StrategyRow(
            label="follow Washington",
            value=0.66,
            low=0.5,
            high=0.78,
            regret=0.05,
            worst_regret=0.12,
            flips="better if the weight of allies is below 4",
        ),
        StrategyRow(
            label="own outreach to Pyongyang",
            value=0.6,
            low=0.45,
            high=0.75,
            regret=0.1,
            worst_regret=0.2,
        ),
        StrategyRow(
            label="hard line alone", value=0.48, low=0.3, high=0.6, regret=0.22, worst_regret=0.35
        ),
        StrategyRow(label=HOSTILE, value=0.3, low=0.2, high=0.45, regret=0.38, worst_regret=0.5),
    )
    return strategy_bars(caption, rows)


def say() -> Figure:
    caption = Caption(
        id="say",
        title="Whose say, and who depends on whom",
        alternative="Japan's own say is 9 %; it depends on the United States for 48 %.",
        topic=Topic.CHALLENGES,
    )
    rows = (
        ("Japan", 0.09, 0.48, "on the United States"),
        ("United States", 0.62, 0.3, "on North Korea"),
        ("North Korea", 0.7, 0.2, "on China"),
        ("South Korea", 0.2, 0.4, "on North Korea"),
        ("China", 0.45, 0.25, "on North Korea"),
        ("The Democratic People's Republic of a Rather Long Name", 0.0, 0.97, "on all others"),
    )
    pairs = [Pair(label=a, first=b, second=c, second_note=d) for a, b, c, d in rows]
    return paired_bars(caption, pairs, "Own say", "Greatest dependence on another")


def drivers() -> Figure:
    caption = Caption(
        id="drivers",
        title="What moves the advice",
        alternative="Washington's patience and the weight of allies can flip the advice.",
        topic=Topic.ADVICE,
    )
    effects = (
        InputEffect(
            label="United States: discount rate",
            at_low=0.07,
            at_high=-0.02,
            range_says="5 % to 40 % a year, usually 12 %",
        ),
        InputEffect(
            label="Weight of allies in Washington",
            at_low=0.0,
            at_high=0.08,
            range_says="2 to 20 points, usually 8",
        ),
        InputEffect(label="Weight of the abductions in Tokyo", at_low=0.04, at_high=0.06),
        InputEffect(label=HOSTILE, at_low=0.055, at_high=0.045),
    )
    measured = Measured(
        title="Lead of the best strategy over the next, share of Japan's range",
        now=0.05,
        flips_at=0.0,
        is_share=False,
    )
    return tornado(caption, measured, effects)


def claims() -> Figure:
    caption = Caption(
        id="claims",
        title="What the sources say, and whether the model agrees",
        alternative="Of six claims three hold, two are contested and one fails.",
        topic=Topic.CLAIMS,
    )
    rows = (
        (
            "The abductions move only if the missile problem moves",
            "emergent",
            0.93,
            0.89,
            0.96,
            "turns at an economic card worth 14 points",
        ),
        ("Japan is the last to relax", "emergent", 0.62, 0.55, 0.68, "turns at a discount of 0.2"),
        ("China coerces only when the threat is more than regional", "fact", 1.0, 1.0, 1.0, ""),
        (
            "Scrapping long-range missiles first leaves Japan exposed",
            "arithmetic",
            1.0,
            0.98,
            1.0,
            "",
        ),
        ("No cooperation before relief", "input", 0.8, 0.75, 0.85, ""),
        (HOSTILE, "emergent", 0.2, 0.15, 0.26, ""),
    )
    made = [
        ClaimRow(label=a, kind=b, share=c, low=d, high=e, break_even=f) for a, b, c, d, e, f in rows
    ]
    return claims_strip(caption, made)


def outcomes() -> Figure:
    caption = Caption(
        id="outcomes",
        title="Which end states are good for whom",
        alternative="Full settlement gains most for Japan; a long-range deal alone costs it 6.",
        topic=Topic.OUTCOMES,
    )
    columns = (
        "nothing changes",
        "long-range missiles only",
        "full settlement",
        "breakdown after relief",
        "war",
    )
    rows = (
        HeatRow(label="Japan", values=(0.0, -6.0, 41.0, -9.0, -60.0)),
        HeatRow(label="United States", values=(0.0, 18.0, 22.0, -4.0, -30.0)),
        HeatRow(label="North Korea 북한", values=(0.0, 7.0, 3.0, 12.0, None)),
        HeatRow(label="South Korea", values=(0.0, 2.0, 38.0, -3.2, -88.0)),
    )
    return heat(caption, columns, rows)


def channels() -> Figure:
    caption = Caption(
        id="channels",
        title="Who talks to whom",
        alternative="Japan has no line to North Korea; the others do.",
        topic=Topic.POSITION,
    )
    names = (
        ("JPN", "Japan 日本"),
        ("USA", "United States"),
        ("KOR", "South Korea 대한민국"),
        ("PRK", "North Korea 조선"),
        ("CHN", "China 中国"),
        ("RUS", "Russia"),
    )
    lines = (
        ("JPN", "USA", 1.0, "alliance"),
        ("JPN", "KOR", 0.5, "strained"),
        ("USA", "KOR", 0.9, "alliance"),
        ("USA", "PRK", 0.6, "channel"),
        ("KOR", "PRK", 0.6, "channel"),
        ("CHN", "PRK", 0.8, "alliance"),
        ("RUS", "PRK", 0.4, "channel"),
        ("USA", "CHN", 0.6, "channel"),
    )
    return network(
        caption,
        [Talker(id=i, label=n, is_focal=i == "JPN") for i, n in names],
        [Line(between=(a, b), strength=s, kind=k) for a, b, s, k in lines],
    )


def forecasts() -> Figure:
    caption = Caption(
        id="forecasts",
        title="What was asked",
        alternative="The summit is about 55 % likely by July; the analyst says 50 %.",
        topic=Topic.BIG_PICTURE,
    )
    rows = (
        Forecast(
            label="Will the leaders meet by 1 July 2018?",
            note="by 1 July 2018; it came out yes",
            mean=0.55,
            low=0.4,
            high=0.7,
            base_rate=0.05,
            analyst=0.5,
        ),
        Forecast(label=HOSTILE, note="", mean=0.1, low=0.0, high=0.3),
    )
    return forecast_strip(caption, rows)


def settlements() -> Figure:
    caption = Caption(
        id="settlements",
        title="What would be settled",
        alternative="A quota of 120, four fifths of the probability from 80 to 150.",
        topic=Topic.TERMS,
    )
    flags = (("Upland", 0.0), ("Lowland 日本", 200.0), (HOSTILE, 90.0), ("Isles", 90.0))
    quota = SettlementRow(
        label="Quota",
        note="120, from 80 to 150",
        start=0.0,
        end=200.0,
        point=120.0,
        low=80.0,
        quarter=100.0,
        median=118.0,
        three_quarters=135.0,
        high=150.0,
        actors=tuple(Flag(label=label, at=at) for label, at in flags),
        lenses=tuple(Looked(label=n, at=at) for n, at in (("median", 90.0), ("Nash", 91.0))),
    )
    delay = SettlementRow(
        label=HOSTILE,
        note="",
        start=10.0,
        end=4.0,
        point=7.0,
        low=5.0,
        quarter=6.0,
        median=7.0,
        three_quarters=8.0,
        high=9.0,
        actors=(),
        lenses=(),
    )
    return settlement_strips(caption, (quota, delay))


def turns() -> Figure:
    caption = Caption(id="turns", title="Turns", alternative="Upland goes from 0 to 60.")
    tracks = [
        Track(label="Upland", points=(0.0, 40.0, 60.0)),
        Track(label="Lowland 日本", points=(100.0, 80.0, 60.0)),
        Track(label=HOSTILE, points=(20.0, 20.0, 20.0)),
    ]
    return turn_lines(caption, (Course(label="Quota", start=0.0, end=100.0, tracks=tuple(tracks)),))


def quad() -> Figure:
    caption = Caption(id="quad", title="Quad", alternative="Upland can press Lowland.")
    others = (("Lowland 日本", 0.3, -0.2), (HOSTILE, -0.1, 0.2), ("Isles", 0.3, -0.2))
    return quad_view(caption, "Upland", [Opposite(label=n, gain=g, answer=a) for n, g, a in others])


def errors() -> Figure:
    caption = Caption(id="errors", title="Errors", alternative="The plain mean is off by 23.3.")
    rows = (
        ErrorRow(
            label=HOSTILE, mean=23.0, low=20.7, high=25.3, lead=Lead.SMALLER, parts=(24.0, 21.7)
        ),
        ErrorRow(
            label="plain mean", mean=23.3, low=21.1, high=25.5, lead=Lead.EVEN, parts=(18.0, 22.6)
        ),
        ErrorRow(
            label="日本", mean=51.3, low=46.3, high=56.3, lead=Lead.LARGER, parts=(None, 51.4)
        ),
    )
    return error_rows(caption, rows, ("wave 1", "wave 2"), "plain mean")


def calibrated() -> Figure:
    caption = Caption(id="calibration", title="Held", alternative="80 % held 79 %.")
    fitted = (Held(0.5, 0.6, 0.5, 0.7), Held(0.8, 0.79, 0.7, 0.88))
    raw = (Held(0.5, 0.1, 0.0, 0.2), Held(0.8, 0.4, 0.3, 0.5))
    lines = ((HOSTILE, fitted), ("日本", raw))
    return calibration(caption, [CalibrationLine(label=n, held=held) for n, held in lines])


EVERY = (
    probability,
    one_event,
    steps,
    exposure,
    strategies,
    say,
    drivers,
    claims,
    outcomes,
    channels,
    forecasts,
    settlements,
    turns,
    quad,
    errors,
    calibrated,
)

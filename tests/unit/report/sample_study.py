"""A study made by hand: every topic, every kind of figure, three scripts, text like code."""

from dataclasses import replace

from tests.unit.report import sample_figures
from tests.unit.report.sample_figures import HOSTILE

from detente.results import (
    Assumption,
    Column,
    Figure,
    Finding,
    Guarantee,
    GuaranteeKind,
    Provenance,
    Result,
    SourceLine,
    Study,
    Table,
    Topic,
)

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung"

PROVENANCE = Provenance(
    case_id="japan-2018",
    case_digest="0123456789abcdef" * 4,
    scenario="",
    focal="JPN",
    draws=64,
    seed=1,
    version="0.1.0",
    command="detente run japan-2018 --draws 64 --seed 1",
)

NAMES = {
    "JPN": {"en": "Japan", "ja": "日本", "ko": "일본"},
    "PRK": {"en": "North Korea", "ja": "北朝鮮", "ko": "조선"},
    "USA": {"en": "United States"},
    "NIL": {},
}

SENTENCES: dict[Topic, tuple[str, ...]] = {
    Topic.BOTTOM_LINE: (
        "The leaders most likely meet by July 2018 (55 %).",
        "Japan stays exposed to shorter-range missiles: 日本 is the last to relax.",
        f"A seat at the table is worth most to Japan {HOSTILE}.",
        "A fourth sentence of the bottom line waits in the annex.",
    ),
    Topic.BIG_PICTURE: (
        "The talks break down within five years with 40 %.",
        "Several equilibria exist; they agree on the first step.",
        "북한 halts long-range tests first.",
        "China and Russia wait.",
        "A fifth sentence of the big picture waits in the annex.",
    ),
    Topic.CALCULUS: (
        "Economic cooperation is locked until relations are normal.",
        "The leaders most likely meet by July 2018 (55 %).",
    ),
    Topic.THREATS: (
        "Shorter-range missiles stay in six of seven stages.",
        f"One word: {LONG_WORD}.",
    ),
    Topic.OUTCOMES: ("Full settlement is good for Japan & for South Korea.",),
    Topic.POSITION: ("Japan and the United States agree on most moves.",),
    Topic.CHALLENGES: (
        "Japan depends on the United States for 48 %.",
        "Japan's own say is 9 %.",
        "A seat costs 3 points.",
    ),
    Topic.CLAIMS: ("Of six claims three hold, two are contested and one fails.",),
    Topic.ADVICE: (
        "Get into the talks.",
        "The advice flips if Washington's consent costs above 12 points.",
    ),
    Topic.ANNEX: ("A sentence of the annex alone.", "Another one: \\u{41} `raw` $x$."),
}

OUTLOOK_NOTE = "Mean over the draws."

EVENTS = Table(
    id="event_probability",
    title="How likely, by when",
    columns=(
        Column(name="event", title="Event"),
        Column(name="by", title="By"),
        Column(name="mean", title="Mean", unit="share"),
        Column(name="low", title="Low", unit="share"),
        Column(name="draws", title="Draws"),
        Column(name="open", title="Open"),
    ),
    rows=tuple(
        (f"event {number}", f"2018-{number % 12 + 1:02}-12", number / 40, None, 64, number % 2 == 0)
        for number in range(40)
    ),
    note=OUTLOOK_NOTE,
    topic=Topic.BIG_PICTURE,
)
SAY = Table(
    id="say",
    title="Whose say",
    columns=(Column(name="actor", title="Actor"), Column(name="say", title="Say", unit="share")),
    rows=(("JPN", 0.09), ("PRK", 0.7), ("NIL", 0.0), (HOSTILE, 0.21)),
)
MODEL = Table(
    id="model",
    title="Sizes",
    columns=(Column(name="actor", title="Actor"), Column(name="name", title="Name")),
    rows=(("JPN", "Japan"),),
)
CLAIMS = Table(
    id="claims",
    title="What the sources claim",
    columns=(
        *(Column(name=f"number_{n}", title=f"Number {n}", unit="share of draws") for n in range(8)),
        Column(name="says", title="What the sources say"),
        Column(name="why", title="Why"),
    ),
    rows=(
        (*(n / 10 for n in range(8)), "The abductions move only if the missiles move.", LONG_WORD),
    ),
)
EMPTY = Table(id="nothing", title="Nothing", columns=(Column(name="x", title="X"),), rows=())


def answered(
    analysis: str,
    question: str,
    topics: tuple[Topic, ...],
    tables: tuple[Table, ...] = (),
    figures: tuple[Figure, ...] = (),
) -> Result:
    """A result with all sentences of some topics, ranked as they stand."""
    return Result(
        analysis=analysis,
        question=question,
        findings=tuple(
            Finding(topic=topic, sentence=sentence, about=("JPN",), rank=rank)
            for topic in topics
            for rank, sentence in enumerate(SENTENCES[topic], start=1)
        ),
        tables=tables,
        figures=figures,
        guarantee=Guarantee(kind=GuaranteeKind.SAMPLED, sentence="Means over 64 draws."),
        assumptions=(
            Assumption(sentence="Everybody waits first.", source="judgement"),
            Assumption(sentence=f"The {analysis} of {HOSTILE} is exact.", source="wilson1927"),
        ),
        references=("wilson1927",),
        provenance=PROVENANCE,
    )


RESULTS = (
    answered(
        "outlook",
        "What can happen next, and by when?",
        (Topic.BOTTOM_LINE, Topic.BIG_PICTURE),
        (EVENTS, EMPTY),
        (sample_figures.probability(), sample_figures.forecasts()),
    ),
    answered("locks", "What is locked?", (Topic.CALCULUS,), (MODEL,), (sample_figures.steps(),)),
    answered("exposure", "Who stays exposed?", (Topic.THREATS,), (), (sample_figures.exposure(),)),
    answered(
        "end_states", "Which end states?", (Topic.OUTCOMES,), (), (sample_figures.outcomes(),)
    ),
    answered("position", "How does Japan stand?", (Topic.POSITION,), (), ()),
    answered("sidelining", "Whose say?", (Topic.CHALLENGES,), (SAY,), (sample_figures.say(),)),
    answered("claims", "And the claims?", (Topic.CLAIMS,), (CLAIMS,), (sample_figures.claims(),)),
    answered(
        "strategies",
        "What to do?",
        (Topic.ADVICE, Topic.ANNEX),
        (),
        (sample_figures.strategies(), sample_figures.drivers()),
    ),
)

SOURCES = (
    SourceLine(
        id="times",
        title="A seat at the table & the missiles",
        publisher="Example Times",
        date="2018-03-21",
        url="https://example.org/seat?year=2018&page=1",
        cited=3,
    ),
    SourceLine(id="odd", title=HOSTILE, publisher="", date="2018-01-01", url="", cited=1),
)

STUDY = Study(
    format="1",
    title=f"Japan and the talks {HOSTILE}",
    as_of="2018-03-21",
    focal="JPN",
    focal_name="Japan",
    names=NAMES,
    words={},
    colours={"JPN": "#0072B2"},
    results=RESULTS,
    sources=SOURCES,
    notices=("A move was dropped.", f"Unused: {HOSTILE}"),
    solves=1234,
    provenance=PROVENANCE,
)


def alone(analysis: str) -> Study:
    """The study with one result only."""
    return replace(STUDY, results=tuple(r for r in RESULTS if r.analysis == analysis))


def single() -> Study:
    """The study with the outlook only."""
    return alone("outlook")


def scenario() -> Study:
    """The study of a scenario."""
    return replace(STUDY, provenance=replace(PROVENANCE, scenario="no summit"))

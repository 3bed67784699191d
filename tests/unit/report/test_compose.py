from dataclasses import replace

from tests.unit.report.sample_study import (
    CLAIMS,
    EMPTY,
    MODEL,
    PROVENANCE,
    RESULTS,
    SENTENCES,
    STUDY,
    single,
)

from detente.report.blocks import (
    Assumptions,
    Block,
    BottomLine,
    Bullets,
    FigureBlock,
    Heading,
    NewPage,
    Paragraph,
    Reproduce,
    Sources,
    TableBlock,
    Title,
)
from detente.report.compose import (
    FEWEST,
    MOST,
    OPENING,
    PICTURED,
    PICTURES,
    ROWS,
    compose,
    compose_single,
)
from detente.results import Column, Finding, Table, Topic


def parts() -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks before and after the new page."""
    blocks = compose(STUDY)
    turn = next(n for n, block in enumerate(blocks) if isinstance(block, NewPage))
    return blocks[:turn], blocks[turn + 1 :]


def said(blocks: tuple[Block, ...]) -> list[str]:
    return [one for b in blocks if isinstance(b, BottomLine | Bullets) for one in b.sentences]


def tables(blocks: tuple[Block, ...]) -> list[TableBlock]:
    return [block for block in blocks if isinstance(block, TableBlock)]


def figures(blocks: tuple[Block, ...]) -> list[FigureBlock]:
    return [block for block in blocks if isinstance(block, FigureBlock)]


def headings(blocks: tuple[Block, ...]) -> list[str]:
    return [block.anchor for block in blocks if isinstance(block, Heading)]


def test_the_title_says_for_whom_and_when_in_words() -> None:
    title = compose(STUDY)[0]
    assert title == Title(
        title=STUDY.title,
        focal="Japan",
        native_names=(("ja", "日本"), ("ko", "일본")),
        as_of="21 March 2018",
        scenario="",
    )


def test_a_focal_actor_without_names_and_a_scenario() -> None:
    origin = replace(PROVENANCE, scenario="no summit")
    title = compose(replace(STUDY, names={}, provenance=origin))[0]
    assert isinstance(title, Title)
    assert (title.native_names, title.scenario) == ((), "no summit")


def test_the_answer_has_the_sections_in_the_order_of_reading() -> None:
    answer, _ = parts()
    topics = [topic for topic in list(Topic)[1:-1] if topic in SENTENCES]
    assert headings(answer) == [topic.value for topic in topics]


def test_the_bottom_line_is_short() -> None:
    answer, _ = parts()
    assert isinstance(answer[1], BottomLine)
    assert answer[1].sentences == SENTENCES[Topic.BOTTOM_LINE][:OPENING]


def test_sections_are_short_and_the_rest_stands_in_the_annex() -> None:
    answer, annex = parts()
    last = SENTENCES[Topic.BIG_PICTURE][-1]
    assert max(len(b.sentences) for b in answer if isinstance(b, Bullets)) == FEWEST
    assert last not in said(answer)
    assert last in said(annex)


def test_a_study_of_few_sections_says_more_in_each() -> None:
    findings = tuple(
        Finding(topic=Topic.STABILITY, sentence=f"Sentence {k}.", rank=k) for k in range(12)
    )
    blocks = compose(replace(STUDY, results=(replace(RESULTS[0], findings=findings),)))
    first, section = (b for b in blocks[:6] if isinstance(b, BottomLine | Bullets))
    assert first.sentences == tuple(f"Sentence {k}." for k in range(OPENING))
    assert section.sentences == tuple(f"Sentence {k}." for k in range(OPENING, OPENING + MOST))


def test_every_sentence_is_said_exactly_once() -> None:
    expected = {one for sentences in SENTENCES.values() for one in sentences}
    spoken = [one for one in said(compose(STUDY)) if one not in STUDY.notices]
    assert sorted(spoken) == sorted(expected)


def test_ranks_order_the_sentences_across_results() -> None:
    late = Finding(topic=Topic.BOTTOM_LINE, sentence="Late.", rank=9)
    early = Finding(topic=Topic.BOTTOM_LINE, sentence="Early.", rank=1)
    made = [replace(RESULTS[0], findings=(one,)) for one in (late, early)]
    assert said(compose(replace(STUDY, results=tuple(made))))[:2] == ["Early.", "Late."]


def test_a_topic_without_a_sentence_or_a_picture_is_left_out() -> None:
    answer = compose(replace(STUDY, results=RESULTS[4:5]))
    before_annex = headings(answer)[: headings(answer).index("annex")]
    assert before_annex == ["position"]
    assert not any(isinstance(block, BottomLine) for block in answer)


def test_a_section_may_be_a_picture_alone() -> None:
    silent = replace(RESULTS[0], findings=())
    blocks = compose(replace(STUDY, results=(silent,)))
    assert isinstance(blocks[1], Heading)
    assert isinstance(blocks[2], FigureBlock)


def test_few_sections_show_their_first_figure_and_the_annex_the_others() -> None:
    answer, annex = parts()
    every = [figure for result in RESULTS for figure in result.figures]
    shown = [topic for topic in PICTURED if any(f.topic is topic for f in every)]
    assert [f.figure.topic for f in figures(answer)] == shown[:PICTURES]
    assert len(figures(answer)) + len(figures(annex)) == len(every)


def test_figures_and_tables_are_counted_through() -> None:
    blocks = compose(STUDY)
    assert [f.number for f in figures(blocks)] == list(range(1, len(figures(blocks)) + 1))
    assert [t.number for t in tables(blocks)] == list(range(1, len(tables(blocks)) + 1))


def test_the_annex_answers_every_question_and_says_how_sure() -> None:
    _, annex = parts()
    sure = [b.text for b in annex if isinstance(b, Paragraph)]
    questions = [f"question-{result.analysis}" for result in RESULTS]
    assert headings(annex)[1 : len(RESULTS) + 1] == questions
    assert sure == ["How sure: sampled. Means over 64 draws."] * len(RESULTS)


def test_no_two_headings_share_an_anchor() -> None:
    anchors = headings(compose(STUDY))
    assert len(anchors) == len(set(anchors))


def test_the_annex_ends_with_what_the_answer_stands_on() -> None:
    _, annex = parts()
    assert headings(annex)[-4:] == ["assumptions", "notices", "sources", "reproduce"]
    assert Sources(lines=STUDY.sources) in annex
    assert annex[-1] == Reproduce(provenance=PROVENANCE, solves=1234)


def test_an_assumption_of_many_is_said_once() -> None:
    (assumed,) = [block for block in compose(STUDY) if isinstance(block, Assumptions)]
    assert len(assumed.entries) == 1 + len(RESULTS)


def test_what_is_not_there_has_no_heading() -> None:
    bare = replace(RESULTS[0], assumptions=())
    blocks = compose(replace(STUDY, results=(bare,), sources=(), notices=()))
    assert headings(blocks)[-1] == "reproduce"
    assert not {"assumptions", "notices", "sources"} & set(headings(blocks))


def test_long_tables_are_cut_and_empty_ones_left_out() -> None:
    blocks = tables(compose(STUDY))
    assert (len(blocks[0].table.rows), blocks[0].rows_left_out) == (ROWS, 25)
    assert EMPTY.id not in {block.table.id for block in blocks}
    assert blocks[-1].rows_left_out == 0


def test_actors_stand_by_name_where_the_table_does_not_name_them_itself() -> None:
    made = {block.table.id: block.table for block in tables(compose(STUDY))}
    assert [row[0] for row in made["say"].rows][:3] == ["Japan", "North Korea", "NIL"]
    assert made["model"] == MODEL
    assert made["claims"] == CLAIMS


def test_one_result_is_told_in_full_and_nothing_else() -> None:
    blocks = compose_single(single())
    expected = {*SENTENCES[Topic.BOTTOM_LINE], *SENTENCES[Topic.BIG_PICTURE]}
    assert set(said(blocks)) == expected
    assert headings(blocks) == ["question-outlook"]
    assert [f.figure for f in figures(blocks)] == list(RESULTS[0].figures)


def test_a_result_without_sentences_has_no_bullets() -> None:
    silent = replace(RESULTS[0], findings=())
    blocks = compose_single(replace(STUDY, results=(silent,)))
    assert not any(isinstance(block, Bullets) for block in blocks)


def test_the_study_is_left_as_it_was() -> None:
    before = [figure for result in STUDY.results for figure in result.figures]
    compose(STUDY)
    after = [figure for result in STUDY.results for figure in result.figures]
    assert all(one is two for one, two in zip(before, after, strict=True))


def test_cells_that_hold_ids_are_printed_by_name() -> None:
    table = Table(
        id="steps",
        title="Steps",
        columns=(Column(name="order", title="Order"), Column(name="says", title="Says")),
        rows=(("halt, scrap", "halt, please"), ("JPN", "scrap")),
    )
    study = replace(
        STUDY,
        words={"halt": "halt of tests", "scrap": "dismantling"},
        results=(replace(RESULTS[0], tables=(table,)),),
    )
    (block,) = [b for b in compose(study) if isinstance(b, TableBlock)]
    assert block.table.rows == (
        ("halt of tests, dismantling", "halt, please"),
        ("Japan", "dismantling"),
    )


def test_a_table_that_gives_names_itself_is_left_as_it_is() -> None:
    columns = (Column(name="move", title="Move"), Column(name="name", title="In words"))
    table = Table(id="moves", title="Moves", columns=columns, rows=(("halt", "halt of tests"),))
    study = replace(STUDY, words={"halt": "stop"}, results=(replace(RESULTS[0], tables=(table,)),))
    (block,) = [b for b in compose(study) if isinstance(b, TableBlock)]
    assert block.table.rows == (("halt", "halt of tests"),)


def test_a_case_made_from_a_file_without_a_date_claims_none() -> None:
    title = compose(replace(STUDY, as_of="1900-01-01"))[0]
    assert isinstance(title, Title)
    assert title.as_of == "an unknown date"

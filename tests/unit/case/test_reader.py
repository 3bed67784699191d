"""From text to case, or to every fault at its place."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from detente.base.diagnostics import Location
from detente.base.errors import CaseError
from detente.case.reader import check, load, read, read_text
from detente.case.schema import Evidence, Override, exact

CASES = Path(__file__).resolve().parents[2] / "cases"
HEAD = "detente: 1\nid: small\ntitle: A small case\nas_of: 2018-03-21\n"
ACTORS = "actors: {USA: {}, PRK: {}}\n"


def faults(text: str | bytes, folder: Path | None = None) -> list[str]:
    with pytest.raises(CaseError) as caught:
        read_text(text, "case.yaml", folder)
    return [
        f"{one.location.line}:{one.location.column} {one.code}" for one in caught.value.diagnostics
    ]


# ---------------------------------------------------------------- what is read


def test_the_example_of_the_format_has_no_fault() -> None:
    assert check(CASES / "format_example.yaml") == ()


def test_an_actor_may_be_called_no() -> None:
    case = read_text(HEAD + "actors: {NO: {name: Norway}, on: {}, null: {}}\n")
    assert list(case.actors) == ["NO", "on", "null"]


def test_evidence_is_gathered_by_path_from_everywhere() -> None:
    text = (
        HEAD
        + "sources: {report: {title: A report, date: 2018, note: a draft}}\n"
        + "actors:\n  note: two for a start\n"
        + "  USA: {discount: {is: [0.1, 0.2], source: report#4}}\n"
        + "  PRK: {pace: 2, source: [report, report#1], note: judgement}\n"
        + "horizon: {is: 3, note: three years}\n"
    )
    case = read_text(text)
    assert case.horizon == 3
    assert case.actors["USA"].discount.high == 0.2
    assert case.evidence == (
        Evidence(path="actors", note="two for a start"),
        Evidence(path="actors.PRK", sources=("report", "report#1"), note="judgement"),
        Evidence(path="actors.USA.discount", sources=("report#4",)),
        Evidence(path="horizon", note="three years"),
        Evidence(path="sources.report", note="a draft"),
    )


def test_a_name_in_icelandic_is_no_evidence() -> None:
    case = read_text(HEAD + "actors: {IS: {names: {is: Ísland, ja: アイスランド}}}\n")
    assert case.actors["IS"].names == {"is": "Ísland", "ja": "アイスランド"}


def test_overrides_keep_their_values_as_text() -> None:
    case = read_text(
        HEAD
        + ACTORS
        + "moves: {freeze: {by: PRK}}\n"
        + "goals: {USA: {calm: {weight: 5, measure: freeze}}}\n"
        + "scenarios: {hasty: {set: {actors.USA.discount: [0.4, 0.5]}}}\n"
        + "perceptions:\n  PRK: {of: {USA: {goals: {calm: {weight: {shape: normal, low: 1, mode: "
        + "2, high: 3}}}, pace: 3}}}\n"
    )
    assert case.scenarios["hasty"].set == (
        Override(path="actors.USA.discount", value="[0.4, 0.5]"),
    )
    assert case.perceptions["PRK"].of["USA"] == (
        Override(path="goals.calm.weight", value="{shape: normal, low: 1, mode: 2, high: 3}"),
        Override(path="pace", value="3"),
    )


@pytest.mark.parametrize("standing", ["[freeze]", "{freeze: }", "{freeze: {}}"])
def test_moves_can_stand_without_a_date(standing: str) -> None:
    case = read_text(HEAD + ACTORS + f"moves: {{freeze: {{by: PRK}}}}\nstanding: {standing}\n")
    assert case.standing["freeze"].since is None


def test_doubts_are_told_but_do_not_stop() -> None:
    text = HEAD + ACTORS + "channels: [{between: [USA, PRK]}]\nstrategies:\n"
    text += "  USA: {reach_out: {first: [open USA-PRK]}}\n"
    reading = read(text, "case.yaml")
    assert [one.code for one in reading.warnings] == ["logic/line-open"]


# ---------------------------------------------------------------- where faults are


def test_all_faults_of_a_stage_are_told_at_once_in_the_order_of_the_file() -> None:
    text = HEAD + "horizon: 500\nactors: {USA: {discont: 1}}\nmoves:\n  freeze: {name: halt}\n"
    assert faults(text) == [
        "5:10 schema/out-of-range",
        "6:16 schema/unknown-key",
        "8:3 schema/missing-key",
    ]


@pytest.mark.parametrize(
    ("requires", "place"),
    [
        ("summit and )", "9:26"),
        ("'summit and )'", "9:27"),
        ("summit and  # and nothing", "9:25"),
        ('"summit\\tand )"', "9:15"),
        (">-\n      summit and )", "9:15"),
    ],
)
def test_a_faulty_expression_is_shown_at_the_character_where_that_can_be_counted(
    requires: str, place: str
) -> None:
    text = HEAD + ACTORS + f"moves:\n  freeze:\n    by: PRK\n    requires: {requires}\n"
    assert faults(text) == [f"{place} expression/syntax"]


def test_a_single_action_in_place_of_a_list_is_shown_at_its_character() -> None:
    text = HEAD + ACTORS + "moves: {freeze: {by: PRK}}\nstrategies:\n  PRK:\n"
    text += "    firm: {never: undo freese}\n"
    assert faults(text) == ["9:24 ref/unknown-move"]


def test_characters_are_counted_also_behind_wide_ones() -> None:
    text = HEAD + "title: 二\n"
    assert faults(text) == ["5:1 yaml/duplicate-key"]
    text = HEAD + "actors: {USA: {name: 日本, discont: 1}}\n"
    assert faults(text) == ["5:26 schema/unknown-key"]


def test_names_are_looked_at_only_where_the_shape_is_right() -> None:
    text = HEAD + ACTORS + "focal: JPN\nhorizon: long\n"
    assert faults(text) == ["7:10 schema/wrong-type"]
    assert faults(text.replace("long", "5")) == ["6:8 ref/unknown-actor"]


def test_what_is_yaml_but_no_case_is_refused() -> None:
    assert faults(HEAD + ACTORS + "evidence: []\n") == ["6:1 schema/unknown-key"]
    assert faults("[a]: 1\n" + HEAD) == ["1:1 yaml/syntax"]
    assert faults(HEAD + ACTORS + "---\n" + HEAD) == ["6:1 yaml/syntax"]


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ("standing: freeze", "schema/wrong-type"),
        ("standing: [1]", "schema/wrong-type"),
        ("perceptions: {USA: {of: [PRK]}}", "schema/wrong-type"),
        ("perceptions: {USA: {of: {PRK: weak}}}", "schema/wrong-type"),
        ("scenarios: {other: {set: [horizon]}}", "schema/wrong-type"),
        ("display: {note: {colour: red}}", "yaml/reserved-key"),
        ("shocks: {test: {rate: true}}", "schema/wrong-type"),
        ("shocks: {test: {rate: {low: 1, mode: 2, high: 3}}}", "schema/range"),
        ("shocks: {test: {rate: {shape: uniform, low: 1, mode: 2, high: 9}}}", "schema/range"),
        ("shocks: {test: {rate: {shape: normal, low: 1, mode: 2}}}", "schema/missing-key"),
        ("rules: {USA: [{when: 'true', does: }]}", "expression/syntax"),
        ("moves: {freeze: {by: PRK, how: at_least(two)}}", "schema/pattern"),
    ],
)
def test_a_section_of_another_shape_is_refused(section: str, code: str) -> None:
    found = faults(HEAD + ACTORS + section + "\n")
    assert {fault.split()[1] for fault in found} == {code}
    assert {fault.split(":")[0] for fault in found} == {"6"}


# ---------------------------------------------------------------- guards


@pytest.mark.parametrize("bracket", ["[", "{", "- ", "? ", "{a: "])
def test_a_hundred_thousand_brackets_do_no_harm(bracket: str) -> None:
    assert faults("moves: " + bracket * 100_000)[0].split()[1] in {"yaml/too-deep", "yaml/syntax"}


def test_a_file_of_two_megabytes_is_refused() -> None:
    assert faults("# " + "x" * 2_000_000) == ["1:1 yaml/too-large"]


def test_two_hundred_thousand_values_are_refused() -> None:
    (found,) = faults("moves: [" + "a," * 200_001 + "]")
    assert found.endswith("yaml/too-many-nodes")


def test_laughing_aliases_are_refused_without_unfolding() -> None:
    lines = ["a: &a [x, x]"]
    lines += [
        f"{new}: &{new} [*{old}, *{old}]" for old, new in zip("abcdefgh", "bcdefghi", strict=1)
    ]
    assert {fault.split()[1] for fault in faults("\n".join(lines))} == {"yaml/alias"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "latin-1"])
def test_another_encoding_is_refused(encoding: str) -> None:
    (found,) = faults((HEAD + "focal: Café\n").encode(encoding))
    assert found.endswith("yaml/encoding")


def test_the_mark_of_utf_8_is_no_fault() -> None:
    assert read_text(b"\xef\xbb\xbf" + (HEAD + ACTORS).encode()).id == "small"


# ---------------------------------------------------------------- files


def test_what_is_missing_is_no_crash() -> None:
    (found,) = check("no-such-case")
    assert (found.code, found.location) == ("yaml/not-found", Location("no-such-case", 1, 1))
    with pytest.raises(CaseError):
        load(CASES)


def test_a_case_stands_on_the_one_it_extends(tmp_path: Path) -> None:
    base = (
        "actors:\n  USA: {pace: 2, discount: {is: 0.1, source: x}, note: base}\n  PRK: {pace: 3}\n"
    )
    base += "precision: {sweep: [10, 20, 30]}\n"
    (tmp_path / "base.yaml").write_text(base)
    own = HEAD + "extends: base.yaml\nactors:\n  USA: {discount: 0.2}\nprecision: {sweep: [40]}\n"
    (tmp_path / "own.yaml").write_text(own)
    case = load(tmp_path / "own.yaml")
    assert case.actors["USA"].pace == exact(2)
    assert case.actors["USA"].discount == exact(0.2)
    assert case.precision.sweep == (40,)
    assert list(case.actors) == ["USA", "PRK"]
    assert case.evidence == (Evidence(path="actors.USA", note="base"),)


def test_a_fault_of_the_base_is_shown_in_the_base(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("actors:\n  USA: {pase: 2}\n")
    own = tmp_path / "own.yaml"
    own.write_text(HEAD + "extends: base.yaml\nhorizon: 0\n")
    places = [str(one.location) for one in check(own)]
    assert places == [f"{tmp_path / 'base.yaml'}:2:9", f"{own}:6:10"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../base.yaml", "schema/pattern"),
        ("base", "schema/pattern"),
        ("3", "schema/pattern"),
        ("nowhere.yaml", "yaml/not-found"),
        ("middle.yaml", "schema/other"),
    ],
)
def test_only_a_file_beside_it_one_level_deep_is_extended(
    tmp_path: Path, name: str, code: str
) -> None:
    (tmp_path / "middle.yaml").write_text("extends: base.yaml\n")
    (tmp_path / "base.yaml").write_text(ACTORS)
    assert faults(HEAD + f"extends: {name}\n", tmp_path) == [f"5:10 {code}"]


@pytest.mark.parametrize(
    ("actor", "within"),
    [
        ("{name: Delta, article: the}", "the Delta"),
        ("{name: the Delta, article: the}", "the Delta"),
        ("{name: The Delta, article: the}", "The Delta"),
        ("{name: Theria, article: the}", "the Theria"),
        ("{name: Delta}", "Delta"),
        ("{}", "DLT"),
    ],
)
def test_an_article_stands_before_a_name_once(actor: str, within: str) -> None:
    assert read_text(HEAD + f"actors: {{DLT: {actor}}}\n", "c.yaml").actor_name("DLT") == within


def test_a_text_without_a_folder_extends_nothing() -> None:
    assert faults(HEAD + ACTORS + "extends: base.yaml\n") == ["6:10 yaml/not-found"]


# ---------------------------------------------------------------- speed


def test_reading_loads_no_numerics() -> None:
    script = (
        "import json, sys; from detente.case.reader import check; "
        f"check({str(CASES / 'format_example.yaml')!r}); print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert not {"numpy", "scipy", "numba", "networkx"} & set(json.loads(done.stdout))

"""The `detente` command from its words to its exit code."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from detente.analyses import CATALOGUE
from detente.cli import main, studies
from detente.cli.main import group
from detente.study import opening

FEW = ("--draws", "2", "--sweep-draws", "1", "--workers", "1", "--quiet")
TEACHING = "teaching-two-steps"
FAULTY = """\
detente: 1
id: faulty
title: A case with two faults
as_of: 2020-01-01
actors: {A: {}}
moves: {m: {by: AA}}
goals: {A: {g: {weight: many, measure: m}}}
"""


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs the command in an empty folder, without a memory of earlier studies."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))

    def ran(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["detente", *arguments])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return ran


def written(text: str = FAULTY, name: str = "faulty.yaml") -> str:
    Path(name).write_text(text, "utf-8")
    return name


# ---- cases ---------------------------------------------------------------------------------------


def test_a_case_without_faults_passes(run: Run) -> None:
    done = run("check", TEACHING)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("no errors")


def test_faults_are_told_with_their_place_and_end_with_2(run: Run) -> None:
    done = run("check", written())
    assert done.code == 2
    rows = done.out.splitlines()
    assert all(row.startswith("faulty.yaml:") and " error " in row for row in rows)
    assert rows[0].startswith("faulty.yaml:7:25: error schema/wrong-type: ")
    assert done.err == f"{len(rows)} error{'' if len(rows) == 1 else 's'}, no warnings\n"


def test_names_that_are_not_there_are_told_with_the_nearest(run: Run) -> None:
    done = run("check", written(FAULTY.replace("weight: many", "weight: 1")))
    assert done.code == 2
    assert done.out.startswith("faulty.yaml:6:17: error ref/unknown-actor: ")
    assert "did you mean 'A'?" in done.out


def test_several_files_are_checked_together(run: Run) -> None:
    done = run("check", TEACHING, written(), "missing.yaml")
    assert done.code == 2
    assert {row.split(":")[0] for row in done.out.splitlines()} == {"faulty.yaml", "missing.yaml"}


def test_faults_as_json(run: Run) -> None:
    done = run("check", written(), "--json")
    assert done.code == 2
    (first, *_) = json.loads(done.out)
    assert (first["file"], first["line"], first["column"]) == ("faulty.yaml", 7, 25)
    assert (first["severity"], first["code"]) == ("error", "schema/wrong-type")
    assert json.loads(run("check", TEACHING, "--json").out) == []


def test_doubts_pass_unless_they_are_denied(run: Run) -> None:
    doubtful = "".join(
        (
            FAULTY.replace("by: AA", "by: A").replace("weight: many", "weight: 1"),
            "sources: {report: {title: A report, date: 2019-01-01}}\n",
            "strategies: {A: {s: {first: [m]}}}\n",
        )
    )
    name = written(doubtful, "doubtful.yaml")
    done = run("check", name)
    assert done.code == 0
    assert " warning " in done.out
    assert run("check", name, "--deny", "warnings").code == 2


def test_a_new_case_is_written_once_and_passes(run: Run) -> None:
    done = run("new", "my-case")
    assert done.code == 0
    assert done.out.startswith("wrote my-case.yaml\n")
    assert run("check", "my-case.yaml").code == 0
    before = Path("my-case.yaml").read_bytes()
    again = run("new", "my-case")
    assert again.code == 2
    assert again.err.startswith("error: my-case.yaml is there already (")
    assert Path("my-case.yaml").read_bytes() == before


def test_a_new_case_goes_where_it_is_told_and_needs_a_name_that_can_be_an_id(run: Run) -> None:
    assert run("new", "my-case", "--out", "other.yaml").code == 0
    assert Path("other.yaml").exists()
    assert not Path("my-case.yaml").exists()
    assert run("new", "My Case").code == 2


def test_the_schema_is_json(run: Run) -> None:
    assert "properties" in json.loads(run("schema").out)


def test_a_case_is_shown_in_words_and_as_json(run: Run) -> None:
    study = json.loads(run("show", TEACHING, "--json").out)
    (result,) = study["results"]
    assert result["analysis"] == "show"
    assert [t["id"] for t in result["tables"]] == ["actors", "moves", "goals"]
    told = run("show", TEACHING)
    assert told.code == 0
    assert "Upland" in told.out


def test_evidence_is_followed_to_documents(run: Run) -> None:
    Path("papers").mkdir()
    Path("papers/lesson.txt").write_text("One paragraph.\n\nAnother.\n", "utf-8")
    done = run("evidence", TEACHING, "--documents", "papers")
    assert done.code == 0
    assert done.out.startswith("lesson: ")
    assert "numbers have neither a source nor a note" in done.out
    assert "  paragraphs nobody cites: " in done.out
    trail = json.loads(run("evidence", TEACHING, "--documents", "papers", "--json").out)
    assert [t["source"] for t in trail["trails"]] == ["lesson"]
    assert run("evidence", TEACHING, "--documents", "nowhere").code == 2


def test_a_citation_that_leads_nowhere_is_told(run: Run) -> None:
    cited = FAULTY.replace("by: AA", "by: A").replace(
        "weight: many", "weight: {is: 1, source: [r#9]}"
    )
    name = written(cited + "sources: {r: {title: A report, date: 2019-01-01}}\n", "cited.yaml")
    Path("papers").mkdir()
    Path("papers/r.txt").write_text("One paragraph.\n", "utf-8")
    done = run("evidence", name, "--documents", "papers")
    assert "  nothing at #9, cited by goals.A.g.weight\n" in done.out


# ---- studies -------------------------------------------------------------------------------------


def test_one_question_is_answered_as_json(run: Run) -> None:
    done = run("run", TEACHING, "--analysis", "claims", *FEW, "--json")
    assert done.code == 0
    study = json.loads(done.out)
    assert [r["analysis"] for r in study["results"]] == ["claims"]
    assert study["provenance"]["command"] == (
        "detente run teaching-two-steps --focal LOW --analysis claims "
        "--draws 2 --sweep-draws 1 --seed 1"
    )


def test_the_same_words_give_the_same_bytes_remembered_or_fresh(run: Run) -> None:
    words = ("run", TEACHING, "--analysis", "claims", *FEW, "--json")
    first = run(*words)
    assert len(list(Path("cache").iterdir())) == 1
    assert run(*words).out == first.out
    assert run(*words, "--fresh").out == first.out
    assert run(*words, "--workers", "3", "--fresh").out == first.out


def test_the_answer_in_words(run: Run) -> None:
    done = run("run", TEACHING, "--analysis", "claims", *FEW)
    assert done.code == 0
    assert "What do the sources say" in done.out


def test_tables_are_written_as_csv(run: Run) -> None:
    done = run("run", TEACHING, "--analysis", "claims", *FEW, "--csv", "tables")
    assert done.code == 0
    assert [p.suffix for p in Path("tables").iterdir()] == [".csv"]
    assert "wrote tables" in done.err


def test_the_number_of_solves_is_told_unless_quiet(run: Run) -> None:
    loud = run("run", TEACHING, "--analysis", "claims", *FEW[:-1], "--json")
    assert loud.err.endswith(" solves\n")
    assert run("run", TEACHING, "--analysis", "claims", *FEW, "--json").err == ""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--focal", "UPP"), "error: the case has no actor 'UPP' (did you mean 'UP'?)\n"),
        (("--scenario", "x"), "error: the case has no scenario 'x'"),
        (("--analysis", "claim"), "error: there is no analysis 'claim' (did you mean 'claims'?)\n"),
    ],
)
def test_a_request_for_what_is_not_there_ends_with_2(
    run: Run, words: tuple[str, str], message: str
) -> None:
    done = run("run", TEACHING, *words, *FEW)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(message)


def test_a_faulty_case_is_not_computed(run: Run) -> None:
    done = run("run", written(), *FEW)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("faulty.yaml:7:25: error ")
    assert done.err.endswith("nothing was computed\n")


def test_a_case_that_is_not_there_ends_with_2(run: Run) -> None:
    done = run("show", "teaching-two-stepps")
    assert done.code == 2
    assert "did you mean 'teaching-two-steps'?" in done.err


def test_why_an_event_comes_about(run: Run) -> None:
    study = json.loads(run("why", TEACHING, "market", "--json").out)
    (table,) = study["results"][0]["tables"]
    assert [row[3] for row in table["rows"][:2]] == [
        "Upland opens the dam",
        "Lowland opens its market",
    ]
    assert run("why", TEACHING, "markt").code == 2


def test_two_cases_side_by_side(run: Run) -> None:
    new = run("new", "my-case")
    assert new.code == 0
    done = run("compare", "my-case.yaml", "my-case.yaml:hasty_patron", *FEW, "--json")
    assert done.code == 0
    (result,) = json.loads(done.out)["results"]
    assert result["question"] == "How do my-case and my-case:hasty_patron differ?"
    inputs = next(t for t in result["tables"] if t["id"] == "inputs")
    assert [row[0] for row in inputs["rows"]] == ["actors.PATRON.discount"]


def test_a_comparison_takes_the_actor_whose_policy_is_looked_at(run: Run) -> None:
    done = run("compare", TEACHING, TEACHING, "--other", "UP", "--focal", "UP", *FEW, "--json")
    assert done.code == 0
    assert json.loads(done.out)["focal"] == "UP"


def test_the_catalogue_is_listed(run: Run) -> None:
    listed = json.loads(run("analyses", "--json").out)
    assert [a["id"] for a in listed["analyses"]] == [a.id for a in CATALOGUE]
    assert TEACHING in listed["cases"]
    told = run("analyses").out
    assert all(a.question in told for a in CATALOGUE)


def test_a_brief_is_written_in_the_formats_asked_for(run: Run) -> None:
    pytest.importorskip("detente.report.html")
    done = run("brief", TEACHING, *FEW, "--out", "there", "--format", "json", "--format", "html")
    assert done.code == 0
    assert sorted(p.name for p in Path("there").iterdir()) == ["brief.html", "study.json"]
    assert json.loads(Path("there/study.json").read_text("utf-8"))["focal"] == "LOW"
    assert "wrote there/study.json" in done.out


def test_the_demo_runs_its_cases_and_says_what_to_try_next(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("detente.report.html")
    monkeypatch.setattr(studies, "FORMATS", ("json",))
    done = run("demo", "--case", TEACHING, "--draws", "2", "--workers", "1", "--out", "demo")
    assert done.code == 0
    assert [p.name for p in Path("demo", TEACHING).iterdir()] == ["study.json"]
    assert "detente new my-case" in done.out


# ---- the command itself --------------------------------------------------------------------------


@pytest.mark.parametrize("error", [KeyboardInterrupt, studies.click.Abort])
def test_a_cancelled_run_ends_with_130(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(opening, "open_lab", interrupted)
    done = run("why", TEACHING, "market")
    assert done.code == 130
    assert done.err.endswith("cancelled; what was not finished was not written\n")


def test_help_and_version(run: Run) -> None:
    done = run("--help")
    assert done.code == 0
    assert all(name in done.out for name in group.commands)
    assert run("--version").out.startswith("detente, version ")


@pytest.mark.parametrize("name", sorted(group.commands))
def test_every_command_explains_itself(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.code == 0
    assert done.out.startswith(f"Usage: detente {name}")


@pytest.mark.parametrize("words", [("chek",), ("run",), ("run", TEACHING, "--draws", "0")])
def test_words_it_does_not_understand_end_with_2(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.code == 2
    assert "Error: " in done.err


def test_no_argument_of_a_command_has_the_name_of_an_option() -> None:
    for command in group.commands.values():
        names = [parameter.name for parameter in command.params]
        assert len(names) == len(set(names)), command.name


def test_a_folder_that_cannot_be_written_is_told_in_one_line(run: Run) -> None:
    Path("taken").write_text("not a folder", "utf-8")
    done = run("brief", TEACHING, "--draws", "1", "--format", "json", "--out", "taken/inside")
    assert (done.code, done.err.splitlines()[-1]) == (2, "error: 'taken/inside': Not a directory")

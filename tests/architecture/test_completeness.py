"""Nothing is registered, coded, cited or offered that is not also explained."""

import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "detente"
DOCS = ROOT / "docs"
BIBLIOGRAPHY = PACKAGE / "data" / "references.bib"
ENTRY = re.compile(r"^@\w+\{\s*([^,\s]+)\s*,", re.MULTILINE)
CITATION = re.compile(r"\[([A-Za-z][A-Za-z0-9_:-]*)\]_")


def exists(module: str) -> bool:
    path = ROOT / "src" / Path(*module.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def attribute(module: str, name: str) -> Any:  # whatever the module keeps there
    if not exists(module):
        pytest.skip(f"{module} does not exist yet")
    return getattr(import_module(module), name)


def bibliography() -> list[str]:
    if not BIBLIOGRAPHY.exists():
        pytest.skip("no bibliography yet")
    return ENTRY.findall(BIBLIOGRAPHY.read_text(encoding="utf-8"))


def sources() -> str:
    """All text that may cite: code and data of the package, the bibliography left out."""
    kinds = {".py", ".toml", ".yaml", ".j2", ".typ"}
    paths = (path for path in PACKAGE.rglob("*") if path.suffix in kinds)
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(paths))


def handbook() -> str:
    pages = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


# ---------------------------------------------------------------- analyses


def test_the_catalogue_lists_the_folder() -> None:
    catalogue = attribute("detente.analyses", "CATALOGUE")
    files = {path.stem for path in (PACKAGE / "analyses").glob("[a-z]*.py")} - {"contract"}
    assert sorted(analysis.id for analysis in catalogue) == sorted(files)


def test_every_analysis_asks_cites_and_has_a_card() -> None:
    known = set(bibliography())
    faults = []
    for analysis in attribute("detente.analyses", "CATALOGUE"):
        if not analysis.question.endswith("?"):
            faults.append(f"{analysis.id}: the question does not end in a question mark")
        if not analysis.references:
            faults.append(f"{analysis.id}: no reference")
        faults += [
            f"{analysis.id}: {key} is not in references.bib"
            for key in analysis.references
            if key not in known
        ]
        card = DOCS / "explanation" / f"{analysis.id}.md"
        if not card.exists():
            faults.append(f"{analysis.id}: no card docs/explanation/{card.name}")
        elif analysis.question not in card.read_text(encoding="utf-8"):
            faults.append(f"{analysis.id}: the card does not quote the question")
    assert faults == []


# ---------------------------------------------------------------- citations


def test_every_citation_is_in_the_bibliography() -> None:
    assert set(CITATION.findall(sources())) - set(bibliography()) == set()


def test_every_entry_of_the_bibliography_is_used_once_defined_once() -> None:
    keys = bibliography()
    assert len(keys) == len(set(keys))
    text = sources()
    assert [key for key in keys if not re.search(rf"\b{re.escape(key)}\b", text)] == []


def test_every_constant_says_where_it_comes_from() -> None:
    path = PACKAGE / "data" / "constants.toml"
    constants = tomllib.loads(path.read_text(encoding="utf-8"))
    allowed = {"judgement", *bibliography()}
    assert [name for name, entry in constants.items() if entry["source"] not in allowed] == []


# ---------------------------------------------------------------- diagnostics


def test_every_diagnostic_code_has_a_page_and_every_page_a_code() -> None:
    codes = attribute("detente.base.codes", "CODES")
    pages = {path.stem for path in (DOCS / "reference" / "diagnostics").glob("*.md")} - {"index"}
    assert pages == {code.replace("/", "-") for code in codes}


def test_every_diagnostic_code_is_one_sentence_and_its_page_names_it() -> None:
    faults = []
    for code, sentence in attribute("detente.base.codes", "CODES").items():
        if "\n" in sentence or not sentence.endswith("."):
            faults.append(f"{code}: not one sentence")
        page = DOCS / "reference" / "diagnostics" / f"{code.replace('/', '-')}.md"
        if page.exists() and code not in page.read_text(encoding="utf-8"):
            faults.append(f"{code}: its page does not name it")
    assert faults == []


# ---------------------------------------------------------------- commands


def test_every_command_is_in_the_docs() -> None:
    group = attribute("detente.cli.main", "group")
    text = handbook()
    assert [name for name in group.commands if f"detente {name}" not in text] == []

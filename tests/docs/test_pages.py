"""What the pages show is run: what is not tested about the docs is false.

One page is one test in one empty folder, its blocks in order:

- ```` ```python ```` and ```` ```bash ```` blocks run;
- ```` ```console ```` blocks run each line that starts with `$ `; output shown below it must match
  (`...` stands for anything, white space does not matter);
- `<!-- file: name.yaml -->` before a block writes the block into that file;
- `<!-- fails: 2 -->` before a block means that each of its commands ends with this exit code;
- `<!-- skip: reason -->` before a block leaves it alone.
"""

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(
    r"(?:^<!-- (?P<order>skip|file|fails): (?P<text>[^>]+?) -->\n+)?"
    r"^(?P<indent> *)```(?P<language>\w+)[^\n]*\n(?P<body>.*?)^(?P=indent)```",
    re.MULTILINE | re.DOTALL,
)
RUNNABLE = {"python", "bash", "console"}
OUTPUT = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    line: int
    language: str
    body: str
    file: str = ""
    code: int = 0


def blocks(text: str) -> Iterator[Block]:
    for found in BLOCK.finditer(text):
        runs = found["language"] in RUNNABLE or found["order"] == "file"
        if runs and found["order"] != "skip":
            indent = len(found["indent"])
            yield Block(
                line=text.count("\n", 0, found.start("body")),
                language=found["language"],
                body="".join(line[indent:] for line in found["body"].splitlines(keepends=True)),
                file=found["text"] if found["order"] == "file" else "",
                code=int(found["text"]) if found["order"] == "fails" else 0,
            )


def shell(command: str, folder: Path, code: int) -> str:
    scripts = Path(sys.executable).parent
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],  # noqa: S607
        cwd=folder,
        env={**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == code, f"$ {command}\n{done.stdout}"
    return done.stdout


def dialogue(body: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block with the output shown for it."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        joined = part.replace("\\\n", "")
        command, _, output = joined.partition("\n")
        yield command, output


def perform(block: Block, folder: Path) -> None:
    if block.file:
        (folder / block.file).write_text(block.body, encoding="utf-8")
    elif block.language == "python":
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", block.body],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    elif block.language == "bash":
        shell(block.body, folder, block.code)
    else:
        for command, shown in dialogue(block.body):
            got = shell(command, folder, block.code)
            if shown.strip():
                assert doctest.OutputChecker().check_output(shown, got, OUTPUT), got


WITH_BLOCKS = [page for page in PAGES if any(blocks(page.read_text(encoding="utf-8")))]


@pytest.mark.jit
@pytest.mark.skipif(
    not (ROOT / "src" / "detente" / "cli" / "__init__.py").exists(),
    reason="the command line does not exist yet",
)
@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_page_runs(page: Path, tmp_path: Path) -> None:
    for block in blocks(page.read_text(encoding="utf-8")):
        try:
            perform(block, tmp_path)
        except AssertionError as fault:
            pytest.fail(f"{page.relative_to(ROOT)}:{block.line}: {fault}", pytrace=False)


def test_links_between_pages_lead_somewhere() -> None:
    link = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in PAGES
        for target in link.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert dead == []


SAMPLE = """
<!-- skip: needs a network -->
```bash
pip install .
```

<!-- file: a.txt -->
```text
one
```

1. Then

    ```console
    $ cat a.txt
    one
    $ echo a \\
      b
    a b
    ```

<!-- fails: 3 -->
```bash
exit 3
```
"""


def test_blocks_are_found_skipped_and_compared(tmp_path: Path) -> None:
    found = list(blocks(SAMPLE))
    assert [(block.language, block.file, block.code) for block in found] == [
        ("text", "a.txt", 0),
        ("console", "", 0),
        ("bash", "", 3),
    ]
    for block in found:
        perform(block, tmp_path)
    with pytest.raises(AssertionError):
        perform(Block(line=1, language="console", body="$ cat a.txt\ntwo\n"), tmp_path)

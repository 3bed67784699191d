"""What was measured beside other programs: only who has them can, so it is kept in files here."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

FOLDER = Path(__file__).parent


def tell(lines: Iterable[str], keep_as: str | None) -> None:
    """Print lines as they are measured; then keep them under a name, if there is one."""
    written = []
    for line in lines:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        written.append(line)
    if keep_as is not None:
        (FOLDER / f"{keep_as}.md").write_text("\n".join(written) + "\n", "utf-8")


def kept(name: str) -> Iterator[str]:
    """What was kept under a name, line by line."""
    yield from (FOLDER / f"{name}.md").read_text("utf-8").splitlines()

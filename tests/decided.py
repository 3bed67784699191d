"""Tables of decided issues for tests: made up, in the form of those of the DEU project."""

from collections.abc import Mapping, Sequence

COLUMNS = (
    *("prnrnmc", "prnr", "isnr", "proc", "counvte", "proccde", "intro", "finact"),
    *("pcom", "pep", "pde", "pfr", "plu", "ppl"),
    *("scom", "sep", "sde", "sfr", "slu", "spl"),
    *("rp", "out"),
)
ISSUE = {
    "prnr": "a1",
    "isnr": "a1i1",
    "proc": "COD",
    "counvte": "QMV",
    "intro": "14-12-99",
    "finact": "20-06-00",
    "pcom": "100",
    "scom": "50",
    "pde": "0",
    "sde": "100",
    "pfr": "40",
    "sfr": "20",
    "plu": "80",
    "slu": "10",
    "rp": "0",
    "out": "50",
}
"""An issue of 1999: capabilities are 10 (Commission, Germany, France) and 2 (Luxembourg)."""


def issue(**cells: str) -> dict[str, str]:
    """The issue of 1999, with other texts in some cells."""
    return ISSUE | cells


def table(*issues: Mapping[str, str], columns: Sequence[str] = COLUMNS) -> bytes:
    """The text of a table with these issues."""
    rows = [columns, *([one.get(name, "") for name in columns] for one in issues)]
    return "".join("\t".join(f'"{cell}"' for cell in row) + "\n" for row in rows).encode()


def settled(count: int) -> bytes:
    """A table of so many proposals of one or two issues, every other in the second wave.

    Whatever varies does so by whole numbers, so that the same bytes come everywhere.
    """
    numbered = [(k, i) for k in range(count) for i in range(1 + k % 3 // 2)]
    return table(*(_made_up(k, i) for k, i in numbered))


def _made_up(k: int, i: int) -> dict[str, str]:
    """Issue i of proposal k."""
    return issue(
        prnr=f"p{k:02d}",
        isnr=f"p{k:02d}i{i + 1}",
        proc=("COD", "CNS")[k % 2],
        intro=("14-12-99", "05-02-05")[k % 2],
        finact=("20-06-00", "11-08-05")[k % 2],
        pcom=str((37 * k + 11 * i) % 101),
        pde=str((53 * k + 29 * i) % 101),
        pfr=str((71 * k + 5) % 101),
        plu=str((19 * k + 83 * i) % 101),
        sde=str(20 + 7 * k % 80),
        sfr=str(20 + 31 * k % 80),
        rp=("", "0", "100")[k % 3],
        out=str((41 * k + 17 * i + 20) % 101),
    )

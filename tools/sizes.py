"""Print the files and functions that are longer than the guide; a report, never a gate."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "detente"
FILE_LINES = 400
FUNCTION_LINES = 40
PARAMETERS = 6


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without its docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def remarks(path: Path) -> Iterator[str]:
    """Yield one line for everything in the file that is above the guide."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(PACKAGE).as_posix()
    if (lines := len(text.splitlines())) > FILE_LINES:
        yield f"{name}: {lines} lines (guide {FILE_LINES})"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            place = f"{name}:{node.lineno} {node.name}"
            if (lines := code_lines(node)) > FUNCTION_LINES:
                yield f"{place}: {lines} lines (guide {FUNCTION_LINES})"
            arguments = node.args.args + node.args.kwonlyargs + node.args.posonlyargs
            if len(arguments) > PARAMETERS:
                yield f"{place}: {len(arguments)} parameters (guide {PARAMETERS})"


def report() -> list[str]:
    """Return the remarks on every file of the package, then the totals."""
    paths = sorted(PACKAGE.rglob("*.py"))
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)
    found = [remark for path in paths for remark in remarks(path)]
    return [*found, f"{len(paths)} files, {lines} lines, {len(found)} above the guide"]


if __name__ == "__main__":
    print("\n".join(report()))

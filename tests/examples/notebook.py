"""Runs the code cells of a notebook as a kernel does: in one namespace, inside a running event loop.

A kernel and its client would be 37 packages and 100 MB in the development environment.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import inspect
import io
import json
import linecache
from pathlib import Path
from typing import Any


class CellError(Exception):
    """A cell has raised an error, which is the cause, or has syntax that only a kernel has."""


def code_cells(path: Path) -> list[dict[str, Any]]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def run(path: Path) -> tuple[dict[str, Any], list[str]]:
    """Run all code cells; return the namespace, and the output of each cell with the value of its last expression."""
    return asyncio.run(_run(path))


async def _run(path: Path) -> tuple[dict[str, Any], list[str]]:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    outputs = []
    for number, cell in enumerate(code_cells(path), 1):
        outputs.append(await _run_cell(f"{path.name}, code cell {number}", "".join(cell["source"]), namespace))
    return namespace, outputs


async def _run_cell(name: str, source: str, namespace: dict[str, Any]) -> str:
    # A traceback shows the line of the cell.
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    out = io.StringIO()
    try:
        statements = ast.parse(source, name).body
        last = statements.pop() if statements and isinstance(statements[-1], ast.Expr) else None
        with contextlib.redirect_stdout(out):
            if statements:
                await _evaluate(ast.Module(statements, []), name, "exec", namespace)
            if isinstance(last, ast.Expr):
                value = await _evaluate(ast.Expression(last.value), name, "eval", namespace)
                if value is not None:
                    print(repr(value))
                    namespace["_"] = value
    except Exception as error:
        raise CellError(f"{name}: {type(error).__name__}: {error}") from error
    return out.getvalue()


async def _evaluate(tree: ast.Module | ast.Expression, name: str, mode: str, namespace: dict[str, Any]) -> Any:
    code = compile(tree, name, mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    value = eval(code, namespace)
    return await value if code.co_flags & inspect.CO_COROUTINE else value

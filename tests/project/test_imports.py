"""No import cycles between modules, and no module-level import below the first definition."""

from __future__ import annotations

import ast
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("timeback", "timeback_api", "timeback_client", "timeback_runtime")
FOLDERS = ("timeback", "timeback_runtime", "timeback_client", "scripts", "generated")


def cycles(edges: dict[str, set[str]]) -> list[list[str]]:
    """Return the groups of modules that import one another, directly or by others (strongly connected components)."""

    def reachable(start: str, arrows: dict[str, set[str]]) -> set[str]:
        found: set[str] = set()
        waiting = [start]
        while waiting:
            for module in arrows.get(waiting.pop(), set()) - found:
                found.add(module)
                waiting.append(module)
        return found

    reversed_edges: dict[str, set[str]] = {}
    for module, targets in edges.items():
        for target in targets:
            reversed_edges.setdefault(target, set()).add(module)
    # Modules that import nothing, or that nothing imports, are in no cycle. Without them few are left to search.
    left = {module: set(targets) for module, targets in edges.items()}
    while ends := {module for module in left if not left[module] or not any(module in each for each in left.values())}:
        left = {module: targets - ends for module, targets in left.items() if module not in ends}
    groups = {frozenset(reachable(module, left) & reachable(module, reversed_edges)) for module in left}
    return sorted(sorted(group) for group in groups if group)


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"a"}, "c": {"a"}}, [["a", "b"]]),
        ({"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": {"e"}, "e": {"d"}}, [["a", "b", "c"], ["d", "e"]]),
    ],
)
def test_cycles_are_found(edges: dict[str, set[str]], found: list[list[str]]) -> None:
    assert cycles(edges) == found


def test_no_modules_import_one_another() -> None:
    # Imports for type checkers count.
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    edges = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(edges) > 500, "the graph lacks modules"
    assert cycles(edges) == []


def late_imports(source: str) -> list[int]:
    """Return the lines of module-level imports that stand below the first function or class."""
    found: list[int] = []
    defined = False
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            defined = True
        elif defined and isinstance(node, ast.If | ast.Try | ast.With | ast.Import | ast.ImportFrom):
            found += [each.lineno for each in ast.walk(node) if isinstance(each, ast.Import | ast.ImportFrom)]
    return found


def test_late_imports_are_found() -> None:
    assert late_imports("import a\n\ndef f():\n    import b\n") == []
    assert late_imports("def f(): ...\nimport a\n") == [2]
    assert late_imports("class C: ...\nif TYPE_CHECKING:\n    from a import b\n") == [3]


@pytest.mark.parametrize("folder", FOLDERS)
def test_imports_stand_at_the_top(folder: str) -> None:
    paths = [path for path in (ROOT / folder).rglob("*.py") if "templates" not in path.parts]
    assert paths
    found = [
        f"{path.relative_to(ROOT)}:{line}" for path in paths for line in late_imports(path.read_text(encoding="utf-8"))
    ]
    assert found == []

"""Every promise of the pages on reliability, security and other providers names a test that exists."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.docs.blocks import REPOSITORY

TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PAGES = ["docs/reliability.md", "docs/security.md", "docs/providers.md"]
# The first columns of the tables whose rows name tests.
HEADS = ("| promise ", "| kind of server ")


@pytest.mark.parametrize("page", PAGES)
def test_every_named_test_exists(page: str) -> None:
    named = TEST.findall((REPOSITORY / page).read_text(encoding="utf-8"))
    assert named
    for file, name in named:
        assert name in functions(file), f"{page}: {file} has no {name}"


@cache
def functions(file: str) -> set[str]:
    tree = ast.parse((REPOSITORY / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_row_of_promises_names_a_test() -> None:
    for page in PAGES:
        table = False
        for line in (REPOSITORY / page).read_text(encoding="utf-8").splitlines():
            table = line.startswith(HEADS) or (table and line.startswith("|"))
            if table and not line.startswith((*HEADS, "| ---")):
                assert TEST.search(line), f"{page}: {line[:60]}"

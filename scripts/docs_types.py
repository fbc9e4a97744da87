#!/usr/bin/env python3
"""Check the types of the Python code in README.md and docs/, with mypy --strict and pyright.

The blocks of a page are one program, so they become one file, in which each line keeps its number: an error names the
line of the page. A block with a title is a file of its own, as it is for the reader.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from docs.blocks import PAGES, REPOSITORY, Block, blocks, other_environment

OUT = REPOSITORY / "build" / "docs-types"


def programs(found: list[Block]) -> dict[str, str]:
    """The Python code of a page, by the title of the block. The blocks without a title are one program, under ""."""
    out = {}
    lines: list[str] = []
    for block in found:
        if block.language != "python":
            continue
        if block.title:
            out[block.title] = "\n" * block.line + block.text
        else:
            lines += [""] * (block.line - len(lines)) + block.text.splitlines()
    return {**out, "": "\n".join([*lines, ""])} if lines else out


def write(pages: list[Path], folder: Path) -> list[Path]:
    """Write the programs of the pages into a folder, one file each, and return the files."""
    written = []
    for page in pages:
        found = programs(blocks(page))
        modules = {title.removesuffix(".py"): module_name(page, title) for title in found if title}
        for title, code in found.items():
            path = folder / f"{module_name(page, title)}.py"
            path.write_text(with_imports(code, modules), encoding="utf-8")
            written.append(path)
    return written


def module_name(page: Path, title: str) -> str:
    """Return the name of the module of a block, which no other page has."""
    name = "_".join([*page.relative_to(REPOSITORY).with_suffix("").parts, title.removesuffix(".py")])
    return re.sub(r"[^0-9A-Za-z]+", "_", name).strip("_")


def with_imports(code: str, modules: Mapping[str, str]) -> str:
    """Let a program import the other files of its page by the names that they have here."""
    for name, module in modules.items():
        code = re.sub(rf"^( *)import {re.escape(name)}$", rf"\1import {module} as {name}", code, flags=re.MULTILINE)
        code = re.sub(rf"^( *)from {re.escape(name)} import ", rf"\1from {module} import ", code, flags=re.MULTILINE)
    return code


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.py"):
        old.unlink()
    pages = [page for page in PAGES if other_environment(page) is None]
    files = [str(path) for path in write([REPOSITORY / "README.md", *pages], OUT)]
    # pyarrow and Django have no types.
    without = ["--disable-error-code=import-untyped", "--disable-error-code=untyped-decorator"]
    mypy = subprocess.run([sys.executable, "-m", "mypy", *without, *files], cwd=REPOSITORY)
    pyright = subprocess.run([sys.executable, "-m", "pyright", "--pythonpath", sys.executable, *files], cwd=REPOSITORY)
    return mypy.returncode or pyright.returncode


if __name__ == "__main__":
    sys.exit(main())

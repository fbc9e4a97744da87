"""Reads the fenced code blocks of Markdown pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = sorted(REPOSITORY.joinpath("docs").rglob("*.md"))
OTHER_ENVIRONMENTS = {"pyspark": "make spark"}
"""Packages outside of the development environment, and the command that runs the code of pages which import them."""

_FENCE = re.compile(r"^( *)```(\w+)([^\n]*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r'title="([^"]+)"')


@dataclass(frozen=True)
class Block:
    """A fenced block. ``line`` is the line before its first one, so that a traceback shows lines of the page."""

    page: Path
    language: str
    title: str | None
    text: str
    line: int

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(REPOSITORY)}:{self.line}"


def other_environment(page: Path) -> str | None:
    """Return the command that runs the code of a page which needs another environment; None if it needs none."""
    found = [block for block in blocks(page) if block.language == "python"]
    for package, command in OTHER_ENVIRONMENTS.items():
        if any(re.search(rf"^(?:from|import) {package}\b", block.text, re.MULTILINE) for block in found):
            return command
    return None


def blocks(page: Path, text: str | None = None) -> list[Block]:
    """Return the blocks of a page, or of a text that stands for it."""
    if text is None:
        text = page.read_text(encoding="utf-8")
    found = []
    for match in _FENCE.finditer(text):
        indent, language, rest, body = match.groups()
        title = _TITLE.search(rest)
        body = re.sub(f"^{indent}", "", body, flags=re.MULTILINE)
        found.append(Block(page, language, title and title[1], body, text.count("\n", 0, match.start(4))))
    return found

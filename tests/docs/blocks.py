"""Runs the code blocks of pages."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from docs.blocks import PAGES, REPOSITORY, Block, blocks

from tests.docs.terminal import PythonSession, Terminal

__all__ = ["PAGES", "REPOSITORY", "Block", "PageReader", "Reader", "assert_shown", "blocks", "run"]

_EXTRAS = re.compile(r"timeback-client\[([a-z0-9,]+)\]")


@dataclass
class Reader:
    """Runs blocks in one Python session, and commands in a shell of their own.

    python        runs; with a title it is written to a file
    console       lines after "$ " run in a shell; the lines below are the expected output
    text          is the expected output of the block before it, with ... for any text
    json, toml, xml, csv   are written to the file of their title
    """

    folder: Path
    namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    printed: str | None = None

    def follow(self, block: Block) -> None:
        match block.language:
            case "text":
                # A text block that follows no output is an illustration.
                if self.printed is not None:
                    assert_shown(self.printed, block.text, block.place)
                self.printed = None
            case "python" if block.title is None:
                self.printed = self.python(block)
            case "console":
                for command, shown in commands(block.text):
                    out = self.enter(command, block)
                    if shown:
                        assert_shown(out, shown, block.place)
                self.printed = None
            case "python" | "json" | "toml" | "xml" | "csv" if block.title is not None:
                path = self.folder / block.title
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8")
                path.chmod(0o600)
                self.printed = None
            case other:
                raise AssertionError(f"{block.place}: a block of {other!r} without a title cannot be run")

    def python(self, block: Block) -> str:
        """Return the output of a Python block."""
        return run(block, self.namespace)

    def enter(self, command: str, block: Block) -> str:
        """Return the output of a command. Commands that install something are only checked."""
        match shlex.split(command, comments=True):
            case ["make", target, *_]:
                makefile = REPOSITORY.joinpath("Makefile").read_text(encoding="utf-8")
                assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{block.place}: no target {target}"
                return ""
            case ["pip", "install", *what]:
                project = tomllib.loads(REPOSITORY.joinpath("pyproject.toml").read_text())["project"]
                named = {one for extras in _EXTRAS.findall(" ".join(what)) for one in extras.split(",")}
                assert named <= set(project["optional-dependencies"]), f"{block.place}: no such extra: {named}"
                return ""
            case ["git", "clone", _] | ["python3", "-m", "venv", ".venv"] | [".", ".venv/bin/activate"]:
                return ""
        return self.execute(command, block)

    def execute(self, command: str, block: Block) -> str:
        """Return the output of a command that runs in a shell of its own."""
        with Terminal(self.folder, development(os.environ)) as terminal:
            return _output(terminal, command, block)


class PageReader(Reader):
    """Runs the blocks of a page in one terminal, in an environment that is prepared for nothing else.

    Args:
        installed: the packages are there. Otherwise the page installs them.
    """

    def __init__(self, folder: Path, environ: Mapping[str, str], *, installed: bool = True) -> None:
        super().__init__(folder)
        self.terminal = Terminal(folder, environ)
        self._session: PythonSession | None = None
        self._installed = installed

    def python(self, block: Block) -> str:
        if self._session is None:
            self._session = PythonSession(self.terminal)
        out, code = self._session.run(block.text, str(block.page), block.line)
        assert code == 0, f"{block.place}\n{out}"
        return out

    def enter(self, command: str, block: Block) -> str:
        return super().enter(command, block) if self._installed else self.execute(command, block)

    def execute(self, command: str, block: Block) -> str:
        out = _output(self.terminal, command, block)
        match shlex.split(command, comments=True):
            case ["cd", name]:
                self.folder = self.folder / name
        return out

    def leave_python(self) -> None:
        """End the Python session; the next block starts another one."""
        if self._session is not None:
            self._session.close()
            assert self._session.process.returncode == 0
            self._session = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave_python()
        self.terminal.close()


def development(environ: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which a terminal finds the programs and packages of this repository."""
    paths = [str(REPOSITORY), str(REPOSITORY / "generated")]
    programs = [str(Path(sys.executable).parent), environ.get("PATH", "")]
    return {
        **environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "PATH": os.pathsep.join(programs),
        "COLUMNS": "100",
    }


def _output(terminal: Terminal, command: str, block: Block) -> str:
    out, code = terminal.run(command)
    assert code == 0, f"{block.place}: {command}\n{out}"
    return out


def run(block: Block, namespace: dict[str, Any]) -> str:
    """Run a Python block and return its output."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile("\n" * block.line + block.text, str(block.page), "exec"), namespace)
    return out.getvalue()


def commands(text: str) -> list[tuple[str, str]]:
    """Return the commands of a console block with their expected output."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif found and found[-1][0].endswith("\\"):
            found[-1] = (found[-1][0][:-1] + line.strip(), "")
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]}{line}\n")
    return found


def assert_shown(out: str, shown: str, place: str) -> None:
    pattern = ".*?".join(re.escape(part) for part in shown.strip().split("..."))
    assert re.fullmatch(pattern, out.strip(), re.DOTALL), f"{place}: the page shows\n{shown}\nand this came:\n{out}"

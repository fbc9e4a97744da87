"""Runs the code blocks of pages."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import signal
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import certifi
from docs.blocks import PAGES, REPOSITORY, Block, blocks

__all__ = ["PAGES", "REPOSITORY", "Block", "Reader", "assert_shown", "blocks", "run"]

_EXTRA = re.compile(r"timeback-client\[([a-z0-9,]+)\]|\.\[([a-z0-9,]+)\]")


@dataclass
class Reader:
    """Runs the blocks of a page in one folder and one Python session.

    python        runs; with a title it is written to a file, and pytest runs a file called test_...
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
                self.printed = run(block, self.namespace)
            case "console":
                for command, shown in commands(block.text):
                    out = self.type(command, block)
                    if shown:
                        assert_shown(out, shown, block.place)
                self.printed = None
            case "python" | "json" | "toml" | "xml" | "csv" if block.title is not None:
                path = self.folder / block.title
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8")
                path.chmod(0o600)
                if path.name.startswith("test_") and path.suffix == ".py":
                    self.type(f"pytest -q {block.title}", block)
                self.printed = None
            case other:
                raise AssertionError(f"{block.place}: a block of {other!r} without a title cannot be run")

    def type(self, command: str, block: Block) -> str:
        """Run a shell command of this project; commands of other programs are only checked."""
        words = shlex.split(command, comments=True)
        match words:
            case ["make", target, *_]:
                makefile = REPOSITORY.joinpath("Makefile").read_text(encoding="utf-8")
                assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{block.place}: no target {target}"
                return ""
            case ["pip", "install", *what]:
                project = tomllib.loads(REPOSITORY.joinpath("pyproject.toml").read_text())["project"]
                named = {one for a, b in _EXTRA.findall(" ".join(what)) for one in (a or b).split(",")}
                assert named <= set(project["optional-dependencies"]), f"{block.place}: no such extra: {named}"
                return ""
            case ["export", setting]:
                name, _, value = setting.partition("=")
                # The page names a file of the district; use one that every machine has.
                os.environ.setdefault(name, certifi.where() if name == "SSL_CERT_FILE" else value)
                return ""
            case ["keyring" | "git" | "cd" | ".", *_] | ["python3", "-m", "venv", *_]:
                return ""
            case ["timeback", "sandbox", *options]:
                return serve(options, self.folder)
        script = command
        for name, module in (("timeback", "timeback.cli"), ("pytest", "pytest -p no:cacheprovider")):
            script = re.sub(rf"(?<![\w./-]){name}(?= )", f"{shlex.quote(sys.executable)} -m {module}", script)
        script = re.sub(r"(?<![\w./-])python(?= )", shlex.quote(sys.executable), script)
        paths = [str(REPOSITORY), str(REPOSITORY / "generated")]
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", script],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "COLUMNS": "100"},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, f"{block.place}: {command}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr


def serve(options: list[str], folder: Path) -> str:
    """Return the output of a server until it is ready; then interrupt it, as Ctrl+C does."""
    paths = [str(REPOSITORY), str(REPOSITORY / "generated")]
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "timeback.cli", "sandbox", "--port", "0", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        out = ""
        for line in server.stdout:
            out += line
            if "CLIENT_SECRET" in line:
                break
        server.send_signal(signal.SIGINT)
        out += server.stdout.read()
    assert server.returncode == 0
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

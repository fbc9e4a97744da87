"""A shell and a Python session that stay open, as the terminal of somebody who follows a page."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

__all__ = ["PythonSession", "Terminal"]

MARK = "--- end of output ---"
SECONDS = 100
"""A command that takes longer is killed, so that a test ends."""

DRIVER = f"""
import json, sys, traceback
namespace = {{"__name__": "__main__"}}
for request in sys.stdin:
    page, line, text = json.loads(request)
    code = 0
    try:
        exec(compile("\\n" * line + text, page, "exec"), namespace)
    except BaseException:
        code = 1
        print(traceback.format_exc())
    print({MARK!r}, code, flush=True)
"""
# A page shows a filter of which the client says that some servers reject it.
WARNINGS = ["-W", "error", "-W", "ignore:This filter has more than one AND or OR"]
WHERE = "import json, os, sys; print(json.dumps([sys.executable, os.getcwd(), dict(os.environ)]))"


@dataclass
class _Program:
    """A program that reads requests from its input, and writes a mark and an exit code after the output of each."""

    process: subprocess.Popen[str]

    def ask(self, request: str) -> tuple[str, int]:
        """Return the output of a request, and its exit code; -1 if the program has ended or was killed."""
        stdin, stdout = self._pipes()
        timer = threading.Timer(SECONDS, self.kill)
        timer.start()
        try:
            stdin.write(request)
            stdin.flush()
            out = ""
            for line in stdout:
                before, mark, code = line.partition(MARK)
                out += before
                if mark:
                    return out, int(code)
            return out, -1
        except BrokenPipeError:
            return "", -1
        finally:
            timer.cancel()

    def close(self) -> None:
        """Close the input, and wait for the end: a shell ends what it has started in the foreground."""
        stdin, stdout = self._pipes()
        timer = threading.Timer(SECONDS, self.kill)
        timer.start()
        try:
            stdin.close()
            stdout.read()
            self.process.wait()
        finally:
            timer.cancel()
            stdout.close()

    def kill(self) -> None:
        """Kill the program and everything that it has started."""
        os.killpg(self.process.pid, signal.SIGKILL)

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        return stdin, stdout


class Terminal(_Program):
    """A bash that runs one command after the other. A command that starts a shell has the following ones run in it."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        super().__init__(
            subprocess.Popen(
                ["bash", "--noprofile", "--norc"],
                cwd=folder,
                env=dict(environ),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        )

    def run(self, command: str) -> tuple[str, int]:
        """Return the output of a command, standard error included, and its exit code."""
        return self.ask(f"{command}\nprintf '%s %s\\n' '{MARK}' $?\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class PythonSession(_Program):
    """The ``python`` of a terminal, with the variables and the folder that are set there now."""

    def __init__(self, terminal: Terminal) -> None:
        out, code = terminal.run(f'python -c "{WHERE}"')
        assert code == 0, out
        python, folder, environ = json.loads(out)
        super().__init__(
            subprocess.Popen(
                [python, *WARNINGS, "-c", DRIVER],
                cwd=folder,
                env=environ,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        )

    def run(self, text: str, page: str = "page.md", line: int = 0) -> tuple[str, int]:
        """Return the output of a block, with the traceback if it fails, and 0 or 1."""
        return self.ask(json.dumps([page, line, text]) + "\n")

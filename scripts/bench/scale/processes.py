"""Child processes whose processor time and peak memory are measured by the operating system."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Usage:
    """What a child process printed and used.

    Attributes:
        cpu: seconds of processor time of all its threads, its start included.
        peak: the highest resident memory in MB.
    """

    output: str
    cpu: float
    peak: float


def run(*arguments: str, variables: Mapping[str, str] | None = None) -> Usage:
    """Run ``python ARGUMENTS`` to its end.

    Raises:
        RuntimeError: it failed; the text is the last line of its stderr.
    """
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        child = subprocess.Popen(
            [sys.executable, *arguments], stdout=output, stderr=errors, env={**os.environ, **(variables or {})}
        )
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if child.returncode:
            raise RuntimeError((errors.read().strip().splitlines() or [f"exit code {child.returncode}"])[-1])
        return Usage(output.read(), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)

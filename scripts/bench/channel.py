"""How a measuring process talks to the process that compares: lines of JSON, one request or answer each.

A measuring process asks for servers and data, so that both sides of a comparison have the same ones. Then it takes
one sample at a time, when it is told to.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any, TextIO


class Comparison:
    """The process that compares, as a measuring process sees it."""

    def __init__(self, receive: TextIO, send: TextIO) -> None:
        self._receive = receive
        self._send = send

    def tell(self, **message: Any) -> None:
        self._send.write(json.dumps(message) + "\n")
        self._send.flush()

    def begin(self, package: str | None) -> None:
        """Say where the measured package lies, and wait until it is this process's turn to set up its row."""
        self.tell(package=package)
        self._next()

    def server(self, latency: float, held: int) -> str:
        """The address of a server that both sides share. ``latency`` is in seconds."""
        self.tell(ask="server", latency=latency, held=held)
        return str(self._next()["server"])

    def patterns(self) -> list[bytes]:
        """The users that the servers hold, as JSON without their id."""
        self.tell(ask="patterns")
        return [text.encode() for text in self._next()["patterns"]]

    def measure(self, work: Callable[[], float]) -> list[float]:
        """Call ``work`` once to warm up, say how long that took, then call it as often as asked, until told to stop.

        Returns:
            All samples. A sample is the smallest of the values that its calls gave.
        """
        start = time.perf_counter()
        work()
        self.tell(ready=time.perf_counter() - start)
        samples: list[float] = []
        while times := int(self._next().get("sample", 0)):
            samples.append(min(work() for _ in range(times)))
            self.tell(sample=samples[-1])
        return samples

    def _next(self) -> dict[str, Any]:
        line = self._receive.readline()
        if not line:
            raise EOFError("the comparing process has ended")
        message: dict[str, Any] = json.loads(line)
        return message


comparison: Comparison | None = None
"""Set in a measuring process, None everywhere else."""

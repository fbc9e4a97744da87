"""Protocol between a measuring process and the comparing process: JSON lines, one request or response each.

A measuring process requests servers and data, so that both sides of a comparison use the same ones. Then it takes one
sample at a time on request.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any, TextIO


class Comparison:
    """The comparing process, seen from a measuring process."""

    def __init__(self, receive: TextIO, send: TextIO) -> None:
        self._receive = receive
        self._send = send

    def tell(self, **message: Any) -> None:
        self._send.write(json.dumps(message) + "\n")
        self._send.flush()

    def begin(self, package: str | None) -> None:
        """Report the folder of the measured package, and wait for permission to set up the row."""
        self.tell(package=package)
        self._next()

    def server(self, latency: float, held: int, bandwidth: float) -> str:
        """Return the address of a server that both sides share. See ``servers.server``."""
        self.tell(ask="server", latency=latency, held=held, bandwidth=bandwidth)
        return str(self._next()["server"])

    def patterns(self) -> list[bytes]:
        """Return the users of the servers, as JSON without ids."""
        self.tell(ask="patterns")
        return [text.encode() for text in self._next()["patterns"]]

    def measure(self, work: Callable[[], float]) -> list[float]:
        """Call ``work`` once to warm up, report its duration, then call it on request until the other process stops.

        Returns:
            All samples. A sample is the smallest value of its calls.
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
"""The connection of a measuring process; None in other processes."""

"""A sandbox in a process of its own, steered over its control routes."""

from __future__ import annotations

import base64
import http.client
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from timeback.sandbox.app.middleware import SandboxRequest
from timeback.sandbox.faults import Fault

__all__ = ["ChildServer", "RemoteFaults"]

_PATIENCE = 30


class ChildServer:
    """Runs `python -m timeback.sandbox.subprocess_main`.

    A fresh interpreter, and not a fork or multiprocessing, so that it works from a notebook, from a script without
    a main guard and with threads around. The settings go in by standard input, since arguments are there for anybody
    to see; when that input ends, because this process ended, the child ends, too.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        credentials = f"{quote_plus(settings['client_id'])}:{quote_plus(settings['client_secret'])}"
        self._authorization = f"Basic {base64.b64encode(credentials.encode()).decode()}"
        paths = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "timeback.sandbox.subprocess_main"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
            text=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        patience = _PATIENCE + settings["users"] / 1000 + _size(settings["bundle"]) / 100_000
        timer = threading.Timer(patience, self._process.kill)
        timer.start()
        try:
            self._process.stdin.write(json.dumps(settings) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except OSError:
            line = ""
        finally:
            timer.cancel()
            timer.join()
        if not line:
            self.stop()
            raise RuntimeError(
                f"the sandbox's process ended with exit code {self._process.returncode} before it was up"
            )
        self.port: int = json.loads(line)["port"]

    @property
    def pid(self) -> int:
        return self._process.pid

    def call(self, method: str, path: str, body: Any = None) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            headers = {"Authorization": self._authorization, "Content-Type": "application/json"}
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            reply = connection.getresponse()
            content = reply.read()
        finally:
            connection.close()
        if reply.status >= 400:
            raise RuntimeError(f"the sandbox refused {method} {path} with {reply.status}")
        return json.loads(content) if content else None

    def requests(self) -> list[SandboxRequest]:
        return [SandboxRequest(*found) for found in self.call("GET", "/_sandbox/requests")]

    def stop(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    pass
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _size(bundle: str | None) -> int:
    """Bytes of a bundle's files; one that is not there is the child's to complain about."""
    if bundle is None:
        return 0
    path = Path(bundle)
    return sum(file.stat().st_size for file in (path.iterdir() if path.is_dir() else [path]) if file.is_file())


class RemoteFaults:
    """The rules of a sandbox in another process."""

    def __init__(self, server: ChildServer) -> None:
        self._server = server

    def add(self, method: str | None = None, path: str = "*", **rule: Any) -> None:
        self._server.call("POST", "/_sandbox/faults", Fault(method, path, **rule).to_dict())

    def clear(self) -> None:
        self._server.call("DELETE", "/_sandbox/faults")

"""A sandbox in a child process, controlled through the admin routes."""

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

from timeback.sandbox.app.request_log import SandboxRequest
from timeback.sandbox.faults import Fault

__all__ = ["ChildServer", "RemoteFaults"]

_TIMEOUT = 30  # seconds


class ChildServer:
    """Runs `python -m timeback.sandbox.subprocess_main`.

    It starts a new interpreter instead of using fork or multiprocessing, so that it works from a notebook, from a
    script without a main guard and in a process with threads. The settings are passed by standard input, since other
    users can see command line arguments. The child stops when its standard input is closed, so it stops when this
    process ends.
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
        timeout = _TIMEOUT + settings["users"] / 1000 + _size(settings["bundle"]) / 100_000
        timer = threading.Timer(timeout, self._process.kill)
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
                f"the process of the sandbox ended with exit code {self._process.returncode} before it was ready"
            )
        self.port: int = json.loads(line)["port"]

    @property
    def pid(self) -> int:
        return self._process.pid

    def call(self, method: str, path: str, body: Any = None) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_TIMEOUT)
        try:
            headers = {"Authorization": self._authorization, "Content-Type": "application/json"}
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            reply = connection.getresponse()
            content = reply.read()
        finally:
            connection.close()
        if reply.status >= 400:
            raise RuntimeError(f"the sandbox answered {method} {path} with status {reply.status}")
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
            self._process.wait(_TIMEOUT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _size(bundle: str | None) -> int:
    """Size of a bundle in bytes; 0 if it does not exist, since the child process reports that."""
    if bundle is None:
        return 0
    path = Path(bundle)
    return sum(file.stat().st_size for file in (path.iterdir() if path.is_dir() else [path]) if file.is_file())


class RemoteFaults:
    """The `faults` of a sandbox in another process."""

    def __init__(self, server: ChildServer) -> None:
        self._server = server

    def add(self, method: str | None = None, path: str = "*", **rule: Any) -> None:
        self._server.call("POST", "/_sandbox/faults", Fault(method, path, **rule).to_dict())

    def clear(self) -> None:
        self._server.call("DELETE", "/_sandbox/faults")

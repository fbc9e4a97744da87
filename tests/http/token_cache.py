"""Sessions, processes and locks for the tests of the cache file of access tokens."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.http.kit import SECRET, TOKEN, Caller, Server
from timeback._storage.file_locks import open_lock, try_lock, unlock
from timeback.settings import Settings, resolve

POSIX = pytest.mark.skipif(os.name != "posix", reason="files have no mode and no owner here")
# Makes as many processes as it is told, whose clients call at the same time.
CHILDREN = """
import os, sys
from timeback import TimeBackClient
from timeback.services import rostering
from timeback_api.rostering import models

def call():
    with TimeBackClient() as client:
        os.write(1, client.rostering.orgs.get_org("o1").sourced_id.encode() + b"\\n")

count = int(sys.argv[1])
if count == 1:
    call()
    sys.exit()
read, write = os.pipe()
children = []
for _ in range(count):
    child = os.fork()
    if child == 0:
        os.close(write)
        os.read(read, 1)
        call()
        os._exit(0)
    children.append(child)
os.close(write)
sys.exit(max(os.waitpid(child, 0)[1] for child in children))
"""


def bearers(caller: Caller) -> list[str]:
    return [sent.headers["authorization"].removeprefix("Bearer ") for sent in caller.sent]


def opened(caller: Caller, file: Path, **changes: Any) -> Any:
    """One more session, as another process would have it."""
    return caller.open(token_cache=file, **changes).session


def over_network(server: Server, **changes: Any) -> Settings:
    return resolve(**{"api_url": server.url, "client_id": "cid-1", "client_secret": SECRET, "environ": {}, **changes})


def content(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_bytes())
    return found


def changed(file: Path, **changes: Any) -> None:
    """Change all entries of the file."""
    data = content(file)
    for entry in data["tokens"].values():
        entry.update(changes)
    file.write_text(json.dumps(data))


@contextmanager
def held(path: Path) -> Iterator[None]:
    """A lock, as another process would hold it."""
    descriptor = open_lock(path)
    assert try_lock(descriptor)
    try:
        yield
    finally:
        unlock(descriptor)
        os.close(descriptor)


def is_free(path: Path) -> bool:
    with held(path):
        return True


def started(count: int, server: Server, file: Path) -> subprocess.Popen[str]:
    """Processes with a client each, which know the file from the environment."""
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TIMEBACK_")},
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "TIMEBACK_API_URL": server.url,
        "TIMEBACK_CLIENT_ID": "cid-1",
        "TIMEBACK_CLIENT_SECRET": SECRET,
        "TIMEBACK_TOKEN_CACHE": str(file),
    }
    command = [sys.executable, "-c", CHILDREN, str(count)]
    return subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)


class Orgs(Server):
    """Answers what the processes ask for."""

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        path = head.split(" ")[1]
        for line in head.split("\r\n"):
            if line.lower().startswith("content-length:"):
                await reader.readexactly(int(line.partition(":")[2]))
        self.requests.append((head.split(" ")[0], path))
        body: dict[str, Any] = {"org": {"sourcedId": "o1"}}
        if path.endswith("token"):
            await asyncio.sleep(self.latency)
            body = {"access_token": TOKEN, "expires_in": 3600}
        text = json.dumps(body).encode()
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(text))
        writer.write(text)
        return True

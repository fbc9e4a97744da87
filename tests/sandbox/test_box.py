"""Starting and stopping sandboxes, persistence, and several sandboxes at once."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from timeback.sandbox import Sandbox

from .conftest import BASE, connect, org, owner, user


def descriptors() -> set[str]:
    folder = Path("/proc/self/fd")
    found = set()
    for entry in folder.iterdir():
        try:
            found.add(f"{entry.name} {entry.readlink()}")
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files can be listed on Linux only")
def test_nothing_is_left_after_stop(tmp_path: Path) -> None:
    with Sandbox():  # what is imported and opened once for all is not a leak
        pass
    threads, files = set(threading.enumerate()), descriptors()
    for _ in range(3):
        with Sandbox(db=tmp_path / "x.db") as box:
            with connect(box) as http:
                assert http.get("/users").status_code == 200
            port = box.port
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=1)
    assert set(threading.enumerate()) == threads
    assert descriptors() == files


def test_it_listens_on_loopback_only(box: Sandbox) -> None:
    assert box.url.startswith("http://127.0.0.1:")
    own = socket.gethostbyname(socket.gethostname())
    if not own.startswith("127."):
        with pytest.raises(OSError):
            socket.create_connection((own, box.port), timeout=1)


def test_two_sandboxes_are_independent() -> None:
    with Sandbox() as one, Sandbox() as two, connect(one) as http_one, connect(two) as http_two:
        one.faults.add(path="*/orgs", status=500)
        assert http_two.post("/orgs", json={"org": org("o1")}).status_code == 201
        assert http_one.get("/orgs").status_code == 500
        one.faults.clear()
        assert http_one.get("/orgs").json()["totalCount"] == 0
        assert one.client_id != two.client_id
        assert [request.method for request in two.requests] == ["POST", "POST"]


def test_addresses_and_credentials(box: Sandbox) -> None:
    assert box.qti_url == box.url + "/api"
    assert box.token_url == box.url + "/oauth2/token"
    assert box.client_secret not in repr(box)


def test_errors_of_usage() -> None:
    stopped = Sandbox()
    for use in (lambda: stopped.url, lambda: stopped.faults, lambda: stopped.store):
        with pytest.raises(RuntimeError, match="not running"):
            use()
    assert stopped.requests == []
    with pytest.raises(ValueError, match="users"):
        Sandbox(users=-1)
    with pytest.raises(ValueError, match="token_lifetime"):
        Sandbox(token_lifetime=0)
    with Sandbox() as box, pytest.raises(OSError, match=str(box.port)):
        Sandbox(port=box.port).start()


def test_it_can_be_restarted(tmp_path: Path) -> None:
    box = Sandbox(db=tmp_path / "kept.db")
    with box, connect(box) as http:
        http.post("/orgs", json={"org": org("o1")})
    assert [request.path for request in box.requests] == ["/oauth2/token", BASE + "/orgs"]
    with box, connect(box) as http:
        assert http.get("/orgs/o1").status_code == 200
        assert len(box.requests) == 2


def test_the_log_of_requests(box: Sandbox, http: httpx.Client) -> None:
    http.get("/orgs/a%2Fb?fields=name")
    last = box.requests[-1]
    assert (last.method, last.path, last.query, last.status) == ("GET", BASE + "/orgs/a%2Fb", {"fields": "name"}, 404)


def test_the_log_of_requests_is_bounded(monkeypatch: pytest.MonkeyPatch, box: Sandbox, http: httpx.Client) -> None:
    monkeypatch.setattr("timeback.sandbox.app.request_log._MAX_BYTES", 10_000)
    for number in range(9):
        http.get("/orgs/x", params={"filter": f"name='{number}{'x' * 3000}'"})
    kept = [request.query["filter"][6] for request in box.requests]
    assert kept == ["6", "7", "8"]
    monkeypatch.setattr("timeback.sandbox.app.request_log._MAX_REQUESTS", 2)
    http.get("/orgs/y")
    assert [request.path[-1] for request in box.requests] == ["x", "y"]


class TestFiles:
    def test_users_are_generated_once(self, tmp_path: Path) -> None:
        file = tmp_path / "district.db"
        with Sandbox(users=30, db=file) as box:
            box.store.load("users", [user("mine")])
            count = box.store.count("users")
        with Sandbox(users=30, db=file) as box:
            assert box.store.count("users") == count
            assert box.store.has("users", "mine")

    def test_the_value_tables_of_an_older_file_are_rebuilt(self, tmp_path: Path) -> None:
        file = tmp_path / "old.db"
        with Sandbox(users=30, db=file) as box, connect(box) as http:
            question = {"filter": "role='student'", "sort": "familyName", "limit": 3000}
            before = http.get("/users", params=question).text.replace(box.url, "")
        connection = sqlite3.connect(file)
        with connection:
            connection.execute("UPDATE meta SET value = 'older' WHERE name = 'layout'")
            connection.execute('DELETE FROM "values of users"')
            connection.execute("DELETE FROM many")
        connection.close()
        with Sandbox(db=file) as box, connect(box) as http:
            assert http.get("/users", params=question).text.replace(box.url, "") == before

    def test_a_failed_load_changes_nothing(self, box: Sandbox) -> None:
        with pytest.raises(KeyError):
            box.store.load("orgs", [*[org(f"o{number}") for number in range(5000)], {"name": "no id"}])
        assert box.store.count("orgs") == 0
        box.store.load("orgs", [org("o1"), org("o1", name="twice")])
        assert [found["name"] for found in box.store.all("orgs")] == ["twice"]

    @pytest.mark.slow
    def test_acknowledged_writes_survive_a_kill(self, tmp_path: Path) -> None:
        """Objects that were acknowledged with 201 exist when the file is opened again."""
        file = tmp_path / "killed.db"
        box = Sandbox(db=file, process=True).start()
        assert box._child is not None
        acknowledged: list[str] = []
        enough = threading.Event()

        def write() -> None:
            with connect(box) as http:
                try:
                    for number in range(100_000):
                        if http.post("/orgs", json={"org": org(f"o{number}")}).status_code == 201:
                            acknowledged.append(f"o{number}")
                        if number == 100:
                            enough.set()
                except httpx.TransportError:
                    pass

        writer = threading.Thread(target=write)
        writer.start()
        assert enough.wait(30)
        os.kill(box._child.pid, signal.SIGKILL)
        writer.join(30)
        box.stop()
        with Sandbox(db=file) as again:
            assert again.store.missing("orgs", acknowledged) == set()
            count = again.store.count("orgs")
            assert len(acknowledged) <= count <= len(acknowledged) + 1
            # The value tables are as complete as the objects.
            with connect(again) as http:
                found = http.get("/orgs", params={"filter": "type='school'", "sort": "name", "limit": 1}).json()
            assert found["totalCount"] == count
        connection = sqlite3.connect(file)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()


class TestProcess:
    @pytest.mark.slow
    def test_a_process_behaves_like_a_thread(self) -> None:
        with Sandbox(users=20, process=True) as box, connect(box) as http:
            assert http.get("/users", params={"limit": 1}).json()["totalCount"] == 20
            box.faults.add(path="*/orgs", status=503, body=b"\xff", times=1)
            assert http.get("/orgs").content == b"\xff"
            box.faults.add(path="*/orgs", status=503)
            box.faults.clear()
            assert http.get("/orgs?limit=1").status_code == 200
            last = box.requests[-1]
            assert (last.method, last.path, last.query, last.status) == ("GET", BASE + "/orgs", {"limit": "1"}, 200)
            assert not any("/_sandbox" in request.path for request in box.requests)
            with pytest.raises(ValueError):
                box.faults.add(probability=2)
            with pytest.raises(RuntimeError, match="process"):
                _ = box.store
            child = box._child
        assert child is not None
        assert child._process.returncode == 0

    @pytest.mark.slow
    def test_the_child_stops_with_its_parent(self) -> None:
        code = "import os; from timeback.sandbox import Sandbox; print(Sandbox(process=True).start().port, flush=True)"
        done = run(f"{code}; os._exit(0)")
        assert done.returncode == 0, done.stderr
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", int(done.stdout)), timeout=1).close()
            except OSError:
                return
            time.sleep(0.05)
        pytest.fail("the sandbox still listens")

    @pytest.mark.slow
    def test_a_failed_start_is_reported(self, box: Sandbox, capfd: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(RuntimeError, match="exit code 1"):
            Sandbox(port=box.port, process=True).start()
        assert str(box.port) in capfd.readouterr().err


class TestControl:
    def test_invalid_rules_are_rejected(self, box: Sandbox) -> None:
        with owner(box) as http:
            for rule in ({"status": 5}, {"no such": 1}, [], "x"):
                assert http.post("/_sandbox/faults", json=rule).status_code == 400
            assert http.delete("/_sandbox/faults").status_code == 204


def run(code: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join(path for path in sys.path if path)
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
    )


@pytest.mark.parametrize("package", ["starlette", "uvicorn", "jsonschema_rs"])
def test_a_missing_extra_is_named(package: str) -> None:
    done = run(f"import sys; sys.modules[{package!r}] = None\nfrom timeback.sandbox import Sandbox")
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].endswith("pip install 'timeback-client[sandbox]'")


def test_client_settings(monkeypatch: pytest.MonkeyPatch, box: Sandbox) -> None:
    """Settings of the caller override those of the sandbox."""
    seen: list[dict[str, Any]] = []
    import timeback

    for name, make in (("TimeBackClient", box.client), ("AsyncTimeBackClient", box.async_client)):
        monkeypatch.setattr(timeback, name, lambda **settings: seen.append(settings), raising=False)
        make(environment="production", max_retries=0)
    expected = {
        "environment": "production",
        "client_id": box.client_id,
        "client_secret": box.client_secret,
        "api_url": box.url,
        "qti_api_url": box.url + "/api",
        "events_url": box.url,
        "token_url": box.token_url,
        "token_cache": False,
        "scope": "",
        "base_paths": {},
        "filter_quotes": "double",
        "token_auth": "post",
        "max_retries": 0,
    }
    assert seen == [expected, expected]
    assert json.dumps(expected)

"""``timeback sandbox``: its output, and errors at startup."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from tests.migration.test_over_http import environment
from timeback import TimeBackClient
from timeback.bundles import BundleWriter
from timeback.cli.app import timeback
from timeback.errors import APIError
from timeback.sandbox import Sandbox
from timeback.sandbox.fake_data.district import generate

MANIFEST = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.orgs,bulk\n"


def command(*options: str) -> list[str]:
    return [sys.executable, "-u", "-m", "timeback.cli", "sandbox", "--port", "0", *options]


@contextmanager
def running(*options: str) -> Iterator[TimeBackClient]:
    """A client of the started sandbox, with the settings of the output."""
    with subprocess.Popen(command(*options), stdout=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stdout is not None
        try:
            said = [process.stdout.readline()]
            while said[-1] and not said[-1].startswith("# Web page with login"):
                said.append(process.stdout.readline())
            told = dict(line.removeprefix("export ").strip().split("=", 1) for line in said if line[:6] == "export")
            with TimeBackClient(
                environment="staging",
                api_url=told["TIMEBACK_API_URL"],
                client_id=told["TIMEBACK_CLIENT_ID"],
                client_secret=told["TIMEBACK_CLIENT_SECRET"],
                scope=told.get("TIMEBACK_SCOPE", "").strip("'"),
            ) as client:
                yield client
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0


def refused(*options: str) -> tuple[int, str]:
    done = subprocess.run(command(*options), capture_output=True, text=True, env=environment(), timeout=60, check=False)
    assert done.stdout == "", "no server was started"
    return done.returncode, done.stderr


@pytest.fixture(scope="module")
def district() -> dict[str, list[dict[str, object]]]:
    return {name: list(objects) for name, objects in generate(1, 25) if name in ("orgs", "users")}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["district.zip", "district"])
def test_it_starts_with_what_a_bundle_holds(
    tmp_path: Path, name: str, district: dict[str, list[dict[str, object]]]
) -> None:
    with BundleWriter(tmp_path / name) as writer:
        for collection, objects in district.items():
            writer.write_all(collection, objects)
    with running("--bundle", str(tmp_path / name)) as client:
        users = client.rostering.users
        assert {user.sourced_id for user in users.iter_users()} == {user["sourcedId"] for user in district["users"]}
        assert client.rostering.orgs.list_orgs(limit=1).total_count == len(district["orgs"])


@pytest.mark.slow
def test_a_broken_bundle_is_told_by_file_line_and_column(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "manifest.csv").write_text(MANIFEST)
    (broken / "orgs.csv").write_text(
        "sourcedId,status,dateLastModified,name,type,parentSourcedId\no1,,,Secret,school,\no2,,,Secret,shool,\n"
        "o1,,,Secret,school,\n"
    )
    code, errors = refused("--bundle", str(broken))
    assert code == 2
    assert "orgs.csv:3:type: " in errors
    assert "orgs.csv:4:sourcedId: " in errors
    assert "bundle" in errors
    assert "Secret" not in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "does not exist"),
        pytest.param(b"no zip", "bundle.zip", marks=pytest.mark.slow),
        pytest.param(b"PK\x05\x06" + bytes(18), "manifest", marks=pytest.mark.slow),
    ],
)
def test_what_is_no_bundle(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "bundle.zip"
    if content is not None:
        path.write_bytes(content)
    code, errors = refused("--bundle", str(path))
    assert code == 2
    assert says in errors
    assert "Traceback" not in errors


def test_a_district_is_invented_or_given(tmp_path: Path) -> None:
    code, errors = refused("--bundle", str(tmp_path), "--users", "5")
    assert code == 2
    assert "--users" in errors


def test_its_help_tells_of_bundles() -> None:
    done = subprocess.run([*command(), "--help"], capture_output=True, text=True, env=environment(), check=True)
    assert "--bundle FILE" in done.stdout
    assert "timeback sandbox --bundle district.zip" in done.stdout


def started(*arguments: str) -> Result:
    return CliRunner().invoke(timeback, ["sandbox", *arguments], prog_name="timeback")


@pytest.mark.slow
def test_it_tells_where_its_page_is_and_ends_when_interrupted() -> None:
    command = [sys.executable, "-u", "-m", "timeback", "sandbox", "--port", "0", "--users", "20"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        lines = [server.stdout.readline() for _ in range(6)]
        address = lines[0].split()[-1]
        secret = lines[4].strip().partition("=")[2]
        assert lines[5].split()[-1] == f"{address}#secret={secret}"
        assert httpx.post(address + "_sandbox/session", json={"client_secret": secret}).status_code == 200
        assert "<h1>TimeBack sandbox</h1>" in httpx.get(address).text
        assert f"export TIMEBACK_API_URL={address.rstrip('/')}\n" == lines[2]
        server.send_signal(signal.SIGINT)
    assert server.returncode == 0


def test_an_interrupt_while_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: Sandbox) -> Sandbox:
        raise KeyboardInterrupt

    monkeypatch.setattr(Sandbox, "start", interrupted)
    result = started("--users", "0")
    assert result.exit_code == 130
    assert result.stderr == "timeback: interrupted\n"


def test_a_provider_of_the_standard_alone() -> None:
    with running("--provider", "oneroster", "--users", "20") as client:
        assert client.rostering.academic_sessions.list_academic_sessions(limit=1)[0].org is None
        with pytest.raises(APIError) as refused:
            client.rostering.users.delete_user("user-000001")
        assert refused.value.status == 405


@pytest.mark.slow
def test_hosts_that_are_allowed() -> None:
    with running("--allowed-host", "sandbox.test", "--allowed-host", "10.0.0.1") as client:
        assert client.rostering.users.list_users().total_count == 0
        url = client.settings.api_url
        for host, status in (("sandbox.test", 200), ("10.0.0.1:80", 200), ("other.test", 421)):
            assert httpx.get(url, headers={"Host": host}).status_code == status
    code, errors = refused("--allowed-host", "http://sandbox.test")
    assert code == 2
    assert "allowed_hosts" in errors


def test_a_database_that_cannot_be_made(tmp_path: Path) -> None:
    result = started("--port", "0", "--db", str(tmp_path / "missing" / "box.db"))
    assert result.exit_code == 2
    assert "box.db" in result.stderr
    assert "--port" not in result.stderr
    assert "Traceback" not in result.stderr


def test_a_port_that_is_taken() -> None:
    with Sandbox() as box:
        port = box.port
        result = started("--port", str(port))
    assert result.exit_code == 2
    assert f"port {port}: " in result.stderr
    assert "--port 0" in result.stderr


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("some notes " * 200)
    result = started("--port", "0", "--db", str(file))
    assert result.exit_code == 2
    assert result.stderr.startswith("timeback: notes.txt ")
    assert "text file" in result.stderr
    assert file.read_text() == "some notes " * 200

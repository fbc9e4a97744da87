"""The cache file of access tokens: how it is configured, and who uses none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest

from tests.http.kit import SECRET, TOKEN, Caller
from tests.http.token_cache import opened
from timeback import TimeBackClient
from timeback.errors import ConfigurationError
from timeback.sandbox import Sandbox
from timeback.settings import resolve


def test_the_path_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))

    def path(environ: dict[str, str], **changes: Any) -> Path | None:
        credentials = {"client_id": "me", "client_secret": SECRET}
        return resolve(environ=environ, **{**credentials, "environment": "staging", **changes}).token_cache

    both = {"TIMEBACK_TOKEN_CACHE": "plain.json", "TIMEBACK_STAGING_TOKEN_CACHE": "~/staging.json"}
    assert path({}) is None
    assert path(both) == tmp_path / "home" / "staging.json"
    # It is neither a secret nor an address: the plain variable serves every client.
    assert path({"TIMEBACK_TOKEN_CACHE": "plain.json"}) == tmp_path / "plain.json"
    assert path({**both, "TIMEBACK_ENVIRONMENT": "staging"}, environment="production") == tmp_path / "plain.json"
    named = {"TIMEBACK_TOKEN_CACHE": "plain.json", "TIMEBACK_ENVIRONMENT": "staging"}
    assert path(named) == tmp_path / "plain.json"
    assert path(named, environment=None) == tmp_path / "plain.json"
    assert path(both, token_cache="mine.json") == tmp_path / "mine.json"
    assert path(both, token_cache=Path("~/mine.json")) == tmp_path / "home" / "mine.json"
    assert path(both, token_cache=False) is None
    for odd in ("", " ", 5, True):
        with pytest.raises(ConfigurationError, match="token_cache"):
            path({}, token_cache=odd)


def test_the_path_comes_from_a_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config.toml"
    config.touch(mode=0o600)
    monkeypatch.setenv("TIMEBACK_CONFIG", str(config))
    monkeypatch.setenv("TIMEBACK_STAGING_TOKEN_CACHE", str(tmp_path / "environment.json"))
    lines = f'[staging]\nclient_id = "me"\nclient_secret = "{SECRET}"\n'
    for value, expected in (
        ('token_cache = "cache/tokens.json"\n', tmp_path / "cache" / "tokens.json"),
        ("token_cache = false\n", None),
        ("", tmp_path / "environment.json"),
    ):
        config.write_text(lines + value)
        with TimeBackClient.from_profile("staging") as client:
            assert client.settings.token_cache == expected
    monkeypatch.setenv("TIMEBACK_TOKEN_CACHE", str(tmp_path / "plain.json"))
    other = '[district]\napi_url = "https://a.example"\ntoken_url = "https://a.example/t"\nclient_id = "me"\n'
    for value, expected in (("", tmp_path / "plain.json"), ('token_cache = "own.json"\n', tmp_path / "own.json")):
        config.write_text(f'{other}client_secret = "{SECRET}"\n{value}')
        with TimeBackClient.from_profile("district") as client:
            assert client.settings.token_cache == expected
    config.write_text(f"{lines}token_cache = 5\n")
    with pytest.raises(ConfigurationError, match="token_cache"):
        TimeBackClient.from_profile("staging")


def test_a_sandbox_keeps_no_token_of_its_clients(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEBACK_STAGING_TOKEN_CACHE", str(file))
    monkeypatch.setenv("TIMEBACK_TOKEN_CACHE", str(file))
    with Sandbox() as box, box.client() as client:
        client.rostering.orgs.list_orgs()
        assert client.settings.token_cache is None
        with box.client(token_cache=file) as keeping:
            keeping.rostering.orgs.list_orgs()
    assert file.exists()


def test_the_command_line_uses_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from timeback.cli.app import timeback

    with Sandbox(users=2) as box:
        monkeypatch.setenv("TIMEBACK_API_URL", box.url)
        monkeypatch.setenv("TIMEBACK_CLIENT_ID", box.client_id)
        monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", box.client_secret)
        monkeypatch.setenv("TIMEBACK_TOKEN_CACHE", str(file))
        for _ in range(2):
            done = CliRunner().invoke(timeback, ["get", "users"])
            assert done.exit_code == 0, done.output
        assert len([asked for asked in box.requests if asked.path == "/oauth2/token"]) == 1
        file.chmod(0o644)
        done = CliRunner().invoke(timeback, ["get", "users"])
        assert done.exit_code != 0
        if os.name == "posix":
            assert "chmod 600" in done.output
            assert "Traceback" not in done.output


def test_settings_show_the_path_and_no_token(caller: Caller, file: Path) -> None:
    session = opened(caller, file)
    caller.call()
    assert "tokens.json" in repr(session.settings)
    token = session._tokens._token
    assert TOKEN not in repr(token) + repr(session._token_cache) + repr(attrs.asdict(token, filter=lambda a, _: a.repr))


def test_a_client_without_it_loads_nothing_of_it() -> None:
    code = (
        "import sys\nfrom timeback import TimeBackClient\n"
        "TimeBackClient(api_url='http://localhost', client_id='a', client_secret='b').close()\n"
        "late = ('timeback._http.token_cache', 'timeback._http.shared_token', 'timeback._storage.file_locks')\n"
        "print([name for name in sys.modules if name in late])"
    )
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    assert (
        subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )

"""``timeback sandbox``: the settings that it prints for each shell, and the command that it runs with them."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.migration.test_over_http import environment
from timeback import TimeBackClient
from timeback.cli.app import timeback
from timeback.cli.shell.child_process import environment_for
from timeback.cli.shell.syntax import SHELLS, comment, current, setting
from timeback.sandbox import Sandbox
from timeback.settings import Settings, resolve, variable

ODD = "two words, a \\ and 'a quote' and $HOME"
SETTINGS = {"api_url": "http://127.0.0.1:1", "client_id": "i", "client_secret": "s"}
COMMAND = [sys.executable, "-m", "timeback", "sandbox"]
PRINT = "import json, os; print(json.dumps({k: v for k, v in os.environ.items() if k.startswith('TIMEBACK_')}))"


@pytest.mark.parametrize(
    ("shell", "program"), [("sh", "sh"), ("sh", "bash"), ("sh", "zsh"), ("fish", "fish"), ("powershell", "pwsh")]
)
def test_a_shell_reads_the_lines(shell: str, program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    lines = [comment(shell, "it's a comment"), setting(shell, "ODD", ODD), f'{shlex.quote(sys.executable)} -c "{SHOW}"']
    done = subprocess.run([program, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    assert done.stdout == ODD


SHOW = "import os; print(os.environ['ODD'], end='')"


def test_the_lines_of_each_shell() -> None:
    assert {shell: setting(shell, "A", "it's \\") for shell in SHELLS} == {
        "sh": "export A='it'\"'\"'s \\'",
        "fish": "set -gx A 'it\\'s \\\\'",
        "powershell": "$env:A = 'it''s \\'",
        "cmd": 'set "A=it\'s \\"',
    }
    assert setting("sh", "A", "http://127.0.0.1:8000") == "export A=http://127.0.0.1:8000"
    assert [comment(shell, "x") for shell in SHELLS] == ["# x", "# x", "# x", "REM x"]


@pytest.mark.parametrize(
    ("shell", "system", "expected"),
    [
        ("/bin/bash", "posix", "sh"),
        ("/usr/bin/zsh", "posix", "sh"),
        ("/opt/homebrew/bin/fish", "posix", "fish"),
        ("", "posix", "sh"),
        ("", "nt", "powershell"),
        ("/usr/bin/bash", "nt", "sh"),
    ],
)
def test_the_shell_of_the_machine(shell: str, system: str, expected: str) -> None:
    assert current({"SHELL": shell} if shell else {}, system) == expected


@pytest.mark.slow
@pytest.mark.parametrize("name", [None, "staging", "production"])
def test_a_client_uses_the_printed_settings(name: str | None) -> None:
    """Another address, and secrets in files, are set before for the same environment."""
    chosen = ["--as", name] if name else []
    command = [*COMMAND, "--port", "0", "--users", "20", "--shell", "sh", *chosen]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as server:
        assert server.stdout is not None
        lines = [server.stdout.readline() for _ in range(6)]
        told = dict(shlex.split(line)[1].split("=", 1) for line in lines if line.startswith("export "))
        assert list(told) == [variable(name, setting) for setting in SETTINGS]
        with pytest.MonkeyPatch.context() as patch:
            for key, value in told.items():
                patch.setenv(key, value)
            with TimeBackClient(environment=name) as client:
                assert client.rostering.users.list_users(limit=1).total_count == 20
        server.send_signal(signal.SIGTERM)
    assert server.returncode == 0


@pytest.mark.parametrize("name", ["staging", "production"])
def test_both_environments_have_a_default_port_of_their_own(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ports: list[object] = []

    def start(self: Sandbox) -> Sandbox:
        ports.append(self._settings["port"])
        raise OSError(98, "stopped here")

    monkeypatch.setattr(Sandbox, "start", start)
    result = CliRunner().invoke(timeback, ["sandbox", "--as", name])
    assert "stopped here" in result.stderr
    assert ports == [8000 if name == "staging" else 8001]


@pytest.mark.slow
def test_a_command_gets_the_settings_and_its_exit_code_is_returned(tmp_path: Path) -> None:
    inner = [*COMMAND, "--as", "production", sys.executable, "-c", f"{PRINT}; raise SystemExit(7)"]
    command = [*COMMAND, "--as", "staging", "--users", "20", *inner]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=60, check=False)
    assert done.returncode == 7, done.stderr
    told = json.loads(done.stdout)
    assert {key for key in told if "_STAGING_" in key or "_PRODUCTION_" in key} == {
        variable(name, setting) for name in ("staging", "production") for setting in SETTINGS
    }
    assert told["TIMEBACK_STAGING_API_URL"] != told["TIMEBACK_PRODUCTION_API_URL"]
    assert f"Sandbox as staging: {told['TIMEBACK_STAGING_API_URL']}/#secret=" in done.stderr


@pytest.mark.slow
def test_the_server_answers_while_the_command_runs() -> None:
    use = "from timeback import TimeBackClient as C; print(C().rostering.users.list_users(limit=1).total_count)"
    stale = {"TIMEBACK_ENVIRONMENT": "production", "TIMEBACK_TOKEN_URL": "http://127.0.0.1:1/token"}
    for options in ([], ["--provider", "oneroster"]):
        command = [*COMMAND, "--users", "20", *options, "--", sys.executable, "-c", use]
        done = subprocess.run(command, capture_output=True, text=True, env={**environment(), **stale}, timeout=60)
        assert (done.returncode, done.stdout) == (0, "20\n"), done.stderr


@pytest.mark.parametrize(
    ("content", "code", "says"), [(None, 127, "there is no such program"), ("text", 126, "cannot be started")]
)
def test_a_command_that_cannot_be_started(tmp_path: Path, content: str | None, code: int, says: str) -> None:
    path = tmp_path / "program"
    if content is not None:
        path.write_text(content)
    result = CliRunner().invoke(timeback, ["sandbox", str(path)])
    assert result.exit_code == code
    assert says in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a process of Windows has no signals")
def test_signals_end_the_command_and_the_server() -> None:
    child = "import sys, time; print('ready', flush=True); time.sleep(60)"
    command = [*COMMAND, sys.executable, "-u", "-c", child]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        # The server waits for the command, as a shell does; Ctrl+C in a terminal also reaches the command.
        server.send_signal(signal.SIGINT)
        server.send_signal(signal.SIGTERM)
    assert server.returncode == 128 + signal.SIGTERM


def test_a_profile_of_that_name_is_not_used_by_accident(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[production]\nclient_id = "me"\nclient_secret = "s3cret"\n')
    config.chmod(0o600)
    monkeypatch.setenv("TIMEBACK_CONFIG", str(config))
    result = CliRunner().invoke(timeback, ["sandbox", "--as", "production", "true"])
    assert result.exit_code == 2
    assert "has a profile production" in result.stderr
    assert "TIMEBACK_CONFIG" in result.stderr
    assert "s3cret" not in result.output


@pytest.mark.parametrize("name", [None, "staging"])
def test_nothing_that_is_set_for_another_server_reaches_the_command(name: str | None) -> None:
    platform = {"TIMEBACK_ENVIRONMENT": "production", "TIMEBACK_API_URL": "https://api.alpha-1edtech.ai"}
    others = {
        "TIMEBACK_CLIENT_SECRET_FILE": "/secret",
        "TIMEBACK_API_AUTH_URL": "https://login.example.org",
        "TIMEBACK_STAGING_QTI_API_URL": "https://qti.example.org",
        "TIMEBACK_STAGING_SCOPE": "some",
        "TIMEBACK_PRODUCTION_CLIENT_ID": "mine",
        "TIMEBACK_LOG": "info",
        "PATH": "/bin",
    }
    found = environment_for({**platform, **others}, name, SETTINGS)
    kept = {"TIMEBACK_PRODUCTION_CLIENT_ID": "mine", "TIMEBACK_LOG": "info", "PATH": "/bin"}
    assert kept.items() <= found.items()
    assert {key: found[key] for key in found if key in others} | kept == {
        **kept,
        **({key: others[key] for key in others if "_STAGING_" in key} if name is None else {}),
        **({key: others[key] for key in others if "_STAGING_" not in key} if name else {}),
    }
    assert (found.get("TIMEBACK_ENVIRONMENT") is None) is (name is None)
    settings: Settings = resolve(environment=name, environ=found)
    assert settings.api_url == SETTINGS["api_url"]
    assert settings.token_url.startswith(SETTINGS["api_url"])

"""Shell completion, tested with the protocol of the shell scripts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete, get_completion_class
from click.testing import CliRunner, Result

from timeback.cli.app import COMMANDS, timeback
from timeback_api.rostering.models import User

PROFILES = '[staging]\nclient_id = "me"\n\n[district]\napi_url = "https://roster.example"\nclient_id = "me"\n'


@pytest.fixture(autouse=True)
def profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(PROFILES)
    monkeypatch.setenv("TIMEBACK_CONFIG", str(file))
    return file


def offered(line: str) -> list[str]:
    """The completions of the last word of a line, which is empty after a space."""
    *before, last = line.split(" ")
    completion = ShellComplete(timeback, {}, "timeback", "_TIMEBACK_COMPLETE")
    return [item.value for item in completion.get_completions(before, last)]


def test_commands_and_options() -> None:
    assert offered("") == list(COMMANDS)
    assert offered("mi") == ["migrate"]
    assert "--filter" in offered("get --f")
    assert offered("get users --order-by ") == ["asc", "desc"]
    assert offered("get users -o js") == ["json", "jsonl"]


def test_commands_are_offered_without_loading_them() -> None:
    script = (
        "import sys\nfrom click.shell_completion import ShellComplete\nfrom timeback.cli.app import timeback\n"
        "ShellComplete(timeback, {}, 'timeback', 'X').get_completions([], '')\n"
        "print([name for name in sys.modules if name.startswith('timeback.cli.')])"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "['timeback.cli.streams', 'timeback.cli.usage_hints', 'timeback.cli.app']"


def test_collections_that_can_be_read() -> None:
    every = offered("get ")
    assert {"users", "students", "line-items", "stimuli"} <= set(every)
    assert not [name for name in every if "/" in name]
    # These resources are not collections.
    assert not {"validation", "attempts", "feedback"} & set(every)
    assert offered("get us") == ["users"]
    assert "gradebook/results" in offered("get gradebook/")
    assert "gradebook/classes" not in offered("get gradebook/")


def test_collections_that_can_be_written() -> None:
    assert "students" in offered("get st")
    assert offered("create st") == ["stimuli"]
    assert offered("update te") == ["terms/"]
    assert offered("delete users/u1 ter") == ["terms/"]


def test_properties_of_the_collection_on_the_line() -> None:
    assert offered("get users --fields ") == [field.wire for field in User.FIELDS.values()]
    assert offered("get users --fields given") == ["givenName"]
    assert offered("get users --fields givenName,family") == ["givenName,familyName"]
    assert offered("get users --fields givenName,given") == []
    assert offered("get gradebook/results -o csv --sort scoreD") == ["scoreDate"]
    for line in ("get --sort g", "get nothing --sort g", "get validation --sort g"):
        assert offered(line) == []


def test_formats_and_settings_of_profiles() -> None:
    assert offered("get users -o ") == ["table", "json", "jsonl", "csv", "yaml"]
    assert offered("config ") == ["list", "login", "set", "show", "unset"]
    assert offered("config set dis") == ["district"]
    assert offered("config set staging time") == ["timeout"]
    assert offered("config show sta") == ["staging"]
    assert offered("completion install z") == ["zsh"]


def test_profiles_environments_and_places(profiles: Path) -> None:
    assert offered("doctor --profile ") == ["staging", "district"]
    assert offered("get users -p dis") == ["district"]
    assert offered("get users --environment p") == ["production"]
    assert offered("migrate ") == ["staging", "district", "production"]
    assert offered("migrate staging d") == ["district"]
    profiles.write_text("no TOML [")
    assert offered("doctor --profile ") == []
    profiles.unlink()
    assert offered("doctor --profile ") == []


def speaking(shell: str, **variables: str) -> str:
    command = [sys.executable, "-m", "timeback.cli"]
    environment = {**os.environ, "_TIMEBACK_COMPLETE": shell, **variables}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


@pytest.mark.slow
def test_each_shell_has_its_script_and_its_answer() -> None:
    for shell in ("zsh", "fish"):
        assert f"_TIMEBACK_COMPLETE={shell}_complete" in speaking(f"{shell}_source")
    asked = {"COMP_WORDS": "timeback get us", "COMP_CWORD": "2"}
    assert speaking("zsh_complete", **asked).split() == ["plain", "users", "_"]
    assert "users" in speaking("fish_complete", COMP_WORDS="timeback get us", COMP_CWORD="us")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not there")
def test_bash_itself_completes(tmp_path: Path) -> None:
    command = tmp_path / "timeback"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m timeback.cli "$@"\n')
    command.chmod(0o755)
    script = (
        'eval "$(_TIMEBACK_COMPLETE=bash_source timeback)"\ncomplete -p timeback\n'
        "COMP_WORDS=(timeback get us) COMP_CWORD=2\n_timeback_completion timeback\n"
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, env=environment)
    if "4.4" in done.stderr:
        pytest.skip("bash is older than completion needs")
    assert done.stdout.splitlines()[1:] == ["users"], done.stderr


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if os.name == "nt":
        pytest.skip("the folders of Windows are not those of a variable")
    folder = tmp_path / "home with a 'quote'"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "ZDOTDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("timeback.cli.shell.setup.sys.platform", "linux")
    return folder


def install(*arguments: str, **variables: str) -> Result:
    return CliRunner().invoke(timeback, ["completion", "install", *arguments], env=variables, prog_name="timeback")


def files(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("shell", "script", "startup"),
    [
        ("bash", ".local/share/timeback/completion.bash", ".bashrc"),
        ("zsh", ".local/share/timeback/completion.zsh", ".zshrc"),
        ("fish", ".config/fish/completions/timeback.fish", None),
        pytest.param(
            "powershell",
            ".local/share/timeback/completion.ps1",
            ".config/powershell/Microsoft.PowerShell_profile.ps1",
            marks=pytest.mark.skipif(get_completion_class("powershell") is None, reason="click is older than 8.5"),
        ),
    ],
)
def test_an_installation_says_what_it_changes_and_can_be_repeated(
    home: Path, shell: str, script: str, startup: str | None
) -> None:
    if startup is not None:
        (home / startup).parent.mkdir(parents=True, exist_ok=True)
        (home / startup).write_text("alias ll='ls -l'")  # without a line end
        (home / startup).chmod(0o640)
    before = files(home)
    dry = install(shell, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert f"would write {home / script}" in dry.stdout
    assert files(home) == before

    done = install(SHELL=f"/usr/local/bin/{'pwsh' if shell == 'powershell' else shell}")
    assert done.exit_code == 0, done.output
    assert f"wrote {home / script}" in done.stdout
    after = files(home)
    assert "_TIMEBACK_COMPLETE" in after[script]
    assert f"{shell}_complete" in after[script]
    assert set(after) == {script} | ({startup} if startup else set())
    if startup is not None:
        first, second = after[startup].splitlines()
        assert (first, second) == ("alias ll='ls -l'", second)
        assert second.endswith("# timeback completion")
        assert second in done.stdout
        assert (home / startup).stat().st_mode & 0o777 == 0o640

    again = install(shell)
    assert [line.split()[0] for line in again.stdout.splitlines()] == ["unchanged"] * len(after)
    assert files(home) == after


def test_a_line_that_the_user_wrote_stays_alone(home: Path) -> None:
    line = 'eval "$(_TIMEBACK_COMPLETE=bash_source timeback)"\n'
    (home / ".bashrc").write_text(line)
    assert f"unchanged {home / '.bashrc'}" in install("bash").stdout
    assert (home / ".bashrc").read_text() == line


def test_a_line_of_another_folder_is_replaced(home: Path, tmp_path: Path) -> None:
    install("bash", XDG_DATA_HOME=str(tmp_path / "old"))
    install("bash", XDG_DATA_HOME=str(tmp_path / "new"))
    (line,) = (home / ".bashrc").read_text().splitlines()
    assert str(tmp_path / "new") in line


def test_a_startup_file_that_is_a_link_stays_one(home: Path, tmp_path: Path) -> None:
    (tmp_path / "dotfiles").write_text("# mine\n")
    (home / ".zshrc").symlink_to(tmp_path / "dotfiles")
    install("zsh")
    assert (home / ".zshrc").is_symlink()
    assert (tmp_path / "dotfiles").read_text().startswith("# mine\n[ -f ")


def test_a_shell_that_click_does_not_know_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback.cli.commands.completion.get_completion_class", lambda shell: None)
    result = install("powershell")
    assert result.exit_code == 1
    assert "pip install 'click>=8.5'" in result.stderr
    assert files(home) == {}


def test_a_shell_without_completion_is_named(home: Path) -> None:
    result = install(SHELL="/bin/tcsh")
    assert result.exit_code == 2
    assert "/bin/tcsh" in result.stderr
    assert install("csh").exit_code == 2
    assert (
        CliRunner().invoke(timeback, ["completion", "show", "zsh"], prog_name="timeback").stdout.startswith("#compdef")
    )


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not there")
def test_bash_reads_the_installed_line(home: Path, tmp_path: Path) -> None:
    install("bash")
    command = tmp_path / "timeback"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m timeback.cli "$@"\n')
    command.chmod(0o755)
    script = (
        '. "$HOME/.bashrc"\nCOMP_WORDS=(timeback comp) COMP_CWORD=1\n_timeback_completion timeback\n'
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, env=environment)
    assert done.stdout.splitlines() == ["completion"], done.stderr

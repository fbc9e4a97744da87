"""timeback config set and unset: the rest of the file stays as it is."""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.config.kit import FILE, SECRET, ok, run, shown
from timeback._storage.file_locks import hold_lock
from timeback.cli.configuration import file as config_file
from timeback.cli.configuration.file import ConfigFile
from timeback.errors import ConfigurationError

Run = Callable[..., Result]


def test_set_keeps_comments_and_order(written: Path) -> None:
    ok("set", "staging", "timeout=60", "deadline=90.5", "http2=yes")
    text = written.read_text()
    assert "timeout = 60 # seconds" in text
    for line in FILE.splitlines():
        if not line.startswith("timeout"):
            assert line in text.splitlines()
    assert text.index("[staging]") < text.index("deadline = 90.5") < text.index("# The provider.")
    assert "http2 = true" in text
    if os.name == "posix":
        assert stat.S_IMODE(written.stat().st_mode) == 0o600


def test_set_creates_the_file_for_its_owner_alone(file: Path) -> None:
    result = ok("set", "district", "api_url=https://a.example", "token_url=https://a.example/t", "client-id=me")
    assert "created the profile district" in result.stderr
    assert file.read_text() == (
        '[district]\napi_url = "https://a.example"\ntoken_url = "https://a.example/t"\nclient_id = "me"\n'
    )
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    ok("set", "other", "environment=staging")
    assert file.read_text().endswith('client_id = "me"\n\n[other]\nenvironment = "staging"\n')


def test_set_of_nested_settings(written: Path) -> None:
    ok("set", "district", "base_paths.gradebook=/g", "extra_headers.X-School=7")
    found = shown("district", TIMEBACK_DISTRICT_CLIENT_SECRET=SECRET)
    assert found["base_paths"][0] == {"rostering": "/or/v1p2", "gradebook": "/g"}
    assert found["extra_headers"][0] == ["X-Key", "X-School"]
    ok("set", "staging", "base_paths=rostering=/r gradebook=/g")
    ok("unset", "staging", "base_paths.rostering", "base_paths.gradebook")
    ok("unset", "district", "base_paths.gradebook", "extra_headers.X-School")
    assert [line for line in written.read_text().splitlines() if line] == [line for line in FILE.splitlines() if line]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("timeuot=5", "Did you mean 'timeout'?"),
        ("timeout", "NAME=VALUE"),
        ("timeout=soon", "timeout takes a number"),
        ("max_retries=1.5", "max_retries takes a whole number"),
        ("max_retries=-1", "max_retries"),
        ("timeout=99999999999", "timeout must be at most 1,000,000 seconds"),
        ("extra_headers.Authorization=x", "Authorization is set by the client"),
        ("extra_headers.X-School=a\nb", "printable ASCII"),
        ("http2=maybe", "true or false"),
        ("client_secret=s3cret-of-a-client", "timeback config login"),
        ("timeout=", "config unset"),
        ("api_url=ftp://x", "api_url must start with https://"),
        ("token_auth=digest", "token_auth"),
        ("environment=production", "environment differs from the name"),
        ("timeout.x=1", "not a setting"),
        ("extra_headers=a", "extra_headers.NAME=VALUE"),
        ("base_paths=x", "base_paths must be pairs"),
        ("client_secret_keyring=true", "keep one of them"),
    ],
)
def test_a_wrong_setting_changes_nothing(written: Path, setting: str, told: str) -> None:
    result = run("set", "staging", setting)
    assert result.exit_code == 2
    assert told in result.stderr
    assert written.read_text() == FILE


def test_windows_line_ends_and_a_byte_order_mark_are_read(written: Path) -> None:
    written.write_bytes(b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode())
    ok("set", "staging", "timeout=5")
    content = written.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert b"timeout = 5 # seconds\r\n" in content


@pytest.mark.skipif(os.name != "posix", reason="symbolic links need a privilege on Windows")
def test_a_symbolic_link_stays_one(written: Path, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles.toml"
    written.rename(target)
    written.symlink_to(target)
    ok("set", "staging", "timeout=5")
    assert written.is_symlink()
    assert "timeout = 5" in target.read_text()


def test_changes_of_two_processes_are_both_kept(written: Path) -> None:
    first, second, third = (ConfigFile(written) for _ in range(3))
    first.set("one", ["api_url"], "http://127.0.0.1:1")
    second.set("two", ["api_url"], "http://127.0.0.1:2")
    second.set("staging", ["extra_headers", "X-B"], "b")
    second.unset("staging", ["timeout"])
    third.remove("two")
    third.set("staging", ["max_retries"], 7)
    first.save()
    second.save()
    third.save()
    found = tomllib.loads(written.read_text())
    assert found["one"] == {"api_url": "http://127.0.0.1:1"}
    assert "two" not in found
    assert found["staging"]["extra_headers"]["X-B"] == "b"
    assert found["staging"]["max_retries"] == 7
    assert "timeout" not in found["staging"]
    assert [line for line in FILE.splitlines() if line.startswith("#")] == [
        line for line in written.read_text().splitlines() if line.startswith("#")
    ]


def test_a_file_that_another_process_made_invalid_is_left_alone(written: Path) -> None:
    mine = ConfigFile(written)
    mine.set("one", ["api_url"], "http://127.0.0.1:1")
    written.write_text("[broken")
    with pytest.raises(ConfigurationError, match="invalid TOML"):
        mine.save()
    assert written.read_text() == "[broken"


def test_a_file_that_another_process_keeps_locked_is_told(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config_file, "_LOCK_TIMEOUT", 0.05)
    with hold_lock(written.with_name(f"{written.name}.lock"), 1):
        result = run("set", "staging", "timeout=5")
    assert result.exit_code == 1
    assert "lock" in result.stderr
    assert written.read_text() == FILE
    ok("set", "staging", "timeout=5")


def test_an_invalid_file_is_left_alone(written: Path) -> None:
    written.write_text("[staging\n")
    result = run("set", "staging", "timeout=5")
    assert result.exit_code == 2
    assert "invalid TOML" in result.stderr
    assert written.read_text() == "[staging\n"


def test_a_profile_in_several_parts(written: Path) -> None:
    written.write_text(f"{FILE}\n[staging.base_paths]\nrostering = '/r' # last\n")
    ok("set", "staging", "timeout=5", "base_paths.gradebook=/g")
    assert "rostering = '/r' # last" in written.read_text()
    found = shown("staging")
    assert found["timeout"][0] == 5
    assert found["base_paths"][0] == {"rostering": "/r", "gradebook": "/g"}
    ok("unset", "staging", "--all")
    assert "staging]" not in written.read_text()
    assert shown("district", TIMEBACK_DISTRICT_CLIENT_SECRET=SECRET)["client_id"][0] == "other"


NAMES = st.sampled_from(["staging", "district", "new"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), NAMES, st.sampled_from(["timeout", "scope", "base_paths.case"]), st.integers(1, 99)),
        st.tuples(st.just("unset"), NAMES, st.sampled_from(["timeout", "base_paths.case", "base_paths.rostering"])),
        st.tuples(st.just("remove"), NAMES),
    ),
    max_size=6,
)


@given(steps=STEPS)
def test_any_changes_keep_the_other_values_and_comments(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Any, ...]]
) -> None:
    path = tmp_path_factory.mktemp("config") / "config.toml"
    path.write_text(FILE)
    path.chmod(0o600)
    file, expected = ConfigFile(path), tomllib.loads(FILE)
    for action, profile, *rest in steps:
        name = rest[0].split(".") if rest else []
        table = expected.get(profile, {})
        if action == "set":
            file.set(profile, name, rest[1])
            table = expected.setdefault(profile, {})
            for part in name[:-1]:
                table = table.setdefault(part, {})
            table[name[-1]] = rest[1]
        elif action == "unset":
            outer = table.get(name[0]) if len(name) > 1 else table
            assert file.unset(profile, name) == (name[-1] in (outer or {}))
            (outer or {}).pop(name[-1], None)
            if len(name) > 1 and outer == {}:
                del table[name[0]]
        elif profile in expected:
            file.remove(profile)
            del expected[profile]
    file.save()
    assert tomllib.loads(path.read_text()) == expected
    assert list(tomllib.loads(path.read_text())) == list(expected)
    assert "# Profiles of the district." in path.read_text()
    if {"staging", "district"} <= expected.keys() and not any(step[0] == "remove" for step in steps):
        assert path.read_text().index("# The provider.") < path.read_text().index("[district]")


def test_unset(written: Path) -> None:
    result = ok("unset", "staging", "timeout", "deadline")
    assert "deadline is not set" in result.stderr
    assert "timeout" not in written.read_text()
    assert "# Profiles of the district." in written.read_text()
    ok("unset", "district", "--all")
    assert "district]" not in written.read_text()
    assert run("unset", "district", "--all").exit_code == 2
    assert run("unset", "staging").exit_code == 2
    refused = run("unset", "staging", "timeuot")
    assert "Did you mean 'timeout'?" in refused.stderr


def test_a_profile_that_another_needs_stays_valid(written: Path) -> None:
    before = written.read_text()
    result = run("unset", "district", "api_url")
    assert result.exit_code == 2
    assert "neither environment nor api_url" in result.stderr
    assert written.read_text() == before


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(written: Path) -> None:
    written.parent.chmod(0o500)
    try:
        result = run("set", "staging", "timeout=5")
        assert result.exit_code == 1
        assert "could not write the configuration" in result.stderr
    finally:
        written.parent.chmod(0o700)

"""timeback config: profiles are listed, shown, changed and created, and no secret is ever printed."""

from __future__ import annotations

import json
import os
import stat
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import PasswordSetError

from timeback._storage.file_locks import hold_lock
from timeback.cli.app import timeback
from timeback.cli.configuration import file as config_file
from timeback.cli.configuration.file import ConfigFile
from timeback.errors import ConfigurationError
from timeback.sandbox import Sandbox

SECRET = "s3cret-of-a-client"
FILE = """\
# Profiles of the district.

[staging]  # for tests
client_id = "me"
client_secret = "s3cret-of-a-client"
timeout = 10 # seconds

# The provider.
[district]
api_url = "https://roster.example"
token_url = "https://login.example/token"
client_id = "other"
extra_headers = { X-Key = "s3cret-of-a-client" }
proxy = "http://user:s3cret-of-a-client@proxy.example:8080"

[district.base_paths]
rostering = "/or/v1p2"
"""

Run = Callable[..., Result]


class MemoryKeyring(KeyringBackend):
    """A keyring that a test can look into."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.stored: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        return self.stored.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.is_locked:
            raise PasswordSetError(f"locked: {password}")
        self.stored[service, username] = password


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "settings" / "config.toml"
    monkeypatch.setenv("TIMEBACK_CONFIG", str(path))
    return path


@pytest.fixture
def written(file: Path) -> Path:
    file.parent.mkdir()
    file.write_text(FILE)
    file.chmod(0o600)
    return file


@pytest.fixture
def memory() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def no_keyring() -> Iterator[None]:
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(users=5, client_secret=SECRET) as made:
        yield made


def run(*arguments: str, stdin: str | None = None, **variables: str) -> Result:
    result = CliRunner().invoke(timeback, ["config", *arguments], input=stdin, env=variables, prog_name="timeback")
    assert SECRET not in result.output
    return result


def ok(*arguments: str, stdin: str | None = None, **variables: str) -> Result:
    result = run(*arguments, stdin=stdin, **variables)
    assert result.exit_code == 0, result.output
    return result


# list and show


def test_the_list_tells_where_secrets_are(written: Path) -> None:
    rows = json.loads(ok("list", "-o", "json").stdout)
    assert rows["file"] == str(written)
    assert [(row["profile"], row["environment"], row["secret"]) for row in rows["profiles"]] == [
        ("staging", "staging", "the configuration file"),
        ("district", None, "variable TIMEBACK_DISTRICT_CLIENT_SECRET"),
    ]
    assert ok("list").stdout.splitlines()[0].split() == ["profile", "environment", "api_url", "client_id", "secret"]
    assert ok("list", "--query", "profiles[].profile", "-o", "table").stdout == "staging\ndistrict\n"


def test_without_a_file_the_list_is_empty_and_says_what_to_do(file: Path) -> None:
    result = ok("list")
    assert result.stdout == ""
    assert str(file) in result.stderr
    assert "timeback config login" in result.stderr


def shown(*arguments: str, **variables: str) -> dict[str, tuple[Any, str]]:
    rows = json.loads(ok("show", *arguments, "-o", "json", **variables).stdout)["settings"]
    return {row["setting"]: (row["value"], row["source"]) for row in rows}


def test_show_tells_where_each_setting_comes_from(written: Path) -> None:
    found = shown("staging", "--max-retries", "2", TIMEBACK_DEADLINE="7")
    assert found["client_id"] == ("me", "profile staging")
    assert found["client_secret"] == ("set", "profile staging")
    assert found["timeout"] == (10, "profile staging")
    assert found["max_retries"] == (2, "option --max-retries")
    assert found["deadline"] == (7, "variable TIMEBACK_DEADLINE")
    assert found["environment"] == ("staging", "name of the profile staging")
    assert found["api_url"] == ("https://api.staging.alpha-1edtech.ai", "follows from the addresses")
    assert found["http2"] == (False, "default")
    assert found["filter_quotes"] == ("double", "default")

    district = shown("--profile", "district", TIMEBACK_DISTRICT_CLIENT_SECRET=SECRET, TIMEBACK_DISTRICT_SCOPE="a")
    assert district["client_secret"] == ("set", "variable TIMEBACK_DISTRICT_CLIENT_SECRET")
    assert district["scope"] == ("a", "variable TIMEBACK_DISTRICT_SCOPE")
    assert district["proxy"] == ("http://...@proxy.example:8080", "profile district")
    assert district["extra_headers"] == (["X-Key"], "profile district")
    assert district["base_paths"] == ({"rostering": "/or/v1p2"}, "profile district")


def test_show_without_a_profile_shows_the_variables(file: Path) -> None:
    found = shown(TIMEBACK_ENVIRONMENT="staging", TIMEBACK_CLIENT_ID="me", TIMEBACK_STAGING_CLIENT_SECRET=SECRET)
    assert found["environment"] == ("staging", "variable TIMEBACK_ENVIRONMENT")
    assert found["client_id"] == ("me", "variable TIMEBACK_CLIENT_ID")
    assert found["client_secret"] == ("set", "variable TIMEBACK_STAGING_CLIENT_SECRET")
    official = shown(TIMEBACK_ENV="production", TIMEBACK_API_CLIENT_ID="me", TIMEBACK_API_CLIENT_SECRET=SECRET)
    assert official["client_secret"] == ("set", "variable TIMEBACK_API_CLIENT_SECRET")


def test_show_tells_what_is_missing(file: Path) -> None:
    result = run("show", "-e", "staging")
    assert result.exit_code == 2
    assert "client_id is missing" in result.stderr
    rows = {line.split()[0]: line for line in result.stdout.splitlines()}
    assert "option --environment" in rows["environment"]
    assert "not set" in rows["client_id"]
    assert run("show", "nobody").exit_code == 2
    nothing = run("show").stderr
    assert "pass --environment staging" in nothing
    assert "environment=" not in nothing
    assert "api_url=" not in nothing


def test_show_reads_no_secret_from_the_keyring(written: Path, memory: MemoryKeyring) -> None:
    written.write_text('[staging]\nclient_id = "me"\nclient_secret_keyring = true\n')
    assert shown("staging")["client_secret"] == ("set", "profile staging: the keyring")
    written.write_text('[staging]\nclient_id = "me"\nclient_secret_file = "x.secret"\n')
    assert shown("staging")["client_secret"][1].endswith("x.secret")


# set and unset


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


# login


def login(box: Sandbox, *arguments: str, stdin: str | None = f"{SECRET}\n", **variables: str) -> Result:
    addresses = ["--api-url", box.url, "--client-id", box.client_id]
    return run("login", "local", *addresses, "--secret-stdin", *arguments, stdin=stdin, **variables)


def test_a_login_stores_the_secret_in_the_keyring(box: Sandbox, file: Path, memory: MemoryKeyring) -> None:
    result = login(box)
    assert result.exit_code == 0, result.output
    assert "accepted" in result.stderr
    assert memory.stored == {("timeback-client", "local"): SECRET}
    assert SECRET not in file.read_text()
    assert box.requests[-1].path.endswith("/token")
    used = CliRunner().invoke(timeback, ["get", "users", "-p", "local", "--query", "length(@)"], prog_name="timeback")
    assert used.stdout == "5\n"
    again = run("login", "local", "--secret-stdin", stdin=SECRET)
    assert again.exit_code == 0, again.output
    kept = ok("unset", "local", "--all")
    assert "keyring del timeback-client local" in kept.stderr


def test_the_secret_on_standard_input_may_have_the_mark_of_another_shell(
    box: Sandbox, file: Path, memory: MemoryKeyring
) -> None:
    arguments = ["config", "login", "local", "--api-url", box.url, "--client-id", box.client_id, "--secret-stdin"]
    for content in (b"\xef\xbb\xbf" + SECRET.encode() + b"\r\n", SECRET.encode("utf-16")):
        result = CliRunner().invoke(timeback, arguments, input=content, prog_name="timeback")
        assert result.exit_code == 0, result.output
        assert memory.stored == {("timeback-client", "local"): SECRET}
    broken = CliRunner().invoke(timeback, arguments, input=b"\xff\x80\x80", prog_name="timeback")
    assert broken.exit_code == 1
    assert memory.stored == {("timeback-client", "local"): SECRET}


def test_a_wrong_secret_stores_nothing(box: Sandbox, file: Path, memory: MemoryKeyring) -> None:
    result = login(box, stdin="another")
    assert result.exit_code == 1
    assert "Nothing was stored" in result.stderr
    assert "pass --token-auth basic if" in result.stderr
    assert "another" not in result.stderr
    assert not file.exists()
    assert memory.stored == {}
    assert login(box, "--no-check", stdin="another").exit_code == 0


def test_an_unreachable_server_stores_nothing(file: Path, memory: MemoryKeyring) -> None:
    result = run(
        "login", "local", "--api-url", "http://127.0.0.1:9", "--client-id", "me", "--secret-stdin", stdin=SECRET
    )
    assert result.exit_code == 1
    assert not file.exists()


def test_without_a_keyring_the_choices_are_named_before_anything_is_asked(
    box: Sandbox, file: Path, no_keyring: None
) -> None:
    before = len(box.requests)
    result = login(box)
    assert result.exit_code == 2
    assert "--store file" in result.stderr
    assert "TIMEBACK_LOCAL_CLIENT_SECRET" in result.stderr
    assert len(box.requests) == before
    assert not file.exists()


def test_a_login_that_stores_the_secret_in_a_file(box: Sandbox, file: Path, no_keyring: None) -> None:
    assert login(box, "--store", "file").exit_code == 0
    secret = file.parent / "local.secret"
    assert secret.read_text() == f"{SECRET}\n"
    if os.name == "posix":
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    used = CliRunner().invoke(timeback, ["get", "users", "-p", "local", "--query", "length(@)"], prog_name="timeback")
    assert used.stdout == "5\n"
    assert "local.secret" in ok("unset", "local", "--all").stderr


def test_a_login_reads_the_secret_of_the_variable(box: Sandbox, file: Path) -> None:
    arguments = ["login", "local", "--api-url", box.url, "--client-id", box.client_id, "--store", "none"]
    missing = run(*arguments)
    assert missing.exit_code == 2
    assert "--secret-stdin" in missing.stderr
    assert "TIMEBACK_LOCAL_CLIENT_SECRET" in missing.stderr
    done = run(*arguments, TIMEBACK_LOCAL_CLIENT_SECRET=SECRET)
    assert done.exit_code == 0, done.output
    assert "secret" not in file.read_text()


def test_a_login_replaces_a_secret_in_the_file(box: Sandbox, written: Path, memory: MemoryKeyring) -> None:
    result = run("login", "staging", "--api-url", box.url, "--secret-stdin", "--client-id", box.client_id, stdin=SECRET)
    # The sandbox is no address of staging, but a server of the profile's own.
    assert result.exit_code == 0, result.output
    assert SECRET not in written.read_text().split("[district]")[0]
    assert "# for tests" in written.read_text()


def test_a_locked_keyring_stores_nothing(box: Sandbox, file: Path, memory: MemoryKeyring) -> None:
    memory.is_locked = True
    result = login(box)
    assert result.exit_code == 1
    assert "--store file" in result.stderr
    assert not file.exists()


def test_a_new_profile_needs_an_address(file: Path, memory: MemoryKeyring) -> None:
    result = run("login", "local", "--client-id", "me", "--secret-stdin", stdin=SECRET)
    assert result.exit_code == 2
    assert "--api-url" in result.stderr


def test_a_prompt_is_used_on_a_terminal(
    box: Sandbox, file: Path, memory: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def prompt(text: str, **options: Any) -> str:
        asked.append(text)
        assert options.get("hide_input", False) == (text == "Client secret")
        return SECRET if text == "Client secret" else box.client_id

    monkeypatch.setattr("timeback.cli.configuration.login.click.prompt", prompt)
    monkeypatch.setattr(
        "timeback.cli.configuration.login.sys",
        type("Terminal", (), {"stdin": type("T", (), {"isatty": staticmethod(lambda: True)})}),
    )
    assert run("login", "local", "--api-url", box.url).exit_code == 0
    assert asked == ["Client id", "Client secret"]

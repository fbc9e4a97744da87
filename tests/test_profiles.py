"""Settings by name from a file."""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
import types
from pathlib import Path
from typing import Any

import pytest

from timeback import AsyncTimeBackClient, TimeBackClient
from timeback.errors import ConfigurationError
from timeback.profiles import config_file, load, names
from timeback.sandbox import Sandbox
from timeback.settings import Settings

SECRET = "hush-hush"
STAGING = "https://api.staging.alpha-1edtech.ai"
POSIX = pytest.mark.skipif(os.name != "posix", reason="files have no mode here")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in os.environ:
        if name.startswith("TIMEBACK_"):
            monkeypatch.delenv(name)
    place = tmp_path / "config.toml"
    place.touch(mode=0o600)
    monkeypatch.setenv("TIMEBACK_CONFIG", str(place))
    return place


def written(file: Path, text: str) -> None:
    file.write_text(text.replace("SECRET", SECRET), encoding="utf-8")


def settings(name: str, **changes: Any) -> Settings:
    return load(name, None, changes)[1]


def refused(name: str, **changes: Any) -> str:
    with pytest.raises(ConfigurationError) as caught:
        settings(name, **changes)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    return str(caught.value)


@pytest.mark.filterwarnings("ignore::timeback.settings.InsecureTLSWarning")
def test_every_setting_by_its_name(file: Path) -> None:
    written(
        file,
        """
        [staging]
        client_id = "s-id"
        client_secret = "SECRET"

        [district]
        api_url = "https://oneroster.district.example"
        qti_api_url = "https://qti.district.example"
        events_url = "https://events.district.example"
        sensor = "https://app.district.example"
        token_url = "https://login.district.example/token"
        client_id = "d-id"
        client_secret = "SECRET-2"
        scope = ["a", "b"]
        token_auth = "basic-raw"
        platform = "timeback"
        timeout = 5
        max_retries = 1
        deadline = 60
        max_response_bytes = 1000000
        max_requests_per_second = 2.5
        allow_http = true
        http2 = false
        trust_env = false
        proxy = "http://proxy.district.example:3128"
        verify = false
        base_paths = { gradebook = "/mine", resources = "https://resources.district.example" }
        filter_quotes = "backslash"
        extra_headers = { X-District = "d1" }
        """,
    )
    assert names() == ["staging", "district"]
    staging = settings("staging")
    assert (staging.environment, staging.api_url, staging.secret()) == ("staging", STAGING, SECRET)
    headers, district = load("district")
    assert headers == {"X-District": "d1"}
    assert district.environment is None
    assert district == Settings(
        environment=None,
        api_url="https://oneroster.district.example",
        qti_api_url="https://qti.district.example",
        events_url="https://events.district.example",
        sensor="https://app.district.example",
        token_url="https://login.district.example/token",
        client_id="d-id",
        client_secret=f"{SECRET}-2",
        scope="a b",
        token_auth="basic-raw",
        platform="timeback",
        base_paths={"gradebook": "/mine", "resources": "https://resources.district.example"},
        filter_quotes="backslash",
        timeout=5.0,
        max_retries=1,
        deadline=60.0,
        max_response_bytes=1_000_000,
        max_requests_per_second=2.5,
        allow_http=True,
        trust_env=False,
        proxy="http://proxy.district.example:3128",
        verify=False,
    )


def test_what_is_passed_wins(file: Path) -> None:
    written(file, '[staging]\nclient_id = "a"\nclient_secret = "SECRET"\ntimeout = 5\n')
    changed = settings("staging", client_id="b", timeout=None, max_retries=0, client_secret=lambda: "other")
    assert (changed.client_id, changed.timeout, changed.max_retries, changed.secret()) == ("b", 5.0, 0, "other")
    assert "did you mean 'max_retries'" in refused("staging", max_retry=1)


def test_a_deadline_of_the_environment_serves_what_the_file_leaves_out(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(
        file,
        """
        [staging]
        client_id = "a"
        client_secret = "SECRET"

        [district-2]
        api_url = "https://oneroster.district.example"
        token_url = "https://login.district.example/token"
        client_id = "a"
        client_secret = "SECRET"
        """,
    )
    assert settings("staging").deadline is None
    monkeypatch.setenv("TIMEBACK_DEADLINE", "7")
    monkeypatch.setenv("TIMEBACK_STAGING_DEADLINE", "8")
    monkeypatch.setenv("TIMEBACK_DISTRICT_2_DEADLINE", "9.5")
    assert settings("staging").deadline == 8.0
    assert settings("district-2").deadline == 9.5
    assert settings("district-2", deadline=2).deadline == 2.0
    monkeypatch.setenv("TIMEBACK_DISTRICT_2_DEADLINE", "soon")
    told = refused("district-2")
    assert "TIMEBACK_DISTRICT_2_DEADLINE" in told
    assert "soon" not in told
    # The plain variable serves every client, and comes last.
    monkeypatch.delenv("TIMEBACK_DISTRICT_2_DEADLINE")
    assert settings("district-2").deadline == 7.0
    monkeypatch.delenv("TIMEBACK_STAGING_DEADLINE")
    assert settings("staging").deadline == 7.0
    written(file, file.read_text().replace('client_id = "a"', 'client_id = "a"\ndeadline = 30'))
    assert settings("district-2").deadline == settings("staging").deadline == 30.0


def test_verify_of_a_profile_is_checked(file: Path, tmp_path: Path) -> None:
    lines = '[staging]\nclient_id = "a"\nclient_secret = "SECRET"\n'
    written(file, lines)
    assert settings("staging", verify=tmp_path / "ca.pem").verify == str(tmp_path / "ca.pem")
    for odd in (0, 1, b"x", (), ""):
        with pytest.raises(ConfigurationError, match="verify"):
            settings("staging", verify=odd)
    for odd in ('""', '"  "'):
        written(file, f"{lines}verify = {odd}\n")
        assert "verify" in refused("staging")


def test_a_limit_of_bytes_can_be_taken_off(file: Path) -> None:
    written(file, '[staging]\nclient_id = "a"\nclient_secret = "SECRET"\nmax_response_bytes = 1000\n')
    assert settings("staging").max_response_bytes == 1000
    assert settings("staging", max_response_bytes=None).max_response_bytes is None
    written(file, '[staging]\nclient_id = "a"\nclient_secret = "SECRET"\nmax_response_bytes = "1 GB"\n')
    assert "max_response_bytes" in refused("staging")


def test_both_clients_over_http(file: Path) -> None:
    with Sandbox(users=3) as box:
        written(
            file,
            f"""
            [box]
            api_url = "{box.url}"
            client_id = "{box.client_id}"
            client_secret = "{box.client_secret}"
            extra_headers = {{ X-District = "d1" }}
            """,
        )
        with TimeBackClient.from_profile("box") as client:
            assert client.rostering.users.list_users().total_count == 3
            assert client._session._options.headers == {"x-district": "d1"}
        other = file.rename(file.with_name("other.toml"))
        with TimeBackClient.from_profile("box", config_file=other, max_retries=0) as client:
            assert client.settings.max_retries == 0
            assert client.check(["rostering"])


async def test_the_async_client(file: Path) -> None:
    with Sandbox(users=3) as box:
        secret = file.with_name("secret")
        secret.write_text(box.client_secret)
        text = f'[box]\napi_url = "{box.url}"\nclient_id = "{box.client_id}"\nclient_secret_file = "secret"'
        written(file, text)
        async with AsyncTimeBackClient.from_profile("box") as client:
            assert (await client.rostering.users.list_users()).total_count == 3


# The file


def test_it_is_in_the_users_folder_unless_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TIMEBACK_CONFIG", raising=False)
    assert config_file().parts[-2:] == ("timeback", "config.toml")
    monkeypatch.setenv("TIMEBACK_CONFIG", "~/mine.toml")
    assert config_file() == Path.home() / "mine.toml"


def test_a_file_that_is_not_there(file: Path) -> None:
    file.unlink()
    text = refused("staging")
    assert str(file) in text
    assert "does not exist" in text


def test_a_profile_that_is_not_there(file: Path) -> None:
    written(file, '[staging]\nclient_id = "a"\n[production]\nclient_id = "a"\n')
    assert "it has 'staging', 'production' (did you mean 'staging'?)" in refused("stagin")
    written(file, "")
    assert refused("staging").endswith("it has none")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('[staging]\nclient_secret = "SECRET', "invalid TOML"),
        ('[staging]\nclient_secret = "SECRET"\nclient_id = SECRET\n', "line 3"),
        ("[staging\n", "line 1"),
        ('[a]\nclient_id = "1"\n[a]\n', "line 3"),
    ],
)
def test_broken_toml_is_told_by_its_line(file: Path, text: str, where: str) -> None:
    written(file, text)
    told = refused("staging")
    assert str(file) in told
    assert where in told


@POSIX
def test_a_device_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in ("/dev/zero", str(tmp_path / "pipe")):
        monkeypatch.setenv("TIMEBACK_CONFIG", path)
        assert "a device or a pipe" in refused("staging")
    monkeypatch.setenv("TIMEBACK_CONFIG", os.devnull)
    assert names() == []


def test_a_table_inside_of_a_profile_is_no_profile(file: Path) -> None:
    written(file, '[profiles.a]\nclient_id = "i"\n')
    with pytest.raises(ConfigurationError, match=r"\[profiles\.a\].*write \[a\]"):
        names()
    assert "[profiles.a]" in refused("a")
    written(file, '[a.base_paths]\nrostering = "/x"\n[a.extra_headers]\nX-One = "1"\n')
    assert names() == ["a"]


def test_text_of_another_encoding_and_a_byte_order_mark(file: Path) -> None:
    file.write_bytes('[staging]\nclient_id = "é"'.encode("latin-1"))
    assert "not UTF-8" in refused("staging")
    file.write_bytes(b'\xef\xbb\xbf[staging]\nclient_id = "a"\nclient_secret = "b"\n')
    assert settings("staging").client_id == "a"
    file.unlink()
    file.mkdir()
    assert "cannot be read" in refused("staging")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('client_id = "a"', "client_id is outside of a profile"),
        ('other = "a"', "a key is outside of a profile"),
        ("[client_id]", "cannot be called 'client_id'"),
        ("[Timeout]", "cannot be called 'Timeout'"),
        ("[base_paths]", "cannot be called 'base_paths'"),
        ("[qti]", "TIMEBACK_QTI_API_URL already means the setting qti_api_url"),
        ("[api]", "TIMEBACK_API_CLIENT_ID already means the setting client_id"),
        ("[staging-qti]", "TIMEBACK_STAGING_QTI_API_URL already means the setting qti_api_url of staging"),
        ("[a-b]\n[a_b]", "TIMEBACK_A_B_CLIENT_ID already means"),
        ("[a]\n[a_qti]", "TIMEBACK_A_QTI_API_URL already means"),
        ('["my school"]', "letters, digits"),
        ('["a.b"]', "letters, digits"),
    ],
)
def test_names_that_would_collide_are_refused_whoever_is_asked_for(file: Path, text: str, says: str) -> None:
    written(file, f"{text}\n[good]\n")
    assert says in refused("good")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("client_idd = 1", "did you mean 'client_id'"),
        ("retries = 1", "'retries' is not a setting"),
        ("client_id = 'a'\ntimeout = 'x'", ": timeout must be a number"),
        ("client_id = 5", "client_id must be text"),
        ("allow_http = 'yes'", "allow_http must be true or false"),
        ("verify = 5", "verify must be"),
        ("proxy = 5", "proxy must be text"),
        ("base_paths = 'x'", "base_paths must be a table"),
        ("extra_headers = 1", "extra_headers must be a table"),
        ("environment = 'production'", "environment differs"),
        ("api_url = 'https://api.alpha-1edtech.ai'", "production address"),
        ("client_secret_file = 'x'", "client_secret and client_secret_file"),
        ("client_secret_keyring = true", "client_secret and client_secret_keyring"),
    ],
)
def test_values_that_are_wrong(file: Path, line: str, says: str) -> None:
    written(file, f"[staging]\nclient_secret = 'SECRET'\n{line}\n")
    assert says in refused("staging")


def test_a_profile_says_where_it_goes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What surrounds the process must not decide to which server the credentials of a profile go."""
    written(file, "[mine]\nclient_id = 'a'\nclient_secret = 'SECRET'\n")
    monkeypatch.setenv("TIMEBACK_ENVIRONMENT", "production")
    monkeypatch.setenv("TIMEBACK_API_URL", "https://elsewhere.example")
    assert "neither environment nor api_url" in refused("mine")


# The secret


@POSIX
def test_a_secret_in_a_file_that_others_may_read(file: Path) -> None:
    written(file, "[staging]\nclient_id = 'a'\nclient_secret = 'SECRET'\n")
    for mode in (0o640, 0o604):
        file.chmod(mode)
        with pytest.warns(UserWarning, match="chmod 600") as caught:
            TimeBackClient.from_profile("staging").close()
        assert SECRET not in str(caught[0].message)
        assert caught[0].filename == __file__
    written(file, "[staging]\nclient_id = 'a'\nclient_secret_file = 'secret'\n")
    file.with_name("secret").write_text(SECRET)
    settings("staging")


def test_a_secret_in_a_file_of_its_own_is_read_anew_each_time(file: Path) -> None:
    written(file, "[staging]\nclient_id = 'a'\nclient_secret_file = 'secret'\n")
    assert "secret, which cannot be read" in refused("staging")
    secret = file.with_name("secret")
    secret.write_text(f" {SECRET}\n")
    made = settings("staging")
    assert made.secret() == SECRET
    secret.write_text("rotated")
    assert made.secret() == "rotated"
    assert SECRET not in repr(made)
    secret.write_text("two words")
    with pytest.raises(ConfigurationError, match="holds a space"):
        made.secret()
    secret.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigurationError, match="UTF-8 text"):
        made.secret()
    secret.write_text("")
    assert "is empty" in refused("staging")


def test_the_environment_fills_in_by_the_profiles_name(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(file, "[my-school]\napi_url = 'https://a.example'\n[other]\napi_url = 'https://b.example'\n[staging]\n")
    monkeypatch.setenv("TIMEBACK_MY_SCHOOL_TOKEN_URL", "https://a.example/token")
    monkeypatch.setenv("TIMEBACK_MY_SCHOOL_CLIENT_ID", "mine")
    secret = file.with_name("secret")
    secret.write_text(SECRET)
    monkeypatch.setenv("TIMEBACK_MY_SCHOOL_CLIENT_SECRET_FILE", str(secret))
    made = settings("my-school")
    assert (made.client_id, made.secret(), made.token_url) == ("mine", SECRET, "https://a.example/token")
    monkeypatch.setenv("TIMEBACK_MY_SCHOOL_CLIENT_SECRET", "direct")
    assert settings("my-school").secret() == "direct"
    # The plain variables are nobody's in particular.
    monkeypatch.setenv("TIMEBACK_CLIENT_ID", "plain")
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", "plain")
    monkeypatch.setenv("TIMEBACK_TOKEN_URL", "https://plain.example")
    assert refused("other").startswith(f"profile 'other' in {file}: token_url is missing")
    assert refused("other").endswith("pass token_url=, or set TIMEBACK_OTHER_TOKEN_URL")
    assert ": client_id is missing" in refused("staging")
    monkeypatch.setenv("TIMEBACK_ENVIRONMENT", "staging")
    assert settings("staging", token_url="https://t.example").client_id == "plain"


class Keyring(types.ModuleType):
    """Stands in for the operating system's."""

    def __init__(self, secrets: dict[tuple[str, str], str]) -> None:
        super().__init__("keyring")
        self.secrets = secrets

    def get_password(self, service: str, name: str) -> str | None:
        return self.secrets.get((service, name))


def test_the_keyring(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(file, "[staging]\nclient_id = 'a'\nclient_secret_keyring = true\n")
    ring = Keyring({})
    errors = types.ModuleType("keyring.errors")
    errors.KeyringError = type("KeyringError", (Exception,), {})  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", ring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    assert "keyring set timeback-client staging" in refused("staging")
    ring.secrets["timeback-client", "staging"] = SECRET
    made = settings("staging")
    assert made.secret() == SECRET
    ring.secrets["timeback-client", "staging"] = "rotated"
    assert made.secret() == "rotated"
    assert SECRET not in repr(made)

    def locked(service: str, name: str) -> str:
        raise errors.KeyringError(SECRET)

    monkeypatch.setattr(ring, "get_password", locked)
    assert "could not be read" in refused("staging")
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert "timeback-client[keyring]" in refused("staging")
    written(file, "[staging]\nclient_id = 'a'\nclient_secret_keyring = false\n")
    assert "client_secret is missing" in refused("staging")


def test_neither_toml_nor_platformdirs_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys\nfrom timeback import TimeBackClient\n"
        "TimeBackClient(environment='staging', client_id='a', client_secret='b').close()\n"
        "late = {'tomllib', 'platformdirs', 'keyring', 'timeback.profiles', 'timeback._health_check'}\n"
        "print(late & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "set()"

"""Credentials, time limits, certificates and scopes."""

import ssl
from pathlib import Path
from typing import Any

import pytest

from tests.settings.kit import CREDENTIALS, PRODUCTION, STAGING, refused, resolved
from timeback import TimeBackClient
from timeback.settings import InsecureTLSWarning
from timeback_runtime.errors import ConfigurationError


@pytest.mark.parametrize("name", ["client_id", "client_secret"])
def test_credentials_that_are_missing_or_odd(name: str) -> None:
    text = refused(environment="staging", **{name: None})
    assert text.startswith(f"{name} is missing: pass {name}=, or set TIMEBACK_STAGING_{name.upper()}")
    assert "is empty" in refused(environment="staging", **{name: " "})
    assert "space or a control character" in refused(environment="staging", **{name: "pa55 word"})
    assert "space or a control character" in refused(environment="staging", **{name: "pa55\x00"})
    assert "must be text" in refused(environment="staging", **{name: b"pa55"})
    assert "1234" not in refused(environment="staging", **{name: 1234})
    assert getattr(resolved(environment="staging", **{name: " copied\n"}), name) == "copied"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("timeout", [0, -1, "5", None, True, float("inf"), float("nan"), 1e10, 10**400]),
        ("deadline", [0, "5", False]),
        ("max_requests_per_second", [0, -2, "x"]),
        ("max_response_bytes", [0, -1, 1.5, True, "5", float("inf")]),
        ("max_retries", [-1, 1.5, True, "4", None]),
        ("token_auth", ["Basic", "form", "", "basic_raw", "raw"]),
        ("scope", [["a b"], [""], [5], 5]),
        (
            "base_paths",
            ["/or", 5, {"rostering": "no/slash"}, {"rostering": "/a/../b"}, {"rostering": "/a?b"}, {"rostering": None}],
        ),
    ],
)
def test_values_that_are_none(name: str, values: list[Any]) -> None:
    for value in values:
        assert refused(environment="staging", **{name: value}).startswith(name)


def test_the_deadline_is_looked_up_for_every_client() -> None:
    assert resolved(environment="staging").deadline is None
    # It is neither a secret nor an address: the plain variable serves every client.
    environ = {"TIMEBACK_DEADLINE": " 12.5 ", "TIMEBACK_STAGING_DEADLINE": "20", "TIMEBACK_ENVIRONMENT": "staging"}
    assert resolved(environ).deadline == 20.0
    assert resolved(environ, deadline=3).deadline == 3.0
    assert resolved(environ, environment="production").deadline == 12.5
    del environ["TIMEBACK_STAGING_DEADLINE"]
    assert resolved(environ).deadline == 12.5
    plain = {"TIMEBACK_DEADLINE": "12.5"}
    assert resolved(plain, environment="staging").deadline == 12.5
    assert resolved(plain, api_url=PRODUCTION).deadline == 12.5
    assert resolved(plain, api_url="https://own.example", token_url="https://own.example/t").deadline == 12.5


@pytest.mark.parametrize("value", ["soon", "0", "-1", "nan", "inf", "1e999", "10s", "hush-hush"])
@pytest.mark.parametrize("name", ["TIMEBACK_DEADLINE", "TIMEBACK_STAGING_DEADLINE"])
def test_a_deadline_that_is_none_is_told_by_its_variable(name: str, value: str) -> None:
    assert refused({name: value, "TIMEBACK_ENVIRONMENT": "staging"}).startswith(name)


def test_the_limit_of_bytes() -> None:
    assert resolved(environment="staging").max_response_bytes == 268_435_456
    assert resolved(environment="staging", max_response_bytes=None).max_response_bytes is None


def test_certificates_that_are_not_checked_are_told_once_and_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback.settings.certificates._has_warned", False)
    with pytest.warns(InsecureTLSWarning, match="verify=False") as caught:
        client = TimeBackClient(environment="staging", **CREDENTIALS, verify=False)
    assert caught[0].filename == __file__
    assert "verify=False" in repr(client.settings)
    assert "hush-hush" not in repr(client.settings)
    client.close()
    # Any more warning would be an error here.
    resolved(environment="staging", verify=False)


def test_a_context_that_checks_nothing_is_told_and_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback.settings.certificates._has_warned", False)
    context = ssl.create_default_context()
    # A context that checks certificates makes no warning, which would be an error here.
    assert "verify" not in repr(resolved(environment="staging", verify=context))
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with pytest.warns(InsecureTLSWarning, match="CERT_NONE"):
        settings = resolved(environment="staging", verify=context)
    assert settings.verify is context
    assert "CERT_NONE" in repr(settings)
    resolved(environment="staging", verify=context)


@pytest.mark.parametrize("verify", [None, 0, 1, 1.0, [], {}, b"ca.pem", object, "", "  ", "a\0b"])
def test_verify_is_refused_when_the_client_is_made(verify: object) -> None:
    assert refused(environment="staging", verify=verify).startswith("verify")


def test_verify_takes_a_path_like_text() -> None:
    path = Path("nowhere") / "ca.pem"
    assert resolved(environment="staging", verify=path).verify == str(path)
    for unreadable in (path, str(path), "\ud800"):
        with pytest.raises(ConfigurationError, match="verify is not a readable file"):
            TimeBackClient(environment="staging", **CREDENTIALS, verify=unreadable)


@pytest.mark.parametrize("verify", [True, "/home/someone/authority.pem"])
def test_certificates_that_are_checked_are_not_shown(verify: bool | str) -> None:
    shown = repr(resolved(environment="staging", verify=verify, proxy="http://me:pa55@proxy.example"))
    assert shown.startswith("Settings(environment='staging', api_url=")
    for hidden in ("verify", "someone", "pa55", "hush-hush"):
        assert hidden not in shown


def test_only_unencoded_basic_cannot_carry_a_colon_in_the_id() -> None:
    text = refused(environment="staging", token_auth="basic-raw", client_id="a:b")
    assert text.startswith("client_id")
    assert "token_auth='basic'" in text
    assert resolved(environment="staging").token_auth == "post"
    assert resolved({"TIMEBACK_STAGING_TOKEN_AUTH": "basic-raw"}, environment="staging").token_auth == "basic-raw"
    assert refused({"TIMEBACK_STAGING_TOKEN_AUTH": "Basic"}, environment="staging").startswith("token_auth")
    for token_auth in ("post", "basic"):
        assert resolved(environment="staging", token_auth=token_auth, client_id="a:b").client_id == "a:b"


@pytest.mark.parametrize(
    ("scope", "sent"), [(None, None), ("", None), ("a  b", "a b"), (["a", "b"], "a b"), ({"b", "a"}, "a b"), ([], None)]
)
def test_scopes_are_text_or_a_list(scope: Any, sent: str | None) -> None:
    assert resolved(environment="staging", scope=scope).scope == sent


def test_settings_do_not_change_and_tell_no_secret() -> None:
    settings = resolved(environment="staging", proxy="http://user:pa55@proxy.example", base_paths={"rostering": "/r"})
    with pytest.raises(AttributeError):
        settings.api_url = PRODUCTION  # type: ignore[misc]
    with pytest.raises(TypeError):
        settings.base_paths["rostering"] = "/x"  # type: ignore[index]
    for text in (repr(settings), str(settings), f"{settings}"):
        assert STAGING in text
        assert "hush-hush" not in text
        assert "pa55" not in text

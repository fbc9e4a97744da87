"""Where a client connects to, and as whom."""

import importlib
import ssl
import traceback
from pathlib import Path
from typing import Any

import pytest

from timeback import OneRosterScope, TimeBackClient
from timeback._spec import documents
from timeback.settings import InsecureTLSWarning, Settings, resolve
from timeback_runtime.errors import ConfigurationError

QTI_PRODUCTION = "https://qti.alpha-1edtech.ai/api"
QTI_STAGING = "https://qti-staging.alpha-1edtech.ai/api"
PRODUCTION = "https://api.alpha-1edtech.ai"
STAGING = "https://api.staging.alpha-1edtech.ai"
CREDENTIALS = {"client_id": "cid-1", "client_secret": "hush-hush"}


def resolved(environ: dict[str, str] | None = None, **arguments: Any) -> Settings:
    return resolve(**{**CREDENTIALS, **arguments}, environ=environ or {})


def refused(environ: dict[str, str] | None = None, **arguments: Any) -> str:
    with pytest.raises(ConfigurationError) as caught:
        resolved(environ, **arguments)
    text = "".join(traceback.format_exception(caught.value))
    for secret in ("hush-hush", "pa55", "t0ken"):
        assert secret not in text
    return str(caught.value)


# Addresses


@pytest.mark.parametrize(
    ("environment", "api", "qti", "events", "token"),
    [
        ("production", PRODUCTION, QTI_PRODUCTION, "https://caliper.alpha-1edtech.ai", "alpha-auth-production-idp"),
        ("staging", STAGING, QTI_STAGING, "https://caliper.staging.alpha-1edtech.ai", "alpha-auth-development-idp"),
        (" Staging ", STAGING, QTI_STAGING, "https://caliper.staging.alpha-1edtech.ai", "alpha-auth-development-idp"),
    ],
)
def test_an_environment_is_enough(environment: str, api: str, qti: str, events: str, token: str) -> None:
    settings = resolved(environment=environment)
    assert (settings.api_url, settings.qti_api_url) == (api, qti)
    assert settings.token_url == f"https://{token}.auth.us-west-2.amazoncognito.com/oauth2/token"
    assert settings.address("api") == api
    assert settings.address("qti") == qti
    assert settings.address("events") == events == settings.events_url
    assert events in settings.urls
    assert settings.environment == environment.strip().lower()


@pytest.mark.parametrize(
    ("api_url", "environment", "token_host"),
    [
        ("https://api.alpha-1edtech.com", "production", "alpha-auth-production-idp"),
        ("https://API.staging.alpha-1edtech.com./", "staging", "alpha-auth-development-idp"),
        ("https://staging.alpha-1edtech.com", "staging", "alpha-auth-development-idp"),
        ("https://platform.timeback.com", "production", "platform.timeback.com"),
        ("https://platform.dev.timeback.com", "staging", "platform.dev.timeback.com"),
    ],
)
def test_known_hosts_tell_their_environment_and_token_url(api_url: str, environment: str, token_host: str) -> None:
    settings = resolved(api_url=api_url)
    assert settings.environment == environment
    assert settings.token_url.startswith(f"https://{token_host}")


def test_base_paths_of_what_is_no_package_are_told() -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'rostering'"):
        resolved(environment="production", base_paths={"rosterin": "/r"})


def test_the_second_generation_has_other_base_paths() -> None:
    settings = resolved(environment="production", platform="timeback", base_paths={"gradebook": "/mine/"})
    assert settings.api_url == "https://platform.timeback.com"
    assert settings.token_url == "https://platform.timeback.com/auth/1.0/token"
    assert settings.base_path("rostering", "/ims/oneroster/rostering/v1p2") == "/rostering/1.0"
    assert settings.base_path("gradebook", "/ims/oneroster/gradebook/v1p2") == "/mine"
    assert settings.base_path("powerpath", "/powerpath") == "/powerpath"
    assert resolved(api_url="https://platform.timeback.com").platform == "timeback"
    assert "did you mean 'timeback'" in refused(environment="production", platform="timebak")


def test_a_path_is_a_prefix_and_slashes_at_the_end_do_not_count() -> None:
    settings = resolved(api_url=" https://gateway.example/district//", token_url="https://login.example/token/")
    assert (settings.api_url, settings.token_url) == ("https://gateway.example/district", "https://login.example/token")


@pytest.mark.parametrize(
    "api_url", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000", "http://box.localhost:8000/x"]
)
def test_on_loopback_the_other_addresses_follow(api_url: str) -> None:
    settings = resolved(api_url=api_url)
    assert settings.token_url == f"{api_url}/oauth2/token"
    assert settings.qti_api_url == f"{api_url}/api"
    assert settings.events_url == api_url
    assert settings.environment is None


def test_elsewhere_a_token_url_is_needed_and_the_others_once_they_are_used() -> None:
    text = refused(api_url="https://district.example")
    assert "token_url is missing" in text
    assert "TIMEBACK_TOKEN_URL" in text
    assert "TIMEBACK_STAGING_TOKEN_URL" in refused(api_url="https://district.example", environment="staging")
    settings = resolved(api_url="https://district.example", token_url="https://login.example/token")
    assert settings.address("api") == "https://district.example"
    with pytest.raises(ConfigurationError, match=r"qti_api_url is not set.*TIMEBACK_QTI_API_URL"):
        settings.address("qti")
    with pytest.raises(ConfigurationError, match=r"events_url is not set.*TIMEBACK_EVENTS_URL"):
        settings.address("events")


def test_neither_environment_nor_address_is_an_error() -> None:
    text = refused()
    assert "environment='staging'" in text
    assert "TIMEBACK_ENVIRONMENT" in text


@pytest.mark.parametrize("name", ["api_url", "qti_api_url", "events_url", "token_url"])
@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://district.example", "allow_http=True"),
        ("http://localhost.evil.example", "allow_http=True"),
        ("http://127.0.0.1.evil.example", "allow_http=True"),
        ("https://user:pa55@district.example", "client_id= and client_secret="),
        ("https://district.example@evil.example", "client_id= and client_secret="),
        ("https://district.example?key=t0ken", "query or fragment"),
        ("https://district.example/#t0ken", "query or fragment"),
        ("https://district.example/a b", "space"),
        ("https://district.example\\evil", "backslash"),
        ("https://district.exa\nmple", "control character"),
        ("https://district.example/a/../b", "'..'"),
        ("https://district.example:port", "cannot be read"),
        ("https://[::1", "cannot be read"),
        ("district.example", "must start with https://"),
        ("ftp://district.example", "must start with https://"),
        ("https:///path", "must start with https://"),
        ("", "is empty"),
        (5, "must be text, not int"),
    ],
)
def test_addresses_that_are_none(name: str, url: Any, says: str) -> None:
    text = refused(**{"api_url": "https://ok.example", "token_url": "https://login.example", name: url})
    assert text.startswith(name)
    assert says in text


def test_http_is_a_choice() -> None:
    settings = resolved(api_url="http://district.example", token_url="http://district.example/t", allow_http=True)
    assert settings.api_url == "http://district.example"


# Environments never mix


@pytest.mark.parametrize(
    "arguments",
    [
        {"environment": "staging", "api_url": PRODUCTION},
        {"environment": "production", "api_url": "https://staging.alpha-1edtech.com"},
        {"environment": "staging", "qti_api_url": "https://qti.alpha-1edtech.ai/api"},
        {"environment": "staging", "token_url": "https://alpha-auth-production-idp.auth.us-west-2.amazoncognito.com/x"},
        {
            "environment": "staging",
            "token_url": "https://prod-beyond-timeback-api-2-idp.auth.us-east-1.amazoncognito.com/oauth2/token",
        },
        {"api_url": STAGING, "qti_api_url": "https://qti.alpha-1edtech.com/api"},
        {"environment": "staging", "events_url": "https://caliper.alpha-1edtech.ai"},
        {"api_url": PRODUCTION, "events_url": "https://caliper-staging.alpha-1edtech.com"},
        # No environment is known, and the token would be sent there.
        {
            "api_url": "https://gateway.example",
            "token_url": "https://login.example/t",
            "events_url": "https://caliper.alpha-1edtech.ai",
        },
    ],
)
def test_an_address_of_another_environment_is_refused(arguments: dict[str, str]) -> None:
    assert "address" in refused(**arguments)


@pytest.mark.parametrize(
    "other",
    [
        {"qti_api_url": QTI_STAGING},
        {"events_url": "https://caliper.staging.alpha-1edtech.ai"},
        {"base_paths": {"gradebook": f"{STAGING}/gradebook"}},
    ],
)
def test_the_token_of_an_environment_goes_to_no_other(other: dict[str, Any]) -> None:
    production = "https://alpha-auth-production-idp.auth.us-west-2.amazoncognito.com/oauth2/token"
    text = refused(api_url="https://gateway.example", token_url=production, **other)
    assert text.startswith(next(iter(other)))
    assert "a staging address" in text
    assert "token_url belongs to production: pass the token_url of staging" in text
    staging = production.replace("production", "development")
    assert resolved(api_url="https://gateway.example", token_url=staging, **other).environment is None


def test_variables_of_an_environment_serve_it_alone() -> None:
    environ = {
        "TIMEBACK_STAGING_CLIENT_ID": "staging-id",
        "TIMEBACK_STAGING_CLIENT_SECRET": "staging-secret",
        "TIMEBACK_PRODUCTION_CLIENT_ID": "production-id",
        "TIMEBACK_PRODUCTION_CLIENT_SECRET": "production-secret",
    }
    for environment in ("staging", "production"):
        settings = resolve(environment=environment, environ=environ)
        assert settings.client_id == f"{environment}-id"
        assert settings.client_secret == f"{environment}-secret"


def test_plain_variables_serve_the_named_environment_or_who_names_none() -> None:
    plain = {"TIMEBACK_CLIENT_ID": "plain-id", "TIMEBACK_CLIENT_SECRET": "plain-secret"}
    named = {**plain, "TIMEBACK_ENVIRONMENT": "Staging"}
    assert resolve(environ=named).api_url == STAGING
    assert resolve(environment="staging", environ=named).client_id == "plain-id"
    assert resolve(environ={**plain, "TIMEBACK_API_URL": STAGING}).environment == "staging"
    assert resolve(api_url=PRODUCTION, environ=plain).client_id == "plain-id"
    for arguments, environ in [
        ({"environment": "production"}, named),
        ({"environment": "production"}, plain),
        ({"environment": "staging"}, plain),
        ({"api_url": PRODUCTION}, named),
    ]:
        with pytest.raises(ConfigurationError) as caught:
            resolve(**arguments, environ=environ)
        environment = arguments.get("environment", "production").upper()
        assert f"client_id is missing: pass client_id=, or set TIMEBACK_{environment}_CLIENT_ID" in str(caught.value)
        assert "TIMEBACK_CLIENT_ID is set, but " in str(caught.value)


def test_the_argument_comes_first_then_the_environment_then_the_plain_then_the_alias() -> None:
    environ = {
        "TIMEBACK_ENVIRONMENT": "staging",
        "TIMEBACK_STAGING_CLIENT_ID": "second",
        "TIMEBACK_CLIENT_ID": "third",
        "TIMEBACK_API_CLIENT_ID": "fourth",
        "TIMEBACK_API_CLIENT_SECRET": "alias-secret",
    }
    seen = [resolve(client_id="first", environ=environ).client_id]
    for name in ("TIMEBACK_STAGING_CLIENT_ID", "TIMEBACK_CLIENT_ID", "TIMEBACK_API_CLIENT_ID"):
        seen.append(resolve(environ=environ).client_id)
        environ[name] = "  "
    assert seen == ["first", "second", "third", "fourth"]


@pytest.mark.parametrize(
    ("alias", "value", "attribute"),
    [
        ("TIMEBACK_API_BASE_URL", STAGING, "api_url"),
        ("TIMEBACK_BASE_URL", STAGING, "api_url"),
        ("TIMEBACK_API_AUTH_URL", "https://login.example/t", "token_url"),
        ("TIMEBACK_AUTH_URL", "https://login.example/t", "token_url"),
        ("TIMEBACK_ENV", "staging", "environment"),
    ],
)
def test_names_of_the_official_client_are_read(alias: str, value: str, attribute: str) -> None:
    environ = {alias: value}
    if attribute == "token_url":
        environ["TIMEBACK_ENV"] = "staging"
    assert getattr(resolved(environ), attribute) == value


def test_every_address_is_read_from_the_environment() -> None:
    environ = {
        "TIMEBACK_STAGING_API_URL": "https://a.example/",
        "TIMEBACK_STAGING_QTI_API_URL": "https://q.example/api",
        "TIMEBACK_STAGING_EVENTS_URL": "https://e.example/",
        "TIMEBACK_STAGING_TOKEN_URL": "https://t.example/token",
    }
    settings = resolved(environ, environment="staging")
    assert settings.api_url == "https://a.example"
    assert settings.address("qti") == "https://q.example/api"
    assert settings.address("events") == "https://e.example"
    assert settings.token_url == "https://t.example/token"


def test_a_sensor_is_an_iri_and_its_plain_variable_serves_every_client() -> None:
    assert resolved(environment="staging").sensor is None
    assert resolved(environment="staging", sensor="urn:uuid:7").sensor == "urn:uuid:7"
    environ = {"TIMEBACK_ENVIRONMENT": "production", "TIMEBACK_SENSOR": "https://app.example/s"}
    assert resolved(environ, environment="staging").sensor == "https://app.example/s"
    environ["TIMEBACK_STAGING_SENSOR"] = "https://own.example"
    assert resolved(environ, environment="staging").sensor == "https://own.example"
    for odd in ("my app", "app", "https:", "https://a b", "a\x00:b", 7):
        assert refused(environment="staging", sensor=odd).startswith("sensor")


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("prod", "'production'"), ("stage", "'staging'"), ("Stagin", "'staging'"), ("producton", "'production'")],
)
def test_an_unknown_environment_brings_a_suggestion(name: str, suggestion: str) -> None:
    assert f"did you mean {suggestion}?" in refused(environment=name)
    text = refused({"TIMEBACK_ENVIRONMENT": name})
    assert text.startswith("TIMEBACK_ENVIRONMENT is not a known environment")


@pytest.mark.parametrize("name", ["", "qa", 3])
def test_what_resembles_no_environment_brings_none(name: Any) -> None:
    text = refused(environment=name)
    assert text.startswith("environment")
    assert "did you mean" not in text


def test_an_odd_name_in_the_environment_does_not_matter_to_who_names_one() -> None:
    assert resolved({"TIMEBACK_ENVIRONMENT": "qa"}, environment="staging").environment == "staging"


# Credentials and the rest


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


# Another provider


def test_the_scopes_are_those_of_the_specifications() -> None:
    flows = documents.load("rostering").content["components"]["securitySchemes"]["OAuth2"]["flows"]
    assert {str(scope) for scope in OneRosterScope} == set(flows["clientCredentials"]["scopes"])
    for scope in OneRosterScope:
        name = scope.rpartition("/")[2]
        assert scope.name == name.replace("-", "_").replace(".", "_").upper()
    assert resolved(environment="staging", scope=OneRosterScope).scope == " ".join(OneRosterScope)
    assert resolved({"TIMEBACK_STAGING_SCOPE": " a  b "}, environment="staging").scope == "a b"
    assert resolved({"TIMEBACK_STAGING_SCOPE": "a"}, environment="staging", scope=["b"]).scope == "b"
    assert resolved({"TIMEBACK_STAGING_SCOPE": "a"}, environment="staging", scope="").scope is None


PROVIDER = {"api_url": "https://or.example", "token_url": "https://login.example/token"}


def test_a_base_path_may_be_a_url() -> None:
    paths = {"gradebook": " https://Grades.example:8443/v1p2/ ", "qti": "https://qti.example/api", "powerpath": ""}
    settings = resolved(**PROVIDER, base_paths=paths)
    packages = {
        name: importlib.import_module(f"timeback_api.{name}._package").PACKAGE for name in (*paths, "rostering")
    }
    assert {name: settings.base_url(package) for name, package in packages.items()} == {
        "gradebook": "https://grades.example:8443/v1p2",
        "qti": "https://qti.example/api",
        "powerpath": "https://or.example",
        "rostering": "https://or.example/ims/oneroster/rostering/v1p2",
    }
    text = "gradebook=https://grades.example/v1p2  rostering=/or"
    assert resolved({"TIMEBACK_BASE_PATHS": text}, **PROVIDER).base_paths == {
        "gradebook": "https://grades.example/v1p2",
        "rostering": "/or",
    }
    assert resolved({"TIMEBACK_BASE_PATHS": text}, **PROVIDER, base_paths={}).base_paths == {}
    for odd in ("gradebook", "=/a", "gradebook=/a gradebook=/b", "gradebook=/a,rostering=/b", "gradebook=/a; qti=/b"):
        assert "TIMEBACK_BASE_PATHS" in refused({"TIMEBACK_BASE_PATHS": odd}, **PROVIDER)


@pytest.mark.parametrize(
    ("url", "settings", "says"),
    [
        ("http://grades.example/v1p2", PROVIDER, "allow_http=True"),
        ("https://user:pa55@grades.example", PROVIDER, "user name"),
        ("https://grades.example/v1p2?key=t0ken", PROVIDER, "query"),
        ("ftp://grades.example", PROVIDER, "https://"),
        ("grades.example/v1p2", PROVIDER, "full URL"),
        ("//grades.example/v1p2", PROVIDER, "full URL"),
        (PRODUCTION + "/x", {"environment": "staging"}, "production address"),
        ("https://qti-staging.alpha-1edtech.ai/api", {"environment": "production"}, "staging address"),
        ("https://api.alpha-1edtech.ai", PROVIDER, "environment is not set"),
        ("https://platform.timeback.com", {"api_url": STAGING}, "production address"),
    ],
)
def test_a_base_path_that_must_not_get_the_token(url: str, settings: dict[str, str], says: str) -> None:
    text = refused(**settings, base_paths={"gradebook": url})
    assert text.startswith("base_paths['gradebook']")
    assert says in text


def test_a_base_path_on_loopback_may_be_plain_http() -> None:
    local = "http://127.0.0.1:8001/v1p2"
    settings = resolved(**PROVIDER, base_paths={"gradebook": local, "rostering": STAGING}, environment="staging")
    assert settings.base_paths == {"gradebook": local, "rostering": STAGING}
    assert "proxy" in refused(**PROVIDER, base_paths={"gradebook": local}, proxy="http://proxy.example:3128")


@pytest.mark.parametrize(
    ("api_url", "remove"),
    [
        ("https://or.example/ims/oneroster/rostering/v1p2", "/ims/oneroster/rostering/v1p2"),
        ("https://or.example/district/ims/oneroster/gradebook/v1p2/", "/ims/oneroster/gradebook/v1p2"),
        ("https://or.example/IMS/OneRoster/resources/v1p2", "/IMS/OneRoster/resources/v1p2"),
        ("https://or.example/ims/oneroster/v1p1", "/ims/oneroster/v1p1"),
        ("https://or.example/ims/oneroster", "/ims/oneroster"),
        ("https://or.example/ims/oneroster/rostering/v1p2/users", "/ims/oneroster/rostering/v1p2/users"),
        ("https://or.example/oneroster/rostering/v1p2", "/oneroster/rostering/v1p2"),
        ("https://or.example/api/gradebook/v1p2/", "/gradebook/v1p2"),
        ("https://platform.timeback.com/rostering/1.0", "/rostering/1.0"),
        (f"{STAGING}/powerpath", "/powerpath"),
    ],
)
def test_a_service_path_in_the_address_is_explained(api_url: str, remove: str) -> None:
    text = refused(api_url=api_url, token_url="https://login.example/token" if "or.example" in api_url else None)
    assert text.startswith(f"api_url ends with {remove!r}")
    assert "base_paths=" in text


@pytest.mark.parametrize(
    ("api_url", "paths"),
    [
        ("https://or.example/oneroster", None),
        ("https://or.example/ims", None),
        ("https://or.example/oneroster/v1p2", None),
        ("https://or.example/rostering", None),
        ("https://or.example/oneroster/rostering/v1p2", {"rostering": ""}),
        ("https://or.example/ims/oneroster/rostering/v1p2", {"rostering": ""}),
        ("https://or.example/ims/oneroster", {"rostering": "/rostering/v1p2", "gradebook": "/gradebook/v1p2"}),
    ],
)
def test_paths_of_the_callers_own_are_taken(api_url: str, paths: dict[str, str] | None) -> None:
    assert resolved(api_url=api_url, token_url="https://login.example/token", base_paths=paths).api_url == api_url
    twice = {"rostering": "/ims/oneroster/rostering/v1p2"}
    url = f"https://or.example{twice['rostering']}"
    assert "api_url ends with" in refused(**{**PROVIDER, "api_url": url}, base_paths=twice)


def test_quotes_of_filters() -> None:
    assert resolved(environment="staging").filter_quotes == "double"
    assert resolved(environment="staging", filter_quotes="backslash").filter_quotes == "backslash"
    assert resolved({"TIMEBACK_STAGING_FILTER_QUOTES": "none"}, environment="staging").filter_quotes == "none"
    for odd in ("single", "", 3):
        assert refused(environment="staging", filter_quotes=odd).startswith("filter_quotes")

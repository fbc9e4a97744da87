"""Where a client connects to."""

from typing import Any

import pytest

from tests.settings.kit import PRODUCTION, QTI_PRODUCTION, QTI_STAGING, STAGING, refused, resolved
from timeback_runtime.errors import ConfigurationError


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

"""Environments, whose addresses and credentials never mix."""

from typing import Any

import pytest

from tests.settings.kit import PRODUCTION, QTI_STAGING, STAGING, refused, resolved
from timeback.settings import resolve
from timeback_runtime.errors import ConfigurationError


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

"""Settings from the older client's arguments."""

from __future__ import annotations

import httpx
import pytest

from timeback.errors import ConfigurationError
from timeback.settings import Settings
from timeback_api.qti._package import PACKAGE as QTI
from timeback_client import QTIService, TimeBackClient
from timeback_client._connect import InsecureAddressWarning, MixedEnvironmentsWarning, connect
from timeback_client.api.assessment_items import AssessmentItemsAPI
from timeback_client.api.users import UsersAPI

from .conftest import Mirror

PRODUCTION_TOKENS = "https://alpha-auth-production-idp.auth.us-west-2.amazoncognito.com/oauth2/token"
STAGING_TOKENS = "https://alpha-auth-development-idp.auth.us-west-2.amazoncognito.com/oauth2/token"


def settings(**arguments: str) -> Settings:
    return connect(client_id="id", client_secret="secret", **arguments).settings


def test_production_unless_something_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    client = TimeBackClient(client_id="id", client_secret="secret")
    assert client.environment == "production"
    assert client.api_url == "https://api.alpha-1edtech.ai"
    assert client.qti_api_url == client.qti.qti_url == "https://qti.alpha-1edtech.ai/api"
    assert client._connection.settings.token_url == PRODUCTION_TOKENS
    assert TimeBackClient(client_id="a", client_secret="b", environment="STAGING").environment == "staging"
    monkeypatch.setenv("TIMEBACK_ENVIRONMENT", "staging")
    assert settings().api_url == "https://api.staging.alpha-1edtech.ai"
    assert settings(environment="production").environment == "production"
    monkeypatch.setenv("TIMEBACK_ENVIRONMENT", "moon")
    with pytest.raises(ConfigurationError):
        settings()


def test_qti_is_called_below_its_api() -> None:
    for known in (settings(), settings(environment="staging"), settings(api_url="http://127.0.0.1:1")):
        url = known.address("qti") + known.base_path("qti", QTI.base_path)
        assert url.endswith("/api")
        assert url.count("/api") == 1


def test_variables_serve_as_they_serve_timeback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEBACK_CLIENT_ID", "plain")
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", "secret")
    client = TimeBackClient()
    assert client._connection.authorized
    assert client._connection.settings.client_id == "plain"
    monkeypatch.setenv("TIMEBACK_PRODUCTION_CLIENT_ID", "named")
    assert TimeBackClient()._connection.settings.client_id == "named"
    monkeypatch.setenv("TIMEBACK_API_URL", "https://api.staging.alpha-1edtech.ai")
    assert settings().environment == "staging"
    with pytest.raises(ConfigurationError, match="staging"):
        settings(api_url="http://api.staging.alpha-1edtech.com", environment="production")


def test_a_setting_that_is_half_there_is_an_error() -> None:
    with pytest.raises(ConfigurationError, match="client_secret"):
        TimeBackClient(client_id="id")
    with pytest.raises(ValueError, match="client_id"):
        UsersAPI("https://api.alpha-1edtech.ai", client_secret="secret").list_users()


def test_an_address_in_the_place_of_the_client_id_is_an_error() -> None:
    with pytest.raises(ConfigurationError, match="caliper_api_url"):
        TimeBackClient("https://api.alpha-1edtech.ai", None, "https://caliper.alpha-1edtech.ai")


def test_the_platforms_own_http_addresses_are_called_by_https() -> None:
    client = TimeBackClient("http://staging.alpha-1edtech.com/", client_id="id", client_secret="secret")
    assert client.api_url == client.rostering.base_url == "http://staging.alpha-1edtech.com"
    assert client._connection.settings.api_url == "https://staging.alpha-1edtech.com"
    assert client.environment == "staging"
    assert settings(api_url="http://api.alpha-1edtech.com:80").api_url == "https://api.alpha-1edtech.com"
    assert settings(qti_api_url="http://qti.alpha-1edtech.com/api").qti_api_url == "https://qti.alpha-1edtech.com/api"


EXAMPLE = {"api_url": "http://staging.alpha-1edtech.com/", "qti_api_url": "https://qti.alpha-1edtech.com/api"}


@pytest.mark.parametrize(
    ("addresses", "api", "qti", "tokens"),
    [
        (EXAMPLE, "https://staging.alpha-1edtech.com", "https://qti.alpha-1edtech.com/api", STAGING_TOKENS),
        (
            {"api_url": "HTTP://API.Staging.alpha-1edtech.AI:80", "qti_api_url": "http://QTI.alpha-1edtech.ai:80/"},
            "https://api.staging.alpha-1edtech.ai",
            "https://qti.alpha-1edtech.ai/api",
            STAGING_TOKENS,
        ),
        (
            {"api_url": "http://api.alpha-1edtech.com", "qti_api_url": "http://qti-staging.alpha-1edtech.ai/api/"},
            "https://api.alpha-1edtech.com",
            "https://qti-staging.alpha-1edtech.ai/api",
            PRODUCTION_TOKENS,
        ),
        (
            {
                "api_url": TimeBackClient.DEFAULT_PRODUCTION_URL,
                "qti_api_url": QTIService.DEFAULT_QTI_STAGING_URL,
            },
            "https://alpha-1edtech.com",
            "https://qti-staging.alpha-1edtech.ai/api",
            PRODUCTION_TOKENS,
        ),
        (
            {
                "api_url": "https://gateway.example.org",
                "qti_api_url": "https://qti.alpha-1edtech.ai:443",
                "environment": "staging",
            },
            "https://gateway.example.org",
            "https://qti.alpha-1edtech.ai:443/api",
            STAGING_TOKENS,
        ),
        (
            {"api_url": "https://gateway.example.org", "qti_api_url": "https://qti-staging.alpha-1edtech.ai/api"},
            "https://gateway.example.org",
            "https://qti-staging.alpha-1edtech.ai/api",
            PRODUCTION_TOKENS,
        ),
    ],
)
def test_addresses_of_two_environments_that_are_both_passed(
    addresses: dict[str, str], api: str, qti: str, tokens: str
) -> None:
    with pytest.warns(UserWarning, match=r"^qti_api_url") as warned:
        client = TimeBackClient(client_id="id", client_secret="secret", **addresses)
    assert [warning.category for warning in warned] == [MixedEnvironmentsWarning]
    assert warned[0].filename == __file__
    known = client._connection.settings
    assert (known.api_url, known.qti_api_url, known.token_url) == (api, qti, tokens)
    assert client.qti.assessment_items._connection.settings is known
    assert (client.api_url, client.qti_api_url) == (
        addresses["api_url"].rstrip("/"),
        addresses["qti_api_url"].rstrip("/"),
    )


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        ({"environment": "staging", "qti_api_url": EXAMPLE["qti_api_url"]}, {}),
        ({"environment": "production", **EXAMPLE}, {}),
        ({"api_url": EXAMPLE["api_url"]}, {"TIMEBACK_QTI_API_URL": EXAMPLE["qti_api_url"]}),
        ({"qti_api_url": EXAMPLE["qti_api_url"]}, {"TIMEBACK_API_URL": EXAMPLE["api_url"]}),
        ({**EXAMPLE, "token_url": PRODUCTION_TOKENS}, {}),
        (EXAMPLE, {"TIMEBACK_TOKEN_URL": PRODUCTION_TOKENS}),
        ({"api_url": TimeBackClient.DEFAULT_PRODUCTION_URL, "environment": "staging"}, {}),
    ],
)
def test_no_other_address_of_another_environment_is_accepted(
    arguments: dict[str, str], variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in variables.items():
        monkeypatch.setenv(name, text)
    with pytest.raises(ConfigurationError, match="environment"):
        settings(**arguments)


def test_the_strict_rule_holds_for_timeback() -> None:
    from timeback import TimeBackClient as Strict

    api_url = EXAMPLE["api_url"].replace("http:", "https:")
    with pytest.raises(ConfigurationError, match="qti_api_url is a production address"):
        Strict(api_url=api_url, qti_api_url=EXAMPLE["qti_api_url"], client_id="id", client_secret="secret")


def test_requests_to_qti_go_where_the_argument_says(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[str, str | None, bytes]] = []

    def answer(_: object, request: httpx.Request) -> httpx.Response:
        sent.append((str(request.url.copy_with(query=None)), request.headers.get("authorization"), request.content))
        return httpx.Response(200, json={"access_token": "t"} if request.url.path.endswith("token") else {"items": []})

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)
    with pytest.warns(MixedEnvironmentsWarning):
        client = TimeBackClient(client_id="id", client_secret="s3cret", **EXAMPLE)
    with client:
        client.qti.list_assessment_items()
        client.rostering.users.list_users()
    assert [(url, token) for url, token, _ in sent] == [
        (STAGING_TOKENS, None),
        ("https://qti.alpha-1edtech.com/api/assessment-items", "Bearer t"),
        ("https://staging.alpha-1edtech.com/ims/oneroster/rostering/v1p2/users", "Bearer t"),
    ]
    assert [b"s3cret" in content for _, _, content in sent] == [True, False, False]


@pytest.mark.parametrize("name", ["TIMEBACK_API_URL", "TIMEBACK_STAGING_API_URL", "TIMEBACK_API_BASE_URL"])
def test_http_addresses_of_the_platform_in_variables_are_called_by_https(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMEBACK_ENVIRONMENT", "staging")
    monkeypatch.setenv(name, EXAMPLE["api_url"])
    assert settings().api_url == "https://staging.alpha-1edtech.com"


def test_another_http_address_is_accepted_with_a_warning() -> None:
    with pytest.warns(InsecureAddressWarning, match=r"api_url.*http://.*lms\.example\.org"):
        TimeBackClient("http://lms.example.org", client_id="id", client_secret="secret")
    with pytest.warns(InsecureAddressWarning, match="api_url"):
        assert settings(api_url="HTTP://LMS.example.org").api_url == "http://lms.example.org"
    TimeBackClient("http://127.0.0.1:1", client_id="id", client_secret="secret")


def test_the_older_default_addresses_lead_to_the_platform() -> None:
    production = settings(api_url=TimeBackClient.DEFAULT_PRODUCTION_URL)
    assert (production.token_url, production.qti_api_url) == (PRODUCTION_TOKENS, "https://qti.alpha-1edtech.ai/api")
    assert settings(api_url=TimeBackClient.DEFAULT_STAGING_URL).token_url == STAGING_TOKENS
    qti = TimeBackClient(qti_api_url=TimeBackClient.DEFAULT_QTI_URL, client_id="id", client_secret="secret")
    assert qti.qti_api_url == "https://qti.alpha-1edtech.com"
    assert qti.qti.qti_url == qti._connection.settings.qti_api_url == "https://qti.alpha-1edtech.com/api"


def test_a_server_that_is_not_known_takes_the_platforms_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    gateway = "https://gateway.example.org"
    assert settings(api_url=gateway).token_url == PRODUCTION_TOKENS
    assert settings(api_url=gateway, environment="staging").token_url == STAGING_TOKENS
    assert settings(api_url=gateway, token_url=f"{gateway}/token").token_url == f"{gateway}/token"
    monkeypatch.setenv("TIMEBACK_TOKEN_URL", f"{gateway}/tokens")
    assert settings(api_url=gateway).token_url == f"{gateway}/tokens"
    with pytest.raises(ConfigurationError, match="environment"):
        settings(api_url=gateway, environment="moon")


@pytest.mark.parametrize("name", ["TIMEBACK_QTI_API_URL", "TIMEBACK_STAGING_QTI_API_URL"])
def test_a_server_that_is_not_known_keeps_the_qti_service_of_a_variable(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = "https://gateway.example.org"
    environment = {"environment": "staging"} if "STAGING" in name else {}
    assert "alpha-1edtech" in str(settings(api_url=gateway, **environment).qti_api_url)
    monkeypatch.setenv(name, f"{gateway}/qti/api")
    assert settings(api_url=gateway, **environment).qti_api_url == f"{gateway}/qti/api"


def test_base_paths_of_a_variable(mirror: Mirror, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEBACK_BASE_PATHS", f"rostering=/or gradebook={mirror.url}/grades")
    with TimeBackClient(mirror.url, f"{mirror.url}/api", "id", "secret") as client:
        assert client.rostering.users.list_users()["path"] == "/or/users"
        assert client.gradebook.line_items.get_line_items()["path"] == "/grades/assessmentLineItems"
        assert client.qti.list_assessment_items()["path"] == "/api/assessment-items"


def test_without_credentials_no_token_is_sent(mirror: Mirror) -> None:
    with TimeBackClient(mirror.url) as client:
        assert client.rostering.users.list_users()["authorization"] is None
    with TimeBackClient(mirror.url, None, "id", "secret") as client:
        assert client.rostering.users.list_users()["authorization"] == "Bearer t"


def test_classes_by_themselves_send_what_they_were_given(mirror: Mirror, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEBACK_CLIENT_ID", "plain")
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", "secret")
    assert UsersAPI(mirror.url).list_users()["authorization"] is None
    assert UsersAPI(mirror.url, "id", "secret").list_users()["authorization"] == "Bearer t"
    mirror.answers["GET /ims/oneroster/rostering/v1p2/users"] = (401, b"{}")
    count = len(mirror.asked)
    with pytest.raises(Exception, match="401"):
        UsersAPI(mirror.url).list_users()
    assert len(mirror.asked) == count + 1


def test_classes_of_one_address_share_a_connection() -> None:
    one, two = UsersAPI("https://example.org/", "a", "b"), UsersAPI("https://example.org", "a", "b")
    assert one._connection is two._connection
    assert one._connection is not UsersAPI("https://example.org", "a", "c")._connection
    assert "'b'" not in f"{one!r}{one._connection.settings!r}"


def test_qti_by_itself() -> None:
    items = AssessmentItemsAPI("https://qti-staging.alpha-1edtech.ai/api", "id", "secret")
    known = items._connection.settings
    assert (known.environment, known.token_url) == ("staging", STAGING_TOKENS)
    own = AssessmentItemsAPI("http://127.0.0.1:9/api", "id", "secret")._connection.settings
    assert (own.token_url, own.qti_api_url) == ("http://127.0.0.1:9/oauth2/token", "http://127.0.0.1:9/api")
    service = QTIService("https://api.alpha-1edtech.ai", QTIService.DEFAULT_QTI_STAGING_URL, "id", "secret")
    assert service.assessment_items._connection.settings.environment == "staging"


def test_methods_can_be_called_on_the_service(mirror: Mirror) -> None:
    with TimeBackClient(mirror.url) as client:
        assert client.rostering.list_users(limit=1)["query"] == {"limit": "1"}
        assert "users" in dir(client.rostering)

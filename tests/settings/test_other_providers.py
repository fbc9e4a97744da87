"""Settings of another provider of OneRoster: scopes, base paths and quotes of filters."""

import importlib

import pytest

from tests.settings.kit import PRODUCTION, STAGING, refused, resolved
from timeback import OneRosterScope
from timeback._spec import documents


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

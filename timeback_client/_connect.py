"""Connections from the older client's arguments: sessions of ``timeback`` that objects with equal arguments share."""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import urlsplit

import attrs

from timeback._http.flow import RequestFlow, request_flow
from timeback._http.request_builder import prepare_request
from timeback._http.session import SyncSession
from timeback.settings import ALIASES, Settings, resolve, variable
from timeback.settings.environments import (
    API_URLS,
    Deployment,
    check_url,
    environment_of,
    host_of,
    is_loopback,
    known_deployment,
)
from timeback_client._errors import http_error, translated
from timeback_client._reply import read
from timeback_runtime.frames import clears_locals, warn_caller
from timeback_runtime.records import evolve

if TYPE_CHECKING:
    from timeback._http.download import DownloadTarget
    from timeback.client import TimeBackClient
    from timeback_runtime.messages import Reply, Request

T = TypeVar("T")

AddressArgument = Literal["api_url", "qti_api_url", "caliper_api_url"]

# The arguments of services with an address of their own, in the order in which they select the environment.
_SERVICES = {"qti_api_url": "QTI", "caliper_api_url": "Caliper"}

_PLATFORM_DOMAINS = ("alpha-1edtech.com", "alpha-1edtech.ai")


class InsecureAddressWarning(UserWarning):
    """A URL starts with ``http://``: requests to it, including the token, are not encrypted."""


class MixedEnvironmentsWarning(UserWarning):
    """The address of the API and that of QTI or Caliper were passed, and belong to different environments."""


class _AnonymousSession(SyncSession):
    """A session that sends requests without a token."""

    def _call_flow(
        self, request: Request[Any], read: Callable[[Reply], T], target: DownloadTarget | None = None
    ) -> RequestFlow[T]:
        self._raise_if_closed()
        headers = {**self._base_headers, **self._options.headers}
        call = prepare_request(request, self.settings, headers, os.urandom(12).hex())
        call = evolve(call, authorized=False)
        return request_flow(call, read, self._options, self._clock, self._limiter, self._deadline(), target)


class Connection:
    """A session that is shared by all objects with the same URL and credentials."""

    def __init__(self, settings: Settings, authorized: bool) -> None:
        self.settings = settings
        self.authorized = authorized
        self._session = SyncSession(settings) if authorized else _AnonymousSession(settings)
        # The older client had no close(), so the session is closed when the connection is garbage collected.
        self.close = weakref.finalize(self, self._session.close)

    @cached_property
    def client(self) -> TimeBackClient:
        """A client of ``timeback`` with the same session."""
        from timeback.client import TimeBackClient

        return TimeBackClient._over(self._session)

    @clears_locals
    def call(self, request: Request[Any]) -> Any:
        """Send a request; return the decoded reply, or raise an exception of ``requests``."""
        settings, package = self.settings, request.operation.package
        with translated("POST", settings.token_url):
            url = settings.base_url(package) + request.path
            result = self._session.call(request, lambda reply: _CallResult.from_reply(request, reply))
        if result.error is not None:
            raise http_error(result.error, result.reply, request.method, url) from result.error
        return result.data


@attrs.frozen
class _CallResult:
    """The result of a call. An error is kept with its reply, which the exception of ``requests`` needs."""

    reply: Reply
    data: Any = attrs.field(default=None, repr=False)
    error: Any = None

    @classmethod
    def from_reply(cls, request: Request[Any], reply: Reply) -> _CallResult:
        error = request.failure(reply)
        return cls(reply, data=read(request, reply)) if error is None else cls(reply, error=error)


_shared: weakref.WeakValueDictionary[Any, Connection] = weakref.WeakValueDictionary()


@clears_locals
def shared(
    base_url: str, client_id: str | None, client_secret: str | None, *, argument: AddressArgument = "api_url"
) -> Connection:
    """Return the connection of an API class that is used without a client, with the given credentials or none.

    Args:
        argument: the argument of :func:`connect` that ``base_url`` is.
    """
    key = (base_url, client_id, client_secret, argument)
    connection = _shared.get(key)
    if connection is None:
        url: dict[str, str] = {argument: base_url}
        connection = connect(client_id=client_id, client_secret=client_secret, standalone=True, **url)
        _shared[key] = connection
    return connection


def connect(
    *,
    api_url: str | None = None,
    qti_api_url: str | None = None,
    caliper_api_url: str | None = None,
    client_id: str | None = None,
    client_secret: str | None = None,
    environment: str | None = None,
    token_url: str | None = None,
    standalone: bool = False,
) -> Connection:
    """Create a connection by the older client's rules.

    The environment is production unless an argument or variable selects another one. Without any credentials, requests
    are sent without a token.

    Args:
        standalone: whether the connection is that of an API class without a client, which does not read credentials
            from environment variables.

    An ``api_url`` that is passed with a ``qti_api_url`` or ``caliper_api_url`` may belong to another environment than
    they, as in the example of the older client: a warning says so, and the secret is sent to the token endpoint of
    ``api_url`` alone.

    Raises:
        ConfigurationError: a setting is unsafe, or contradicts another one.
    """
    addresses = {
        "api_url": api_url,
        "qti_api_url": qti_api_url,
        "caliper_api_url": caliper_api_url,
        "token_url": token_url,
    }
    given = {name: _https_url(name, url) for name, url in addresses.items() if url}
    environ = {
        name: _upgraded(text) if name.startswith("TIMEBACK_") and name.endswith("_URL") else text
        for name, text in os.environ.items()
    }
    services = {name: given.pop(name) for name in _SERVICES if name in given}
    environment = environment.strip().lower() if environment else None
    if environment is None and "api_url" not in given and not _selects_server(environ):
        known = [env for url in services.values() if (env := environment_of(url))]
        environ[variable(None, "environment")] = known[0] if known else "production"
    # Addresses that were passed together with api_url may belong to another environment, which resolve() refuses.
    separate = services if "api_url" in given else {}
    if "api_url" not in given and standalone and services:
        # A class of QTI or Caliper without a client has one URL only; the token comes from the same server.
        (url,) = services.values()
        given["api_url"] = API_URLS["alpha-1edtech", env] if (env := environment_of(url)) else url.removesuffix("/api")
    authorized = bool(client_id or client_secret) or (not standalone and _has_credentials(environ))
    platform = _platform_for_unknown_host(given, environ, environment)
    if platform is not None:
        given["token_url"] = platform.token_url
    allow_http = any(url.startswith("http://") for url in (*given.values(), *services.values()))
    settings = resolve(
        environment=environment,
        client_id=client_id or None if authorized else "none",
        client_secret=client_secret or None if authorized else "none",
        allow_http=allow_http,
        environ=environ,
        api_url=given.get("api_url"),
        # In place of an address that is checked below, that of the API, so that none is read from a variable.
        qti_api_url=given["api_url"] if "qti_api_url" in separate else services.get("qti_api_url"),
        events_url=given["api_url"] if "caliper_api_url" in separate else services.get("caliper_api_url"),
        token_url=given.get("token_url"),
    )
    checked = {name: check_url(name, url, allow_http=allow_http) for name, url in separate.items()}
    settings = evolve(
        settings,
        qti_api_url=checked.get("qti_api_url") or settings.qti_api_url or (platform.qti_url if platform else None),
        events_url=checked.get("caliper_api_url") or settings.events_url or (platform.events_url if platform else None),
    )
    for name, url in separate.items():
        _warn_if_mixed(name, url, settings, authorized)
    return Connection(settings, authorized)


def with_api(qti_url: str) -> str:
    """Return the URL of the QTI service with ``/api`` at its end."""
    url = qti_url.rstrip("/")
    return url if "/api" in urlsplit(url).path else f"{url}/api"


def _is_platform(url: str) -> bool:
    host = host_of(url)
    return environment_of(url) is not None or any(
        host == name or host.endswith(f".{name}") for name in _PLATFORM_DOMAINS
    )


def _upgraded(url: str) -> str:
    """Return the URL, with ``https://`` in place of ``http://`` for hosts of the platform."""
    if not url.strip().lower().startswith("http://") or not _is_platform(url):
        return url
    parts = urlsplit(url.strip())
    return parts._replace(scheme="https", netloc=parts.netloc.removesuffix(":80")).geturl()


def _https_url(name: str, url: str) -> str:
    """Return the URL, with ``https://`` for hosts of the platform; warn about ``http://`` to others."""
    url = _upgraded(url)
    parts = urlsplit(url.strip())
    if parts.scheme == "http" and not is_loopback(host_of(url)):
        warn_caller(
            f"{name} uses http:// to {host_of(url)}, so that the token and all data are not encrypted; use https://",
            InsecureAddressWarning,
        )
    return parts.geturl() if parts.scheme == "http" else url


def _warn_if_mixed(name: str, url: str, settings: Settings, authorized: bool) -> None:
    """Warn if the address of a service belongs to another environment than the API and its token endpoint."""
    own = settings.environment or environment_of(settings.token_url)
    other = environment_of(url)
    if own and other and own != other:
        token = f", with a token of {own}" if authorized else ""
        warn_caller(
            f"{name} is a {other} address ({host_of(url)}), and api_url belongs to {own}: both were passed, so "
            f"requests to {_SERVICES[name]} are sent to {other}{token}; omit {name} to use that of {own}",
            MixedEnvironmentsWarning,
        )


def _is_set(environ: Mapping[str, str], *names: str) -> bool:
    return any(environ.get(name, "").strip() for name in names)


def _selects_server(environ: Mapping[str, str]) -> bool:
    """Return whether an environment variable selects the environment or the server."""
    names = [variable(None, name) for name in ("environment", "api_url")]
    return _is_set(environ, *names, *ALIASES["environment"], *ALIASES["api_url"])


def _has_credentials(environ: Mapping[str, str]) -> bool:
    return any(name.startswith("TIMEBACK_") and "CLIENT_" in name and text.strip() for name, text in environ.items())


def _platform_for_unknown_host(
    given: Mapping[str, str], environ: Mapping[str, str], environment: str | None
) -> Deployment | None:
    """Return the deployment of the platform whose token endpoint and QTI service a server with an unknown host uses.

    None if the host is known, or another token endpoint is set.
    """
    url = given.get("api_url")
    if url is None or known_deployment(url) or is_loopback(host_of(url)) or "token_url" in given:
        return None
    names = [variable(env, "token_url") for env in (None, "staging", "production")]
    if _is_set(environ, *names, *ALIASES["token_url"]):
        return None
    named = environ.get(variable(None, "environment"), "").strip().lower()
    # None for an unknown environment, for which resolve() raises the error.
    return known_deployment(API_URLS.get(("alpha-1edtech", environment or named or "production"), ""))

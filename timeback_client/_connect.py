"""From the older client's arguments to a session of ``timeback``."""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import attrs

from timeback._http.flow import Steps, perform
from timeback._http.request_builder import prepare_request
from timeback._http.session import SyncSession
from timeback.settings import ALIASES, Settings, resolve, variable
from timeback.settings.environments import API_URLS, environment_of, host_of, is_loopback, known_deployment
from timeback_client._errors import http_error, translated
from timeback_client._reply import read
from timeback_runtime.frames import clears_locals, warn_caller

if TYPE_CHECKING:
    from timeback._http.download import DownloadTarget
    from timeback.client import TimeBackClient
    from timeback_runtime.messages import Reply, Request

T = TypeVar("T")

_OWN_DOMAINS = ("alpha-1edtech.com", "alpha-1edtech.ai")


class InsecureAddressWarning(UserWarning):
    """An address is ``http://``: what is sent there, the token included, can be read on the way."""


class _OpenSession(SyncSession):
    """Sends requests without a token."""

    def _call_steps(
        self, request: Request[Any], read: Callable[[Reply], T], sink: DownloadTarget | None = None
    ) -> Steps[T]:
        self._must_be_open()
        headers = {**self._base_headers, **self._options.headers}
        call = prepare_request(request, self.settings, headers, os.urandom(12).hex())
        call = attrs.evolve(call, authorized=False)
        return perform(call, read, self._options, self._clock, self._limiter, self._until(), sink)


class Connection:
    """One session, shared by all objects that were made with the same address and credentials."""

    def __init__(self, settings: Settings, authorized: bool) -> None:
        self.settings = settings
        self.authorized = authorized
        self._session = SyncSession(settings) if authorized else _OpenSession(settings)
        # The older client had nothing to close.
        self.close = weakref.finalize(self, self._session.close)

    @cached_property
    def facade(self) -> TimeBackClient:
        """A client of ``timeback`` over the same session."""
        from timeback.client import TimeBackClient

        return TimeBackClient._over(self._session)

    @clears_locals
    def call(self, request: Request[Any]) -> Any:
        """Send a request: the decoded reply, or an error of requests."""
        settings, package = self.settings, request.operation.package
        with translated("POST", settings.token_url):
            url = settings.address(package.service) + settings.base_path(package.name, package.base_path) + request.path
            outcome = self._session.call(request, lambda reply: _Outcome.of(request, reply))
        if outcome.error is not None:
            raise http_error(outcome.error, outcome.reply, request.method, url) from outcome.error
        return outcome.data


@attrs.frozen
class _Outcome:
    """What came of a call, errors included: the reply that an error of requests holds is known only here."""

    reply: Reply
    data: Any = attrs.field(default=None, repr=False)
    error: Any = None

    @classmethod
    def of(cls, request: Request[Any], reply: Reply) -> _Outcome:
        from timeback_runtime.messages import error_from_reply

        if not 200 <= reply.status < 300:
            return cls(reply, error=error_from_reply(request, reply))
        return cls(reply, data=read(request, reply))


_shared: weakref.WeakValueDictionary[Any, Connection] = weakref.WeakValueDictionary()


@clears_locals
def shared(base_url: str, client_id: str | None, client_secret: str | None, *, qti: bool = False) -> Connection:
    """The connection of an API class that is used by itself. Its credentials are those given, or none."""
    key = (base_url, client_id, client_secret, qti)
    connection = _shared.get(key)
    if connection is None:
        where: dict[str, str] = {"qti_api_url": base_url} if qti else {"api_url": base_url}
        connection = connect(client_id=client_id, client_secret=client_secret, alone=True, **where)
        _shared[key] = connection
    return connection


def connect(
    *,
    api_url: str | None = None,
    qti_api_url: str | None = None,
    client_id: str | None = None,
    client_secret: str | None = None,
    environment: str | None = None,
    token_url: str | None = None,
    alone: bool = False,
) -> Connection:
    """A connection with the older client's rules: production unless something says otherwise, and no credentials at
    all mean that requests go out without a token."""
    addresses = {"api_url": api_url, "qti_api_url": qti_api_url, "token_url": token_url}
    given = {name: _secured(name, url) for name, url in addresses.items() if url}
    environ: dict[str, str] = dict(os.environ)
    environment = environment.strip().lower() if environment else None
    if environment is None and "api_url" not in given and not _names_one(environ):
        environ[variable(None, "environment")] = environment_of(given.get("qti_api_url", "")) or "production"
    if "api_url" not in given and alone and (url := given.get("qti_api_url")):
        # An API class of QTI by itself has one address: the token comes from the same server.
        given["api_url"] = API_URLS["alpha-1edtech", env] if (env := environment_of(url)) else url.removesuffix("/api")
    authorized = bool(client_id or client_secret) or (not alone and _has_credentials(environ))
    given |= _fallbacks(given, environ, environment)
    settings = resolve(
        environment=environment,
        client_id=client_id or None if authorized else "none",
        client_secret=client_secret or None if authorized else "none",
        allow_http=any(url.startswith("http://") for url in given.values()),
        environ=environ,
        api_url=given.get("api_url"),
        qti_api_url=given.get("qti_api_url"),
        token_url=given.get("token_url"),
        # The address of QTI has its /api already.
        base_paths={"qti": ""},
    )
    return Connection(settings, authorized)


def with_api(qti_url: str) -> str:
    """The address of the QTI service, which ends in /api."""
    url = qti_url.rstrip("/")
    return url if "/api" in urlsplit(url).path else f"{url}/api"


def _own(url: str) -> bool:
    host = host_of(url)
    return environment_of(url) is not None or any(host == name or host.endswith(f".{name}") for name in _OWN_DOMAINS)


def _secured(name: str, url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme.lower() != "http" or is_loopback(host_of(url)):
        return url
    if _own(url):
        return parts._replace(scheme="https", netloc=parts.netloc.removesuffix(":80")).geturl()
    warn_caller(
        f"{name} is http:// to {host_of(url)}: the token and all data can be read on the way; use https://",
        InsecureAddressWarning,
    )
    return url


def _is_set(environ: Mapping[str, str], *names: str) -> bool:
    return any(environ.get(name, "").strip() for name in names)


def _names_one(environ: Mapping[str, str]) -> bool:
    """Whether a variable says which environment or server it is."""
    names = [variable(None, name) for name in ("environment", "api_url")]
    return _is_set(environ, *names, *ALIASES["environment"], *ALIASES["api_url"])


def _has_credentials(environ: Mapping[str, str]) -> bool:
    return any(name.startswith("TIMEBACK_") and "CLIENT_" in name and text.strip() for name, text in environ.items())


def _fallbacks(given: Mapping[str, str], environ: Mapping[str, str], environment: str | None) -> dict[str, str]:
    """A server that is not known by its name takes the platform's tokens, and QTI is the platform's own."""
    url = given.get("api_url")
    if url is None or known_deployment(url) or is_loopback(host_of(url)) or "token_url" in given:
        return {}
    names = [variable(env, "token_url") for env in (None, "staging", "production")]
    if _is_set(environ, *names, *ALIASES["token_url"]):
        return {}
    named = environ.get(variable(None, "environment"), "").strip().lower()
    home = known_deployment(API_URLS.get(("alpha-1edtech", environment or named or "production"), ""))
    if home is None:  # a name that resolve() refuses in its own words
        return {}
    return {"token_url": home.token_url, "qti_api_url": given.get("qti_api_url") or str(home.qti_url)}

"""A plain client for those who use a generated package without the facade: no retries, no token renewal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import urlsplit

from attrs import define, evolve, field

from timeback_runtime.errors import APIConnectionError, APITimeoutError, ConfigurationError
from timeback_runtime.frames import clears_locals
from timeback_runtime.loopback import is_loopback
from timeback_runtime.messages import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from timeback_runtime.messages import Request

T = TypeVar("T")


@define
class Client:
    """Sends requests to one base URL.

    Attributes:
        base_url: with the base path, such as ``https://host/ims/oneroster/rostering/v1p2``.
        headers, cookies: sent with every request.
        timeout: seconds, or an ``httpx.Timeout``; 30 unless told, None for no limit.
        verify_ssl: as ``verify`` of httpx.
        follow_redirects: whether redirects are followed (they are not unless told).
        httpx_args: more arguments for ``httpx.Client`` and ``httpx.AsyncClient``, such as ``proxy``. The proxies that
            the environment names are not used for a server on this machine.
    """

    base_url: str = field(kw_only=True)
    headers: dict[str, str] = field(factory=dict, kw_only=True, repr=False)
    cookies: dict[str, str] = field(factory=dict, kw_only=True, repr=False)
    timeout: Any = field(default=30.0, kw_only=True)
    verify_ssl: Any = field(default=True, kw_only=True)
    follow_redirects: bool = field(default=False, kw_only=True)
    httpx_args: dict[str, Any] = field(factory=dict, kw_only=True, repr=False)
    _client: httpx.Client | None = field(default=None, init=False, repr=False, eq=False)
    _async_client: httpx.AsyncClient | None = field(default=None, init=False, repr=False, eq=False)

    def with_headers(self, headers: dict[str, str]) -> Self:
        """A copy that sends these headers too."""
        return evolve(self, headers={**self.headers, **headers})

    def with_cookies(self, cookies: dict[str, str]) -> Self:
        """A copy that sends these cookies too."""
        return evolve(self, cookies={**self.cookies, **cookies})

    def with_timeout(self, timeout: Any) -> Self:
        """A copy with another timeout."""
        return evolve(self, timeout=timeout)

    def get_httpx_client(self) -> httpx.Client:
        """The client underneath; made at the first call."""
        if self._client is None:
            import httpx

            self._client = httpx.Client(**self._arguments())
        return self._client

    def set_httpx_client(self, client: httpx.Client) -> Self:
        """Use this client as it is; its own settings count."""
        self._client = client
        return self

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """The asynchronous client underneath; made at the first call."""
        if self._async_client is None:
            import httpx

            self._async_client = httpx.AsyncClient(**self._arguments())
        return self._async_client

    def set_async_httpx_client(self, client: httpx.AsyncClient) -> Self:
        """Use this asynchronous client as it is; its own settings count."""
        self._async_client = client
        return self

    @clears_locals
    def send(self, request: Request[Any], read: Callable[[Reply], T]) -> T:
        """Send a request, and give what ``read`` makes of its reply."""
        client, started = self.get_httpx_client(), time.monotonic()
        try:
            response = client.request(**self._request(request))
        except Exception as error:  # noqa: BLE001 - a caller's transport may raise anything
            raise _ours(error, request) from _cause(error)
        return read(_reply(response, started))

    @clears_locals
    async def asend(self, request: Request[Any], read: Callable[[Reply], T]) -> T:
        """Send a request from an event loop, and give what ``read`` makes of its reply."""
        client, started = self.get_async_httpx_client(), time.monotonic()
        try:
            response = await client.request(**self._request(request))
        except Exception as error:  # noqa: BLE001 - a caller's transport may raise anything
            raise _ours(error, request) from _cause(error)
        return read(_reply(response, started))

    def __enter__(self) -> Self:
        self.get_httpx_client().__enter__()
        return self

    def __exit__(self, *args: Any) -> None:
        self.get_httpx_client().__exit__(*args)

    async def __aenter__(self) -> Self:
        await self.get_async_httpx_client().__aenter__()
        return self

    async def __aexit__(self, *args: Any) -> None:
        await self.get_async_httpx_client().__aexit__(*args)

    def _arguments(self) -> dict[str, Any]:
        return {
            "headers": self._headers(),
            "cookies": self.cookies,
            "timeout": self.timeout,
            "verify": self.verify_ssl,
            "follow_redirects": self.follow_redirects,
            **self._mounts(),
            **self.httpx_args,
        }

    def _mounts(self) -> dict[str, Any]:
        """A server on this machine is reached without the proxies that the environment names."""
        if "proxy" in self.httpx_args or "mounts" in self.httpx_args:
            return {}
        try:
            host = urlsplit(self.base_url).hostname or ""
        except ValueError:
            return {}
        if not is_loopback(host):
            return {}
        return {"mounts": {f"all://[{host}]" if ":" in host else f"all://{host}": None}}

    def _headers(self) -> dict[str, str]:
        return self.headers

    def _request(self, request: Request[Any]) -> dict[str, Any]:
        headers = {"accept": request.accept, **dict(request.headers)}
        if request.content_type:
            headers["content-type"] = request.content_type
        return {
            "method": request.method,
            "url": self.base_url.rstrip("/") + request.path,
            "params": list(request.query) or None,
            "content": request.content,
            "headers": headers,
        }


@define
class AuthenticatedClient(Client):
    """A client that sends a token with every request.

    Attributes:
        token: as the token endpoint gave it; renewing it is the caller's.
        prefix: what stands before it in the header.
        auth_header_name: the header.
    """

    token: str = field(kw_only=True, repr=False)
    prefix: str = field(default="Bearer", kw_only=True)
    auth_header_name: str = field(default="Authorization", kw_only=True)

    def _headers(self) -> dict[str, str]:
        credentials = f"{self.prefix} {self.token}" if self.prefix else self.token
        return {**self.headers, self.auth_header_name: credentials}


def _cause(error: Exception) -> Exception | None:
    """h11 quotes a header that it refuses, and that may be the token."""
    import httpx

    return None if isinstance(error, httpx.LocalProtocolError) else error


def _ours(error: Exception, request: Request[Any]) -> Exception:
    import httpx

    operation = request.operation
    where = f"{operation.method} {operation.path}"
    if isinstance(error, httpx.TimeoutException):
        return APITimeoutError(f"{where}: no reply in time", method=operation.method, path=operation.path)
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return ConfigurationError(f"{where}: base_url is no usable address; it starts with https:// and a host")
    if isinstance(error, httpx.HTTPError):
        kind = type(error).__name__
        return APIConnectionError(
            f"{where}: no usable reply ({kind}); is base_url right, and the server up?",
            method=operation.method,
            path=operation.path,
        )
    return error


def _reply(response: httpx.Response, started: float) -> Reply:
    return Reply(
        response.status_code,
        {name.lower(): text for name, text in response.headers.items()},
        response.content,
        elapsed=time.monotonic() - started,
    )

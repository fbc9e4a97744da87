"""A plain HTTP client for the generated functions, without retries and without token renewal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define, evolve, field

from timeback_runtime.content_codings import INFLATED, content_codings, inflate
from timeback_runtime.errors import APIConnectionError, APITimeoutError, ConfigurationError
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Reply
from timeback_runtime.unknown_properties import check_body

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from timeback_runtime.messages import Request

T = TypeVar("T")


@define
class Client:
    """Sends requests to one base URL.

    Attributes:
        base_url: the address with the base path, such as ``https://host/ims/oneroster/rostering/v1p2``.
        headers: headers for every request.
        cookies: cookies for every request.
        timeout: seconds, or an ``httpx.Timeout``; None for no limit. The default is 30 seconds.
        verify_ssl: the ``verify`` argument of httpx.
        follow_redirects: whether to follow redirects. The default is False.
        httpx_args: additional arguments for ``httpx.Client`` and ``httpx.AsyncClient``, such as ``proxy``. Proxies from
            environment variables are not used for loopback addresses.
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
        """A copy with additional headers."""
        return evolve(self, headers={**self.headers, **headers})

    def with_cookies(self, cookies: dict[str, str]) -> Self:
        """A copy with additional cookies."""
        return evolve(self, cookies={**self.cookies, **cookies})

    def with_timeout(self, timeout: Any) -> Self:
        """A copy with another timeout."""
        return evolve(self, timeout=timeout)

    def get_httpx_client(self) -> httpx.Client:
        """The underlying client. It is created by the first call."""
        if self._client is None:
            import httpx

            self._client = httpx.Client(**self._arguments())
        return self._client

    def set_httpx_client(self, client: httpx.Client) -> Self:
        """Use an existing client. Its settings replace those of this object."""
        self._client = client
        return self

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """The underlying asynchronous client. It is created by the first call."""
        if self._async_client is None:
            import httpx

            self._async_client = httpx.AsyncClient(**self._arguments())
        return self._async_client

    def set_async_httpx_client(self, client: httpx.AsyncClient) -> Self:
        """Use an existing asynchronous client. Its settings replace those of this object."""
        self._async_client = client
        return self

    @clears_locals
    def send(self, request: Request[Any], read: Callable[[Reply], T]) -> T:
        """Send a request and return the result of ``read`` for its reply.

        Raises:
            APIConnectionError: there is no usable reply.
            APITimeoutError: the timeout expired.
            ConfigurationError: ``base_url`` is not a usable address.
        """
        client, started = self.get_httpx_client(), time.monotonic()
        try:
            response = client.send(client.build_request(**self._request(request)), stream=True)
            try:
                raw = b"".join(response.iter_raw()) if _is_inflated(response) else None
                content = response.read() if raw is None else _content(response, raw)
            finally:
                response.close()
        except Exception as error:  # noqa: BLE001 - a transport of the caller may raise any exception
            raise _map_error(error, request) from _cause(error)
        return read(_reply(response, content, started))

    @clears_locals
    async def asend(self, request: Request[Any], read: Callable[[Reply], T]) -> T:
        """Send a request from an event loop and return the result of ``read`` for its reply.

        Raises:
            APIConnectionError: there is no usable reply.
            APITimeoutError: the timeout expired.
            ConfigurationError: ``base_url`` is not a usable address.
        """
        client, started = self.get_async_httpx_client(), time.monotonic()
        try:
            response = await client.send(client.build_request(**self._request(request)), stream=True)
            try:
                raw = b"".join([part async for part in response.aiter_raw()]) if _is_inflated(response) else None
                content = await response.aread() if raw is None else _content(response, raw)
            finally:
                await response.aclose()
        except Exception as error:  # noqa: BLE001 - a transport of the caller may raise any exception
            raise _map_error(error, request) from _cause(error)
        return read(_reply(response, content, started))

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
            **self._proxy_arguments(),
            **self.httpx_args,
        }

    def _proxy_arguments(self) -> dict[str, Any]:
        """Arguments that choose the proxy of the environment. The choice of httpx fails for some values of NO_PROXY."""
        if self.httpx_args.keys() & {"proxy", "mounts", "transport", "trust_env"}:
            return {}
        from timeback_runtime.environment_proxies import EnvironmentProxies

        if not (proxies := EnvironmentProxies()):
            return {}
        try:
            proxy = proxies.proxy_for(self.base_url)
        except ValueError:
            return {}
        if proxy is not None:
            return {"proxy": proxy}
        import httpx

        # Without a proxy, but with the certificates of the environment.
        return {"trust_env": False, "verify": httpx.create_ssl_context(verify=self.verify_ssl)}

    def _headers(self) -> dict[str, str]:
        return self.headers

    def _request(self, request: Request[Any]) -> dict[str, Any]:
        headers = {"accept": request.accept, **dict(request.headers)}
        if request.content_type:
            headers["content-type"] = request.content_type
        check_body(request.content)
        return {
            "method": request.method,
            "url": self.base_url.rstrip("/") + request.path,
            "params": list(request.query) or None,
            "content": request.content,
            "headers": headers,
        }


@define
class AuthenticatedClient(Client):
    """A client that sends an access token with every request.

    Attributes:
        token: the access token. It is not renewed when it expires.
        prefix: the authentication scheme before the token; empty for none.
        auth_header_name: the name of the header.
    """

    token: str = field(kw_only=True, repr=False)
    prefix: str = field(default="Bearer", kw_only=True)
    auth_header_name: str = field(default="Authorization", kw_only=True)

    def _headers(self) -> dict[str, str]:
        credentials = f"{self.prefix} {self.token}" if self.prefix else self.token
        return {**self.headers, self.auth_header_name: credentials}


def _cause(error: Exception) -> Exception | None:
    # The message of h11 quotes an invalid header, which may be the one with the token.
    import httpx

    return None if isinstance(error, httpx.LocalProtocolError) else error


def _map_error(error: Exception, request: Request[Any]) -> Exception:
    import httpx

    operation = request.operation
    where = f"{operation.method} {operation.path}"
    if isinstance(error, httpx.TimeoutException):
        return APITimeoutError(f"{where}: no reply in time", method=operation.method, path=operation.path)
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return ConfigurationError(f"{where}: base_url is not a usable address; it must start with https:// and a host")
    if isinstance(error, httpx.ProxyError):
        return APIConnectionError(
            f"{where}: the proxy did not connect; check the argument proxy of httpx, or HTTP_PROXY and HTTPS_PROXY",
            method=operation.method,
            path=operation.path,
        )
    if isinstance(error, httpx.HTTPError):
        kind = type(error).__name__
        return APIConnectionError(
            f"{where}: no usable reply ({kind}); check base_url, and that the server is running",
            method=operation.method,
            path=operation.path,
        )
    return error


def _is_inflated(response: httpx.Response) -> bool:
    """Whether the body is decoded here, and not by httpx: it has not been read, and only gzip or deflate are used."""
    codings = content_codings(response.headers.get("content-encoding", ""))
    return not response.is_stream_consumed and bool(codings) and all(coding in INFLATED for coding in codings)


def _content(response: httpx.Response, raw: bytes) -> bytes:
    return inflate(content_codings(response.headers["content-encoding"]), raw)


def _reply(response: httpx.Response, content: bytes, started: float) -> Reply:
    return Reply(
        response.status_code,
        {name.lower(): text for name, text in response.headers.items()},
        content,
        elapsed=time.monotonic() - started,
    )

"""Protection against DNS rebinding and cross-origin requests: checks of the Host, Origin and Sec-Fetch-* headers.

With DNS rebinding, a web page lets its own name resolve to 127.0.0.1, and then has the same origin as this server. Its
name is still in the Host header, so only names of this machine and the allowed hosts are served. A page of another
origin can send a form without rebinding. Browsers mark such a request, and it is rejected unless the path requires
credentials.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from timeback.sandbox.app.api import error_response
from timeback.sandbox.app.routing import is_sandbox_path
from timeback.sandbox.errors import ApiError

__all__ = ["OriginMiddleware", "host_names"]

_AUTHORITY = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
_PAGES = ("/", "/docs")


def host_names(names: Iterable[str]) -> list[str]:
    """Normalize names for the comparison with a Host header: lower case, without a trailing dot.

    Raises:
        ValueError: one of them is not a host name or an IP address, or has a scheme, a port or a path.
    """
    if isinstance(names, str):
        raise ValueError("allowed_hosts must be a list of host names, not a string")
    found = []
    for name in names:
        bracketed = f"[{name}]" if ":" in name and not name.startswith("[") else name
        if _host(bracketed) is None or bracketed.rpartition("]")[2].count(":"):
            raise ValueError(
                "allowed_hosts must contain host names such as sandbox.test, without scheme, port and path"
            )
        found.append(str(_host(bracketed)))
    return found


def _host(authority: str) -> str | None:
    """The host of `host:port` in lower case; None if the text is malformed."""
    match = _AUTHORITY.fullmatch(authority)
    if match is None:
        return None
    return match[1].strip("[]").lower().removesuffix(".") or None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class OriginMiddleware:
    """Rejects requests for other hosts with 421, and requests from pages of other origins with 403.

    The second check applies to the sandbox's own paths. With `open_api` (no token required) it applies to all paths.
    """

    def __init__(self, app: ASGIApp, *, allowed_hosts: Collection[str], open_api: bool) -> None:
        self._app = app
        self._allowed = frozenset(allowed_hosts)
        self._open_api = open_api
        # Cached, since most requests have the same host and a benchmark sends thousands per second.
        self._serves = lru_cache(maxsize=64)(self._is_served)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            error = self._check(scope)
            if error is not None:
                await error_response(error)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _check(self, scope: Scope) -> ApiError | None:
        authority = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
        if not self._serves(authority):
            return ApiError(
                421,
                "Host: only names of this machine are served, such as localhost; "
                "start the sandbox with --allowed-host NAME (allowed_hosts=[NAME]) to allow another.",
            )
        if (self._open_api or is_sandbox_path(scope["path"])) and _is_cross_origin(scope, authority):
            return ApiError(403, "Origin: pages of other origins cannot access this path.")
        return None

    def _is_served(self, authority: str) -> bool:
        host = _host(authority)
        return host is not None and (host in self._allowed or _is_loopback(host))


def _is_cross_origin(scope: Scope, authority: str) -> bool:
    """Whether a browser sent the request for a page of another origin. Other clients do not send these headers."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is not None:
        return not _is_origin(origin, authority)
    # Following a link to one of the pages is a cross-site request, too, and is allowed.
    if scope["method"] in ("GET", "HEAD") and scope["path"] in _PAGES:
        return headers.get("sec-fetch-mode", "navigate") != "navigate" and _is_cross_site_fetch(headers)
    referer = headers.get("referer")
    return _is_cross_site_fetch(headers) or (referer is not None and not _is_origin(referer, authority))


def _is_cross_site_fetch(headers: Headers) -> bool:
    # same-site means another port of the same host, so another program on this machine.
    return headers.get("sec-fetch-site", "none") not in ("none", "same-origin")


def _is_origin(url: str, authority: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == authority.lower()

"""Which requests are served at all, by the Host that they name and the page that sent them.

A web page can have its own name resolve to 127.0.0.1 (DNS rebinding) and is then of the same origin as this server.
The Host header still holds the page's name, so only names of this machine, and those that the sandbox was told, are
served. A page of another origin needs no rebinding to send a form; browsers mark such a request, and it is refused
where nothing but the address protects what it does.
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
from timeback.sandbox.app.middleware import is_sandbox_path
from timeback.sandbox.errors import ApiError

__all__ = ["OriginMiddleware", "host_names"]

_AUTHORITY = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
_PAGES = ("/", "/docs")


def host_names(names: Iterable[str]) -> list[str]:
    """Names as they are compared with a Host header: in lower case, without a final dot.

    Raises:
        ValueError: one of them is no name or address, or has a scheme, a port or a path.
    """
    if isinstance(names, str):
        raise ValueError("allowed_hosts must be a list of names, not one text")
    found = []
    for name in names:
        bracketed = f"[{name}]" if ":" in name and not name.startswith("[") else name
        if _host(bracketed) is None or bracketed.rpartition("]")[2].count(":"):
            raise ValueError("allowed_hosts takes names such as sandbox.test, without scheme, port and path")
        found.append(str(_host(bracketed)))
    return found


def _host(authority: str) -> str | None:
    """The host of `host:port`, in lower case; None where it is not of that form."""
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
    """Refuses requests for other hosts with 421, and those from pages of other origins with 403.

    The second holds for the sandbox's own addresses; with `open_api`, where no token is asked for, for all.
    """

    def __init__(self, app: ASGIApp, *, allowed_hosts: Collection[str], open_api: bool) -> None:
        self._app = app
        self._allowed = frozenset(allowed_hosts)
        self._open_api = open_api
        # Most requests name the same host, and a benchmark sends thousands a second.
        self._serves = lru_cache(maxsize=64)(self._is_served)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            refusal = self._refusal(scope)
            if refusal is not None:
                await error_response(refusal)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> ApiError | None:
        authority = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
        if not self._serves(authority):
            return ApiError(
                421,
                "Host: only names of this machine are served, such as localhost; "
                "start the sandbox with --allowed-host NAME (allowed_hosts=[NAME]) to serve another.",
            )
        if (self._open_api or is_sandbox_path(scope["path"])) and _is_foreign(scope, authority):
            return ApiError(403, "Origin: pages of other origins may not use this address.")
        return None

    def _is_served(self, authority: str) -> bool:
        host = _host(authority)
        return host is not None and (host in self._allowed or _is_loopback(host))


def _is_foreign(scope: Scope, authority: str) -> bool:
    """Whether a browser sent the request for a page of another origin. Programs send none of these headers."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is not None:
        return not _is_origin(origin, authority)
    # What follows a link to one of the pages comes from another site, too.
    if scope["method"] in ("GET", "HEAD") and scope["path"] in _PAGES:
        return headers.get("sec-fetch-mode", "navigate") != "navigate" and _is_fetched_elsewhere(headers)
    referer = headers.get("referer")
    return _is_fetched_elsewhere(headers) or (referer is not None and not _is_origin(referer, authority))


def _is_fetched_elsewhere(headers: Headers) -> bool:
    # same-site is another port of the same name, so another program on this machine.
    return headers.get("sec-fetch-site", "none") not in ("none", "same-origin")


def _is_origin(url: str, authority: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == authority.lower()

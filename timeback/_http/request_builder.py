"""Build httpx requests from generated requests: URL, headers, body, redirects, and the request for a token."""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus, urlencode

import httpx

from timeback._http.retry import RedirectRefused
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.filter_names import BuiltFilter
from timeback_runtime.records import define, field
from timeback_runtime.version import __version__

if TYPE_CHECKING:
    from timeback.settings import FilterQuotes, Settings
    from timeback_runtime.messages import Request

MAX_REDIRECTS = 5
# The extension of a request that limits how many bytes of its reply are held. Transports ignore unknown extensions.
MAX_BYTES = "timeback_max_bytes"

_RESERVED_HEADERS = frozenset(
    {"authorization", "connection", "content-length", "cookie", "host", "proxy-authorization", "transfer-encoding"}
)
_HEADER_NAME = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_HEADER_VALUE = r"[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?|"
# A value in the text of a filter expression, with its quotes.
_FILTER_VALUE = r"'((?:[^']|'')*)'"

# Many requests have the same URL, such as those that create objects, and parsing a URL is slow.
_parse_url = lru_cache(maxsize=64)(httpx.URL)


@define
class PreparedRequest:
    """A call in terms of httpx: what all its attempts have in common."""

    method: str
    url: str = field(repr=False)
    template: str
    headers: list[tuple[str, str]] = field(repr=False)
    content: bytes | None = field(repr=False)
    idempotent: bool
    authorized: bool
    request_id: str

    def build(self, url: str, bearer: str | None, timeout: float, max_bytes: int | None) -> httpx.Request:
        """Build the request of one attempt.

        Args:
            url: the URL of the call, or that of a redirect.
            bearer: the value of the Authorization header.
            timeout: seconds for each wait, as in httpx.
            max_bytes: how many bytes of the reply's body may be held; None for no limit.
        """
        parsed_url = _parse_url(url)
        headers = [("Host", parsed_url.netloc.decode("ascii")), *self.headers]
        if bearer is not None:
            headers.append(("Authorization", bearer))
        if self.content is not None or self.method in ("POST", "PUT", "PATCH"):
            headers.append(("Content-Length", str(len(self.content or b""))))
        timeouts = {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
        # With a stream httpx adds no headers of its own, which takes a third of the time.
        stream = httpx.ByteStream(self.content or b"")
        extensions = {"timeout": timeouts, MAX_BYTES: max_bytes}
        request = httpx.Request(self.method, parsed_url, headers=headers, stream=stream, extensions=extensions)
        # A transport of the caller's may read the content.
        request.read()
        return request


def prepare_request(
    request: Request[Any], settings: Settings, headers: Mapping[str, str], request_id: str
) -> PreparedRequest:
    """Prepare a generated request.

    Args:
        headers: the headers of the client, in lower case.
        request_id: the value of ``x-request-id``, unless the request has one.

    Raises:
        ConfigurationError: the address of the service is not set.
        InvalidRequestError: a value of the filter contains a quote, which the server cannot read.
    """
    operation = request.operation
    package = operation.package
    url, query = settings.base_url(package) + request.path, request.query
    if query:
        if settings.filter_quotes != "double":
            query = tuple((name, _requoted(text, settings.filter_quotes)) for name, text in query)
        url += "?" + urlencode(query, quote_via=quote, safe="")
    merged = {"accept": request.accept, **headers, **{name.lower(): value for name, value in request.headers}}
    if request.content_type is not None:
        merged["content-type"] = request.content_type
    merged.setdefault("x-request-id", request_id)
    return PreparedRequest(
        method=operation.method,
        url=url,
        template=operation.path,
        headers=list(merged.items()),
        content=request.content,
        idempotent=request.idempotent,
        authorized=True,
        request_id=merged["x-request-id"],
    )


def _requoted(text: str, quotes: FilterQuotes) -> str:
    """Return a query parameter; the values of a filter that the client built are written as the server reads them.

    Raises:
        InvalidRequestError: a value contains a quote, and the server cannot read it.
    """
    if not isinstance(text, BuiltFilter):
        return text
    if quotes == "backslash":
        return re.sub(_FILTER_VALUE, _with_backslashes, text)
    if any("'" in value for value in re.findall(_FILTER_VALUE, text)):
        raise InvalidRequestError(
            "filter_expr: a value contains a single quote, which this server cannot read (filter_quotes='none'): omit "
            "the condition and compare the objects that are returned, as find() and first() do for =="
        )
    return text


def _with_backslashes(literal: re.Match[str]) -> str:
    value = literal[1].replace("''", "'").replace("\\", "\\\\").replace("'", "\\'")
    return f"'{value}'"


def prepare_token_request(settings: Settings, secret: str, headers: Mapping[str, str]) -> PreparedRequest:
    """Prepare the request for a token (RFC 6749, section 4.4), with id and secret in the form or as HTTP Basic."""
    form = {"grant_type": "client_credentials"}
    merged = {
        **headers,
        "accept": "application/json",
        "content-type": "application/x-www-form-urlencoded",
    }
    if settings.token_auth == "post":
        form |= {"client_id": settings.client_id, "client_secret": secret}
    else:
        pair = [settings.client_id, secret]
        if settings.token_auth == "basic":
            # RFC 6749, section 2.3.1, requires both to be form-encoded before they are joined.
            pair = list(map(quote_plus, pair))
        encoded = base64.b64encode(":".join(pair).encode()).decode("ascii")
        merged["authorization"] = f"Basic {encoded}"
    if settings.scope is not None:
        form["scope"] = settings.scope
    return PreparedRequest(
        method="POST",
        url=settings.token_url,
        template="token endpoint",
        headers=list(merged.items()),
        content=urlencode(form).encode("ascii"),
        # A repeated request only issues a second token.
        idempotent=True,
        authorized=False,
        request_id="",
    )


def default_headers() -> dict[str, str]:
    """Return the headers of every request."""
    user_agent = f"timeback-client/{__version__} python/{sys.version.partition(' ')[0]} httpx/{httpx.__version__}"
    return {"user-agent": user_agent, "accept-encoding": "gzip, deflate"}


def validate_headers(headers: Mapping[Any, Any]) -> dict[str, str]:
    """Return the caller's own headers, their names in lower case.

    Raises:
        InvalidRequestError: a name or value is invalid, or the client sets the header itself. No value is quoted.
    """
    validated = {}
    for name, value in headers.items():
        if not isinstance(name, str) or not re.fullmatch(_HEADER_NAME, name):
            raise InvalidRequestError("extra_headers: a name is not a valid header name")
        if name.lower() in _RESERVED_HEADERS:
            raise InvalidRequestError(f"extra_headers: {name} is set by the client and cannot be replaced")
        if not isinstance(value, str) or not re.fullmatch(_HEADER_VALUE, value):
            raise InvalidRequestError(f"extra_headers[{name!r}] must be text of printable ASCII characters")
        validated[name.lower()] = value
    return validated


def redirect_target(call: PreparedRequest, url: str, status: int, location: str | None) -> str | None:
    """Return the URL that a reply redirects to; None if it is not a redirect to follow.

    Args:
        url: the URL of the request.
        location: the Location header of the reply.

    Raises:
        RedirectRefused: the target is another origin, or cannot be read.
    """
    if status not in (307, 308) and not (status in (301, 302, 303) and call.method in ("GET", "HEAD")):
        return None
    try:
        source = httpx.URL(url)
        target = source.join(location) if location else None
    except (httpx.InvalidURL, ValueError, TypeError):
        target = None
    if target is None or not target.host or target.scheme not in ("http", "https"):
        raise RedirectRefused(f"it answered {status} with a Location that cannot be read")
    if _origin(target) != _origin(source):
        # The text names nothing of the target but its origin: the rest may repeat what was sent.
        raise RedirectRefused(
            f"it answered {status} with a redirect to another origin ({target.scheme}://{target.netloc.decode()}), "
            f"which is not followed, because it would receive the {'token' if call.authorized else 'secret'}; "
            "check the address"
        )
    return str(target.copy_with(fragment=None, userinfo=b""))


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)

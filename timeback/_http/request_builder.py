"""From a generated request to httpx's and back, and the words for what went wrong between."""

from __future__ import annotations

import base64
import errno
import os
import platform
import re
import socket
import ssl
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

import attrs
import httpx

from timeback._http.retry import BodyTooLarge, DeadlinePassed, Failure, RedirectRefused, UnknownEncoding, failure_of
from timeback_runtime.errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    InvalidRequestError,
    ResponseTooLargeError,
)

if TYPE_CHECKING:
    from timeback._http.transports import RawReply
    from timeback.settings import Settings
    from timeback_runtime.messages import Request

MOST_REDIRECTS = 5
# The extension of a request that says how much of its reply may be held; transports pass over what they do not know.
MAX_BYTES = "timeback_max_bytes"

_SET_BY_US = frozenset(
    {"authorization", "connection", "content-length", "cookie", "host", "proxy-authorization", "transfer-encoding"}
)
_HEADER_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
# What OpenSSL says of a reply that is not TLS, such as one of plain HTTP.
_NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "PACKET_LENGTH_TOO_LONG"})
_HEADER_VALUE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?|")


# Many objects are created under one address, and the parts of one are costly to tell apart.
_address = lru_cache(maxsize=64)(httpx.URL)


@attrs.define
class PreparedRequest:
    """One call in httpx's terms: what stays the same over all its tries."""

    method: str
    url: str = attrs.field(repr=False)
    template: str
    headers: list[tuple[str, str]] = attrs.field(repr=False)
    content: bytes | None = attrs.field(repr=False)
    idempotent: bool
    authorized: bool
    request_id: str

    def build(self, url: str, bearer: str | None, timeout: float, max_bytes: int | None) -> httpx.Request:
        """A request to send now, of whose reply so many bytes may be held."""
        target = _address(url)
        headers = [("Host", target.netloc.decode("ascii")), *self.headers]
        if bearer is not None:
            headers.append(("Authorization", bearer))
        if self.content is not None or self.method in ("POST", "PUT", "PATCH"):
            headers.append(("Content-Length", str(len(self.content or b""))))
        limits = {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
        # With a stream httpx adds no headers of its own, at a third of the time that it takes to add them.
        stream = httpx.ByteStream(self.content or b"")
        extensions = {"timeout": limits, MAX_BYTES: max_bytes}
        request = httpx.Request(self.method, target, headers=headers, stream=stream, extensions=extensions)
        # A transport of the caller's may look at the content.
        request.read()
        return request


def prepare_request(
    request: Request[Any], settings: Settings, headers: Mapping[str, str], request_id: str
) -> PreparedRequest:
    """The call that a generated request asks for. ``headers`` are those of the client."""
    operation = request.operation
    package = operation.package
    url = settings.address(package.service) + settings.base_path(package.name, package.base_path) + request.path
    if request.query:
        url += "?" + urlencode(request.query, quote_via=quote, safe="")
    sent = {"accept": request.accept, **headers, **{name.lower(): value for name, value in request.headers}}
    if request.content_type is not None:
        sent["content-type"] = request.content_type
    sent.setdefault("x-request-id", request_id)
    return PreparedRequest(
        method=operation.method,
        url=url,
        template=operation.path,
        headers=list(sent.items()),
        content=request.content,
        idempotent=request.idempotent,
        authorized=True,
        request_id=sent["x-request-id"],
    )


def prepare_token_request(settings: Settings, secret: str, headers: Mapping[str, str]) -> PreparedRequest:
    """The call for a token: form encoded, with id and secret in the form or as HTTP Basic."""
    form = {"grant_type": "client_credentials"}
    sent = {
        **headers,
        "accept": "application/json",
        "content-type": "application/x-www-form-urlencoded",
    }
    if settings.token_auth == "basic":
        pair = f"{settings.client_id}:{secret}".encode()
        sent["authorization"] = f"Basic {base64.b64encode(pair).decode('ascii')}"
    else:
        form |= {"client_id": settings.client_id, "client_secret": secret}
    if settings.scope is not None:
        form["scope"] = settings.scope
    return PreparedRequest(
        method="POST",
        url=settings.token_url,
        template="token endpoint",
        headers=list(sent.items()),
        content=urlencode(form).encode("ascii"),
        # Asking twice for a token only makes a second one.
        idempotent=True,
        authorized=False,
        request_id="",
    )


def own_version() -> str:
    """The version of this distribution, as it is installed."""
    try:
        return version("timeback-client")
    except PackageNotFoundError:
        return "unknown"


def client_headers() -> dict[str, str]:
    """What every request of a client carries."""
    return {
        "user-agent": f"timeback-client/{own_version()} python/{platform.python_version()} httpx/{httpx.__version__}",
        "accept-encoding": "gzip, deflate",
    }


def checked_headers(headers: Mapping[Any, Any]) -> dict[str, str]:
    """The caller's own headers, checked; no text here repeats a value."""
    checked = {}
    for name, value in headers.items():
        if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
            raise InvalidRequestError("extra_headers holds a name that is no header name")
        if name.lower() in _SET_BY_US:
            raise InvalidRequestError(f"extra_headers must not set {name}: the client does")
        if not isinstance(value, str) or not _HEADER_VALUE.fullmatch(value):
            raise InvalidRequestError(f"extra_headers[{name!r}] must be text of printable ASCII characters")
        checked[name.lower()] = value
    return checked


def redirect_target(call: PreparedRequest, url: str, reply: RawReply) -> str | None:
    """Where a reply redirects to; None where it is to be taken as it is.

    Raises:
        RedirectRefused: it leads to another origin, or nowhere.
    """
    status = reply.status
    if status not in (307, 308) and not (status in (301, 302, 303) and call.method in ("GET", "HEAD")):
        return None
    location = reply.headers.get("location")
    try:
        source = httpx.URL(url)
        target = source.join(location) if location else None
    except (httpx.InvalidURL, ValueError, TypeError):
        target = None
    if target is None or not target.host or target.scheme not in ("http", "https"):
        raise RedirectRefused(f"it answered {status} with a Location that cannot be read")
    if _origin(target) != _origin(source):
        # The name of a host is all that may be told: the rest may repeat what was sent.
        raise RedirectRefused(
            f"it answered {status} with a redirect to another origin ({target.scheme}://{target.netloc.decode()}), "
            f"which is not followed, since the {'token' if call.authorized else 'secret'} would go along; "
            "is the address right?"
        )
    return str(target.copy_with(fragment=None, userinfo=b""))


def connection_error(call: PreparedRequest, error: Exception, attempts: int, note: str = "") -> APIError:
    """Our error for a call that got no usable reply, in words without a value that was sent."""
    name = call.template if not call.authorized else f"{call.method} {call.template}"
    host = urlsplit(call.url).netloc
    tries = f" [{attempts} attempts]" if attempts > 1 else ""
    about: dict[str, Any] = {
        "method": call.method if call.authorized else None,
        "path": call.template if call.authorized else None,
        "attempts": attempts,
        "request_id": call.request_id or None,
    }
    if isinstance(error, BodyTooLarge):
        return ResponseTooLargeError(
            f"{name} answered {error.status} with a body of more than max_response_bytes ({error.limit} bytes); "
            f"ask for less at once, or pass a larger max_response_bytes=, or None for no limit{tries}",
            status=error.status,
            limit=error.limit,
            **about,
        )
    timed_out = isinstance(error, httpx.TimeoutException | DeadlinePassed)
    kind = APITimeoutError if timed_out else APIConnectionError
    made = kind(f"{name}: {_reason(error, host)}{note}{tries}", **about)
    # h11 quotes a header that it refuses, and that may be the token.
    made.__cause__ = None if isinstance(error, httpx.LocalProtocolError | DeadlinePassed | RedirectRefused) else error
    return made


def _reason(error: Exception, host: str) -> str:
    if isinstance(error, RedirectRefused):
        return str(error)
    if isinstance(error, DeadlinePassed):
        return f"no reply from {host} within the deadline"
    if isinstance(error, httpx.ProxyError):
        return f"the proxy gave no connection to {host}; check proxy=, or the proxy variables of the environment"
    if isinstance(error, httpx.PoolTimeout):
        return "all connections of this client were busy for too long"
    if isinstance(error, httpx.ConnectTimeout):
        return f"no connection to {host} in time; check the address and the network"
    if isinstance(error, httpx.ConnectError):
        if (tls := _tls_error(error)) is not None:
            return _tls_reason(tls, host)
        return f"no connection to {host} ({_system_text(error)}); check the address and the network"
    if isinstance(error, httpx.TimeoutException):
        return f"{host} did not answer in time; pass a longer timeout="
    if isinstance(error, UnknownEncoding):
        return f"{host} sent {error}; leave accept-encoding out of extra_headers, or ask the server's operator"
    if isinstance(error, httpx.DecodingError):
        return f"{host} sent a body whose compression is damaged"
    if failure_of(error) is Failure.FINAL:
        return f"the request could not be sent to {host} ({type(error).__name__})"
    return f"{host} closed the connection before its reply was complete ({type(error).__name__})"


def _tls_error(error: BaseException) -> ssl.SSLError | None:
    """The error of TLS behind one of httpx. It is an OSError, whose errno is none of the operating system's."""
    cause: BaseException | None = error
    for _ in range(8):
        if cause is None or isinstance(cause, ssl.SSLError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return None


def _tls_reason(error: ssl.SSLError, host: str) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"the certificate of {host} is not trusted ({error.verify_message.rstrip('.') or 'no reason given'}); "
            "check the address and the clock, or pass verify= with your own authority"
        )
    told = (error.reason or type(error).__name__).replace("_", " ").lower()
    if error.reason in _NO_TLS:
        return f"{host} does not speak TLS on this port ({told}); check the port, and whether the address is http://"
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return f"{host} closed the connection during the TLS handshake ({told}); check the address and the port"
    return f"the TLS handshake with {host} failed ({told}); check the TLS versions and the certificates of both ends"


def _system_text(error: BaseException) -> str:
    """What the operating system says, such as "Connection refused"; the rest of the text is a library's."""
    cause: BaseException | None = error
    for _ in range(8):
        if isinstance(cause, OSError) and cause.errno is not None and cause.errno in errno.errorcode:
            return os.strerror(cause.errno)
        if isinstance(cause, ConnectionResetError):
            # asyncio raises it without a number where the other end hangs up.
            return os.strerror(errno.ECONNRESET)
        if isinstance(cause, socket.gaierror) and isinstance(cause.strerror, str):
            return cause.strerror
        if cause is None:
            break
        cause = cause.__cause__ or cause.__context__
    return type(error).__name__


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)

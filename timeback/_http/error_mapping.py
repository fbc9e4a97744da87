"""Map errors of httpx, TLS and the operating system to the errors of this package, without a value that was sent."""

from __future__ import annotations

import errno
import os
import socket
import ssl
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from timeback._http.proxy_errors import ProxyFailure, ProxyTimeout, proxy_status
from timeback._http.retry import BodyTooLarge, DeadlinePassed, Failure, RedirectRefused, UnknownEncoding, failure_of
from timeback_runtime.errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    DecodingError,
    ResponseTooLargeError,
)

if TYPE_CHECKING:
    from timeback._http.request_builder import PreparedRequest

# The reasons that OpenSSL gives for a reply that is not TLS, such as one of plain HTTP.
_NOT_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "PACKET_LENGTH_TOO_LONG"})
_CHECK_PROXY = "check proxy=, or the environment variables HTTP_PROXY, HTTPS_PROXY and ALL_PROXY"
# How many causes of an error are searched.
_MAX_CAUSES = 8


def connection_error(call: PreparedRequest, error: Exception, attempts: int, note: str = "") -> APIError:
    """Return the error of this package for a call that got no usable reply.

    Args:
        attempts: how many requests were sent.
        note: text to add to the reason.
    """
    name = call.template if not call.authorized else f"{call.method} {call.template}"
    host = urlsplit(call.url).netloc
    suffix = f" [{attempts} attempts]" if attempts > 1 else ""
    fields: dict[str, Any] = {
        "method": call.method if call.authorized else None,
        "path": call.template if call.authorized else None,
        "attempts": attempts,
        "request_id": call.request_id or None,
    }
    if isinstance(error, BodyTooLarge):
        return ResponseTooLargeError(
            f"{name} answered {error.status} with a body of more than max_response_bytes ({error.limit} bytes); "
            f"request fewer objects at a time, or pass a larger max_response_bytes=, or None for no limit{suffix}",
            status=error.status,
            limit=error.limit,
            **fields,
        )
    if isinstance(error, UnknownEncoding):
        mapped: APIError = DecodingError(f"{name}: {_reason(error, host)}{note}{suffix}", **fields)
        mapped.status = error.status
        return mapped
    timed_out = isinstance(error, httpx.TimeoutException | DeadlinePassed)
    error_class = APITimeoutError if timed_out else APIConnectionError
    mapped = error_class(f"{name}: {_reason(error, host)}{note}{suffix}", **fields)
    # h11 quotes a header that it refuses, and that may be the token.
    is_private = isinstance(error, httpx.LocalProtocolError | DeadlinePassed | RedirectRefused)
    mapped.__cause__ = None if is_private else error
    return mapped


def _reason(error: Exception, host: str) -> str:
    if isinstance(error, RedirectRefused):
        return str(error)
    if isinstance(error, DeadlinePassed):
        return f"no reply from {host} within the deadline"
    if isinstance(error, httpx.ProxyError | ProxyTimeout):
        return _proxy_reason(error, host)
    if isinstance(error, httpx.PoolTimeout):
        return "no connection of this client became free in time; pass a longer timeout="
    if isinstance(error, httpx.ConnectTimeout):
        return f"no connection to {host} in time; check the address and the network"
    if isinstance(error, httpx.ConnectError):
        if (tls := _tls_error(error)) is not None:
            return _tls_reason(tls, host)
        return f"no connection to {host} ({_system_text(error)}); check the address and the network"
    if isinstance(error, httpx.TimeoutException):
        return f"{host} did not answer in time; pass a longer timeout="
    if isinstance(error, UnknownEncoding):
        return f"{host} sent {error}; remove accept-encoding from extra_headers, or contact the server's operator"
    if isinstance(error, httpx.DecodingError):
        return f"{host} sent a body whose compressed data is damaged"
    if failure_of(error) is Failure.FINAL:
        return f"the request could not be sent to {host} ({type(error).__name__})"
    return f"{host} closed the connection before its reply was complete ({type(error).__name__})"


def _proxy_reason(error: httpx.ProxyError | ProxyTimeout, host: str) -> str:
    proxy = f"the proxy {error.proxy}" if isinstance(error, ProxyFailure | ProxyTimeout) else "the proxy"
    if isinstance(error, ProxyTimeout):
        return f"no answer from {proxy} in time; {_CHECK_PROXY}, or pass a longer timeout="
    status = proxy_status(error)
    if status == 407:
        return (
            f"{proxy} requires a user name and password, or refuses those that it got (407); {_CHECK_PROXY}, whose URL "
            "holds the credentials of the proxy: http://user:password@host:port"
        )
    if (tls := _tls_error(error)) is not None:
        return _tls_reason(tls, proxy, trust="add its certificate authority to the file that SSL_CERT_FILE names")
    if isinstance(error.__cause__, httpx.ConnectError):
        return f"no connection to {proxy} ({_system_text(error)}); {_CHECK_PROXY}"
    suffix = "" if status is None else f" (it answered {status})"
    return f"{proxy} did not connect to {host}{suffix}; {_CHECK_PROXY}"


def _tls_error(error: BaseException) -> ssl.SSLError | None:
    """Return the TLS error that caused an error of httpx. It is an OSError whose errno is not the system's."""
    cause: BaseException | None = error
    for _ in range(_MAX_CAUSES):
        if cause is None or isinstance(cause, ssl.SSLError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return None


def _tls_reason(
    error: ssl.SSLError, host: str, trust: str = "pass verify= with the path of your certificate authority"
) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"the certificate of {host} is not trusted ({error.verify_message.rstrip('.') or 'no reason given'}); "
            f"check the address and the clock, or {trust}"
        )
    reason = (error.reason or type(error).__name__).replace("_", " ").lower()
    if error.reason in _NOT_TLS:
        return f"{host} does not speak TLS on this port ({reason}); check the port, and whether the address is http://"
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return f"{host} closed the connection during the TLS handshake ({reason}); check the address and the port"
    return f"the TLS handshake with {host} failed ({reason}); check the TLS versions and the certificates of both ends"


def _system_text(error: BaseException) -> str:
    """Return the text of the operating system, such as "Connection refused", without that of the libraries."""
    cause: BaseException | None = error
    for _ in range(_MAX_CAUSES):
        if isinstance(cause, OSError) and cause.errno is not None and cause.errno in errno.errorcode:
            return os.strerror(cause.errno)
        if isinstance(cause, ConnectionResetError):
            # asyncio raises it without an errno when the other end closes the connection.
            return os.strerror(errno.ECONNRESET)
        if isinstance(cause, socket.gaierror) and isinstance(cause.strerror, str):
            return cause.strerror
        if cause is None:
            break
        cause = cause.__cause__ or cause.__context__
    return type(error).__name__

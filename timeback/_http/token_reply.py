"""The reply of the token endpoint: its token, or an error that names the setting to change (RFC 6749, section 5)."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from timeback._http.token_renewal import Token
from timeback.settings import variable
from timeback_runtime.decoding import GATEWAY_MEDIA_TYPES
from timeback_runtime.errors import AuthenticationError, DecodingError, TimeBackError, status_class

if TYPE_CHECKING:
    from timeback.settings import Settings
    from timeback_runtime.messages import Reply

# Seconds, for a token whose lifetime is missing or unreadable. If it ends sooner, the 401 renews the token.
DEFAULT_LIFETIME = 300.0
MAX_LIFETIME = 30 * 24 * 3600.0
# A token is renewed this many seconds before its end, or after nine tenths of its lifetime if that is later.
_RENEWAL_MARGIN = 60.0

# Apigee writes BearerToken.
_BEARER_TYPES = frozenset({"", "bearer", "bearertoken"})

# RFC 6749, section 5.2
_OAUTH_CODES = frozenset(
    {
        "invalid_request",
        "invalid_client",
        "invalid_grant",
        "invalid_scope",
        "unauthorized_client",
        "unsupported_grant_type",
    }
)
_OTHER_TOKEN_AUTH = {
    "post": "token_auth='basic' if the endpoint requires HTTP Basic",
    "basic": "token_auth='basic-raw' if the endpoint does not decode id and secret, or token_auth='post'",
    "basic-raw": "token_auth='basic' if the endpoint decodes id and secret, or token_auth='post'",
}


class UnreadableTokenReplyError(AuthenticationError, DecodingError):
    """The token endpoint answered 2xx with a body that is not JSON. As a DecodingError it is retried."""


def is_token_text(value: object) -> bool:
    """Return whether a value can be sent as a token: text of visible ASCII characters."""
    return isinstance(value, str) and value.isascii() and value.isprintable() and value != "" and " " not in value


def read_token(settings: Settings, clock: Callable[[], float], reply: Reply) -> Token:
    """Return the token in a reply of the token endpoint.

    Raises:
        AuthenticationError: the endpoint issued no token that the client can use. The text has the error code of
            OAuth2, if the reply has one, and the setting to change.
        RateLimitError, ServerError: the endpoint answered 429, or 500 and above.
    """
    data = _json(reply)
    content = data if isinstance(data, dict) else {}
    text, token_type = content.get("access_token"), content.get("token_type") or ""
    is_token = is_token_text(text)
    is_bearer = isinstance(token_type, str) and token_type.strip().casefold() in _BEARER_TYPES
    if not 200 <= reply.status < 300 or (content.get("error") and not is_token):
        raise _refusal(settings, reply, content.get("error"))
    if not is_token or not is_bearer:
        raise _unusable(settings, reply, data, is_token=is_token)
    lifetime = _lifetime(content.get("expires_in"))
    return Token(f"Bearer {text}", clock() + lifetime - min(_RENEWAL_MARGIN, lifetime / 10))


def _refusal(settings: Settings, reply: Reply, error: object) -> TimeBackError:
    """Return the error for a reply that states an error.

    A 404 must not look like an object that does not exist: it becomes an AuthenticationError.
    """
    # Only a code of the standard is quoted: any other text is the server's own.
    code = error.strip().lower() if isinstance(error, str) else ""
    code = code if code in _OAUTH_CODES else ""
    text = f"the token endpoint ({_host(settings)}) answered {reply.status}{f' ({code})' if code else ''}"
    if reply.status == 429 or reply.status >= 500:
        error_class = status_class(reply.status)
        text += "; without a token the request was not sent"
    else:
        error_class = AuthenticationError
        advice = _advice(settings, reply.status, code)
        text += f": {advice}" if advice else f"; {_check_token_url(settings)}"
    from timeback_runtime.retry_after import retry_after_seconds

    return error_class(
        text,
        status=reply.status,
        retry_after=retry_after_seconds(reply.headers),
        attempts=reply.attempts,
        request_id=reply.request_id,
    )


def _advice(settings: Settings, status: int, code: str) -> str:
    """Return what the endpoint refused, and the settings to change; empty text if it may be no token endpoint."""
    client_id, client_secret = (variable(settings.environment, name) for name in ("client_id", "client_secret"))
    credentials = f"client_id and client_secret, or {client_id} and {client_secret}"
    whose = f"credentials of environment {settings.environment}" if settings.environment else "credentials given"
    other_auth = _OTHER_TOKEN_AUTH[settings.token_auth]
    if code == "invalid_scope":
        if settings.scope is None:
            return "the endpoint requires a scope; pass scope="
        return f"the {whose} do not have the scope that scope= requests; pass another scope="
    if code == "unauthorized_client":
        return (
            "the client may not use the grant client_credentials, or not with this scope; check client_id "
            f"(or {client_id}) and scope, or ask the provider to permit the grant"
        )
    if code == "unsupported_grant_type":
        return f"the endpoint does not offer the grant client_credentials; {_check_token_url(settings)}"
    if code == "invalid_request" or (not code and status == 422):
        missing = "pass scope=, which the endpoint may require" if settings.scope is None else "check scope"
        return f"the endpoint refused the form of the request; {missing}, or pass {other_auth}"
    if code or status == 401:
        return f"the {whose} are not accepted; check {credentials}, or pass {other_auth}"
    if status in (400, 403):
        return f"the endpoint refused the request; check scope, {credentials}, or pass {other_auth}"
    if 200 <= status < 300:
        return f"an error instead of a token; check {credentials}, scope and token_auth"
    return ""


def _unusable(settings: Settings, reply: Reply, data: object, *, is_token: bool) -> AuthenticationError:
    """Return the error for a success without a token that the client can use."""
    text = f"the token endpoint ({_host(settings)}) answered {reply.status}"
    error_class = AuthenticationError
    if is_token:
        text += " with a token whose token_type is not Bearer; check token_url and scope, or ask the provider for one"
    else:
        text += " without a usable access_token"
        if data is None:
            error_class = UnreadableTokenReplyError
            if reply.media_type in GATEWAY_MEDIA_TYPES:
                text += f" ({reply.media_type})"
        text += f"; {_check_token_url(settings)}"
    return error_class(text, status=reply.status, attempts=reply.attempts, request_id=reply.request_id)


def _check_token_url(settings: Settings) -> str:
    return f"check token_url, or {variable(settings.environment, 'token_url')}"


def _json(reply: Reply) -> Any:
    """Return the decoded body; None if it is not JSON."""
    try:
        return json.loads(reply.content)
    except (ValueError, RecursionError):
        return None


def _lifetime(expires_in: object) -> float:
    try:
        seconds = float(expires_in)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return DEFAULT_LIFETIME
    if isinstance(expires_in, bool) or not math.isfinite(seconds) or seconds <= 0:
        return DEFAULT_LIFETIME
    return min(seconds, MAX_LIFETIME)


def _host(settings: Settings) -> str:
    return settings.token_url.partition("://")[2].partition("/")[0]

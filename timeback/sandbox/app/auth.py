"""OAuth2 client credentials grant: issues access tokens, and checks the Authorization header of requests."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
import threading
import time
from urllib.parse import parse_qsl, unquote_plus

import attrs
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from timeback.sandbox.errors import ApiError

__all__ = ["AuthorizationServer"]

_FORM = "application/x-www-form-urlencoded"
_MAX_FORM_BYTES = 64 * 1024
_MAX_TOKENS = 10_000


@attrs.frozen
class IssuedToken:
    """Expiry of an access token on the monotonic clock, and its scopes."""

    expires: float
    scopes: frozenset[str]


class AuthorizationServer:
    """The one client of a sandbox, and the tokens that were issued to it.

    With `required=False` the API needs no token, and the token endpoint accepts any credentials. The admin routes
    require the client's secret in both cases. Lifetimes are measured with the monotonic clock.

    scopes: if there are any, a token request must name at least one, and only these
    """

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        *,
        lifetime: float,
        required: bool,
        scopes: frozenset[str] = frozenset(),
    ) -> None:
        self._client_id = client_id
        self._client_secret = client_secret
        self._lifetime = lifetime
        self._required = required
        self._scopes = scopes
        self._tokens: dict[str, IssuedToken] = {}
        self._lock = threading.Lock()
        self._page_token = secrets.token_urlsafe(32)

    @property
    def required(self) -> bool:
        """Whether requests to the API need a token."""
        return self._required

    def check(self, authorization: str | None) -> IssuedToken | None:
        """The token of an Authorization header; None if tokens are not required.

        Raises:
            ApiError: 401; the token is missing, unknown or expired.
        """
        if not self._required:
            return None
        kind, _, token = (authorization or "").partition(" ")
        if kind.lower() != "bearer" or not token.strip():
            raise _unauthorized("Authorization: a bearer token is required; request one at /oauth2/token.", None)
        with self._lock:
            issued = self._tokens.get(token.strip())
        if issued is None:
            raise _unauthorized(
                "Authorization: unknown access token; request a new one at /oauth2/token.", "invalid_token"
            )
        if issued.expires <= time.monotonic():
            raise _unauthorized(
                "Authorization: the access token has expired; request a new one at /oauth2/token.", "invalid_token"
            )
        return issued

    def check_owner(self, authorization: str | None) -> None:
        """Check that the sender of an Authorization header knows the client's secret.

        Accepted are HTTP Basic with the client's id and secret, the token of `log_in`, and, if the token endpoint
        requires the secret, an API token without scopes.

        Raises:
            ApiError: 401, none of these; 403, an API token with scopes.
        """
        kind, _, rest = (authorization or "").partition(" ")
        if kind.lower() == "bearer" and _same(rest.strip(), self._page_token):
            return
        credentials, malformed = _basic(authorization)
        if credentials is not None and not malformed and self._knows(*credentials, encoded=True):
            return
        if kind.lower() == "bearer" and self._required:
            issued = self.check(authorization)
            if issued is not None and issued.scopes:
                raise ApiError(403, "Authorization: a token with scopes cannot access this path.")
            return
        raise _unauthorized("Authorization: use HTTP Basic with the client's id and secret.", None)

    def log_in(self, client_secret: str) -> str:
        """A token for the sandbox's page, valid until the sandbox stops.

        Raises:
            ApiError: 401; the secret is wrong.
        """
        if not _same(client_secret, self._client_secret):
            raise _unauthorized("client_secret: wrong secret.", None)
        return self._page_token

    def revoke(self) -> None:
        """Invalidate all API tokens."""
        with self._lock:
            self._tokens.clear()

    def _knows(self, client_id: str, client_secret: str, *, encoded: bool) -> bool:
        if _same(client_id, self._client_id) & _same(client_secret, self._client_secret):
            return True
        # RFC 6749 requires id and secret to be form-encoded before base64, which many clients omit. Both are accepted.
        return encoded and self._knows(unquote_plus(client_id), unquote_plus(client_secret), encoded=False)

    def _issue(self, scope: str | None) -> str:
        token = secrets.token_urlsafe(32)
        now = time.monotonic()
        with self._lock:
            if len(self._tokens) >= _MAX_TOKENS:
                self._tokens = {key: issued for key, issued in self._tokens.items() if issued.expires > now}
                while len(self._tokens) >= _MAX_TOKENS:
                    del self._tokens[next(iter(self._tokens))]
            self._tokens[token] = IssuedToken(now + self._lifetime, frozenset((scope or "").split()))
        return token

    async def token(self, request: Request) -> Response:
        """The token endpoint of RFC 6749, section 4.4."""
        form = await _form(request)
        if form is None:
            return _failure(400, "invalid_request", f"The body must be a form ({_FORM}) without repeated names.")
        basic, malformed = _basic(request.headers.get("authorization"))
        if malformed:
            return _failure(401, "invalid_client", "The Authorization header is not HTTP Basic.")
        if basic is not None and (
            "client_secret" in form or form.get("client_id", basic[0]) not in (basic[0], unquote_plus(basic[0]))
        ):
            return _failure(
                400, "invalid_request", "Client credentials must be either in the header or in the form, not in both."
            )
        client_id, client_secret = basic or (form.get("client_id", ""), form.get("client_secret", ""))
        if "grant_type" not in form:
            return _failure(400, "invalid_request", "grant_type is missing; it must be client_credentials.")
        if self._required and not self._knows(client_id, client_secret, encoded=basic is not None):
            return _failure(401, "invalid_client", "The client id or secret is wrong or missing.")
        if form["grant_type"] != "client_credentials":
            return _failure(400, "unsupported_grant_type", "grant_type must be client_credentials.")
        scope = form.get("scope")
        if self._scopes:
            asked = (scope or "").split()
            if not asked:
                return _failure(400, "invalid_scope", "scope is missing; name the scopes that the requests need.")
            if not self._scopes.issuperset(asked):
                return _failure(400, "invalid_scope", "scope has a value that this server does not know.")
        body: dict[str, object] = {
            "access_token": self._issue(scope),
            "token_type": "Bearer",
            "expires_in": int(self._lifetime) if self._lifetime == int(self._lifetime) else self._lifetime,
        }
        if scope:
            body["scope"] = scope
        return JSONResponse(body, headers={"Cache-Control": "no-store", "Pragma": "no-cache"})


def _unauthorized(description: str, error: str | None) -> ApiError:
    challenge = 'Bearer realm="sandbox"' + (f', error="{error}"' if error else "")
    return ApiError(401, description, headers={"WWW-Authenticate": challenge})


def _same(first: str, second: str) -> bool:
    return hmac.compare_digest(first.encode(errors="replace"), second.encode(errors="replace"))


def _failure(status: int, error: str, description: str) -> Response:
    headers = {"Cache-Control": "no-store"}
    if status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="sandbox"'
    return JSONResponse({"error": error, "error_description": description}, status, headers=headers)


async def _form(request: Request) -> dict[str, str] | None:
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > _MAX_FORM_BYTES:
            return None
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return None
    try:
        pairs = parse_qsl(content.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError:
        return None
    form = dict(pairs)
    return form if len(form) == len(pairs) else None


def _basic(header: str | None) -> tuple[tuple[str, str] | None, bool]:
    """Client id and secret of an Authorization header, and whether the header is malformed."""
    if not header:
        return None, False
    kind, _, encoded = header.partition(" ")
    if kind.lower() != "basic":
        return None, True
    try:
        name, colon, secret = base64.b64decode(encoded.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        return None, True
    return (name, secret), not colon

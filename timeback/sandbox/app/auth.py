"""OAuth2 client credentials: tokens are given at the token endpoint and asked for everywhere else."""

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
_LARGEST_FORM = 64 * 1024
_KEPT = 10_000


@attrs.frozen
class IssuedToken:
    expires: float
    scopes: frozenset[str]


class AuthorizationServer:
    """Knows the one client of a sandbox and the tokens that it was given.

    With `required=False` no token is asked for, and anybody gets one; what steers the sandbox asks for the secret all
    the same. How long a token lives is told by the monotonic clock.
    """

    def __init__(self, client_id: str, client_secret: str, *, lifetime: float, required: bool) -> None:
        self._client_id = client_id
        self._client_secret = client_secret
        self._lifetime = lifetime
        self._required = required
        self._grants: dict[str, IssuedToken] = {}
        self._lock = threading.Lock()
        self._page_token = secrets.token_urlsafe(32)

    @property
    def required(self) -> bool:
        """Whether requests to the API need a token."""
        return self._required

    def check(self, authorization: str | None) -> IssuedToken | None:
        """The grant behind an Authorization header; 401 where there is none."""
        if not self._required:
            return None
        kind, _, token = (authorization or "").partition(" ")
        if kind.lower() != "bearer" or not token.strip():
            raise _unauthorized("A bearer token is needed; get one at /oauth2/token.", None)
        with self._lock:
            grant = self._grants.get(token.strip())
        if grant is None:
            raise _unauthorized("The token is not one of this server.", "invalid_token")
        if grant.expires <= time.monotonic():
            raise _unauthorized("The token has expired.", "invalid_token")
        return grant

    def check_owner(self, authorization: str | None) -> None:
        """401 or 403 unless an Authorization header shows that its sender knows the client's secret.

        Good are HTTP Basic with id and secret, the token of `log_in`, and, where tokens are given for the secret only,
        a token of the API that was asked for without scopes.
        """
        kind, _, rest = (authorization or "").partition(" ")
        if kind.lower() == "bearer" and _same(rest.strip(), self._page_token):
            return
        credentials, malformed = _basic(authorization)
        if credentials is not None and not malformed and self._knows(*credentials, encoded=True):
            return
        if kind.lower() == "bearer" and self._required:
            grant = self.check(authorization)
            if grant is not None and grant.scopes:
                raise ApiError(403, "A token with scopes does not open this address.")
            return
        raise _unauthorized("This address needs the client's secret: HTTP Basic with the client's id and secret.", None)

    def log_in(self, client_secret: str) -> str:
        """A token for the sandbox's page, good until the sandbox ends; 401 where the secret is another."""
        if not _same(client_secret, self._client_secret):
            raise _unauthorized("client_secret: is not the secret of this sandbox.", None)
        return self._page_token

    def revoke(self) -> None:
        """Make all tokens of the API invalid at once."""
        with self._lock:
            self._grants.clear()

    def _knows(self, client_id: str, client_secret: str, *, encoded: bool) -> bool:
        if _same(client_id, self._client_id) & _same(client_secret, self._client_secret):
            return True
        # RFC 6749 has id and secret form-encoded before they go into the header, which many clients leave out.
        return encoded and self._knows(unquote_plus(client_id), unquote_plus(client_secret), encoded=False)

    def _grant(self, scope: str | None) -> str:
        token = secrets.token_urlsafe(32)
        moment = time.monotonic()
        with self._lock:
            if len(self._grants) >= _KEPT:
                self._grants = {key: grant for key, grant in self._grants.items() if grant.expires > moment}
                while len(self._grants) >= _KEPT:
                    del self._grants[next(iter(self._grants))]
            self._grants[token] = IssuedToken(moment + self._lifetime, frozenset((scope or "").split()))
        return token

    async def token(self, request: Request) -> Response:
        """The token endpoint of RFC 6749, section 4.4."""
        form = await _form(request)
        if form is None:
            return _failure(
                400, "invalid_request", f"The request must be a form ({_FORM}) in which no name is repeated."
            )
        basic, malformed = _basic(request.headers.get("authorization"))
        if malformed:
            return _failure(401, "invalid_client", "The Authorization header is not HTTP Basic.")
        if basic is not None and (
            "client_secret" in form or form.get("client_id", basic[0]) not in (basic[0], unquote_plus(basic[0]))
        ):
            return _failure(400, "invalid_request", "The client is named twice: in the header and in the form.")
        client_id, client_secret = basic or (form.get("client_id", ""), form.get("client_secret", ""))
        if "grant_type" not in form:
            return _failure(400, "invalid_request", "grant_type is missing; it must be client_credentials.")
        if self._required and not self._knows(client_id, client_secret, encoded=basic is not None):
            return _failure(401, "invalid_client", "The client id or secret is wrong or missing.")
        if form["grant_type"] != "client_credentials":
            return _failure(400, "unsupported_grant_type", "grant_type must be client_credentials.")
        scope = form.get("scope")
        body: dict[str, object] = {
            "access_token": self._grant(scope),
            "token_type": "Bearer",
            "expires_in": int(self._lifetime) if self._lifetime == int(self._lifetime) else self._lifetime,
        }
        if scope:
            body["scope"] = scope
        return JSONResponse(body, headers={"Cache-Control": "no-store", "Pragma": "no-cache"})


def _unauthorized(description: str, error: str | None) -> ApiError:
    challenge = 'Bearer realm="sandbox"' + (f', error="{error}"' if error else "")
    return ApiError(401, description, headers={"WWW-Authenticate": challenge})


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))


def _failure(status: int, error: str, description: str) -> Response:
    headers = {"Cache-Control": "no-store"}
    if status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="sandbox"'
    return JSONResponse({"error": error, "error_description": description}, status, headers=headers)


async def _form(request: Request) -> dict[str, str] | None:
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > _LARGEST_FORM:
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
    """Id and secret of an Authorization header, and whether there is one that cannot be read."""
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

"""The access token of a client: fetched once for all who wait, renewed before its end."""

from __future__ import annotations

import asyncio
import copy
import json
import math
import re
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from timeback._http.flow import Token
from timeback._http.fork import register_fork_reset
from timeback.errors import ClientStateError
from timeback.settings import variable
from timeback_runtime.error_responses import retry_after_seconds
from timeback_runtime.errors import (
    APITimeoutError,
    AuthenticationError,
    DecodingError,
    TimeBackError,
    status_class,
)

if TYPE_CHECKING:
    from timeback.settings import Settings
    from timeback_runtime.messages import Reply

# A token without a readable lifetime. Should it end sooner, the 401 renews it.
UNTOLD_LIFETIME = 300.0
LONGEST_LIFETIME = 30 * 24 * 3600.0

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
BEARER = re.compile(r"[\x21-\x7e]+")


def read_token(settings: Settings, clock: Callable[[], float], reply: Reply) -> Token:
    """The token that a reply of the token endpoint holds, or an error that says where to look."""
    if not 200 <= reply.status < 300:
        raise _refused(settings, reply)
    data = _object(reply)
    text = data.get("access_token")
    if not isinstance(text, str) or not BEARER.fullmatch(text):
        kind = f" ({reply.media_type[:60]})" if reply.media_type and not data else ""
        error = DecodingError(
            f"the token endpoint ({_host(settings)}) answered {reply.status} without a usable access_token{kind}; "
            f"check token_url, or {variable(settings.environment, 'token_url')}",
            attempts=reply.attempts,
            request_id=reply.request_id,
        )
        error.status = reply.status
        raise error
    lifetime = _seconds(data.get("expires_in"))
    return Token(f"Bearer {text}", clock() + lifetime - min(60.0, lifetime / 10))


def _refused(settings: Settings, reply: Reply) -> TimeBackError:
    """A 404 of the token endpoint must not look like an object that does not exist: it is an AuthenticationError."""
    code = _object(reply).get("error")
    told = f" ({code})" if isinstance(code, str) and code in _OAUTH_CODES else ""
    identity, secret = (variable(settings.environment, name) for name in ("client_id", "client_secret"))
    whose = f"of environment {settings.environment}" if settings.environment else "that were given"
    text = f"the token endpoint ({_host(settings)}) answered {reply.status}{told}"
    kind = status_class(reply.status)
    if reply.status == 429 or reply.status >= 500:
        text += "; no token, so nothing was sent"
    elif code == "invalid_scope":
        kind, text = AuthenticationError, f"{text}: the credentials {whose} do not reach as far as scope= asks"
    elif reply.status in (400, 401, 403):
        kind, text = (
            AuthenticationError,
            f"{text}: the credentials {whose} are not accepted; check client_id and client_secret, "
            f"or {identity} and {secret}",
        )
    else:
        where = variable(settings.environment, "token_url")
        kind, text = AuthenticationError, f"{text}; check token_url, or {where}"
    return kind(
        text,
        status=reply.status,
        retry_after=retry_after_seconds(reply.headers),
        attempts=reply.attempts,
        request_id=reply.request_id,
    )


class SyncTokenProvider:
    """One token for all threads."""

    def __init__(self, fetch: Callable[[Token | None, float | None], Token], clock: Callable[[], float]) -> None:
        self._fetch, self._clock = fetch, clock
        self._token: Token | None = None
        self.after_fork()
        register_fork_reset(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._in_flight: Future[Token | None] | None = None

    def get(self, rejected_token: Token | None, until: float | None) -> Token:
        """A valid token that is not ``rejected_token``. The first to come fetches it, the others wait for that."""
        while True:
            token = _valid(self._token, rejected_token, self._clock())
            if token is not None:
                return token
            mine: Future[Token | None] | None = None
            try:
                with self._lock:
                    in_flight = self._in_flight
                    if in_flight is None:
                        if _valid(self._token, rejected_token, self._clock()) is not None:
                            continue
                        in_flight = mine = self._in_flight = Future()
                if mine is not None:
                    return self._fetch_as_leader(mine, rejected_token, until)
            finally:
                if mine is not None:
                    self._finish_fetch(mine)
            try:
                failed = in_flight.exception(_left(until, self._clock))
            except TimeoutError:
                raise late() from None
            if failed is not None:
                raise _again(failed)
            token = in_flight.result()
            if token is not None and token is not rejected_token:
                return token

    def put(self, token: Token) -> None:
        """Take a token that was fetched otherwise."""
        self._token = token

    def _fetch_as_leader(
        self, in_flight: Future[Token | None], rejected_token: Token | None, until: float | None
    ) -> Token:
        try:
            token = self._token = self._fetch(rejected_token, until)
        except Exception as error:
            # An end of this thread's own deadline says nothing to the others: one of them fetches instead.
            if until is None or not isinstance(error, APITimeoutError):
                in_flight.set_exception(error)
            raise
        in_flight.set_result(token)
        return token

    def _finish_fetch(self, in_flight: Future[Token | None]) -> None:
        """The fetch is over, however it ended; without a result, as after KeyboardInterrupt, another thread fetches."""
        with self._lock:
            if self._in_flight is in_flight:
                self._in_flight = None
        if not in_flight.done():
            in_flight.set_result(None)


class AsyncTokenProvider:
    """One token for all tasks of an event loop."""

    def __init__(self, fetch: Callable[[Token | None], Awaitable[Token]], clock: Callable[[], float]) -> None:
        self._fetch, self._clock = fetch, clock
        self._token: Token | None = None
        self.after_fork()
        register_fork_reset(self)

    def after_fork(self) -> None:
        self._in_flight: asyncio.Task[Token] | None = None

    async def get(self, rejected_token: Token | None, until: float | None) -> Token:
        """Return a valid token other than ``rejected_token``.

        A task of its own fetches it, so that the cancellation of a caller does not cancel the fetch.
        """
        while True:
            token = _valid(self._token, rejected_token, self._clock())
            if token is not None:
                return token
            in_flight = self._in_flight
            if in_flight is None or in_flight.done():
                in_flight = self._in_flight = asyncio.create_task(self._run(rejected_token))
                # Everyone who waits may be cancelled: then nobody asks how it ended.
                in_flight.add_done_callback(lambda task: task.cancelled() or task.exception())
            await asyncio.wait((in_flight,), timeout=_left(until, self._clock))
            if not in_flight.done():
                raise late()
            if in_flight.cancelled():
                raise ClientStateError("the client was closed while a call waited for its token")
            if (failed := in_flight.exception()) is not None:
                raise _again(failed)
            if (token := in_flight.result()) is not rejected_token:
                return token

    def put(self, token: Token) -> None:
        """Take a token that was fetched otherwise."""
        self._token = token

    async def _run(self, rejected_token: Token | None) -> Token:
        token = self._token = await self._fetch(rejected_token)
        return token

    async def aclose(self) -> None:
        """End a fetch that is under way."""
        in_flight, self._in_flight = self._in_flight, None
        if in_flight is not None and not in_flight.done():
            in_flight.cancel()
            await asyncio.wait((in_flight,))


def _valid(token: Token | None, rejected_token: Token | None, now: float) -> Token | None:
    return token if token is not None and token is not rejected_token and now < token.renew_at else None


def _left(until: float | None, clock: Callable[[], float]) -> float | None:
    return None if until is None else max(0.0, until - clock())


def late() -> APITimeoutError:
    """The error of a call whose deadline came before its token."""
    return APITimeoutError("no token within the deadline; nothing was sent", attempts=0)


def _again(error: BaseException) -> BaseException:
    """The error anew for one more who waited: a traceback belongs to one thread or task."""
    fresh = copy.copy(error) if isinstance(error, TimeBackError) else error
    fresh.__cause__ = error.__cause__
    fresh.__suppress_context__ = error.__suppress_context__
    return fresh


def _object(reply: Reply) -> dict[str, Any]:
    try:
        data = json.loads(reply.content)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _seconds(value: object) -> float:
    try:
        seconds = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return UNTOLD_LIFETIME
    if isinstance(value, bool) or not math.isfinite(seconds) or seconds <= 0:
        return UNTOLD_LIFETIME
    return min(seconds, LONGEST_LIFETIME)


def _host(settings: Settings) -> str:
    return settings.token_url.partition("://")[2].partition("/")[0]

"""Access tokens (OAuth 2.0 client credentials): single-flight fetch, and renewal before expiry."""

from __future__ import annotations

import copy
import threading
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from timeback._http.fork import register_fork_reset
from timeback._http.pending import PendingResult
from timeback._http.token_renewal import Token
from timeback.errors import ClientStateError
from timeback_runtime.errors import APITimeoutError, TimeBackError
from timeback_runtime.lazy import lazy_module

if TYPE_CHECKING:
    import asyncio
else:
    asyncio = lazy_module("asyncio")


class SyncTokenProvider:
    """One token for all threads of a client. One thread fetches it, the others wait (single flight)."""

    def __init__(self, fetch: Callable[[Token | None, float | None], Token], clock: Callable[[], float]) -> None:
        self._fetch, self._clock = fetch, clock
        self._token: Token | None = None
        self.after_fork()
        register_fork_reset(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._in_flight: PendingResult[Token | None] | None = None

    def get(self, rejected_token: Token | None, deadline: float | None) -> Token:
        """Return a valid token other than ``rejected_token``.

        Raises:
            APITimeoutError: the deadline of the call passed first.
        """
        while True:
            token = _if_valid(self._token, rejected_token, self._clock())
            if token is not None:
                return token
            own: PendingResult[Token | None] | None = None
            try:
                with self._lock:
                    in_flight = self._in_flight
                    if in_flight is None:
                        if _if_valid(self._token, rejected_token, self._clock()) is not None:
                            continue
                        in_flight = own = self._in_flight = PendingResult()
                if own is not None:
                    return self._fetch_as_leader(own, rejected_token, deadline)
            finally:
                if own is not None:
                    self._finish_fetch(own)
            try:
                failure = in_flight.exception(_remaining(deadline, self._clock))
            except TimeoutError:
                raise token_deadline_error() from None
            if failure is not None:
                raise _copy_error(failure)
            token = in_flight.result()
            if token is not None and token is not rejected_token:
                return token

    def set(self, token: Token) -> None:
        """Use a token that was fetched elsewhere."""
        self._token = token

    def _fetch_as_leader(
        self, own: PendingResult[Token | None], rejected_token: Token | None, deadline: float | None
    ) -> Token:
        try:
            token = self._token = self._fetch(rejected_token, deadline)
        except Exception as error:
            # A timeout at this call's own deadline is not passed on: the next waiter becomes the leader.
            if deadline is None or not isinstance(error, APITimeoutError):
                own.set_exception(error)
            raise
        own.set_result(token)
        return token

    def _finish_fetch(self, own: PendingResult[Token | None]) -> None:
        """End a fetch. If it has no result, as after KeyboardInterrupt, the next waiter becomes the leader."""
        with self._lock:
            if self._in_flight is own:
                self._in_flight = None
        if not own.done():
            own.set_result(None)


class AsyncTokenProvider:
    """One token for all tasks of an event loop (single flight)."""

    def __init__(self, fetch: Callable[[Token | None], Awaitable[Token]], clock: Callable[[], float]) -> None:
        self._fetch, self._clock = fetch, clock
        self._token: Token | None = None
        self.after_fork()
        register_fork_reset(self)

    def after_fork(self) -> None:
        self._in_flight: asyncio.Task[Token] | None = None

    async def get(self, rejected_token: Token | None, deadline: float | None) -> Token:
        """Return a valid token other than ``rejected_token``.

        A task of its own fetches it, so that the cancellation of a caller does not cancel the fetch.

        Raises:
            APITimeoutError: the deadline of the call passed first.
            ClientStateError: the client was closed meanwhile.
        """
        while True:
            token = _if_valid(self._token, rejected_token, self._clock())
            if token is not None:
                return token
            in_flight = self._in_flight
            if in_flight is None or in_flight.done():
                in_flight = self._in_flight = asyncio.create_task(self._run_fetch(rejected_token))
                # If all waiters are cancelled, nothing else retrieves the exception.
                in_flight.add_done_callback(lambda task: task.cancelled() or task.exception())
            await asyncio.wait((in_flight,), timeout=_remaining(deadline, self._clock))
            if not in_flight.done():
                raise token_deadline_error()
            if in_flight.cancelled():
                raise ClientStateError("the client was closed while a call waited for its token")
            if (failure := in_flight.exception()) is not None:
                raise _copy_error(failure)
            if (token := in_flight.result()) is not rejected_token:
                return token

    def set(self, token: Token) -> None:
        """Use a token that was fetched elsewhere."""
        self._token = token

    async def _run_fetch(self, rejected_token: Token | None) -> Token:
        token = self._token = await self._fetch(rejected_token)
        return token

    async def aclose(self) -> None:
        """Cancel a fetch in progress."""
        in_flight, self._in_flight = self._in_flight, None
        if in_flight is not None and not in_flight.done():
            in_flight.cancel()
            await asyncio.wait((in_flight,))


def _if_valid(token: Token | None, rejected_token: Token | None, now: float) -> Token | None:
    return token if token is not None and token is not rejected_token and now < token.renew_at else None


def _remaining(deadline: float | None, clock: Callable[[], float]) -> float | None:
    return None if deadline is None else max(0.0, deadline - clock())


def token_deadline_error() -> APITimeoutError:
    """Return the error of a call whose deadline passed before it had a token."""
    return APITimeoutError("no token within the deadline; the request was not sent", attempts=0)


def _copy_error(error: BaseException) -> BaseException:
    """Copy an error for a further waiter: a traceback belongs to one thread or task."""
    copied = copy.copy(error) if isinstance(error, TimeBackError) else error
    copied.__cause__ = error.__cause__
    copied.__suppress_context__ = error.__suppress_context__
    return copied

"""Broadcast: run the same function with several clients concurrently, and collect the outcomes."""

from __future__ import annotations

import contextvars
import inspect
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from attrs import field, frozen

from timeback._resources.batch import gather_or_raise
from timeback_runtime.errors import InvalidRequestError, TimeBackError
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from timeback.client import AsyncTimeBackClient, TimeBackClient

T = TypeVar("T")


@frozen
class Outcome(Generic[T]):
    """The outcome of the function for one client.

    Attributes:
        client: the client.
        value: the result; None if the function failed.
        error: the exception; None if the function succeeded.
    """

    client: TimeBackClient | AsyncTimeBackClient
    value: T | None = field(default=None, repr=False)
    error: Exception | None = field(default=None, repr=False)

    @property
    def ok(self) -> bool:
        """Whether the function succeeded."""
        return self.error is None

    def __str__(self) -> str:
        where = self.client.environment or self.client.settings.api_url
        if self.error is None:
            return f"{where}: ok"
        # The text of a foreign error may be personal.
        text = f": {self.error}" if isinstance(self.error, TimeBackError) else ""
        return f"{where}: {type(self.error).__name__}{text}"


class Broadcast(Sequence[Outcome[T]]):
    """The outcomes in the order of the clients. It is true if all succeeded."""

    def __init__(self, outcomes: Iterable[Outcome[T]]) -> None:
        self._outcomes = tuple(outcomes)

    @overload
    def __getitem__(self, index: int) -> Outcome[T]: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Outcome[T]]: ...

    def __getitem__(self, index: int | slice) -> Outcome[T] | Sequence[Outcome[T]]:
        return self._outcomes[index]

    def __len__(self) -> int:
        return len(self._outcomes)

    def __bool__(self) -> bool:
        return not self.failed

    @property
    def failed(self) -> list[Outcome[T]]:
        """The outcomes that failed."""
        return [outcome for outcome in self._outcomes if not outcome.ok]

    @property
    def values(self) -> list[T]:
        """The results in the order of the clients. Raises the first error if there is one."""
        for outcome in self._outcomes:
            if outcome.error is not None:
                raise outcome.error
        return [outcome.value for outcome in self._outcomes]  # type: ignore[misc]

    def __str__(self) -> str:
        return "\n".join(map(str, self._outcomes))

    def __repr__(self) -> str:
        return f"<Broadcast: {len(self)} clients, {len(self.failed)} failed>"


@clears_locals
def broadcast(clients: Iterable[TimeBackClient], work: Callable[[TimeBackClient], T]) -> Broadcast[T]:
    """Call a function with several clients concurrently, each in its own thread.

        results = broadcast([staging, production], lambda client: client.rostering.users.get_user("u1"))
        if not results:
            print(results)

    Args:
        clients: the clients. A failure for one does not stop the others.
        work: the function; it is called once for each client.
    """
    from timeback.client import TimeBackClient

    chosen = _check_clients(clients, TimeBackClient, "broadcast_async")

    def one(client: TimeBackClient) -> Outcome[T]:
        try:
            value = work(client)
        except Exception as error:  # noqa: BLE001 - it is an outcome
            return Outcome(client, error=error)
        if inspect.iscoroutine(value):
            value.close()
            raise TypeError("work returned a coroutine: use await broadcast_async() with AsyncTimeBackClients")
        return Outcome(client, value)

    with ThreadPoolExecutor(len(chosen), thread_name_prefix="timeback-broadcast") as pool:
        # The function sees the context variables of the caller, such as the current span.
        futures = [pool.submit(contextvars.copy_context().run, one, client) for client in chosen]
        return Broadcast(future.result() for future in futures)


@clears_locals
async def broadcast_async(
    clients: Iterable[AsyncTimeBackClient], work: Callable[[AsyncTimeBackClient], Awaitable[T]]
) -> Broadcast[T]:
    """Call a coroutine function with several clients concurrently, in tasks. See ``broadcast``."""
    from timeback.client import AsyncTimeBackClient

    chosen = _check_clients(clients, AsyncTimeBackClient, "broadcast")

    async def one(client: AsyncTimeBackClient) -> Outcome[T]:
        try:
            return Outcome(client, await work(client))
        except Exception as error:  # noqa: BLE001 - it is an outcome
            return Outcome(client, error=error)

    return Broadcast(await gather_or_raise(one, chosen))


def _check_clients(clients: Iterable[T], kind: type[Any], other: str) -> list[T]:
    chosen = list(clients)
    if not chosen:
        raise InvalidRequestError("clients: expected at least one client")
    for client in chosen:
        if not isinstance(client, kind):
            raise TypeError(f"clients: expected {kind.__name__}, got {type(client).__name__}; see also {other}()")
    return chosen


broadcast.__module__ = broadcast_async.__module__ = "timeback"

"""Implementation of ``sync``, ``sync_detailed``, ``asyncio`` and ``asyncio_detailed`` in endpoint modules.

They import what each of them needs from here, also what other modules define.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Protocol, TypeVar

from timeback_runtime.decoding import ResponseDecoder as ResponseDecoder
from timeback_runtime.errors import DecodingError
from timeback_runtime.frames import clears_locals as clears_locals
from timeback_runtime.messages import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeback_runtime.messages import Reply, Request

P = ParamSpec("P")
T = TypeVar("T")


class Sender(Protocol):
    """A client that sends a request and waits for the reply."""

    def send(self, request: Request[Any], read: Callable[[Reply], T]) -> T:
        """Send a request and return the result of ``read``, which may raise an exception."""
        ...


class AsyncSender(Protocol):
    """A client that sends a request from an event loop."""

    async def asend(self, request: Request[Any], read: Callable[[Reply], T]) -> T:
        """Send a request and return the result of ``read``, which may raise an exception."""
        ...


def sends(build: Callable[..., Any]) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Decorate ``sync``, ``sync_detailed``, ``asyncio`` or ``asyncio_detailed`` with its body.

    The function states the types of the parameters and of the result. Errors leave it without local variables, see
    ``clears_locals``. A TypeError about the arguments names the function that was called.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        name = function.__name__
        send, document = _SENDERS[name]
        call: Any
        if name.startswith("asyncio"):

            async def call(*args: Any, client: AsyncSender, **kwargs: Any) -> Any:
                return await send(client, build(*args, **kwargs))

        else:

            def call(*args: Any, client: Sender, **kwargs: Any) -> Any:
                return send(client, build(*args, **kwargs))

        functools.update_wrapper(call, function)
        call.__doc__ = document
        return clears_locals(call, _renaming(build.__name__, name))

    return decorate


def iterates(function: Callable[P, T]) -> Callable[P, T]:
    """Add the docstring of ``build_iter``, which depends on its parameters only.

    Errors leave the function without local variables, see ``clears_locals``.
    """
    names = (function.__kwdefaults__ or {}).keys()
    start = f"Iterate over the listing from ``{'page' if 'page' in names else 'offset'}`` to its end"
    parts = [f"{start}, {_ORDER}." if names >= {"offset", "sort"} else f"{start}.", _ITERATION]
    if "paging" in names:
        parts.append(_KEYSET)
    if function.__globals__["OPERATION"].is_extension:
        parts.append(EXTENSION_NOTE)
    function.__doc__ = "\n\n".join(parts)
    return clears_locals(function)


EXTENSION_NOTE = "An extension of the platform: another provider may answer 404 or 405."
_ORDER = "sorted by sourcedId unless ``sort`` or ``order_by`` is set"
_ITERATION = """\
``page_size`` is the number of items in each request, ``max_items`` the number after which the iteration ends, and
``checkpoint`` the path of a file that stores the position, so that a new iteration continues after the last page
that was completely processed. See ``build`` for the other arguments."""
_KEYSET = """\
``paging="keyset"`` asks for each page by the last id of the page before, and not by an offset: objects that are
added or removed meanwhile shift no others, and servers need not count to a deep offset. Objects come in the order
of their ids, so ``offset``, another ``sort`` and a filter with OR are refused. A server whose filter and sort do
not allow it raises ``KeysetPagingError`` before the first object."""


def _renaming(old: str, new: str) -> Callable[[BaseException], None]:
    """Return a function that replaces the name of the called function in a TypeError about its arguments."""

    def rewrite(error: BaseException) -> None:
        if type(error) is TypeError and str(error).startswith(f"{old}() "):
            error.args = (new + str(error).removeprefix(old),)

    return rewrite


# The type of the body is known to the endpoint module only, so the annotation there determines T.
def sync(client: Sender, request: Request[Any]) -> T:  # type: ignore[type-var]
    body: T = _send_method(client, "send", request)(request, request.read_wire)
    return body


async def asyncio(client: AsyncSender, request: Request[Any]) -> T:
    body: T = await _send_method(client, "asend", request)(request, request.read_wire)
    return body


def sync_detailed(client: Sender, request: Request[Any]) -> Response[T]:
    reader = _ResponseReader[T](request)
    try:
        return _send_method(client, "send", request)(request, reader)  # type: ignore[no-any-return]
    except DecodingError:
        if not reader.has_read:  # for example, the token reply could not be decoded
            raise
        return reader.undecodable()


async def asyncio_detailed(client: AsyncSender, request: Request[Any]) -> Response[T]:
    reader = _ResponseReader[T](request)
    try:
        return await _send_method(client, "asend", request)(request, reader)  # type: ignore[no-any-return]
    except DecodingError:
        if not reader.has_read:  # for example, the token reply could not be decoded
            raise
        return reader.undecodable()


_DETAILED = "Send the request and return the reply with its status and headers. No status raises an exception."
_PLAIN = (
    "Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."
)
_SENDERS: dict[str, tuple[Callable[..., Any], str]] = {
    "sync_detailed": (sync_detailed, _DETAILED),
    "sync": (sync, _PLAIN),
    "asyncio_detailed": (asyncio_detailed, "Like ``sync_detailed``, but asynchronous."),
    "asyncio": (asyncio, "Like ``sync``, but asynchronous."),
}


def _send_method(client: Any, method: str, request: Request[Any]) -> Any:
    try:
        return getattr(client, method)
    except AttributeError:
        # A common mistake is to pass the TimeBackClient itself.
        raise TypeError(
            f"client= is a {type(client).__name__}, which has no {method}(); "
            f"pass client.{request.operation.package.name}.api, or a Client of this package"
        ) from None


class _ResponseReader(Generic[T]):
    """Reads replies to ``Response`` objects. Raises for an undecodable body, so that the sender can retry."""

    def __init__(self, request: Request[Any]) -> None:
        self._request = request
        self._last: Reply | None = None

    @property
    def has_read(self) -> bool:
        return self._last is not None

    def __call__(self, reply: Reply) -> Response[T]:
        self._last = reply
        response = Response[T].read(self._request, reply)
        if response.undecodable is not None:
            raise response.undecodable
        return response

    def undecodable(self) -> Response[T]:
        """The response for the last reply, whose body could not be decoded."""
        assert self._last is not None
        return Response[T].read(self._request, self._last)

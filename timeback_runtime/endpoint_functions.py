"""Implementation of ``sync``, ``sync_detailed``, ``asyncio`` and ``asyncio_detailed`` in endpoint modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Protocol, TypeVar

from timeback_runtime.errors import DecodingError
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Response

if TYPE_CHECKING:
    import inspect
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
    """Decorate a function that passes ``**arguments`` to ``build``.

    ``inspect.signature`` and ``help`` then show the parameters of ``build``. Errors leave the function without local
    variables, see ``clears_locals``. A TypeError about the arguments names the function that was called.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        wrapper: Any = clears_locals(function, _renaming(build.__name__, function.__name__))
        wrapper.__wrapped__ = _ExpandedSignature(function, build)
        return wrapper  # type: ignore[no-any-return]

    return decorate


def _renaming(old: str, new: str) -> Callable[[BaseException], None]:
    """Return a function that replaces the name of the called function in a TypeError about its arguments."""

    def rewrite(error: BaseException) -> None:
        if type(error) is TypeError and str(error).startswith(f"{old}() "):
            error.args = (new + str(error).removeprefix(old),)

    return rewrite


class _ExpandedSignature:
    """The signature of a function with the keyword parameters of ``build`` in place of ``**arguments``.

    ``inspect.signature`` finds it as ``__wrapped__``. It is computed on demand, since that takes longer than importing
    an endpoint module.
    """

    def __init__(self, function: Callable[..., Any], build: Callable[..., Any]) -> None:
        self.__wrapped__ = function
        self._build = build

    @property
    def __signature__(self) -> inspect.Signature:
        import inspect

        signature = inspect.signature(self.__wrapped__)
        parameters = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
        keywords = [p for p in inspect.signature(self._build).parameters.values() if p.kind is p.KEYWORD_ONLY]
        return signature.replace(parameters=[*parameters, *keywords])


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

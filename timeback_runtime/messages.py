"""Requests, replies and operations as data, without I/O."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from os import PathLike
from typing import Any, Generic, Literal, TypeVar

from timeback_runtime.decoding import (
    AbsentObjectError,
    MalformedBodyError,
    ResponseDecoder,
    UnexpectedItemError,
    UnexpectedShapeError,
    UnreadableBodyError,
    load_json_object,
)
from timeback_runtime.error_responses import (
    OUTCOME_NAMES,
    STATUS_NAMES,
    error_names,
    failure_error,
    reported_failure,
    status_error,
)
from timeback_runtime.errors import (
    APIStatusError,
    DecodingError,
    NotFoundError,
    ServerError,
    UnprocessableEntityError,
)
from timeback_runtime.model import Model
from timeback_runtime.records import define, evolve, field, frozen

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Query = tuple[tuple[str, str], ...]

_UNDECODED = frozenset({"br", "zstd", "compress", "x-compress"})
"""Content encodings that httpx does not decode, at least not without other packages."""
_COUNTERS = frozenset(
    {"totalCount", "total", "offset", "limit", "page", "pages", "pageCount", "pageNumber", "pagination"}
)
"""Properties of a list reply beside its list."""


@frozen
class Package:
    """What the operations of a generated package have in common.

    Attributes:
        name: the name of the package, such as ``rostering``.
        service: which configured address serves it: ``api`` or ``qti``.
        base_path: the prefix of every path, such as ``/ims/oneroster/rostering/v1p2``.
        error: the parser of error bodies as ``module:function``. The module is imported on first use.
    """

    name: str
    service: str
    base_path: str
    error: str | None = None

    def read_error(self, content: bytes) -> Model | None:
        """The model of an error body; None if the body is not a JSON object."""
        if self.error is None:
            return None
        module, _, function = self.error.partition(":")
        data = load_json_object(content)
        if data is None:
            return None
        info = data.get("imsx_StatusInfo")
        parsed: Model = getattr(importlib.import_module(module), function)(info if isinstance(info, dict) else data)
        return parsed


@frozen
class Reply:
    """A received HTTP reply.

    Attributes:
        status: the HTTP status.
        headers: the headers, with lower-case names.
        content: the body.
        attempts: the number of times that the request was sent.
        elapsed: seconds from the first attempt to the end of the last one.
        sent_id: the request id that this client sent.
        url: the address of the request with its query; None if the sender does not tell it.
    """

    status: int
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    content: bytes = field(default=b"", repr=False)
    attempts: int = 1
    elapsed: float = 0.0
    sent_id: str | None = field(default=None, repr=False)
    url: str | None = field(default=None, repr=False)

    @property
    def request_id(self) -> str | None:
        """The request id of the server, or the one that this client sent if the server returned none."""
        return self.headers.get("x-request-id") or self.headers.get("x-amzn-requestid") or self.sent_id

    @property
    def media_type(self) -> str:
        """The content type in lower case, without its parameters; empty text without a content type."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@frozen
class RawPage(Generic[T_co]):
    """One page of a listing, with the counters of the reply; a counter that the reply lacks is None.

    ``links`` is the ``Link`` header, and ``url`` the address of the request, against which its links are resolved.
    """

    items: list[T_co] = field(repr=False)
    total: int | None = None
    offset: int | None = None
    limit: int | None = None
    page: int | None = None
    pages: int | None = None
    links: str | None = field(default=None, repr=False)
    url: str | None = field(default=None, repr=False)


@frozen
class Operation:
    """The constant part of an operation.

    Attributes:
        package: the package of the operation.
        id: the operationId.
        method: the HTTP method.
        path: the template of the path, such as ``/users/{sourcedId}``, relative to the base path of the package.
        replies: documented successful status -> decoder; None for a reply without a body.
        most: the largest page size that the operation permits, for listings.
        paging: the parameter that selects the page of a listing: ``offset`` or ``page``; None without pagination.
        accept: the media type that the request asks for.
        is_extension: whether it is an extension of the platform, which other providers of OneRoster 1.2 may lack.
    """

    package: Package
    id: str
    method: str
    path: str
    replies: Mapping[int, ResponseDecoder[Any] | None]
    most: int | None = None
    paging: str | None = None
    accept: str = "application/json"
    is_extension: bool = False

    @property
    def service(self) -> str:
        return self.package.service

    @property
    def base_path(self) -> str:
        return self.package.base_path

    def decoder(self, status: int) -> ResponseDecoder[Any] | None:
        """The decoder for a successful status. An undocumented one gets the first decoder of a documented status."""
        if status in self.replies:
            return self.replies[status]
        return next((decoder for decoder in self.replies.values() if decoder is not None), None)


@frozen
class Request(Generic[T]):
    """A request that is ready to be sent. ``T`` is the type of the value that ``read`` returns.

    Attributes:
        operation: the operation that the request calls.
        path: the encoded path, relative to the base path.
        query: the query parameters.
        content: the body.
        content_type: the media type of the body.
        headers: additional headers.
        partial: whether the request asks for a selection of properties (``fields=``).
    """

    operation: Operation
    path: str
    query: Query = field(default=(), repr=False)
    content: bytes | None = field(default=None, repr=False)
    content_type: str | None = None
    headers: Query = field(default=(), repr=False)
    partial: bool = False

    @property
    def method(self) -> str:
        return self.operation.method

    @property
    def accept(self) -> str:
        return self.operation.accept

    @property
    def idempotent(self) -> bool:
        """Whether sending the request twice has the same effect as sending it once (RFC 9110, section 9.2.2)."""
        return self.operation.method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS")

    @property
    def is_past_first_page(self) -> bool:
        """Whether the request asks for a page of a listing after the first one."""
        first = 1 if self.operation.paging == "page" else 0
        position = next((text for name, text in self.query if name == self.operation.paging), "")
        return position.isdecimal() and int(position) > first

    def with_query(self, **changes: str | int | None) -> Request[T]:
        """A copy with changed query parameters; None removes a parameter."""
        kept = [(name, text) for name, text in self.query if name not in changes]
        # Text stays as it is: a filter that the client built is a subclass of str.
        kept += [
            (name, text if isinstance(text, str) else str(text)) for name, text in changes.items() if text is not None
        ]
        return evolve(self, query=tuple(kept))

    def read(self, reply: Reply) -> T:
        """The object or the list of objects in the reply, without wrappers.

        Raises:
            APIStatusError: the status is outside 2xx, or the body reports a failure.
            DecodingError: the body does not match the operation.
        """
        decoder, data = self._load(reply)
        if decoder is None or data is None:
            return None  # type: ignore[return-value]
        if decoder.collection:
            return self._items(decoder, data, reply)  # type: ignore[return-value]
        return self._mark_partial(self._decode(reply, decoder.decode_object, data))  # type: ignore[no-any-return]

    def read_page(self, reply: Reply) -> RawPage[Any]:
        """One page of a listing, with its counters.

        A reply past the first page that has neither a list nor an error is an empty page.

        Raises:
            APIStatusError: the status is outside 2xx, or the body reports a failure.
            DecodingError: the body does not match the operation.
        """
        if reply.status == 204 and self.is_past_first_page:
            return RawPage([])
        decoder, data = self._load(reply)
        if decoder is None or not decoder.collection or data is None:
            raise self._decoding_error(reply, UnexpectedShapeError("has no list"))
        counters = data if isinstance(data, dict) else {}
        if isinstance(counters.get("pagination"), dict):
            counters = {**counters, **counters["pagination"]}
        no_list = type(data) is dict and data.keys() <= _COUNTERS and self.is_past_first_page
        items = [] if no_list else self._items(decoder, data, reply)
        total = _count(counters.get("totalCount", counters.get("total")))
        if total is None or total <= len(items):
            # Some servers give the number of all objects in the header alone.
            counted = _count(reply.headers.get("x-total-count"))
            total = counted if total is None or (counted or 0) > total else total
        return RawPage(
            items,
            total,
            _count(counters.get("offset")),
            _count(counters.get("limit")),
            _count(counters.get("page")),
            _count(counters.get("pages")),
            reply.headers.get("link"),
            reply.url,
        )

    def read_wire(self, reply: Reply) -> Any:
        """The model of the complete body, wrapper included; None for an empty body.

        Raises:
            APIStatusError: the status is outside 2xx, or the body reports a failure.
            DecodingError: the body does not match the operation.
        """
        decoder, data = self._load(reply)
        return None if decoder is None or data is None else self._decode(reply, decoder.decode_body, data)

    def failure(self, reply: Reply) -> APIStatusError | None:
        """The exception for a reply that reports a failure, by its status or in its body; None if it reports none."""
        try:
            self._load(reply)
        except APIStatusError as error:
            return error
        except DecodingError:
            pass
        return None

    def _load(self, reply: Reply) -> tuple[ResponseDecoder[Any] | None, Any]:
        if not 200 <= reply.status < 300:
            raise error_from_reply(self, reply)
        decoder = self.operation.decoder(reply.status)
        if decoder is None:
            self._check_for_failure(reply)
            return None, None
        may_be_empty = reply.status in (202, 204, 205) and self.method != "GET"
        try:
            data = decoder.load(reply.content, reply.media_type, self.accept, may_be_empty=may_be_empty)
        except UnreadableBodyError as error:
            unreadable = error
        else:
            if (
                type(data) is dict
                and decoder.result(data) is not None
                and OUTCOME_NAMES.isdisjoint(map(str.lower, data))
            ):
                return decoder, data
            return decoder, data if decoder.media != "json" else self._in_expected_shape(decoder, data, reply)
        self._check_for_failure(reply)
        raise self._decoding_error(reply, unreadable)

    def _in_expected_shape(self, decoder: ResponseDecoder[Any], data: Any, reply: Reply) -> Any:
        """The decoded body, in the shape that the decoder expects if it has another one.

        Raises:
            APIStatusError: the body reports a failure.
        """
        told = set(map(str.lower, data)) if type(data) is dict else set()
        if type(data) is dict and (not decoder.result_names or decoder.result(data) is not None):
            # The server failed to send the complete list.
            default = ServerError if decoder.collection else UnprocessableEntityError
            # Only the names are looked at, so that a page costs no second pass.
            if not told.isdisjoint(STATUS_NAMES):
                self._check_for_failure(reply, nested=False, default=default)
            # A whole object lacks nothing, whatever is beside it. A list may lack the objects that failed.
            is_whole = isinstance(decoder.result(data), dict) and reply.status != 207
            if not is_whole and any(not decoder.documents(name, data) for name in error_names(data)):
                self._check_for_failure(reply, default=default)
            return data
        if decoder.result_names:
            first = data[0] if type(data) is list and data else None
            if type(first) is not dict or not STATUS_NAMES.isdisjoint(map(str.lower, first)):
                self._check_for_failure(reply)
            return decoder.with_result(data)
        if not isinstance(data, decoder.json_type):
            self._check_for_failure(reply)
        return data

    def _check_for_failure(
        self, reply: Reply, *, nested: bool = True, default: type[APIStatusError] = UnprocessableEntityError
    ) -> None:
        """Raise the exception for a body that reports a failure.

        Args:
            nested: whether the whole body is searched, since it does not have what the operation returns.
            default: the class of the exception if there is no known minor code.
        """
        payload = reported_failure(reply.content, nested=nested) if reply.content else None
        if payload is not None:
            raise failure_error(reply.status, reply.headers, payload, default=default, **_call_of(self, reply))

    def _items(self, decoder: ResponseDecoder[Any], data: Any, reply: Reply) -> list[Any]:
        items = self._decode(reply, decoder.decode_items, data)
        return [self._mark_partial(item) for item in items] if self.partial else items

    def _decode(self, reply: Reply, step: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return step(*arguments)
        except UnreadableBodyError as error:
            unreadable = error
        if isinstance(unreadable, AbsentObjectError):
            raise NotFoundError(
                f"{self.method} {self.operation.path} answered {reply.status} without the object, which means that it "
                "does not exist",
                status=reply.status,
                method=self.method,
                path=self.operation.path,
                attempts=reply.attempts,
                request_id=reply.request_id,
            )
        raise self._decoding_error(reply, unreadable)

    def _mark_partial(self, item: Any) -> Any:
        if self.partial and isinstance(item, Model):
            item._partial = True
        return item

    def _decoding_error(self, reply: Reply, reason: UnreadableBodyError) -> DecodingError:
        operation = self.operation
        is_final = isinstance(reason, UnexpectedShapeError)
        coding = reply.headers.get("content-encoding", "").strip().lower()
        error = DecodingError(
            f"{operation.method} {operation.path} answered {reply.status} with a body that {reason}"
            + (f"; its encoding {coding} was not decoded" if coding in _UNDECODED and not is_final else "")
            + ("; check that the base URL is the address of the API" if reply.media_type == "text/html" else "")
            + ("" if self.idempotent else "; check whether the server processed the request before you send it again"),
            method=operation.method,
            path=operation.path,
            attempts=reply.attempts,
            request_id=reply.request_id,
        )
        error.status = reply.status
        error.is_final = is_final
        error.is_malformed = isinstance(reason, MalformedBodyError | UnexpectedItemError)
        return error


@frozen
class Iteration(Generic[T]):
    """A listing to be read page by page to its end.

    Attributes:
        request: the request for the first page.
        page_size: the number of items to ask for in each request.
        max_items: the number of items after which the iteration ends.
        checkpoint: the file that stores the position of the iteration.
        paging: how the next page is asked for: after a number of objects (``offset``), or after an id (``keyset``).
    """

    request: Request[list[T]]
    page_size: int | None = None
    max_items: int | None = None
    checkpoint: PathLike[str] | str | None = None
    paging: Literal["offset", "keyset"] = "offset"

    @property
    def operation_most(self) -> int | None:
        """The largest page size that the operation permits."""
        return self.request.operation.most


@define
class Response(Generic[T]):
    """The result of a ``*_detailed`` function: the reply with its parsed body. No status raises an exception.

    Attributes:
        status_code: the HTTP status.
        content: the body.
        headers: the headers, with lower-case names.
        parsed: the model of the complete body of a successful reply, wrapper included.
        error: the model of the body of an error reply, or of one that reports a failure with a successful status.
        undecodable: the error that describes why the body of a successful reply could not be decoded.
    """

    status_code: int
    content: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    parsed: T | None = field(repr=False)
    error: Model | None = field(default=None, repr=False)
    undecodable: DecodingError | None = field(default=None, repr=False)

    @classmethod
    def read(cls, request: Request[Any], reply: Reply) -> Response[T]:
        """Parse a reply as the reply to a request."""
        parsed, error, undecodable = None, None, None
        try:
            parsed = request.read_wire(reply)
        except APIStatusError:
            error = request.operation.package.read_error(reply.content)
        except DecodingError as problem:
            undecodable = problem
        return cls(reply.status, reply.content, reply.headers, parsed, error, undecodable)


def error_from_reply(request: Request[Any], reply: Reply) -> APIStatusError:
    """The exception for a reply whose status is outside 2xx."""
    return status_error(
        reply.status,
        reply.headers,
        reply.content,
        **_call_of(request, reply),
        is_extension=request.operation.is_extension,
    )


def _call_of(request: Request[Any], reply: Reply) -> dict[str, Any]:
    """What an exception says about the call."""
    operation = request.operation
    return {
        "method": operation.method,
        "path": operation.path,
        "attempts": reply.attempts,
        "request_id": reply.request_id,
    }


def _count(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None

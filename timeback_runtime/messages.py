"""A request before it is sent, a reply after it came, and how the one is read from the other. No I/O here."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from os import PathLike
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import define, evolve, field, frozen

from timeback_runtime.errors import APIStatusError, DecodingError, error_from_reply
from timeback_runtime.model import Model
from timeback_runtime.numbers import loads

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Query = tuple[tuple[str, str], ...]


@frozen
class Package:
    """What the operations of one generated package share.

    Attributes:
        name: such as ``rostering``.
        service: which configured address serves it: ``api`` or ``qti``.
        base_path: what stands before every path, such as ``/ims/oneroster/rostering/v1p2``.
        error: where the model of error bodies is, as ``module:function``; loaded when it is needed.
    """

    name: str
    service: str
    base_path: str
    error: str | None = None

    def read_error(self, content: bytes) -> Model | None:
        """The body of an error as its model; None where it is not one."""
        if self.error is None:
            return None
        module, _, function = self.error.partition(":")
        data = _load(content)
        if isinstance(data, dict) and isinstance(data.get("imsx_StatusInfo"), dict):
            data = data["imsx_StatusInfo"]
        if not isinstance(data, dict):
            return None
        parsed: Model = getattr(importlib.import_module(module), function)(data)
        return parsed


@frozen
class Reply:
    """What came back. ``headers`` have lower-case names; ``elapsed`` is in seconds, over all attempts."""

    status: int
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    content: bytes = field(default=b"", repr=False)
    attempts: int = 1
    elapsed: float = 0.0
    sent_id: str | None = field(default=None, repr=False)

    @property
    def request_id(self) -> str | None:
        """What the server calls the request, or else the id under which this client sent it."""
        return self.headers.get("x-request-id") or self.headers.get("x-amzn-requestid") or self.sent_id

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case; empty where none was sent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@frozen
class RawPage(Generic[T_co]):
    """One page of a listing, and what the reply says of the whole; None for what it does not say."""

    items: list[T_co] = field(repr=False)
    total: int | None = None
    offset: int | None = None
    limit: int | None = None
    page: int | None = None
    pages: int | None = None


@frozen
class Reader(Generic[T]):
    """How a successful reply is read.

    Attributes:
        whole: from the decoded body to the wire's model, as the low-level functions give it.
        item: from the part that ``unwrap`` or ``collection`` names to a model.
        unwrap: names under which a single object may come, for each wrapper from the outside in.
        collection: names under which the items of a list may come.
        optional: whether a reply without an object is fine (a PUT may answer with nothing).
        media: what is expected: ``json``, ``text`` or ``bytes``.
        shape: the type of the decoded JSON that is read: the whole body, or what ``unwrap`` names.
    """

    whole: Callable[[Any], Any]
    item: Callable[[Any], Any] | None = None
    unwrap: tuple[tuple[str, ...], ...] = ()
    collection: tuple[str, ...] = ()
    optional: bool = False
    media: str = "json"
    shape: type | tuple[type, ...] = dict


@frozen
class Operation:
    """The fixed part of an operation.

    Attributes:
        id: the operationId.
        path: the template, such as ``/users/{sourcedId}``, below the package's base path.
        replies: how each documented successful status is read; None for a reply without a body.
        most: the largest page that the operation allows, for listings.
        paging: by which parameter a listing goes on: ``offset``, ``page``, or None where it comes whole.
        accept: the media type that is asked for.
    """

    package: Package
    id: str
    method: str
    path: str
    replies: Mapping[int, Reader[Any] | None]
    most: int | None = None
    paging: str | None = None
    accept: str = "application/json"

    @property
    def service(self) -> str:
        return self.package.service

    @property
    def base_path(self) -> str:
        return self.package.base_path

    def reader(self, status: int) -> Reader[Any] | None:
        """The reader for a status; for an undocumented success, the one of a documented success that has a body."""
        if status in self.replies:
            return self.replies[status]
        return next((reader for reader in self.replies.values() if reader is not None), None)


@frozen
class Request(Generic[T]):
    """A call that has not been sent. ``T`` is what ``read`` makes of a successful reply."""

    operation: Operation
    path: str
    """Encoded, below the base path."""
    query: Query = field(default=(), repr=False)
    content: bytes | None = field(default=None, repr=False)
    content_type: str | None = None
    headers: Query = field(default=(), repr=False)
    partial: bool = False
    """Whether only some properties were asked for."""

    @property
    def method(self) -> str:
        return self.operation.method

    @property
    def accept(self) -> str:
        return self.operation.accept

    @property
    def idempotent(self) -> bool:
        """Whether sending it twice does no more than sending it once (RFC 9110, section 9.2.2)."""
        return self.operation.method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS")

    def with_query(self, **changes: str | int | None) -> Request[T]:
        """The same request with query parameters set, or taken out where None."""
        kept = [(name, text) for name, text in self.query if name not in changes]
        kept += [(name, str(text)) for name, text in changes.items() if text is not None]
        return evolve(self, query=tuple(kept))

    def read(self, reply: Reply) -> T:
        """What the reply holds, without its wrapper.

        Raises:
            APIStatusError: the status is outside 2xx.
            DecodingError: the body is not what the operation promises.
        """
        reader, data = self._open(reply)
        if reader is None or data is None:
            return None  # type: ignore[return-value]
        if reader.collection:
            return self._items(reader, data, reply)  # type: ignore[return-value]
        if reader.item is None:
            return self._mark(self._whole(reader, data, reply))  # type: ignore[no-any-return]
        return self._mark(self._single(reader, data, reply))  # type: ignore[no-any-return]

    def read_page(self, reply: Reply) -> RawPage[Any]:
        """One page of a listing, with its counters."""
        reader, data = self._open(reply)
        if reader is None or not reader.collection or data is None:
            raise self._undecodable(reply, "holds no list")
        items = self._items(reader, data, reply)
        counters = data if isinstance(data, dict) else {}
        total = _count(counters.get("totalCount", counters.get("total")))
        if total is None:
            total = _count(reply.headers.get("x-total-count"))
        return RawPage(
            items,
            total,
            _count(counters.get("offset")),
            _count(counters.get("limit")),
            _count(counters.get("page")),
            _count(counters.get("pages")),
        )

    def read_wire(self, reply: Reply) -> Any:
        """The body as the wire's own model, wrapper included; None where it has none."""
        reader, data = self._open(reply)
        return None if reader is None or data is None else self._whole(reader, data, reply)

    def _open(self, reply: Reply) -> tuple[Reader[Any] | None, Any]:
        if not 200 <= reply.status < 300:
            raise error_from_reply(self, reply)
        reader = self.operation.reader(reply.status)
        if reader is None:
            return None, None
        if reader.media != "json":
            if reply.media_type in PAGES and reply.media_type not in self.accept:
                raise self._undecodable(reply, f"is {reply.media_type}, not {self.accept}")
            return reader, reply.content if reader.media == "bytes" else self._text(reply)
        if not reply.content.strip():
            if reader.optional or (reply.status in (202, 204, 205) and self.method != "GET"):
                return None, None
            raise self._undecodable(reply, "is empty")
        if reply.media_type not in _JSON and not reply.media_type.endswith("+json"):
            raise self._undecodable(reply, f"is {reply.media_type[:60]}, not JSON")
        data = _load(reply.content)
        if data is _BROKEN:
            raise self._undecodable(reply, "is no valid JSON")
        if data is _TOO_DEEP:
            raise self._undecodable(reply, "is JSON that is nested too deeply")
        if data is None and not reader.optional and reader.shape is not object:
            raise self._undecodable(reply, "holds JSON null")
        return reader, data

    def _text(self, reply: Reply) -> str:
        try:
            return reply.content.decode()
        except UnicodeDecodeError:
            raise self._undecodable(reply, "is no UTF-8 text") from None

    def _whole(self, reader: Reader[Any], data: Any, reply: Reply) -> Any:
        if reader.media == "json" and not isinstance(data, dict if reader.item is not None else reader.shape):
            raise self._undecodable(reply, f"holds a JSON {_json_kind(data)} in place of what is promised")
        return reader.whole(data)

    def _items(self, reader: Reader[Any], data: Any, reply: Reply) -> list[Any]:
        parse = reader.item
        assert parse is not None
        found = data if isinstance(data, list) else None
        if isinstance(data, dict):
            for name in reader.collection:
                if isinstance(data.get(name), list):
                    found = data[name]
                    break
                if name in data and data[name] is None:
                    found = []
        if found is None:
            raise self._undecodable(reply, f"holds no list under {' or '.join(reader.collection)}")
        items = [parse(item) if type(item) is dict else item for item in found]
        return [self._mark(item) for item in items] if self.partial else items

    def _single(self, reader: Reader[Any], data: Any, reply: Reply) -> Any:
        parse = reader.item
        assert parse is not None
        for level, names in enumerate(reader.unwrap):
            inside = _under(data, names, dict if level + 1 < len(reader.unwrap) else reader.shape)
            if inside is None:
                # Some servers leave a wrapper out.
                if level == 0 and reader.shape is dict and isinstance(data, dict) and "sourcedId" in data:
                    break
                if reader.optional:
                    return None
                raise self._undecodable(reply, f"holds nothing to read under {' or '.join(names)}")
            data = inside
        return parse(data)

    def _mark(self, item: Any) -> Any:
        if self.partial and isinstance(item, Model):
            item._partial = True
        return item

    def _undecodable(self, reply: Reply, what: str) -> DecodingError:
        operation = self.operation
        error = DecodingError(
            f"{operation.method} {operation.path} answered {reply.status} with a body that {what}"
            + ("; is this the address of the API?" if reply.media_type == "text/html" else "")
            + ("" if self.idempotent else "; look whether it was done before you send it again"),
            method=operation.method,
            path=operation.path,
            attempts=reply.attempts,
            request_id=reply.request_id,
        )
        error.status = reply.status
        return error


@frozen
class Iteration(Generic[T]):
    """A listing to be read to its end: the request of its first page, and how to go on."""

    request: Request[list[T]]
    page_size: int | None = None
    max_items: int | None = None
    checkpoint: PathLike[str] | str | None = None

    @property
    def operation_most(self) -> int | None:
        """The largest page that the operation allows."""
        return self.request.operation.most


@define
class Response(Generic[T]):
    """What the ``*_detailed`` functions give: the reply, read where it can be, with no error for any status.

    Attributes:
        parsed: the wire's model of a successful reply, wrapper included.
        error: the model of an error's body.
        undecodable: why a successful reply could not be read.
    """

    status_code: int
    content: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    parsed: T | None = field(repr=False)
    error: Model | None = field(default=None, repr=False)
    undecodable: DecodingError | None = field(default=None, repr=False)

    @classmethod
    def read(cls, request: Request[Any], reply: Reply) -> Response[T]:
        parsed, error, undecodable = None, None, None
        try:
            parsed = request.read_wire(reply)
        except APIStatusError:
            error = request.operation.package.read_error(reply.content)
        except DecodingError as problem:
            undecodable = problem
        return cls(reply.status, reply.content, reply.headers, parsed, error, undecodable)


def echo(value: Any) -> Any:
    """The reader of what needs no conversion."""
    return value


_JSON = frozenset({"application/json", "text/json", "", "text/plain", "application/octet-stream"})
PAGES = frozenset({"text/html", "application/xhtml+xml", "application/json"})
"""What proxies and gateways send in place of a reply."""
_BROKEN: Any = object()
_TOO_DEEP: Any = object()


def _under(data: Any, names: tuple[str, ...], shape: type | tuple[type, ...]) -> Any:
    """The first value under one of the names that is of the shape; None where there is none."""
    if isinstance(data, dict):
        for name in names:
            if isinstance(data.get(name), shape):
                return data[name]
    return None


def _load(content: bytes) -> Any:
    try:
        return loads(content)
    except ValueError:
        return _BROKEN
    except RecursionError:
        return _TOO_DEEP


def _count(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _json_kind(value: Any) -> str:
    kinds: Iterator[str] = (name for kind, name in _KINDS if isinstance(value, kind))
    return next(kinds, "value")


_KINDS: tuple[tuple[type, str], ...] = ((dict, "object"), (list, "array"), (str, "string"), (bool, "boolean"))

"""Servers as migration endpoints: reads and writes collections through the resources of an async client."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Mapping, Set
from contextlib import aclosing
from email.utils import parsedate_to_datetime
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any, Final

from timeback._resources.naming import method_name
from timeback._spec.entities import Entity
from timeback._spec.equality import has_value
from timeback.filters import F
from timeback.migration.endpoints.identity import EndpointIdentity
from timeback_runtime.errors import BadRequestError, NotFoundError, UnprocessableEntityError

if TYPE_CHECKING:
    from timeback.client import AsyncTimeBackClient

PAGE_SIZES: Final = (3000, 500, 100)
"""The maximum of the platform, and smaller sizes for servers that reject it."""
QTI_PAGE_SIZE: Final = 100
MAX_MATCHES: Final = 20

VERBS: Final = ("list", "iter", "get", "create", "update")
SORT_BY_ID: Final = {"sort": "sourcedId", "order_by": "asc"}


class ServerEndpoint:
    """A server, used through a client of the running event loop."""

    writes_atomically = False
    copies_verbatim = False
    implied_properties: Mapping[str, Set[str]] = {}

    def __init__(self, client: AsyncTimeBackClient, identity: EndpointIdentity) -> None:
        self._client = client
        self._collections: dict[str, ServerCollection] = {}
        self.identity = identity

    def collection(self, entity: Entity) -> ServerCollection:
        """The collection of an entity."""
        if entity.name not in self._collections:
            self._collections[entity.name] = ServerCollection(self._client, entity)
        return self._collections[entity.name]


class ServerCollection:
    """One collection of a server. Calls the resource's methods by their names, which follow from the entity."""

    def __init__(self, client: Any, entity: Entity) -> None:
        resource = getattr(getattr(client, entity.service), entity.resource)
        methods = {verb: getattr(resource, method_name(verb, type(resource)._names)) for verb in VERBS}
        self.entity = entity
        self.sorted_by_id = entity.id_name == "sourcedId"
        self.supports_filters = self.sorted_by_id
        self._page_size = PAGE_SIZES[0] if self.sorted_by_id else QTI_PAGE_SIZE
        self._list, self._iterate, self._get = methods["list"], methods["iter"], methods["get"]
        self._create, self._update = methods["create"], methods["update"]
        self._delete = getattr(resource, method_name("delete", type(resource)._names), None)
        self._resource = resource
        self._quotes = client.settings.filter_quotes

    async def count(self, filter_expr: Any = None) -> int | None:
        """The number of objects, if the server reports it; 0 only if there is none."""
        options = {"offset": 0, "filter_expr": filter_expr, **SORT_BY_ID} if self.sorted_by_id else {}
        page = await self._list(limit=1, **options)
        if not len(page):
            return 0
        total: int | None = page.total_count
        return None if total is None else max(total, 1)

    async def iterate(self, filter_expr: Any = None, **options: Any) -> AsyncGenerator[dict[str, Any], None]:
        """All objects, in the order of their ids if the server supports sorting."""
        if self.sorted_by_id:
            options = {"filter_expr": filter_expr, **SORT_BY_ID, **options}
        while True:
            items = self._iterate(page_size=self._page_size, **options)
            received = False
            try:
                async for item in items:
                    received = True
                    yield item.to_dict()
                return
            except (BadRequestError, UnprocessableEntityError):
                if received or not self._reduce_page_size():
                    raise
            finally:
                await items.aclose()

    async def iterate_ids(self) -> AsyncGenerator[str, None]:
        """The ids of all objects."""
        options = {"fields": [self.entity.id_name]} if self.sorted_by_id else {}
        async with aclosing(self.iterate(**options)) as items:
            async for item in items:
                yield self.entity.id_of(item)

    async def page_after(self, sourced_id: str) -> list[dict[str, Any]]:
        """The next objects in the order of their ids. Unlike an offset, an id stays valid while objects are created."""
        filter_expr = F.sourced_id > sourced_id if sourced_id else None
        while True:
            try:
                page = await self._list(limit=self._page_size, offset=0, filter_expr=filter_expr, **SORT_BY_ID)
            except (BadRequestError, UnprocessableEntityError):
                if not self._reduce_page_size():
                    raise
            else:
                return [item.to_dict() for item in page]

    async def search(self, values: Mapping[str, str]) -> list[dict[str, Any]]:
        """Objects with these values. At most 20, which is enough to see that a match is ambiguous.

        The values are checked on the objects, because a server may ignore a filter.
        """
        paths = {name: tuple(step.removesuffix("[]") for step in self.entity.filters[name]) for name in values}
        found: list[dict[str, Any]] = []
        async with aclosing(self._candidates(values)) as candidates:
            async for value in candidates:
                if all(has_value(value, paths[name], text) for name, text in values.items()):
                    found.append(value)
                if len(found) == MAX_MATCHES:
                    break
        return found

    async def _candidates(self, values: Mapping[str, str]) -> AsyncGenerator[dict[str, Any], None]:
        """The objects that match a filter on these values, without those that the server cannot read in a filter."""
        readable = [(name, text) for name, text in values.items() if self._quotes != "none" or "'" not in text]
        condition = reduce(and_, (F[name] == text for name, text in readable)) if readable else None
        if len(readable) < len(values):
            async with aclosing(self.iterate(condition)) as items:
                async for value in items:
                    yield value
        else:
            for item in await self._list(limit=MAX_MATCHES, offset=0, filter_expr=condition, **SORT_BY_ID):
                yield item.to_dict()

    async def get(self, sourced_id: str) -> dict[str, Any] | None:
        """The object with this id; None if there is none."""
        try:
            found: dict[str, Any] = (await self._get(sourced_id)).to_dict()
        except NotFoundError:
            return None
        return found

    # A body is sent as a model, not as a dictionary: a dictionary is validated strictly, a received object is not.

    async def create(self, value: dict[str, Any]) -> str | None:
        """Create an object, and return the id that the server gave it, if the reply has one."""
        body = _xml_body(value) if _is_assessment_item(self.entity, value) else self.entity.model(value)
        created = await self._create(body)
        allocated = getattr(created, "allocated_sourced_id", None)
        return allocated if isinstance(allocated, str) else getattr(created, "identifier", None)

    async def update(self, sourced_id: str, value: dict[str, Any]) -> None:
        """Replace the object with this id."""
        if _is_assessment_item(self.entity, value):
            # If the server receives an interaction, it regenerates the XML from the JSON form, which loses parts.
            value = {name: one for name, one in value.items() if name != "interaction"}
        await self._update(sourced_id, self.entity.model(value))

    @property
    def can_delete(self) -> bool:
        """Whether the API has an operation that deletes an object."""
        return self._delete is not None

    async def delete(self, sourced_id: str) -> None:
        """Delete the object with this id. Most servers mark it as deleted and keep it readable."""
        assert self._delete is not None
        await self._delete(sourced_id)

    async def clock_offset(self) -> float:
        """By how many seconds the clock of the server is ahead of this machine's; 0 if it does not send its time."""
        list_objects = getattr(self._resource.with_raw_response, method_name("list", type(self._resource)._names))
        headers = (await list_objects(limit=1)).headers
        try:
            return parsedate_to_datetime(headers.get("date", "")).timestamp() - time.time()
        except ValueError:
            return 0.0

    async def defer_creation(self, sourced_id: str, value: dict[str, Any], payload: dict[str, Any]) -> bool:
        """False: objects of a server can be updated later."""
        return False

    async def deferred_object(self, sourced_id: str) -> dict[str, Any] | None:
        """None: no creation is deferred."""
        return None

    def _reduce_page_size(self) -> bool:
        """Use the next smaller page size. A server that accepted ``limit=1`` may have rejected the size of the page."""
        smaller = [size for size in PAGE_SIZES if size < self._page_size]
        self._page_size = smaller[0] if smaller else self._page_size
        return bool(smaller)


def _is_assessment_item(entity: Entity, value: Mapping[str, Any]) -> bool:
    return entity.name == "assessmentItems" and isinstance(value.get("rawXml"), str)


def _xml_body(value: Mapping[str, Any]) -> dict[str, Any]:
    """The item as QTI XML, because the JSON form loses parts of some interactions."""
    metadata = {"metadata": value["metadata"]} if value.get("metadata") else {}
    return {"format": "xml", "xml": value["rawXml"], **metadata}

"""Servers as migration endpoints: reads and writes collections through the resources of an async client."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Set
from contextlib import aclosing
from functools import reduce
from operator import and_, is_not
from typing import TYPE_CHECKING, Any, Final, NoReturn, Self

from timeback._resources.naming import method_name
from timeback._spec.entities import Entity, roster
from timeback._spec.equality import has_value
from timeback._spec.normalization import as_text, normalizer
from timeback._spec.root_organisation import has_own_parent, org_reference, without_own_parent
from timeback._spec.status import is_deleted
from timeback.filters import F
from timeback.migration.endpoints.complete_listing import objects_of
from timeback.migration.endpoints.identity import EndpointIdentity
from timeback.migration.endpoints.listing import ObjectListing
from timeback.migration.endpoints.not_served import NotServedError, is_not_served, is_unsupported
from timeback.migration.endpoints.root_org import RootOrganisation
from timeback.migration.endpoints.stored_objects import add_object, object_database, read_object
from timeback_runtime.errors import APIError, APIStatusError, BadRequestError, NotFoundError, UnprocessableEntityError
from timeback_runtime.model import FREE_FORM
from timeback_runtime.retry_after import http_date

if TYPE_CHECKING:
    from timeback._pagination.pages import JSONPage
    from timeback._storage.database import Database
    from timeback.client import AsyncTimeBackClient

MAX_MATCHES: Final = 20

VERBS: Final = ("list", "get", "create", "update")
_SCALARS: Final = frozenset({str, int, float, bool, type(None)})
SORT_BY_ID: Final = {"sort": "sourcedId", "order_by": "asc"}


class ServerEndpoint:
    """A server, used through a client of the running event loop."""

    writes_atomically = False
    copies_verbatim = False
    implied_properties: Mapping[str, Set[str]] = {}

    def __init__(
        self,
        client: AsyncTimeBackClient,
        identity: EndpointIdentity,
        *,
        root_org: str | None = None,
        is_target: bool = False,
        verbatim: bool = False,
        ranges: int = 1,
    ) -> None:
        """Nothing is requested.

        Args:
            root_org: the id of the root organisation; None to look for it.
            is_target: whether objects are written to the server. They are then read as they are there: without the
                root organisation in place of a missing one, and each by its id.
            verbatim: whether objects are left as the server has them, except for their ids, which become text.
            ranges: how many ranges of ids of a collection are read at once.
        """
        self._client = client
        self._is_target, self._verbatim, self._ranges = is_target, verbatim, ranges
        self._collections: dict[str, ServerCollection] = {}
        self._own_parents: dict[str, None] = {}
        self._listed: Database | None = None
        self._root = RootOrganisation(self.collection(roster()["orgs"]), root_org)
        self.identity = identity

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._listed is not None:
            self._listed.close()

    @property
    def detached_orgs(self) -> list[str]:
        """The ids of organisations that count as at the top although they name a parent."""
        return list(dict.fromkeys((*self._own_parents, *self._root.detached)))

    def partial_properties(self, entity: Entity) -> frozenset[str]:
        """No properties: a server has all items."""
        return frozenset()

    def collection(self, entity: Entity) -> ServerCollection:
        """The collection of an entity."""
        if entity.name not in self._collections:
            self._collections[entity.name] = self._open(entity)
        return self._collections[entity.name]

    async def check_sessions(self, filter_expr: Any = None, *, for_files: bool = False) -> None:
        """Check that the organisation of academic sessions is known, before anything is sent.

        Raises:
            InvalidRequestError: root_org is required, or the server has no such organisation.
        """
        if not for_files:
            # Opened as a target, so that sessions without an organisation are found.
            sessions = ServerCollection(self._client, roster()["academicSessions"])
            await self._root.check(sessions, filter_expr)

    def _open(self, entity: Entity) -> ServerCollection:
        if self._is_target:
            return ServerCollection(self._client, entity)
        return ServerCollection(
            self._client,
            entity,
            root=None if self._verbatim else self._root_id,
            own_parents=self._own_parents,
            listed=self._listed_objects,
            verbatim=self._verbatim,
            ranges=self._ranges,
        )

    async def _root_id(self) -> str | None:
        return await self._root.id()

    def _listed_objects(self) -> Database:
        if self._listed is None:
            self._listed = object_database()
        return self._listed


class ServerCollection:
    """One collection of a server. Calls the resource's methods by their names, which follow from the entity.

    Objects are normalised, so that those of all servers have the same types.
    """

    def __init__(
        self,
        client: Any,
        entity: Entity,
        *,
        root: Callable[[], Awaitable[str | None]] | None = None,
        own_parents: dict[str, None] | None = None,
        listed: Callable[[], Database] | None = None,
        verbatim: bool = False,
        ranges: int = 1,
    ) -> None:
        """Nothing is requested.

        Args:
            root: returns the id of the organisation of objects that lack one; None if they are left as they are.
            own_parents: the ids of organisations whose parent is themselves are added to it.
            listed: returns the database for listed objects, which are used if the server does not return single
                objects; None to return no object then.
            verbatim: whether objects are left as they are, except for their ids.
            ranges: how many ranges of ids are read at once. With more than one, objects come in no particular order.
        """
        resource = getattr(getattr(client, entity.service), entity.resource)
        methods = {verb: getattr(resource, method_name(verb, type(resource)._names)) for verb in VERBS}
        self.entity = entity
        self.supports_filters = entity.id_name == "sourcedId"
        self.sorted_by_id = self.supports_filters
        self._normalizer = normalizer(entity.service, entity.schema) if self.sorted_by_id and not verbatim else None
        self._rooted = self._normalizer.rooted if self._normalizer is not None and root is not None else ()
        self._root, self._listed = root, listed
        self._own_parents = {} if own_parents is None else own_parents
        self._sort: Mapping[str, Any] = SORT_BY_ID if self.sorted_by_id else {}
        self._list, self._get = methods["list"], methods["get"]
        self._listing = ObjectListing(client, entity, ranges=ranges)
        self._create, self._update = methods["create"], methods["update"]
        self._delete = getattr(resource, method_name("delete", type(resource)._names), None)
        self._resource = resource
        self._quotes = client.settings.filter_quotes
        self._is_served = False
        self._returns_single: bool | None = None
        """Whether single objects can be requested by their ids; None if it is not known yet."""
        self._has_listing = True
        self._creates_by_put = False
        self._is_loaded = False
        self._loading = asyncio.Lock()

    async def count(self, filter_expr: Any = None) -> int | None:
        """The number of objects, if the server reports it; 0 only if there is none.

        Raises:
            NotServedError: the server does not serve the collection.
        """
        page = await self._first_page(filter_expr)
        if not len(page):
            return 0
        total: int | None = page.total_count
        return None if total is None else max(total, 1)

    def iterate(self, filter_expr: Any = None) -> AsyncGenerator[dict[str, Any], None]:
        """All objects, in the order of their ids if the server supports sorting.

        Raises:
            NotServedError: the server does not serve the collection.
        """
        return objects_of(self.pages(filter_expr))

    async def pages(self, filter_expr: Any = None) -> AsyncGenerator[list[dict[str, Any]], None]:
        """All objects, as ``iterate`` has them, in pages that are not empty.

        Raises:
            NotServedError: the server does not serve the collection.
        """
        async with aclosing(self.received_pages(filter_expr)) as pages:
            async for page in pages:
                if self._completes_each_alone:
                    yield list(map(self._normalized, page))
                else:
                    yield [await self.complete(value) for value in page]

    async def iterate_ids(self) -> AsyncGenerator[str, None]:
        """The ids of all objects."""
        options = {"fields": [self.entity.id_name]} if self.sorted_by_id else {}
        async with aclosing(self.received_pages(**options)) as pages:
            async for page in pages:
                for value in page:
                    yield self.entity.id_of(self._normalized(value))

    async def page_after(self, sourced_id: str) -> list[dict[str, Any]]:
        """The next objects in the order of their ids. Unlike an offset, an id stays valid while objects are created."""
        return [await self.complete(value) for value in await self.received_page_after(sourced_id)]

    async def received_page_after(self, sourced_id: str) -> JSONPage:
        """The next objects in the order of their ids, as the server sent them."""
        filter_expr = F.sourced_id > sourced_id if sourced_id else None
        while True:
            try:
                return await self._listing.page(
                    limit=self._listing.page_size, offset=0, filter_expr=filter_expr, **self._sort
                )
            except (BadRequestError, UnprocessableEntityError):
                if not self._listing.reduce_page_size():
                    raise

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
            for item in await self._list(limit=MAX_MATCHES, offset=0, filter_expr=condition, **self._sort):
                yield await self.complete(item.to_dict())

    async def get(self, sourced_id: str) -> dict[str, Any] | None:
        """The object with this id; None if there is none, or if a source does not serve the collection."""
        if self._returns_single is not False or self._listed is None:
            try:
                found = await self._get(sourced_id)
            except NotFoundError:
                if self._listed is None or await self.returns_single():
                    return None
            except APIError as error:
                if self._listed is None or not is_not_served(error, is_filtered=False):
                    raise
                if await self.returns_single():
                    if self._has_listing:
                        raise
                    return None
            else:
                self._returns_single = True
                return await self.complete(found.to_dict())
        return await self._get_listed(sourced_id)

    # A body is sent as a model, not as a dictionary: a dictionary is validated strictly, a received object is not.

    async def create(self, value: dict[str, Any]) -> str | None:
        """Create an object, and return the id that the server gave it, if the reply has one."""
        body = _xml_body(value) if _is_assessment_item(self.entity, value) else self.entity.model(value)
        if self._creates_by_put:
            await self._update(self.entity.id_of(value), body)
            return None
        try:
            created = await self._create(body)
        except APIStatusError as error:
            if not (self.supports_filters and is_unsupported(error)):
                raise
            await self._create_by_put(value, error)
            return None
        allocated = getattr(created, "allocated_sourced_id", None)
        return allocated if isinstance(allocated, str) else getattr(created, "identifier", None)

    async def _create_by_put(self, value: dict[str, Any], rejected: APIStatusError) -> None:
        """Create an object by PUT. OneRoster has no other way for most of the collections that it lets clients write.

        Args:
            rejected: the error of the POST, which is raised if PUT creates no object either.
        """
        try:
            await self._update(self.entity.id_of(value), self.entity.model(value))
        except APIStatusError as error:
            raise (rejected if is_not_served(error, is_filtered=True) else error) from None
        self._creates_by_put = True

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
        server_time = http_date(headers.get("date", ""))
        return 0.0 if server_time is None else server_time.timestamp() - time.time()

    async def defer_creation(self, sourced_id: str, value: dict[str, Any], payload: dict[str, Any]) -> bool:
        """False: objects of a server can be updated later."""
        return False

    async def deferred_object(self, sourced_id: str) -> dict[str, Any] | None:
        """None: no creation is deferred."""
        return None

    # Received objects

    def _normalized(self, value: dict[str, Any]) -> dict[str, Any]:
        """The normalised object, which is ``value`` itself if nothing has to change."""
        if self._normalizer is not None:
            return self._normalizer(value)
        if self.supports_filters:
            found: dict[str, Any] = _with_text_ids(value)
            return found
        if type(value.get(self.entity.id_name)) is int:
            return {**value, self.entity.id_name: str(value[self.entity.id_name])}
        return value

    @property
    def _completes_each_alone(self) -> bool:
        """Whether the complete form of an object follows from the object, without other objects of the server."""
        return self.entity.name != "orgs" and not self._rooted

    @property
    def normalizes_alike(self) -> bool:
        """Whether objects that two servers send in the same form are the same when they are complete."""
        return self._normalizer is not None and self._completes_each_alone

    async def complete(self, value: dict[str, Any]) -> dict[str, Any]:
        """A received object, normalised, and with the root organisation if it lacks one."""
        value = self._normalized(value)
        if self.entity.name == "orgs" and self._normalizer is not None and has_own_parent(value):
            self._own_parents[self.entity.id_of(value)] = None
            value = without_own_parent(value)
        for name in self._rooted:
            if not value.get(name) and self._root is not None and (root := await self._root()) is not None:
                value = {**value, name: org_reference(root)}
        return value

    # Requests

    async def _first_page(self, filter_expr: Any) -> Any:
        options = {"offset": 0, "filter_expr": filter_expr} if self.sorted_by_id else {}
        try:
            page = await self._list(limit=1, **options, **self._sort)
        except APIError as error:
            page = await self._first_unsorted(error, filter_expr)
        self._is_served = True
        return page

    async def _first_unsorted(self, error: APIError, filter_expr: Any) -> Any:
        """The first page of a server that rejects the order. Raises ``error`` if it is not about the order."""
        if not (self._sort and isinstance(error, (BadRequestError, UnprocessableEntityError))):
            self._raise(error, filter_expr)
        try:
            page = await self._list(limit=1, filter_expr=filter_expr)
        except APIError:
            self._raise(error, filter_expr)
        self.sorted_by_id, self._sort = False, {}
        return page

    def _raise(self, error: APIError, filter_expr: Any) -> NoReturn:
        if not self._is_served and is_not_served(error, is_filtered=filter_expr is not None):
            raise NotServedError(error) from error
        raise error

    async def received_pages(self, filter_expr: Any = None, **options: Any) -> AsyncGenerator[JSONPage, None]:
        """The listing as the server sent it."""
        if self.supports_filters:
            options = {"filter_expr": filter_expr, **self._sort, **options}
        received = False
        try:
            async with aclosing(self._listing.pages(options)) as pages:
                async for page in pages:
                    received = True
                    yield page
        except APIError as error:
            if received:
                raise
            self._raise(error, filter_expr)

    # Servers that list objects and do not return single ones

    async def returns_single(self) -> bool:
        """Whether the server returns single objects, tried with the first object of the listing."""
        async with self._loading:
            if self._returns_single is None:
                self._returns_single = await self._returns_first()
        return self._returns_single

    async def _returns_first(self) -> bool:
        try:
            page = await self._first_page(None)
        except NotServedError:
            self._has_listing = False
            return True
        first = next((self._normalized(item.to_dict()) for item in page), None)
        if first is not None and is_deleted(first):
            # A server may list objects that are marked as deleted, and not return them.
            first = await self._first_present()
        if first is None:
            # Nothing can be found in either way.
            return True
        try:
            await self._get(self.entity.id_of(first))
        except APIError as error:
            if not is_not_served(error, is_filtered=False):
                raise
            return False
        return True

    async def _first_present(self) -> dict[str, Any] | None:
        """The first object of the listing that is not marked as deleted."""
        async with aclosing(self.iterate()) as items:
            async for item in items:
                if not is_deleted(item):
                    return item
        return None

    async def _get_listed(self, sourced_id: str) -> dict[str, Any] | None:
        assert self._listed is not None
        db = self._listed()
        async with self._loading:
            if not self._is_loaded:
                async with aclosing(self.iterate()) as items:
                    async for item in items:
                        add_object(db, self.entity, item)
                self._is_loaded = True
        return read_object(db, self.entity, sourced_id)


def _with_text_ids(value: Any) -> Any:
    """A received value with text for ids that are numbers, also in references; the value itself if there are none."""
    kind = type(value)
    if kind is list:
        items = [item if type(item) in _SCALARS else _with_text_ids(item) for item in value]
        return items if any(map(is_not, items, value)) else value
    if kind is not dict:
        return value
    changed: dict[str, Any] = {}
    for name, item in value.items():
        # Nearly all values are text, which a comparison of types recognises without a call.
        if type(item) is str or name in FREE_FORM:
            continue
        found = as_text(item) if name == "sourcedId" else _with_text_ids(item)
        if found is not item:
            changed[name] = found
    return {**value, **changed} if changed else value


def _is_assessment_item(entity: Entity, value: Mapping[str, Any]) -> bool:
    return entity.name == "assessmentItems" and isinstance(value.get("rawXml"), str)


def _xml_body(value: Mapping[str, Any]) -> dict[str, Any]:
    """The item as QTI XML, because the JSON form loses parts of some interactions."""
    metadata = {"metadata": value["metadata"]} if value.get("metadata") else {}
    return {"format": "xml", "xml": value["rawXml"], **metadata}

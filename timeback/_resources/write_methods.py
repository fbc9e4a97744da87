"""Shared methods that write: upsert, create_many, update_many, upsert_many, patch_many, delete_many."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from timeback._resources.collection_base import CollectionBase
from timeback._resources.multi_request import many_requests, multi_request
from timeback._resources.naming import DEFAULT_CONCURRENCY
from timeback_runtime.errors import (
    ConflictError,
    InvalidRequestError,
    NotFoundError,
    TimeBackError,
    UnprocessableEntityError,
)
from timeback_runtime.model import Model
from timeback_runtime.records import field, frozen
from timeback_runtime.validators import describe_type

if TYPE_CHECKING:
    import os

    from timeback._resources.batch import RequestGenerator
    from timeback._resources.write_batch import WriteBatch
    from timeback_runtime.messages import Request

T = TypeVar("T")


@frozen(repr=False)
class Written:
    """The result of ``update_many``, ``upsert_many``, ``patch_many`` and ``delete_many``. True if no object failed.

    Attributes:
        succeeded: how many objects this call has written.
        failed: the index of each failed object, counted from 0, and its error.
        resumed: how many objects earlier calls with the same checkpoint had written.
    """

    succeeded: int
    failed: list[tuple[int, TimeBackError]]
    resumed: int = 0

    def __bool__(self) -> bool:
        return not self.failed

    def __repr__(self) -> str:
        earlier = f", {self.resumed} by earlier calls" if self.resumed else ""
        return f"<{type(self).__name__}: {self.succeeded}, {len(self.failed)} failed{earlier}>"


@frozen(repr=False, kw_only=True)
class Created(Written):
    """The result of ``create_many``. True if no object failed.

    Attributes:
        results: the result for each object, in order: for OneRoster the pair of supplied and allocated id, for QTI the
            created object, None for an object that failed or that an earlier call had created.
        succeeded: how many objects this call has created.
        failed: the index of each failed object, counted from 0, and its error.
        resumed: how many objects earlier calls with the same checkpoint had created.
    """

    results: list[Any]


@frozen
class Upserted(Generic[T]):
    """The result of ``upsert``.

    Attributes:
        created: whether the object was created; False if it was replaced.
        sourced_id: the id under which the server stores the object.
        entity: the object as the server returned it, or None if it returned none.
    """

    created: bool
    sourced_id: str
    entity: T | None = field(repr=False)


class WriteMethods(CollectionBase[T]):
    """Methods of collections whose objects can be created, replaced and deleted."""

    _is_async: ClassVar[bool]

    @many_requests
    def create_many(
        self,
        items: Iterable[T | Mapping[str, Any]],
        *,
        concurrency: int = DEFAULT_CONCURRENCY,
        checkpoint: str | os.PathLike[str] | None = None,
    ) -> RequestGenerator[Created]:
        """Create objects concurrently. The failure of one object does not stop the others.

        Returns the result for each object, and the index and error of each that failed. Objects with the same id are
        sent one after the other, in their order.

        In most OneRoster collections the creation of an object is an extension of the platform: another provider may
        answer 404 or 405.

        Args:
            items: models or dictionaries. A generator is consumed as the objects are sent. The async client also takes
                an async iterable.
            concurrency: the largest number of requests in flight at once.
            checkpoint: a file from which a second call with the same objects goes on, if this one is interrupted or its
                process is killed. Each object needs its id. An object that the first call may have created already
                is sent again, and counts as created if the server rejects it now and has it with the properties that
                were sent. For QTI it fails then, with 409. A server that allocates other ids may have a few objects
                twice.

        Raises:
            InvalidRequestError: ``items`` is not a list or another iterable of objects, ``concurrency`` is below 1, or
                the checkpoint belongs to another call or to other objects.
            StorageError: the checkpoint cannot be read or written.
        """
        build = self._build("create")

        def start(item: Any, repeated: bool) -> Request[Any] | RequestGenerator[Any]:
            if checkpoint is not None:
                self._required_id("create_many with a checkpoint", item)
            request = build(item)
            # The QTI service stores objects in another form, so that they cannot be compared.
            return self._create_again(request, item) if repeated and self._id == "sourcedId" else request

        batch = self._batch(items, self._id_of, start, concurrency)
        batch.results = {}
        yield from self._write_many("create_many", batch, checkpoint)
        results = [batch.results.get(index) for index in range(batch.count)]
        return Created(succeeded=batch.succeeded, failed=batch.failed, resumed=batch.resumed, results=results)

    @many_requests
    def update_many(
        self,
        items: Iterable[T | Mapping[str, Any]],
        *,
        concurrency: int = DEFAULT_CONCURRENCY,
        checkpoint: str | os.PathLike[str] | None = None,
    ) -> RequestGenerator[Written]:
        """Replace objects concurrently. The failure of one object does not stop the others.

        Returns how many were replaced, and the index and error of each that failed. Objects with the same id are sent
        one after the other, in their order.

        In most OneRoster collections replacing an object is an extension of the platform: another provider may answer
        404 or 405.

        Args:
            items: complete models or dictionaries, each with its id. A generator is consumed as the objects are sent.
                The async client also takes an async iterable.
            concurrency: the largest number of requests in flight at once.
            checkpoint: a file from which a second call with the same objects goes on, if this one is interrupted or its
                process is killed.

        Raises:
            InvalidRequestError: ``items`` is not a list or another iterable of objects, ``concurrency`` is below 1, or
                the checkpoint belongs to another call or to other objects.
            StorageError: the checkpoint cannot be read or written.
        """
        build = self._build("update")

        def start(item: Any, _: bool) -> Any:
            return build(self._required_id("update_many", item), item)

        batch = self._batch(items, self._id_of, start, concurrency)
        return (yield from self._write_many("update_many", batch, checkpoint))

    @many_requests
    def upsert_many(
        self,
        items: Iterable[T | Mapping[str, Any]],
        *,
        concurrency: int = DEFAULT_CONCURRENCY,
        checkpoint: str | os.PathLike[str] | None = None,
    ) -> RequestGenerator[Written]:
        """Replace or create objects concurrently, as ``upsert`` does. The failure of one does not stop the others.

        Returns how many were written, and the index and error of each that failed. Objects with the same id are sent
        one after the other, in their order.

        In most OneRoster collections replacing or creating an object is an extension of the platform: another provider
        may answer 404 or 405.

        Args:
            items: complete models or dictionaries, each with its id. A generator is consumed as the objects are sent.
                The async client also takes an async iterable.
            concurrency: the largest number of requests in flight at once.
            checkpoint: a file from which a second call with the same objects goes on, if this one is interrupted or its
                process is killed.

        Raises:
            InvalidRequestError: ``items`` is not a list or another iterable of objects, ``concurrency`` is below 1, or
                the checkpoint belongs to another call or to other objects.
            StorageError: the checkpoint cannot be read or written.
        """
        batch = self._batch(items, self._id_of, lambda item, _: self._upsert("upsert_many", item), concurrency)
        return (yield from self._write_many("upsert_many", batch, checkpoint))

    @many_requests
    def delete_many(
        self,
        items: Iterable[str | T | Mapping[str, Any]],
        *,
        concurrency: int = DEFAULT_CONCURRENCY,
        checkpoint: str | os.PathLike[str] | None = None,
    ) -> RequestGenerator[Written]:
        """Delete objects concurrently. The failure of one object does not stop the others.

        Returns how many were deleted, and the index and error of each that failed. An object that does not exist fails
        with ``NotFoundError``, unless the same call, or an earlier one with the same checkpoint, may have deleted it.

        In most OneRoster collections the deletion of an object is an extension of the platform: another provider may
        answer 404 or 405.

        Args:
            items: ids, or models or dictionaries with their ids. A generator is consumed as the requests are sent. The
                async client also takes an async iterable.
            concurrency: the largest number of requests in flight at once.
            checkpoint: a file from which a second call with the same objects goes on, if this one is interrupted or its
                process is killed.

        Raises:
            InvalidRequestError: ``items`` is not a list or another iterable, ``concurrency`` is below 1, or the
                checkpoint belongs to another call or to other objects.
            StorageError: the checkpoint cannot be read or written.
        """
        build = self._build("delete")

        def id_of(item: Any) -> str | None:
            return item if isinstance(item, str) else self._id_of(item)

        def start(item: Any, repeated: bool) -> Request[Any] | RequestGenerator[Any]:
            request = build(item if isinstance(item, str) else self._required_id("delete_many", item))
            return _delete_again(request) if repeated else request

        batch = self._batch(items, id_of, start, concurrency)
        return (yield from self._write_many("delete_many", batch, checkpoint))

    @multi_request
    def upsert(self, item: T | Mapping[str, Any]) -> RequestGenerator[Upserted[T]]:
        """Replace an object, or create it if the server has none with its id.

        Concurrent upserts of the same object are safe: if another one creates it first, this one replaces it.

        In most OneRoster collections replacing or creating an object is an extension of the platform: another provider
        may answer 404 or 405.

        Args:
            item: a model or a dictionary, with its id.

        Raises:
            InvalidRequestError: the object has no id, or was fetched with ``fields=`` and is therefore incomplete.
        """
        return self._upsert("upsert", item)

    def _upsert(self, method: str, item: Any) -> RequestGenerator[Upserted[T]]:
        given = self._required_id(method, item)
        update = self._build("update")(given, item)
        try:
            return Upserted(False, given, (yield update))
        except NotFoundError:
            pass
        try:
            pair = yield self._build("create")(item)
        except (ConflictError, UnprocessableEntityError) as rejected:
            # Another client may have created the object since. If not, the server rejected the object itself.
            try:
                return Upserted(False, given, (yield update))
            except NotFoundError:
                raise rejected from None
        allocated = getattr(pair, "allocated_sourced_id", None)
        return Upserted(True, allocated or given, None if allocated else pair)

    def _batch(
        self, items: Any, id_of: Callable[[Any], str | None], start: Callable[[Any, bool], Any], concurrency: int
    ) -> WriteBatch:
        from timeback._resources.write_batch import WriteBatch, checked_items

        return WriteBatch(checked_items("items", items, is_async=self._is_async), id_of, start, concurrency)

    def _write_many(
        self, method: str, batch: WriteBatch, checkpoint: str | os.PathLike[str] | None
    ) -> RequestGenerator[Written]:
        """Write each of the objects. If that ends early, the checkpoint is up to date."""
        if checkpoint is not None:
            from timeback._resources.write_progress import WriteProgress
            from timeback._storage.checkpoint_file import CheckpointFile

            package = self._build("list")().operation.package
            identity = [self._session.settings.base_url(package), package.name, self._names[1], method]
            other = "another call (server, collection or method differ); repeat the earlier call, or use another file"
            batch.progress = WriteProgress(CheckpointFile(checkpoint, identity, other), batch.concurrency)
        try:
            yield batch
        except BaseException:
            batch.save_end()
            raise
        return Written(batch.succeeded, batch.failed, batch.resumed)

    def _create_again(self, request: Request[Any], item: Any) -> RequestGenerator[Any]:
        """Create an object that an earlier call may have created."""
        try:
            return (yield request)
        except (ConflictError, UnprocessableEntityError) as error:
            rejected = error
        given = self._required_id("create_many", item)
        try:
            found = yield self._build("get")(given)
        except NotFoundError:
            raise rejected from None
        from timeback._spec.equality import contains

        assert request.content is not None
        sent = json.loads(request.content)
        if len(sent) == 1:
            (sent,) = sent.values()
        sent.pop(self._changed, None)
        if not contains(found.to_dict(), sent):
            raise rejected
        from timeback_api.common.models import SourcedIdPair

        return SourcedIdPair(supplied_sourced_id=given, allocated_sourced_id=given)

    def _id_of(self, item: Any) -> str | None:
        """Return the id of a model or a dictionary; None if it has none, or is something else."""
        if isinstance(item, Model):
            given = getattr(item, self._id_attribute, None)
        else:
            given = item.get(self._id) if isinstance(item, Mapping) else None
        return given if isinstance(given, str) else None

    def _required_id(self, method: str, item: Any) -> str:
        if not isinstance(item, Model | Mapping):
            raise InvalidRequestError(
                f"{method}: expected a {self._model().__name__} or a dict, got {describe_type(item)}"
            )
        given = self._id_of(item)
        if given is None:
            raise InvalidRequestError(
                f"{method}: the object has no {self._id}; set it, since the object is written under this id"
            )
        return given


class PatchMethods(WriteMethods[T]):
    """Methods of collections whose objects can also be changed in part."""

    @many_requests
    def patch_many(
        self,
        items: Iterable[tuple[str, T | Mapping[str, Any]] | T | Mapping[str, Any]],
        *,
        concurrency: int = DEFAULT_CONCURRENCY,
        checkpoint: str | os.PathLike[str] | None = None,
    ) -> RequestGenerator[Written]:
        """Change properties of objects concurrently. The failure of one object does not stop the others.

        Returns how many were changed, and the index and error of each that failed. Changes of the same object are sent
        one after the other, in their order.

        An extension of the platform: another provider may answer 404 or 405.

        Args:
            items: pairs of an id and the changes, such as ``("r1", {"score": 20})``, or models or dictionaries that
                contain their id. A generator is consumed as the requests are sent. The async client also takes an
                async iterable.
            concurrency: the largest number of requests in flight at once.
            checkpoint: a file from which a second call with the same changes goes on, if this one is interrupted or its
                process is killed.

        Raises:
            InvalidRequestError: ``items`` is not a list or another iterable, ``concurrency`` is below 1, or the
                checkpoint belongs to another call or to other changes.
            StorageError: the checkpoint cannot be read or written.
        """
        build = self._build("patch")

        def id_of(item: Any) -> str | None:
            return self._id_of(item) if _pair(item) is None else item[0]

        def start(item: Any, _: bool) -> Request[Any]:
            return build(*(_pair(item) or (self._required_id("patch_many", item), item)))  # type: ignore[no-any-return]

        batch = self._batch(items, id_of, start, concurrency)
        return (yield from self._write_many("patch_many", batch, checkpoint))


def _pair(item: Any) -> tuple[Any, Any] | None:
    """Return a pair of an id and changes; None for anything else."""
    return tuple(item) if isinstance(item, tuple | list) and len(item) == 2 and isinstance(item[0], str) else None


def _delete_again(request: Request[Any]) -> RequestGenerator[None]:
    """Delete an object that an earlier call may have deleted."""
    try:
        yield request
    except NotFoundError:
        pass

"""Files as the target of a migration: written once, whole or not at all, and not read."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from timeback.migration.endpoints.identity import EndpointIdentity
from timeback_runtime.errors import InvalidRequestError

R_co = TypeVar("R_co", covariant=True)


class FileWriter(Protocol[R_co]):
    """A writer of files that removes them if its block ends with an error."""

    @property
    def report(self) -> R_co: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


class FileTarget(Generic[R_co]):
    """A set of files. They appear complete when the migration has ended, and not at all before."""

    writes_atomically = True

    def __init__(self, identity: EndpointIdentity, writer: FileWriter[R_co] | None) -> None:
        self.identity = identity
        self._files = writer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._files is not None:
            self._files.__exit__(kind, error, trace)

    @property
    def written(self) -> R_co | None:
        """The report of the writer; None in a dry run."""
        return None if self._files is None else self._files.report


class WriteOnlyCollection:
    """A collection that always looks empty, because objects in a file cannot be changed once they are written."""

    sorted_by_id = True
    supports_filters = False

    async def create(self, value: dict[str, Any]) -> str | None:
        """Write an object, and return its id.

        Raises:
            InvalidRequestError: the files cannot hold it.
        """
        raise NotImplementedError

    def create_all(self, objects: Mapping[str, dict[str, Any]]) -> Mapping[str, InvalidRequestError]:
        """Write objects, given by their ids, in their order.

        Returns:
            For each object that the files cannot hold, by its id, the error that ``create`` raises.
        """
        raise NotImplementedError

    async def count(self, filter_expr: Any = None) -> int | None:
        """0."""
        return 0

    async def iterate(self, filter_expr: Any = None) -> AsyncGenerator[dict[str, Any], None]:
        """No objects."""
        return
        yield

    async def pages(self, filter_expr: Any = None) -> AsyncGenerator[list[dict[str, Any]], None]:
        """No objects."""
        return
        yield

    async def iterate_ids(self) -> AsyncGenerator[str, None]:
        """No ids."""
        return
        yield

    async def page_after(self, sourced_id: str) -> list[dict[str, Any]]:
        """No objects."""
        return []

    async def get(self, sourced_id: str) -> dict[str, Any] | None:
        """None."""
        return None

    async def search(self, values: Mapping[str, str]) -> list[dict[str, Any]]:
        """No objects."""
        return []

    async def update(self, sourced_id: str, value: dict[str, Any]) -> None:
        """Always rejected.

        Raises:
            InvalidRequestError: objects in a file cannot be changed.
        """
        raise InvalidRequestError("an object in a file cannot be updated; write the files again")

    @property
    def can_delete(self) -> bool:
        """False."""
        return False

    async def delete(self, sourced_id: str) -> None:
        """Always rejected.

        Raises:
            InvalidRequestError: objects in a file cannot be changed.
        """
        raise InvalidRequestError("an object in a file cannot be deleted; write the files again")

    async def defer_creation(self, sourced_id: str, value: dict[str, Any], payload: dict[str, Any]) -> bool:
        """False: references to missing objects are written unchanged."""
        return False

    async def deferred_object(self, sourced_id: str) -> dict[str, Any] | None:
        """None: no creation is deferred."""
        return None

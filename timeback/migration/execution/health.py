"""Health monitor of both endpoints: ends a migration whose server is gone, instead of failing object by object."""

from __future__ import annotations

import asyncio
from typing import Final

from timeback._spec.entities import Entity
from timeback.migration.endpoints.base import SourceCollection
from timeback.migration.endpoints.not_served import NotServedError
from timeback.migration.execution.context import MigrationContext
from timeback.migration.execution.error_classification import TRANSIENT_ERRORS, affects_all_requests

ATTEMPTS: Final = 3
CHECK_TIMEOUT: Final = 60.0
"""Seconds until a check gives up. The requests that failed before had their own retries."""
FAILURE_THRESHOLD: Final = 8
"""How many objects may fail in a row with transient errors before the endpoints are checked."""


class HealthMonitor:
    """Counts consecutive failures, and checks whether both endpoints still respond."""

    def __init__(self, context: MigrationContext, entity: Entity) -> None:
        self._context = context
        self._checking = asyncio.Lock()
        self._failures = 0
        self.entity = entity
        """The entity whose collections a check requests: the one that is being transferred."""

    def record_success(self) -> None:
        """An object was processed, so the count of consecutive failures starts again."""
        self._failures = 0

    async def record_failure(self, error: BaseException | None) -> None:
        """An object failed. Checks the endpoints after too many consecutive transient failures.

        Raises:
            TimeBackError: an endpoint no longer processes requests.
        """
        if isinstance(error, TRANSIENT_ERRORS):
            self._failures += 1
            if self._failures >= FAILURE_THRESHOLD:
                await self.check(error, require_success=True)
                self._failures = 0

    async def check(self, error: Exception, *, require_success: bool = False) -> None:
        """Check both endpoints after an error.

        Args:
            error: the error that led to the check. It is raised if an endpoint does not respond in time.
            require_success: whether an endpoint must process the request. By default any response is enough.

        Raises:
            TimeBackError: an endpoint is unreachable or, with ``require_success``, only responds with server errors.
        """
        name = self.entity.name
        try:
            async with self._checking, asyncio.timeout(CHECK_TIMEOUT):
                for collection in (self._context.source_collection(name), self._context.target_collection(name)):
                    if collection is not None:
                        await _request_count(collection, require_success=require_success)
        except TimeoutError:
            raise error from error.__cause__


async def _request_count(collection: SourceCollection, *, require_success: bool) -> None:
    for attempt in range(ATTEMPTS):
        try:
            await collection.count()
            return
        except NotServedError:
            # It responds.
            return
        except TRANSIENT_ERRORS as error:
            if not (require_success or affects_all_requests(error)):
                return
            if attempt == ATTEMPTS - 1:
                raise

"""Admin interface of events: the states of jobs, and what is stored, in Python or by admin routes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from timeback.sandbox.events.jobs import JobEnd, JobStart, choose_start, finish_jobs
from timeback.sandbox.events.storage import all_events, count_by_id
from timeback.sandbox.operations.admin_routes import admin_route
from timeback.sandbox.operations.extensions import OwnerGuard
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["EventsControl", "events_routes"]


class EventsControl:
    """What a test sets and reads of the events in a sandbox."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __iter__(self) -> Iterator[StoredObject]:
        """The stored events, in the order in which they were stored."""
        return all_events(self._store)

    def count_by_id(self) -> dict[str, int]:
        """How often each event was stored, by its id. An event that was sent twice is stored twice."""
        return count_by_id(self._store)

    def choose_job_state(self, state: JobStart) -> None:
        """Set the state in which the jobs of the next envelopes are.

        state: "completed", as at the start, stores the events at once; "waiting" and "active" store them when
            `finish_jobs` is called; "failed" never stores them

        Raises:
            ValueError: the state is none of these.
        """
        choose_start(self._store, state)

    def finish_jobs(self, state: JobEnd = "completed") -> int:
        """Complete all jobs that wait or are active, or let them fail; returns their number.

        Raises:
            ValueError: the state is neither "completed" nor "failed".
        """
        return finish_jobs(self._store, state)


def events_routes(store: Store, guard: OwnerGuard) -> list[Route]:
    """Routes below /_sandbox/events/, with which another process does the same."""
    control = EventsControl(store)

    def choose(_: Mapping[str, Any], given: dict[str, Any]) -> None:
        control.choose_job_state(given.get("state", "completed"))

    def finish(_: Mapping[str, Any], given: dict[str, Any]) -> dict[str, int]:
        return {"finished": control.finish_jobs(given.get("state", "completed"))}

    async def counts(_: Request) -> Response:
        return JSONResponse(control.count_by_id())

    return [
        admin_route("events", "jobs", choose, guard),
        admin_route("events", "jobs/finish", finish, guard, "POST"),
        Route("/_sandbox/events/counts", guard(counts), methods=["GET"]),
    ]

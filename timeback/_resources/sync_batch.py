"""Batches of a synchronous client, in its event loop or in threads."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from timeback_runtime.frames import clear_locals

if TYPE_CHECKING:
    from concurrent.futures import Future

    from timeback._http.session import AsyncSession, SyncSession
    from timeback._resources.batch import Batch, Job


def run_batch(
    batch: Batch, session: SyncSession, executor: Callable[[SyncSession | AsyncSession], Callable[[Any], Any]]
) -> Any:
    """Do the work of a batch in the event loop of the client, or in threads, and return its result.

    The jobs are read, and their results are taken, in the thread of the caller.

    Args:
        executor: returns the function that sends what ``Batch.start`` returned through a session. With an AsyncSession
            that function returns an awaitable.
    """
    with session.in_background() as found:
        if found is None:
            return _run_in_threads(batch, executor(session))
        # Imports asyncio, which threads do not need.
        from timeback._resources.background_batch import BackgroundBatch

        loop, twin = found
        BackgroundBatch(batch, loop, executor(twin)).run()
    return batch.result()


def _run_in_threads(batch: Batch, send: Callable[[Any], Any]) -> Any:
    from concurrent.futures import ThreadPoolExecutor

    def run(taken: list[tuple[Job, Future[Any] | None]]) -> Any:
        # The traceback of an error keeps this frame and that of the pool, which has the argument. Neither may keep the
        # job, which has the object that was sent.
        job, earlier = taken.pop()
        try:
            if earlier is not None:
                # Jobs are started in order, so that the earlier one is in progress or has ended.
                earlier.result()
            return send(batch.start(job))
        except Exception as error:  # noqa: BLE001 - returned in place of the result
            clear_locals(error)
            del job, earlier
            return error

    pending: deque[tuple[Job, Future[Any]]] = deque()
    latest: dict[str, Future[Any]] = {}
    pool = ThreadPoolExecutor(batch.concurrency, thread_name_prefix="timeback")

    def finish_first() -> None:
        job, future = pending.popleft()
        batch.finish(job, future.result())
        if job.key is not None and latest.get(job.key) is future:
            del latest[job.key]

    try:
        for job in batch.jobs():
            future = pool.submit(run, [(job, None if job.key is None else latest.get(job.key))])
            pending.append((job, future))
            if job.key is not None:
                latest[job.key] = future
            # The source may be large or endless, so it is read only a little ahead of the requests in flight.
            if len(pending) >= 2 * batch.concurrency:
                finish_first()
        while pending:
            finish_first()
    finally:
        pool.shutdown(cancel_futures=True)
        # After an interrupt, the requests in flight have been completed too.
        for job, future in pending:
            if not future.cancelled() and future.exception() is None:
                batch.finish(job, future.result())
    return batch.result()

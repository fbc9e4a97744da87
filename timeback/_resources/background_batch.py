"""A batch of a synchronous client: its requests are tasks of an event loop in another thread."""

from __future__ import annotations

import asyncio
import contextvars
import math
import threading
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from timeback._resources.batch import run_job

if TYPE_CHECKING:
    from timeback._resources.batch import Batch, Job


class BackgroundBatch:
    """The jobs of one batch on their way between the caller's thread and the loop.

    Both threads use deques and flags, without a lock. Each of them first publishes what it has done, and then looks
    whether the other one waits for it.
    """

    def __init__(self, batch: Batch, loop: asyncio.AbstractEventLoop, send: Callable[[Any], Awaitable[Any]]) -> None:
        """Take the jobs.

        Args:
            loop: a loop that runs in another thread.
            send: sends what ``Batch.start`` returned. It is called in the loop.
        """
        self._batch, self._loop, self._send = batch, loop, send
        self._context = contextvars.copy_context()
        self._waiting: deque[Job] = deque()
        self._ended: deque[tuple[Job, Any]] = deque()
        # Of the loop: the jobs in progress, and the last one of each key.
        self._tasks: set[asyncio.Task[None]] = set()
        self._latest: dict[str, asyncio.Future[None]] = {}
        self._is_loop_called = self._is_stopped = False
        # Of the caller: how many jobs have neither ended nor been dropped, and how many must end to wake it.
        self._pending = 0
        self._wanted = math.inf
        self._enough = threading.Event()
        self._idle = threading.Event()

    def run(self) -> None:
        """Do all jobs. After an interrupt or an error of the caller's iterable, those in progress are completed."""
        width = self._batch.concurrency
        try:
            for job in self._batch.jobs():
                self._pending += 1
                self._put(job)
                # The source may be large or endless, so it is read only a little ahead of the requests in flight.
                # The caller is woken when half of what was read has ended: each switch between threads takes long.
                if self._pending >= 2 * width:
                    self._finish(width)
            while self._pending:
                self._finish(self._pending)
        finally:
            if self._pending:
                self._stop()

    def _put(self, job: Job) -> None:
        self._waiting.append(job)
        if not self._is_loop_called:
            self._is_loop_called = True
            self._loop.call_soon_threadsafe(self._start_jobs)

    def _finish(self, count: int) -> None:
        """Wait until ``count`` jobs have ended, and take the results of all that have."""
        self._enough.clear()
        self._wanted = count
        if len(self._ended) < count:
            self._enough.wait()
        self._wanted = math.inf
        while self._ended:
            job, result = self._ended.popleft()
            self._pending -= 1
            if isinstance(result, BaseException) and not isinstance(result, Exception):
                raise result
            self._batch.finish(job, result)

    def _stop(self) -> None:
        """Drop the jobs that have not been started, and take the results of the others when they have ended."""
        self._is_stopped = True
        self._loop.call_soon_threadsafe(self._start_jobs)
        self._idle.wait()
        for job, result in self._ended:
            if isinstance(result, Exception) or not isinstance(result, BaseException):
                self._batch.finish(job, result)

    # In the loop

    def _start_jobs(self) -> None:
        self._is_loop_called = False
        if self._is_stopped:
            self._waiting.clear()
        while self._waiting and len(self._tasks) < self._batch.concurrency:
            job = self._waiting.popleft()
            earlier = ended = None
            if job.key is not None:
                earlier = self._latest.get(job.key)
                ended = self._latest[job.key] = self._loop.create_future()
            # Each task needs a context of its own, since it sets variables.
            task = self._loop.create_task(self._run(job, earlier, ended), context=self._context.copy())
            self._tasks.add(task)
            task.add_done_callback(self._end_task)
        if self._is_stopped and not self._tasks:
            self._idle.set()

    async def _run(self, job: Job, earlier: asyncio.Future[None] | None, ended: asyncio.Future[None] | None) -> None:
        result: Any = None
        try:
            if earlier is not None:
                await earlier
                if self._is_stopped:
                    return
            try:
                result = await run_job(self._batch, job, self._send)
            except BaseException as error:  # noqa: BLE001 - raised in the caller's thread
                result = error
            self._ended.append((job, result))
        finally:
            if job.key is not None and ended is not None:
                ended.set_result(None)
                if self._latest.get(job.key) is ended:
                    del self._latest[job.key]

    def _end_task(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._waiting or self._is_stopped:
            self._start_jobs()
        if len(self._ended) >= self._wanted:
            self._enough.set()

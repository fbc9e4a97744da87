"""The adaptive concurrency limit."""

from __future__ import annotations

import asyncio

from timeback.migration.execution.concurrency import AdaptiveConcurrency


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


async def fill(limiter: AdaptiveConcurrency) -> None:
    while limiter.in_flight < limiter.limit:
        await limiter.acquire()


async def answers(limiter: AdaptiveConcurrency, status: int | None, times: int) -> None:
    for _ in range(times):
        await fill(limiter)
        limiter.observe(status, 0.01)


async def grow_and_shrink(limiter: AdaptiveConcurrency, clock: Clock) -> None:
    assert limiter.limit == 4
    await answers(limiter, 200, 4)
    assert limiter.limit == 8
    await answers(limiter, 404, 8)
    assert limiter.limit == 16
    await answers(limiter, 200, 100)
    assert limiter.limit == 64
    limiter.observe(429, 0.01)
    assert limiter.limit == 32
    limiter.observe(503, 0.01)
    assert limiter.limit == 32
    clock.now += 1
    limiter.observe(503, 2.0)
    assert limiter.limit == 32
    limiter.observe(503, 0.5)
    assert limiter.limit == 16
    while limiter.in_flight > limiter.limit:
        limiter.release()
    await answers(limiter, 200, 16)
    assert limiter.limit == 16
    await answers(limiter, 200, 1)
    assert limiter.limit == 17
    for _ in range(10):
        clock.now += 1
        limiter.observe(429, 0.0)
    assert limiter.limit == 1


def test_limit_doubles_until_the_first_overload_then_adds_one_and_halves() -> None:
    clock = Clock()
    asyncio.run(grow_and_shrink(AdaptiveConcurrency(64, clock=clock), clock))


def test_responses_without_load_information_do_not_change_the_limit() -> None:
    async def main() -> None:
        limiter = AdaptiveConcurrency(64)
        limiter.observe(200, 0.01)
        assert limiter.limit == 4, "nobody waited for a place"
        await fill(limiter)
        for status in (None, 500, 502):
            limiter.observe(status, 0.01)
        assert limiter.limit == 4

    asyncio.run(main())


def test_the_limit_never_exceeds_the_maximum() -> None:
    async def main() -> None:
        limiter = AdaptiveConcurrency(3)
        assert limiter.limit == 3
        await answers(limiter, 200, 20)
        assert (limiter.limit, limiter.peak) == (3, 3)

    asyncio.run(main())


def test_waiters_are_woken_and_cancelled_waiters_lose_no_slot() -> None:
    async def main() -> None:
        limiter = AdaptiveConcurrency(1)
        await limiter.acquire()
        first, second = asyncio.create_task(limiter.acquire()), asyncio.create_task(limiter.acquire())
        await asyncio.sleep(0)
        assert not first.done()
        limiter.release()
        first.cancel()
        await asyncio.wait_for(second, 1)
        assert limiter.in_flight == 1
        third = asyncio.create_task(limiter.acquire())
        await asyncio.sleep(0)
        third.cancel()
        await asyncio.sleep(0)
        limiter.release()
        await asyncio.wait_for(limiter.acquire(), 1)
        assert limiter.in_flight == 1

    asyncio.run(main())

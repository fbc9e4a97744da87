"""The gate that widens and narrows."""

from __future__ import annotations

import asyncio

from timeback.migration.execution.concurrency import Pace


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


async def fill(pace: Pace) -> None:
    while pace.under_way < pace.width:
        await pace.enter()


async def answers(pace: Pace, status: int | None, times: int) -> None:
    for _ in range(times):
        await fill(pace)
        pace.observe(status, 0.01)


async def grow_and_shrink(pace: Pace, clock: Clock) -> None:
    assert pace.width == 4
    await answers(pace, 200, 4)
    assert pace.width == 8
    await answers(pace, 404, 8)
    assert pace.width == 16
    await answers(pace, 200, 100)
    assert pace.width == 64
    pace.observe(429, 0.01)
    assert pace.width == 32
    pace.observe(503, 0.01)
    assert pace.width == 32
    clock.now += 1
    pace.observe(503, 2.0)
    assert pace.width == 32
    pace.observe(503, 0.5)
    assert pace.width == 16
    while pace.under_way > pace.width:
        pace.leave()
    await answers(pace, 200, 16)
    assert pace.width == 16
    await answers(pace, 200, 1)
    assert pace.width == 17
    for _ in range(10):
        clock.now += 1
        pace.observe(429, 0.0)
    assert pace.width == 1


def test_doubles_until_a_server_balks_then_adds_and_halves_once_for_what_was_sent_before() -> None:
    clock = Clock()
    asyncio.run(grow_and_shrink(Pace(64, clock=clock), clock))


def test_what_says_nothing_of_the_load_changes_nothing() -> None:
    async def main() -> None:
        pace = Pace(64)
        pace.observe(200, 0.01)
        assert pace.width == 4, "nobody waited for a place"
        await fill(pace)
        for status in (None, 500, 502):
            pace.observe(status, 0.01)
        assert pace.width == 4

    asyncio.run(main())


def test_the_ceiling_is_never_passed() -> None:
    async def main() -> None:
        pace = Pace(3)
        assert pace.width == 3
        await answers(pace, 200, 20)
        assert (pace.width, pace.highest) == (3, 3)

    asyncio.run(main())


def test_those_who_wait_come_in_as_places_get_free_and_cancelled_ones_lose_none() -> None:
    async def main() -> None:
        pace = Pace(1)
        await pace.enter()
        first, second = asyncio.create_task(pace.enter()), asyncio.create_task(pace.enter())
        await asyncio.sleep(0)
        assert not first.done()
        pace.leave()
        first.cancel()
        await asyncio.wait_for(second, 1)
        assert pace.under_way == 1
        third = asyncio.create_task(pace.enter())
        await asyncio.sleep(0)
        third.cancel()
        await asyncio.sleep(0)
        pace.leave()
        await asyncio.wait_for(pace.enter(), 1)
        assert pace.under_way == 1

    asyncio.run(main())

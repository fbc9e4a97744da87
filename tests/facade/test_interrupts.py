"""A KeyboardInterrupt in a callback stops the work cleanly, without asyncio warnings."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from timeback import broadcast_async, migrate_users, verify_migration
from timeback.migration import Migration, verify
from timeback.sandbox import Sandbox

# Calls are cancelled, and httpcore leaves some sockets to the garbage collector.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
]


class Stop:
    """Raises at the fifth call."""

    def __init__(self, kind: type[BaseException]) -> None:
        self.kind, self.calls = kind, 0

    def __call__(self, *_: object) -> None:
        self.calls += 1
        if self.calls == 5:
            raise self.kind


@pytest.fixture(scope="module")
def boxes() -> Iterator[tuple[Sandbox, Sandbox]]:
    with Sandbox(users=60) as one, Sandbox() as other:
        yield one, other


def orgs(stop: Stop) -> Iterator[dict[str, Any]]:
    for number in range(30):
        stop()
        yield {"name": f"{number}", "type": "school"}


async def create_many(boxes: tuple[Sandbox, Sandbox], stop: Stop) -> None:
    async with boxes[1].async_client() as client:
        await client.rostering.orgs.create_many(orgs(stop))


async def get_many(boxes: tuple[Sandbox, Sandbox], stop: Stop) -> None:
    with boxes[0].client() as client:
        async with client.as_async(on_attempt=stop) as heard:
            await heard.rostering.users.get_many([f"u{number}" for number in range(40)])


async def listing(boxes: tuple[Sandbox, Sandbox], stop: Stop) -> None:
    with boxes[0].client() as client:
        async with client.as_async(on_attempt=stop) as heard:
            async for _ in heard.rostering.users.iter_users(page_size=5):
                pass


async def broadcasting(boxes: tuple[Sandbox, Sandbox], stop: Stop) -> None:
    async with boxes[0].async_client() as one, boxes[1].async_client() as other:

        async def work(client: Any) -> None:
            for _ in range(9):
                await client.rostering.orgs.list_orgs(limit=1)
                stop()

        await broadcast_async([one, other], work)


async def moving(boxes: tuple[Sandbox, Sandbox], stop: Stop) -> None:
    with boxes[0].client() as one, boxes[1].client() as other:
        await Migration(one, other, ["orgs", "users"], progress=stop).run_async()


async def moving_in_a_running_loop(boxes: tuple[Sandbox, Sandbox], stop: Stop) -> None:
    with boxes[0].client() as one, boxes[1].client() as other:
        Migration(one, other, ["orgs", "users"], progress=stop).run()


def moving_users(boxes: tuple[Sandbox, Sandbox], stop: Stop) -> None:
    with boxes[0].client() as one, boxes[1].client() as other:
        migrate_users(one, other, progress=stop)


def comparing(boxes: tuple[Sandbox, Sandbox], stop: Stop) -> None:
    with boxes[0].client() as one, boxes[1].client() as other:
        verify(one, other, ["users"], progress=stop)


def comparing_users(boxes: tuple[Sandbox, Sandbox], stop: Stop) -> None:
    with boxes[0].client() as one, boxes[1].client() as other:
        verify_migration(one, other, progress=stop)


def create_many_in_threads(boxes: tuple[Sandbox, Sandbox], stop: Stop) -> None:
    with boxes[1].client() as client:
        client.rostering.orgs.create_many(orgs(stop))


ASYNC = (create_many, get_many, listing, broadcasting, moving, moving_in_a_running_loop)
BLOCKING = (moving_users, comparing, comparing_users, create_many_in_threads)


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("work", [*ASYNC, *BLOCKING], ids=lambda work: work.__name__)
def test_it_ends_with_the_interrupt_alone(
    work: Callable[..., Any],
    kind: type[BaseException],
    boxes: tuple[Sandbox, Sandbox],
    caplog: pytest.LogCaptureFixture,
) -> None:
    stop = Stop(kind)
    with caplog.at_level(logging.WARNING), pytest.raises(kind):
        if work in ASYNC:
            asyncio.run(work(boxes, stop))
        else:
            work(boxes, stop)
    gc.collect()
    assert [record.getMessage() for record in caplog.records] == []
    assert stop.calls >= 5


def test_a_journal_is_usable_after_it(boxes: tuple[Sandbox, Sandbox], tmp_path: Path) -> None:
    with boxes[0].client() as one, Sandbox() as target, target.client() as other:
        journal = tmp_path / "move.db"
        with pytest.raises(KeyboardInterrupt):
            Migration(one, other, ["orgs", "users"], journal=journal, progress=Stop(KeyboardInterrupt)).run()
        report = Migration(one, other, ["orgs", "users"], journal=journal).run()
        assert report
        assert report.resumed


async def test_an_error_of_the_callers_iterable_comes_as_it_is(boxes: tuple[Sandbox, Sandbox]) -> None:
    async with boxes[1].async_client() as client:
        with pytest.raises(LookupError):
            await client.rostering.orgs.create_many(orgs(Stop(LookupError)))

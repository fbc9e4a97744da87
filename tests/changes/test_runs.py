"""Runs of a feed that meet each other, are killed, or find the disk full."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.changes.kit import Feeds, remove, store
from tests.file_size_limit import no_file_beyond
from timeback.errors import ClientStateError, ConfigurationError, StorageError
from timeback.sandbox import Sandbox

ENDING = """
    import json, os, signal, sys
    from pathlib import Path
    from timeback import TimeBackClient

    checkpoint, copy, when = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

    def kill():
        os.kill(os.getpid(), signal.SIGKILL)

    with TimeBackClient() as client:
        feed = client.rostering.users.changes(checkpoint, page_size=5)
        rows = json.loads(copy.read_text()) if copy.exists() else {}
        for number, user in enumerate(feed):
            rows[user.sourced_id] = user.given_name
            if when == "reading" and number == 12:
                kill()
            if when == "storing" and number == 12:
                copy.write_text(json.dumps(rows))
                kill()
        if when == "before":
            kill()
        copy.write_text(json.dumps(rows))
        if when == "after":
            kill()
        for identity in feed.vanished():
            rows.pop(identity, None)
        copy.write_text(json.dumps(rows))
        feed.commit()
        if when == "committed":
            kill()
"""


def settings(box: Sandbox) -> dict[str, str]:
    return {
        **os.environ,
        "TIMEBACK_API_URL": box.url,
        "TIMEBACK_TOKEN_URL": box.token_url,
        "TIMEBACK_CLIENT_ID": box.client_id,
        "TIMEBACK_CLIENT_SECRET": box.client_secret,
        "TIMEBACK_TOKEN_CACHE": "",
    }


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("when", ["reading", "storing", "before", "after", "committed"])
def test_a_killed_run_loses_nothing(box: Sandbox, file: Path, when: str) -> None:
    copy = file.with_name("copy.json")

    def run(when: str) -> int:
        command = [sys.executable, "-c", textwrap.dedent(ENDING), str(file), str(copy), when]
        return subprocess.run(command, env=settings(box), check=False, capture_output=True).returncode

    store(box, *(f"u{number:02}" for number in range(30)))
    assert run(when) == -signal.SIGKILL
    # Other changes meanwhile: the copy of a killed run may have an object that is gone now.
    remove(box, "u03", "u29")
    store(box, "u04", "u30", changed=datetime.now(UTC), givenName="New")
    assert run(when) == -signal.SIGKILL
    assert run("never") == 0
    rows: dict[str, Any] = json.loads(copy.read_text())
    assert rows == {value["sourcedId"]: value["givenName"] for value in box.store.all("users")}


def test_two_runs_at_once_are_refused(feeds: Feeds, box: Sandbox, file: Path) -> None:
    store(box, "a")
    with box.client() as client:
        first = client.rostering.users.changes(file)
        with pytest.raises(ClientStateError, match=r"users\.feed is in use by another run"):
            feeds.run(file)
        assert [item.sourced_id for item in first] == ["a"]
        first.commit()
        assert feeds.run(file).ids == []


def test_a_link_leads_to_the_same_lock(box: Sandbox, file: Path) -> None:
    Feeds(box, "sync").run(file)
    link = file.with_name("link")
    try:
        link.symlink_to(file)
    except OSError:
        pytest.skip("no symbolic links")
    with (
        box.client() as client,
        client.rostering.users.changes(file),
        pytest.raises(ClientStateError, match="in use"),
    ):
        client.rostering.users.changes(link)


@pytest.mark.parametrize("how", ["closed", "abandoned", "half read"])
def test_a_run_that_ends_in_another_way_releases_the_lock(box: Sandbox, file: Path, how: str) -> None:
    store(box, "a", "b")
    with box.client() as client:
        feed = client.rostering.users.changes(file)
        if how == "closed":
            feed.close()
        if how == "half read":
            next(feed)
        del feed
        client.rostering.users.changes(file).close()
    gc.collect()


async def test_an_abandoned_async_run_releases_the_lock(box: Sandbox, file: Path) -> None:
    store(box, "a", "b")
    async with box.async_client() as client:
        feed = client.rostering.users.changes(file)
        await anext(feed)
        del feed
        # The task that fetched the page may hold a reference until its next step.
        async with asyncio.timeout(60):
            while True:
                gc.collect()
                try:
                    following = client.rostering.users.changes(file)
                    break
                except ClientStateError:
                    await asyncio.sleep(0.01)
        await following.aclose()


def test_a_folder_in_place_of_the_lock_is_refused(box: Sandbox, file: Path) -> None:
    file.with_name("users.feed.lock").mkdir()
    with box.client() as client, pytest.raises(ConfigurationError, match=r"users\.feed\.lock"):
        client.rostering.users.changes(file)


def test_another_file_in_place_of_the_ids_is_refused(box: Sandbox, file: Path) -> None:
    other = file.with_name("users.feed.ids")
    other.write_text("hello")
    with box.client() as client, pytest.raises(ConfigurationError, match=r"users\.feed\.ids"):
        client.rostering.users.changes(file)
    assert other.read_text() == "hello"
    other.unlink()
    with box.client() as client:
        # The lock was released.
        client.rostering.users.changes(file).close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_full_disk_while_ids_are_recorded(box: Sandbox, file: Path) -> None:
    store(box, *(f"u{number:04}" for number in range(600)))
    with box.client() as client:
        feed = client.rostering.users.changes(file, page_size=100)
        with no_file_beyond(20_000), pytest.raises(StorageError, match=r"users\.feed\.ids"):
            list(feed)
        with pytest.raises(ClientStateError):
            feed.commit()
        feed.close()
        assert not file.exists()
        feed = client.rostering.users.changes(file, page_size=100)
        assert len(list(feed)) == 600
        feed.commit()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_full_disk_at_the_commit(box: Sandbox, file: Path) -> None:
    store(box, "a")
    with box.client() as client:
        users = client.rostering.users
        feed = users.changes(file)
        list(feed)
        feed.commit()
        before = file.read_bytes()
        feed = users.changes(file, overlap=timedelta(hours=1))
        list(feed)
        with no_file_beyond(10), pytest.raises(StorageError, match=r"users\.feed: could not write the checkpoint"):
            feed.commit()
        assert file.read_bytes() == before
        # The disk has room again.
        feed.commit()
        assert file.read_bytes() != before
    assert sorted(path.name for path in file.parent.iterdir()) == ["users.feed", "users.feed.ids", "users.feed.lock"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_feed_is_of_the_process_that_started_it(box: Sandbox, file: Path) -> None:
    store(box, "a")
    code = """
        import os, sys
        from timeback import TimeBackClient
        from timeback.errors import ClientStateError

        with TimeBackClient() as client:
            feed = client.rostering.users.changes(sys.argv[1])
            list(feed)
            if (child := os.fork()) == 0:
                try:
                    feed.commit()
                except ClientStateError:
                    os._exit(7)
                os._exit(1)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
            feed.commit()
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(file)]
    done = subprocess.run(command, env=settings(box), check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")

"""Checkpoints: listings that resume where they stopped."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.facade.paging_server import SETTINGS, PagingServer, Reader, ids
from timeback import TimeBackClient
from timeback.errors import InvalidRequestError


@pytest.fixture(params=["sync", "async"])
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(request.param)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "users.checkpoint"


def test_it_goes_on_after_the_last_page_that_was_read(reader: Reader, file: Path) -> None:
    server = PagingServer(ids(50))
    # Reading stopped at the fifth object of the third page, so that page counts as unread.
    assert reader.read(server, most=25, page_size=10, checkpoint=file) == ids(25)
    server.queries.clear()
    assert reader.read(server, page_size=10, checkpoint=file) == ids(30, 20)
    assert server.offsets[0] == 19
    # A finished listing starts from the beginning.
    assert not file.exists()
    assert reader.read(server, page_size=10, checkpoint=file) == ids(50)


def test_pages_may_be_of_another_size(reader: Reader, file: Path) -> None:
    server = PagingServer(ids(50))
    reader.read(server, most=25, page_size=10, checkpoint=file)
    assert reader.read(server, page_size=7, checkpoint=str(file)) == ids(30, 20)


def test_max_items_are_counted_in_each_run(reader: Reader, file: Path) -> None:
    server = PagingServer(ids(50))
    runs = [reader.read(server, page_size=10, max_items=15, checkpoint=file) for _ in range(4)]
    assert runs == [ids(15), ids(15, 15), ids(15, 30), ids(5, 45)]
    assert not file.exists()


def test_it_goes_on_from_the_offset_of_the_first_run(reader: Reader, file: Path) -> None:
    server = PagingServer(ids(50))
    assert reader.read(server, most=15, page_size=10, offset=20, checkpoint=file) == ids(15, 20)
    assert reader.read(server, page_size=10, offset=20, checkpoint=file) == ids(20, 30)


@pytest.mark.parametrize("gone", [1, 2, 15, 19])
def test_objects_that_were_removed_meanwhile_make_none_be_skipped(reader: Reader, file: Path, gone: int) -> None:
    server = PagingServer(ids(50))
    reader.read(server, most=25, page_size=10, checkpoint=file)
    del server.keys[:gone]
    assert reader.read(server, page_size=10, checkpoint=file) == ids(30, 20)


def test_objects_that_were_inserted_meanwhile_make_none_come_twice(reader: Reader, file: Path) -> None:
    server = PagingServer(ids(50))
    reader.read(server, most=25, page_size=10, checkpoint=file)
    server.keys[:0] = ["a1", "a2", "a3"]
    assert reader.read(server, page_size=10, checkpoint=file) == ids(30, 20)


@pytest.mark.parametrize(
    "other",
    [
        {"filter_expr": "status='tobedeleted'"},
        {"sort": "familyName"},
        {"fields": ["givenName"]},
        {"offset": 1},
    ],
)
def test_another_listing_is_refused(reader: Reader, file: Path, other: dict[str, Any]) -> None:
    server = PagingServer(ids(50))
    reader.read(server, most=25, page_size=10, filter_expr="status='active'", checkpoint=file)
    server.queries.clear()
    with pytest.raises(InvalidRequestError, match=r"checkpoint: .*another listing"):
        reader.read(server, **{"filter_expr": "status='active'", **other}, checkpoint=file)
    assert not server.queries
    assert file.exists()


def test_the_same_listing_of_another_server_is_refused(file: Path) -> None:
    with TimeBackClient(**{**SETTINGS, "api_url": "http://127.0.0.1:10"}) as client:
        Reader("sync").read(PagingServer(ids(50)), most=25, page_size=10, checkpoint=file)
        with pytest.raises(InvalidRequestError, match="server"):
            client.rostering.users.iter_users(checkpoint=file)


@pytest.mark.parametrize(
    "content", ["", "{}", "[1]", "\ud800".encode("utf-8", "surrogatepass"), '{"format": "timeback-checkpoint-1"}']
)
def test_another_file_is_refused_and_left_alone(file: Path, content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else content.encode()
    file.write_bytes(data)
    with pytest.raises(InvalidRequestError, match=r"checkpoint: .*not a checkpoint"):
        Reader("sync").read(PagingServer(ids(5)), checkpoint=file)
    assert file.read_bytes() == data


def test_a_place_that_is_no_place_is_refused(file: Path) -> None:
    Reader("sync").read(PagingServer(ids(50)), most=25, page_size=10, checkpoint=file)
    data = json.loads(file.read_text())
    for name, value in {"place": -1, "seen": "1", "total": True, "last": [1], "ordered": 1}.items():
        file.write_text(json.dumps({**data, "mark": {**data["mark"], name: value}}))
        with pytest.raises(InvalidRequestError, match="checkpoint: "):
            Reader("sync").read(PagingServer(ids(50)), checkpoint=file)


def test_a_path_that_cannot_be_one_is_refused_at_once(tmp_path: Path) -> None:
    server = PagingServer(ids(5))
    for path in (tmp_path, tmp_path / "missing" / "file"):
        with pytest.raises(InvalidRequestError, match=r"checkpoint: .*folder"):
            Reader("sync").read(server, checkpoint=path)
    with pytest.raises(InvalidRequestError, match=r"checkpoint: .*int"):
        Reader("sync").read(server, checkpoint=7)
    assert not server.queries


def test_the_file_is_the_owners_and_holds_nothing_of_a_person(reader: Reader, file: Path) -> None:
    filter_expr = "email='ada@example.org'"
    reader.read(PagingServer(ids(50)), most=25, page_size=10, filter_expr=filter_expr, checkpoint=file)
    text = file.read_text()
    assert "example.org" not in text
    assert "Name of" not in text
    assert "secret" not in text
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_the_file_of_a_long_listing_stays_short(file: Path) -> None:
    Reader("sync").read(PagingServer(ids(3000)), most=2500, page_size=1000, checkpoint=file)
    assert file.stat().st_size < 4000


def test_what_could_not_be_written_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = PagingServer(ids(50))
    Reader("sync").read(server, most=15, page_size=10, checkpoint=file)
    old = file.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        Reader("sync").read(server, page_size=10, checkpoint=file)
    assert file.read_bytes() == old
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_an_order_that_the_server_refused_is_not_asked_for_again(reader: Reader, file: Path) -> None:
    def answer(number: int, query: dict[str, str], reply: dict[str, Any]) -> Any:
        return httpx.Response(400, json={}) if "sort" in query else reply

    server = PagingServer(ids(50), answer=answer)
    reader.read(server, most=25, page_size=10, checkpoint=file)
    server.queries.clear()
    assert reader.read(server, page_size=10, checkpoint=file) == ids(30, 20)
    assert not [query for query in server.queries if "sort" in query]

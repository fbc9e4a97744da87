"""Responses that are streamed to a file."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from timeback import TimeBackClient
from timeback.errors import APIConnectionError, DecodingError, InvalidRequestError, NotFoundError
from timeback.sandbox import Sandbox

RESOURCE = {"sourcedId": "r1", "status": "active", "title": "A video", "vendorResourceId": "v1"}
ZIP = {"content-type": "application/zip"}


class Pieces(httpx.SyncByteStream):
    """A response body in chunks, which may break off."""

    def __init__(self, *pieces: bytes | Exception) -> None:
        self.pieces = pieces
        self.given = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            self.given += 1
            yield piece


def test_a_cartridge_is_saved_under_its_path(box: Sandbox, tmp_path: Path) -> None:
    target = tmp_path / "cartridge.zip"
    with box.client() as client:
        client.resources.resources.create_resource(RESOURCE)
        size = client.resources.resources.save_resource(target, "r1")
        assert target.read_bytes() == client.resources.resources.export_resource("r1")
    assert size == target.stat().st_size > 0
    assert zipfile.is_zipfile(target)
    assert [path.name for path in tmp_path.iterdir()] == ["cartridge.zip"]


def test_the_same_from_a_task_into_a_file_object(box: Sandbox) -> None:
    async def run() -> None:
        async with box.async_client() as client:
            await client.resources.resources.create_resource(RESOURCE)
            file = io.BytesIO(b"before")
            file.seek(0, io.SEEK_END)
            size = await client.resources.resources.save_resource(file, "r1")
            assert file.getvalue() == b"before" + await client.resources.resources.export_resource("r1")
            assert size == len(file.getvalue()) - len(b"before")

    asyncio.run(run())


def test_a_file_is_there_whole_or_not_at_all(answered: Callable[..., TimeBackClient], tmp_path: Path) -> None:
    target = tmp_path / "cartridge.zip"
    target.write_bytes(b"of yesterday")
    broken = Pieces(b"half", httpx.ReadError("cut"))
    with pytest.raises(APIConnectionError):
        answered(lambda request: httpx.Response(200, headers=ZIP, stream=broken)).resources.resources.save_resource(
            target, "r1"
        )
    assert broken.given == 1
    assert target.read_bytes() == b"of yesterday"
    assert list(tmp_path.iterdir()) == [target]


def test_pieces_are_written_as_they_come(answered: Callable[..., TimeBackClient]) -> None:
    body = Pieces(*[b"x" * 1000] * 50)
    seen = []

    class File(io.BytesIO):
        def write(self, piece: object, /) -> int:
            seen.append(body.given)
            return super().write(piece)  # type: ignore[arg-type]

    client = answered(lambda request: httpx.Response(200, headers=ZIP, stream=body))
    assert client.resources.resources.save_resource(File(), "r1") == 50_000
    assert seen == list(range(1, 51))


@pytest.mark.parametrize("media", ["application/octet-stream", ""])
def test_another_name_for_bytes_is_fine(answered: Callable[..., TimeBackClient], media: str) -> None:
    file = io.BytesIO()
    client = answered(lambda request: httpx.Response(200, headers={"content-type": media}, content=b"PK"))
    assert client.resources.resources.save_resource(file, "r1") == 2
    assert file.getvalue() == b"PK"


def test_what_is_no_success_is_not_written(answered: Callable[..., TimeBackClient], tmp_path: Path) -> None:
    target = tmp_path / "cartridge.zip"
    replies = iter([httpx.Response(404, json={}), httpx.Response(200, html="<p>Please log in</p>")])
    client = answered(lambda request: next(replies))
    with pytest.raises(NotFoundError):
        client.resources.resources.save_resource(target, "r1")
    with pytest.raises(DecodingError, match="text/html"):
        client.resources.resources.save_resource(target, "r1")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_file_is_refused(answered: Callable[..., TimeBackClient], tmp_path: Path) -> None:
    save = answered(lambda request: httpx.Response(500)).resources.resources.save_resource
    for target in (tmp_path, tmp_path / "no" / "folder.zip", io.StringIO(), 5):
        with pytest.raises(InvalidRequestError, match="target: "):
            save(target, "r1")  # type: ignore[arg-type]

"""Malicious and damaged archives are refused with the file and the reason."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from tests.bundles.kit import HEADERS, district, folder, lines, zipped
from timeback.bundles import Bundle, BundleError, Limits

SMALL = Limits(ratio_from=1 << 20, file_bytes=4 << 20, total_bytes=6 << 20, row_characters=10_000, cell_characters=5000)


def refusal(path: Path, limits: Limits = SMALL) -> tuple[str, str]:
    with pytest.raises(BundleError) as caught, Bundle.open(path, limits=limits) as bundle:
        for collection in bundle.collections:
            for _ in bundle.read(collection):
                pass
    return caught.value.problem.file, caught.value.problem.rule


@pytest.mark.parametrize(
    "name",
    ["../users.csv", "a/../../users.csv", "..\\users.csv", "/etc/users.csv", "\\users.csv", "C:\\x\\users.csv", "c:x"],
)
def test_path_traversal(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "d.zip", {**district(), name: "x"})
    assert refusal(path) == (name.replace("\\", "/"), "unsafe-name")


def test_the_same_name_twice(tmp_path: Path) -> None:
    path = zipped(tmp_path / "d.zip", {**district(), "USERS.csv": "x"})
    assert refusal(path) == ("USERS.csv", "duplicate-file")
    data = path.read_bytes().replace(b"USERS.csv", b"users.csv")
    path.write_bytes(data)
    assert refusal(path) == ("users.csv", "duplicate-file")


def test_a_symbolic_link_in_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "d.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in district().items():
            archive.writestr(name, text)
        info = zipfile.ZipInfo("link.csv")
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert refusal(path) == ("link.csv", "link")


def test_a_symbolic_link_out_of_a_folder(tmp_path: Path) -> None:
    path = folder(tmp_path / "d", district())
    (tmp_path / "secret").write_text("x")
    (path / "users.csv").unlink()
    (path / "users.csv").symlink_to(tmp_path / "secret")
    assert refusal(path) == ("users.csv", "link")


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    path = folder(tmp_path / "d", district())
    (path / "users.csv").unlink()
    os.mkfifo(path / "users.csv")
    assert refusal(path) == ("users.csv", "not-a-file")


def test_a_zip_bomb_by_its_declared_size(tmp_path: Path) -> None:
    path = zipped(tmp_path / "d.zip", {**district(), "categories.csv": b"," * (3 << 20)})
    assert refusal(path) == ("categories.csv", "zip-bomb")
    path = zipped(tmp_path / "e.zip", {**district(), "categories.csv": os.urandom(5 << 20)})
    assert refusal(path) == ("categories.csv", "too-large")
    many = {f"{n}.csv": os.urandom(3 << 20) for n in range(3)}
    assert refusal(zipped(tmp_path / "f.zip", {**district(), **many})) == ("f.zip", "too-large")


def test_a_zip_bomb_that_declares_a_small_size(tmp_path: Path) -> None:
    content = lines(HEADERS["categories"]) + "," * (3 << 20)
    path = zipped(tmp_path / "d.zip", {**district(), "categories.csv": content})
    data = bytearray(path.read_bytes())
    size = struct.pack("<I", len(content))
    assert data.count(size) == 2
    path.write_bytes(data.replace(size, struct.pack("<I", 1000)))
    assert refusal(path)[0] == "categories.csv"


def test_a_large_file_of_zeros_is_not_unpacked(tmp_path: Path) -> None:
    """The default limits refuse a file of 64 MB that is packed to 64 kB."""
    path = zipped(tmp_path / "d.zip", {**district(), "categories.csv": b"\n" * (64 << 20)})
    assert path.stat().st_size < 100_000
    assert refusal(path, Limits()) == ("categories.csv", "zip-bomb")


def test_rows_and_cells_that_do_not_end(tmp_path: Path) -> None:
    for content, rule in [
        ('ca1,,,"' + "x\n" * 6000, "row-too-long"),
        ("ca1,,," + "x" * 20_000, "row-too-long"),
        ("ca1,,," + "x" * 6000 + ",4", "cell-too-long"),
    ]:
        path = zipped(tmp_path / "d.zip", district(categories=[content]))
        assert refusal(path) == ("categories.csv", rule)


def test_encryption_and_unsupported_compression(tmp_path: Path) -> None:
    path = tmp_path / "d.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("users.csv", "x" * 1000)
    assert refusal(path) == ("users.csv", "compression")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("users.csv", "x")
    raw = bytearray(data.getvalue())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert refusal(path) == ("users.csv", "encrypted")


def test_damage(tmp_path: Path) -> None:
    path = tmp_path / "d.zip"
    path.write_bytes(b"no zip file")
    assert refusal(path) == ("d.zip", "not-a-zip")
    whole = zipped(path, {**district(), "categories.csv": os.urandom(100_000).hex()}).read_bytes()
    at = whole.index(b"categories.csv") + 5000
    path.write_bytes(whole[:at] + bytes(100) + whole[at + 100 :])
    assert refusal(path, Limits()) == ("categories.csv", "damaged")
    with Bundle.open(path) as bundle:
        # References to the damaged file are reported too, so the check continued.
        assert {("categories.csv", "damaged"), ("lineItems.csv", "dangling")} <= {
            (problem.file, problem.rule) for problem in bundle.check()
        }
    path.write_bytes(whole[:10_000])
    assert refusal(path) == ("d.zip", "not-a-zip")
    assert refusal(tmp_path / "nowhere") == ("nowhere", "not-found")


def test_too_many_files_and_two_bundles_in_one(tmp_path: Path) -> None:
    path = zipped(tmp_path / "d.zip", {f"{n}.txt": "" for n in range(1001)})
    assert refusal(path) == ("d.zip", "too-many-files")
    both = {f"{part}/{name}": text for part in "ab" for name, text in district().items()}
    assert refusal(zipped(path, both)) == ("d.zip", "several-bundles")

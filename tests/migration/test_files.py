"""CSV bundles as source and target of a migration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from timeback import F
from timeback.bundles import COLLECTIONS
from timeback.errors import ConfigurationError, InvalidRequestError
from timeback.migration import Migration, verify
from timeback.sandbox import Sandbox

from .district import counts, fill, thin

KEYS = {"client_id": "id", "client_secret": "secret"}


@pytest.fixture(scope="module")
def source() -> Iterator[Sandbox]:
    with Sandbox(users=20, **KEYS) as box:
        thin(box, classes=10, components=8)
        fill(box, count=8)
        yield box


def carried(box: Sandbox) -> dict[str, int]:
    return {name: count for name, count in counts(box).items() if name in COLLECTIONS}


def found(*ends: Any, **options: Any) -> list[tuple[str, str, str, str]]:
    return [(one.entity, one.sourced_id, one.path, one.kind) for one in verify(*ends, **options)]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["district.zip", "district"])
def test_export_to_a_bundle_and_import_into_an_empty_server(source: Sandbox, tmp_path: Path, name: str) -> None:
    bundle = tmp_path / name
    report = Migration(source.client(), bundle, journal=tmp_path / "unused.db").run()
    assert report.failed == []
    assert {entity: tally.created for entity, tally in report.by_entity.items() if tally.created} == carried(source)
    assert report.not_carried == {name: count for name, count in counts(source).items() if name not in COLLECTIONS}
    assert dict(report.written.objects) == carried(source)
    assert found(source.client(), bundle, strict=True) == []

    with Sandbox(**KEYS) as target:
        report = Migration(bundle, target.client(), journal=tmp_path / "in.db").run()
        assert (report.failed, counts(target)) == ([], carried(source))
        assert found(bundle, target.client(), strict=True) == []
        again = Migration(bundle, target.client(), journal=tmp_path / "in.db", on_conflict="fail").run()
        assert (again.failed, again.successful) == ([], report.total)
        user = next(iter(target.store.all("users")))
        target.store.put("users", {**user, "familyName": "Other"})
        assert found(bundle, target.client()) == [("users", user["sourcedId"], "familyName", "changed")]


def test_a_dry_run_writes_no_bundle(source: Sandbox, tmp_path: Path) -> None:
    report = Migration(source.client(), tmp_path / "out.zip", dry_run=True).run()
    assert report.by_entity["users"].created == 20
    assert list(tmp_path.iterdir()) == []


def test_options_that_files_do_not_support_are_rejected(source: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match="filters"):
        Migration(tmp_path / "a.zip", source.client(), ["users"], {"users": F.role == "student"})
    with pytest.raises(ConfigurationError, match="same file"):
        Migration(tmp_path / "a.zip", tmp_path / "x" / ".." / "a.zip")

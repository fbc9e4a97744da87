"""A sandbox that starts with the district of a OneRoster CSV bundle."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeback.bundles import BundleError, BundleWriter
from timeback.sandbox import Sandbox
from timeback.sandbox.fake_data.district import generate

from .conftest import connect

KEPT = ("orgs", "academicSessions", "courses", "classes", "users", "enrollments", "demographics")


@pytest.fixture(scope="module")
def district() -> dict[str, list[dict[str, object]]]:
    return {name: list(objects) for name, objects in generate(1, 40) if name in KEPT}


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory, district: dict[str, list[dict[str, object]]]) -> Path:
    path = tmp_path_factory.mktemp("bundle") / "district.zip"
    with BundleWriter(path) as writer:
        for name, objects in district.items():
            writer.write_all(name, objects)
    return path


@pytest.mark.parametrize("process", [False, True])
def test_all_objects_are_served(bundle: Path, district: dict[str, list[dict[str, object]]], process: bool) -> None:
    with Sandbox(bundle=bundle, process=process) as box, connect(box) as http:
        for name in KEPT:
            assert http.get(f"/{name}", params={"limit": 1}).json()["totalCount"] == len(district[name])
        students = http.get("/users", params={"filter": "role='student'", "limit": 1}).json()
        assert students["totalCount"] > 10
        one = students["users"][0]["sourcedId"]
        assert http.get(f"/students/{one}/classes").json()["totalCount"] > 0


def test_a_database_with_objects_is_not_changed(bundle: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    with Sandbox(bundle=str(bundle), db=file) as box:
        count = box.store.count("users")
        box.store.load("users", [{"sourcedId": "mine"}])
    with Sandbox(bundle=bundle, db=file) as box:
        assert box.store.count("users") == count + 1


def test_an_invalid_bundle_leaves_an_empty_store(tmp_path: Path, bundle: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "manifest.csv").write_text(
        "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.orgs,bulk\n"
    )
    (broken / "orgs.csv").write_text("sourcedId,status,dateLastModified,name,type\no1,,,North,school\no2,,,South\n")
    file = tmp_path / "x.db"
    with pytest.raises(BundleError, match="orgs"):
        Sandbox(bundle=broken, db=file).start()
    with pytest.raises((BundleError, OSError)):
        Sandbox(bundle=tmp_path / "nothing.zip", db=file).start()
    with Sandbox(bundle=bundle, db=file) as box:
        assert not box.store.has("orgs", "o1")
        assert box.store.count("orgs") > 0


def test_users_and_bundle_cannot_be_combined(bundle: Path) -> None:
    with pytest.raises(ValueError, match="bundle"):
        Sandbox(bundle=bundle, users=5)

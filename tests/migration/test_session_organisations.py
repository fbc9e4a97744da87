"""The organisation of academic sessions in a bundle, for which the standard has no column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.bundles.kit import district, zipped
from timeback.bundles import Bundle, BundleError
from timeback.cli.app import timeback
from timeback.errors import InvalidRequestError
from timeback.migration import Migration, verify
from timeback.sandbox import Sandbox

from .district import base, to

KEYS = {"client_id": "id", "client_secret": "secret"}
SESSION = {"type": "term", "startDate": "2025-08-01", "endDate": "2026-06-01", "schoolYear": "2026"}
TWO_ROOTS = ["north,,,North,district,,", "south,,,South,district,,"]


def one(sourced_id: str, **properties: Any) -> dict[str, Any]:
    return {**base("", 0), "sourcedId": sourced_id, **properties}


def org(sourced_id: str, **properties: Any) -> dict[str, Any]:
    return one(sourced_id, **{"name": sourced_id, "type": "district", **properties})


def session(sourced_id: str, org: str, **properties: Any) -> dict[str, Any]:
    return one(sourced_id, title=sourced_id, org=to(org), **{**SESSION, **properties})


@pytest.fixture
def source() -> Iterator[Sandbox]:
    with Sandbox(**KEYS) as box:
        yield box


@pytest.fixture
def target() -> Iterator[Sandbox]:
    with Sandbox(**KEYS) as box:
        yield box


def run(box: Sandbox, *arguments: str) -> Result:
    settings = {"API_URL": box.url, "CLIENT_ID": box.client_id, "CLIENT_SECRET": box.client_secret}
    environment = {f"TIMEBACK_STAGING_{name}": value for name, value in settings.items()}
    return CliRunner().invoke(timeback, arguments, env=environment, prog_name="timeback")


def org_of(box: Sandbox, sourced_id: str) -> str:
    found = box.store.get("academicSessions", sourced_id)
    assert found is not None
    return str(found["org"]["sourcedId"])


def writes(box: Sandbox) -> list[str]:
    return [one.path for one in box.requests if one.method != "GET" and not one.path.endswith("/token")]


@pytest.mark.parametrize(
    "orgs",
    [
        [org("north"), org("south")],
        [org("north", type="school"), org("south", type="school")],
        [org("north"), org("south", type="school", parent=to("north"))],
        # The parent does not come, which is known only after the sessions.
        pytest.param([org("north"), org("south", parent=to("gone"))], marks=pytest.mark.slow),
        [org("a", parent=to("gone")), org("north"), org("south")],
    ],
)
def test_sessions_keep_their_organisation(
    source: Sandbox, target: Sandbox, tmp_path: Path, orgs: list[dict[str, Any]]
) -> None:
    source.store.load("orgs", orgs)
    metadata = {"metadata": {"note": "kept"}}
    source.store.load("academicSessions", [session("one", "north"), session("two", "south", **metadata)])
    path = tmp_path / "d.zip"
    exported = run(source, "export", "staging", str(path))
    assert exported.exit_code == 0, exported.output
    with Bundle.open(path) as bundle:
        assert bundle.check() == []
    imported = run(target, "import", str(path), "staging")
    assert imported.exit_code == 0, imported.output
    assert (org_of(target, "one"), org_of(target, "two")) == ("north", "south")
    assert [(target.store.get("academicSessions", name) or {}).get("metadata") for name in ("one", "two")] == [
        None,
        {"note": "kept"},
    ]
    with source.client() as left, target.client() as right:
        assert verify(left, path)
        assert verify(path, right)


def test_a_bundle_without_the_organisation_is_rejected_before_anything_is_sent(target: Sandbox, tmp_path: Path) -> None:
    path = zipped(tmp_path / "d.zip", district(orgs=[*TWO_ROOTS, "s1,,,School,school,,north", "d1,,,D,local,,north"]))
    for command in ("import", "migrate"):
        for more in ([], ["--dry-run"]):
            refused = run(target, command, str(path), "staging", "--entities", "orgs,academicSessions", *more)
            assert refused.exit_code == 2, refused.output
            assert "--root-org" in refused.stderr
            assert "north, south" in refused.stderr
    wrong = run(target, "import", str(path), "staging", "--root-org", "nobody")
    assert wrong.exit_code == 2
    assert "--root-org" in wrong.stderr
    with target.client() as client, pytest.raises(InvalidRequestError, match="root_org"):
        Migration(path, client).run()
    assert writes(target) == []


def test_root_org_is_the_organisation_of_sessions(target: Sandbox, tmp_path: Path) -> None:
    path = zipped(tmp_path / "d.zip", district(orgs=[*TWO_ROOTS, "s1,,,School,school,,north", "d1,,,D,local,,north"]))
    only = "--entities", "orgs,academicSessions", "--root-org", "south"
    imported = run(target, "import", str(path), "staging", *only)
    assert imported.exit_code == 0, imported.output
    assert {one["org"]["sourcedId"] for one in target.store.all("academicSessions")} == {"south"}
    assert run(target, "verify", str(path), "staging", *only).exit_code == 0
    assert run(target, "verify", str(path), "staging", *only[:3], "north").exit_code == 1


def test_entities_without_sessions_need_no_root_org(target: Sandbox, tmp_path: Path) -> None:
    path = zipped(tmp_path / "d.zip", district(orgs=[*TWO_ROOTS, "s1,,,School,school,,north", "d1,,,D,local,,north"]))
    imported = run(target, "import", str(path), "staging", "--entities", "orgs")
    assert imported.exit_code == 0, imported.output


@pytest.mark.parametrize("parents", [("", ""), ("north", "gone")], ids=["without parents", "with missing parents"])
def test_a_sandbox_with_a_bundle_that_has_several_roots(tmp_path: Path, parents: tuple[str, str]) -> None:
    orgs = [f"{name},,,{name},district,,{parent}" for name, parent in zip(("north", "south"), parents, strict=True)]
    path = zipped(tmp_path / "d.zip", district(orgs=[*orgs, "s1,,,School,school,,north", "d1,,,D,local,,north"]))
    with pytest.raises(BundleError, match="north, south"):
        Sandbox(bundle=path).start()
    with pytest.raises(ValueError, match="root_org"):
        Sandbox(bundle=path, root_org="nobody").start()
    with pytest.raises(ValueError, match="root_org"):
        Sandbox(root_org="north")
    with Sandbox(bundle=path, root_org="south", **KEYS) as box:
        assert {one["org"]["sourcedId"] for one in box.store.all("academicSessions")} == {"south"}
    refused = CliRunner().invoke(timeback, ["sandbox", "--port", "0", "--bundle", str(path)])
    assert (refused.exit_code, "--root-org" in refused.stderr) == (2, True), refused.output


def test_a_missing_parent_makes_an_organisation_a_root(target: Sandbox, tmp_path: Path) -> None:
    orgs = [
        "north,,,North,district,,north",
        "south,,,South,school,,gone",
        "s1,,,School,school,,north",
        "d1,,,D,local,,s1",
    ]
    path = zipped(tmp_path / "d.zip", district(orgs=orgs))
    only = "--entities", "orgs,academicSessions"
    imported = run(target, "import", str(path), "staging", *only)
    assert imported.exit_code == 0, imported.output
    assert "orgs north: " in imported.stdout
    assert "orgs south: " in imported.stdout
    assert (org_of(target, "y1"), (target.store.get("orgs", "north") or {}).get("parent")) == ("north", None)
    assert run(target, "verify", str(path), "staging", *only).exit_code == 0

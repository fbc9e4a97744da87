"""CASE and CLR through both clients: a package is written, read, walked, and sent back changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.case.test_packages import CREDENTIAL, DOCUMENT, child, item, package, uid
from timeback.errors import InvalidRequestError
from timeback.sandbox import Sandbox
from timeback.services.case.packages import as_new_package, walk_items
from timeback_api.case.models import CFPackage, NewCFDocument, NewCFItem, NewCFPackage

TIMES = {"uri": "https://x.example", "lastChangeDateTime": "2026-01-01T00:00:00Z"}
ITEMS = [item(name, "Domain" if name == "top" else "Standard", notes="n") for name in ("top", "b", "a", "c")]
TREE = package(ITEMS, [child("a", "top", 1), child("b", "top", 2), child("c", "a", 1)])
PLACES = [
    (0, "Domain", "top", None),
    (1, "Standard", "a", "top"),
    (2, "Standard", "c", "a"),
    (1, "Standard", "b", "top"),
]


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


def places(package: object) -> list[tuple[int, str, str, str | None]]:
    names = {uid(name): name for name in ("top", "a", "b", "c")}
    return [
        (each.depth, each.group, names[each.item.sourced_id], each.parent_id and names[each.parent_id])
        for each in walk_items(package)  # type: ignore[arg-type]
    ]


def test_a_package_is_read_changed_and_sent_back(box: Sandbox) -> None:
    with box.client() as client:
        assert client.case.create_package(TREE).result.stats.items == 4
        assert places(client.case.get_package_groups(DOCUMENT)) == PLACES
        new = as_new_package(client.case.get_package(DOCUMENT))
        assert isinstance(new, NewCFPackage)
        assert new.cf_document.identifier == DOCUMENT
        new.cf_document.title = "Changed"
        new.cf_document.license_uri = "https://licenses.example/by"
        client.case.update_package(DOCUMENT, new)
        changed = client.case.get_package(DOCUMENT)
        assert (changed.cf_document.title, len(changed.cf_items or ())) == ("Changed", 4)
        # The license is a reference in replies and an address in requests.
        assert as_new_package(changed).to_dict() == new.to_dict()
        assert places(client.case.get_package_groups(DOCUMENT)) == PLACES
        assert [each.title for each in client.case.iter_documents()] == ["Changed"]
        assert len(list(client.case.iter_items())) == 4
        assert client.clr.upsert_credential(CREDENTIAL).proof
        assert "paths" in client.clr.get_discovery()


async def test_the_async_client_does_the_same(box: Sandbox) -> None:
    async with box.async_client() as client:
        await client.case.create_package(TREE)
        new = as_new_package(await client.case.get_package(DOCUMENT))
        await client.case.update_package(DOCUMENT, new)
        assert places(await client.case.get_package_groups(DOCUMENT)) == PLACES
        assert [each.title async for each in client.case.iter_documents()] == ["Mathematics"]
        assert (await client.clr.upsert_credential(CREDENTIAL)).proof
        assert "paths" in await client.clr.get_discovery()


def test_a_new_package_has_the_names_of_requests_and_is_checked() -> None:
    with pytest.raises(TypeError, match="identifier is missing"):
        NewCFItem(uri="https://x.example", last_change_date_time="2026-01-01T00:00:00Z", full_statement="x")  # type: ignore[call-arg]
    with pytest.raises(InvalidRequestError, match="creator"):
        as_new_package(CFPackage.from_dict({"CFDocument": {"sourcedId": DOCUMENT, "title": "t", **TIMES}}))
    document = NewCFDocument(
        identifier=DOCUMENT, uri="https://x.example", last_change_date_time="2026-01-01", title="t", creator="c",
        license_uri="https://l.example",
    )  # fmt: skip
    assert document.to_dict()["licenseUri"] == "https://l.example"

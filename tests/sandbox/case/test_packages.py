"""CASE and CLR in the sandbox over plain HTTP: packages, the objects in them, trees, and credentials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import httpx
import pytest

from tests import plain
from tests.sandbox.conftest import description, token
from timeback.sandbox import Sandbox

DOCUMENT = str(uuid5(NAMESPACE_URL, "document"))


def uid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


def link(name: str) -> dict[str, str]:
    return {"identifier": uid(name), "title": name, "uri": f"https://standards.example/{name}"}


def item(name: str, kind: str | None = "Standard", **more: Any) -> dict[str, Any]:
    return {
        "identifier": uid(name),
        "uri": f"https://standards.example/{name}",
        "lastChangeDateTime": "2026-01-05T08:00:00Z",
        "fullStatement": f"Statement {name}",
        **({"CFItemType": kind} if kind else {}),
        **more,
    }


def child(name: str, parent: str, number: float | None = None, kind: str = "isChildOf") -> dict[str, Any]:
    return {
        "identifier": uid(f"{name}>{parent}"),
        "uri": f"https://standards.example/{name}-{parent}",
        "lastChangeDateTime": "2026-01-05T08:00:00Z",
        "associationType": kind,
        "originNodeURI": link(name),
        "destinationNodeURI": link(parent),
        **({} if number is None else {"sequenceNumber": number}),
    }


def package(
    items: list[dict[str, Any]], associations: list[dict[str, Any]], document: str = "document", **more: Any
) -> dict[str, Any]:
    return {
        "CFDocument": {
            "identifier": uid(document),
            "uri": f"https://standards.example/{document}",
            "lastChangeDateTime": "2026-01-05T08:00:00Z",
            "title": "Mathematics",
            "creator": "State",
        },
        "CFItems": items,
        "CFAssociations": associations,
        **more,
    }


def tree(groups: dict[str, Any]) -> dict[str, Any]:
    """The statements of a tree of groups, without everything else."""
    return {
        name: [
            (each["fullStatement"].removeprefix("Statement "), tree(each["childGroups"]))
            if "childGroups" in each
            else each["fullStatement"].removeprefix("Statement ")
            for each in items
        ]
        for name, items in groups.items()
    }


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with Sandbox() as box:
        headers = {"Authorization": f"Bearer {token(box)}"}
        with plain.Client(base_url=f"{box.url}/ims/case/v1p1", headers=headers) as client:
            yield client


def stored(http: httpx.Client, body: dict[str, Any]) -> dict[str, Any]:
    reply = http.post("/CFPackages", json=body)
    assert reply.status_code == 201, reply.text
    found: dict[str, Any] = reply.json()
    return found


def test_a_package_is_stored_with_all_its_objects(http: httpx.Client) -> None:
    by = {"identifier": uid("license"), "title": "BY", "uri": "https://licenses.example/by"}
    body = package(
        [item("a", licenseURI=by["uri"]), item("b", None, cfItemType="Cluster"), item("c", None)],
        [child("a", "b", 2.0), child("c", "elsewhere", kind="exactMatchOf")],
        CFDefinitions={"CFLicenses": [by]},
    )
    body["CFDocument"]["licenseUri"] = "https://licenses.example/other"
    reply = stored(http, body)
    assert reply["result"] == {
        "documentId": DOCUMENT,
        "stats": {"documents": 1, "items": 3, "associations": 2},
        "success": True,
    }
    document = http.get(f"/CFDocuments/{DOCUMENT}").json()["CFDocument"]
    assert (document["sourcedId"], document["title"]) == (DOCUMENT, "Mathematics")
    assert not {"identifier", "licenseUri"} & document.keys()
    assert document["licenseURI"]["uri"] == document["licenseURI"]["title"] == "https://licenses.example/other"
    whole = http.get(document["CFPackageURI"]["uri"]).json()["CFPackage"]
    assert whole["CFDocument"] == document
    assert [each["CFItemType"] for each in whole["CFItems"]] == ["Standard", "Cluster", "unknown"]
    one = http.get(f"/CFItems/{uid('a')}").json()["CFItem"]
    assert one == whole["CFItems"][0]
    assert one["licenseURI"] == {"sourcedId": uid("license"), "title": "BY", "uri": "https://licenses.example/by"}
    assert one["CFDocumentURI"]["sourcedId"] == DOCUMENT
    association = http.get(f"/CFAssociations/{uid('a>b')}").json()["CFAssociation"]
    assert (association["originNodeURI"]["sourcedId"], association["sequenceNumber"]) == (uid("a"), 2)
    assert "identifier" not in association["originNodeURI"]


def test_groups_are_a_tree_in_the_order_of_the_sequence_numbers(http: httpx.Client) -> None:
    names = ["top", "x", "y", "z", "deep", "other"]
    items = [item(name, "Domain" if name in ("top", "other") else "Standard") for name in names]
    associations = [
        child("top", "document", 2),
        child("other", "document", 1),
        child("x", "top", 3),
        child("y", "top", 1),
        child("z", "top"),
        child("deep", "x", 1),
        child("deep", "y", 1),  # a second parent does not count
        child("other", "top", 1, kind="isRelatedTo"),
    ]
    stored(http, package(items, associations))
    found = http.get(f"/CFPackages/{DOCUMENT}/groups").json()["CFPackageWithGroups"]
    expected = {"Domain": ["other", ("top", {"Standard": ["y", ("x", {"Standard": ["deep"]}), "z"]})]}
    assert tree(found["structuredContent"]) == expected
    # Each item is there once.
    assert str(found["structuredContent"]).count("'fullStatement'") == len(names)
    part = http.get(f"/CFPackages/{DOCUMENT}/groups", params={"fields": "sourcedId"}).json()["CFPackageWithGroups"]
    assert part == {"sourcedId": DOCUMENT}
    part = http.get(f"/CFPackages/{DOCUMENT}", params={"fields": "CFItems"}).json()["CFPackage"]
    assert [each["sourcedId"] for each in part["CFItems"]] == [uid(name) for name in names]


def test_a_package_is_replaced_as_a_whole(http: httpx.Client) -> None:
    stored(http, package([item("a"), item("b")], [child("a", "b")]))
    changed = package([item("b"), item("c")], [])
    changed["CFDocument"]["title"] = "New"
    reply = http.put(f"/CFPackages/{DOCUMENT}", json=changed)
    assert (reply.status_code, reply.json()["result"]["stats"]["items"]) == (200, 2)
    assert http.get(f"/CFItems/{uid('a')}").status_code == 404
    assert http.get(f"/CFAssociations/{uid('a>b')}").status_code == 404
    assert [each["sourcedId"] for each in http.get("/CFItems").json()["CFItems"]] == [uid("b"), uid("c")]
    assert http.get(f"/CFPackages/{DOCUMENT}").json()["CFPackage"]["CFDocument"]["title"] == "New"
    refused = http.put(f"/CFPackages/{uid('none')}", json=changed)
    assert refused.status_code == 404
    stored(http, package([], [], "second"))
    refused = http.put(f"/CFPackages/{uid('second')}", json=changed)
    assert (refused.status_code, "CFDocument.identifier" in description(refused)) == (400, True)


def test_lists_have_pages_filters_and_headers(http: httpx.Client) -> None:
    stored(http, package([item(name, language="en" if name > "b" else "de") for name in "abcd"], []))
    reply = http.get("/CFItems", params={"limit": 2, "offset": 2, "sort": "fullStatement", "orderBy": "desc"})
    assert [each["fullStatement"] for each in reply.json()["CFItems"]] == ["Statement b", "Statement a"]
    assert reply.headers["X-Total-Count"] == "4"
    assert 'rel="prev"' in reply.headers["Link"]
    reply = http.get("/CFItems", params={"filter": "language='de'"})
    assert [each["fullStatement"] for each in reply.json()["CFItems"]] == ["Statement a", "Statement b"]
    assert len(http.get("/CFDocuments").json()["CFDocuments"]) == 1
    assert http.get("/CFDocuments", params={"limit": 3001}).status_code == 400


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (package([item("a"), item("a")], []), "CFItems[1].identifier"),
        (package([item("a", uri="no address")], []), "CFItems[0].uri"),
        (package([item("a", lastChangeDateTime="yesterday")], []), "CFItems[0].lastChangeDateTime"),
        (package([item("a"), item("b")], [child("a", "b", 1.5)]), "CFAssociations[0].sequenceNumber"),
        (package([item("a"), item("b")], [child("a", "b"), child("b", "a")]), "CFAssociations: the item"),
        (package([{**item("a"), "identifier": "a"}], []), "CFItems[0].identifier"),
        (
            package([item(f"i{n}") for n in range(60)], [child(f"i{n}", f"i{n - 1}") for n in range(1, 60)]),
            "is more than 50 levels deep",
        ),
    ],
)
def test_what_replies_could_not_contain_is_refused(http: httpx.Client, body: dict[str, Any], place: str) -> None:
    refused = http.post("/CFPackages", json=body)
    assert (refused.status_code, place in description(refused)) == (422, True), refused.text
    assert http.get("/CFItems").json()["CFItems"] == []
    assert http.get("/CFDocuments").json()["CFDocuments"] == []


def test_ids_belong_to_one_package(http: httpx.Client) -> None:
    stored(http, package([item("a")], []))
    refused = http.post("/CFPackages", json=package([item("b"), item("a")], [], "second"))
    assert (refused.status_code, "CFItems[1].identifier" in description(refused)) == (422, True)
    assert "use PUT" in description(http.post("/CFPackages", json=package([], [])))


CREDENTIAL = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"],
    "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
    "type": ["VerifiableCredential", "ClrCredential"],
    "issuer": {"id": "https://school.example", "type": ["Profile"]},
    "name": "Record",
    "validFrom": "2026-01-01T00:00:00Z",
    "credentialSubject": {"type": ["ClrSubject"], "verifiableCredential": []},
}


def test_a_credential_is_created_then_replaced_and_signed() -> None:
    with Sandbox() as box:
        headers = {"Authorization": f"Bearer {token(box)}"}
        with plain.Client(base_url=f"{box.url}/ims/clr/v2p0", headers=headers) as http:
            first = http.post("/credentials/", json=CREDENTIAL)
            assert first.status_code == 201
            (proof,) = first.json()["proof"]
            assert {**CREDENTIAL, "proof": [proof]} == first.json()
            own = {**proof, "verificationMethod": "https://school.example/key"}
            again = http.post("/credentials/", json={**first.json(), "name": "New", "proof": [own, proof]})
            assert again.status_code == 200
            kept, renewed = again.json()["proof"]
            assert (kept, renewed["proofValue"] != proof["proofValue"]) == (own, True)
            refused = http.post("/credentials/", json={**CREDENTIAL, "@context": ["https://other.example"]})
            assert (refused.status_code, "@context[0]" in description(refused)) == (400, True)
            # Three contexts are wanted by a client, and two are in its own example; the number is not checked.
            assert http.post("/credentials/", json={**CREDENTIAL, "@context": CREDENTIAL["@context"][:1]}).is_success
            discovered = http.get("/discovery/").json()
            assert "/credentials/" in discovered["paths"]

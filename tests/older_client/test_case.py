"""Programs for version 1.5 that read learning standards."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
import requests

from timeback.sandbox import Sandbox
from timeback_client import TimeBackClient
from timeback_client.api.case import CaseAPI
from timeback_client.core.client import CaseService

from .conftest import Asked, Mirror

CHANGED = "2026-01-05T08:00:00Z"


def uid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


def part(name: str, **more: Any) -> dict[str, Any]:
    return {"identifier": uid(name), "uri": f"https://s.example/{uid(name)}", "lastChangeDateTime": CHANGED, **more}


def link(name: str) -> dict[str, str]:
    return {"identifier": uid(name), "title": name, "uri": f"https://s.example/{uid(name)}"}


def framework(title: str, creator: str, grade: str, **more: Any) -> dict[str, Any]:
    """A framework with three items, two of which belong to the first."""
    names = [f"{title}/{number}" for number in range(3)]
    return {
        "CFDocument": part(title, title=title, creator=creator, **more),
        "CFItems": [
            part(name, fullStatement=name, CFItemType="Standard", educationLevel=[grade, "12"]) for name in names
        ],
        "CFAssociations": [
            part(
                f"{name}>",
                associationType="isChildOf",
                originNodeURI=link(name),
                destinationNodeURI=link(names[0]),
            )
            for name in names[1:]
        ],
    }


@pytest.fixture
def stocked(box: Sandbox, client: TimeBackClient) -> TimeBackClient:
    """A client of a sandbox with three frameworks."""
    with box.client() as writer:
        for each in (
            framework("Mathematics", "State A", "03", subject=["Math"], publisher="Press"),
            framework("Physics", "State A", "09", subject=["Science", "Applied Math"], description="Forces"),
            framework("Reading", "State B", "03", publisher="The PRESS"),
        ):
            writer.case.create_package(each)
    return client


def titles(reply: Any) -> list[str]:
    return sorted(document["title"] for document in reply["CFDocuments"])


def test_documents(stocked: TimeBackClient, mirrored: TimeBackClient, asked: Asked) -> None:
    case = stocked.case
    assert titles(case.get_all_cf_documents()) == ["Mathematics", "Physics", "Reading"]
    page = case.get_all_cf_documents(1, 1, "title", "desc")
    assert titles(page) == [document.title for document in page] == ["Physics"]
    assert titles(case.get_all_cf_documents(filter_params={"filter": "creator='State B'"})) == ["Reading"]
    assert case.get_cf_document(uid("Physics"))["CFDocument"]["creator"] == "State A"
    assert case.case.get_cf_document(uid("Physics")).title == "Physics"
    mirrored.case.get_all_cf_documents(5, filter_params={"limit": 6, "adoptionStatus": "Draft", "none": None})
    asked("GET /ims/case/v1p1/CFDocuments", limit="6", adoptionStatus="Draft")


def test_packages_items_and_associations(stocked: TimeBackClient) -> None:
    case, document = stocked.case, uid("Mathematics")
    package = case.get_cf_package(document)["CFPackage"]
    assert (len(package["CFItems"]), len(package["CFAssociations"])) == (3, 2)
    item = case.get_cf_item(uid("Mathematics/1"))["CFItem"]
    assert item["fullStatement"] == "Mathematics/1"
    association = case.get_cf_association(uid("Mathematics/1>"))["CFAssociation"]
    assert association["associationType"] == "isChildOf"
    groups = case.get_cf_package_groups(document)["CFPackageWithGroups"]
    assert groups["CFDocument"]["title"] == "Mathematics"
    assert groups["structuredContent"]

    items = case.get_cf_items_for_document(document)
    assert items["CFItems"] == package["CFItems"]
    assert case.get_cf_items_for_document(document, limit=1, offset=1)["CFItems"] == package["CFItems"][1:2]
    assert case.get_cf_items_for_document(document, offset=9)["CFItems"] == []
    assert [each.fullStatement for each in items] == [each["fullStatement"] for each in package["CFItems"]]
    associations = case.get_cf_associations_for_document(document)
    assert associations["CFAssociations"] == package["CFAssociations"]
    assert len(case.get_cf_associations_for_document(document, limit=1)["CFAssociations"]) == 1


def test_search(stocked: TimeBackClient) -> None:
    for conditions, found in (
        ({"title": "math"}, ["Mathematics"]),
        ({"subject": "MATH"}, ["Mathematics", "Physics"]),
        ({"query": "math"}, ["Mathematics", "Physics"]),
        ({"query": "forces"}, ["Physics"]),
        ({"query": "state b"}, ["Reading"]),
        ({"creator": "State A", "publisher": "press"}, ["Mathematics"]),
        ({"publisher": "press"}, ["Mathematics", "Reading"]),
        ({"education_level": "03"}, ["Mathematics", "Reading"]),
        ({"education_level": "3"}, []),
        ({"education_level": "12", "subject": "science"}, ["Physics"]),
        ({"title": "nothing"}, []),
        ({}, ["Mathematics", "Physics", "Reading"]),
    ):
        assert titles(stocked.case.search_cf_documents(**conditions)) == found, conditions


def test_a_search_has_pages(stocked: TimeBackClient) -> None:
    case = stocked.case
    whole = case.search_cf_documents("math")["CFDocuments"]
    assert case.search_cf_documents("math", limit=1)["CFDocuments"] == whole[:1]
    assert case.search_cf_documents("math", limit=1, offset=1)["CFDocuments"] == whole[1:]
    assert case.search_cf_documents("math", limit=0)["CFDocuments"] == []
    assert len(case.search_cf_documents(limit=2, offset=1)["CFDocuments"]) == 2
    with pytest.raises(ValueError, match="negative"):
        case.search_cf_documents("math", offset=-1)


def test_a_search_reads_all_pages(box: Sandbox, client: TimeBackClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback_client.api.case._PAGE", 2)
    with box.client() as writer:
        for number in range(5):
            writer.case.create_package(framework(f"Framework {number}", "State", "01"))
    assert len(client.case.search_cf_documents("framework")["CFDocuments"]) == 5


def test_a_search_ends_where_the_server_has_no_pages(mirror: Mirror, mirrored: TimeBackClient) -> None:
    documents = [{"sourcedId": f"d{number}", "title": "Mathematics"} for number in range(3)]
    mirror.answers["GET /ims/case/v1p1/CFDocuments"] = {"CFDocuments": documents}
    assert mirrored.case.search_cf_documents("math")["CFDocuments"] == documents
    assert [each["query"]["offset"] for each in mirror.asked] == ["0", "3"]


def test_errors(client: TimeBackClient, mirror: Mirror, mirrored: TimeBackClient) -> None:
    case = client.case
    for method in (
        case.get_cf_document,
        case.get_cf_package,
        case.get_cf_item,
        case.get_cf_association,
        case.get_cf_package_groups,
        case.get_cf_items_for_document,
        case.get_cf_associations_for_document,
    ):
        with pytest.raises(requests.HTTPError) as caught:
            method(uid("nothing"))
        assert caught.value.response.status_code == 404
        with pytest.raises(ValueError, match="sourced_id"):
            method("")
    mirror.answers["GET /ims/case/v1p1/CFDocuments"] = (404, b"{}")
    with pytest.raises(requests.HTTPError):
        mirrored.case.search_cf_documents("math")


def test_classes_without_a_client(box: Sandbox, mirror: Mirror) -> None:
    service = CaseService(box.url, box.client_id, box.client_secret)
    assert service.api_path == "/ims/case/v1p1"
    assert service.get_all_cf_documents()["CFDocuments"] == []
    CaseAPI(mirror.url).get_cf_item("i/1")
    assert (mirror.asked[-1]["path"], mirror.asked[-1]["authorization"]) == ("/ims/case/v1p1/CFItems/i/1", None)

"""Default values from other objects, and the export of a resource."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from timeback.sandbox import Sandbox

from .conftest import org, user

RESOURCES = "/ims/oneroster/resources/v1p2/resources"
CP = "{http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1}"
LINK = "{http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3}"


@pytest.fixture
def school(box: Sandbox) -> None:
    box.store.load("orgs", [org("o1"), org("o2")])
    box.store.load(
        "classes",
        [
            {"sourcedId": "c1", "title": "One", "school": {"sourcedId": "o1", "type": "org"}},
            {"sourcedId": "c2", "title": "Two", "org": {"sourcedId": "o2", "type": "org"}},
            {"sourcedId": "c3", "title": "Nowhere"},
        ],
    )
    box.store.load("users", [user("u1"), user("u2", role="teacher")])


@pytest.mark.usefixtures("school")
class TestSchoolOfEnrollments:
    @pytest.mark.parametrize(("class_id", "school_id"), [("c1", "o1"), ("c2", "o2")])
    @pytest.mark.parametrize(
        ("people", "user_id", "role"), [("students", "u1", "student"), ("teachers", "u2", "teacher")]
    )
    def test_the_school_of_the_class_is_the_default(
        self, http: httpx.Client, class_id: str, school_id: str, people: str, user_id: str, role: str
    ) -> None:
        reply = http.post(
            f"/classes/{class_id}/{people}", json={"enrollment": {"role": role, "user": {"sourcedId": user_id}}}
        )
        assert reply.status_code == 201, reply.text
        found = http.get(f"/schools/{school_id}/enrollments").json()["enrollments"]
        assert [one["user"]["sourcedId"] for one in found] == [user_id]
        body = http.get(f"/schools/{school_id}/classes/{class_id}/{people}").json()
        (listed,) = [part for part in body.values() if isinstance(part, list)]
        assert [one["sourcedId"] for one in listed] == [user_id]

    def test_the_default_applies_to_any_creation(self, http: httpx.Client) -> None:
        value = {"sourcedId": "e1", "role": "student", "user": {"sourcedId": "u1"}, "class": {"sourcedId": "c1"}}
        assert http.post("/enrollments", json={"enrollment": value}).status_code == 201
        assert http.get("/enrollments/e1").json()["enrollment"]["school"]["sourcedId"] == "o1"
        assert http.get("/schools/o1/classes/c1/enrollments").json()["totalCount"] == 1

    def test_a_school_in_the_body_is_kept(self, http: httpx.Client) -> None:
        value: dict[str, Any] = {"role": "student", "user": {"sourcedId": "u1"}, "class": {"sourcedId": "c1"}}
        value["school"] = {"sourcedId": "o2"}
        assert http.post("/enrollments", json={"enrollment": value}).status_code == 201
        assert http.get("/schools/o2/enrollments").json()["totalCount"] == 1
        assert http.get("/schools/o1/enrollments").json()["totalCount"] == 0

    def test_a_class_without_a_school_gives_no_default(self, http: httpx.Client) -> None:
        value = {"sourcedId": "e1", "role": "student", "user": {"sourcedId": "u1"}, "class": {"sourcedId": "c3"}}
        assert http.post("/enrollments", json={"enrollment": value}).status_code == 201
        assert "school" not in http.get("/enrollments/e1").json()["enrollment"]

    def test_an_unknown_class_is_named(self, http: httpx.Client) -> None:
        value = {"role": "student", "user": {"sourcedId": "u1"}, "class": {"sourcedId": "c9"}}
        reply = http.post("/enrollments", json={"enrollment": value})
        assert reply.status_code == 422
        assert "c9" in reply.text


class TestExport:
    @staticmethod
    def exported(http: httpx.Client, box: Sandbox, **resource: Any) -> zipfile.ZipFile:
        box.store.load("resources", [{"sourcedId": "r1", "vendorResourceId": "v1", **resource}])
        reply = http.post(f"{box.url}{RESOURCES}/export/r1")
        assert (reply.status_code, reply.headers["Content-Type"]) == (200, "application/zip")
        archive = zipfile.ZipFile(io.BytesIO(reply.content))
        assert archive.testzip() is None
        return archive

    def test_all_files_of_the_manifest_exist(self, http: httpx.Client, box: Sandbox) -> None:
        title = 'Fractions & "ratios" <1/2> \x0bé'
        archive = self.exported(
            http, box, title=title, metadata={"url": "https://v.example/a?b=1&c=2", "type": "video"}
        )
        manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
        assert manifest.findtext(f"{CP}metadata/{CP}schema") == "IMS Common Cartridge"
        assert manifest.findtext(f"{CP}metadata/{CP}schemaversion") == "1.3.0"
        resources = {found.get("identifier"): found for found in manifest.iter(f"{CP}resource")}
        named = {file.get("href") for file in manifest.iter(f"{CP}file")}
        assert named | {"imsmanifest.xml"} == set(archive.namelist())
        (item,) = [found for found in manifest.iter(f"{CP}item") if found.get("identifierref")]
        assert item.findtext(f"{CP}title") == title.replace("\x0b", "")
        assert resources[item.get("identifierref")].get("type") == "imswl_xmlv1p3"
        link = ElementTree.fromstring(archive.read("link.xml"))
        assert link.find(f"{LINK}url").get("href") == "https://v.example/a?b=1&c=2"  # type: ignore[union-attr]

    def test_the_oneroster_properties_are_included(self, http: httpx.Client, box: Sandbox) -> None:
        archive = self.exported(http, box, title="Paper", metadata={"pages": 3})
        about = json.loads(archive.read("resource.json"))
        assert about == http.get(f"{box.url}{RESOURCES}/r1").json()["resource"]
        manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
        (item,) = [found for found in manifest.iter(f"{CP}item") if found.get("identifierref")]
        assert item.get("identifierref") == "about"
        assert "link.xml" not in archive.namelist()

    def test_an_unknown_resource(self, http: httpx.Client, box: Sandbox) -> None:
        assert http.post(f"{box.url}{RESOURCES}/export/r9").status_code == 404

    def test_export_with_the_client(self, box: Sandbox) -> None:
        box.store.load("resources", [{"sourcedId": "r1", "vendorResourceId": "v1", "title": "T"}])
        with box.client() as client:
            content = client.resources.resources.export_resource("r1")
        assert "imsmanifest.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()

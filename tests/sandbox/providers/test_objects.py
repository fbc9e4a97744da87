"""Objects as the standard has them, whatever was stored; and references with addresses on both providers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests import plain
from tests.sandbox.conftest import connect as connect_platform
from tests.sandbox.conftest import description, org, user
from timeback.errors import ConfigurationError
from timeback.sandbox import Sandbox

from .conftest import CLASS, GRADES, RESOURCES, ROSTER, SCHOOL, STUDENT, connect, ref


def one(http: httpx.Client, path: str) -> dict[str, Any]:
    (value,) = http.get(path).raise_for_status().json().values()
    return dict(value)


def references(value: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """All references in a value, each with the name of its property."""
    if isinstance(value, list):
        for each in value:
            yield from references(each, name)
    elif isinstance(value, dict):
        if "sourcedId" in value and name:
            yield name, value
        for inner, each in value.items():
            if inner != "metadata":
                yield from references(each, inner)


def test_the_objects_of_the_standard(http: httpx.Client) -> None:
    session = one(http, ROSTER + "/academicSessions/session-2025-t1")
    assert set(session) == {
        "sourcedId", "status", "dateLastModified", "title", "type", "startDate", "endDate", "schoolYear", "parent",
    }  # fmt: skip
    assert session["schoolYear"] == "2026"
    student = one(http, f"{ROSTER}/users/{STUDENT}")
    assert (student["grades"], student["enabledUser"]) == (["KG"], "true")
    assert "org" not in one(http, f"{ROSTER}/classes/{CLASS}")
    assert "academicSession" not in one(http, ROSTER + "/courses/course-ela-kg")
    assert one(http, GRADES + "/results/g1")["scoreDate"] == "2025-09-09"
    assert one(http, GRADES + "/lineItems/l1")["dueDate"] == "2025-09-08T00:00:00.000Z"
    assert one(http, GRADES + "/assessmentResults/b1")["scoreStatus"] == "ext:graded_by_a_machine"
    assert "course" not in one(http, GRADES + "/assessmentLineItems/a1")
    assert one(http, GRADES + "/scoreScales/s1")["scoreScaleValue"] == [{"itemValueLHS": "A", "itemValueRHS": "90-100"}]
    assert one(http, RESOURCES + "/resources/r1")["roles"] == ["student", "ext:primary"]


def test_values_of_the_platform_become_those_of_the_standard() -> None:
    with Sandbox(provider="oneroster") as box, connect(box) as http:
        grades = ["-1", "0", "K", "3", "4th grade", "12", "13", "UG", None]
        box.store.load("users", [user("u1", role="coach of a team", grades=grades, middleName=None, shoeSize=38)])
        box.store.load("academicSessions", [{"sourcedId": "s1", "schoolYear": 2026, "org": ref("o1"), "parent": None}])
        box.store.load("demographics", [{"sourcedId": "u1", "asian": True, "white": False, "birthDate": None}])
        box.store.load("orgs", [org("o1", metadata={"a": None, "org": {"sourcedId": "x"}})])
        found = one(http, ROSTER + "/users/u1")
        assert found["grades"] == ["PK", "KG", "KG", "03", "04", "12", "13", "UG"]
        assert found["roles"][0]["role"] == "ext:coach_of_a_team"
        assert not {"middleName", "shoeSize"} & set(found)
        session = one(http, ROSTER + "/academicSessions/s1")
        assert (session["schoolYear"], "org" in session, "parent" in session) == ("2026", False, False)
        assert {name: one(http, ROSTER + "/demographics/u1").get(name) for name in ("asian", "white", "birthDate")} == {
            "asian": "true", "white": "false", "birthDate": None,
        }  # fmt: skip
        assert one(http, ROSTER + "/orgs/o1")["metadata"] == {"a": None, "org": {"sourcedId": "x"}}
        assert all(each["status"] == "active" and each["dateLastModified"] for each in (found, session))


@pytest.mark.parametrize("provider_name", ["platform", "oneroster"])
def test_the_address_in_a_reference_leads_to_the_object(provider_name: Any) -> None:
    with Sandbox(provider=provider_name, users=40) as box, box.client():
        client = connect_platform(box) if provider_name == "platform" else connect(box)
        with client as http:
            seen: dict[str, str] = {}
            for collection in ("orgs", "academicSessions", "courses", "classes", "users", "enrollments"):
                body = http.get(f"{box.url}{ROSTER}/{collection}", params={"limit": 100}).json()
                for name, reference in references(body):
                    if name != collection:
                        seen.setdefault(name, reference["href"])
                        assert reference["href"].startswith(box.url)
            assert {"parent", "org", "course", "school", "terms", "user", "class", "primaryOrg", "agents"} <= set(seen)
            for address in seen.values():
                (found,) = http.get(address).raise_for_status().json().values()
                assert address.endswith("/" + found["sourcedId"])


def test_an_id_is_escaped_in_an_address() -> None:
    with Sandbox() as box, connect_platform(box) as http:
        box.store.load("orgs", [org("a/b ü?"), org("o2", parent={"sourcedId": "a/b ü?", "href": "http://elsewhere/"})])
        address = one(http, "/orgs/o2")["parent"]["href"]
        assert one(http, address)["sourcedId"] == "a/b ü?"


def test_the_addresses_of_a_file_follow_the_port(tmp_path: Path) -> None:
    for port in range(3):
        with Sandbox(db=tmp_path / "box.db", users=0 if port else 10) as box, connect_platform(box) as http:
            parent = one(http, f"/orgs/{SCHOOL}")["parent"]
            assert parent["href"] == f"{box.url}{ROSTER}/orgs/org-district"
            assert box.store.count("users") == 10


def test_a_file_of_another_provider_is_refused(tmp_path: Path) -> None:
    with Sandbox(db=tmp_path / "box.db", users=10):
        pass
    before = (tmp_path / "box.db").read_bytes()
    with pytest.raises(ConfigurationError, match="provider"):
        Sandbox(provider="oneroster", db=tmp_path / "box.db").start()
    assert (tmp_path / "box.db").read_bytes() == before


def test_no_grade_of_the_platform_is_kg() -> None:
    with Sandbox(users=200) as box:
        grades = {
            grade
            for collection in ("users", "classes", "courses")
            for value in box.store.all(collection)
            for grade in value.get("grades", ())
        }
        orgs = [value.get("metadata") for value in box.store.all("orgs")]
    assert grades == {str(number) for number in range(13)}
    assert "KG" not in json.dumps(orgs)


WRITTEN = {"result": {"lineItem": ref("l1"), "student": ref(STUDENT), "scoreStatus": "fully graded"}}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"scoreDate": "2025-09-10"}, None),
        ({"scoreDate": "2025-09-10T08:00:00Z", "comment": None, "shoeSize": 38, "late": True}, None),
        ({}, "scoreDate"),
        ({"scoreDate": "yesterday"}, "scoreDate"),
        ({"scoreDate": "2025-09-10", "score": "nine"}, "score"),
        ({"scoreDate": "2025-09-10", "lineItem": ref("none")}, "lineItem"),
        ({"scoreDate": "2025-09-10", "sourcedId": "other"}, "sourcedId"),
    ],
)
def test_what_is_written_is_checked_by_the_standard(
    provider: Sandbox, http: httpx.Client, change: dict[str, Any], problem: str | None
) -> None:
    body = {"result": {**WRITTEN["result"], **change}}
    reply = http.put(GRADES + "/results/written", json=body)
    if problem is not None:
        assert reply.status_code in (400, 422)
        assert problem in description(reply)
        return
    assert (reply.status_code, reply.content) == (201, b"")
    found = one(http, GRADES + "/results/written")
    assert found["scoreDate"] == "2025-09-10"
    assert not {"comment", "shoeSize"} & set(found)
    assert http.delete(GRADES + "/results/written").status_code == 204
    assert one(http, GRADES + "/results/written")["status"] == "tobedeleted"
    provider.store.remove("results", "written")


@pytest.mark.parametrize("provider_name", ["platform", "oneroster"])
def test_results_without_a_class_are_listed_under_that_of_their_line_item(provider_name: Any) -> None:
    with Sandbox(provider=provider_name, users=0, auth=False) as box:
        box.store.load("users", [user("u1")])
        box.store.load("classes", [{"sourcedId": name, "title": name} for name in ("c1", "c2")])
        box.store.load("lineItems", [{"sourcedId": "l1", "class": ref("c1")}, {"sourcedId": "l2", "class": ref("c2")}])
        of = {"student": ref("u1"), "scoreDate": "2025-09-09"}
        box.store.load(
            "results",
            [
                {"sourcedId": "inherits", "lineItem": ref("l1"), **of},
                {"sourcedId": "own", "lineItem": ref("l1"), "class": ref("c1"), **of},
                {"sourcedId": "elsewhere", "lineItem": ref("l1"), "class": ref("c2"), **of},
                {"sourcedId": "other", "lineItem": ref("l2"), **of},
            ],
        )

        def listed(path: str) -> list[str]:
            reply = plain.get(f"{box.url}{GRADES}/{path}/results").raise_for_status()
            return [value["sourcedId"] for value in reply.json()["results"]]

        assert listed("classes/c1") == listed("classes/c1/students/u1") == ["inherits", "own"]
        assert listed("classes/c1/lineItems/l1") == ["inherits", "own"]
        assert listed("classes/c2") == ["elsewhere", "other"]
        assert "class" not in (box.store.get("results", "inherits") or {})


def test_the_generated_district_is_the_same_on_both_providers() -> None:
    with Sandbox(users=100) as platform, Sandbox(provider="oneroster", users=100) as oneroster:
        counts = oneroster.store.counts()
        assert counts == {name: count for name, count in platform.store.counts().items() if name in counts}
        assert set(platform.store.counts()) - set(counts) == {"courseComponents"}
        roles = {role["role"] for value in oneroster.store.all("users") for role in value["roles"]}
        assert roles == {"student", "teacher", "guardian", "siteAdministrator"}
        assert all(re.fullmatch(r"KG|0[1-9]|1[0-2]", grade) for value in oneroster.store.all("classes")
                   for grade in value["grades"])  # fmt: skip

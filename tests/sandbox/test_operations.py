"""Every operation of the documents, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
import httpx
import jsonschema_rs
import pytest

from timeback.sandbox import Sandbox
from timeback.sandbox.app.api import ApiApp
from timeback.sandbox.app.auth import AuthorizationServer
from timeback.sandbox.fake_data.district import generate
from timeback.sandbox.providers.platform import platform
from timeback.sandbox.spec import openapi as documents

from .conftest import code_minor, connect, description, org, user, without_href

API = documents.load()
DISTRICT = [(collection, value) for collection, values in generate(3, 60) for value in values]
ONE_OF_EACH = dict(reversed(DISTRICT))
WRAPPERS = {
    operation.entity: (operation.path, operation.wrapped[0])
    for operation in reversed(API.operations)
    if operation.method == "POST" and operation.wrapped and operation.path.count("/") <= 2 and operation.entity
}


@pytest.fixture(scope="module")
def district() -> Iterator[httpx.Client]:
    with Sandbox(users=60, seed=3) as box, connect(box) as client:
        yield client


def test_every_operation_has_a_handler(box: Sandbox) -> None:
    app = ApiApp(platform(), box.store, AuthorizationServer("", "", lifetime=1, required=False))
    rostering = {operation.id for operation in API.operations if operation.document.name == "rostering"}
    assert app.unanswered == []
    assert len(rostering) >= 103


@pytest.mark.slow
def test_a_district_can_be_posted_and_read_back(http: httpx.Client) -> None:
    """The generated district is valid by the documents, and referenced objects come first."""
    for collection, value in DISTRICT:
        path, name = WRAPPERS[collection]
        reply = http.post(path, json={name: value})
        assert reply.status_code == 201, (collection, value["sourcedId"], reply.text)
        assert reply.json() == {
            "sourcedIdPairs": {"suppliedSourcedId": value["sourcedId"], "allocatedSourcedId": value["sourcedId"]}
        }
    for collection, value in ONE_OF_EACH.items():
        path, name = WRAPPERS[collection]
        found = http.get(f"{path}/{value['sourcedId']}").json()[name]
        assert {**without_href(found), "dateLastModified": None} == {**value, "dateLastModified": None}
        assert found["dateLastModified"].endswith("Z")


def _check(operation: documents.Operation, reply: httpx.Response) -> Any:
    body = reply.json()
    assert operation.reply is not None
    schema = {**operation.reply, "components": operation.document.content["components"]}
    jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(body)
    return body


def _ids(client: httpx.Client, operation: documents.Operation) -> str:
    """The path of the operation with ids of existing objects."""
    path = operation.path
    for name, collection in operation.parents.items():
        listing = {"orgs": "/schools", "academicSessions": "/terms"}.get(collection, WRAPPERS[collection][0])
        if "{" + name + "}" in path:
            listing = {"teacherSourcedId": "/teachers", "classSourcedId": "/classes"}.get(
                name, "/students" if collection == "users" else listing
            )
            path = path.replace("{" + name + "}", _first(client, listing))
    own = operation.own_parameter
    if own is not None:
        path = path.replace("{" + own + "}", _first(client, path[: path.index("/{" + own)]))
    return path


def _first(client: httpx.Client, path: str) -> str:
    body = client.get(path, params={"limit": 1}).json()
    return str(next(value for value in body.values() if isinstance(value, list))[0]["sourcedId"])


# Terms and courses of the generated district belong to the district, and students are not agents.
MAY_BE_EMPTY = {"getUsersForAgent", "getAgentsForUser", "getTermsForSchool", "getCoursesForSchool"}
READS = [
    operation
    for operation in API.operations
    if operation.method == "GET" and operation.entity in ONE_OF_EACH and operation.document.name == "rostering"
]


@pytest.mark.parametrize("operation", READS, ids=lambda operation: operation.id)
def test_responses_to_reads_are_valid_by_the_document(district: httpx.Client, operation: documents.Operation) -> None:
    reply = district.get(_ids(district, operation))
    assert reply.status_code == operation.status, reply.text
    body = _check(operation, reply)
    if operation.collection is not None:
        assert body["totalCount"] == int(reply.headers["X-Total-Count"])
        assert body["totalCount"] > 0 or operation.id in MAY_BE_EMPTY
        assert len(body[operation.collection]) == min(body["totalCount"], 100)


@pytest.mark.parametrize("collection", [name for name in WRAPPERS if name in ONE_OF_EACH])
def test_replace_and_delete(collection: str) -> None:
    path, name = WRAPPERS[collection]
    value = ONE_OF_EACH[collection]
    address = f"{path}/{value['sourcedId']}"
    by_method = {
        o.method: o for o in API.operations if o.path.startswith(path + "/{") and o.path.endswith("sourcedId}")
    }
    with Sandbox(users=60, seed=3) as box, connect(box) as client:
        changed = {**value, "metadata": {"note": "changed"}}
        reply = client.put(address, json={name: changed})
        assert reply.status_code == by_method["PUT"].status, reply.text
        _check(by_method["PUT"], reply)
        assert client.get(address).json()[name]["metadata"] == {"note": "changed"}

        absent = client.put(f"{path}/nobody", json={name: {**value, "sourcedId": "nobody"}})
        assert (absent.status_code, code_minor(absent)) == (404, "unknownobject")
        other = client.put(address, json={name: {**value, "sourcedId": "other"}})
        assert other.status_code == 400
        assert "sourcedId" in description(other)

        before = client.get(path, params={"limit": 1}).json()["totalCount"]
        gone = client.delete(address)
        assert (gone.status_code, gone.content) == (204, b"")
        assert client.get(address).json()[name]["status"] == "tobedeleted"
        assert client.get(path, params={"limit": 1}).json()["totalCount"] == before
        assert client.delete(address).status_code == 204
        assert client.delete(f"{path}/nobody").status_code == 404

        again = client.post(path, json={name: value})
        assert again.status_code == 201, again.text
        assert client.get(address).json()[name].get("status", "active") != "tobedeleted"
        taken = client.post(path, json={name: value})
        assert taken.status_code == 422
        assert value["sourcedId"] in description(taken)


def test_post_without_an_id_allocates_one(http: httpx.Client, box: Sandbox) -> None:
    value = org("x")
    del value["sourcedId"]
    required = http.post("/orgs", json={"org": value})
    if required.status_code == 422:
        box.store.load("orgs", [org("o1")])
        value = user("x")
        del value["sourcedId"]
        pair = http.post("/users", json={"user": value}).json()["sourcedIdPairs"]
        found = http.get(f"/users/{pair['allocatedSourcedId']}")
    else:
        pair = required.json()["sourcedIdPairs"]
        found = http.get(f"/orgs/{pair['allocatedSourcedId']}")
    assert len(pair["allocatedSourcedId"]) == 36
    assert found.status_code == 200


def test_trailing_slash_and_encoded_ids(http: httpx.Client, box: Sandbox) -> None:
    box.store.load("orgs", [org("o1"), org("a/b"), org("ü ?#%"), org("../users")])
    assert http.get("/orgs/").json() == http.get("/orgs").json()
    for encoded, plain in (("a%2Fb", "a/b"), ("%C3%BC%20%3F%23%25", "ü ?#%"), ("..%2Fusers", "../users")):
        reply = http.get(f"/orgs/{encoded}")
        assert reply.status_code == 200, encoded
        assert reply.json()["org"]["sourcedId"] == plain
    assert http.get("/orgs/%ff").status_code == 400
    assert http.get("/orgs/a%00").status_code == 400


def test_literal_segments_take_precedence_over_ids(http: httpx.Client) -> None:
    assert "courseComponents" in http.get("/courses/components").json()
    refused = http.put("/courses/components", json={})
    assert refused.status_code == 405
    assert refused.headers["Allow"] == "GET, POST"
    assert http.get("/orgs//x").status_code == 404


class TestSelections:
    def test_a_path_for_a_selection_finds_no_other_objects(self, http: httpx.Client, box: Sandbox) -> None:
        box.store.load("orgs", [org("school"), org("district", type="district")])
        assert [found["sourcedId"] for found in http.get("/schools").json()["orgs"]] == ["school"]
        assert http.get("/schools/district").status_code == 404
        assert http.put("/schools/district", json={"org": org("district")}).status_code == 404
        assert http.delete("/schools/district").status_code == 404
        refused = http.post("/schools", json={"org": org("d2", type="district")})
        assert refused.status_code == 422
        assert "org.type" in description(refused)
        refused = http.put("/schools/school", json={"org": org("school", type="district")})
        assert refused.status_code == 422
        assert http.get("/orgs/school").json()["org"]["type"] == "school"

    def test_enrolling_through_the_class(self, district: httpx.Client) -> None:
        student = _first(district, "/students")
        course_class = _first(district, "/classes")
        address = f"/classes/{course_class}/students"
        before = district.get(address).json()["totalCount"]
        known = {found["sourcedId"] for found in district.get(address, params={"limit": 3000}).json()["students"]}
        students = district.get("/students", params={"limit": 3000}).json()["users"]
        student = next(found["sourcedId"] for found in students if found["sourcedId"] not in known)
        reply = district.post(address, json={"enrollment": {"user": {"sourcedId": student}}})
        assert reply.status_code == 201, reply.text
        enrollment_id = reply.json()["sourcedIdPairs"]["allocatedSourcedId"]
        enrollment = district.get(f"/enrollments/{enrollment_id}").json()["enrollment"]
        assert enrollment["class"]["sourcedId"] == course_class
        assert enrollment["role"] == "student"
        after = district.get(address, params={"limit": 3000}).json()
        assert after["totalCount"] == before + 1
        assert student in [found["sourcedId"] for found in after["students"]]

        contradicts = {"user": {"sourcedId": student}, "role": "teacher"}
        assert district.post(address, json={"enrollment": contradicts}).status_code == 422
        unknown = district.post(address, json={"enrollment": {"user": {"sourcedId": "nobody"}}})
        assert "enrollment.user.sourcedId: " in description(unknown)
        elsewhere = district.post("/classes/nowhere/students", json={"enrollment": {"user": {"sourcedId": student}}})
        assert (elsewhere.status_code, code_minor(elsewhere)) == (404, "unknownobject")

        district.delete(f"/enrollments/{enrollment_id}")
        assert district.get(address).json()["totalCount"] == before

    def test_a_grading_period_gets_its_term_as_parent(self, district: httpx.Client) -> None:
        term = _first(district, "/terms")
        value = dict(district.get(f"/academicSessions/{term}").json()["academicSession"])
        value |= {"sourcedId": "gp-new", "type": "gradingPeriod"}
        value.pop("parent", None)
        reply = district.post(f"/terms/{term}/gradingPeriods", json={"academicSession": value})
        assert reply.status_code == 201, reply.text
        assert reply.json()["academicSession"]["parent"]["sourcedId"] == term
        listed = district.get(f"/terms/{term}/gradingPeriods", params={"limit": 3000}).json()["gradingPeriods"]
        assert "gp-new" in [found["sourcedId"] for found in listed]


class TestChanges:
    def test_a_patch_keeps_other_properties(self, http: httpx.Client, users: Any) -> None:
        users(user("u1", phone="123", grades=["1", "2"], metadata={"a": 1, "b": 2}))
        reply = http.patch("/users/u1", json={"user": {"grades": ["3"], "phone": None, "metadata": {"c": 3}}})
        assert reply.status_code == 200, reply.text
        found = http.get("/users/u1").json()["user"]
        assert found == reply.json()["user"]
        assert (found["grades"], found["phone"], found["metadata"]) == (["3"], None, {"c": 3})
        assert found["givenName"] == "Given"

    def test_a_patch_of_an_enrollment_keeps_metadata_that_it_does_not_name(self, district: httpx.Client) -> None:
        path = f"/enrollments/{_first(district, '/enrollments')}"

        def patched(metadata: Any) -> Any:
            reply = district.patch(path, json={"enrollment": {"metadata": metadata}})
            assert reply.status_code == 200, reply.text
            return district.get(path).json()["enrollment"]["metadata"]

        assert patched(None) is None
        assert patched({"goal": {"xp": 30}, "track": "a"}) == {"goal": {"xp": 30}, "track": "a"}
        # Nested objects are replaced, and null is a value.
        merged = {"goal": {"days": 5}, "track": "a", "note": None}
        assert patched({"goal": {"days": 5}, "note": None}) == merged
        assert patched({}) == merged
        assert district.patch(path, json={"enrollment": {"metadata": "text"}}).status_code == 422
        assert district.get(path).json()["enrollment"]["metadata"] == merged

    def test_the_patched_object_must_be_valid(self, http: httpx.Client, users: Any) -> None:
        users(user("u1"))
        before = http.get("/users/u1").json()
        for change, problem in (
            ({"givenName": None}, "user.givenName"),
            ({"primaryOrg": {"sourcedId": "o9"}}, "user.primaryOrg.sourcedId: "),
            ({"sourcedId": "u2"}, "sourcedId"),
        ):
            reply = http.patch("/users/u1", json={"user": change})
            assert reply.status_code in (400, 422)
            assert problem in description(reply)
        assert http.patch("/users/u1", json={"org": {}}).status_code == 422
        assert http.patch("/users/nobody", json={"user": {}}).status_code == 404
        assert http.get("/users/u1").json() == before

    def test_agents(self, http: httpx.Client, users: Any) -> None:
        users(user("child"), user("parent", role="parent"))
        for _ in range(2):
            assert http.post("/users/child/agents", json={"agentSourcedId": "parent"}).status_code == 201
        assert [found["sourcedId"] for found in http.get("/users/child/agents").json()["agents"]] == ["parent"]
        assert [found["sourcedId"] for found in http.get("/users/parent/agentFor").json()["users"]] == ["child"]
        assert http.get("/users/child").json()["user"]["agents"][0]["sourcedId"] == "parent"
        assert http.post("/users/child/agents", json={"agentSourcedId": "nobody"}).status_code == 422
        assert http.delete("/users/child/agents/parent").status_code == 204
        assert http.delete("/users/child/agents/parent").status_code == 404
        assert http.get("/users/child/agents").json()["agents"] == []


async def test_operations_without_a_handler_are_a_501(box: Sandbox) -> None:
    """None is left, but a new document begins with them."""
    generic = attrs.evolve(platform(), extensions=lambda _: [])
    app = ApiApp(generic, box.store, AuthorizationServer("", "", lifetime=1, required=False))
    assert "createCourseStructure" in app.unanswered
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:80") as http:
        reply = await http.post("/ims/oneroster/rostering/v1p2/courses/structure", json={})
    assert reply.status_code == 501
    assert reply.json()["imsx_codeMajor"] == "unsupported"
    assert "createCourseStructure" in reply.json()["imsx_description"]


CREDENTIALS = {"applicationName": "reader", "credentials": {"username": "ann", "password": "one"}}


class TestCredentials:
    def test_credentials_are_stored_and_returned(self, http: httpx.Client, box: Sandbox, users: Any) -> None:
        users(user("u1"), user("u2"))
        first = http.post("/users/u1/credentials", json=CREDENTIALS)
        assert first.status_code == 201
        address = f"/users/u1/credentials/{first.json()['credentialId']}/decrypt"
        assert http.post(address).json() == {"password": "one"}

        changed = {**CREDENTIALS, "credentials": {"username": "ann", "password": "two"}}
        second = http.post("/users/u1/credentials", json=changed)
        assert second.status_code == 200
        assert second.json()["credentialId"] == first.json()["credentialId"]
        assert http.post(address).json() == {"password": "two"}

        assert http.post(address.replace("u1", "u2")).status_code == 404
        assert http.post("/users/u1/credentials/none/decrypt").status_code == 404
        assert http.post("/users/nobody/credentials", json=CREDENTIALS).status_code == 404
        assert "two" not in http.get("/users/u1").text


def test_a_user_with_demographics(http: httpx.Client, box: Sandbox, users: Any) -> None:
    users(user("u1"), user("u2"))
    box.store.load("demographics", [{"sourcedId": "u1", "sex": "female"}])
    with_them = http.get("/users/u1/demographics").json()["user"]
    assert with_them["demographics"]["sex"] == "female"
    assert http.get("/users/u2/demographics").json()["user"]["demographics"] is None
    assert "demographics" not in http.get("/users/u1").json()["user"]
    assert http.get("/users/nobody/demographics").status_code == 404


class TestGradebook:
    """Differences of the gradebook: a PUT creates, and batches are atomic."""

    BASE = "/ims/oneroster/gradebook/v1p2"

    @pytest.fixture
    def gradebook(self, http: httpx.Client, box: Sandbox) -> str:
        box.store.load("classes", [{"sourcedId": "c1", "title": "Class"}])
        box.store.load("orgs", [org("o1")])
        box.store.load("categories", [{"sourcedId": "k1", "title": "Category"}])
        return box.url + self.BASE

    @staticmethod
    def line_item(**more: Any) -> dict[str, Any]:
        return {
            "status": "active",
            "title": "Essay",
            "assignDate": "2025-09-01T00:00:00Z",
            "dueDate": "2025-09-08T00:00:00Z",
            "class": {"sourcedId": "c1"},
            "school": {"sourcedId": "o1"},
            "category": {"sourcedId": "k1"},
            **more,
        }

    def test_put_creates_an_absent_object(self, http: httpx.Client, gradebook: str) -> None:
        value = {"sourcedId": "k2", "status": "active", "title": "Homework"}
        for title in ("Homework", "Tests"):
            reply = http.put(f"{gradebook}/categories/k2", json={"category": {**value, "title": title}})
            assert reply.status_code == 201, reply.text
            assert http.get(f"{gradebook}/categories/k2").json()["category"]["title"] == title

    def test_a_batch_is_atomic(self, http: httpx.Client, gradebook: str, box: Sandbox) -> None:
        address = f"{gradebook}/classes/c1/lineItems"
        bad = [self.line_item(), self.line_item(category={"sourcedId": "k9"})]
        reply = http.post(address, json={"lineItems": bad})
        assert reply.status_code == 422, reply.text
        assert description(reply).startswith("lineItems[1].category.sourcedId: ")
        assert box.store.count("lineItems") == 0

        good = [self.line_item(), self.line_item(sourcedId="mine")]
        reply = http.post(address, json={"lineItems": good})
        assert reply.status_code == 201, reply.text
        pairs = reply.json()["sourcedIdPairs"]
        assert pairs[1]["suppliedSourcedId"] == "mine"
        allocated = [pair["allocatedSourcedId"] for pair in pairs]
        assert "mine" not in allocated
        assert [found["sourcedId"] for found in http.get(address).json()["lineItems"]] == allocated

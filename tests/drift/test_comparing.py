"""Changes between specs/ and a published document are found, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.drift.kit import GROUPS, ROOT, SPECS, Document, excerpt, findings, holders, published, walk

pytestmark = pytest.mark.slow

ROSTERING = "/ims/oneroster/rostering/v1p2"
PART = "oneroster_rostering"
USERS = f"{ROSTERING}/users/"
Found = tuple[str, str, str]


@pytest.fixture
def no_rules(tmp_path: Path) -> str:
    """A file with the documents and without rules."""
    text = (ROOT / "scripts" / "drift" / "decided.toml").read_text(encoding="utf-8")
    path = tmp_path / "decided.toml"
    path.write_text(text.partition("[[rule]]")[0], encoding="utf-8")
    return str(path)


def brief(found: list[Document]) -> list[Found]:
    return sorted((f["severity"], f["kind"], f["where"]) for f in found)


@pytest.mark.parametrize("dialect", ["3.0", "3.1"])
@pytest.mark.parametrize("name", GROUPS)
def test_unchanged_documents_show_no_drift_even_without_rules(
    name: str, dialect: str, tmp_path: Path, no_rules: str
) -> None:
    assert findings(tmp_path, published(name, dialect), "--decided", no_rules) == []


@pytest.mark.parametrize("spec", GROUPS["oneroster"])
def test_one_file_of_three_is_held_against_its_part_of_the_document(spec: str, tmp_path: Path) -> None:
    assert findings(tmp_path, published("oneroster"), "--document", spec) == []


def test_paths_are_the_same_with_the_base_in_the_servers_and_without_slash(tmp_path: Path) -> None:
    document = published("powerpath")
    document["servers"] = [{"url": "https://api.example.org/powerpath/"}, {"url": "http://localhost:3000"}]
    document["paths"] = {
        path.removeprefix("/powerpath").rstrip("/").replace("{", "{my_"): item
        for path, item in document["paths"].items()
    }
    assert findings(tmp_path, document) == []


def test_prose_and_order_are_no_drift(tmp_path: Path) -> None:
    document = published("qti", "3.1")
    for schema in walk(document["paths"]):
        if isinstance(schema.get("properties"), dict):
            schema["description"] = "Other words."
            schema["properties"] = dict(reversed(schema["properties"].items()))
        if isinstance(schema.get("enum"), list):
            schema["enum"].reverse()
        if "responses" in schema:
            schema["tags"] = ["other"]
    document["paths"] = dict(reversed(document["paths"].items()))
    assert findings(tmp_path, document) == []


def users(document: Document) -> list[Document]:
    found = holders(document, "givenName", "familyName", "username")
    assert len(found) > 5
    return found


def add_property(document: Document) -> None:
    for user in users(document):
        user["properties"]["nickname"] = {"type": "string"}


def drop_property(document: Document) -> None:
    for user in users(document):
        del user["properties"]["phone"]


def change_type(document: Document) -> None:
    for user in users(document):
        user["properties"]["phone"] = {"type": "integer", "nullable": True}


def demand(document: Document) -> None:
    for user in users(document):
        user.setdefault("required", []).append("phone")


def demand_unknown(document: Document) -> None:
    add_property(document)
    for user in users(document):
        user.setdefault("required", []).append("nickname")


def release(document: Document) -> None:
    body = document["paths"][USERS]["post"]["requestBody"]
    for user in holders(body, "givenName", "familyName"):
        user["required"].remove("familyName")


def admit_null(document: Document) -> None:
    for user in users(document):
        user["properties"]["givenName"]["nullable"] = True


def add_value(document: Document) -> None:
    for schema in walk(document):
        if schema.get("enum") == ["active", "tobedeleted"]:
            schema["enum"].append("archived")


def drop_value(document: Document) -> None:
    for schema in walk(document):
        if schema.get("enum") == ["active", "tobedeleted"]:
            schema["enum"].remove("tobedeleted")


def drop_date(document: Document) -> None:
    for user in users(document):
        user["properties"]["dateLastModified"].pop("format")


def change_format(document: Document) -> None:
    for user in users(document):
        user["properties"]["username"]["format"] = "email"


def drop_operation(document: Document) -> None:
    del document["paths"][USERS]["post"]


def add_operation(document: Document) -> None:
    document["paths"][f"{ROSTERING}/tutors"] = {"get": {"operationId": "getTutors", "responses": {"200": {}}}}


def rename_operation(document: Document) -> None:
    document["paths"][USERS]["get"]["operationId"] = "listUsers"


def deprecate(document: Document) -> None:
    document["paths"][USERS]["get"]["deprecated"] = True


def move_all(document: Document) -> None:
    document["paths"] = {path.replace("rostering/v1p2", "rostering/v1p3"): i for path, i in document["paths"].items()}


def parameters(document: Document, name: str) -> list[list[Document]]:
    lists = [op["parameters"] for op in walk(document["paths"]) if isinstance(op.get("parameters"), list)]
    return [entries for entries in lists if any(entry.get("name") == name for entry in entries)]


def drop_parameter(document: Document) -> None:
    for entries in parameters(document, "search"):
        entries[:] = [entry for entry in entries if entry["name"] != "search"]


def add_parameter(document: Document) -> None:
    for entries in parameters(document, "search"):
        entries.append({"name": "cursor", "in": "query", "schema": {"type": "string"}})


def demand_parameter(document: Document) -> None:
    for entries in parameters(document, "search"):
        entries.append({"name": "tenant", "in": "header", "required": True, "schema": {"type": "string"}})


def require_parameter(document: Document) -> None:
    for entries in parameters(document, "search"):
        next(entry for entry in entries if entry["name"] == "search")["required"] = True


def change_parameter(document: Document) -> None:
    for entries in parameters(document, "limit"):
        next(entry for entry in entries if entry["name"] == "limit")["schema"] = {"type": "boolean"}


def change_status(document: Document) -> None:
    replies = document["paths"][USERS]["post"]["responses"]
    replies["202"] = replies.pop("201")


def add_error(document: Document) -> None:
    document["paths"][USERS]["post"]["responses"]["409"] = {"description": "new"}


def change_content(document: Document) -> None:
    content = document["paths"][USERS]["get"]["responses"]["200"]["content"]
    content["text/csv; charset=utf-8"] = content.pop("application/json")


def forget_shape(document: Document) -> None:
    document["paths"][USERS]["get"]["responses"]["200"]["content"]["application/json"] = {}


CHANGES: list[tuple[Callable[[Document], None], list[Found]]] = [
    (add_property, [("additive", "property-added", "User.nickname")]),
    (drop_property, [("breaking", "property-removed", "User.phone")]),
    (change_type, [("breaking", "type-changed", "User.phone")]),
    (demand, [("breaking", "required", "User.phone")]),
    (
        demand_unknown,
        [("additive", "property-added", "User.nickname"), ("breaking", "property-demanded", "User.nickname")],
    ),
    (release, [("additive", "optional", "User.familyName")]),
    (admit_null, [("additive", "null-added", "User.givenName")]),
    (add_value, [("additive", "value-added", "Status")]),
    (drop_value, [("breaking", "value-removed", "Status")]),
    (drop_date, [("breaking", "date-changed", "User.dateLastModified")]),
    (change_format, [("cosmetic", "format-changed", "User.username")]),
    (drop_operation, [("breaking", "operation-removed", f"POST {ROSTERING}/users")]),
    (add_operation, [("additive", "operation-added", f"GET {ROSTERING}/tutors")]),
    (rename_operation, [("cosmetic", "operation-renamed", f"GET {ROSTERING}/users")]),
    (deprecate, [("additive", "operation-deprecated", f"GET {ROSTERING}/users")]),
    (move_all, [("breaking", "operation-moved", f"path {ROSTERING}")]),
    (drop_parameter, [("breaking", "parameter-removed", "query parameter search")]),
    (add_parameter, [("additive", "parameter-added", "query parameter cursor")]),
    (demand_parameter, [("breaking", "parameter-demanded", "header parameter tenant")]),
    (require_parameter, [("breaking", "parameter-required", "query parameter search")]),
    (change_parameter, [("breaking", "type-changed", "query parameter limit")]),
    (change_status, [("additive", "status-added", "reply 202"), ("breaking", "status-removed", "reply 201")]),
    (add_error, [("cosmetic", "error-added", "reply 409")]),
    (change_content, [("additive", "body-added", "reply 200"), ("breaking", "body-removed", "reply 200")]),
    (forget_shape, [("cosmetic", "undescribed", "UserList")]),
]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough operations to cover every changed schema; all operations would take a second per change."""
    return excerpt(tmp_path_factory.mktemp("specs"), PART, "/users", "/students", "/teachers")


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.soak)])
@pytest.mark.parametrize(("change", "expected"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_a_change_is_found_once_and_named_by_what_it_breaks(
    change: Callable[[Document], None], expected: list[Found], whole: bool, few: Path, tmp_path: Path
) -> None:
    specs = SPECS if whole else few
    document = published(PART, specs=specs)
    change(document)
    assert brief(findings(tmp_path, document, "--document", PART, "--specs", str(specs))) == sorted(expected)


def test_a_shape_that_many_operations_share_is_one_line_that_counts_them(tmp_path: Path) -> None:
    document = published(PART)
    for reference in holders(document, "href", "sourcedId", "type"):
        if len(reference["properties"]) == 4:
            reference["properties"]["label"] = {"type": "string"}
    (found,) = findings(tmp_path, document, "--document", PART)
    assert (found["kind"], found["where"]) == ("property-added", "Reference.label")
    assert len(found["operations"]) > 40


def test_a_change_of_a_shape_in_one_operation_names_that_one(tmp_path: Path) -> None:
    document = published(PART)
    for user in holders(document["paths"][f"{ROSTERING}/users/{{sourcedId}}"]["get"], "givenName", "familyName"):
        user["properties"]["nickname"] = {"type": "object", "properties": {"text": {"type": "string"}}}
    (found,) = findings(tmp_path, document, "--document", PART)
    assert found["operations"] == ["getUser"]
    assert found["places"] == ["reply"]
    assert "object with text" in found["detail"]


def test_a_new_alternative_is_told_by_the_value_that_marks_it(tmp_path: Path) -> None:
    document = published("powerpath", "3.1")
    marked = [s for s in walk(document) if s.get("const") == "test-out"]
    assert marked
    for schema in marked:
        del schema["const"]
        schema["enum"] = ["test-out", "test-in"]
    found = findings(tmp_path, document)
    assert {(f["severity"], f["kind"], f["value"]) for f in found} == {("additive", "value-added", "test-in")}


def test_deep_in_a_shape_that_contains_itself(tmp_path: Path) -> None:
    document = published("powerpath")
    nodes = holders(document, "subComponents")
    assert nodes
    for node in nodes:
        node["properties"]["colour"] = {"type": "string"}
    assert {f["kind"] for f in findings(tmp_path, document)} == {"property-added"}


def test_an_operation_that_we_know_beyond_the_document_is_reported_once_it_is_documented(tmp_path: Path) -> None:
    document = published("oneroster")
    document["paths"][f"{ROSTERING}/users/{{id}}"] = {"patch": {"responses": {"200": {}}}}
    found = findings(tmp_path, document)
    assert ("cosmetic", "operation-documented", f"PATCH {ROSTERING}/users/{{}}") in brief(found)
    assert not [f for f in found if f["kind"] == "operation-added"]

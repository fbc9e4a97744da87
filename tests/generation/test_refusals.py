"""Unsupported or invalid documents raise an error that names the location and the reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.generation.kit import (
    SpecError,
    bundled_document,
    document,
    generate,
    operation,
    regen,
    reply,
    thing,
    write_specs,
)

TEXT = {"type": "string"}
COLOUR = {"type": "string", "enum": ["red"], "description": "A colour."}
LOAN = {**thing(kind=TEXT), "required": ["kind"]}


def refer(name: str, file: str = "") -> dict[str, str]:
    return {"$ref": f"{file}#/components/schemas/{name}"}


def refused(folder: Path, *documents: dict[str, Any], common: dict[str, Any] | None = None) -> str:
    with pytest.raises(SpecError) as caught:
        generate(write_specs(folder, *documents, common=common), folder / "out")
    return str(caught.value)


def union(**more: Any) -> dict[str, Any]:
    return {
        "description": "One of two.",
        "oneOf": [refer("Loan"), refer("Gift")],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {"loan": "#/components/schemas/Loan", "gift": "#/components/schemas/Gift"},
        },
        **more,
    }


SCHEMAS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "an inline object": ({"Thing": thing(part=thing(a=TEXT))}, ["Thing.part", "named schema"]),
    "an inline object in a list": (
        {"Thing": thing(parts={"type": "array", "items": thing(a=TEXT)})},
        ["Thing.parts[]", "named schema"],
    ),
    "an unknown type": ({"Thing": thing(part={"type": "text"})}, ["Thing.part", "text"]),
    "a reference to nowhere": ({"Thing": thing(part=refer("Nothing"))}, ["#/components/schemas/Nothing", "exist"]),
    "a reference into a component": (
        {"Thing": thing(part={"$ref": "#/components/schemas/Thing/properties/part"})},
        ["Thing/properties/part", "reference to a component"],
    ),
    "a file that is not there": ({"Thing": thing(part=refer("Thing", "absent.yaml"))}, ["absent.yaml"]),
    "alternatives without a discriminator": (
        {"Loan": LOAN, "Gift": LOAN, "Thing": thing(part={"oneOf": [refer("Loan"), refer("Gift")]})},
        ["Thing.part", "discriminator"],
    ),
    "dates and enumerations as alternatives": (
        {"Colour": COLOUR, "Thing": thing(part={"anyOf": [refer("Colour"), {"type": "string", "format": "date"}]})},
        ["Thing.part", "discriminator"],
    ),
    "a discriminator without a mapping": (
        {"Loan": LOAN, "Gift": LOAN, "Any1": union(discriminator={"propertyName": "kind"})},
        ["Any1", "mapping"],
    ),
    "an alternative that the mapping lacks": (
        {
            "Loan": LOAN,
            "Gift": LOAN,
            "Any1": union(oneOf=[refer("Loan"), refer("Gift"), refer("Theft")]),
            "Theft": LOAN,
        },
        ["Any1", "Theft"],
    ),
    "a mapping to what is no alternative": (
        {"Loan": LOAN, "Gift": LOAN, "Any1": union(oneOf=[refer("Loan")])},
        ["Any1", "Gift"],
    ),
    "two properties of one python name": (
        {"Thing": thing(userId=TEXT, user_id=TEXT)},
        ["Thing", "userId", "user_id"],
    ),
    "required and no property": ({"Thing": {**thing(a=TEXT), "required": ["b"]}}, ["Thing", "b"]),
    "two values of one name": (
        {"Grade": {"type": "string", "enum": ["A+", "A-"], "description": "A grade."}},
        ["Grade", "x-enum-varnames"],
    ),
    "too few names for values": (
        {"Grade": {"type": "string", "enum": ["A+", "A-"], "x-enum-varnames": ["A"], "description": "A grade."}},
        ["Grade", "x-enum-varnames"],
    ),
    "values that are no text": (
        {"Answer": {"type": "string", "enum": [True, False], "description": "YAML reads yes as true."}},
        ["Answer", "string"],
    ),
    "whole numbers as an enumeration": (
        {"Thing": thing(size={"type": "integer", "enum": [1, 2]})},
        ["Thing.size", "enum"],
    ),
    "two schemas of one class": ({"user_list": thing(a=TEXT), "UserList": thing(b=TEXT)}, ["UserList"]),
    "two schemas of one module": ({"UserID": thing(a=TEXT), "UserId": thing(b=TEXT)}, ["user_id"]),
    "a word that is not acted on": (
        {"Thing": thing(name={"type": "string", "maxLength": 5})},
        ["Thing.name", "maxLength"],
    ),
    "another word that is not acted on": (
        {"Thing": {**thing(a=TEXT), "additionalProperties": False}},
        ["Thing", "additionalProperties"],
    ),
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas(tmp_path: Path, name: str) -> None:
    schemas, words = SCHEMAS[name]
    said = refused(tmp_path, document(schemas))
    assert [word for word in words if word not in said] == [], said


BODY = {"required": True, "content": {"application/json": {"schema": refer("Thing")}}}
OPERATIONS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "no operationId": ({"/things": {"get": {**operation(), "operationId": None}}}, ["GET /things", "operationId"]),
    "no tag": ({"/things": {"get": operation(tags=[])}}, ["GET /things", "tag"]),
    "two tags": ({"/things": {"get": operation(tags=["a", "b"])}}, ["GET /things", "one tag"]),
    "two operations of one name": (
        {"/a": {"get": operation("getThing")}, "/b": {"get": operation("get_thing")}},
        ["get_thing"],
    ),
    "a path parameter that is not declared": ({"/things/{id}": {"get": operation()}}, ["getThings", "path"]),
    "a path parameter that the path lacks": (
        {"/things": {"get": operation(parameters=[{"name": "id", "in": "path", "required": True, "schema": TEXT}])}},
        ["getThings", "id"],
    ),
    "a path parameter that is part of a segment": (
        {
            "/x/{id}.zip": {
                "get": operation(parameters=[{"name": "id", "in": "path", "required": True, "schema": TEXT}])
            }
        },
        ["getThings", "id"],
    ),
    "two arguments of one name": (
        {
            "/things": {
                "get": operation(
                    parameters=[{"name": name, "in": "query", "schema": TEXT} for name in ("userId", "user_id")]
                )
            }
        },
        ["getThings", "user_id"],
    ),
    "an inline enumeration as a parameter": (
        {"/things": {"get": operation(parameters=[{"name": "a", "in": "query", "schema": {**TEXT, "enum": ["b"]}}])}},
        ["getThings", "a", "named schema"],
    ),
    "an unknown x-kind": (
        {"/things": {"get": operation(parameters=[{"name": "a", "in": "query", "schema": TEXT, "x-kind": "magic"}])}},
        ["getThings", "magic"],
    ),
    "three content types": (
        {
            "/things": {
                "post": operation(
                    requestBody={"content": {kind: {"schema": TEXT} for kind in ("text/plain", "application/xml")}}
                )
            }
        },
        ["getThings", "text/plain", "application/xml"],
    ),
    "an inline object as a body": (
        {"/things": {"post": operation(requestBody={"content": {"application/json": {"schema": thing(a=TEXT)}}})}},
        ["getThings body", "named schema"],
    ),
    "an inline object as a reply": (
        {"/things": {"get": operation(responses=reply(thing(a=TEXT)))}},
        ["getThings reply", "named schema"],
    ),
    "a reply without a description": (
        {"/things": {"get": operation(responses={"200": {"content": {"application/json": {"schema": TEXT}}}})}},
        ["things", "description"],
    ),
    "a method that is not generated": ({"/things": {"head": operation()}}, ["/things", "head"]),
    "a range of statuses": ({"/things": {"get": operation(responses=reply(TEXT, "2XX"))}}, ["getThings", "2XX"]),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_operations(tmp_path: Path, name: str) -> None:
    paths, words = OPERATIONS[name]
    said = refused(tmp_path, document({"Thing": thing(a=TEXT)}, paths))
    assert [word for word in words if word not in said] == [], said


PLACES: dict[str, dict[str, Any]] = {
    "at the root": document(**{"x-odd": 1}),
    "in the information": {**document(), "info": {**document()["info"], "x-odd": 1}},
    "on an operation": document(paths={"/things": {"get": operation(**{"x-odd": 1})}}),
    "on a path": document(paths={"/things": {"get": operation(), "x-odd": 1}}),
    "on a parameter": document(
        paths={"/things": {"get": operation(parameters=[{"name": "a", "in": "query", "schema": TEXT, "x-odd": 1}])}}
    ),
    "on a reply": document(
        paths={"/things": {"get": operation(responses={"204": {"description": "Done.", "x-odd": 1}})}}
    ),
    "on a schema": document({"Thing": {**thing(a=TEXT), "x-odd": 1}}),
    "on a property": document({"Thing": thing(a={**TEXT, "x-odd": 1})}),
    "on the items of a property called properties": document(
        {"Thing": thing(properties={"type": "array", "items": {**TEXT, "x-odd": 1}})}
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_an_x_key_that_nothing_reads(tmp_path: Path, place: str) -> None:
    said = refused(tmp_path, PLACES[place])
    assert "x-odd" in said


def test_names_that_look_like_x_keys_are_names(tmp_path: Path) -> None:
    header = {
        "X-Total-Count": {"description": "How many.", "schema": TEXT},
        "x-low": {"description": "Low.", "schema": TEXT},
    }
    paths = {"/things": {"get": operation(responses={"204": {"description": "Done.", "headers": header}})}}
    generate(write_specs(tmp_path, document({"Thing": thing(**{"x-property": TEXT})}, paths)), tmp_path / "out")


def test_a_name_in_two_files(tmp_path: Path) -> None:
    schemas = {"Note": thing(a=TEXT), "Thing": thing(note=refer("Note", "common.yaml"))}
    said = refused(tmp_path, document(schemas), common={"Note": thing(b=TEXT)})
    assert "Note" in said
    assert "common.yaml" in said
    assert "document0.yaml" in said


def test_one_class_from_two_files(tmp_path: Path) -> None:
    schemas = {"UserNote": thing(a=TEXT), "Thing": thing(note=refer("user_note", "common.yaml"))}
    assert "UserNote" in refused(tmp_path, document(schemas), common={"user_note": thing(b=TEXT)})


def test_a_shared_schema_that_no_document_uses(tmp_path: Path) -> None:
    assert "Note" in refused(tmp_path, document(), common={"Note": thing(b=TEXT)})


def test_two_documents_of_one_package(tmp_path: Path) -> None:
    said = refused(tmp_path, document({"Thing": thing(a=TEXT)}), document({"Other": thing(a=TEXT)}))
    assert "things" in said
    assert "document1.yaml" in said


@pytest.mark.parametrize("package", ["common", "_core", "a-b", "class", "", None, 3])
def test_a_package_that_cannot_be(tmp_path: Path, package: Any) -> None:
    assert "document0.yaml" in refused(tmp_path, document(package=package))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", ["odd.yaml"]),
        ("- a", ["odd.yaml", "OpenAPI document"]),
        ("", ["odd.yaml", "OpenAPI document"]),
        (json.dumps(document())[:-1] + ', "paths": {}}', ["odd.yaml", "paths", "duplicate"]),
    ],
)
def test_files_that_are_no_documents(tmp_path: Path, text: str, words: list[str]) -> None:
    specs = write_specs(tmp_path)
    (specs / "odd.yaml").write_text(text)
    with pytest.raises(SpecError) as caught:
        generate(specs, tmp_path / "out")
    assert [word for word in words if word not in str(caught.value)] == [], str(caught.value)


def test_a_key_that_stands_twice(tmp_path: Path) -> None:
    specs = write_specs(tmp_path)
    text = json.dumps(document({"Thing": thing(a=TEXT)}))
    (specs / "odd.yaml").write_text(text.replace('{"a": ', '{"a": {"type": "integer"}, "a": '))
    with pytest.raises(SpecError, match=r"odd\.yaml: .*a.* duplicate"):
        generate(specs, tmp_path / "out")


def test_dates_in_examples_stay_text(tmp_path: Path) -> None:
    specs = write_specs(tmp_path)
    property_ = "{type: string, format: date, example: 2025-01-02}"
    text = json.dumps(document({"Thing": thing(a="@")})).replace('"@"', property_)
    (specs / "dated.yaml").write_text(text)
    bundled = bundled_document(generate(specs, tmp_path / "out") / "things")
    assert bundled["components"]["schemas"]["Thing"]["properties"]["a"]["example"] == "2025-01-02"


def test_a_warning_of_the_generator_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every error that the parser of openapi-python-client reports is an error of the run."""
    real = regen.GeneratorData.from_dict

    def warned(*args: Any, **kwargs: Any) -> Any:
        data = real(*args, **kwargs)
        collection = next(iter(data.endpoint_collections_by_tag.values()))
        collection.parse_errors.append(regen.GeneratorError(header="Odd", detail="something was left out"))
        return data

    monkeypatch.setattr(regen.GeneratorData, "from_dict", warned)
    assert "something was left out" in refused(tmp_path, document())


def test_an_operation_that_the_generator_drops_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = regen.GeneratorData.from_dict

    def dropped(*args: Any, **kwargs: Any) -> Any:
        data = real(*args, **kwargs)
        next(iter(data.endpoint_collections_by_tag.values())).endpoints.pop()
        return data

    monkeypatch.setattr(regen.GeneratorData, "from_dict", dropped)
    said = refused(tmp_path, document())
    assert "lost in generation" in said
    assert "get_things" in said

"""Small documents that openapi-python-client by itself would generate incompletely or incorrectly."""

import inspect
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from tests.generation.kit import (
    REPOSITORY,
    SpecError,
    bundled_document,
    document,
    generate,
    make,
    operation,
    reply,
    thing,
    write_specs,
)
from timeback_runtime.messages import Reply

TEXT = {"type": "string"}
ARRAY = {"type": "array", "items": TEXT}


def refer(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def refused(folder: Path, *documents: dict[str, Any], common: dict[str, Any] | None = None) -> str:
    with pytest.raises(SpecError) as caught:
        generate(write_specs(folder, *documents, common=common), folder / "out")
    return str(caught.value)


def test_references_to_another_file_are_followed(tmp_path: Path) -> None:
    shared = {"Note": thing(text=TEXT, below=refer("Note"))}
    first = document({"Thing": thing(note={"$ref": "common.yaml#/components/schemas/Note"})}, package="first")
    second = document({"Other": thing(note={"$ref": "common.yaml#/components/schemas/Note"})}, package="second")
    made = make(tmp_path, first, second, common=shared)
    note = made.model("common", "Note")
    assert type(made.model("first", "Thing").from_dict({"note": {}}).note) is note
    assert type(made.model("second", "Other").from_dict({"note": {"below": {}}}).note.below) is note
    assert made.module("first.models").Note is note
    assert not (tmp_path / "out/timeback_api/first/models/note.py").exists()


def test_the_bundled_document_stands_alone(tmp_path: Path) -> None:
    schema = {"Thing": thing(note={"$ref": "common.yaml#/components/schemas/Note"})}
    specs = write_specs(tmp_path, document(schema), common={"Note": thing(text=TEXT)})
    bundled = bundled_document(generate(specs, tmp_path / "out") / "things")
    assert bundled["components"]["schemas"]["Thing"]["properties"]["note"] == refer("Note")
    assert bundled["components"]["schemas"]["Note"]["properties"] == {"text": TEXT}


def test_null_in_an_enumeration_and_outside_of_it(tmp_path: Path) -> None:
    colour = {"type": "string", "enum": ["red", "blue"], "description": "A colour."}
    made = make(
        tmp_path, document({"Colour": colour, "Thing": thing(colour={"anyOf": [refer("Colour"), {"type": "null"}]})})
    )
    thing_class, colours = made.model("things", "Thing"), made.model("things", "Colour")
    assert thing_class.from_dict({"colour": "red"}).colour is colours.RED
    assert thing_class.from_dict({"colour": None}).to_dict() == {"colour": None}
    assert thing_class.from_dict({"colour": "pink"}).to_dict() == {"colour": "pink"}


def test_a_default_is_not_sent_unless_it_is_given(tmp_path: Path) -> None:
    parameter = {"name": "size", "in": "query", "description": "Size.", "schema": {"type": "integer", "default": 100}}
    made = make(tmp_path, document(paths={"/things": {"get": operation(parameters=[parameter])}}))
    build = made.build("things", "things", "get_things")
    assert build().query == ()
    assert build(size=100).query == (("size", "100"),)


def test_a_time_in_a_query_is_sent_in_utc_with_three_decimals(tmp_path: Path) -> None:
    parameter = {"name": "since", "in": "query", "description": "Time.", "schema": {**TEXT, "format": "date-time"}}
    made = make(tmp_path, document(paths={"/things": {"get": operation(parameters=[parameter])}}))
    build = made.build("things", "things", "get_things")
    zone = timezone(timedelta(hours=2))
    assert build(since=datetime(2026, 3, 1, 1, 30, tzinfo=zone)).query == (("since", "2026-02-28T23:30:00.000Z"),)
    assert build(since="2026-03-01T00:00:00+02:00").query == (("since", "2026-03-01T00:00:00+02:00"),)
    with pytest.raises(made.errors.InvalidRequestError, match=r"^since: .*without a time zone"):
        build(since=datetime(2026, 3, 1))


def test_a_list_in_a_query_is_joined_by_commas(tmp_path: Path) -> None:
    parameter = {
        "name": "tag",
        "in": "query",
        "description": "Tags.",
        "style": "form",
        "explode": False,
        "schema": ARRAY,
    }
    made = make(tmp_path, document(paths={"/things": {"get": operation(parameters=[parameter])}}))
    build = made.build("things", "things", "get_things")
    assert build(tag=["a", "b c"]).query == (("tag", "a,b c"),)
    for wrong in (["a,b"], ["a", 1], "a", [None]):
        with pytest.raises(made.errors.InvalidRequestError, match=r"^tag"):
            build(tag=wrong)


def test_a_list_in_a_query_is_repeated(tmp_path: Path) -> None:
    parameter = {"name": "tag", "in": "query", "description": "Tags.", "explode": True, "schema": ARRAY}
    made = make(tmp_path, document(paths={"/things": {"get": operation(parameters=[parameter])}}))
    build = made.build("things", "things", "get_things")
    assert build(tag=["a,b", "c"]).query == (("tag", "a,b"), ("tag", "c"))
    assert build(tag=()).query == build().query == ()
    for wrong in (["a", 1], "a", [None]):
        with pytest.raises(made.errors.InvalidRequestError, match=r"^tag"):
            build(tag=wrong)


@pytest.mark.parametrize(
    "style",
    [
        {},
        {"explode": True, "style": "spaceDelimited"},
        {"explode": False, "style": "pipeDelimited"},
        {"explode": False, "style": "spaceDelimited"},
    ],
)
def test_a_list_in_a_query_in_any_other_style_is_refused(tmp_path: Path, style: dict[str, Any]) -> None:
    parameter = {"name": "tag", "in": "query", "schema": ARRAY, **style}
    said = refused(tmp_path, document(paths={"/things": {"get": operation(parameters=[parameter])}}))
    assert "getThings" in said
    assert "tag" in said
    assert "explode: false" in said


def test_an_object_in_a_query_is_refused(tmp_path: Path) -> None:
    parameter = {"name": "where", "in": "query", "style": "deepObject", "schema": {"type": "object"}}
    said = refused(tmp_path, document(paths={"/things": {"get": operation(parameters=[parameter])}}))
    assert "getThings" in said
    assert "where" in said


def test_a_parameter_with_content_is_refused(tmp_path: Path) -> None:
    parameter = {"name": "where", "in": "query", "content": {"application/json": {"schema": TEXT}}}
    said = refused(tmp_path, document(paths={"/things": {"get": operation(parameters=[parameter])}}))
    assert "getThings" in said
    assert "where" in said


def test_a_cookie_is_refused(tmp_path: Path) -> None:
    parameter = {"name": "session", "in": "cookie", "schema": TEXT}
    assert "cookie" in refused(tmp_path, document(paths={"/things": {"get": operation(parameters=[parameter])}}))


def test_arguments_with_the_names_of_what_a_module_uses(tmp_path: Path) -> None:
    names = [
        "encode",
        "calls",
        "client",
        "request",
        "datetime",
        "isinstance",
        "class",
        "fields",
        "self",
        "from",
    ]
    parameters = [{"name": name, "in": "query", "description": "Text.", "schema": TEXT} for name in names]
    body = {
        "required": True,
        "content": {"application/json": {"schema": refer("Thing")}, "application/xml": {"schema": TEXT}},
    }
    one = operation("postThing", parameters=parameters, requestBody=body, responses=reply(refer("Thing")))
    made = make(tmp_path, document({"Thing": thing(a=TEXT)}, {"/things": {"post": one}}))
    module = made.module("things.api.things.post_thing")
    given = dict.fromkeys(list(__import__("inspect").signature(module.build).parameters)[1:], "x")
    assert len(given) == len(names)
    request = module.build({"a": "b"}, **given)
    assert request.query == tuple((name, "x") for name in names)
    assert request.content == b'{"a":"b"}'


def test_the_fields_parameter_under_a_python_name_of_its_own(tmp_path: Path) -> None:
    fields = {
        "name": "fields",
        "x-kind": "fields",
        "x-python-name": "only",
        "explode": False,
        "in": "query",
        "schema": ARRAY,
    }
    path = {"get": operation(parameters=[fields], responses=reply(refer("Thing")))}
    made = make(tmp_path, document({"Thing": thing(a=TEXT)}, {"/things": path}))
    build = made.build("things", "things", "get_things")
    assert build(only="a").partial is True
    assert build().partial is False


def test_two_properties_with_the_same_python_name(tmp_path: Path) -> None:
    properties = {"KindOf": TEXT, "kindOf": {**TEXT, "x-python-name": "kind_of_alias"}}
    made = make(tmp_path, document({"Thing": thing(**properties)}))
    kind = made.model("things", "Thing")
    assert kind(kind_of="a", kind_of_alias="b").to_dict() == {"KindOf": "a", "kindOf": "b"}
    assert kind.from_dict({"kindOf": "b"}).kind_of_alias == "b"


def test_a_reply_that_some_servers_send_without_a_body(tmp_path: Path) -> None:
    found = reply(refer("Thing"))
    optional = {"200": {**found["200"], "x-optional": True}}
    paths = {
        "/things": {"post": operation("createThing", responses=optional)},
        "/others": {"post": operation("createOther", responses=found)},
    }
    made = make(tmp_path, document({"Thing": thing(a=TEXT)}, paths))
    build = made.build("things", "things", "create_thing")
    assert "Thing | None" in str(inspect.signature(build).return_annotation)
    assert build().read(Reply(200)) is None
    assert build().read(made.reply({"a": "b"})).a == "b"
    with pytest.raises(made.errors.DecodingError, match="is empty"):
        made.build("things", "things", "create_other")().read(Reply(200))


def test_a_reply_without_the_object_that_does_not_exist(tmp_path: Path) -> None:
    wrapper = {**thing(thing=refer("Thing")), "x-unwrap": "thing", "required": ["thing"]}
    schemas = {"Thing": thing(a=TEXT), "One": {**wrapper, "x-absent-is-not-found": True}, "Other": wrapper}
    paths = {
        f"/{name}": {"get": operation(f"get{name.title()}", responses=reply(refer(name.title())))}
        for name in ("one", "other")
    }
    made = make(tmp_path, document(schemas, paths))
    one, other = (made.build("things", "things", f"get_{name}")() for name in ("one", "other"))
    assert one.read(made.reply({"thing": {"a": "b"}})).a == "b"
    for body in ({}, {"status": "success", "message": "none"}, {"thing": None}):
        with pytest.raises(made.errors.NotFoundError, match="does not exist") as caught:
            one.read(made.reply(body))
        assert caught.value.status == 200
        with pytest.raises(made.errors.DecodingError, match="no object under thing"):
            other.read(made.reply(body))
    for body in ([], "none", 0, {"thing": "none"}):
        with pytest.raises(made.errors.DecodingError):
            one.read(made.reply(body))


@pytest.mark.parametrize("name", ["Model", "ListOf", "Any", "ModelOf", "Text", "Choice", "AnyOf"])
def test_a_schema_with_a_name_that_the_runtime_has(tmp_path: Path, name: str) -> None:
    colour = {"type": "string", "enum": ["a"], "description": "A colour."}
    properties = {
        "items": {"type": "array", "items": refer("Colour"), "minItems": 1},
        "text": {"type": "string", "minLength": 1},
        "one": refer("Part"),
        "either": {"type": ["string", "boolean"]},
        "free": {"type": "object", "additionalProperties": True},
        "own": refer(name),
    }
    schemas = {"Colour": colour, "Part": thing(a=TEXT), "Thing": thing(**properties), name: thing(b=TEXT)}
    said = refused(tmp_path, document(schemas))
    assert name in said


@pytest.mark.parametrize(
    "name", ["Request", "Response", "Operation", "ResponseDecoder", "Iteration", "Sender", "Mapping", "Literal"]
)
def test_a_reply_with_a_name_that_the_runtime_has(tmp_path: Path, name: str) -> None:
    colour = {"type": "string", "enum": ["x"], "description": "A colour."}
    parameter = {"name": "a", "in": "query", "schema": refer("Colour")}
    paging = [{"name": name, "in": "query", "schema": {"type": "integer"}} for name in ("limit", "offset")]
    body = {"required": True, "content": {"application/json": {"schema": refer("Part")}}}
    listing = {**thing(items={"type": "array", "items": refer(name)}), "x-collection": "items"}
    path = {"get": operation(responses=reply(refer("List")), parameters=[parameter, *paging], requestBody=body)}
    schemas = {name: thing(a=TEXT), "Part": thing(a=TEXT), "List": listing, "Colour": colour}
    assert f"{name} would come from" in refused(tmp_path, document(schemas, {"/things": path}))


def test_a_property_with_a_name_that_the_class_has(tmp_path: Path) -> None:
    names = [
        *("to_dict", "from_dict", "additionalProperties", "isPartial", "self"),
        *("_received", "_extra", "_partial", "_changed", "__class__"),
    ]
    schemas = {f"Thing{number}": thing(**{name: TEXT}, other=TEXT) for number, name in enumerate(names)}
    made = make(tmp_path, document(schemas))
    for number, name in enumerate(names):
        model = made.model("things", f"Thing{number}")
        came = {name: "x", "other": "y"}
        assert model.from_dict(came).to_dict() == came
        python = next(python for python, field in model.FIELDS.items() if field.wire == name)
        assert model(**{python: "x"}).to_dict() == {name: "x"}
        assert model.from_dict(came).additional_properties == {}


def test_odd_texts_become_valid_modules(tmp_path: Path) -> None:
    text = 'A "quote", a """ fence""", a back\\slash \\d \\N{x} \\u12, ünïcode, {braces}, %s, {{ jinja }} and a last "'
    colour = {"type": "string", "enum": ['a"b', "c\\d", "{e}", "ü", "x y"], "description": text}
    schemas = {
        "Colour": colour,
        "Thing": {**thing(colour={**refer("Colour"), "description": text}), "description": text},
    }
    parameter = {"name": "colour", "in": "query", "description": text, "schema": refer("Colour")}
    path = {"get": operation(summary=text, parameters=[parameter], responses=reply(refer("Thing")))}
    path["get"]["description"] = text
    made = make(tmp_path, document(schemas, {"/things": path}))
    assert [member.value for member in made.model("things", "Colour")] == colour["enum"]
    assert made.build("things", "things", "get_things")(colour='a"b').query == (("colour", 'a"b'),)
    assert "back\\slash" in made.build("things", "things", "get_things").__doc__


def test_texts_that_end_in_a_backslash(tmp_path: Path) -> None:
    text = "x" * 117 + "\\ and more, so that it is cut there"
    colour = {"type": "string", "enum": ["a"], "description": text}
    path = {"get": operation(summary=text, responses=reply(refer("Thing")))}
    schemas = {"Thing": {**thing(colour=refer("Colour")), "description": text}, "Colour": colour}
    made = make(tmp_path, document(schemas, {"/things": path}))
    assert made.model("things", "Thing").__doc__


def test_an_unknown_member_of_a_nested_union_stays(tmp_path: Path) -> None:
    kinds = {
        kind: {
            **thing(kind={"type": "string", "const": kind}, parts={"type": "array", "items": refer("Pet")}),
            "required": ["kind"],
        }
        for kind in ("cat", "dog")
    }
    pet = {
        "description": "A pet.",
        "oneOf": [refer("cat"), refer("dog")],
        "discriminator": {"propertyName": "kind", "mapping": {k: f"#/components/schemas/{k}" for k in kinds}},
    }
    made = make(tmp_path, document({**kinds, "Pet": pet, "Owner": thing(pet=refer("Pet"))}))
    owner = made.model("things", "Owner")
    came = {"pet": {"kind": "dog", "parts": [{"kind": "cat"}, {"kind": "eel"}, 5]}}
    read = owner.from_dict(came)
    assert [type(part).__name__ for part in read.pet.parts] == ["Cat", "dict", "int"]
    assert read.to_dict() == came


@pytest.mark.parametrize(
    "first", ["any_pet", *(pytest.param(first, marks=pytest.mark.slow) for first in ("cat", "dog", "owner"))]
)
def test_a_union_within_its_own_variants_imports_in_any_order(tmp_path: Path, first: str) -> None:
    pets = {"type": "array", "items": refer("AnyPet")}
    variants = {
        kind: {**thing(kind={"type": "string", "const": kind}, parts=pets), "required": ["kind"]}
        for kind in ("cat", "dog")
    }
    union = {
        "description": "A pet.",
        "oneOf": [refer("cat"), refer("dog")],
        "discriminator": {"propertyName": "kind", "mapping": {k: f"#/components/schemas/{k}" for k in variants}},
    }
    schemas = {**variants, "AnyPet": union, "Owner": thing(pet=refer("AnyPet"), friend=refer("Owner"))}
    generate(write_specs(tmp_path, document(schemas)), tmp_path / "out")
    code = f"""
import sys
sys.path[:0] = [{str(tmp_path / "out")!r}, {str(REPOSITORY)!r}]
import timeback_api.things.models.{first}
from timeback_api.things.models import Owner
owner = Owner.from_dict({{"pet": {{"kind": "cat", "parts": [{{"kind": "dog"}}]}}}})
print(type(owner.pet).__name__, type(owner.pet.parts[0]).__name__)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("Cat Dog\n", "")


def test_x_filters_and_alternatives_of_a_base_reach_the_class(tmp_path: Path) -> None:
    base = {
        **thing(a=TEXT, b=TEXT),
        "x-filters": {"a.b": "a"},
        "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
    }
    schemas = {"Base": base, "Thing": {"description": "A thing.", "allOf": [refer("Base"), thing(c=TEXT)]}}
    made = make(tmp_path, document(schemas))
    model = made.model("things", "Thing")
    assert "a.b" in model.FILTERS
    with pytest.raises(made.errors.InvalidRequestError, match="a, b"):
        model(c="x")

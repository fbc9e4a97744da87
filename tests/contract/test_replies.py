"""Every operation: parsing of documented replies, and errors for all other replies."""

import json
import typing
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any

import pytest

from tests.contract.documents import JSON, Document, Operation, conforms, operations
from tests.contract.samples import Lots, members, minimal, valid
from tests.contract.values import same
from timeback_runtime.errors import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    DecodingError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    UnprocessableEntityError,
)
from timeback_runtime.messages import Reply, Response
from timeback_runtime.model import Model, to_json

OPERATIONS = operations()
WITH_REPLY = [o for o in OPERATIONS if any(media == JSON for _, media, _ in o.replies())]
SECRET = "Ada-7f3a"


def reply(body: Any, status: int = 200, media: str = JSON) -> Reply:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Reply(status, {"content-type": f"{media}; charset=utf-8"}, content)


def promised(operation: Operation) -> Any:
    """The result type of ``build(...).read``."""
    hint = typing.get_type_hints(operation.module.build)["return"]
    return typing.get_args(hint)[0]


def on_the_wire(operation: Operation) -> Any:
    return operation.module.sync.__annotations__["return"]


def assert_typed(document: Document, schema: dict[str, Any], value: Any, came: Any) -> None:
    """Assert that each nested object has the class of its schema."""
    node = document.resolve(schema)
    if came is None:
        assert value is None
        return
    options = [
        part
        for part in node.get("anyOf", node.get("oneOf", []))
        if part.get("type") != "null" and "required" not in part
    ]
    if isinstance(came, dict) and (node.get("properties") or node.get("allOf")):
        assert isinstance(value, Model)
        properties, _ = members(document, node)
        fields = {field.wire: python for python, field in type(value).FIELDS.items()}
        assert set(fields) == set(properties)
        for wire, inner in properties.items():
            assert_typed(document, inner, getattr(value, fields[wire]), came.get(wire))
    elif "discriminator" in node:
        mapped = node["discriminator"]["mapping"].get(came.get(node["discriminator"]["propertyName"]))
        assert_typed(document, {"$ref": mapped}, value, came)
    elif node.get("enum") and node is not schema and isinstance(came, str):
        assert isinstance(value, Enum)
    elif options:
        if len(options) == 1:
            assert_typed(document, options[0], value, came)
    elif isinstance(came, list):
        assert len(value) == len(came)
        for item, raw in zip(value, came, strict=True):
            assert_typed(document, node.get("items", {}), item, raw)
    elif isinstance(came, dict) and isinstance(node.get("additionalProperties"), dict):
        for name, raw in came.items():
            assert_typed(document, node["additionalProperties"], value[name], raw)
    elif node.get("format") in ("date", "date-time"):
        assert isinstance(value, date)
    else:
        assert value == came


@pytest.mark.parametrize("examples", [2, pytest.param(20, marks=pytest.mark.slow)])
@pytest.mark.parametrize("operation", WITH_REPLY, ids=str)
def test_a_documented_reply_becomes_objects_and_goes_back(operation: Operation, examples: int) -> None:
    for number in range(examples):
        assert_is_read(operation, Lots(str(operation), number))


def assert_is_read(operation: Operation, source: Lots) -> None:
    document = operation.document
    request = operation.build()
    for status, media, schema in operation.replies():
        if media != JSON:
            continue
        body = valid(document, schema, source)
        document.judge(schema).validate(body)
        whole = request.read_wire(reply(body, status))
        assert conforms(whole, on_the_wire(operation))
        assert_typed(document, schema, whole, body)
        assert same(json.loads(json.dumps(to_json(whole))), body)
        node = document.resolve(schema)
        if names := node.get("x-collection"):
            names = [names] if isinstance(names, str) else names
            if not any(name in body for name in names):
                continue  # No server leaves out all of them.
            read = request.read(reply(body, status))
            assert conforms(read, promised(operation))
            listed = next((body[n] for n in names if isinstance(body.get(n), list)), [])
            assert same(json.loads(json.dumps(to_json(read))), listed)
            page = request.read_page(reply(body, status))
            assert page.items == read
        elif names := node.get("x-unwrap"):
            names = [names] if isinstance(names, str) else names
            if any(body.get(name) is not None for name in names):
                assert conforms(request.read(reply(body, status)), promised(operation))
        else:
            assert conforms(request.read(reply(body, status)), promised(operation))


def bad_bodies(good: Any) -> dict[str, bytes]:
    text = json.dumps(SECRET)
    deep = 20_000
    return {
        "nothing": b"",
        "spaces": b" \r\n",
        "a page": f"<html><title>{SECRET}</title></html>".encode(),
        "half of it": json.dumps(good).encode()[:-1] + text.encode(),
        "null": b"null",
        "a text": text.encode(),
        "a number": b"8191.5",
        "a truth": b"true",
        "an empty list": b"[]",
        "a list of texts": f"[{text}, null, 8191, [{text}]]".encode(),
        "an empty object": b"{}",
        "another object": f'{{"name": {text}}}'.encode(),
        "an error": f'{{"imsx_codeMajor": "failure", "imsx_description": {text}}}'.encode(),
        "not a number": b"NaN",
        "a list of infinities": b"[Infinity, -Infinity, 1e999]",
        "a huge number": b"9" * 5_000,
        "deep lists": b"[" * deep + b"]" * deep,
        "deep objects": b'{"a":' * deep + b"1" + b"}" * deep,
        "no UTF-8": b'{"name": "\xff\xfe"}',
        "a byte order mark": b"\xef\xbb\xbf{}",
        "half a pair": b'{"sourcedId": "\\ud800"}',
        "a duplicate": f'{{"name": 1, "name": {text}}}'.encode(),
    }


def outcome(read: Callable[[Reply], Any], one: Reply) -> Any:
    """The parsed reply, or the error."""
    try:
        return read(one)
    except (DecodingError, APIStatusError) as error:
        return error


@pytest.mark.parametrize("more", [(204,), pytest.param((200, 202, 204, 206, 299), marks=pytest.mark.slow)], ids=len)
@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_any_other_body_is_typed_or_an_error_of_ours(operation: Operation, more: tuple[int, ...]) -> None:
    request = operation.build()
    reads: list[tuple[Callable[[Reply], Any], Any]] = [
        (request.read, promised(operation)),
        (request.read_wire, on_the_wire(operation)),
    ]
    documented = operation.replies()
    good = minimal(operation.document, documented[0][2]) if documented and documented[0][1] == JSON else {}
    absent_is_not_found = any(
        operation.document.resolve(schema).get("x-absent-is-not-found")
        for _, media, schema in documented
        if media == JSON
    )
    statuses = {status for status, _, _ in documented} | set(more)
    for name, content in bad_bodies(good).items():
        for status in statuses:
            for read, hint in reads:
                media = "text/html" if name == "a page" else JSON
                result = outcome(read, reply(content, status, media))
                if absent_is_not_found and isinstance(result, NotFoundError):
                    assert b"{" in content[:4], name
                elif isinstance(result, APIStatusError):
                    assert (name, result.description) == ("an error", SECRET)
                elif name == "an error":
                    # A reply without a body, or one of another media type, has no room for it.
                    assert isinstance(result, DecodingError) or status in (202, 204), (status, read)
                if isinstance(result, APIStatusError | DecodingError):
                    assert (result.status, result.path) == (status, operation.path)
                    assert SECRET not in f"{result} {result!r}"
                    assert "8191" not in str(result)
                    continue
                # An empty reply to a write means success without an object.
                done = result is None and status in (202, 204) and operation.method != "get"
                assert done or conforms(result, hint), (name, status, read)


def a_web_page_in_place_of_json(operation: Operation) -> None:
    for media in ("text/html", "application/xml"):
        with pytest.raises(DecodingError):
            operation.build().read(reply(b"{}", 200, media))


def lists_and_entities_in_the_forms_that_servers_have(operation: Operation) -> None:
    request, document = operation.build(), operation.document
    for status, media, schema in operation.replies():
        node = document.resolve(schema)
        if media != JSON:
            continue
        if names := node.get("x-collection"):
            names = [names] if isinstance(names, str) else names
            items = document.resolve(node["properties"][names[0]])["items"]
            item = minimal(document, items)
            for body in (*({name: [item]} for name in names), [item]):
                (read,) = request.read(reply(body, status))
                assert same(json.loads(json.dumps(to_json(read))), item)
            for index, other in enumerate([None, 8191, SECRET, [item]]):
                body = {names[0]: [item] * index + [other, item]}
                for read in (request.read, request.read_page, request.read_wire):
                    with pytest.raises(DecodingError) as caught:
                        read(reply(body, status))
                    assert f"{names[0]}[{index}]" in str(caught.value)
                    assert SECRET not in str(caught.value)
            assert [each.to_dict() for each in request.read(reply({names[0]: item}, status))] == [item] * bool(item)
            assert request.read(reply({names[0]: None}, status)) == []
            with pytest.raises(DecodingError):
                request.read(reply({"else": [item]}, status))
        elif node.get("x-unwrap"):
            entity, hint = {"sourcedId": "s1", "other": 1}, promised(operation)
            if isinstance(hint, type) and issubclass(hint, Model):
                assert request.read(reply(entity, status)).to_dict() == entity


ERRORS = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    418: APIStatusError,
    422: UnprocessableEntityError,
    429: RateLimitError,
    500: ServerError,
    503: ServerError,
    302: APIStatusError,
    101: APIStatusError,
}
CODE = {
    "imsx_codeMinorField": [{"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": "unknownobject"}]
}
FORMS: list[dict[str, Any]] = [
    {"imsx_codeMajor": "failure", "imsx_description": SECRET, "imsx_CodeMinor": CODE},
    {"imsx_StatusInfo": {"imsx_codeMajor": "failure", "imsx_description": SECRET, "imsx_CodeMinor": CODE}},
    {"imsx_codeMajor": "failure", "imsx_description": SECRET, "imsx_codeMinor": "unknownobject"},
]


def statuses_that_say_no(operation: Operation) -> None:
    request = operation.build()
    for status, kind in ERRORS.items():
        for form in FORMS:
            with pytest.raises(kind) as caught:
                request.read(reply(form, status))
            error = caught.value
            assert type(error) is kind
            assert (error.status, error.code_minor, error.path) == (status, "unknownobject", operation.path)
            assert error.description == SECRET
            assert SECRET not in f"{error} {error!r} {error.args}"
            response = Response[Any].read(request, reply(form, status))
            assert (response.status_code, response.parsed, response.undecodable) == (status, None, None)
            assert SECRET not in repr(response)


def test_error_bodies_of_every_odd_kind() -> None:
    request = OPERATIONS[0].build()
    odd: list[Any] = [
        *(
            {"imsx_codeMinor": value}
            for value in (7, None, [], {}, SECRET + " was born in May", {"imsx_codeMinorField": SECRET})
        ),
        *(
            {"imsx_CodeMinor": {"imsx_codeMinorField": value}}
            for value in (None, 7, [7], [{}], [{"imsx_codeMinorFieldValue": 7}])
        ),
        *(
            {"imsx_error_details": value}
            for value in (SECRET, [SECRET], [{"field": f"{SECRET} is wrong"}], [{"field": None}])
        ),
        *({"imsx_description": value} for value in (None, 7, [SECRET])),
        {"imsx_StatusInfo": [SECRET]},
        [SECRET],
        SECRET,
        None,
    ]
    for body in [*map(json.dumps, odd), *(text.decode("latin-1") for text in bad_bodies({}).values())]:
        with pytest.raises(UnprocessableEntityError) as caught:
            request.read(reply(body.encode("latin-1"), 422))
        assert SECRET not in f"{caught.value} {caught.value!r}"
        response = Response[Any].read(request, reply(body.encode("latin-1"), 422))
        assert response.status_code == 422


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        *(("7", 7.0), ("0.5", 0.5), ("-3", 0.0), ("٣", 3.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0)),
        *((text, None) for text in ("soon", "", "inf", "nan", "9" * 400, "0, 0 0 0", "Wed, 99 Oct 2015 07:28:00 GMT")),
        *((f"Wed, 21 Oct {text}", None) for text in ("9999999999999 07:28:00 GMT", "2015 07:28:00 +9999999999999")),
    ],
)
def test_retry_after(text: str, seconds: float | None) -> None:
    with pytest.raises(RateLimitError) as caught:
        OPERATIONS[0].build().read(Reply(429, {"retry-after": text}))
    assert caught.value.retry_after == seconds


RULES: tuple[tuple[list[Operation], Callable[[Operation], None]], ...] = (
    ([o for o in WITH_REPLY if o.method == "get"], a_web_page_in_place_of_json),
    (WITH_REPLY, lists_and_entities_in_the_forms_that_servers_have),
    (OPERATIONS, statuses_that_say_no),
)


# One test for each operation: with one for each rule as well, pytest took as long as the rules.
@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_an_operation_follows_every_rule(operation: Operation) -> None:
    for operations_of_rule, rule in RULES:
        if operation in operations_of_rule:
            rule(operation)

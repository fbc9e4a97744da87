"""Every operation: ``build`` returns a request that is valid by the document."""

import json
import re
from collections.abc import Callable
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

import pytest

from tests.contract.documents import JSON, Operation, operations
from tests.contract.samples import First, Lots, members, minimal, valid
from tests.contract.values import same
from timeback_runtime.errors import InvalidRequestError

OPERATIONS = operations()
WITH_IDS = [operation for operation in OPERATIONS if "{" in operation.path]
WITH_BODY = [operation for operation in OPERATIONS if operation.body]
IDS = ("id-1", "a/b", "../classes/c1", "u1?x=1", "%2e%2e", "ü ñ", "a;b=c", "a#b", "..\\c", " x ")
ODD_IDS = (*IDS, "", ".", "..", " ", "\ud800", "\x00", "%2F..%2F", "components/x", "x\r\nHost: y")


def entity(operation: Operation) -> list[str]:
    """The properties of the objects that the operation returns."""
    document = operation.document
    node = document.resolve(next(schema for _, media, schema in operation.replies() if media))
    while names := node.get("x-collection") or node.get("x-unwrap"):
        node = document.resolve(node["properties"][names if isinstance(names, str) else names[0]])
        node = document.resolve(node.get("items", node))
    return list(members(document, node)[0])


def decoded(schema: dict[str, Any], text: str) -> Any:
    """The text of a query parameter, converted to the type of its schema."""
    kinds = schema.get("type", "string")
    if kinds == "array":
        return text.split(",")
    if kinds in ("integer", "number"):
        return json.loads(text)
    return {"true": True, "false": False}[text] if kinds == "boolean" else text


def a_request_is_as_the_document_says(operation: Operation) -> None:
    for number in range(6):
        assert_is_sent(operation, Lots(str(operation), number))


def assert_is_sent(operation: Operation, source: Lots) -> None:
    document = operation.document
    names = operation.python_names()
    arguments: dict[str, Any] = {}
    wanted: dict[str, dict[str, Any]] = {}
    for parameter in operation.parameters:
        name = names[parameter["name"]]
        if parameter["in"] == "path":
            arguments[name] = source.pick(IDS)
            continue
        if not parameter.get("required") and not source.pick((True, True, False)):
            continue
        wanted[parameter["name"]] = parameter
        match parameter.get("x-kind"):
            case "filter":
                arguments[name] = source.pick(("status='active'", "title~'O''Neil & Söhne' AND status!='x'"))
            case "sort":
                schema = document.resolve(parameter["schema"])
                arguments[name] = source.pick(schema.get("enum") or entity(operation))
            case "fields":
                arguments[name] = list({source.pick(entity(operation)), source.pick(entity(operation))})
            case _:
                arguments[name] = valid(document, parameter["schema"], source)
    segments = operation.path.strip("/").split("/")
    ids = [arguments[names[segment[1:-1]]] for segment in segments if segment.startswith("{")]
    body = None
    if name := operation.body_name():
        wrapper, schema = operation.body_schema()
        body = valid(document, schema, source)
        arguments[name] = operation.argument(body)
        body = {wrapper: body} if wrapper else body

    request = operation.module.build(**arguments)

    assert request.method == operation.method.upper()
    assert request.operation.path == operation.path
    assert request.operation.id == operation.node["operationId"]
    assert request.operation.service == document.content["info"].get("x-service", "api")
    host = document.content["servers"][0]["url"].split("}", 1)[-1]
    # The address of the QTI service already contains its base path.
    assert request.operation.base_path == ("" if request.operation.service == "qti" else host)
    template = re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(operation.path))
    matched = re.fullmatch(template, request.path)
    assert matched is not None
    assert [unquote(text) for text in matched.groups()] == ids
    assert re.fullmatch(r"[A-Za-z0-9\-._~%/]+", request.path)

    repeated = {name for name, parameter in wanted.items() if parameter.get("explode")}
    single = [pair for pair in request.query + request.headers if pair[0] not in repeated]
    sent: dict[str, Any] = dict(single)
    assert len(sent) == len(single)
    sent |= {wire: [text for name, text in request.query if name == wire] for wire in repeated}
    if "sort" in wanted and "orderBy" not in wanted and "orderBy" in names:
        # A sort without a direction is ascending.
        assert sent.pop("orderBy") == "asc"
    assert set(sent) == set(wanted)
    for name, parameter in wanted.items():
        value = sent[name] if name in repeated else decoded(document.resolve(parameter["schema"]), sent[name])
        document.judge(parameter["schema"]).validate(value)

    if body is None:
        assert (request.content, request.content_type) == (None, None)
    elif request.content_type == JSON:
        written = json.loads(request.content)
        assert same(written, body)
        document.judge(operation.body["content"][JSON]["schema"]).validate(written)
    else:
        assert request.content_type in operation.body["content"]
        assert request.content.decode() == body


def the_other_content_type_is_sent_as_it_is(operation: Operation) -> None:
    (other,) = set(operation.body["content"]) - {JSON}
    name = operation.body_name()
    for text in ("<a>é</a>", "<a>é</a>".encode()):
        request = operation.build(**{str(name): text})
        assert request.content_type == other
        assert request.content == "<a>é</a>".encode()


def a_body_of_the_wrong_kind_is_refused_by_name(operation: Operation) -> None:
    name = str(operation.body_name())
    kind = operation.document.resolve(operation.body_schema()[1]).get("type")
    textual = kind == "string" or len(operation.body["content"]) > 1
    for wrong in (7, True, object(), {1: 2}, *([] if textual else ["Emma-7f3a", b"Emma-7f3a"])):
        with pytest.raises(InvalidRequestError) as caught:
            operation.build(**{name: wrong})
        assert str(caught.value).startswith(name)
        assert "7f3a" not in str(caught.value)


def is_object(operation: Operation) -> bool:
    """Whether the body is an object whose required properties must be present."""
    if JSON not in operation.body["content"] or operation.method == "patch":
        return False
    node = operation.document.resolve(operation.body_schema()[1])
    return "discriminator" not in node and node.get("type", "object") == "object"


def what_a_body_lacks_is_named(operation: Operation) -> None:
    """The properties that a write requires, by their names in JSON, as in the dictionary; a PATCH requires none."""
    document = operation.document
    _, schema = operation.body_schema()
    node = document.resolve(schema)
    _, required = members(document, node)
    name = str(operation.body_name())
    for wire in sorted(required):
        body = minimal(document, schema)
        del body[wire]
        with pytest.raises(InvalidRequestError) as caught:
            operation.build(**{name: body})
        assert str(caught.value) == f"{name}: {wire} is missing"


def numbers_outside_of_the_limits_are_refused_by_name(operation: Operation) -> None:
    names = operation.python_names()
    for parameter in operation.parameters:
        schema = operation.document.resolve(parameter["schema"])
        wrong: list[Any] = [schema[w] + step for w, step in (("minimum", -1), ("maximum", 1)) if w in schema]
        if parameter["in"] != "path" and schema.get("type") == "integer":
            wrong += [1.5, "5", True, float("nan")]
        for value in wrong:
            with pytest.raises(InvalidRequestError, match=rf"^{names[parameter['name']]}: "):
                operation.build(**{names[parameter["name"]]: value})


LITERALS = {
    document: sorted({s for path in document.content["paths"] for s in path.strip("/").split("/") if "{" not in s})
    for document in {operation.document.name: operation.document for operation in OPERATIONS}.values()
}
BY_NAME = {document.name: words for document, words in LITERALS.items()}


def an_id_never_reaches_another_path(operation: Operation) -> None:
    for number in range(16):
        assert_stays(operation, Lots(str(operation), number))


def some_id(operation: Operation, source: Lots) -> str:
    kinds = (BY_NAME[operation.document.name], ODD_IDS, [source.text(8)])
    return str(source.pick(source.pick(kinds)))


def assert_stays(operation: Operation, source: Lots) -> None:
    names = operation.python_names()
    wires = [segment[1:-1] for segment in operation.path.strip("/").split("/") if segment.startswith("{")]
    ids = [some_id(operation, source) for _ in wires]
    try:
        request = operation.build(**{names[wire]: text for wire, text in zip(wires, ids, strict=True)})
    except InvalidRequestError as error:
        refused = [wire for wire in wires if str(error).startswith(f"{names[wire]}: ")]
        assert refused
        text = ids[wires.index(refused[0])]
        bare = dict.fromkeys(wires, "x") | {refused[0]: text}
        path = "/".join(bare[s[1:-1]] if s.startswith("{") else s for s in operation.path.split("/"))
        assert not text.strip() or text in (".", "..", "\ud800") or "\ud800" in text or others(operation, path)
        return
    segments = request.path.split("/")[1:]
    template = operation.path.split("/")[1:]
    assert len(segments) == len(template)
    got = [unquote(s) for s, t in zip(segments, template, strict=True) if t.startswith("{")]
    assert got == ids
    assert [s for s, t in zip(segments, template, strict=True) if not t.startswith("{")] == [
        t for t in template if not t.startswith("{")
    ]
    assert not {".", ".."} & set(segments)
    assert others(operation, request.path) == []


def others(operation: Operation, path: str) -> list[str]:
    """Other path templates that a path matches, with a fixed segment in place of an id."""
    segments = path.split("/")
    mine = operation.path.split("/")
    return [
        other
        for other in operation.document.content["paths"]
        if other != operation.path
        and len(theirs := other.split("/")) == len(segments)
        and all(t.startswith("{") or t == s for t, s in zip(theirs, segments, strict=True))
        and any(m.startswith("{") and not t.startswith("{") for m, t in zip(mine, theirs, strict=True))
    ]


def dictionaries_are_taken_wherever_models_are(operation: Operation) -> None:
    wrapper, schema = operation.body_schema()
    name = str(operation.body_name())
    for number in range(3):
        body = valid(operation.document, schema, Lots(str(operation), "dict", number))
        sent = json.loads(operation.build(**{name: operation.argument(body)}).content)
        given = [body]
        if isinstance(body, list):
            given += [[MappingProxyType(one) for one in body], tuple(body)]
        if wrapper:
            given.append({wrapper: body})
        for one in given:
            assert same(json.loads(operation.build(**{name: one}).content), sent)


def takes_list(operation: Operation) -> bool:
    return operation.document.resolve(operation.body_schema()[1]).get("type") == "array"


def a_dictionary_in_a_list_is_validated(operation: Operation) -> None:
    _, schema = operation.body_schema()
    name = str(operation.body_name())
    (body,) = valid(operation.document, {**operation.document.resolve(schema), "minItems": 1}, First())
    with pytest.raises(InvalidRequestError, match=rf"{name}\[1\]: .* missing"):
        operation.build(**{name: [body, {}]})
    with pytest.raises(InvalidRequestError, match=rf"{name}\[0\]: expected a \w+ or a dict, got text"):
        operation.build(**{name: ["u1"]})
    with pytest.raises(InvalidRequestError, match="wire names"):
        operation.build(**{name: [{**body, "sourced_id": "x"}]})


RULES: tuple[tuple[list[Operation], Callable[[Operation], None]], ...] = (
    (OPERATIONS, a_request_is_as_the_document_says),
    ([o for o in WITH_BODY if len(o.body["content"]) > 1], the_other_content_type_is_sent_as_it_is),
    (WITH_BODY, a_body_of_the_wrong_kind_is_refused_by_name),
    ([o for o in WITH_BODY if is_object(o)], what_a_body_lacks_is_named),
    (OPERATIONS, numbers_outside_of_the_limits_are_refused_by_name),
    (WITH_IDS, an_id_never_reaches_another_path),
    ([o for o in WITH_BODY if JSON in o.body["content"]], dictionaries_are_taken_wherever_models_are),
    ([o for o in WITH_BODY if takes_list(o)], a_dictionary_in_a_list_is_validated),
)


# One test for each operation: with one for each rule as well, pytest took as long as the rules.
@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_an_operation_follows_every_rule(operation: Operation) -> None:
    for operations_of_rule, rule in RULES:
        if operation in operations_of_rule:
            rule(operation)

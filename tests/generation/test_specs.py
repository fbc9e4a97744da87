"""Rules for the documents in specs/, besides being valid OpenAPI."""

import json
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from openapi_spec_validator import validate_url

from tests.generation.kit import METHODS, REPOSITORY, bundled, bundled_document, load

SPECS = sorted((REPOSITORY / "specs").glob("*.yaml"))
NAMES = [path.name for path in SPECS]
PROSE = ("description", "title", "summary", "example", "examples", "default", "deprecated")


def own_schemas(name: str) -> dict[str, Any]:
    """The schemas that the document itself defines."""
    found: dict[str, Any] = load(name)["components"].get("schemas", {})
    return found


def operations(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in bundled(name).get("paths", {}).values():
        for method in METHODS:
            if method in item:
                yield item[method]["operationId"], item[method]


def shape(node: Any, schemas: dict[str, Any], labels: dict[str, str]) -> Any:
    """A schema without descriptions. References to classes become their current labels, others their targets."""
    if isinstance(node, list):
        return [shape(item, schemas, labels) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[1]
        return f"class {labels[name]}" if labels.get(name) is not None else shape(schemas[name], schemas, labels)
    out: dict[str, Any] = {}
    for key, value in node.items():
        if key == "properties":
            out[key] = {name: shape(inner, schemas, labels) for name, inner in sorted(value.items())}
        elif key == "discriminator":
            mapped = value.get("mapping", {})
            out[key] = [
                value["propertyName"],
                [[k, shape({"$ref": v}, schemas, labels)] for k, v in sorted(mapped.items())],
            ]
        elif key in ("required", "enum", "type") and isinstance(value, list):
            out[key] = sorted(value, key=str)
        elif key not in PROSE and not key.startswith("x-"):
            out[key] = shape(value, schemas, labels)
    return out


def labelled(schemas: dict[str, Any]) -> dict[str, str]:
    """A label for each object. Two objects have the same label if they differ in nothing but names, at any depth."""
    labels = {name: "" for name, node in schemas.items() if node.get("properties") or node.get("allOf")}
    while True:
        texts = {name: json.dumps(shape(schemas[name], schemas, labels), sort_keys=True) for name in labels}
        refined = {name: sha256(text.encode()).hexdigest() for name, text in texts.items()}
        if len(set(refined.values())) == len(set(labels.values())):
            return refined
        labels = refined


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_document_is_valid(name: str) -> None:
    validate_url((REPOSITORY / "specs" / name).as_uri())


def test_no_two_schemas_of_one_shape() -> None:
    """No two objects or enumerations are the same. Each schema counts in the file that defines it."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in NAMES:
        schemas = bundled(name)["components"].get("schemas", {})
        labels = labelled(schemas)
        for schema, node in load(name)["components"].get("schemas", {}).items():
            if schema in labels and set(node) != {"$ref"}:
                found[labels[schema]].append(f"{name}: {schema}")
            elif any(key in node for key in ("enum", "anyOf", "oneOf")):
                found[json.dumps(shape(node, schemas, labels), sort_keys=True)].append(f"{name}: {schema}")
    assert [names for names in found.values() if len(names) > 1] == []


def test_schemas_of_one_shape_are_found() -> None:
    """The comparison follows references and cycles, and distinguishes types and required properties."""

    def node(of: str, *required: str, kind: str = "string") -> dict[str, Any]:
        properties = {"a": {"type": kind, "description": of}, "next": {"$ref": f"#/components/schemas/{of}"}}
        return {"type": "object", "required": list(required), "properties": properties}

    labels = labelled(
        {"A": node("B"), "B": node("A"), "C": node("C"), "D": node("A", "a"), "E": node("A", kind="integer")}
    )
    assert labels["A"] == labels["B"] == labels["C"]
    assert len({labels["A"], labels["D"], labels["E"]}) == 3


@pytest.mark.parametrize("name", NAMES)
def test_each_property_says_what_it_is(name: str) -> None:
    def says(node: dict[str, Any]) -> bool:
        return any(key in node for key in ("$ref", "type", "anyOf", "oneOf", "allOf", "enum", "const"))

    lacking = [
        f"{schema}.{prop}"
        for schema, node in own_schemas(name).items()
        for prop, inner in node.get("properties", {}).items()
        if not says(inner)
    ]
    lacking += [
        f"{schema}.{prop}[]"
        for schema, node in own_schemas(name).items()
        for prop, inner in node.get("properties", {}).items()
        if inner.get("type") == "array" and not says(inner.get("items", {}))
    ]
    assert lacking == []


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_and_what_is_not_obvious_is_described(name: str) -> None:
    def described(node: dict[str, Any]) -> bool:
        return bool(node.get("description") or "$ref" in node)

    assert [schema for schema, node in own_schemas(name).items() if not described(node)] == []
    for identity, operation in operations(name):
        assert operation.get("summary"), identity
        assert operation.get("description"), identity
        for parameter in operation.get("parameters", []):
            assert described(parameter), identity


@pytest.mark.parametrize("name", NAMES)
def test_each_body_says_whether_it_is_required(name: str) -> None:
    bodies = {
        identity: operation["requestBody"] for identity, operation in operations(name) if "requestBody" in operation
    }
    parts = bundled(name)["components"].get("requestBodies", {})
    resolved = {i: parts[b["$ref"].rsplit("/", 1)[1]] if "$ref" in b else b for i, b in bodies.items()}
    assert [identity for identity, body in resolved.items() if "required" not in body] == []


def test_operations_have_names_of_their_own_in_their_document() -> None:
    for name in NAMES:
        found = [identity for identity, _ in operations(name)]
        assert len(set(found)) == len(found), name


@pytest.mark.parametrize("name", [name for name in NAMES if name != "common.yaml"])
def test_every_operation_and_schema_has_its_module(name: str) -> None:
    generated = REPOSITORY / "generated/timeback_api" / bundled(name)["info"]["x-package"]
    modules = [path for path in (generated / "api").rglob("*.py") if path.name != "__init__.py"]
    assert len(modules) == len(list(operations(name)))
    assert bundled_document(generated) == bundled(name)

"""For any document the script prints a report or one line with an error."""

from __future__ import annotations

import copy
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drift.kit import Document, published, run

WORDS = [
    "$ref", "allOf", "anyOf", "oneOf", "type", "properties", "items", "required", "enum", "const", "format", "nullable",
    "additionalProperties", "parameters", "requestBody", "responses", "content", "schema", "paths", "components",
    "schemas", "servers", "url", "variables", "default", "in", "name", "get", "post", "operationId", "200", "other",
    "x-extensible-enum", "deprecated", "openapi", "info", "title",
]  # fmt: skip
KEYS = st.sampled_from(WORDS) | st.text(max_size=5)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        [*WORDS, "#", "#/", "#/paths", "#/components/schemas/A", "a.yaml#/b", "/{", "\ud800", "http://["]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def small() -> Document:
    """Return some operations of the document, so that a change is likely to affect one."""
    document = published("powerpath")
    names = ["/tree/", "resetAttempt", "testOut", ":"]
    document["paths"] = {p: item for p, item in document["paths"].items() if any(name in p for name in names)}
    document["components"]["schemas"]["A"] = {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/A"}}}
    return document


SMALL = small()


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    out = [path] if path else []
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in entries:
        out += places(value, (*path, key))
    return out


PLACES = places(SMALL)
HOW = ["put", "drop", "add", "graft", "refer"]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from(["put", "drop", "add", "graft", "refer"]),
        VALUES,
        st.sampled_from(PLACES),
    ),
    min_size=1,
    max_size=6,
)


def get(document: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        document = document[key]
    return document


def change(document: Document, path: tuple[Any, ...], how: str, value: Any, other: tuple[Any, ...]) -> None:
    try:
        parent = get(document, path[:-1])
        if how == "put":
            parent[path[-1]] = value
        elif how == "drop":
            del parent[path[-1]]
        elif how == "add" and isinstance(parent, dict):
            parent[str(value)[:20]] = value
        elif how == "graft":
            parent[path[-1]] = copy.deepcopy(get(document, other))
        elif how == "refer":
            parts = [str(part).replace("~", "~0").replace("/", "~1") for part in other]
            parent[path[-1]] = {"$ref": "#/" + "/".join(parts)}
    except (KeyError, IndexError, TypeError):
        return  # an earlier change removed the place


def judged(data: bytes, *arguments: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "published"
        path.write_bytes(data)
        code, out, problems = run(str(path), "--json", *arguments)
        if code == 2:
            assert out == ""
            assert problems.startswith("spec-drift: ")
            assert problems.count("\n") == 1
        else:
            assert problems == ""
            (report,) = json.loads(out)["documents"]
            assert bool(report["findings"] or report["unread"]) is bool(code)
            form = "--markdown" if len(data) % 2 else "--rules"
            assert run(str(path), form, *arguments)[0] == code


@pytest.mark.slow
@pytest.mark.generated
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(CHANGES)
def test_documents_changed_at_random(changes: list[tuple[tuple[Any, ...], str, Any, tuple[Any, ...]]]) -> None:
    document = copy.deepcopy(SMALL)
    for path, how, value, other in changes:
        change(document, path, how, value, other)
    judged(json.dumps(document).encode(), "--document", "powerpath")


@pytest.mark.slow
@pytest.mark.generated
@given(st.data())
def test_documents_damaged_on_the_way(data: st.DataObject) -> None:
    whole = json.dumps({"openapi": "3.1.0", "paths": {"/testOut": SMALL["paths"]["/powerpath/testOut/"]}}).encode()
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    judged(whole[:start] + data.draw(st.binary(max_size=20)) + whole[start + length :])


@pytest.mark.generated
@given(VALUES)
def test_anything_as_paths(value: Any) -> None:
    judged(
        json.dumps(
            {"openapi": "3.0.0", "info": value, "servers": value, "paths": {"/testOut": value, "/a": value}}
        ).encode()
    )

"""Builds documents like those of the platform from specs/: inlined, without descriptions, partly invalid."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from spec_drift import main

from generator.bundling import bundle, load

ROOT = Path(__file__).parents[2]
SPECS = ROOT / "specs"
GROUPS = {
    "oneroster": ("oneroster_rostering", "oneroster_gradebook", "oneroster_resources"),
    "powerpath": ("powerpath",),
    "qti": ("qti",),
}
METHODS = ("get", "put", "post", "delete", "patch")
WORDS = {"description", "summary", "example", "examples", "title", "externalDocs"}
Document = dict[str, Any]


def excerpt(folder: Path, spec: str, *beginnings: str) -> Path:
    """Create a folder of specifications with one of our files and some of its paths."""
    document = load(SPECS / f"{spec}.yaml")
    document["paths"] = {path: item for path, item in document["paths"].items() if path.startswith(beginnings)}
    for name, content in ((spec, document), ("common", load(SPECS / "common.yaml"))):
        (folder / f"{name}.yaml").write_text(json.dumps(content), encoding="utf-8")
    return folder


def published(name: str, dialect: str = "3.0", specs: Path = SPECS) -> Document:
    """Return a published document without changes, or the part of it that one file describes."""
    return json.loads(_published(name, dialect, specs))


@cache
def _published(name: str, dialect: str, specs: Path) -> str:
    paths: Document = {}
    schemas: Document = {}
    for spec in GROUPS.get(name, (name,)):
        document, _ = bundle(specs / f"{spec}.yaml")
        base = document["servers"][0]["url"].partition("}")[2]
        for path, item in document["paths"].items():
            operations = {
                method: _operation(document, spec, item, item[method], schemas)
                for method in METHODS
                if method in item and not item[method].get("x-undocumented")
            }
            if operations:
                prefix = "" if name == "qti" else base
                paths[prefix + path + ("" if path.endswith("}") else "/")] = operations
    server = "https://qti.example.org/api" if name == "qti" else "https://api.example.org"
    whole = {
        "openapi": "3.0.3" if dialect == "3.0" else "3.1.0",
        "info": {"title": name.title(), "version": "1"},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": schemas},
    }
    if name == "powerpath":
        path = next(p for p in paths if p.startswith("/powerpath/placement/{"))
        paths[path.replace("{", ":").replace("}", "")] = paths.pop(path)
        paths["/powerpath/resetAttempt/"]["post"]["responses"]["other"] = {"description": ""}
    return json.dumps(old_words(whole) if dialect == "3.0" else whole)


def _operation(document: Document, spec: str, item: Document, operation: Document, schemas: Document) -> Document:
    out = {key: operation[key] for key in ("operationId", "requestBody", "responses") if key in operation}
    out["parameters"] = [*item.get("parameters", []), *operation.get("parameters", [])]
    return _inlined(document, spec, out, schemas, ())


def _inlined(
    document: Document, spec: str, node: Any, schemas: Document, above: tuple[str, ...], *, named: bool = False
) -> Any:
    """Replace references by their targets, except for recursive schemas."""
    if isinstance(node, list):
        return [_inlined(document, spec, item, schemas, above) for item in node]
    if not isinstance(node, dict):
        return node
    reference = node.get("$ref")
    if isinstance(reference, str):
        _, _, kind, name = reference.split("/")
        target = document["components"][kind][name]
        if reference not in above:
            return _inlined(document, spec, target, schemas, (*above, reference))
        if f"{spec}.{name}" not in schemas:
            schemas[f"{spec}.{name}"] = {}
            schemas[f"{spec}.{name}"] = _inlined(document, spec, target, schemas, (reference,))
        return {"$ref": f"#/components/schemas/{spec}.{name}"}
    kept = {
        key: value
        for key, value in node.items()
        if named or not (key.startswith("x-") or key in WORDS or key == "discriminator")
    }
    return {
        key: _inlined(document, spec, value, schemas, above, named=key == "properties" and not named)
        for key, value in kept.items()
    }


def old_words(node: Any) -> Any:
    """Convert a schema of OpenAPI 3.1 to 3.0."""
    if isinstance(node, list):
        return [old_words(item) for item in node]
    if not isinstance(node, dict):
        return node
    out = {key: old_words(value) for key, value in node.items()}
    kinds = out.get("type")
    if isinstance(kinds, list):
        del out["type"]
        real = [kind for kind in kinds if kind != "null"]
        if len(real) == 1:
            out["type"] = real[0]
        else:
            out["anyOf"] = [{"type": kind} for kind in real]
        if "null" in kinds:
            out["nullable"] = True
    for key in ("anyOf", "oneOf"):
        if isinstance(out.get(key), list) and {"type": "null"} in out[key]:
            rest = [item for item in out[key] if item != {"type": "null"}]
            del out[key]
            out["allOf" if len(rest) == 1 else key] = rest
            out["nullable"] = True
    if "const" in out and not isinstance(out["const"], dict):
        out["enum"] = [out.pop("const")]
    return out


def walk(node: Any) -> Iterator[Any]:
    """Yield every mapping in a document."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


def holders(node: Any, *names: str) -> list[Document]:
    """Yield every schema that has all these properties."""
    return [s for s in walk(node) if isinstance(s.get("properties"), dict) and set(names) <= set(s["properties"])]


def run(*arguments: str) -> tuple[int, str, str]:
    """Run the script; return its exit code and its output."""
    out, problems = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(problems):
        code = main(arguments)
    return code, out.getvalue(), problems.getvalue()


def findings(folder: Path, document: Document, *arguments: str) -> list[Document]:
    """Return the findings of the script for a document, from its JSON output."""
    path = folder / "published.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    code, out, problems = run(str(path), "--json", *arguments)
    assert problems == ""
    (report,) = json.loads(out)["documents"]
    assert report["drift"] is bool(code)
    assert report["unread"] == []
    return report["findings"]

"""Matches the operations of two documents by method and path template."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from drift.schemas import Document, Part, Spot, mapping, sequence

METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")
# OpenAPI ignores header parameters of this name.
IGNORED = {("header", "accept"), ("header", "content-type"), ("header", "authorization")}
STATUS = re.compile(r"[1-5](?:\d\d|XX)|default")


@dataclass(slots=True)
class Parameter:
    part: Part
    required: bool


@dataclass(slots=True)
class Operation:
    method: str
    path: str
    id: str
    spec: str = ""
    keys: list[tuple[str, str]] = field(default_factory=list)
    parameters: dict[tuple[str, str], Parameter] = field(default_factory=dict)
    body_required: bool = False
    bodies: dict[str, Part] = field(default_factory=dict)
    replies: dict[str, dict[str, Part]] = field(default_factory=dict)
    deprecated: bool = False
    undocumented: bool = False

    @property
    def name(self) -> str:
        return self.id or f"{self.method} {self.path}"

    @property
    def full(self) -> tuple[str, str]:
        return self.keys[0]


def shape_of(path: str) -> str:
    """Return a path without the names of its parameters ({name} or :name) and without a trailing slash."""
    return re.sub(r"\{[^}]*\}|(?<=/):[^/]+", "{}", "/" + re.sub(r"/{2,}", "/", path).strip("/"))


def bases(document: Document) -> list[str]:
    """Return the paths of the servers, the most specific first."""
    found = []
    for server in sequence(document.root.get("servers")):
        url = mapping(server).get("url")
        if not isinstance(url, str):
            continue
        for name, variable in mapping(mapping(server).get("variables")).items():
            url = url.replace(f"{{{name}}}", str(mapping(variable).get("default", "")))
        try:
            found.append(urlsplit(url).path.rstrip("/"))
        except ValueError:
            continue
    return sorted(set(found), key=lambda base: (-len(base), base)) or [""]


def operations(document: Document, spec: str = "") -> list[Operation]:
    """Return all operations. Parts that cannot be interpreted are skipped and noted in ``document.unread``.

    Raises:
        UnreadableError: references form a cycle.
    """
    out = []
    prefixes = bases(document)
    for path, raw in mapping(document.root.get("paths")).items():
        item, _ = document.follow(raw)
        if not str(path).startswith("/"):
            if not str(path).startswith("x-"):
                document.unread[f"path {str(path)[:100]!r}: does not start with a slash"] = None
            continue
        if not isinstance(item, dict):
            document.unread[f"path {str(path)[:100]}: is not a mapping"] = None
            continue
        for method in METHODS:
            if method not in item:
                continue
            if not isinstance(item[method], dict):
                document.unread[f"{method.upper()} {str(path)[:100]}: is not an operation"] = None
                continue
            out.append(_operation(document, spec, method.upper(), str(path), item, prefixes))
    return out


def _operation(
    document: Document, spec: str, method: str, path: str, item: dict[Any, Any], prefixes: list[str]
) -> Operation:
    raw = item[method.lower()]
    name = raw.get("operationId")
    operation = Operation(method, path, name if isinstance(name, str) else "", spec)
    operation.keys = list(dict.fromkeys((method, shape_of(prefix + path)) for prefix in [*prefixes, ""]))
    operation.deprecated = raw.get("deprecated") is True
    operation.undocumented = raw.get("x-undocumented") is True
    for entry in [*sequence(item.get("parameters")), *sequence(raw.get("parameters"))]:
        _parameter(document, operation, entry)
    body = mapping(document.follow(raw.get("requestBody"))[0])
    operation.body_required = body.get("required") is True
    operation.bodies = _content(document, body, Spot(f"request of {operation.name}"))
    for code, reply in mapping(raw.get("responses")).items():
        status = str(code).upper() if str(code).lower() != "default" else "default"
        if STATUS.fullmatch(status):
            content = mapping(document.follow(reply)[0])
            operation.replies[status] = _content(document, content, Spot(f"reply {status} of {operation.name}"))
    return operation


def _parameter(document: Document, operation: Operation, entry: Any) -> None:
    parameter = mapping(document.follow(entry)[0])
    name, place = parameter.get("name"), parameter.get("in")
    if not isinstance(name, str) or not isinstance(place, str):
        document.unread[f"{operation.method} {operation.path}: a parameter without a name or a place"] = None
        return
    place = place.lower()
    key = (place, name.lower() if place == "header" else name)
    if key in IGNORED:
        return
    spot = Spot(f"{place} parameter {name}")
    schemas = [parameter["schema"]] if "schema" in parameter else []
    schemas += [mapping(media).get("schema", {}) for media in mapping(parameter.get("content")).values()]
    node = document.node(schemas[0] if schemas else {}, spot)
    operation.parameters[key] = Parameter(node, parameter.get("required") is True or place == "path")


def _content(document: Document, owner: dict[Any, Any], spot: Spot) -> dict[str, Part]:
    out: dict[str, Part] = {}
    for kind, media in mapping(owner.get("content")).items():
        media_type = str(kind).partition(";")[0].strip().lower()
        out.setdefault(media_type, document.node(mapping(document.follow(media)[0]).get("schema", {}), spot))
    return out


def pair(
    ours: Iterable[Operation], theirs: Iterable[Operation]
) -> tuple[list[tuple[Operation, Operation]], list[Operation], list[Operation]]:
    """Return the matching operations, those that only we have, and those that only they have.

    A base path may be part of the servers on one side and of the paths on the other. An operation is therefore searched
    by its full path first, and by a shorter one only if no other operation has that.
    """
    known: dict[tuple[str, str], Operation] = {}
    contested: set[tuple[str, str]] = set()
    left = list(ours)
    for operation in left:
        for key in operation.keys:
            if known.setdefault(key, operation) is not operation:
                contested.add(key)
    full = {operation.full: operation for operation in left}
    pairs: list[tuple[Operation, Operation]] = []
    taken: set[int] = set()
    waiting = list(theirs)
    for exact in (True, False):
        rest = []
        for operation in waiting:
            table = full if exact else known
            keys = [k for k in operation.keys if k in table and (exact or k not in contested)]
            mine = next((table[k] for k in keys if id(table[k]) not in taken), None)
            if mine is None:
                rest.append(operation)
                continue
            taken.add(id(mine))
            pairs.append((mine, operation))
        waiting = rest
    return pairs, [o for o in left if id(o) not in taken], waiting


def renamed(ours: list[Operation], theirs: list[Operation]) -> list[tuple[Operation, Operation]]:
    """Match operations that differ in their paths by method and operationId."""
    count = Counter((o.method, o.id) for o in theirs)
    known = {(o.method, o.id): o for o in theirs if o.id and count[o.method, o.id] == 1}
    return [(o, known.pop((o.method, o.id))) for o in ours if (o.method, o.id) in known]


def parted(before: str, after: str) -> tuple[str, str]:
    """Remove the common final segments of two paths, so that a new base path looks the same for every operation."""
    left, right = before.split("/"), after.split("/")
    while left[1:] and right[1:] and left[-1] == right[-1]:
        left.pop()
        right.pop()
    return "/".join(left) or "/", "/".join(right) or "/"

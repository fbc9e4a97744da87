"""One self-contained document from a document and the files that it refers to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

COMMON = "common.yaml"
METHODS = ("get", "put", "post", "delete", "patch")


class SpecError(Exception):
    """A document in specs/ that cannot be generated from; the text says where and why."""


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which no key can stand twice, where the first would be lost; dates stay text, as in JSON."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        keys = [key.value for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise yaml.constructor.ConstructorError(None, None, f"{min(twice)} stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


Loader.add_constructor("tag:yaml.org,2002:timestamp", Loader.construct_yaml_str)


def load(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - a SafeLoader below
    except FileNotFoundError:
        raise SpecError(f"{path.name}: there is no such file in specs/") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SpecError(f"{path.name}: {error}") from None
    if not isinstance(data, dict) or "openapi" not in data:
        raise SpecError(f"{path.name} is no OpenAPI document")
    return data


def bundle(path: Path) -> tuple[dict[str, Any], set[str]]:
    """The document with every component that it needs from other files, and the names of the schemas among those.

    Raises:
        SpecError: a reference leads nowhere, or two files give one name to different things.
    """
    root = load(path)
    files = {path.name: root}
    components: dict[str, dict[str, Any]] = {
        kind: dict(entries) for kind, entries in root.get("components", {}).items()
    }
    # A component that only points at one of the same name elsewhere is an import, not a second definition.
    imported = [
        node["$ref"]
        for kind, entries in components.items()
        for name, node in list(entries.items())
        if set(node) == {"$ref"} and node["$ref"].endswith(f"#/components/{kind}/{name}") and entries.pop(name)
    ]
    origin: dict[tuple[str, str], str] = {
        (kind, name): path.name for kind, entries in components.items() for name in entries
    }

    def visit(node: Any, here: str) -> Any:
        if isinstance(node, list):
            return [visit(item, here) for item in node]
        if not isinstance(node, dict):
            return node
        out = {key: visit(value, here) for key, value in node.items() if key != "$ref"}
        if "$ref" in node:
            out = {"$ref": resolve(node["$ref"], here), **out}
        mapping = node.get("discriminator", {}).get("mapping") if isinstance(node.get("discriminator"), dict) else None
        if mapping:
            out["discriminator"]["mapping"] = {value: resolve(target, here) for value, target in mapping.items()}
        return out

    def resolve(reference: str, here: str) -> str:
        name, _, pointer = reference.partition("#")
        file = name or here
        parts = pointer.strip("/").split("/")
        if len(parts) != 3 or parts[0] != "components":
            raise SpecError(f"{here}: {reference} is no reference to a component")
        _, kind, entry = parts
        if file not in files:
            files[file] = load(path.parent / file)
        if (kind, entry) not in origin:
            try:
                source = files[file]["components"][kind][entry]
            except KeyError:
                raise SpecError(f"{here}: {reference} leads nowhere") from None
            origin[kind, entry] = file
            components.setdefault(kind, {})[entry] = None
            components[kind][entry] = visit(source, file)
        elif origin[kind, entry] != file:
            raise SpecError(f"{entry} stands both in {origin[kind, entry]} and in {file}")
        elif entry not in components.get(kind, {}):
            raise SpecError(f"{here}: {reference} leads nowhere")
        return f"#/components/{kind}/{entry}"

    for reference in imported:
        resolve(reference, path.name)
    own = {kind: dict(entries) for kind, entries in components.items()}
    for kind, entries in own.items():
        for name, node in entries.items():
            if origin[kind, name] == path.name:
                components[kind][name] = visit(node, path.name)
    document = {key: visit(value, path.name) for key, value in root.items() if key != "components"}
    document["components"] = {kind: dict(sorted(entries.items())) for kind, entries in sorted(components.items())}
    shared = {name for (kind, name), file in origin.items() if kind == "schemas" and file == COMMON}
    return document, shared


def compact(document: dict[str, Any]) -> str:
    """The document as JSON with one path and one component a line, so that a difference can be read."""

    def entry(value: Any, depth: int) -> str:
        if depth == 0 or not isinstance(value, dict):
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        inner = ",\n".join(f"{json.dumps(key)}:{entry(item, depth - 1)}" for key, item in value.items())
        return f"{{\n{inner}\n}}" if inner else "{}"

    depths = {"paths": 1, "components": 2}
    lines = [f"{json.dumps(key)}:{entry(value, depths.get(key, 0))}" for key, value in document.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"

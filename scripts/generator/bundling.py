"""Load an OpenAPI document and bundle it with the components that it references in other files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

COMMON = "common.yaml"
METHODS = ("get", "put", "post", "delete", "patch")


class SpecError(Exception):
    """A document in specs/ is invalid or not supported; the message names the location and the reason."""


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A YAML loader that refuses duplicate keys, of which YAML keeps only the last, and that keeps dates as text."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        keys = [key.value for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise yaml.constructor.ConstructorError(None, None, f"{min(twice)} is a duplicate key", node.start_mark)
        return super().construct_mapping(node, deep)


Loader.add_constructor("tag:yaml.org,2002:timestamp", Loader.construct_yaml_str)


def load(path: Path) -> dict[str, Any]:
    """Load an OpenAPI document.

    Raises:
        SpecError: the file is missing, is not valid YAML, or is not an OpenAPI document.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - Loader is a subclass of SafeLoader
    except FileNotFoundError:
        raise SpecError(f"{path.name}: the file does not exist in specs/") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SpecError(f"{path.name}: {error}") from None
    if not isinstance(data, dict) or "openapi" not in data:
        raise SpecError(f"{path.name} is not an OpenAPI document")
    return data


def bundle(path: Path) -> tuple[dict[str, Any], set[str]]:
    """The document with the components that it references in other files, and the names of the schemas of common.yaml.

    Raises:
        SpecError: a reference has no target, or two files define components of the same name.
    """
    root = load(path)
    files = {path.name: root}
    components: dict[str, dict[str, Any]] = {
        section: dict(entries) for section, entries in root.get("components", {}).items()
    }
    # A component that is only a reference to one of the same name in another file is an import, not a definition.
    imported = [
        node["$ref"]
        for section, entries in components.items()
        for name, node in list(entries.items())
        if set(node) == {"$ref"} and node["$ref"].endswith(f"#/components/{section}/{name}") and entries.pop(name)
    ]
    origin: dict[tuple[str, str], str] = {
        (section, name): path.name for section, entries in components.items() for name in entries
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
            raise SpecError(f"{here}: {reference} is not a reference to a component")
        _, section, entry = parts
        if file not in files:
            files[file] = load(path.parent / file)
        if (section, entry) not in origin:
            try:
                source = files[file]["components"][section][entry]
            except KeyError:
                raise SpecError(f"{here}: the target of {reference} does not exist") from None
            origin[section, entry] = file
            components.setdefault(section, {})[entry] = None
            components[section][entry] = visit(source, file)
        elif origin[section, entry] != file:
            raise SpecError(f"{entry} is defined both in {origin[section, entry]} and in {file}")
        elif entry not in components.get(section, {}):
            raise SpecError(f"{here}: the target of {reference} does not exist")
        return f"#/components/{section}/{entry}"

    for reference in imported:
        resolve(reference, path.name)
    own = {section: dict(entries) for section, entries in components.items()}
    for section, entries in own.items():
        for name, node in entries.items():
            if origin[section, name] == path.name:
                components[section][name] = visit(node, path.name)
    document = {key: visit(value, path.name) for key, value in root.items() if key != "components"}
    document["components"] = {section: dict(sorted(entries.items())) for section, entries in sorted(components.items())}
    shared = {name for (section, name), file in origin.items() if section == "schemas" and file == COMMON}
    return document, shared


def compact(document: dict[str, Any]) -> str:
    """The document as JSON with one line for each path and component, so that diffs are readable."""

    def entry(value: Any, depth: int) -> str:
        if depth == 0 or not isinstance(value, dict):
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        inner = ",\n".join(f"{json.dumps(key)}:{entry(item, depth - 1)}" for key, item in value.items())
        return f"{{\n{inner}\n}}" if inner else "{}"

    depths = {"paths": 1, "components": 2}
    lines = [f"{json.dumps(key)}:{entry(value, depths.get(key, 0))}" for key, value in document.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"

"""Generates pydantic and msgspec models from the schemas of our document, so that all decode the same data."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.paths import GENERATED

from generator.schemas import snake

DOCUMENT = GENERATED / "timeback_api" / "rostering" / "openapi.json.gz"

HEAD = {
    "pydantic": "from pydantic import BaseModel, ConfigDict, Field\n",
    "msgspec": "from msgspec import UNSET, Struct, UnsetType, field\n",
}


def write_models(folder: Path, root: str = "UserList") -> None:
    """Write ``shape_pydantic.py`` and ``shape_msgspec.py`` with ``root`` and all models that it needs."""
    schemas = json.loads(gzip.decompress(DOCUMENT.read_bytes()))["components"]["schemas"]
    needed = list(dict.fromkeys(_needed(root, schemas)))
    for kind, imports in HEAD.items():
        text = (
            f"from __future__ import annotations\n\nimport datetime\nimport enum\nfrom typing import Any\n\n{imports}"
        )
        for name in needed:
            text += _class(name, schemas, kind)
        if kind == "pydantic":
            text += "".join(f"\n{name}.model_rebuild()" for name in needed if _is_model(schemas[name]))
        (folder / f"shape_{kind}.py").write_text(text + "\n", encoding="utf-8")


def _needed(name: str, schemas: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[str]:
    if name in above:
        return
    yield name
    for other in dict.fromkeys(re.findall(r"#/components/schemas/(\w+)", json.dumps(schemas[name]))):
        yield from _needed(other, schemas, (*above, name))


def _is_model(schema: dict[str, Any]) -> bool:
    return "properties" in schema


def _class(name: str, schemas: dict[str, Any], kind: str) -> str:
    schema = schemas[name]
    if "enum" in schema:
        members = "".join(f"\n    {_member(value)} = {value!r}" for value in schema["enum"])
        return f"\n\nclass {name}(enum.StrEnum):{members}\n"
    if not _is_model(schema):
        return ""
    required = schema.get("required", ())
    if kind == "pydantic":
        lines = ["    model_config = ConfigDict(populate_by_name=True, extra='allow')"]
    else:
        lines = []
    for wire, value in sorted(schema["properties"].items(), key=lambda item: item[0] not in required):
        lines.append(_line(wire, _annotation(value, schemas), wire in required, kind))
    base = "BaseModel" if kind == "pydantic" else "Struct, kw_only=True"
    return f"\n\nclass {name}({base}):\n" + "\n".join(lines) + "\n"


def _line(wire: str, annotation: str, required: bool, kind: str) -> str:
    python = snake(wire)
    if kind == "pydantic":
        default = "" if required else "default=None, "
        annotation = annotation if required or annotation.endswith("None") else f"{annotation} | None"
        return f'    {python}: {annotation} = Field({default}alias="{wire}")'
    default = "" if required else "default=UNSET, "
    return f'    {python}: {annotation}{"" if required else " | UnsetType"} = field({default}name="{wire}")'


def _annotation(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        target = schemas[name]
        return name if "enum" in target or _is_model(target) else _annotation(target, schemas)
    if "anyOf" in schema:
        kinds = [_annotation(one, schemas) for one in schema["anyOf"]]
        return " | ".join(sorted(dict.fromkeys(kinds), key="None".__eq__))
    types = schema.get("type", "object")
    types = types if isinstance(types, list) else [types]
    return " | ".join(dict.fromkeys(_plain(one, schema, schemas) for one in types))


def _plain(kind: str, schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    if kind == "array":
        return f"list[{_annotation(schema['items'], schemas)}]"
    if kind == "object":
        values = schema.get("additionalProperties")
        return f"dict[str, {_annotation(values, schemas) if isinstance(values, dict) else 'Any'}]"
    if kind == "string":
        return {"date-time": "datetime.datetime", "date": "datetime.date"}.get(schema.get("format", ""), "str")
    return {"boolean": "bool", "integer": "int", "number": "float", "null": "None"}[kind]


def _member(value: str) -> str:
    return snake(value).upper()

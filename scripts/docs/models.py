"""Generates the pages on models, one per generated package."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import Any

from docs.lines import services
from timeback._spec import documents
from timeback_runtime.model import Model

FOLDER = "reference/models"
_ATTRIBUTE = re.compile(r"(\w+): (.*)")
_NAME = re.compile(r"\b[A-Z]\w+")


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path below docs/ and the text of every page."""
    for package in packages():
        yield f"{FOLDER}/{package}.md", page(package)


def navigation() -> list[dict[str, object]]:
    """Return the entries of the site's navigation."""
    return [{package: f"{FOLDER}/{package}.md"} for package in packages()]


def packages() -> list[str]:
    """Return the names of the generated packages; the shared one is last."""
    return [*services(), "common"]


@cache
def names(package: str) -> dict[str, str]:
    """Return the models of a package, and the package that contains each."""
    module = importlib.import_module(f"timeback_api.{package}.models")
    return {name: _home(getattr(module, name), package) for name in module.__all__}


@cache
def undocumented(package: str) -> frozenset[str]:
    """Return the ids of the operations that the platform's documents lack."""
    document = documents.load(package).content
    return frozenset(
        operation["operationId"]
        for item in document["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict) and operation.get("x-undocumented")
    )


def linked(annotation: str, package: str, folder: str) -> str:
    """Format an annotation with links to its models."""
    known = names(package)

    def link(match: re.Match[str]) -> str:
        name = match[0]
        return f"[{name}]({folder}/{known[name]}.md#{name.lower()})" if name in known else name

    escaped = annotation.replace("|", r"\|").replace("[", r"\[").replace("]", r"\]")
    return _NAME.sub(link, escaped)


def page(package: str) -> str:
    """Return the page of one package."""
    module = importlib.import_module(f"timeback_api.{package}.models")
    own = sorted(name for name, home in names(package).items() if home == package)
    parts = [
        f"# Models: {package}",
        f"Import them from `timeback_api.{package}.models`. Every attribute may be None in a reply, because a server "
        "may omit any property. *Required* marks the attributes that an object needs to be sent. Unknown properties "
        "are kept in `additional_properties` and sent back unchanged.",
    ]
    for name in own:
        parts += [f"## {name} {{ #{name.lower()} }}", *_described(getattr(module, name), package)]
    return "\n\n".join(parts) + "\n"


def _described(kind: Any, package: str) -> Iterator[str]:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        yield inspect.cleandoc(kind.__doc__ or "")
        yield "One of " + ", ".join(f"`{member.value}`" for member in kind) + "."
    elif isinstance(kind, type) and issubclass(kind, Model):
        text, described = _attributes(kind)
        yield text
        rows = ["| attribute | JSON name | type | required | |", "| --- | --- | --- | --- | --- |"]
        for attribute, field in kind.FIELDS.items():
            annotation = str(kind.__annotations__[attribute]).removesuffix(" | None").replace("datetime.", "")
            shown = linked(annotation, package, ".")
            required = "yes" if field.required else ""
            rows.append(f"| `{attribute}` | `{field.wire}` | {shown} | {required} | {described.get(attribute, '')} |")
        if len(rows) > 2:
            yield "\n".join(rows)
    else:
        yield f"One of {linked(_union(kind), package, '.')}; a property of the object determines which."


def _attributes(kind: type[Any]) -> tuple[str, dict[str, str]]:
    text, _, rest = inspect.cleandoc(kind.__doc__ or "").partition("\nAttributes:\n")
    found: dict[str, str] = {}
    last = ""
    for line in rest.splitlines():
        attribute = _ATTRIBUTE.fullmatch(line.strip())
        if line.startswith("        ") and last:
            found[last] += f" {line.strip()}"
        elif attribute:
            last = attribute[1]
            found[last] = attribute[2]
    return text.strip(), {name: description.replace("|", r"\|") for name, description in found.items()}


def _home(kind: Any, package: str) -> str:
    module = getattr(kind, "__module__", "")
    return "common" if module.startswith("timeback_api.common.") else package


def _union(kind: Any) -> str:
    return " | ".join(getattr(one, "__name__", str(one)) for one in getattr(kind, "__args__", ()))

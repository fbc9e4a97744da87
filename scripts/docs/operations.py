"""Generates the pages on operations: one per resource, and one table of all.

    python scripts/docs/operations.py         print the table as Markdown

Their contents come from the methods that the services declare and from the generated functions, which contain the texts
of specs/. Nothing is written by hand.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.lines import Line, Resource, lines, resources, services
from docs.models import linked, undocumented

FOLDER = "reference/operations"


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path below docs/ and the text of every page."""
    yield f"{FOLDER}/index.md", overview()
    for service in services():
        for resource in resources(service):
            yield path(resource), page(resource)


def path(resource: Resource) -> str:
    """Return the path of a resource's page."""
    return f"{FOLDER}/{resource.service}/{resource.name or 'service'}.md"


def navigation() -> list[dict[str, object]]:
    """Return the entries of the site's navigation."""
    found: list[dict[str, object]] = [{"All operations": f"{FOLDER}/index.md"}]
    for service in services():
        entries = [{resource.name or service: path(resource)} for resource in resources(service)]
        found += [{service: entries}]
    return found


def overview() -> str:
    """Return the table of all operations."""
    every = lines()
    operations = {(line.operation.package.name, line.operation.id) for line in every}
    parts = [
        "---\nhide: [toc]\n---",
        "# All operations",
        f"{len(operations)} operations, and {len(every)} methods that call them. The async client has the same names. "
        "A low-level module has the functions `sync`, `sync_detailed`, `asyncio`, `asyncio_detailed`, and `build`, "
        "which creates the request without sending it. "
        "Paths are those of the platform; for another provider they are a [setting](../settings.md).",
        "This page is generated from the services' declarations and from specs/.",
    ]
    for service in services():
        found = list(resources(service))
        base = found[0].lines[0].operation.package.base_path
        parts += [
            f"## {service}",
            f"Facade: `client.{service}.` Low level: `timeback_api.{service}.api.` Paths: `{base}`",
        ]
        rows = ["| facade | low level | request |", "| --- | --- | --- |"]
        for resource in found:
            target = path(resource).removeprefix(f"{FOLDER}/")
            rows += [
                f"| [`{line.facade.removeprefix(f'client.{service}.')}`]({target}#{line.name}) "
                f"| `{low_level.removeprefix(f'timeback_api.{service}.api.')}` "
                f"| `{operation.method} {operation.path}` |"
                for line in resource.lines
                for low_level, operation in line.operations.items()
            ]
        parts.append("\n".join(rows))
    return "\n\n".join(parts) + "\n"


def page(resource: Resource) -> str:
    """Return the page of one resource."""
    base = resource.lines[0].operation.package.base_path
    parts = [f"# {resource.facade}", resource.text, f"Paths are below `{base}`."]
    rows = ["| method | what it does | request |", "| --- | --- | --- |"]
    rows += [f"| [`{line.name}`](#{line.name}) | {_purpose(line)} | `{_short(line)}` |" for line in resource.lines]
    parts.append("\n".join(rows))
    if resource.comforts:
        *names, last = [f"`{name}`" for name in resource.comforts]
        parts.append(f"Like [other collections](../../collections.md) it also has {', '.join(names)} and {last}.")
    parts += [_section(line) for line in resource.lines]
    return "\n\n".join(parts) + "\n"


def _purpose(line: Line) -> str:
    if line.kind == "iterating":
        return f"{line.summary.removesuffix('.')}, page after page."
    return line.summary


def _short(line: Line) -> str:
    return f"{line.operation.method} {line.operation.path}"


WALKING = {
    "page_size": "Number of objects per request.",
    "max_items": "Maximum number of objects.",
    "checkpoint": "File that stores the position, so that another run can resume there.",
    "paging": "`offset`, or `keyset`, which asks for each page by the last id of the page before.",
}
"""Parameters that only ``iter_`` methods have."""


def _section(line: Line) -> str:
    operation = line.operation
    parts = [
        f"## {line.name} {{ #{line.name} }}",
        f"```python\n{line.facade}{line.signature}\n```",
    ]
    if line.kind == "iterating":
        rest = line.text.removeprefix(line.summary).strip()
        parts += [_purpose(line), rest]
        described = {**dict(line.arguments), **WALKING}
        given = [(name, described[name]) for name in inspect.signature(line.build).parameters]
    else:
        parts.append(line.text)
        given = line.arguments
    if operation.id in undocumented(operation.package.name):
        parts.append("!!! note\n    The platform answers this, though its documents do not list it.")
    parts.append("\n".join(f"- `{name}`: {text}" for name, text in given))
    links = linked(line.result, line.service, "../../models")
    facts = [f"Gives: {links}"]
    for low_level, sent in line.operations.items():
        facts += [
            f"Low level: `{low_level}`",
            f"Request: `{sent.method} {sent.package.base_path}{sent.path}` ({sent.id})",
        ]
    parts.append("  \n".join(facts))
    return "\n\n".join(part for part in parts if part)


if __name__ == "__main__":
    print(overview(), end="")

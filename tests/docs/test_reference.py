"""The reference contains every operation and every model of the documents, under names that exist."""

from __future__ import annotations

import inspect
import re
from functools import cache

import pytest
from docs.lines import lines, resources, services

from docs import commands, models, operations
from tests.docs.blocks import REPOSITORY
from timeback._spec import documents
from timeback.sandbox import Sandbox
from timeback.sandbox.faults import FaultControl

METHODS = ("get", "post", "put", "patch", "delete")
ROW = re.compile(r"^\| \[`([\w.]+)`\]\(([\w/]+\.md)#(\w+)\) \| `([\w.]+)` \| `(\w+) (\S+)` \|$", re.MULTILINE)
PACKAGES = documents.packages()


@cache
def pages() -> dict[str, str]:
    """Return the pages by their paths. They are written by the first test, since other processes collect this file."""
    return dict([*operations.pages(), *models.pages()])


def documented() -> set[tuple[str, str, str]]:
    """Return package, method and path of every operation of the bundled documents."""
    found = set()
    for package in PACKAGES:
        for path, item in documents.load(package).content["paths"].items():
            found |= {
                (package, method.upper(), path)
                for method in item
                if method in ("get", "post", "put", "patch", "delete")
            }
    return found


def test_every_operation_is_there() -> None:
    assert {
        (operation.package.name, operation.method, operation.path)
        for line in lines()
        for operation in line.operations.values()
    } == documented()


def test_the_overview_has_a_row_for_each_operation_of_each_method() -> None:
    rows = re.findall(
        r"^\| \[`([\w.]+)`\]\(([\w/]+\.md)#(\w+)\) \| `([\w.]+)` \| `(\w+) (\S+)` \|$",
        operations.overview(),
        re.MULTILINE,
    )
    sent = [(line, *one) for line in lines() for one in line.operations.items()]
    assert len(rows) == len(sent) > len(lines())
    for (facade, target, anchor, low, method, path), (line, low_level, operation) in zip(rows, sent, strict=True):
        assert line.facade == f"client.{line.service}.{facade}"
        assert low_level == f"timeback_api.{line.service}.api.{low}"
        assert (operation.method, operation.path) == (method, path)
        assert f"{{ #{anchor} }}" in pages()[f"{operations.FOLDER}/{target}"]


@pytest.fixture(scope="module")
def box() -> Sandbox:
    return Sandbox()


def test_every_facade_name_can_be_called(box: Sandbox) -> None:
    with box, box.client() as client:
        for line in lines():
            method = eval(line.facade, {"client": client})
            assert list(inspect.signature(method).parameters) == list(inspect.signature(line.build).parameters)


def test_every_parameter_is_described_and_no_other() -> None:
    for line in lines():
        page = pages()[f"{operations.FOLDER}/{line.service}/{line.resource or 'service'}.md"]
        section = page.partition(f"## {line.name} {{")[2].partition("\n## ")[0]
        described = re.findall(r"^- `(\w+)`: \S", section, re.MULTILINE)
        assert described == list(inspect.signature(line.build).parameters), line.facade
        for operation in line.operations.values():
            assert f"`{operation.method} {operation.package.base_path}{operation.path}` ({operation.id})" in section


def test_every_resource_has_a_page_with_its_text() -> None:
    for service in services():
        for resource in resources(service):
            assert resource.text
            assert resource.text in pages()[operations.path(resource)]


def test_links_lead_to_headings() -> None:
    anchors = {path: set(re.findall(r"\{ #([\w-]+) \}", text)) for path, text in pages().items()}
    for path, text in pages().items():
        for target, anchor in re.findall(r"\]\(([\w./]*models/\w+\.md|\./\w+\.md)#(\w+)\)", text):
            page = f"{models.FOLDER}/{target.rpartition('/')[2]}"
            assert anchor in anchors[page], f"{path}: {target}#{anchor}"


def test_models_have_all_their_attributes() -> None:
    from timeback_api.common.models import User

    section = pages()[f"{models.FOLDER}/common.md"].partition("## User {")[2].partition("\n## ")[0]
    for attribute, field in User.FIELDS.items():
        assert f"| `{attribute}` | `{field.wire}` |" in section


def test_every_fault_is_explained() -> None:
    page = REPOSITORY.joinpath("docs/how-to/sandbox.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.partition("## Faults")[2].splitlines() if line.startswith("| `")]
    explained = set(re.findall(r"`(\w+)`", " ".join(rows)))
    assert explained == set(inspect.signature(FaultControl.add).parameters) - {"self"}


def test_commands_are_described() -> None:
    from timeback.cli.app import COMMANDS

    page = commands.page()
    for name in COMMANDS:
        assert f"\n## {name}\n" in page
        assert f"Usage: timeback {name} " in page

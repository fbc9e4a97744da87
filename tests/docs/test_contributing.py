"""The examples of CONTRIBUTING.md, applied to a copy of the project, print the expected output."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docs.blocks import REPOSITORY, Block, assert_shown, blocks

pytestmark = pytest.mark.slow

PAGE = REPOSITORY / "CONTRIBUTING.md"
BLOCKS = blocks(PAGE)
SHOWN = [
    (block, following)
    for block, following in pairwise(BLOCKS)
    if (block.language, block.title, following.language) == ("python", None, "text")
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with all examples applied and the code generated again."""
    copy = tmp_path_factory.mktemp("project")
    for folder in ("specs", "timeback", "tests/facade"):
        shutil.copytree(REPOSITORY / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "tests/conftest.py", "tests/plain.py"):
        shutil.copyfile(REPOSITORY / name, copy / name)
    for block in BLOCKS:
        if block.title is not None:
            apply(block, copy / block.title)
    generator = REPOSITORY / "scripts" / "regen.py"
    regenerate = [sys.executable, str(generator), "--specs", str(copy / "specs"), "--out", str(copy / "generated")]
    done = subprocess.run(regenerate, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return copy


def apply(block: Block, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if block.language == "yaml" and path.exists():
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(yaml.safe_dump(merged(document, yaml.safe_load(block.text)), sort_keys=False), encoding="utf-8")
    elif block.language == "diff":
        path.write_text(patched(path.read_text(encoding="utf-8"), block), encoding="utf-8")
    else:
        assert not path.exists(), f"{block.place}: {block.title} is there already"
        path.write_text(block.text, encoding="utf-8")


def merged(document: Any, fragment: Any) -> Any:
    """Merge the fragment into the document at its keys; nothing may be replaced."""
    if isinstance(document, dict):
        added = {key: merged(document[key], value) if key in document else value for key, value in fragment.items()}
        return {**document, **added}
    assert isinstance(document, list), "the fragment would replace something"
    return [*document, *fragment]


def patched(text: str, block: Block) -> str:
    """Apply the hunks of the block to the file, each below the previous one."""
    after = 0
    for hunk in block.text.split("@@\n"):
        lines = [line or " " for line in hunk.splitlines()]
        assert all(line[0] in " +-" for line in lines), block.place
        old = "".join(f"{line[1:]}\n" for line in lines if line[0] != "+")
        new = "".join(f"{line[1:]}\n" for line in lines if line[0] != "-")
        start = text.find(old, after)
        assert start >= 0, f"{block.place}: not in {block.title}:\n{old}"
        text = text[:start] + new + text[start + len(old) :]
        after = start + len(new)
    return text


def sections() -> Iterator[str]:
    for block, _ in SHOWN:
        before = PAGE.read_text(encoding="utf-8").splitlines()[: block.line]
        yield next(line.removeprefix("## ") for line in reversed(before) if line.startswith("## "))


def test_there_is_an_example_of_each_kind() -> None:
    assert list(sections()) == ["Add a property", "Add an operation", "Add an entity", "Add a service", "Add a service"]


@pytest.mark.parametrize(("block", "shown"), SHOWN, ids=list(sections()))
def test_the_example_works(project: Path, block: Block, shown: Block) -> None:
    paths = os.pathsep.join(map(str, (project, project / "generated")))
    # The copy must come before the editable install.
    done = subprocess.run(
        [sys.executable, "-c", block.text],
        cwd=project,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert_shown(done.stdout, shown.text, shown.place)


def test_the_reference_has_what_was_added(project: Path) -> None:
    paths = os.pathsep.join(map(str, (project, project / "generated", REPOSITORY / "scripts")))
    program = "from docs.lines import lines\nfor line in lines(): print(line.facade, line.request)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=project,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found = done.stdout.splitlines()
    assert "client.rostering.orgs.list_orgs_below GET /ims/oneroster/rostering/v1p2/orgs/{orgSourcedId}/orgs" in found
    assert "client.transport.buses.list_buses GET /transport/v1/buses" in found


KNOWN = """
from timeback import TimeBackClient
from timeback.errors import ConfigurationError

settings = {"api_url": "https://school.example", "client_id": "i", "client_secret": "s", "token_url": "https://a.example"}
with TimeBackClient(**settings, base_paths={"transport": "/buses/2"}) as client:
    print(client.settings.base_path("transport", "/transport/v1"))
    print(client.transport, client.transport.buses)
try:
    TimeBackClient(**settings, base_paths={"transprot": "/buses/2"})
except ConfigurationError as error:
    print("'transport'" in str(error))
"""


def test_settings_and_reprs_have_the_service(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KNOWN],
        cwd=project,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (project, project / "generated")))},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    path, shown, suggested = done.stdout.splitlines()
    assert path == "/buses/2"
    assert shown == "<transport of TimeBackClient custom> <buses of TimeBackClient custom>"
    assert suggested == "True"


def test_the_tests_of_all_services_pass_with_the_new_one(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/facade/test_services.py"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (project, project / "generated")))},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout

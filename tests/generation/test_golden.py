"""Golden files: the generated code of small documents, compared byte by byte.

To accept an intended change, run pytest with UPDATE_GOLDEN=1 and commit the files.
"""

import os
import shutil
from pathlib import Path

from openapi_spec_validator import validate_url

from tests.generation.kit import GOLDEN, regen

EXPECTED = GOLDEN / "expected"


def files(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_output_is_the_committed_one(golden_packages: Path) -> None:
    fresh = files(golden_packages)
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name, path in fresh.items():
            (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, EXPECTED / name)
    committed = files(EXPECTED)
    assert sorted(fresh) == sorted(committed)
    for name, path in fresh.items():
        assert regen.content_of(path).decode() == regen.content_of(committed[name]).decode(), name


def test_the_documents_are_valid() -> None:
    for path in (GOLDEN / "specs").glob("*.yaml"):
        validate_url(path.as_uri())

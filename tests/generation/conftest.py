from pathlib import Path

import pytest

from tests.generation.kit import GOLDEN, Made, generate


@pytest.fixture(scope="session")
def golden_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(GOLDEN / "specs", tmp_path_factory.mktemp("golden"))


@pytest.fixture(scope="session")
def library(golden_packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The generated packages of the golden documents, imported."""
    return Made(golden_packages, tmp_path_factory.mktemp("made"))

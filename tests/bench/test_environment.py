"""The interpreter of the peers is found on the PATH and in the folders of version managers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from bench import environment


@pytest.mark.parametrize(
    ("variable", "folder"),
    [
        ("PYENV_ROOT", "versions"),
        ("UV_PYTHON_INSTALL_DIR", ""),
        ("ASDF_DATA_DIR", "installs/python"),
        ("MISE_DATA_DIR", "installs/python"),
        ("HOME", ".pyenv/versions"),
        ("HOME", ".local/share/uv/python"),
    ],
)
def test_version_managers(tmp_path: Path, variable: str, folder: str) -> None:
    installed = tmp_path / folder / "3.13.1" / "bin" / "python3"
    installed.parent.mkdir(parents=True)
    installed.touch()
    found = list(environment.candidates({"HOME": str(tmp_path / "nobody"), variable: str(tmp_path)}))
    assert (found[0], found[-1]) == (sys.executable, str(installed))


def test_without_an_interpreter_the_message_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(environment, "candidates", lambda variables: iter([str(tmp_path / "missing")]))
    assert not environment._install(tmp_path / "python")
    assert "uv python install" in capsys.readouterr().err

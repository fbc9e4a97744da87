"""Wheels of a commit and of the working tree, in a small test repository."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest
from bench import revisions
from bench.paths import ROOT

PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "small"
version = "1"
[tool.hatch.build.targets.wheel]
packages = ["small"]
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two commits without a package, two with one, and an uncommitted change."""
    root = tmp_path_factory.mktemp("repository")

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)

    (root / "small").mkdir()
    (root / "pyproject.toml").write_text(PROJECT)
    (root / "small" / "__init__.py").write_text("content = 'first'\n")
    git("init", "-q", "-b", "trunk")
    git("commit", "-q", "--allow-empty", "-m", "Nothing yet")
    git("tag", "empty")
    (root / "README.md").write_text("Nothing yet\n")
    git("add", "README.md")
    git("commit", "-q", "-m", "A page")
    git("tag", "v0")
    git("add", "-A")
    git("commit", "-q", "-m", "First")
    git("tag", "v1")
    (root / "small" / "__init__.py").write_text("content = 'second'\n")
    git("commit", "-q", "-a", "-m", "Second")
    (root / "small" / "new.py").write_text("content = 'not committed'\n")
    return root


def read(wheel: Path) -> dict[str, str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.startswith("small/")}


@pytest.mark.parametrize(
    ("revision", "subject"), [("v1", "First"), ("trunk", "Second"), ("HEAD", "Second"), ("HEAD~1", "First")]
)
def test_a_revision_is_a_tag_a_branch_or_an_expression(repository: Path, revision: str, subject: str) -> None:
    found = revisions.commit(revision, repository)
    assert found.subject == subject
    assert revisions.commit(found.short, repository) == found


@pytest.mark.parametrize("revision", ["no-such", "-h", "--all", "", "HEAD:small"])
def test_an_unknown_revision_is_named(repository: Path, revision: str) -> None:
    with pytest.raises(revisions.RevisionError, match=r"--against.*no such revision"):
        revisions.commit(revision, repository)


@pytest.mark.slow
def test_a_wheel_of_a_commit_holds_what_was_committed_and_is_built_once(repository: Path, tmp_path: Path) -> None:
    first = revisions.commit("v1", repository)
    wheel = revisions.commit_wheel(first, repository, tmp_path)
    assert read(wheel) == {"small/__init__.py": "content = 'first'\n"}
    built = wheel.stat().st_mtime_ns
    assert revisions.commit_wheel(first, repository, tmp_path) == wheel
    assert wheel.stat().st_mtime_ns == built


@pytest.mark.parametrize("tag", ["empty", "v0"])
def test_a_commit_that_gives_no_wheel_is_named(repository: Path, tmp_path: Path, tag: str) -> None:
    found = revisions.commit(tag, repository)
    with pytest.raises(revisions.RevisionError, match=rf"{found.short} cannot be built"):
        revisions.commit_wheel(found, repository, tmp_path)
    assert not list(tmp_path.rglob("*.whl"))


def test_the_wheel_of_the_working_tree_holds_what_is_not_committed(repository: Path, tmp_path: Path) -> None:
    assert read(revisions.tree_wheel(tmp_path, repository)) == {
        "small/__init__.py": "content = 'second'\n",
        "small/new.py": "content = 'not committed'\n",
    }
    assert revisions.changed_files(repository) == 1


def test_requirements_have_their_hashes_and_orjson_from_the_longer_list() -> None:
    demo = "# made by a tool\nattrs==1.0 \\\n    --hash=sha256:aa\n    # via project\n"
    dev = "attrs==1.0 \\\n    --hash=sha256:aa\norjson==3.0 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\npip==1\n"
    assert revisions.requirements(demo, dev) == demo + (
        "orjson==3.0 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    )
    committed = [(ROOT / "requirements" / name).read_text("utf-8") for name in ("demo.txt", "dev.txt")]
    found = revisions.requirements(*committed)
    assert found.startswith(committed[0])
    assert found.count("orjson==") == 1

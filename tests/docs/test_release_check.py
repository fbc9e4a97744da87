"""`make release-check` finds each problem of a release, and accepts a release without problems."""

from __future__ import annotations

import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("griffe", reason="griffe comes with requirements/docs.txt")

import release_check as check

CHANGELOG = """# Changelog

## [Unreleased]

## [0.2.0] - 2026-02-01

### Added

- Something.

## [0.1.0] - 2026-01-01
"""


@pytest.mark.parametrize(
    ("version", "last", "found"),
    [
        ("0.2.0", None, ""),
        ("0.2.0", "v0.1.9", ""),
        ("0.2.0rc1", "v0.1.9", ""),
        ("0.2.0.dev0", None, "development version"),
        ("0.1.9", "v0.1.9", "does not come after"),
        ("next", None, "not a version number"),
    ],
)
def test_versions(version: str, last: str | None, found: str) -> None:
    problems = list(check.version_problems(version, last))
    assert len(problems) == bool(found)
    assert found in "".join(problems)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda text: text, ""),
        (lambda text: text.replace("[Unreleased]\n", "[Unreleased]\n\n- Forgotten.\n"), "Unreleased"),
        (lambda text: text.replace("## [Unreleased]\n", ""), "no section '## [Unreleased]'"),
        (lambda text: text.replace("## [0.2.0] - 2026-02-01", "## [0.2.0] - soon"), "no section '## [0.2.0]"),
        (lambda text: text.replace("0.1.0", "0.3.0"), "not in order"),
    ],
)
def test_changelogs(change: Callable[[str], str], found: str) -> None:
    problems = list(check.changelog_problems(change(CHANGELOG), "0.2.0"))
    assert len(problems) == bool(found)
    assert found in "".join(problems)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A small project with one release, v1.0.0."""
    for package, folder in check.PACKAGES.items():
        place = tmp_path / folder / package
        place.mkdir(parents=True)
        (place / "__init__.py").write_text("")
        (place / "py.typed").write_text("")
    module = "def kept(a: int) -> int:\n    return a\n\n\ndef gone() -> None: ...\n\n\ndef _private() -> None: ...\n"
    (tmp_path / "timeback" / "names.py").write_text(module)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    git(tmp_path, "tag", "v1.0.0")
    return tmp_path


def git(repository: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, "-C", str(repository), *arguments], check=True, capture_output=True)


def commit(repository: Path) -> None:
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "A change")


def test_the_last_release_is_the_highest_tag(repository: Path) -> None:
    for tag in ("v1.0.10", "v1.0.9", "vnext", "other"):
        git(repository, "tag", tag)
    assert check.last_release(repository) == "v1.0.10"
    assert check.last_release(repository, "1.0.10") == "v1.0.9", "the release that is checked is not the last one"


def test_a_tag_of_another_version_is_found(repository: Path) -> None:
    assert list(check.tag_problems(repository, "1.0.0")) == []
    (found,) = check.tag_problems(repository, "1.1.0")
    assert "v1.0.0" in found
    assert "v1.1.0" in found


def test_each_file_with_a_placeholder_is_named(tmp_path: Path) -> None:
    (tmp_path / ".github").mkdir()
    table = tmp_path / check.PLACEHOLDERS
    table.write_text('[values]\nowner = "@placeholder"\n\n[files]\nowner = ["A", "B"]\n')
    (tmp_path / "A").write_text("* @placeholder")
    (tmp_path / "B").write_text("* @placeholder")
    found = [line.partition(":")[0] for line in check.placeholder_problems(tmp_path)]
    assert found == [str(check.PLACEHOLDERS), "A", "B"]

    table.write_text(table.read_text().replace("@placeholder", "@somebody"))
    (tmp_path / "A").write_text("* @somebody")
    (found_in_b,) = check.placeholder_problems(tmp_path)
    assert found_in_b.startswith("B: does not contain @somebody")


def test_pages_that_install_from_a_clone_after_a_release_are_found(tmp_path: Path) -> None:
    (tmp_path / ".github").mkdir()
    (tmp_path / check.PLACEHOLDERS).write_text('[values]\nrepository = "https://git.example.org/x"\n')
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text("# A project\n")
    page = tmp_path / "docs" / "page.md"
    page.write_text("```console\n$ pip install '../timeback-client[cli]'\n```\n")
    (tmp_path / "CHANGELOG.md").write_text("## [Unreleased]\n")
    assert list(check.installation_problems(tmp_path)) == []
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG)
    (found,) = check.installation_problems(tmp_path)
    assert found.startswith("docs/page.md: run ")
    page.write_text("```console\n$ pip install 'timeback-client[cli]'\n```\n")
    assert list(check.installation_problems(tmp_path)) == []


def test_a_public_name_that_is_gone_needs_a_major_version(repository: Path) -> None:
    (repository / "timeback" / "names.py").write_text("def kept(a: int, b: int) -> int:\n    return a\n")
    assert list(check.api_problems(repository, "v1.0.0", "2.0.0")) == []
    head, *found = check.api_problems(repository, "v1.0.0", "1.1.0")
    assert "does not allow" in head
    assert len(found) == 2
    assert any("gone" in line for line in found)
    assert any("kept(b)" in line for line in found)
    assert "_private" not in "".join(found)


def test_what_is_added_breaks_nothing(repository: Path) -> None:
    with (repository / "timeback" / "names.py").open("a") as file:
        file.write("\n\ndef new() -> None: ...\n")
    assert list(check.api_problems(repository, "v1.0.0", "1.1.0")) == []


def test_before_1_0_a_minor_version_may_break(repository: Path) -> None:
    git(repository, "tag", "v0.3.0")
    (repository / "timeback" / "names.py").write_text("")
    assert list(check.api_problems(repository, "v0.3.0", "0.4.0")) == []
    assert list(check.api_problems(repository, "v0.3.0", "0.3.1")) != []


def test_what_is_not_committed_is_found(repository: Path) -> None:
    assert list(check.tree_problems(repository)) == []
    (repository / "new.txt").write_text("")
    assert "1 files" in "".join(check.tree_problems(repository))


def test_a_wheel_holds_the_packages_and_nothing_else(repository: Path) -> None:
    wheel = repository / "some.whl"

    def pack(*, leave_out: str = "", add: str = "") -> list[str]:
        with zipfile.ZipFile(wheel, "w") as file:
            for package, folder in check.PACKAGES.items():
                for path in (repository / folder / package).rglob("*"):
                    name = str(path.relative_to(repository / folder))
                    if path.is_file() and name != leave_out:
                        file.write(path, name)
            file.writestr("x-1.dist-info/METADATA", "Name: x\n\n# X\n")
            file.writestr("x-1.dist-info/licenses/LICENSE", "MIT")
            if add:
                file.writestr(add, "")
        return list(check.wheel_problems(wheel, repository))

    assert pack() == []
    assert pack(leave_out="timeback/names.py") == ["some.whl lacks timeback/names.py"]
    assert pack(add="tests/test_x.py") == ["some.whl should not contain tests/test_x.py"]
    assert "timeback_api/py.typed" in "".join(pack(leave_out="timeback_api/py.typed"))


def test_an_sdist_without_its_tests_is_found(tmp_path: Path) -> None:
    archive = tmp_path / "x-1.tar.gz"
    with tarfile.open(archive, "w:gz") as file:
        for name in ("CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml", "Makefile", "specs", "scripts", "docs"):
            (tmp_path / name).write_text("")
            file.add(tmp_path / name, f"x-1/{name}")
        (tmp_path / "move.db").write_text("")
        file.add(tmp_path / "move.db", "x-1/move.db")
    lacks, holds = check.sdist_problems(archive)
    assert lacks == "x-1.tar.gz lacks tests"
    assert holds == "x-1.tar.gz should not contain move.db"

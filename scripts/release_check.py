"""Is this a release? Looks at the version, the changelog, what is built, and the public names since the last release.

    python scripts/release_check.py

The files of the release are left in dist/. Exit code: 0 nothing found, 1 something found; each finding is a line.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import griffe
from packaging.version import InvalidVersion, Version

PACKAGES = {"timeback": ".", "timeback_client": ".", "timeback_runtime": ".", "timeback_api": "generated"}
"""What is shipped, and the folder that each lies in."""
_RELEASED = re.compile(r"^## \[(\d[^\]]*)\] - (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
_NEEDED = ("CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_SHOWN = 50


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--repository", type=Path, default=Path(__file__).resolve().parent.parent)
    repository: Path = parser.parse_args().repository
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    last = last_release(repository)
    print(f"{project['name']} {project['version']}; the last release is {last or 'none: this is the first one'}")
    found = list(version_problems(project["version"], last))
    found += changelog_problems((repository / "CHANGELOG.md").read_text(encoding="utf-8"), project["version"])
    found += tree_problems(repository)
    dist = build(repository)
    for wheel in dist.glob("*.whl"):
        found += wheel_problems(wheel, repository)
    for archive in dist.glob("*.tar.gz"):
        found += sdist_problems(archive)
    found += twine_problems(dist)
    if last is not None:
        found += api_problems(repository, last, project["version"])
    for problem in found:
        print(f"- {problem}")
    built = ", ".join(sorted(path.name for path in dist.iterdir()))
    print(f"{len(found)} findings; built: {built}" if found else f"Ready: {built}")
    return 1 if found else 0


def last_release(repository: Path) -> str | None:
    """The tag of the last release; None before the first one."""
    tags = _git(repository, "tag", "--list", "v*", "--merged", "HEAD").split()
    versions = [tag for tag in tags if _version(tag) is not None]
    return max(versions, key=lambda tag: Version(tag), default=None)


def version_problems(version: str, last: str | None) -> Iterator[str]:
    """What is wrong with the number itself."""
    parsed = _version(version)
    if parsed is None:
        yield f"version: {version!r} is no version number"
        return
    if parsed.is_devrelease or parsed.local:
        yield f"version: {version} is one of development; set it to {parsed.base_version}"
    if last is not None and parsed <= Version(last):
        yield f"version: {version} does not come after {last}"


def changelog_problems(text: str, version: str) -> Iterator[str]:
    """Whether the changelog tells of this version, and of nothing that is not in it."""
    unreleased = re.search(r"^## \[Unreleased\]$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if unreleased is None:
        yield "CHANGELOG.md: there is no section '## [Unreleased]'"
    elif unreleased[1].strip():
        yield "CHANGELOG.md: something is still under Unreleased; head it with the version and the date"
    released = [name for name, _ in _RELEASED.findall(text)]
    if version not in released:
        yield f"CHANGELOG.md: there is no section '## [{version}] - YYYY-MM-DD'"
    elif released[0] != version:
        yield f"CHANGELOG.md: {version} is not the newest section"
    known = [parsed for name in released if (parsed := _version(name))]
    if known != sorted(known, reverse=True):
        yield "CHANGELOG.md: the sections are not in order, the newest first"


def tree_problems(repository: Path) -> Iterator[str]:
    """What is built must be what is committed."""
    changed = _git(repository, "status", "--porcelain").splitlines()
    if changed:
        yield f"git: {len(changed)} files are changed or unknown; commit them, or take them away"


def build(repository: Path) -> Path:
    """Build both distributions, without asking for anything; where they are."""
    dist = repository / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(dist), str(repository)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"It cannot be built:\n{done.stdout}{done.stderr}")
    return dist


def wheel_problems(wheel: Path, repository: Path) -> Iterator[str]:
    """Whether the wheel holds every file of the packages, and nothing else."""
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        str(path.relative_to(repository / folder))
        for package, folder in PACKAGES.items()
        for path in (repository / folder / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    extra = {name for name in names - expected if not re.match(r"[^/]+\.dist-info/", name)}
    for what, found in (("lacks", expected - names), ("should not hold", extra)):
        if found:
            yield f"{wheel.name} {what} {_some(found)}"
    for package in PACKAGES:
        if f"{package}/py.typed" not in names:
            yield f"{wheel.name} lacks {package}/py.typed, without which nobody sees the types"
    information = next((name for name in names if name.endswith(".dist-info/METADATA")), None)
    if information is None or "\n\n#" not in zipfile.ZipFile(wheel).read(information).decode():
        yield f"{wheel.name} does not carry the README"
    if not any("licenses/" in name for name in names):
        yield f"{wheel.name} does not carry the licence"


def sdist_problems(archive: Path) -> Iterator[str]:
    """Whether whoever packages the project finds what is needed to test and regenerate it."""
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    folders = {name.partition("/")[0] for name in names}
    missing = {name for name in (*_NEEDED, "Makefile", "specs", "scripts", "tests", "docs") if name not in folders}
    if missing:
        yield f"{archive.name} lacks {_some(missing)}"
    litter = {name for name in names if re.search(r"(^|/)(\.venv|\.git|__pycache__|\.env)(/|$)|\.(db|pyc)$", name)}
    if litter:
        yield f"{archive.name} should not hold {_some(litter)}"


def twine_problems(dist: Path) -> Iterator[str]:
    """What the package index would complain about."""
    files = [str(path) for path in dist.iterdir()]
    done = subprocess.run(
        [sys.executable, "-m", "twine", "--no-color", "check", "--strict", *files], capture_output=True, text=True
    )
    if done.returncode:
        yield f"twine check: {' '.join((done.stdout + done.stderr).split())}"


def api_problems(repository: Path, last: str, version: str) -> Iterator[str]:
    """Public names and parameters that the last release had and this one lacks, where its number does not allow it."""
    parsed, before = _version(version), Version(last)
    if parsed is None or _may_break(before, parsed):
        return
    broken = [line for package in PACKAGES for line in breakages(repository, package, last)]
    if broken:
        yield f"{version} breaks what {last} promised, which its number does not allow:"
        yield from broken[:_SHOWN]
        if len(broken) > _SHOWN:
            yield f"... and {len(broken) - _SHOWN} more"


def breakages(repository: Path, package: str, last: str) -> Iterator[str]:
    """What of a package's public interface is gone or asks for more, a line each."""
    folder = PACKAGES[package]
    if not _git(repository, "ls-tree", last, f"{folder}/{package}".removeprefix("./")):
        return
    with tempfile.TemporaryDirectory() as place:
        old = Path(place) / "old"
        _git(repository, "worktree", "add", "--detach", str(old), last)
        try:
            before = _interface(package, old / folder)
        finally:
            _git(repository, "worktree", "remove", "--force", str(old))
    for breakage in griffe.find_breaking_changes(before, _interface(package, repository / folder)):
        path = breakage.obj.path
        if any(part.startswith("_") and not part.startswith("__") for part in path.split(".")):
            continue
        told = _COLOUR.sub("", breakage.explain(griffe.ExplanationStyle.ONE_LINE))
        # Its text begins with a file of the temporary folder.
        yield f"{path.rpartition('.')[0]}: {told.partition(': ')[2]}"


def _interface(package: str, folder: Path) -> griffe.Object:
    # Without that it would look into the current folder first.
    found = griffe.load(package, search_paths=[str(folder)], try_relative_path=False, resolve_aliases=True)
    assert isinstance(found, griffe.Object)
    return found


def _may_break(before: Version, now: Version) -> bool:
    if now.major == 0:
        return (now.major, now.minor) > (before.major, before.minor)
    return now.major > before.major


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _some(names: set[str]) -> str:
    shown = sorted(names)
    return ", ".join(shown[:5]) + (f" and {len(shown) - 5} more" if len(shown) > 5 else "")


def _git(repository: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(repository), *arguments], check=True, capture_output=True, text=True)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())

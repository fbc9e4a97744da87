"""Check that the working tree can be released, and build the distributions.

    python scripts/release_check.py

Checks the version, the tag, the changelog, the placeholders, the installation lines, the built files, and the public
names since the last release. Leaves the distributions in dist/. Prints one line per finding. Exit code: 0 without
findings, 1 with findings.
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
import installation_lines
from packaging.version import InvalidVersion, Version

PACKAGES = {"timeback": ".", "timeback_client": ".", "timeback_runtime": ".", "timeback_api": "generated"}
"""The packages of the wheel, and the folder that contains each."""
PLACEHOLDERS = Path(".github/placeholders.toml")
_PLACEHOLDER = "placeholder"
_RELEASED = re.compile(r"^## \[(\d[^\]]*)\] - (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
_NEEDED = ("CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_SHOWN = 50


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--repository", type=Path, default=Path(__file__).resolve().parent.parent)
    repository: Path = parser.parse_args().repository
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    last = last_release(repository, project["version"])
    print(f"{project['name']} {project['version']}; the last release is {last or 'none: this is the first one'}")
    found = list(version_problems(project["version"], last))
    found += changelog_problems((repository / "CHANGELOG.md").read_text(encoding="utf-8"), project["version"])
    found += tree_problems(repository)
    found += tag_problems(repository, project["version"])
    found += placeholder_problems(repository)
    found += installation_problems(repository)
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


def last_release(repository: Path, version: str = "") -> str | None:
    """Return the tag of the last release, or None before the first one.

    A tag of ``version`` at the current commit is the release that is checked, not the last one.
    """
    tags = set(_git(repository, "tag", "--list", "v*", "--merged", "HEAD").split())
    tags -= {f"v{version}"} & _tags_of_head(repository)
    versions = [tag for tag in tags if _version(tag) is not None]
    return max(versions, key=lambda tag: Version(tag), default=None)


def version_problems(version: str, last: str | None) -> Iterator[str]:
    """Yield what is wrong with the version number."""
    parsed = _version(version)
    if parsed is None:
        yield f"version: {version!r} is not a version number"
        return
    if parsed.is_devrelease or parsed.local:
        yield f"version: {version} is a development version; set it to {parsed.base_version}"
    if last is not None and parsed <= Version(last):
        yield f"version: {version} does not come after {last}"


def changelog_problems(text: str, version: str) -> Iterator[str]:
    """Yield what is wrong with the changelog: it needs a section for this version, and no unreleased changes."""
    unreleased = re.search(r"^## \[Unreleased\]$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if unreleased is None:
        yield "CHANGELOG.md: there is no section '## [Unreleased]'"
    elif unreleased[1].strip():
        yield "CHANGELOG.md: there are changes under Unreleased; move them to a section with the version and the date"
    released = [name for name, _ in _RELEASED.findall(text)]
    if version not in released:
        yield f"CHANGELOG.md: there is no section '## [{version}] - YYYY-MM-DD'"
    elif released[0] != version:
        yield f"CHANGELOG.md: {version} is not the newest section"
    known = [parsed for name in released if (parsed := _version(name))]
    if known != sorted(known, reverse=True):
        yield "CHANGELOG.md: the sections are not in order; put the newest first"


def tree_problems(repository: Path) -> Iterator[str]:
    """Yield uncommitted changes: the distributions must contain exactly the committed files."""
    changed = _git(repository, "status", "--porcelain").splitlines()
    if changed:
        yield f"git: {len(changed)} files are changed or untracked; commit or remove them"


def tag_problems(repository: Path, version: str) -> Iterator[str]:
    """Yield the version tags at the current commit that name another version."""
    for tag in sorted(_tags_of_head(repository)):
        if tag.startswith("v") and _version(tag) is not None and tag != f"v{version}":
            yield f"git: the tag {tag} at this commit is not the version {version}; tag it v{version}"


def placeholder_problems(repository: Path) -> Iterator[str]:
    """Yield the files that contain a placeholder, or that lack the value that replaced it."""
    table = tomllib.loads((repository / PLACEHOLDERS).read_text(encoding="utf-8"))
    for name, value in table["values"].items():
        if _PLACEHOLDER in value:
            yield f"{PLACEHOLDERS}: {name} is still the placeholder {value}; fill it in"
        for file in table["files"][name]:
            text = (repository / file).read_text(encoding="utf-8")
            if value not in text:
                yield f"{file}: does not contain {value}, which {PLACEHOLDERS} states for {name}"
            elif _PLACEHOLDER in value:
                yield f"{file}: still contains the placeholder {value}"


def installation_problems(repository: Path) -> Iterator[str]:
    """Yield the pages that install the package from a clone although there is a release, or the other way round."""
    for path in installation_lines.different(repository):
        yield f"{path.relative_to(repository)}: run python scripts/installation_lines.py, which writes how to install"


def build(repository: Path) -> Path:
    """Build the sdist and the wheel without network access, and return their folder."""
    dist = repository / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(dist), str(repository)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"The distributions could not be built:\n{done.stdout}{done.stderr}")
    return dist


def wheel_problems(wheel: Path, repository: Path) -> Iterator[str]:
    """Yield the files that the wheel lacks, and those that do not belong in it."""
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        str(path.relative_to(repository / folder))
        for package, folder in PACKAGES.items()
        for path in (repository / folder / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    extra = {name for name in names - expected if not re.match(r"[^/]+\.dist-info/", name)}
    for verb, found in (("lacks", expected - names), ("should not contain", extra)):
        if found:
            yield f"{wheel.name} {verb} {_some(found)}"
    for package in PACKAGES:
        if f"{package}/py.typed" not in names:
            yield f"{wheel.name} lacks {package}/py.typed, so type checkers ignore its types"
    information = next((name for name in names if name.endswith(".dist-info/METADATA")), None)
    if information is None or "\n\n#" not in zipfile.ZipFile(wheel).read(information).decode():
        yield f"{wheel.name} does not contain the README"
    if not any("licenses/" in name for name in names):
        yield f"{wheel.name} does not contain the licence"


def sdist_problems(archive: Path) -> Iterator[str]:
    """Yield what the sdist lacks for testing and regenerating the project, and files that do not belong in it."""
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    folders = {name.partition("/")[0] for name in names}
    missing = {name for name in (*_NEEDED, "Makefile", "specs", "scripts", "tests", "docs") if name not in folders}
    if missing:
        yield f"{archive.name} lacks {_some(missing)}"
    litter = {name for name in names if re.search(r"(^|/)(\.venv|\.git|__pycache__|\.env)(/|$)|\.(db|pyc)$", name)}
    if litter:
        yield f"{archive.name} should not contain {_some(litter)}"


def twine_problems(dist: Path) -> Iterator[str]:
    """Yield what the package index would reject."""
    files = [str(path) for path in dist.iterdir()]
    done = subprocess.run(
        [sys.executable, "-m", "twine", "--no-color", "check", "--strict", *files], capture_output=True, text=True
    )
    if done.returncode:
        yield f"twine check: {' '.join((done.stdout + done.stderr).split())}"


def api_problems(repository: Path, last: str, version: str) -> Iterator[str]:
    """Yield public names and parameters of the last release that are gone, unless the version number allows it."""
    parsed, before = _version(version), Version(last)
    if parsed is None or _may_break(before, parsed):
        return
    broken = [line for package in PACKAGES for line in breakages(repository, package, last)]
    if broken:
        yield f"{version} breaks the public interface of {last}, which its version number does not allow:"
        yield from broken[:_SHOWN]
        if len(broken) > _SHOWN:
            yield f"... and {len(broken) - _SHOWN} more"


def breakages(repository: Path, package: str, last: str) -> Iterator[str]:
    """Yield one line per breaking change of a package's public interface."""
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
        text = _COLOUR.sub("", breakage.explain(griffe.ExplanationStyle.ONE_LINE))
        # The text starts with a path in the temporary folder.
        yield f"{path.rpartition('.')[0]}: {text.partition(': ')[2]}"


def _interface(package: str, folder: Path) -> griffe.Object:
    # By default griffe searches the current folder first.
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


def _tags_of_head(repository: Path) -> set[str]:
    return set(_git(repository, "tag", "--points-at", "HEAD").split())


def _git(repository: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(repository), *arguments], check=True, capture_output=True, text=True)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())

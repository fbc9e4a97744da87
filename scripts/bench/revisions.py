"""Wheels of a git revision and of the working tree, each installed in a separate environment below build/against.

Both environments contain the pinned packages of requirements/demo.txt, and orjson as pinned in requirements/dev.txt.
The wheel and the environment of a commit are kept, so a second comparison with it builds and installs nothing.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.paths import GENERATED, ROOT

HOME = ROOT / "build" / "against"
BESIDE = ("orjson",)
"""Packages that some rows need besides those of requirements/demo.txt; requirements/dev.txt pins them."""


class RevisionError(Exception):
    """A revision is unknown, or its wheel cannot be built or installed. The text is the reason."""


@dataclass(frozen=True)
class Commit:
    """A commit of this repository."""

    hash: str
    subject: str

    @property
    def short(self) -> str:
        return self.hash[:10]


@dataclass(frozen=True)
class Side:
    """One of the two versions that are compared.

    Attributes:
        label: its name in the output.
        python: the interpreter of its environment.
        path: folders that its processes search for modules before those of the environment.
        home: the folder that must contain the measured package.
        remark: a note on its environment for the reader; may be empty.
    """

    label: str
    python: str
    path: tuple[Path, ...]
    home: Path
    remark: str = ""


def commit(revision: str, root: Path = ROOT) -> Commit:
    """Return the commit that a tag, branch, hash or other git expression names.

    Raises:
        RevisionError: there is no such commit.
    """
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except RevisionError as error:
        hint = str(error) or "pass the hash of a commit, a tag or a branch of this repository"
        raise RevisionError(f"--against {revision}: no such revision: {hint}") from None
    name = found.decode().strip()
    return Commit(name, _git(root, "log", "-1", "--format=%s", name).decode().strip())


def changed_files(root: Path = ROOT) -> int:
    """Count the files of the working tree that differ from the newest commit, including new files."""
    return len(_git(root, "status", "--porcelain").splitlines())


def sides(against: Commit) -> tuple[Side, Side]:
    """Return the environments of the working tree and of a commit, created if they are missing or outdated.

    Raises:
        RevisionError: a wheel cannot be built or installed.
    """
    wheel = commit_wheel(against)
    with tempfile.TemporaryDirectory() as folder:
        current = _environment("tree", tree_wheel(Path(folder)), "the working tree", None)
    return current, _environment(against.short, wheel, against.short, against)


def tree_wheel(folder: Path, root: Path = ROOT) -> Path:
    """Build the wheel of the working tree, with all uncommitted changes, into ``folder``."""
    return _build(root, folder, "the working tree")


def commit_wheel(against: Commit, root: Path = ROOT, home: Path = HOME) -> Path:
    """Return the wheel of a commit, built from git unless it was built before."""
    kept = home / "wheels" / against.hash
    found = next(kept.glob("*.whl"), None)
    if found is not None:
        return found
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "source"), Path(folder, "out")
        try:
            with tarfile.open(fileobj=io.BytesIO(_git(root, "archive", "--format=tar", against.hash))) as archive:
                archive.extractall(source, filter="data")
        except tarfile.TarError as error:
            # git archives a commit without files as an archive that Python rejects.
            raise RevisionError(f"the wheel of {against.short} cannot be built: its files: {error}") from None
        wheel = _build(source, out, against.short)
        # Copy under another name and rename, so that an interrupted copy is never used as a wheel.
        kept.mkdir(parents=True, exist_ok=True)
        part = kept / "part"
        shutil.copyfile(wheel, part)
        return part.replace(kept / wheel.name)


def requirements(demo: str, dev: str) -> str:
    """Return the pinned packages of both environments with their hashes, as a requirements file for pip.

    Args:
        demo: text of requirements/demo.txt; all packages are used.
        dev: text of requirements/dev.txt; the packages in ``BESIDE`` are used.
    """
    blocks = [match[0] for name in BESIDE if (match := re.search(rf"^{name}==.*\n(?:[ \t].*\n?)*", dev, re.MULTILINE))]
    return "".join([demo.rstrip("\n") + "\n", *blocks])


def _environment(name: str, wheel: Path, label: str, against: Commit | None) -> Side:
    minor = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = HOME / f"{name}-py{minor}"
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    mark = folder / "installed.json"
    texts = _requirement_texts(against)
    identity = {
        "python": f"{sys.version} {sys.base_prefix}",
        "folder": str(folder),
        "needs": _digest("\0".join(texts).encode()),
        "wheel": _digest(wheel.read_bytes()),
    }
    try:
        found = json.loads(mark.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = {}
    if {key: found.get(key) for key in identity} != identity:
        mark.unlink(missing_ok=True)
        print(f"setting up {folder.relative_to(ROOT)}", file=sys.stderr, flush=True)
        try:
            if any(found.get(key) != identity[key] for key in identity if key != "wheel"):
                found = {"remark": _install_needs(folder, python, wheel, texts)}
            _pip(python, "install", "--no-deps", "--force-reinstall", str(wheel))
        except RevisionError as error:
            raise RevisionError(f"the wheel of {label} cannot be installed: {error}") from None
        found = {**identity, "remark": found["remark"]}
        mark.write_text(json.dumps(found) + "\n", encoding="utf-8")
    return Side(label, str(python), (), folder, found["remark"])


def _requirement_texts(against: Commit | None) -> list[str]:
    """Return the requirements of the working tree, and those of the commit in case its wheel needs other packages."""
    texts = [requirements(*((ROOT / name).read_text(encoding="utf-8") for name in _FILES))]
    if against is not None:
        try:
            texts.append(requirements(*(_git(ROOT, "show", f"{against.hash}:{name}").decode() for name in _FILES)))
        except RevisionError:
            pass
    return texts


_FILES = ("requirements/demo.txt", "requirements/dev.txt")


def _install_needs(folder: Path, python: Path, wheel: Path, texts: list[str]) -> str:
    """Create the environment with the first requirements that satisfy the wheel.

    Returns:
        A remark if these are not those of the working tree, else an empty text.
    """
    remark = ""
    for number, text in enumerate(texts):
        _run(sys.executable, "-m", "venv", "--clear", "--without-pip", str(folder))
        listed = folder / "requirements.txt"
        listed.write_text(text, encoding="utf-8")
        _pip(python, "install", "--require-hashes", "-r", str(listed))
        _pip(python, "install", "--no-deps", str(wheel))
        try:
            _pip(python, "check")
            break
        except RevisionError:
            if number + 1 == len(texts):
                raise
            remark = "it needs other packages than the working tree, so it has those of its own requirements/"
    return remark


def _build(source: Path, out: Path, label: str) -> Path:
    """Build a wheel with the build backend of this environment, without network access."""
    try:
        _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source))
    except RevisionError as error:
        raise RevisionError(f"the wheel of {label} cannot be built: {error}") from None
    return next(out.glob("*.whl"))


def _pip(python: Path, *arguments: str) -> None:
    _run(sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--python", str(python), *arguments)


def _git(root: Path, *arguments: str) -> bytes:
    return _run("git", "-C", str(root), *arguments)


def _run(*command: str) -> bytes:
    # With this project on PYTHONPATH, pip would find a package that is not installed there.
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    try:
        done = subprocess.run(command, env=variables, capture_output=True, check=False)
    except OSError as error:
        raise RevisionError(f"{command[0]} cannot be run: {error.strerror}") from None
    if done.returncode:
        output = (done.stderr.strip() or done.stdout.strip()).decode(errors="replace")
        raise RevisionError(output[-1000:])
    return done.stdout


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def here(label: str) -> Side:
    """Return the code of this folder in the current environment. Tests compare it with itself."""
    return Side(label, sys.executable, (ROOT, GENERATED), ROOT)

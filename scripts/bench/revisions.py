"""Wheels of a git revision and of the working tree, each installed in an environment of its own below build/against.

Both environments have the pinned packages of requirements/demo.txt, and orjson as requirements/dev.txt pins it. The
wheel and the environment of a commit are kept, so a second comparison with it builds and installs nothing.
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

from bench.environment import GENERATED, ROOT

HOME = ROOT / "build" / "against"
BESIDE = ("orjson",)
"""Packages that some rows need beside those of requirements/demo.txt; their pins stand in requirements/dev.txt."""


class RevisionError(Exception):
    """A revision is unknown, or its wheel cannot be built or installed. The text says why."""


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
    """One of the two versions that are held against each other.

    Attributes:
        label: what the output calls it.
        python: the interpreter of the environment that has it.
        path: folders that its processes find modules in, before those of the environment.
        home: the folder that the measured package has to lie in.
        remark: what a reader should know about its environment; empty when there is nothing to say.
    """

    label: str
    python: str
    path: tuple[Path, ...]
    home: Path
    remark: str = ""


def commit(revision: str, root: Path = ROOT) -> Commit:
    """The commit that a tag, a branch, a hash or another expression of git names.

    Raises:
        RevisionError: git knows no such commit.
    """
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except RevisionError as error:
        told = str(error) or "give a commit's hash, a tag or a branch that `git log` knows in this repository"
        raise RevisionError(f"--against {revision}: no such revision: {told}") from None
    name = found.decode().strip()
    return Commit(name, _git(root, "log", "-1", "--format=%s", name).decode().strip())


def changed_files(root: Path = ROOT) -> int:
    """How many files of the working tree are not as the newest commit has them, new files included."""
    return len(_git(root, "status", "--porcelain").splitlines())


def sides(against: Commit) -> tuple[Side, Side]:
    """The environment of the working tree and the one of a commit, made where they are missing or out of date.

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
    """The wheel of a commit, built from what git has of it, unless it was built before."""
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
            # That of a commit without any file is one that Python refuses.
            raise RevisionError(f"the wheel of {against.short} cannot be built: its files: {error}") from None
        wheel = _build(source, out, against.short)
        # Copied under another name and renamed, so that an interrupted copy is never taken for a wheel.
        kept.mkdir(parents=True, exist_ok=True)
        part = kept / "part"
        shutil.copyfile(wheel, part)
        return part.replace(kept / wheel.name)


def requirements(demo: str, dev: str) -> str:
    """The pinned packages of both environments, with their hashes, as a text for pip.

    Args:
        demo: text of requirements/demo.txt, all of which is taken.
        dev: text of requirements/dev.txt, of which the packages in ``BESIDE`` are taken.
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
    """The requirements of the working tree, and those of the commit for when its wheel needs other packages."""
    texts = [requirements(*((ROOT / name).read_text(encoding="utf-8") for name in _FILES))]
    if against is not None:
        try:
            texts.append(requirements(*(_git(ROOT, "show", f"{against.hash}:{name}").decode() for name in _FILES)))
        except RevisionError:
            pass
    return texts


_FILES = ("requirements/demo.txt", "requirements/dev.txt")


def _install_needs(folder: Path, python: Path, wheel: Path, texts: list[str]) -> str:
    """Make the environment with the first requirements that the wheel agrees with.

    Returns:
        A remark when these are not those of the working tree, else an empty text.
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
    """Build a wheel with the build backend of this environment: nothing is downloaded."""
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
    # A PYTHONPATH with this project in it would let pip see a package that is not installed there.
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    try:
        done = subprocess.run(command, env=variables, capture_output=True, check=False)
    except OSError as error:
        raise RevisionError(f"{command[0]} cannot be run: {error.strerror}") from None
    if done.returncode:
        told = (done.stderr.strip() or done.stdout.strip()).decode(errors="replace")
        raise RevisionError(told[-1000:])
    return done.stdout


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def here(label: str) -> Side:
    """The code of this folder in the environment that this runs in: what the tests hold against itself."""
    return Side(label, sys.executable, (ROOT, GENERATED), ROOT)

"""Builds the documentation site of this version, beside those of other versions: ``make docs``.

Each version has a folder in ``build/docs``: ``1.2.0``, or ``dev`` for a version that is not released. Folders of other
versions stay as they are, so a published site keeps them if it is copied to ``build/docs`` first. ``versions.js`` lists
them for the menu in the header, and ``index.html`` leads to the newest release.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

from packaging.version import InvalidVersion, Version

REPOSITORY: Final = Path(__file__).resolve().parents[1]
UNRELEASED: Final = "dev"
_REDIRECT: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>TimeBack client</title>
<meta http-equiv="refresh" content="0; url={name}/index.html">
<a href="{name}/index.html">Documentation of the version {name}</a>
</html>
"""


def main(arguments: list[str] | None = None) -> int:
    """Build the site; return the exit code of mkdocs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--site", type=Path, default=REPOSITORY / "build" / "docs", help="folder of all versions")
    options = parser.parse_args(arguments)
    site: Path = options.site
    name = folder_name(tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site / name)]
    done = subprocess.run(command, cwd=REPOSITORY, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    if done.returncode == 0:
        write_index(site)
        print(f"Open {os.path.relpath(site / 'index.html')}")
    return done.returncode


def folder_name(version: str) -> str:
    """The folder of a version: its number, or ``dev`` for all that are not released."""
    return UNRELEASED if Version(version).is_devrelease else version


def write_index(site: Path) -> None:
    """Write the list of the versions in a folder, and the page that leads to the newest release."""
    names = version_names(site)
    versions = [{"name": name, "pages": _pages(site / name)} for name in names]
    text = f"window.documentationVersions = {json.dumps(versions)};\n"
    (site / "versions.js").write_text(text, encoding="utf-8", newline="\n")
    released = [name for name in names if name != UNRELEASED]
    stable = [name for name in released if not Version(name).is_prerelease]
    newest = (stable or released or names)[0]
    (site / "index.html").write_text(_REDIRECT.format(name=newest), encoding="utf-8", newline="\n")


def version_names(site: Path) -> list[str]:
    """The folders of versions, newest first, and the version that is not released at the end."""
    found: list[tuple[Version, str]] = []
    for path in site.iterdir():
        if re.fullmatch(r"[\w.+]+", path.name) and (path / "index.html").is_file():
            try:
                found.append((Version(path.name), path.name))
            except InvalidVersion:
                continue
    unreleased = [UNRELEASED] if (site / UNRELEASED / "index.html").is_file() else []
    return [name for _, name in sorted(found, reverse=True)] + unreleased


def _pages(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html") if path.name != "404.html")


if __name__ == "__main__":
    sys.exit(main())

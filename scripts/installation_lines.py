#!/usr/bin/env python3
"""Write how the package is installed into README.md and docs/.

    python scripts/installation_lines.py           # writes the lines
    python scripts/installation_lines.py --check   # lists the pages that differ

Before the first release, the lines install from a clone that is in the folder beside the reader's project. From then
on, they install from the package index. CHANGELOG.md says which holds: it has a section with a version and a date once
there is a release. Exit code: 0, or 1 if a page differs and --check is given.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent

_RELEASED = re.compile(r"^## \[\d[^\]]*\] - \d{4}-\d{2}-\d{2}$", re.MULTILINE)
_LINE = re.compile(r"(\$ pip install (?:--\S+ )*)'(?:\.\./)?timeback-client\[")
_PLACE = re.compile(r"(<!-- project -->\n).*?(<!-- /project -->)", re.DOTALL)
_PROJECT = "```console\n$ mkdir my-project\n$ cd my-project\n```\n"
_CLONE = """\
There is no release yet, so the package is installed from a clone of the repository. Your project is in a folder beside
the clone:

"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check: bool = parser.parse_args().check
    differing = different(REPOSITORY)
    for path, text in differing.items():
        print(path.relative_to(REPOSITORY))
        if not check:
            path.write_text(text, encoding="utf-8")
    return 1 if check and differing else 0


def different(repository: Path) -> dict[Path, str]:
    """Return the pages whose lines are not those of today, with the text that they should have."""
    released = is_released(repository)
    found = {}
    for path in [repository / "README.md", *sorted((repository / "docs").rglob("*.md"))]:
        text = path.read_text(encoding="utf-8")
        wanted = rewritten(text, released=released, clone_from=repository_url(repository))
        if text != wanted:
            found[path] = wanted
    return found


def rewritten(text: str, *, released: bool, clone_from: str) -> str:
    """Return a page with lines that install from the index if there is a release, or else from a clone."""
    clone = f"$ git clone {clone_from}\n$ mkdir"
    project = _PROJECT if released else _CLONE + _PROJECT.replace("$ mkdir", clone)
    text = _PLACE.sub(lambda match: f"{match[1]}\n{project}\n{match[2]}", text)
    return _LINE.sub(lambda match: f"{match[1]}'{'' if released else '../'}timeback-client[", text)


def is_released(repository: Path) -> bool:
    """Return whether the changelog has a section of a release."""
    return _RELEASED.search((repository / "CHANGELOG.md").read_text(encoding="utf-8")) is not None


def repository_url(repository: Path) -> str:
    """Return the address of the repository, which may be a placeholder."""
    table = tomllib.loads((repository / ".github" / "placeholders.toml").read_text(encoding="utf-8"))
    url: str = table["values"]["repository"]
    return url


if __name__ == "__main__":
    sys.exit(main())

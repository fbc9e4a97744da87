"""Runs the recipes for other tools in environments of their own: ``make recipes``, with ARGS="dask ray" for some.

Each folder of examples/recipes has its packages in requirements/recipe-NAME.txt. They are installed in
.venv-recipes/NAME, because most of these tools require versions that exclude one another.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECIPES = ROOT / "examples" / "recipes"
NAMES = sorted(path.parent.name for path in RECIPES.glob("*/test_recipe.py"))


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="recipes", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(NAMES)} (default: all)")
    options = parser.parse_args()
    names: list[str] = options.names or NAMES
    if unknown := [name for name in names if name not in NAMES]:
        parser.error(f"no recipe {', '.join(unknown)}; choose from {', '.join(NAMES)}")
    failed = [name for name in names if not run(name)]
    for name in names:
        print(f"{name}: {'failed' if name in failed else 'passed'}")
    return 1 if failed else 0


def run(name: str) -> bool:
    """Install the packages of a recipe, run its tests, and return whether they passed."""
    python = environment(name)
    # The packages of the development environment must not be found.
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TIMEBACK_", "PYTEST_", "PYTHON"))}
    command: list[str | Path] = [
        python,
        "-m",
        "pytest",
        "-q",
        "-c",
        RECIPES / "pytest.ini",
        "--rootdir",
        RECIPES,
        RECIPES / name,
    ]
    return subprocess.run(command, env=kept, check=False).returncode == 0


def environment(name: str) -> Path:
    """Create the environment of a recipe, or update it if its pins changed; return its interpreter."""
    folder = ROOT / ".venv-recipes" / name
    pins = ROOT / "requirements" / f"recipe-{name}.txt"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    state = folder / ".installed"
    # The environment holds the path of this folder and the version of the interpreter.
    identity = hashlib.sha256(pins.read_bytes() + f"{sys.version}{ROOT}".encode()).hexdigest()
    if state.is_file() and state.read_text(encoding="utf-8") == identity:
        return python
    print(f"Installing {pins.relative_to(ROOT)}", flush=True)
    venv.create(folder, with_pip=True, clear=True)
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-qq"]
    subprocess.run([*pip, "--require-hashes", "-r", pins], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", ROOT], check=True)
    state.write_text(identity, encoding="utf-8")
    return python


if __name__ == "__main__":
    raise SystemExit(main())

"""Show how the output of another version of openapi-python-client differs from generated/. Changes no files.

    python scripts/generator_diff.py                 the newest version
    python scripts/generator_diff.py 0.30.0          a specific version
    python scripts/generator_diff.py --python P      the version that is installed for the interpreter P

Exit code: 0 if the output is the same, 1 if it differs, 2 if the version cannot be installed or fails.
"""

from __future__ import annotations

import argparse
import difflib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import regen

REPOSITORY = Path(__file__).resolve().parent.parent
GENERATOR = "openapi-python-client"
ROOT = "timeback_api"
SHOWN = 60


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("version", nargs="?", default="", help=f"version of {GENERATOR} (default: the newest)")
    parser.add_argument("--python", type=Path, help="an interpreter for which it is installed already")
    parser.add_argument("--specs", type=Path, default=REPOSITORY / "specs", help="the folder of the documents")
    parser.add_argument("--against", type=Path, default=REPOSITORY / "generated", help="the folder to compare with")
    parser.add_argument("--full", action="store_true", help="show every line that differs")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        try:
            python = arguments.python or install(place / "environment", arguments.version)
            print(
                f"{GENERATOR} {version_of(python)}; generated/ was written by {version_of(Path(sys.executable))}",
                flush=True,
            )
            generate(python, arguments.specs, place / "generated")
        except subprocess.CalledProcessError as error:
            print(error.stderr.strip(), file=sys.stderr)
            return 2
        changes = list(differences(arguments.against / ROOT, place / "generated" / ROOT))
    if not changes:
        print("The output is the same.")
        return 0
    print("\n".join(summary(changes)))
    lines = [line for _, diff in changes for line in diff]
    print("\n".join(lines if arguments.full else lines[:SHOWN]))
    if not arguments.full and len(lines) > SHOWN:
        print(f"... and {len(lines) - SHOWN} more lines; --full shows them")
    return 1


def install(place: Path, version: str) -> Path:
    """Create an environment with the generator and the other packages that scripts/regen.py needs.

    The version of ruff is the installed one, since another one may format the code differently.
    """
    run(sys.executable, "-m", "venv", str(place))
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wanted = f"{GENERATOR}=={version}" if version else GENERATOR
    ruff = f"ruff=={metadata.version('ruff')}"
    run(str(python), "-m", "pip", "--disable-pip-version-check", "install", "-q", wanted, "pyyaml", ruff)
    return python


def version_of(python: Path) -> str:
    """The version of the generator that is installed for an interpreter."""
    program = f"from importlib.metadata import version; print(version('{GENERATOR}'))"
    return run(str(python), "-c", program).strip()


def generate(python: Path, specs: Path, out: Path) -> None:
    """Run scripts/regen.py with an interpreter."""
    script = str(REPOSITORY / "scripts" / "regen.py")
    run(str(python), script, "--specs", str(specs), "--out", str(out))


def run(*command: str) -> str:
    """The output of a command.

    Raises:
        subprocess.CalledProcessError: the command failed.
    """
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def differences(old: Path, new: Path) -> Iterator[tuple[str, list[str]]]:
    """The names of the files that differ, each with a unified diff."""
    names = {path.relative_to(root) for root in (old, new) for path in root.rglob("*") if path.is_file()}
    for name in sorted(name for name in names if "__pycache__" not in name.parts):
        before, after = (_lines(root / name) for root in (old, new))
        if before != after:
            yield (
                str(name),
                list(
                    difflib.unified_diff(
                        before,
                        after,
                        str(name) if (old / name).exists() else "/dev/null",
                        str(name) if (new / name).exists() else "/dev/null",
                        n=1,
                        lineterm="",
                    )
                ),
            )


def summary(changes: list[tuple[str, list[str]]]) -> Iterator[str]:
    """The number of files and lines that differ, for each package."""
    packages: dict[str, tuple[int, int, int]] = {}
    for name, diff in changes:
        package = Path(name).parts[0]
        files, added, removed = packages.get(package, (0, 0, 0))
        body = diff[2:]
        added += sum(line.startswith("+") for line in body)
        removed += sum(line.startswith("-") for line in body)
        packages[package] = (files + 1, added, removed)
    yield f"{len(changes)} files differ:"
    for package, (files, added, removed) in packages.items():
        yield f"  {package}: {files} files, +{added} -{removed} lines"


def _lines(path: Path) -> list[str]:
    return regen.content_of(path).decode().splitlines() if path.exists() else []


if __name__ == "__main__":
    sys.exit(main())

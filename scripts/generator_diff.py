"""What another version of openapi-python-client would write into generated/. Changes nothing there.

    python scripts/generator_diff.py                 the newest version
    python scripts/generator_diff.py 0.30.0          that one
    python scripts/generator_diff.py --python P      the one that the interpreter P has

Exit code: 0 the same, 1 another result, 2 that version cannot be installed or cannot generate.
"""

from __future__ import annotations

import argparse
import difflib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
GENERATOR = "openapi-python-client"
ROOT = "timeback_api"
SHOWN = 60


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("version", nargs="?", default="", help=f"version of {GENERATOR}; the newest unless told")
    parser.add_argument("--python", type=Path, help="an interpreter that has it already, so that nothing is installed")
    parser.add_argument("--specs", type=Path, default=REPOSITORY / "specs", help="the folder of the documents")
    parser.add_argument("--against", type=Path, default=REPOSITORY / "generated", help="the folder to compare with")
    parser.add_argument("--full", action="store_true", help="show every line that differs")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        try:
            python = arguments.python or install(place / "environment", arguments.version)
            print(f"{GENERATOR} {version_of(python)}; generated/ is by {version_of(Path(sys.executable))}", flush=True)
            generate(python, arguments.specs, place / "generated")
        except subprocess.CalledProcessError as error:
            print(error.stderr.strip(), file=sys.stderr)
            return 2
        changes = list(differences(arguments.against / ROOT, place / "generated" / ROOT))
    if not changes:
        print("It writes the same.")
        return 0
    print("\n".join(summary(changes)))
    lines = [line for _, diff in changes for line in diff]
    print("\n".join(lines if arguments.full else lines[:SHOWN]))
    if not arguments.full and len(lines) > SHOWN:
        print(f"... and {len(lines) - SHOWN} more lines; --full shows them")
    return 1


def install(place: Path, version: str) -> Path:
    """An interpreter with the generator and what scripts/regen.py needs besides."""
    run(sys.executable, "-m", "venv", str(place))
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wanted = f"{GENERATOR}=={version}" if version else GENERATOR
    run(str(python), "-m", "pip", "--disable-pip-version-check", "install", "-q", wanted, "pyyaml")
    return python


def version_of(python: Path) -> str:
    """The version of the generator that an interpreter has."""
    program = f"from importlib.metadata import version; print(version('{GENERATOR}'))"
    return run(str(python), "-c", program).strip()


def generate(python: Path, specs: Path, out: Path) -> None:
    """Generate with the templates as they are."""
    script = str(REPOSITORY / "scripts" / "regen.py")
    run(str(python), script, "--specs", str(specs), "--out", str(out))


def run(*command: str) -> str:
    """What a command prints; an error where it fails."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def differences(old: Path, new: Path) -> Iterator[tuple[str, list[str]]]:
    """The files that differ, by their names, each with a unified diff."""
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
    """How much differs, by package."""
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
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


if __name__ == "__main__":
    sys.exit(main())

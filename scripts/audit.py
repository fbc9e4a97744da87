"""Check the versions in requirements/*.txt for known vulnerabilities. Changes nothing.

    python scripts/audit.py --version 2.10.1       install that version of pip-audit in a temporary environment
    python scripts/audit.py --python P             use the pip-audit of the interpreter P

Checks all pins, including those for other platforms: first with the JSON API of the package index, then, for pins that
it does not know, with the OSV database. A pin that neither knows is not considered safe.

Exit code: 0 if all pins are known and none is vulnerable, 1 if a pin is vulnerable, 3 if some pins are unknown.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

REPOSITORY = Path(__file__).resolve().parent.parent
SERVICES = ("pypi", "osv")
SAFE, VULNERABLE, UNANSWERED = 0, 1, 3
SHOWN = 10
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)
_PATIENCE = 900
_WIDTH = 200


class Pin(NamedTuple):
    name: str
    version: str


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="files with pins (default: requirements/*.txt)")
    parser.add_argument("--version", default="", help="version of pip-audit (default: the newest)")
    parser.add_argument("--python", type=Path, help="an interpreter with pip-audit, so that nothing is installed")
    arguments = parser.parse_args()
    files = arguments.files or sorted(REPOSITORY.glob("requirements/*.txt"))
    pins = read_pins(files)
    if not pins:
        parser.error(f"no pins in {', '.join(map(str, files)) or 'requirements/*.txt'}")
    with tempfile.TemporaryDirectory() as folder:
        try:
            python = arguments.python or install(Path(folder) / "environment", arguments.version)
        except subprocess.CalledProcessError as error:
            last = (error.stderr or "").strip().splitlines()[-1:] or ["no reason was given"]
            print(f"Not asked: pip-audit could not be installed ({last[0]}). Nothing is known about {len(pins)} pins.")
            return UNANSWERED
        return report(pins, *ask_all(python, pins, Path(folder)))


def read_pins(files: Iterable[Path]) -> list[Pin]:
    """Return the pins of the files without duplicates. A package may have several, for different platforms."""
    found: set[Pin] = set()
    for file in files:
        for name, version in _PIN.findall(file.read_text(encoding="utf-8")):
            found.add(Pin(normal(name), version))
    return sorted(found)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def install(place: Path, version: str) -> Path:
    """Create an environment with pip-audit and return its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, capture_output=True, text=True)
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    wanted = f"pip-audit=={version}" if version else "pip-audit"
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-qq", wanted]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return python


def ask_all(python: Path, pins: list[Pin], folder: Path) -> tuple[dict[Pin, list[dict[str, Any]]], list[str]]:
    """Return the vulnerabilities of each pin that a service knows, and the reasons for missing answers."""
    answered: dict[Pin, list[dict[str, Any]]] = {}
    reasons: list[str] = []
    for service in SERVICES:
        for part in parts(pin for pin in pins if pin not in answered):
            found, reason = ask(python, part, service, folder)
            answered.update(found)
            if reason and reason not in reasons:
                reasons.append(reason)
    return answered, reasons


def parts(pins: Iterable[Pin]) -> Iterator[list[Pin]]:
    """Split the pins into lists with one version per package, as pip-audit requires."""
    left = list(pins)
    while left:
        names: dict[str, Pin] = {}
        for pin in left:
            names.setdefault(pin.name, pin)
        part = list(names.values())
        left = [pin for pin in left if pin not in part]
        yield part


def ask(
    python: Path, pins: list[Pin], service: str, folder: Path
) -> tuple[dict[Pin, list[dict[str, Any]]], str | None]:
    """Ask one service; return the vulnerabilities of the pins that it knows, and the reason for missing answers."""
    wanted, output = folder / "pins.txt", folder / "answer.json"
    wanted.write_text("".join(f"{pin.name}=={pin.version}\n" for pin in pins), encoding="utf-8")
    output.unlink(missing_ok=True)
    command = [str(python), "-m", "pip_audit", "--requirement", str(wanted), "--no-deps", "--disable-pip",
               "--vulnerability-service", service, "--format", "json", "--output", str(output),
               "--progress-spinner", "off"]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return {}, f"{service}: no answer in {_PATIENCE} seconds"
    try:
        dependencies = json.loads(output.read_text(encoding="utf-8"))["dependencies"]
    except (OSError, ValueError, KeyError, TypeError):
        # pip-audit ends with a traceback if it cannot reach the service.
        last = done.stderr.strip().splitlines()[-1:] or [f"pip-audit ended with exit code {done.returncode}"]
        return {}, f"{service}: {last[0][:_WIDTH]}"
    answered = {
        Pin(normal(each["name"]), each["version"]): each["vulns"]
        for each in dependencies
        if "vulns" in each and "skip_reason" not in each
    }
    found = {pin: answered[pin] for pin in pins if pin in answered}
    skipped = [str(each["skip_reason"]) for each in dependencies if "skip_reason" in each]
    reason = None if len(found) == len(pins) else f"{service}: {(skipped or ['some pins are not in the answer'])[0]}"
    return found, reason


def report(pins: list[Pin], answered: dict[Pin, list[dict[str, Any]]], reasons: list[str]) -> int:
    vulnerable = {pin: found for pin, found in answered.items() if found}
    unanswered = [pin for pin in pins if pin not in answered]
    for pin, found in sorted(vulnerable.items()):
        for each in found:
            fixed = ", ".join(each.get("fix_versions") or []) or "no version yet"
            print(f"{pin.name} {pin.version}: {each['id']}, fixed in {fixed}")
    if vulnerable:
        print(
            f"{len(vulnerable)} of {len(pins)} pins have known vulnerabilities. `make requirements` chooses newer ones."
        )
    if unanswered:
        shown = ", ".join(f"{pin.name} {pin.version}" for pin in unanswered[:SHOWN])
        more = f" and {len(unanswered) - SHOWN} more" if len(unanswered) > SHOWN else ""
        print(f"Not answered: nothing is known about {len(unanswered)} of {len(pins)} pins: {shown}{more}.")
        for reason in reasons:
            print(f"  {reason}")
    if vulnerable:
        return VULNERABLE
    if unanswered:
        return UNANSWERED
    print(f"All {len(pins)} pins were answered: no known vulnerabilities.")
    return SAFE


if __name__ == "__main__":
    sys.exit(main())

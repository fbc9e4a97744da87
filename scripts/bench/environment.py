"""The separate environment of the packages that the benchmarks compare with (peers).

They are not development dependencies, so requirements/ does not list them.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from bench.paths import GENERATED, HOME, MADE, ROOT

PEERS = (
    "timeback-core==0.4.0",
    "timeback-oneroster==0.4.0",
    "aiohttp>=3,<4",
    "pydantic>=2,<3",
    "msgspec",
    "orjson",
    "pyinstrument",
    # For the row of the command line.
    "click>=8.1",
)
SUITABLE = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))"
DOCUMENTS = sorted(GENERATED.glob("timeback_api/*/openapi.json.gz"))


@dataclass(frozen=True)
class Environment:
    """An interpreter, and whether the peers are installed."""

    python: str
    peers: bool

    @property
    def variables(self) -> dict[str, str]:
        folders = (ROOT, GENERATED, ROOT / "scripts", MADE)
        path = os.pathsep.join(str(folder) for folder in folders)
        return {**os.environ, "PYTHONPATH": path, "PYTHONWARNINGS": "ignore"}


HERE = Environment(sys.executable, peers=False)
"""The current environment."""


def environment(*, make: bool) -> Environment:
    """Return the environment of the peers, created if it is missing or outdated; without peers, the current one."""
    interpreter = HOME / "bin" / "python"
    wanted = _identity()
    mark = HOME / ".identity"
    if not (mark.is_file() and mark.read_text(encoding="utf-8") == wanted):
        if not make or not _install(interpreter):
            return HERE
        _write_code()
        mark.write_text(wanted, encoding="utf-8")
    return Environment(str(interpreter), peers=True)


def _identity() -> str:
    read = [path.read_bytes() for path in (*DOCUMENTS, Path(__file__).with_name("peer_models.py"))]
    return json.dumps([str(ROOT), _needs(), [crc32(content) for content in read]])


def _needs() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs: list[str] = [*project["dependencies"], *PEERS]
    return needs


def _install(interpreter: Path) -> bool:
    python = next(filter(_works, candidates(os.environ)), None)
    if python is None:
        print(
            "There is no Python 3.12 or newer on the PATH, or from pyenv, uv, asdf or mise. The peers are left out. "
            "Install one, such as with: uv python install 3.13",
            file=sys.stderr,
        )
        return False
    print(f"setting up {HOME.name}", file=sys.stderr)
    shutil.rmtree(HOME, ignore_errors=True)
    pip = [str(interpreter), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-qq"]
    for command in ([python, "-m", "venv", str(HOME)], [*pip, *_needs()]):
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            print(f"the peers could not be installed: {(run.stderr or run.stdout).strip()[-300:]}", file=sys.stderr)
            return False
    return True


def candidates(variables: Mapping[str, str]) -> Iterator[str]:
    """Return the interpreters to try: this one, those on the PATH, and those that version managers have installed."""
    yield sys.executable
    yield from (f"python3.{minor}" for minor in (13, 12, 14))
    home = Path(variables.get("HOME") or Path.home())
    data = Path(variables.get("XDG_DATA_HOME") or home / ".local" / "share")
    for folder in (
        Path(variables.get("PYENV_ROOT") or home / ".pyenv") / "versions",
        Path(variables.get("UV_PYTHON_INSTALL_DIR") or data / "uv" / "python"),
        Path(variables.get("ASDF_DATA_DIR") or home / ".asdf") / "installs" / "python",
        Path(variables.get("MISE_DATA_DIR") or data / "mise") / "installs" / "python",
    ):
        yield from map(str, sorted(folder.glob("*/bin/python3"), reverse=True))


def _works(python: str) -> bool:
    try:
        return subprocess.run([python, "-c", SUITABLE], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _write_code() -> None:
    """Write equivalent models for the other libraries, and the packages from the generator's default templates."""
    from bench import peer_models as shapes  # it needs packages of the development environment

    shutil.rmtree(MADE, ignore_errors=True)
    (MADE / "default_templates").mkdir(parents=True)
    shapes.write_models(MADE)
    config = MADE / "config.yaml"
    config.write_text("post_hooks: []\n")
    for document in DOCUMENTS:
        out = MADE / "default_templates" / document.parent.name
        plain = MADE / f"{document.parent.name}.json"
        plain.write_bytes(gzip.decompress(document.read_bytes()))
        command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(plain)]
        command += ["--output-path", str(out), "--meta", "none", "--config", str(config)]
        subprocess.run(command, capture_output=True, text=True, check=True)


def versions(env: Environment) -> dict[str, str]:
    """Return the measured versions."""
    names = (
        "timeback-core",
        "timeback-oneroster",
        "pydantic",
        "msgspec",
        "orjson",
        "httpx",
        "aiohttp",
        "openapi-python-client",
    )
    code = (
        "import importlib.metadata as m, json, sys\n"
        "def v(n):\n    try: return m.version(n)\n    except m.PackageNotFoundError: return None\n"
        "print(json.dumps({n: v(n) for n in sys.argv[1:]}))"
    )
    found: dict[str, str | None] = {}
    for python in dict.fromkeys((env.python, sys.executable)):
        run = subprocess.run([python, "-c", code, *names], capture_output=True, text=True, check=True)
        found = {name: found.get(name) or version for name, version in json.loads(run.stdout).items()}
    return {name: version for name, version in found.items() if version is not None}

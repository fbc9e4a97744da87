"""Helpers that generate code from documents of a test, and import it under a unique package name."""

import gzip
import importlib
import importlib.util
import itertools
import json
import shutil
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from timeback_runtime import errors
from timeback_runtime.messages import Reply

REPOSITORY = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "golden"
_numbers = itertools.count(1)


def _load_regen() -> ModuleType:
    spec = importlib.util.spec_from_file_location("regen", REPOSITORY / "scripts" / "regen.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Loading the script adds scripts/ to sys.path.
regen = _load_regen()
SpecError: type[Exception] = regen.SpecError
METHODS: tuple[str, ...] = regen.METHODS
KNOWN_KEYS: frozenset[str] = importlib.import_module("generator.extension_keys").KNOWN_KEYS


def load(name: str) -> dict[str, Any]:
    """A document in specs/, not bundled."""
    found: dict[str, Any] = importlib.import_module("generator.bundling").load(REPOSITORY / "specs" / name)
    return found


@cache
def bundled(name: str) -> dict[str, Any]:
    """A bundled document of specs/."""
    found: dict[str, Any] = regen.bundle(REPOSITORY / "specs" / name)[0]
    return found


def bundled_document(package: Path) -> dict[str, Any]:
    """The document in a generated package."""
    found: dict[str, Any] = json.loads(gzip.decompress((package / "openapi.json.gz").read_bytes()))
    return found


def operation(identity: str = "getThings", **more: Any) -> dict[str, Any]:
    """An operation; its reply has no body unless ``more`` defines one."""
    return {
        "operationId": identity,
        "tags": ["things"],
        "summary": "Do it",
        "description": "Does it.",
        "responses": {"204": {"description": "Done."}},
        **more,
    }


def reply(schema: dict[str, Any], status: str = "200") -> dict[str, Any]:
    return {status: {"description": "Fine.", "content": {"application/json": {"schema": schema}}}}


def document(
    schemas: dict[str, Any] | None = None, paths: dict[str, Any] | None = None, package: str = "things", **more: Any
) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1", "summary": "Things.", "x-package": package},
        "servers": [{"url": "https://things.example/v1"}],
        "paths": paths if paths is not None else {"/things": {"get": operation()}},
        "components": {"schemas": schemas or {}},
        **more,
    }


def thing(**properties: Any) -> dict[str, Any]:
    """The schema of an object in which every property is optional."""
    return {"type": "object", "description": "A thing.", "properties": properties}


def write_specs(folder: Path, *documents: dict[str, Any], common: dict[str, Any] | None = None) -> Path:
    """Write documents as files. They are JSON, which is valid YAML."""
    specs = folder / "specs"
    specs.mkdir(parents=True)
    shared = {"openapi": "3.1.0", "info": {"title": "Common", "version": "1"}, "components": {"schemas": common or {}}}
    (specs / "common.yaml").write_text(json.dumps(shared))
    for number, one in enumerate(documents):
        (specs / f"document{number}.yaml").write_text(json.dumps(one))
    return specs


def generate(specs: Path, out: Path) -> Path:
    """Generate code, and return the folder of the packages."""
    regen.generate(specs, out / "timeback_api")
    return out / "timeback_api"


class Made:
    """Generated packages, imported under a unique name, so that they do not replace those of the repository."""

    def __init__(self, packages: Path, folder: Path) -> None:
        self.root = f"made_{next(_numbers)}"
        shutil.copytree(packages, folder / self.root)
        for path in (folder / self.root).rglob("*.py"):
            path.write_text(path.read_text(encoding="utf-8").replace("timeback_api", self.root), encoding="utf-8")
        sys.path.insert(0, str(folder))
        try:
            importlib.invalidate_caches()
            for path in sorted((folder / self.root).rglob("*.py")):
                name = path.relative_to(folder).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
                importlib.import_module(name)
        finally:
            sys.path.remove(str(folder))

    def module(self, name: str) -> Any:
        return importlib.import_module(f"{self.root}.{name}")

    def model(self, package: str, name: str) -> Any:
        return getattr(self.module(f"{package}.models"), name)

    def build(self, package: str, tag: str, operation: str) -> Any:
        return self.module(f"{package}.api.{tag}.{operation}").build

    def reply(self, body: Any, status: int = 200, media: str = "application/json") -> Any:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return Reply(status, {"content-type": media}, content)

    @property
    def errors(self) -> Any:
        return errors


def make(folder: Path, *documents: dict[str, Any], common: dict[str, Any] | None = None) -> Made:
    """Generate code from documents and import it."""
    return Made(generate(write_specs(folder, *documents, common=common), folder / "out"), folder / "made")

"""Lazy imports: an endpoint module imports its own models, and does not import httpx."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import timeback_api
from tests.contract.documents import Operation, operations
from timeback._spec import documents

PACKAGES = documents.packages()
ROOT = Path(timeback_api.__file__).parent


def child(code: str) -> object:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "package",
    [
        # The others have the same templates, and more modules.
        package if package in ("resources", "webhooks") else pytest.param(package, marks=pytest.mark.slow)
        for package in PACKAGES
    ],
)
def test_an_endpoint_loads_its_own_models_and_no_httpx(package: str) -> None:
    """Import each endpoint module separately: loaded modules are removed from sys.modules before the next one."""
    mine = {operation.module.__name__: operation for operation in operations() if operation.document.package == package}
    names = sorted(mine)
    loaded = child(
        f"""
import importlib, json, sys
out = {{}}
for name in {names!r}:
    importlib.import_module(name)
    mine = [loaded for loaded in sys.modules if loaded.split('.')[0] == 'timeback_api']
    out[name] = mine
    for loaded in mine:
        del sys.modules[loaded]
assert not {{'httpx', 'httpcore', 'requests', 'timeback'}} & set(sys.modules), 'too much is loaded'
print(json.dumps(out))
"""
    )
    assert isinstance(loaded, dict)
    assert len(loaded) == len(names) > 0
    for name, modules in loaded.items():
        models = {module for module in modules if ".models." in module}
        wanted = {schema.replace("_", "").lower() for schema in reachable(mine[name])}
        stems = {module.rsplit(".", 1)[1].replace("_", "") for module in models}
        assert stems <= wanted, name
        assert len(modules) - len(models) <= 20, name
        # An assessment item of QTI consists of that many models.
        assert len(modules) < 40 or len(models) > 22, name
    assert min(map(len, loaded.values())) < 40


def reachable(operation: Operation) -> set[str]:
    """The schemas that the operation's parameters, body and replies are made of."""
    document, found = operation.document, set()
    waiting: list[Any] = [operation.parameters, operation.body]
    waiting += [document.resolve(reply) for reply in operation.node["responses"].values()]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += node.values()
            reference = node.get("$ref", "")
            name = reference.rsplit("/", 1)[-1]
            if isinstance(reference, str) and reference and name not in found:
                found.add(name)
                waiting.append(document.resolve(node))
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_loads_no_model(package: str) -> None:
    loaded = child(
        f"""
import json, sys
import timeback_api.{package}, timeback_api.{package}.models, timeback_api.{package}.api
print(json.dumps([name for name in sys.modules if 'models.' in name or name.startswith(('httpx', 'attr', 'dateutil'))]))
"""
    )
    assert loaded == []


def test_a_model_loads_when_it_is_touched() -> None:
    loaded = child(
        """
import json, sys
import timeback_api.rostering.models as models
before = [name for name in sys.modules if 'models.' in name]
cls = models.Enrollment
print(json.dumps([before, cls.__name__, models.Enrollment is cls,
                  'timeback_api.rostering.models.enrollment' in sys.modules,
                  'Enrollment' in dir(models), hasattr(models, 'Nothing')]))
"""
    )
    assert loaded == [[], "Enrollment", True, True, True, False]

"""The documents of specs/ for the contract tests: operations, models, and an independent validator."""

import importlib
import inspect
import typing
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from attrs import frozen

import timeback_api
from tests.generation.kit import METHODS, REPOSITORY, bundled
from timeback_runtime.model import Model

DOCUMENTS = sorted(path.name for path in (REPOSITORY / "specs").glob("*.yaml") if path.name != "common.yaml")
JSON = "application/json"
_VALIDATORS: dict[int, tuple[dict[str, Any], Any]] = {}


@frozen(eq=False)
class Document:
    name: str

    @property
    def content(self) -> dict[str, Any]:
        return bundled(self.name)

    @property
    def package(self) -> str:
        return str(self.content["info"]["x-package"])

    @property
    def schemas(self) -> dict[str, Any]:
        found: dict[str, Any] = self.content["components"]["schemas"]
        return found

    def resolve(self, node: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in node:
            _, _, kind, name = node["$ref"].split("/")
            node = self.content["components"][kind][name]
        return node

    def judge(self, schema: dict[str, Any]) -> Any:
        """An independent JSON Schema validator, which checks formats too."""
        # The bundled documents are kept, so the address of a schema in them is its identity.
        if id(schema) not in _VALIDATORS:
            whole = {**schema, "components": {"schemas": self.schemas}}
            _VALIDATORS[id(schema)] = (schema, jsonschema_rs.Draft202012Validator(whole, validate_formats=True))
        return _VALIDATORS[id(schema)][1]


@frozen(eq=False, repr=False)
class Operation:
    document: Document
    path: str
    method: str
    node: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.document.package}:{self.node['operationId']}"

    __repr__ = __str__

    @property
    def module(self) -> Any:
        """The generated module with the same operationId."""
        return _modules(self.document.package)[self.node["operationId"]]

    @property
    def parameters(self) -> list[dict[str, Any]]:
        item = self.document.content["paths"][self.path]
        return [self.document.resolve(p) for p in [*item.get("parameters", []), *self.node.get("parameters", [])]]

    @property
    def body(self) -> dict[str, Any]:
        return self.document.resolve(self.node.get("requestBody", {}))

    def replies(self) -> list[tuple[int, str | None, dict[str, Any]]]:
        """The status, content type and schema of each documented successful reply."""
        out: list[tuple[int, str | None, dict[str, Any]]] = []
        for status, node in self.node["responses"].items():
            if status[0] == "2":
                content = self.document.resolve(node).get("content", {})
                media = JSON if JSON in content else next(iter(content), None)
                out.append((int(status), media, content[media].get("schema", {}) if media else {}))
        return out

    def python_names(self) -> dict[str, str]:
        """Wire name of each parameter -> argument of ``build``."""
        known = set(inspect.signature(self.module.build).parameters)
        out = {}
        for parameter in self.parameters:
            wire = parameter["name"]
            snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in wire).replace("-", "_").lstrip("_")
            names = [parameter.get("x-python-name"), snake, f"{snake}_"]
            out[wire] = next(name for name in names if name in known)
        return out

    def build(self, **keywords: Any) -> Any:
        """A request with the id ``x`` for each path parameter, the required arguments, and the given ones."""
        return self.module.build(**self.arguments(**keywords))

    def arguments(self, **keywords: Any) -> dict[str, Any]:
        """The arguments for ``build``."""
        from tests.contract.samples import minimal

        names = self.python_names()
        for parameter in self.parameters:
            if parameter["in"] == "path":
                keywords.setdefault(names[parameter["name"]], "x")
            elif parameter.get("required"):
                keywords.setdefault(names[parameter["name"]], minimal(self.document, parameter["schema"]))
        signature = inspect.signature(self.module.build)
        if self.body and (left := set(signature.parameters) - set(names.values())):
            (name,) = left
            if name not in keywords and signature.parameters[name].default is inspect.Parameter.empty:
                keywords[name] = self.argument(minimal(self.document, self.body_schema()[1]))
        return keywords

    def body_schema(self) -> tuple[str | None, dict[str, Any]]:
        """The wrapper property, if there is one, and the schema of the argument."""
        content = self.body["content"]
        if JSON not in content:
            return None, next(iter(content.values()))["schema"]
        schema = content[JSON]["schema"]
        resolved = self.document.resolve(schema)
        names = resolved.get("x-unwrap", [])
        names = [names] if isinstance(names, str) else names
        if not names:
            return None, schema
        wrapper = next((n for n in resolved.get("required", []) if n in names), names[0])
        return wrapper, resolved["properties"][wrapper]

    def argument(self, given: Any) -> Any:
        """A body as callers write it: a dictionary, or models in a list."""
        _, schema = self.body_schema()
        return as_models(self.document, schema, given, depth=0)

    def body_name(self) -> str | None:
        left = set(inspect.signature(self.module.build).parameters) - set(self.python_names().values())
        return next(iter(left), None)


def as_models(document: Document, schema: dict[str, Any], given: Any, depth: int) -> Any:
    resolved = document.resolve(schema)
    if depth and isinstance(given, dict) and (resolved.get("properties") or resolved.get("allOf")):
        return model_class(document, schema["$ref"].rsplit("/", 1)[1]).from_dict(given)
    if isinstance(given, list):
        return [as_models(document, resolved.get("items", {}), item, 1) for item in given]
    more = resolved.get("additionalProperties")
    if isinstance(given, dict) and isinstance(more, dict) and more and not resolved.get("properties"):
        return {name: as_models(document, more, item, 1) for name, item in given.items()}
    return given


@cache
def _modules(package: str) -> dict[str, Any]:
    out = {}
    folder = Path(timeback_api.__file__).parent / package / "api"
    for path in folder.rglob("*.py"):
        if path.name != "__init__.py":
            module = importlib.import_module(f"timeback_api.{package}.api.{path.parent.name}.{path.stem}")
            out[module.OPERATION.id] = module
    return out


def model_class(document: Document, schema: str) -> type[Model]:
    """The class of a schema. The names are compared without case and underscores."""
    models = importlib.import_module(f"timeback_api.{document.package}.models")
    wanted = schema.replace("_", "").lower()
    found: type[Model] = getattr(models, next(n for n in models.__all__ if n.rstrip("_").lower() == wanted))
    return found


def operations() -> list[Operation]:
    return [
        Operation(Document(name), path, method, item[method])
        for name in DOCUMENTS
        for path, item in bundled(name)["paths"].items()
        for method in METHODS
        if method in item
    ]


def models() -> list[tuple[Document, str]]:
    """All schemas that are classes; shared ones occur once."""
    seen: set[str] = set()
    out = []
    shared = set(bundled("common.yaml")["components"]["schemas"])
    for name in DOCUMENTS:
        for schema, node in bundled(name)["components"]["schemas"].items():
            if (node.get("properties") or node.get("allOf")) and schema not in seen:
                out.append((Document(name), schema))
                seen |= {schema} & shared
    return out


def conforms(value: Any, hint: Any) -> bool:
    """Whether a value has the annotated result type of ``build`` or ``sync``. Items of lists may have other types.

    An unknown variant of a union of models stays a dictionary.
    """
    if hint is Any:
        return True
    if hint is None:
        return value is None
    origin = typing.get_origin(hint)
    if origin is not None and hasattr(hint, "__args__") and origin not in (list, dict):
        options = typing.get_args(hint)
        models = [one for one in options if isinstance(one, type) and issubclass(one, Model)]
        return (len(models) > 1 and isinstance(value, dict)) or any(conforms(value, one) for one in options)
    kind = origin or hint
    return isinstance(value, (int, float) if kind is float else kind)

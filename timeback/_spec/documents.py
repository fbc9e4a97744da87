"""Loads the OpenAPI documents that are bundled with the generated packages, one for each service."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import attrs

from timeback._spec.schemas import EXTENSION, DocumentError, Schemas

ROOT = "timeback_api"
FILE = "openapi.json.gz"


@attrs.frozen(eq=False)
class Document:
    """The OpenAPI document of one service.

    Attributes:
        name: name of the generated package, and the name of the service: ``rostering``.
        content: the parsed JSON.
        schemas: resolves the references in the document.
    """

    name: str
    content: Mapping[str, Any] = attrs.field(repr=False)
    schemas: Schemas = attrs.field(init=False, repr=False)

    @schemas.default
    def _schemas(self) -> Schemas:
        return Schemas(self.content)

    @property
    def info(self) -> Mapping[str, Any]:
        """The ``info`` object."""
        found: Mapping[str, Any] = self.content.get("info", {})
        return found

    @property
    def is_extension(self) -> bool:
        """Whether the whole service is an extension of the platform (``x-extension``)."""
        return bool(self.info.get(EXTENSION))

    @property
    def base_path(self) -> str:
        """Path of the first server, without a slash at its end: ``/ims/oneroster/rostering/v1p2``."""
        server = (self.content.get("servers") or [{"url": ""}])[0]
        address: str = server["url"]
        for name, variable in server.get("variables", {}).items():
            address = address.replace("{" + name + "}", str(variable["default"]))
        return urlsplit(address).path.rstrip("/")

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The path prefixes of its operations: the base path, or else the first segments of their paths."""
        if self.base_path:
            return (self.base_path,)
        return tuple(sorted({f"/{path.split('/')[1]}" for path in self.content["paths"]}))


@cache
def packages() -> tuple[str, ...]:
    """Names of the generated packages that have a document, in alphabetical order.

    Raises:
        DocumentError: there are none, so the installation is incomplete.
    """
    entries = (entry for entry in files(ROOT).iterdir() if entry.is_dir())
    found = tuple(sorted(entry.name for entry in entries if entry.joinpath(FILE).is_file()))
    if not found:
        raise DocumentError(f"the package {ROOT} contains no {FILE}; install timeback-client again")
    return found


@cache
def load(package: str) -> Document:
    """The document of a generated package. It is read once and must not be changed."""
    return Document(package, json.loads(gzip.decompress(files(ROOT).joinpath(package, FILE).read_bytes())))

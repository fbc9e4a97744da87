"""Collects the methods that the services declare: one ``Line`` per method."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from timeback import TimeBackClient
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.multi_request import iterator_method, multi_request
from timeback._resources.service import declared_services, service_class
from timeback_runtime.messages import Operation

WIDTH = 100
_ARGUMENT = re.compile(r"(\w+): (.*)")


@dataclass(frozen=True)
class Line:
    """One method of a resource, and its operation."""

    service: str
    resource: str
    """Empty for methods of the service itself."""
    name: str
    kind: str
    build: Callable[..., Any]
    low_level: str
    """The generated module, which contains ``sync``, ``asyncio`` and so on."""
    alternatives: tuple[str, ...]
    """The generated modules of other operations that the method sends, depending on its arguments."""

    @property
    def facade(self) -> str:
        """The call as users write it, from ``client.`` on."""
        return ".".join(part for part in ("client", self.service, self.resource, self.name) if part)

    @property
    def operation(self) -> Operation:
        """The generated operation."""
        return _operation(self.low_level)

    @property
    def operations(self) -> dict[str, Operation]:
        """All operations that the method may send, by their generated modules."""
        return {module: _operation(module) for module in (self.low_level, *self.alternatives)}

    @property
    def request(self) -> str:
        """Method and path of its first operation, with the base path."""
        return f"{self.operation.method} {self.operation.package.base_path}{self.operation.path}"

    @property
    def signature(self) -> str:
        """Parameters and result, as in ``help()``; one parameter per line if there are many."""
        parts: list[str] = []
        for one in inspect.signature(self.build).parameters.values():
            if one.kind is inspect.Parameter.KEYWORD_ONLY and "*" not in parts:
                parts.append("*")
            default = "" if one.default is inspect.Parameter.empty else f" = {one.default!r}"
            parts.append(f"{one.name}: {annotation(one.annotation)}{default}")
        flat = ", ".join(parts)
        if len(self.facade) + len(flat) + len(self.result) > WIDTH:
            flat = "".join(f"\n    {part}," for part in parts) + "\n"
        return f"({flat}) -> {self.result}"

    @property
    def result(self) -> str:
        """The annotation of the result."""
        (promised,) = get_args(inspect.signature(self.build).return_annotation)
        if get_origin(promised) is list and self.kind != "operation":
            (promised,) = get_args(promised)
        if self.kind == "listing":
            return f"Page[{annotation(promised)}]"
        return f"Iterator[{annotation(promised)}]" if self.kind == "iterating" else annotation(promised)

    @property
    def text(self) -> str:
        """Summary and description, without the arguments."""
        return _sections(self._described)[0]

    @property
    def summary(self) -> str:
        """The first sentence."""
        return self.text.partition("\n")[0]

    @property
    def arguments(self) -> list[tuple[str, str]]:
        """Name and description of each argument."""
        return _sections(self._described)[1]

    @property
    def _described(self) -> str:
        # The docstring of build_iter refers to that of build.
        build = self.build if hasattr(self.build, "builds") else importlib.import_module(self.low_level).build
        return inspect.cleandoc(build.__doc__ or "")


@dataclass(frozen=True)
class Resource:
    """A collection of a service."""

    service: str
    name: str
    text: str
    comforts: tuple[str, ...]
    """Methods of all collections: ``first``, ``find`` and so on."""
    lines: tuple[Line, ...]

    @property
    def facade(self) -> str:
        return ".".join(part for part in ("client", self.service, self.name) if part)


def services() -> dict[str, type[Any]]:
    """Return the services of a client by name."""
    return {name: service_class(TimeBackClient, name) for name in declared_services(TimeBackClient)}


@cache
def resources(service: str) -> tuple[Resource, ...]:
    """Return the resources of a service in the order of declaration, after the methods of the service itself."""
    return tuple(_resources(service))


def _resources(service: str) -> Iterator[Resource]:
    kind = services()[service]
    own = tuple(_lines(service, "", kind))
    if own:
        yield Resource(service, "", kind.__doc__ or "", (), own)
    for name, declared in kind.__annotations__.items():
        resource = getattr(importlib.import_module(f"timeback.services.{service}.{name}"), declared)
        comforts = [
            name
            for name, member in inspect.getmembers_static(resource)
            if isinstance(member, multi_request | iterator_method)
        ]
        lines = tuple(_lines(service, name, resource))
        yield Resource(service, name, resource.__doc__ or "", tuple(comforts), lines)


def lines() -> list[Line]:
    """Return the methods of all services."""
    return [line for service in services() for resource in resources(service) for line in resource.lines]


def _lines(service: str, resource: str, kind: type[Any]) -> Iterator[Line]:
    for owner in reversed(kind.__mro__):
        for name, member in vars(owner).items():
            if isinstance(member, operation | listing | iterating):
                low_level, *alternatives = (build.__module__ for build in member.builds)
                yield Line(service, resource, name, type(member).__name__, member.build, low_level, tuple(alternatives))


def _operation(module: str) -> Operation:
    found: Operation = importlib.import_module(module).OPERATION
    return found


def _sections(docstring: str) -> tuple[str, list[tuple[str, str]]]:
    text, _, rest = docstring.partition("\nArgs:\n")
    text = re.split(r"^(?:Source|Returns|Raises):", text, maxsplit=1, flags=re.MULTILINE)[0].strip()
    found: list[tuple[str, str]] = []
    for line in rest.splitlines():
        if line and not line.startswith(" "):
            break
        if line.startswith("        ") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        elif argument := _ARGUMENT.fullmatch(line.strip()):
            found.append((argument[1], argument[2]))
    return text, found


def annotation(kind: Any) -> str:
    """Format an annotation as it is written in a program, without module names."""
    if kind is NoneType:
        return "None"
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return " | ".join(map(annotation, arguments))
    if origin is Literal:
        return f"Literal[{', '.join(map(repr, arguments))}]"
    if arguments and isinstance(origin, type):
        return f"{origin.__name__}[{', '.join(map(annotation, arguments))}]"
    return kind.__name__ if isinstance(kind, type) else str(kind).rpartition(".")[2]

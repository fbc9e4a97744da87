"""Paths of requests on the command line: from ``rostering/users/u1`` or a whole path to the service that has it.

A request is built on the configured address of a service, so that no path sends the token to another host.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

import click
from attrs import field, frozen

from timeback._spec.documents import load, packages
from timeback._spec.operations import operations
from timeback.errors import ConfigurationError
from timeback_runtime.messages import Operation, Request
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from timeback.settings import Settings
    from timeback_runtime.messages import Package

_PORTS: Final = {"http": 80, "https": 443}
_ACCEPT: Final = "application/json, */*;q=0.5"
# Characters that stay in a path: separators, percent-encoded characters, and those that RFC 3986 allows in a segment.
_SAFE: Final = "/%:@!$&'()*+,;=~"
_BROKEN_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
# A segment of an unknown path that is a word, and no id.
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z_-]*")


@frozen
class ServicePath:
    """A path of a service.

    Attributes:
        package: the generated package of the service.
        path: the encoded path below the base path of the service, with a slash at its beginning.
        query: the query parameters that the path had.
    """

    package: Package
    path: str
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def request(
        self, method: str, parameters: tuple[tuple[str, str], ...] = (), content: bytes | None = None
    ) -> Request[Any]:
        """Return a request.

        Args:
            parameters: further query parameters.
            content: a JSON body.
        """
        template, is_extension = self._documented(method)
        operation = Operation(
            self.package, "api", method, template, replies={}, accept=_ACCEPT, is_extension=is_extension
        )
        return Request(
            operation,
            self.path,
            query=self.query + parameters,
            content=content,
            content_type=None if content is None else "application/json",
        )

    def _documented(self, method: str) -> tuple[str, bool]:
        """Return the template of the path, for errors and logs, and whether the operation is an extension."""
        given = self.path.strip("/").split("/")
        same_path = [
            one for one in operations(load(self.package.name)) if _matches(one.path.strip("/").split("/"), given)
        ]
        if same_path:
            # One with the same method, and the fewest parameters: users/me is not users/{id}.
            best = min(same_path, key=lambda one: (one.method != method, one.path.count("{")))
            return best.path, best.is_extension
        # Ids and e-mail addresses in a path that no document has.
        return "".join(f"/{segment if _WORD.fullmatch(segment) else '{...}'}" for segment in given), False


def parse_service_path(text: str, settings: Settings) -> ServicePath:
    """Return the service and the path below it: of ``rostering/users``, of a whole path, or of a URL.

    Raises:
        click.UsageError: it belongs to no service of the client, or is no plain path.
        ConfigurationError: the platform does not have the service, or its address is not set.
    """
    _check_characters(text)
    place, _, query_text = text.partition("?")
    query = tuple(parse_qsl(query_text, keep_blank_values=True))
    if "://" in place:
        package, rest = _by_url(place, settings)
    else:
        name, slash, rest = place.lstrip("/").partition("/")
        rest = slash + rest
        if place.startswith("/") or name.lower() not in packages():
            package, rest = _by_whole_path("/" + place.lstrip("/"), place, settings)
        else:
            package = _package(name.lower())
            settings.base_url(package)
    if not rest.strip("/"):
        raise click.UsageError(f"{text!r} names the service alone: add a path, such as {_example(package.name)}")
    return ServicePath(package, quote(rest, safe=_SAFE), query)


def _check_characters(text: str) -> None:
    if not text.isprintable() or "\\" in text:
        raise click.UsageError("The path has a backslash or a control character.")
    if "#" in text:
        raise click.UsageError("The path has a '#', which begins a fragment: write %23 if it is part of an id.")
    path = text.partition("?")[0]
    if _BROKEN_PERCENT.search(path):
        raise click.UsageError("The path has a '%' without two digits: write %25 for the character itself.")
    if any(unquote(segment) in (".", "..") for segment in path.split("/")):
        raise click.UsageError("The path has '.' or '..' as a part: give the resolved path.")


def _by_url(url: str, settings: Settings) -> tuple[Package, str]:
    try:
        parts = urlsplit(url)
        origin = _origin(parts)
    except ValueError:
        raise click.UsageError("The URL cannot be read: check its host and port.") from None
    bases = [(package, urlsplit(base)) for package, base in _bases(settings)]
    here = [(package, base.path) for package, base in bases if _origin(base) == origin]
    if not here or "@" in parts.netloc:
        hosts = sorted({base.netloc for _, base in bases})
        raise click.UsageError(
            f"{parts.hostname or url!r} is not a host of this client, and gets no token."
            f"{did_you_mean(parts.netloc, hosts)} Its hosts: {', '.join(hosts)}."
        )
    found = _longest(here, parts.path)
    if found is None:
        raise _unknown_service(url, parts.path)
    return found


def _by_whole_path(path: str, given: str, settings: Settings) -> tuple[Package, str]:
    known = [(package, urlsplit(base).path) for package, base in _bases(settings)]
    # Without the path of the address too: /ims/... behind a gateway at https://gateway.example/timeback.
    own = ((package, settings.base_path(package.name, package.base_path)) for package, _ in _bases(settings))
    known += [(package, base) for package, base in own if base.startswith("/") or not base]
    found = _longest(known, path)
    if found is None:
        raise _unknown_service(given, path)
    return found


def _longest(known: list[tuple[Package, str]], path: str) -> tuple[Package, str] | None:
    """Return the service whose base path has most of a path, and the rest of the path."""
    matches = []
    for package, base in known:
        rest = path.removeprefix(base)
        # Services with the same base path, such as events and webhooks, are told apart by the first part of the rest.
        if path.startswith(base) and rest[:1] in ("/", "") and (package.base_path or _is_known(package, rest)):
            matches.append((len(base), package.name, package, rest))
    if not matches:
        return None
    _, _, package, rest = max(matches, key=lambda match: match[:2])
    return package, rest


def _is_known(package: Package, path: str) -> bool:
    """Return whether an operation of a service has the first part of a path."""
    return path.split("/")[1:2] in [known.split("/")[1:2] for known in load(package.name).content["paths"]]


def _unknown_service(given: str, path: str) -> click.UsageError:
    from timeback.cli.collections import collections, kebab_case

    first, slash, rest = path.strip("/").partition("/")
    known = collections().get(kebab_case(first))
    if known is not None:
        return click.UsageError(
            f"{given!r} does not begin with a service. Did you mean '{known[0]}/{first}{slash}{rest}'?"
        )
    if given.startswith("/") and first.lower() in packages():
        relative = f"{first.lower()}{slash}{rest}"
        return click.UsageError(
            f"No service has the base path {given!r}. Did you mean {relative!r}, without '/' before it?"
        )
    available = ", ".join(packages())
    return click.UsageError(
        f"No service has the path {given!r}.{did_you_mean(first, packages())} Begin with the name of a service or with "
        f"its base path. Services: {available}."
    )


def _bases(settings: Settings) -> Iterator[tuple[Package, str]]:
    """The services that the client has, each with the URL below which it is."""
    for name in packages():
        package = _package(name)
        try:
            yield package, settings.base_url(package)
        except ConfigurationError:
            continue


def _package(name: str) -> Package:
    found: Package = importlib.import_module(f"timeback_api.{name}._package").PACKAGE
    return found


def _example(name: str) -> str:
    first = next(iter(load(name).content["paths"]))
    return f"{name}{first}"


def _origin(parts: SplitResult) -> tuple[str, str, int | None]:
    return parts.scheme, (parts.hostname or "").rstrip("."), parts.port or _PORTS.get(parts.scheme)


def _matches(template: list[str], given: list[str]) -> bool:
    return len(template) == len(given) and all(
        segment.startswith("{") or segment == unquote(part) for segment, part in zip(template, given, strict=True)
    )

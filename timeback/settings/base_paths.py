"""The setting ``base_paths``: where each service of a provider is, and the check for such a path in ``api_url``."""

from __future__ import annotations

import importlib
import itertools
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from timeback.settings.environments import PLATFORMS, check_url
from timeback.settings.suggestions import listed, suggestion
from timeback.settings.validation import describe
from timeback_runtime.errors import ConfigurationError

if TYPE_CHECKING:
    from timeback_runtime.messages import Package

# So many equal parts tell the path of a service from a gateway's own path: /ims/oneroster.
_DISTINCTIVE_PARTS = 2


def is_full_url(path: str) -> bool:
    """Return whether a checked base path is a full URL, and not a path below ``api_url`` or ``qti_api_url``."""
    return path.startswith(("https://", "http://"))


def setting_name(package: str) -> str:
    """Return the name of one base path, for errors: ``base_paths['rostering']``."""
    return f"base_paths[{package!r}]"


def parse_base_paths(source: str, text: str) -> dict[str, str]:
    """Return the base paths in a text such as ``rostering=/or/v1p2 gradebook=https://grades.example.org/v1p2``.

    Args:
        source: the environment variable or option that holds the text. The error does not quote the text.

    Raises:
        ConfigurationError: a part of the text is not a pair, or names a package again.
    """
    paths: dict[str, str] = {}
    for pair in text.split():
        package, separator, path = pair.partition("=")
        if not separator or not package or package in paths or set(path) & set("=,;"):
            raise ConfigurationError(
                f"{source} must be pairs such as rostering=/ims/oneroster/rostering/v1p2, separated by spaces, "
                "with one pair for each service"
            )
        paths[package] = path
    return paths


def check_base_paths(paths: Mapping[Any, Any], *, allow_http: bool) -> dict[str, str]:
    """Return the base paths by package, without a slash at the end.

    Raises:
        ConfigurationError: a package is unknown, or a path is neither a plain one nor a usable URL.
    """
    if not isinstance(paths, Mapping):
        raise ConfigurationError(f"base_paths must be a dict of paths by service, not {describe(paths)}")
    checked = {}
    for package, path in paths.items():
        if package not in (known := _packages()):
            raise ConfigurationError(
                f"base_paths: a key is not one of {listed(known)}{suggestion(str(package), known)}"
            )
        if isinstance(path, str) and "://" in path:
            checked[package] = check_url(setting_name(package), path.strip(), allow_http=allow_http)
            continue
        is_plain = isinstance(path, str) and (not path or re.match("/(?!/)", path)) and not set(path) & set("?#\\ {}%")
        if not is_plain or any(part in (".", "..") for part in path.split("/")):
            raise ConfigurationError(
                f"{setting_name(package)} must be a plain path such as '/rostering/1.0', "
                "or the full URL of the service, such as 'https://rostering.example.org/v1p2'"
            )
        checked[package] = path.rstrip("/")
    return checked


def full_urls(paths: Mapping[str, str]) -> dict[str, str]:
    """Return the full URLs among checked base paths, by the names of their settings."""
    return {setting_name(package): path for package, path in paths.items() if is_full_url(path)}


def check_no_service_path(api_url: str, paths: Mapping[str, str]) -> None:
    """Refuse an ``api_url`` that holds the path of a service, which would then be in the URL of each request twice.

    Args:
        api_url: the checked address.
        paths: the checked ``base_paths``. A service with an entry may be anywhere below ``api_url``.

    Raises:
        ConfigurationError: the address holds one. The text names the part to remove.
    """
    given = _parts(urlsplit(api_url).path)
    if not given:
        return
    matches = [
        (length, start, package, path)
        for package, path in _default_paths()
        for length, start in _overlaps(given, _parts(path), min(_DISTINCTIVE_PARTS, len(_parts(path))))
    ]
    longest = max((match[0] for match in matches), default=0)
    matches = [match for match in matches if match[0] == longest]
    if any(package in paths for _, _, package, _ in matches):
        matches = []
    matches += [
        (length, start, package, path)
        for package, path in paths.items()
        if not is_full_url(path)
        for length, start in _overlaps(given, _parts(path), max(_DISTINCTIVE_PARTS, len(_parts(path))))
    ]
    for _, start, package, path in matches:
        raise ConfigurationError(
            f"api_url ends with '/{'/'.join(given[start:])}', but the client adds the path of each service itself "
            f"({package}: {path}): remove this part from api_url; if the services are at other paths, pass base_paths="
        )


def _default_paths() -> Iterator[tuple[str, str]]:
    """The names and the known base paths of the services below ``api_url``."""
    for name in _packages():
        package: Package = importlib.import_module(f"timeback_api.{name}._package").PACKAGE
        if package.service == "api":
            yield name, package.base_path
            yield from ((name, paths[name]) for paths in PLATFORMS.values() if name in paths)


def _overlaps(given: list[str], wanted: list[str], least: int) -> Iterator[tuple[int, int]]:
    """Where successive parts of ``wanted`` occur in ``given``: how many of them, and the index of the first in it.

    Args:
        least: how many parts must be equal, without regard to case.
    """
    for start, first in itertools.product(range(len(given)), range(len(wanted))):
        pairs = zip(given[start:], wanted[first:], strict=False)
        length = sum(1 for _ in itertools.takewhile(lambda pair: pair[0].casefold() == pair[1].casefold(), pairs))
        if length >= least:
            yield length, start


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def _packages() -> list[str]:
    """Return the generated packages that have operations."""
    # Takes long to import.
    import pkgutil

    import timeback_api

    return [
        name
        for _, name, is_package in pkgutil.iter_modules(timeback_api.__path__)
        if is_package and name not in ("_core", "common")
    ]

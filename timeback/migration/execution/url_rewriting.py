"""Addresses that an object holds: those of the source become the target's, all others are listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from timeback.migration.endpoints.identity import Place
from timeback.migration.reporting.comparison import FREE
from timeback.settings.environments import environment_of, host_of, known_deployment

MOST_HOSTS: Final = 1000


class Addresses:
    """Rewrites what begins with an address of the source, in metadata and in properties that are links by their name.

    Longer texts that hold an address somewhere are left alone: they are content, and not for a migration to edit.
    """

    def __init__(self, source: Place, target: Place) -> None:
        self._source, self._target = source.addresses, target.addresses
        # The address of one service may lie below that of another one.
        self._services = sorted(self._source, key=lambda service: -len(self._source[service]))
        self.hosts: Counter[str] = Counter()
        """How many addresses of hosts that are not the source's were met and left as they are."""
        self.rewritten = 0

    def apply(self, value: dict[str, Any]) -> dict[str, Any]:
        """The object with the target's addresses."""
        return self._inside(value, anywhere=False)

    def _inside(self, value: Mapping[str, Any], *, anywhere: bool) -> dict[str, Any]:
        return {
            name: one
            if type(one) is str and not (anywhere or name in FREE or _is_link(name))
            else self._below(name, one, anywhere or name in FREE)
            for name, one in value.items()
        }

    def _below(self, key: str, value: Any, anywhere: bool) -> Any:
        if isinstance(value, str):
            return self._text(value) if anywhere or _is_link(key) else value
        if isinstance(value, list):
            return [self._below(key, item, anywhere) for item in value]
        return self._inside(value, anywhere=anywhere) if isinstance(value, dict) else value

    def _text(self, text: str) -> str:
        if not text.lower().startswith(("http://", "https://")):
            return text
        host = host_of(text)
        for service in self._services:
            rest = _below(text, self._source[service], service)
            if rest is not None and service in self._target:
                self.rewritten += 1
                return self._target[service] + rest
        if host and (host in self.hosts or len(self.hosts) < MOST_HOSTS):
            self.hosts[host] += 1
        return text


@lru_cache(maxsize=1024)
def _is_link(key: str) -> bool:
    name = key.lower()
    return "href" in name or "launch" in name or name.endswith("url")


def _below(text: str, base: str, service: str) -> str | None:
    """What comes after an address, None where the text is not below it."""
    try:
        parts, home = urlsplit(text), urlsplit(base)
        port, home_port = parts.port, home.port
    except ValueError:
        return None
    rest = text[len(f"{parts.scheme}://{parts.netloc}") :]
    if not _same_host(text, base, service):
        return None
    if known_deployment(base) is None and (port or _usual(parts.scheme)) != (home_port or _usual(home.scheme)):
        return None
    if not rest.startswith(home.path):
        return None
    rest = rest[len(home.path) :]
    return rest if not rest or rest[0] in "/?#" else None


def _same_host(text: str, base: str, service: str) -> bool:
    if host_of(text) == host_of(base):
        return True
    # The platform's hosts have had other names.
    one, other = known_deployment(text), known_deployment(base)
    if service == "api":
        return (one is not None and one == other) or (one is not None and other is not None and one[:2] == other[:2])
    environment = environment_of(base)
    return environment is not None and host_of(text).startswith("qti") and environment_of(text) == environment


def _usual(scheme: str) -> int | None:
    return {"http": 80, "https": 443}.get(scheme.lower())

"""URL rewriting: URLs of the source in an object become URLs of the target; hosts of other URLs are counted."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from operator import is_not
from typing import Any, Final
from urllib.parse import urlsplit

from timeback.migration.endpoints.identity import EndpointIdentity
from timeback.settings.environments import environment_of, host_of, known_deployment
from timeback_runtime.model import FREE_FORM

MAX_HOSTS: Final = 1000


class URLRewriter:
    """Rewrites values that begin with a base URL of the source, in metadata and in link properties such as launchUrl.

    Texts that contain a URL elsewhere are not changed: they are content, which a migration must not edit.
    """

    def __init__(self, source: EndpointIdentity, target: EndpointIdentity) -> None:
        self._source, self._target = source.base_urls, target.base_urls
        # The longest first, since the base URL of one service may be below that of another one.
        self._services = sorted(self._source, key=lambda service: -len(self._source[service]))
        self.other_hosts: Counter[str] = Counter()
        """How many URLs of each host other than the source's were found. They are not changed."""
        self.rewritten = 0
        """How many URLs were rewritten."""

    def rewrite(self, value: dict[str, Any]) -> dict[str, Any]:
        """The object with URLs of the target. Values that have none are not copied."""
        return self._rewrite_mapping(value, everywhere=False)

    def _rewrite_mapping(self, value: dict[str, Any], *, everywhere: bool) -> dict[str, Any]:
        changed: dict[str, Any] = {}
        for name, one in value.items():
            if type(one) is str and not (everywhere or name in FREE_FORM or _is_link(name)):
                continue
            found = self._rewrite_value(name, one, everywhere or name in FREE_FORM)
            if found is not one:
                changed[name] = found
        return {**value, **changed} if changed else value

    def _rewrite_value(self, key: str, value: Any, everywhere: bool) -> Any:
        if isinstance(value, str):
            return self._rewrite_text(value) if everywhere or _is_link(key) else value
        if isinstance(value, list):
            items = [self._rewrite_value(key, item, everywhere) for item in value]
            return items if any(map(is_not, items, value)) else value
        return self._rewrite_mapping(value, everywhere=everywhere) if isinstance(value, dict) else value

    def _rewrite_text(self, text: str) -> str:
        if not text.lower().startswith(("http://", "https://")):
            return text
        host = host_of(text)
        for service in self._services:
            rest = path_below(text, self._source[service], service)
            if rest is not None and service in self._target:
                self.rewritten += 1
                return self._target[service] + rest
        if host and (host in self.other_hosts or len(self.other_hosts) < MAX_HOSTS):
            self.other_hosts[host] += 1
        return text


@lru_cache(maxsize=1024)
def _is_link(key: str) -> bool:
    name = key.lower()
    return "href" in name or "launch" in name or name.endswith("url")


def path_below(text: str, base: str, service: str) -> str | None:
    """The part of a URL after a base URL; None if the URL is not below it."""
    try:
        parts, base_parts = urlsplit(text), urlsplit(base)
        port = parts.port or _default_port(parts.scheme)
        base_port = base_parts.port or _default_port(base_parts.scheme)
    except ValueError:
        return None
    rest = text[len(f"{parts.scheme}://{parts.netloc}") :]
    if not _same_host(text, base, service):
        return None
    if known_deployment(base) is None and port != base_port:
        return None
    if not rest.startswith(base_parts.path):
        return None
    rest = rest[len(base_parts.path) :]
    return rest if not rest or rest[0] in "/?#" else None


def _same_host(text: str, base: str, service: str) -> bool:
    if host_of(text) == host_of(base):
        return True
    # The platform's hosts have older names.
    one, other = known_deployment(text), known_deployment(base)
    if service == "api":
        return (
            one is not None
            and other is not None
            and (one.environment, one.platform) == (other.environment, other.platform)
        )
    environment = environment_of(base)
    return environment is not None and host_of(text).startswith("qti") and environment_of(text) == environment


def _default_port(scheme: str) -> int | None:
    return {"http": 80, "https": 443}.get(scheme.lower())

"""The proxies of the environment, and NO_PROXY: the hosts that are reached without them.

The proxies are those of the variables HTTP_PROXY, HTTPS_PROXY and ALL_PROXY, or else of the settings of Windows or
macOS. There is no standard for NO_PROXY. Accepted is what curl, Go and httpx accept:

    *                               every host
    example.org                     the host and all names below it
    .example.org, *.example.org     the names below it
    10.1.2.3, ::1, [::1]            an address
    10.0.0.0/8, fd00::/8            a network
    example.org:8443, [::1]:8443    one port of a host
    https://example.org             a host for one scheme

Entries are separated by commas or spaces. An entry that cannot be read matches nothing.
"""

from __future__ import annotations

import ipaddress
import re
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

from timeback_runtime.loopback import is_loopback
from timeback_runtime.records import frozen

_PORTS = {"http": 80, "https": 443}
_ZONE = r"%[^/]*"
# Of [fd00::1], [fd00::]/8 and [fd00::/8], but not of [fd00::1]:8443.
_BRACKETS = r"^\[([^]]*)\](/\d+)?$"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class EnvironmentProxies:
    """The proxies of the environment at the time of its creation. It is false if there is none."""

    def __init__(self) -> None:
        found = urllib.request.getproxies()
        self._proxies = {
            scheme: url if "://" in url else f"http://{url}"
            for scheme in (*_PORTS, "all")
            if (url := found.get(scheme))
        }
        self._no_proxy = NoProxy(found.get("no") or "")

    def __bool__(self) -> bool:
        return bool(self._proxies)

    def proxy_for(self, url: str) -> str | None:
        """Return the URL of the proxy for a URL; None if it is reached without one.

        Raises:
            ValueError: the URL cannot be read.
        """
        parts = urlsplit(url)
        return self.choose(parts.scheme, parts.hostname or "", parts.port)

    def choose(self, scheme: str, host: str, port: int | None) -> str | None:
        """Return the URL of the proxy for a host; None for this machine, and for what NO_PROXY lists."""
        proxy = self._proxies.get(scheme) or self._proxies.get("all")
        if proxy is None or is_loopback(host) or self._no_proxy.excludes(scheme, host, port):
            return None
        return proxy


@frozen
class _Entry:
    """An entry. Empty text and None stand for any scheme and any port."""

    scheme: str
    # A name without its leading ``*`` and ``.``, empty for every host; or a network.
    host: str | Network
    only_below: bool
    port: int | None


class NoProxy:
    """The hosts that a value of NO_PROXY lists."""

    def __init__(self, text: str) -> None:
        self._entries = [entry for part in text.replace(",", " ").split() if (entry := _parse(part)) is not None]

    def excludes(self, scheme: str, host: str, port: int | None) -> bool:
        """Return whether an address is reached without a proxy.

        Args:
            scheme: ``http`` or ``https``.
            host: the host, in any case; an IPv6 address with or without brackets.
            port: the port; None for that of the scheme.
        """
        if not self._entries:
            return False
        port = port or _PORTS.get(scheme)
        name = _name(host)
        addresses = list(_addresses(name))
        return any(
            entry.scheme in ("", scheme) and entry.port in (None, port) and _matches(entry, name, addresses)
            for entry in self._entries
        )


def _matches(entry: _Entry, name: str, addresses: list[Address]) -> bool:
    if not isinstance(entry.host, str):
        return any(address in entry.host for address in addresses)
    if not entry.host:
        return True
    return not addresses and (name.endswith(f".{entry.host}") or (name == entry.host and not entry.only_below))


def _parse(text: str) -> _Entry | None:
    scheme, separator, rest = text.lower().rpartition("://")
    if separator and scheme not in ("all", *_PORTS):
        return None
    scheme = "" if scheme == "all" else scheme
    if (network := _network(rest)) is not None:
        return _Entry(scheme, network, False, None)
    if separator:
        rest = rest.partition("/")[0]
    host, _, port = rest.rpartition(":") if re.search(r":\d+$", rest) else (rest, "", "")
    number = int(port) if port else None
    if (network := _network(host)) is not None:
        return _Entry(scheme, network, False, number)
    if host == "*":
        return _Entry(scheme, "", False, number)
    name = _name(host.removeprefix("*").removeprefix("."))
    if not name or set(name) & set("*:[]/"):
        return None
    return _Entry(scheme, name, host.startswith((".", "*.")), number)


def _network(text: str) -> Network | None:
    """Return the network of an address or CIDR, with or without brackets; None if the text is neither."""
    try:
        return ipaddress.ip_network(re.sub(_ZONE, "", re.sub(_BRACKETS, r"\1\2", text)), strict=False)
    except ValueError:
        return None


def _name(host: str) -> str:
    """Return a host in lower case and ASCII, without brackets and the dot at its end."""
    name = host.removeprefix("[").removesuffix("]").rstrip(".").lower()
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _addresses(host: str) -> Iterator[Address]:
    """Yield the address that a host is, and the IPv4 address that it holds; nothing for a name."""
    try:
        address = ipaddress.ip_address(re.sub(_ZONE, "", host))
    except ValueError:
        return
    yield address
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        yield address.ipv4_mapped

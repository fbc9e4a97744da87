"""Detect loopback hosts: ``localhost`` and loopback IP addresses."""

from __future__ import annotations

import ipaddress
import re

_NUMERIC_HOST = r"(0x[0-9a-f]+|[0-9]+)(\.(0x[0-9a-f]+|[0-9]+)){0,3}"


def is_loopback(host: str) -> bool:
    """Whether a host name or address is a loopback address, without a DNS lookup.

    Args:
        host: the host without a port, in any case; an IPv6 address with or without brackets.
    """
    host = host.strip().removeprefix("[").removesuffix("]").rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return _is_short_loopback(host)
    # Before Python 3.13, ::ffff:127.0.0.1 is not reported as loopback.
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def _is_short_loopback(host: str) -> bool:
    """Whether a host is one of the other forms of 127.0.0.1 that resolvers accept, such as ``127.1`` or ``0x7f.1``."""
    if not re.fullmatch(_NUMERIC_HOST, host):
        return False
    import socket

    try:
        return socket.inet_aton(host)[0] == 127
    except OSError:
        return False

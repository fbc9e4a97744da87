"""The known hosts of the platform, and what an address must look like."""

from __future__ import annotations

import ipaddress
from typing import NamedTuple
from urllib.parse import urlsplit

from timeback_api._core.errors import ConfigurationError

ENVIRONMENTS = ("staging", "production")

PLATFORMS: dict[str, dict[str, str]] = {
    # The base paths of the documents.
    "alpha-1edtech": {},
    # The second generation of the platform.
    "timeback": {"rostering": "/rostering/1.0", "gradebook": "/gradebook/1.0", "resources": "/resources/1.0"},
}


class Home(NamedTuple):
    """What belongs to a known host of the API."""

    environment: str
    platform: str
    token_url: str
    qti_url: str | None


_COGNITO = "https://alpha-auth-{}-idp.auth.us-west-2.amazoncognito.com/oauth2/token"
_BEYOND = "{}-beyond-timeback-api-2-idp.auth.us-east-1.amazoncognito.com"
_PRODUCTION = Home("production", "alpha-1edtech", _COGNITO.format("production"), "https://qti.alpha-1edtech.ai/api")
_STAGING = Home("staging", "alpha-1edtech", _COGNITO.format("development"), "https://qti-staging.alpha-1edtech.ai/api")

_KNOWN = {
    "api.alpha-1edtech.ai": _PRODUCTION,
    "api.alpha-1edtech.com": _PRODUCTION._replace(qti_url="https://qti.alpha-1edtech.com/api"),
    "api.staging.alpha-1edtech.ai": _STAGING,
    "api.staging.alpha-1edtech.com": _STAGING,
    "staging.alpha-1edtech.com": _STAGING,
    "platform.timeback.com": Home("production", "timeback", "https://platform.timeback.com/auth/1.0/token", None),
    "platform.dev.timeback.com": Home("staging", "timeback", "https://platform.dev.timeback.com/auth/1.0/token", None),
}

_ENVIRONMENT_OF = {
    **{host: home.environment for host, home in _KNOWN.items()},
    "qti.alpha-1edtech.ai": "production",
    "qti.alpha-1edtech.com": "production",
    "qti-staging.alpha-1edtech.ai": "staging",
    str(urlsplit(_PRODUCTION.token_url).hostname): "production",
    str(urlsplit(_STAGING.token_url).hostname): "staging",
    _BEYOND.format("prod"): "production",
    _BEYOND.format("staging"): "staging",
}

HOMES = {
    ("alpha-1edtech", "production"): "https://api.alpha-1edtech.ai",
    ("alpha-1edtech", "staging"): "https://api.staging.alpha-1edtech.ai",
    ("timeback", "production"): "https://platform.timeback.com",
    ("timeback", "staging"): "https://platform.dev.timeback.com",
}


def known_home(url: str) -> Home | None:
    """What belongs to the API's address, where it is the platform's own."""
    return _KNOWN.get(host_of(url))


def environment_of(url: str) -> str | None:
    """The environment that an address belongs to, where it is the platform's own."""
    return _ENVIRONMENT_OF.get(host_of(url))


def host_of(url: str) -> str:
    """The host of an address in lower case; empty where there is none."""
    try:
        return (urlsplit(url.strip()).hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its name or number alone; nothing is looked up."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_url(name: str, text: str, *, allow_http: bool) -> str:
    """The address without a slash at its end, or an error that does not repeat it: it may hold a password."""
    if not text.isprintable() or " " in text or "\\" in text:
        raise ConfigurationError(f"{name} holds a space, a backslash or a control character")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ConfigurationError(f"{name} is not a URL: its host or port cannot be read") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(f"{name} must start with https:// and name a host, such as https://api.example.org")
    if "@" in parts.netloc:
        raise ConfigurationError(f"{name} holds a user name or password: pass client_id= and client_secret= instead")
    if "?" in text or "#" in text:
        raise ConfigurationError(f"{name} holds a query or fragment: give the address alone")
    if any(part in (".", "..") for part in parts.path.split("/")):
        raise ConfigurationError(f"{name} holds '.' or '..' as a part of its path: write the path out")
    host = parts.hostname.rstrip(".")
    if parts.scheme == "http" and not allow_http and not is_loopback(host):
        raise ConfigurationError(
            f"{name} is http:// to {host}, which would send the secret in the clear: "
            "use https://, or pass allow_http=True"
        )
    netloc = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{netloc}{'' if port is None else f':{port}'}{parts.path.rstrip('/')}"

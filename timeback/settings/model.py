"""``Settings``: the complete and validated settings of a client."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from timeback.settings.base_paths import full_urls, is_full_url
from timeback.settings.certificates import accepts_any_certificate
from timeback.settings.environment_variables import variable
from timeback.settings.environments import NOT_SERVED, PLATFORMS, host_of, known_deployment
from timeback.settings.secrets import check_secret
from timeback_runtime.errors import ConfigurationError
from timeback_runtime.records import field, fields, frozen

if TYPE_CHECKING:
    import ssl

    from timeback_runtime.messages import Package
    from timeback_runtime.unknown_properties import UnknownProperties

TokenAuth = Literal["post", "basic", "basic-raw"]
FilterQuotes = Literal["double", "backslash", "none"]
ClientSecret = str | Callable[[], str]

# 256 MiB: ten times a page of 10,000 large objects.
MAX_RESPONSE_BYTES = 268_435_456

_ADDRESSES = {"api": "api_url", "qti": "qti_api_url", "events": "events_url"}


def address_setting(service: str) -> str:
    """Return the name of the setting that is the base URL of the service ``api``, ``qti`` or ``events``."""
    return _ADDRESSES[service]


def _read_only(paths: Mapping[str, str]) -> Mapping[str, str]:
    return types.MappingProxyType(dict(paths))


@frozen(kw_only=True)
class Settings:
    """The settings of a client, complete and validated. Created by :func:`timeback.settings.resolve`."""

    environment: str | None
    api_url: str
    qti_api_url: str | None
    # Events and webhooks.
    events_url: str | None
    token_url: str
    client_id: str
    # Text, or a function that returns it, called each time that a token is fetched.
    client_secret: ClientSecret = field(repr=False)
    scope: str | None = None
    token_auth: TokenAuth = "post"
    platform: str = "alpha-1edtech"
    # Paths below the address of the service, or full URLs of services on other hosts.
    base_paths: Mapping[str, str] = field(factory=dict, converter=_read_only)
    # How a quote in the value of a filter is written. "none": the server cannot read a value with a quote.
    filter_quotes: FilterQuotes = "double"
    # What is done about properties in a dictionary that the document does not define.
    unknown_properties: UnknownProperties = "warn"
    # The IRI that names the sending application in envelopes of events.
    sensor: str | None = None
    timeout: float = 30.0
    max_retries: int = 4
    deadline: float | None = None
    max_response_bytes: int | None = MAX_RESPONSE_BYTES
    max_requests_per_second: float | None = None
    allow_http: bool = False
    http2: bool = False
    trust_env: bool = True
    # The absolute path of a file that keeps access tokens for several processes.
    token_cache: Path | None = None
    # The URL of a proxy may hold a password.
    proxy: str | None = field(default=None, repr=False)
    # A path is not shown. That certificates are not checked is shown by __repr__.
    verify: bool | str | ssl.SSLContext = field(default=True, repr=False)

    def __repr__(self) -> str:
        shown = [f"{one.name}={getattr(self, one.name)!r}" for one in fields(Settings).values() if one.repr]
        if self.verify is False:
            shown.append("verify=False")
        elif accepts_any_certificate(self.verify):
            shown.append("verify=SSLContext(verify_mode=CERT_NONE)")
        return f"Settings({', '.join(shown)})"

    def secret(self) -> str:
        """Return the current client secret.

        Raises:
            ConfigurationError: it cannot be read, or is invalid.
        """
        if isinstance(self.client_secret, str):
            return self.client_secret
        try:
            text: object = self.client_secret()
        except ConfigurationError:
            raise
        except Exception as error:
            raise ConfigurationError(f"client_secret is a function, and it raised {type(error).__name__}") from error
        return check_secret("client_secret", text)

    @property
    def is_platform(self) -> bool:
        """Whether ``api_url`` is an address of the platform, and not of another provider or a sandbox."""
        return known_deployment(self.api_url) is not None

    def address(self, service: str) -> str:
        """Return the base URL of the service ``api``, ``qti`` or ``events``, without a slash at the end.

        Raises:
            ConfigurationError: it is not set.
        """
        name = address_setting(service)
        address: str | None = getattr(self, name)
        if address is None:
            raise ConfigurationError(
                f"{name} is not set, and {host_of(self.api_url)} is not a host of the platform with a known one: "
                f"pass {name}=, or set {variable(self.environment, name)}"
            )
        return address

    @property
    def urls(self) -> tuple[str, ...]:
        """All addresses that requests may go to."""
        known = (self.api_url, self.qti_api_url, self.events_url, self.token_url, *full_urls(self.base_paths).values())
        return tuple(url for url in known if url is not None)

    def base_url(self, package: Package) -> str:
        """Return the URL below which a generated package is: a full URL of ``base_paths``, or address and base path.

        Raises:
            ConfigurationError: the address is not set, or the platform does not have the service.
        """
        if package.name in NOT_SERVED[self.platform] and package.name not in self.base_paths:
            raise ConfigurationError(
                f"the platform {self.platform!r} has no service {package.name!r}: use the platform 'alpha-1edtech'; "
                f"if another host has it, pass base_paths={{{package.name!r}: 'https://...'}}"
            )
        path = self.base_path(package.name, package.base_path)
        return path if is_full_url(path) else self.address(package.service) + path

    def base_path(self, package: str, default: str) -> str:
        """Return the base path of a generated package: from ``base_paths``, the platform, or else ``default``.

        It is a full URL if the service is on another host.
        """
        own = self.base_paths.get(package)
        return PLATFORMS[self.platform].get(package, default) if own is None else own

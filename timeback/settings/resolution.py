"""Where a client connects to, and as whom.

Each setting is looked for in this order: the argument; ``TIMEBACK_STAGING_CLIENT_ID`` and its like, with the
environment's name in the middle; the plain ``TIMEBACK_CLIENT_ID``; the names that the platform's official client reads.
At each of these places ``..._CLIENT_SECRET_FILE`` may name a file that holds the secret.
The last two serve only the environment that ``TIMEBACK_ENVIRONMENT`` names, or a client that names none: a production
address can so never meet a staging secret. ``TIMEBACK_DEADLINE`` and ``TIMEBACK_TOKEN_CACHE`` serve every client.
"""

from __future__ import annotations

import enum
import math
import os
import pkgutil
import sys
import types
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import attrs

from timeback.settings.environments import (
    API_URLS,
    ENVIRONMENTS,
    PLATFORMS,
    check_proxy,
    check_url,
    environment_of,
    host_of,
    is_loopback,
    known_deployment,
)
from timeback.settings.secrets import SecretFile, checked_secret
from timeback_runtime.arguments import whole_number
from timeback_runtime.errors import ConfigurationError
from timeback_runtime.frames import clears_locals, warn_caller
from timeback_runtime.suggestions import closest

if TYPE_CHECKING:
    import ssl

TokenAuth = Literal["post", "basic"]
ClientSecret = str | Callable[[], str]


# 256 MiB: a page of 10,000 large objects is a tenth of it.
MAX_RESPONSE_BYTES = 268_435_456


class InsecureTLSWarning(UserWarning):
    """A client was made that does not check the certificates of servers."""


_warned_of_insecure_tls = False


class Unchanged(enum.Enum):
    """What an option is that was not given, where None has a meaning of its own."""

    UNCHANGED = enum.auto()


UNCHANGED = Unchanged.UNCHANGED

# No secrets and no addresses: their plain variables serve every client, whatever environment or profile it names.
FOR_EVERY_CLIENT = ("deadline", "token_cache")

ALIASES = {
    "environment": ("TIMEBACK_ENV",),
    "api_url": ("TIMEBACK_API_BASE_URL", "TIMEBACK_BASE_URL"),
    "token_url": ("TIMEBACK_API_AUTH_URL", "TIMEBACK_AUTH_URL"),
    "client_id": ("TIMEBACK_API_CLIENT_ID",),
    "client_secret": ("TIMEBACK_API_CLIENT_SECRET",),
}


def _unchanging(paths: Mapping[str, str]) -> Mapping[str, str]:
    return types.MappingProxyType(dict(paths))


@attrs.frozen(kw_only=True)
class Settings:
    """What a client was told, checked and complete. Made by :func:`resolve`."""

    environment: str | None
    api_url: str
    qti_api_url: str | None
    token_url: str
    client_id: str
    # Text, or what is asked for it each time that a token is fetched.
    client_secret: ClientSecret = attrs.field(repr=False)
    scope: str | None = None
    token_auth: TokenAuth = "post"
    platform: str = "alpha-1edtech"
    base_paths: Mapping[str, str] = attrs.field(factory=dict, converter=_unchanging)
    timeout: float = 30.0
    max_retries: int = 4
    deadline: float | None = None
    max_response_bytes: int | None = MAX_RESPONSE_BYTES
    max_requests_per_second: float | None = None
    allow_http: bool = False
    http2: bool = False
    trust_env: bool = True
    # A file that keeps access tokens for several processes; absolute.
    token_cache: Path | None = None
    # A proxy's URL may hold a password.
    proxy: str | None = attrs.field(default=None, repr=False)
    # A path of certificates is the caller's own affair; that nothing is verified is shown.
    verify: bool | str | ssl.SSLContext = attrs.field(default=True, repr=False)

    def __repr__(self) -> str:
        shown = [f"{one.name}={getattr(self, one.name)!r}" for one in attrs.fields(Settings) if one.repr]
        if self.verify is False:
            shown.append("verify=False")
        elif _checks_nothing(self.verify):
            shown.append("verify=SSLContext(verify_mode=CERT_NONE)")
        return f"Settings({', '.join(shown)})"

    def secret(self) -> str:
        """The client secret of this moment.

        Raises:
            ConfigurationError: it cannot be had.
        """
        if isinstance(self.client_secret, str):
            return self.client_secret
        try:
            text: object = self.client_secret()
        except ConfigurationError:
            raise
        except Exception as error:
            raise ConfigurationError(
                f"client_secret is a function, and asking it failed ({type(error).__name__})"
            ) from error
        return checked_secret("client_secret", text)

    def address(self, service: str) -> str:
        """The configured URL that serves ``api`` or ``qti``, without a slash at the end."""
        if service != "qti":
            return self.api_url
        if self.qti_api_url is None:
            raise ConfigurationError(
                f"qti_api_url is not set, and {host_of(self.api_url)} is not a known host of the platform: "
                f"pass qti_api_url=, or set {variable(self.environment, 'qti_api_url')}"
            )
        return self.qti_api_url

    def base_path(self, package: str, default: str) -> str:
        """The base path of a generated package: the caller's own, else the platform's, else its document's."""
        own = self.base_paths.get(package)
        return PLATFORMS[self.platform].get(package, default) if own is None else own


def variable(environment: str | None, name: str) -> str:
    """The environment variable that a setting is read from first."""
    return f"TIMEBACK_{environment.upper()}_{name.upper()}" if environment else f"TIMEBACK_{name.upper()}"


@clears_locals
def resolve(
    *,
    environment: str | None = None,
    client_id: str | None = None,
    client_secret: ClientSecret | None = None,
    client_secret_file: str | os.PathLike[str] | None = None,
    api_url: str | None = None,
    qti_api_url: str | None = None,
    token_url: str | None = None,
    scope: str | Iterable[str] | None = None,
    token_auth: TokenAuth = "post",
    platform: str | None = None,
    base_paths: Mapping[str, str] | None = None,
    timeout: float = 30.0,
    max_retries: int = 4,
    deadline: float | None = None,
    max_response_bytes: int | None = MAX_RESPONSE_BYTES,
    max_requests_per_second: float | None = None,
    allow_http: bool = False,
    proxy: str | None = None,
    verify: bool | str | os.PathLike[str] | ssl.SSLContext = True,
    http2: bool = False,
    trust_env: bool = True,
    token_cache: str | os.PathLike[str] | Literal[False] | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Complete what the caller gave from the environment and from what is known of the platform.

    Warns with :class:`InsecureTLSWarning`, once in a process, where ``verify`` is False or a context that checks no
    certificate.

    Raises:
        ConfigurationError: something is missing, contradicts something else, or is unsafe.
    """
    look = _Lookup(os.environ if environ is None else environ, environment, api_url)
    if platform is not None and platform not in PLATFORMS:
        raise ConfigurationError(f"platform is not one of {listed(PLATFORMS)}{suggestion(platform, PLATFORMS)}")

    api = look.url("api_url", api_url, allow_http=allow_http)
    if look.environment is None and api is not None:
        look.settle(environment_of(api))
    if api is None:
        if look.environment is None:
            raise ConfigurationError(
                "neither environment nor api_url is given: pass environment='staging' or environment='production', "
                "or set TIMEBACK_ENVIRONMENT; for a server of your own pass api_url= and token_url=; "
                "to try things without credentials there is timeback.sandbox.Sandbox"
            )
        api = API_URLS[platform or "alpha-1edtech", look.environment]
    home = known_deployment(api)
    token = look.url("token_url", token_url, allow_http=allow_http)
    qti = look.url("qti_api_url", qti_api_url, allow_http=allow_http)
    if home is not None:
        token, qti = token or home.token_url, qti or home.qti_url
    elif is_loopback(host_of(api)):
        token, qti = token or f"{api}/oauth2/token", qti or f"{api}/api"
    if token is None:
        raise ConfigurationError(
            f"token_url is missing, and {host_of(api)} is not a known host of the platform: "
            f"pass token_url=, or set {variable(look.environment, 'token_url')}"
        )
    addresses = {"api_url": api, "qti_api_url": qti, "token_url": token}
    for name, url in addresses.items():
        _same_environment(name, url, look.environment)
    if proxy is not None:
        # Not always text: what httpx takes for a proxy is accepted too.
        check_proxy(str(getattr(proxy, "url", proxy)), addresses, allow_http=allow_http)
    identity = look.identity("client_id", client_id)
    secret = look.secret(client_secret, client_secret_file)
    if token_auth not in get_args(TokenAuth):
        raise ConfigurationError("token_auth is neither 'post' (id and secret in the form) nor 'basic' (HTTP Basic)")
    if token_auth == "basic" and ":" in identity:
        raise ConfigurationError("client_id holds a colon, which HTTP Basic cannot carry: use token_auth='post'")
    seconds = look.seconds("deadline", deadline)
    most = byte_limit("max_response_bytes", max_response_bytes)
    certificates = _verify(verify)
    if certificates is False:
        _warn_of_insecure_tls("verify=False")
    elif _checks_nothing(certificates):
        _warn_of_insecure_tls("verify= is an SSLContext with verify_mode CERT_NONE")
    return Settings(
        environment=look.environment,
        api_url=api,
        qti_api_url=qti,
        token_url=token,
        client_id=identity,
        client_secret=secret,
        scope=_scope(scope),
        token_auth=token_auth,
        platform=platform or (home.platform if home else "alpha-1edtech"),
        base_paths=_base_paths(base_paths or {}),
        timeout=positive("timeout", timeout),
        max_retries=whole("max_retries", max_retries),
        deadline=seconds,
        max_response_bytes=most,
        max_requests_per_second=(
            None if max_requests_per_second is None else positive("max_requests_per_second", max_requests_per_second)
        ),
        allow_http=allow_http,
        http2=http2,
        trust_env=trust_env,
        token_cache=look.file("token_cache", token_cache),
        proxy=proxy,
        verify=certificates,
    )


def positive(name: str, value: object) -> float:
    """A number of seconds, or of something else that must be more than nothing."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value <= 0:
        raise ConfigurationError(f"{name} must be a number above 0, not {_kind(value)}")
    return float(value)


def whole(name: str, value: object) -> int:
    """A count, 0 included."""
    return whole_number(name, value, 0, error=ConfigurationError)


def byte_limit(name: str, value: object) -> int | None:
    """A number of bytes, 1 or more; None for no limit."""
    return None if value is None else whole_number(name, value, 1, error=ConfigurationError)


def seconds_of(source: str, text: str) -> float:
    """A number of seconds that an environment variable holds."""
    try:
        value = float(text)
    except ValueError:
        # What stands there may be meant for another variable, a secret perhaps.
        raise ConfigurationError(f"{source} must be a number of seconds, such as 30 or 2.5") from None
    return positive(source, value)


def _verify(value: object) -> bool | str | ssl.SSLContext:
    """What servers' certificates are checked with: a path as text, whatever kind of path was given."""
    # Who has a context has imported ssl; those who have none are spared the import.
    ssl = sys.modules.get("ssl")
    if isinstance(value, bool) or (ssl is not None and isinstance(value, ssl.SSLContext)):
        return value
    if not isinstance(value, str | os.PathLike):
        raise ConfigurationError(
            "verify must be True, False, the path of a file or folder of certificates, or an ssl.SSLContext, "
            f"not {_kind(value)}"
        )
    path = os.fsdecode(value)
    if not path.strip() or "\0" in path:
        raise ConfigurationError(
            "verify is empty or holds a null character: pass the path of a file or folder of certificates, "
            "or leave it out to trust the usual authorities"
        )
    return path


def _checks_nothing(verify: object) -> bool:
    """Whether it is a context that accepts every certificate."""
    ssl = sys.modules.get("ssl")
    return ssl is not None and isinstance(verify, ssl.SSLContext) and verify.verify_mode == ssl.CERT_NONE


def _warn_of_insecure_tls(reason: str) -> None:
    global _warned_of_insecure_tls
    if not _warned_of_insecure_tls:
        _warned_of_insecure_tls = True
        warn_caller(
            f"{reason}: the certificates of servers are not checked, so anyone on the way can read and change "
            "what is sent, the client secret included; pass verify= with the path of your own authority instead",
            InsecureTLSWarning,
        )


class _Lookup:
    """Reads settings from the environment variables that may serve this client."""

    def __init__(self, environ: Mapping[str, str], environment: str | None, api_url: str | None) -> None:
        self._environ = environ
        self._named_by = next(
            (name for name in ("TIMEBACK_ENVIRONMENT", *ALIASES["environment"]) if environ.get(name, "").strip()), None
        )
        named = environ[self._named_by].strip() if self._named_by else None
        self.environment: str | None = None
        if environment is not None:
            self.environment = _environment("environment", environment)
        elif isinstance(api_url, str) and (host := environment_of(api_url)) is not None:
            self.environment = host
        elif named is not None:
            self.environment = _environment(str(self._named_by), named)
        # A name that no one asked about may be as odd as it likes: it then serves nobody.
        self._plain_serves = environment is None if named is None else named.casefold() == self.environment

    def settle(self, environment: str | None) -> None:
        """The address told which environment it is."""
        self.environment = environment

    def text(self, name: str, given: object) -> str | None:
        if given is not None:
            if not isinstance(given, str):
                raise ConfigurationError(f"{name} must be text, not {type(given).__name__}")
            if not given.strip():
                raise ConfigurationError(f"{name} is empty: pass a value, or leave it out to read {self._where(name)}")
            return given.strip()
        for candidate in self._variables(name):
            if found := self._environ.get(candidate, "").strip():
                return found
        return None

    def seconds(self, name: str, given: object) -> float | None:
        if given is not None:
            return positive(name, given)
        for candidate in self._variables(name):
            if found := self._environ.get(candidate, "").strip():
                return seconds_of(candidate, found)
        return None

    def url(self, name: str, given: object, *, allow_http: bool) -> str | None:
        text = self.text(name, given)
        return None if text is None else check_url(name, text, allow_http=allow_http)

    def file(self, name: str, given: object) -> Path | None:
        """The absolute path of a file that need not exist. False means none, whatever the environment says."""
        if given is False:
            return None
        if given is not None and not isinstance(given, str | os.PathLike):
            raise ConfigurationError(f"{name} must be the path of a file, not {_kind(given)}")
        path = self.text(name, None if given is None else os.fsdecode(given))
        if path is None:
            return None
        try:
            return Path(path).expanduser().absolute()
        except RuntimeError:
            raise ConfigurationError(f"{name} begins with ~, and this user has no home folder: write it out") from None

    def identity(self, name: str, given: object) -> str:
        text = self.text(name, given)
        if text is None:
            raise ConfigurationError(
                f"{name} is missing: pass {name}=, or set {self._where(name)}{self._plain_hint(name)}"
            )
        return checked_secret(name, text)

    def secret(self, given: object, file: str | os.PathLike[str] | None) -> ClientSecret:
        if given is not None and file is not None:
            raise ConfigurationError("client_secret and client_secret_file are both given: pass one of them")
        if callable(given):
            return given
        if given is None and file is None:
            for candidate in self._variables("client_secret"):
                if self._environ.get(candidate, "").strip():
                    break
                if named := self._environ.get(f"{candidate}_FILE", "").strip():
                    return SecretFile(f"{candidate}_FILE", named)
        if file is not None:
            return SecretFile("client_secret_file", file)
        return self.identity("client_secret", given)

    def _variables(self, name: str) -> list[str]:
        names = [variable(self.environment, name)] if self.environment else []
        if self._plain_serves or name in FOR_EVERY_CLIENT:
            names += [variable(None, name), *ALIASES.get(name, ())]
        return names

    def _where(self, name: str) -> str:
        return variable(self.environment, name)

    def _plain_hint(self, name: str) -> str:
        plain = variable(None, name)
        if self._plain_serves or not self._environ.get(plain, "").strip():
            return ""
        return f" ({plain} is set, but serves only the environment that TIMEBACK_ENVIRONMENT names)"


def _environment(source: str, value: object) -> str:
    if not isinstance(value, str):
        raise ConfigurationError(f"{source} must be text, not {_kind(value)}")
    name = value.strip().casefold()
    if name not in ENVIRONMENTS:
        raise ConfigurationError(
            f"{source} names no known environment: it is one of {listed(ENVIRONMENTS)}"
            f"{suggestion(name, ENVIRONMENTS)}; "
            "for a server of your own leave it out and pass api_url= and token_url="
        )
    return name


def _same_environment(name: str, url: str | None, environment: str | None) -> None:
    belongs_to = environment_of(url) if url else None
    if environment and belongs_to and belongs_to != environment:
        raise ConfigurationError(
            f"{name} is a {belongs_to} address ({host_of(str(url))}), and the environment is {environment}: "
            f"pass environment={belongs_to!r}, or another {name}"
        )


def _scope(scope: str | Iterable[str] | None) -> str | None:
    parts: list[Any] = scope.split() if isinstance(scope, str) else list(scope or ())
    if not all(isinstance(part, str) and part and not set(part) & set(" \t\r\n") for part in parts):
        raise ConfigurationError("scope must be text or a list of texts, each without spaces")
    return " ".join(parts) or None


def _base_paths(paths: Mapping[Any, Any]) -> dict[str, str]:
    checked = {}
    for package, path in paths.items():
        if package not in (known := _packages()):
            raise ConfigurationError(
                f"base_paths names none of {listed(known)} in one of its keys{suggestion(str(package), known)}"
            )
        odd = not isinstance(path, str) or (path and not path.startswith("/")) or set(str(path)) & set("?#\\ {}%")
        if odd or any(part in (".", "..") for part in path.split("/")):
            raise ConfigurationError(f"base_paths[{package!r}] must be a plain path such as '/rostering/1.0'")
        checked[package] = path.rstrip("/")
    return checked


def _packages() -> list[str]:
    """The generated packages that have operations."""
    import timeback_api

    return [name for _, name, _ in pkgutil.iter_modules(timeback_api.__path__) if name not in ("_core", "common")]


def listed(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in names)


def suggestion(name: str, names: Iterable[str]) -> str:
    match = closest(name, names)
    return "" if match is None else f" (did you mean {match!r}?)"


def _kind(value: object) -> str:
    return type(value).__name__ if not isinstance(value, int | float) or isinstance(value, bool) else repr(value)

"""TLS contexts: the certificates that servers are checked with (``verify=``, SSL_CERT_FILE, SSL_CERT_DIR)."""

from __future__ import annotations

import os
import ssl
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from timeback_runtime.errors import ConfigurationError

if TYPE_CHECKING:
    from timeback.settings import Settings


def tls_context(settings: Settings) -> ssl.SSLContext:
    """Return the TLS context of a client.

    Raises:
        ConfigurationError: the certificates cannot be read.
    """
    verify = settings.verify
    try:
        if isinstance(verify, str):
            if Path(verify).is_dir():
                return ssl.create_default_context(capath=verify)
            return ssl.create_default_context(cafile=verify)
        file, folder = (settings.trust_env and os.environ.get(name) for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"))
        if verify is True and (file or not folder):
            return _shared_context(settings.http2, file or None, Path(file).stat().st_mtime_ns if file else None)
        return httpx.create_ssl_context(verify=verify, trust_env=settings.trust_env)
    # The file system raises ValueError for a path that it cannot express.
    except (OSError, ValueError):
        source = "verify" if isinstance(verify, str) else "SSL_CERT_FILE or SSL_CERT_DIR"
        raise ConfigurationError(
            f"{source} is not a readable file or folder of certificates: check the path and its permissions"
        ) from None


@lru_cache(maxsize=8)
def _shared_context(http2: bool, file: str | None, modified: int | None) -> ssl.SSLContext:
    """Return one context for all clients with the same certificates: reading them takes longer than many a call.

    Args:
        http2: each HTTP version needs its own, since httpcore sets the protocols that a context offers to a server.
        file: the value of SSL_CERT_FILE, or None.
        modified: when that file was modified, so that a changed one is read again.
    """
    return httpx.create_ssl_context(trust_env=file is not None)

"""The setting ``verify``: how the certificates of servers are checked, and the warning if they are not."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from timeback.settings.validation import describe
from timeback_runtime.errors import ConfigurationError
from timeback_runtime.frames import warn_caller

if TYPE_CHECKING:
    import ssl


class InsecureTLSWarning(UserWarning):
    """A client was created that does not check the certificates of servers."""


_has_warned = False


def check_verify(value: object) -> bool | str | ssl.SSLContext:
    """Return ``verify`` with a path as text.

    Raises:
        ConfigurationError: it is not True, False, a path or an SSL context.
    """
    # A caller with a context has imported ssl. Other callers do not pay for the import.
    ssl = sys.modules.get("ssl")
    if isinstance(value, bool) or (ssl is not None and isinstance(value, ssl.SSLContext)):
        return value
    if not isinstance(value, str | os.PathLike):
        raise ConfigurationError(
            "verify must be True, False, the path of a file or folder of certificates, or an ssl.SSLContext, "
            f"not {describe(value)}"
        )
    path = os.fsdecode(value)
    if not path.strip() or "\0" in path:
        raise ConfigurationError(
            "verify is empty or holds a null character: pass the path of a file or folder of certificates, "
            "or omit it to trust the usual authorities"
        )
    return path


def accepts_any_certificate(verify: object) -> bool:
    """Return whether ``verify`` is an SSL context that accepts every certificate."""
    ssl = sys.modules.get("ssl")
    return ssl is not None and isinstance(verify, ssl.SSLContext) and verify.verify_mode == ssl.CERT_NONE


def warn_if_insecure(verify: object) -> None:
    """Warn, once in a process, if the certificates of servers are not checked."""
    global _has_warned
    if verify is False:
        reason = "verify=False"
    elif accepts_any_certificate(verify):
        reason = "verify= is an SSLContext with verify_mode CERT_NONE"
    else:
        return
    if not _has_warned:
        _has_warned = True
        warn_caller(
            f"{reason}: the certificates of servers are not checked, so anyone on the network path can read and change "
            "requests and replies, the client secret included; pass verify= with the path of your certificate "
            "authority instead",
            InsecureTLSWarning,
        )

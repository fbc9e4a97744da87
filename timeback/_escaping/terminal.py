"""Terminal escape sequences: replace control characters of untrusted text in the output.

Servers, zip files, ids, property names and error texts can hold escape sequences that move the cursor, rewrite the
screen, or change the direction of text. The output streams of a program are wrapped once, so that commands need no
escaping of their own. Each such character is written as ``\\uXXXX``: readable for people, and inside a JSON string
the same character, so that JSON stays valid and complete.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

# C0 without tab and line feed, DEL and C1, directional formatting characters, line and paragraph separators, and lone
# surrogates, which no stream can encode.
_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff"
_CONTROL = re.compile(f"[{_CONTROLS}]")
_CONTROL_OR_BREAK = re.compile(rf"[\t\n{_CONTROLS}]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def clean(text: str) -> str:
    """Escape control characters except line feeds and tabs."""
    return _CONTROL.sub(_escape, text) if _CONTROL.search(text) else text


def one_line(text: str) -> str:
    """Escape control characters, line feeds and tabs included, so that a value cannot look like a separate line."""
    return _CONTROL_OR_BREAK.sub(_escape, text)


def encodable(text: str) -> str:
    """Escape lone surrogates only, for data that another program reads."""
    return _LONE_SURROGATE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


class CleanStream:
    """A text stream that escapes control characters. It has no ``buffer``, which would bypass it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str | bytes) -> int:
        if isinstance(text, bytes) and text:
            # click writes shell completion scripts as bytes. It writes empty bytes to detect a binary stream, and the
            # TypeError below means that this is not one.
            text = text.decode("utf-8", "replace")
        self._stream.write(clean(cast(str, text)))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        if name in ("buffer", "raw", "detach"):
            raise AttributeError(name)
        return getattr(self._stream, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._stream)

    def __repr__(self) -> str:
        return f"<CleanStream {self._stream!r}>"


def plain(stream: TextIO) -> TextIO:
    """Return the stream below a ``CleanStream``, for output that is for programs or is already escaped."""
    return stream._stream if isinstance(stream, CleanStream) else stream


def install() -> None:
    """Escape all further output of this process, including the traceback of an uncaught exception."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None and not isinstance(stream, CleanStream):
            setattr(sys, name, cast(TextIO, CleanStream(stream)))


@contextmanager
def clean_output() -> Iterator[None]:
    """Escape what the block writes to standard output and standard error."""
    before = sys.stdout, sys.stderr
    install()
    installed = sys.stdout, sys.stderr
    try:
        yield
    finally:
        # A stream that other code has set meanwhile stays.
        if sys.stdout is installed[0]:
            sys.stdout = before[0]
        if sys.stderr is installed[1]:
            sys.stderr = before[1]

"""Keep control characters of foreign text away from the terminal.

Servers, zip files, ids, property names and error texts can hold escape sequences that move the cursor, rewrite what is
shown, or change the direction of text. The streams that a program of this package writes to are wrapped once, so that
no command has to think of it. Each such character is written as ``\\uXXXX``: readable for people, and inside a JSON
string the same character, so that JSON stays valid and complete.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

# C0 without tab and line feed, DEL and C1, marks and controls of direction, the line and paragraph separators, and half
# surrogates, which no stream can encode.
_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff"
_ANY = re.compile(f"[{_CONTROLS}]")
_ANY_OR_BREAK = re.compile(rf"[\t\n{_CONTROLS}]")
_HALF = re.compile(r"[\ud800-\udfff]")


def clean(text: str) -> str:
    """Text without control characters; line feeds and tabs stay."""
    return _ANY.sub(_escape, text) if _ANY.search(text) else text


def one_line(text: str) -> str:
    """Text without control characters that takes one line: a value in it cannot look like a line of its own."""
    return _ANY_OR_BREAK.sub(_escape, text)


def encodable(text: str) -> str:
    """Text as it is but for half surrogates, for data that another program reads."""
    return _HALF.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


class CleanStream:
    """A text stream that writes no control characters. It has no ``buffer``, which would lead around it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str | bytes) -> int:
        if isinstance(text, bytes) and text:
            # click writes the scripts of shell completion so. It asks by empty bytes whether this is a binary stream,
            # and the TypeError below says no.
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
    """The stream below a ``CleanStream``, for what is not meant for people or is clean by itself."""
    return stream._stream if isinstance(stream, CleanStream) else stream


def install() -> None:
    """Clean the output of this process to its end, the last traceback included."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is not None and not isinstance(stream, CleanStream):
            setattr(sys, name, cast(TextIO, CleanStream(stream)))


@contextmanager
def clean_output() -> Iterator[None]:
    """Clean what the block writes to standard output and standard error."""
    before = sys.stdout, sys.stderr
    install()
    mine = sys.stdout, sys.stderr
    try:
        yield
    finally:
        # Whoever has put another stream there meanwhile keeps it.
        if sys.stdout is mine[0]:
            sys.stdout = before[0]
        if sys.stderr is mine[1]:
            sys.stderr = before[1]

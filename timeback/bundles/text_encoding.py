"""The character encoding of a CSV file. The standard requires UTF-8; UTF-16 and UTF-32 are recognised and read."""

from __future__ import annotations

import codecs
import io
from dataclasses import dataclass
from typing import Final

_WITH_MARK: Final = "begins with a byte order mark, which not every program can read; it is ignored"
# UTF-32 comes first, because its mark in little-endian order begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


@dataclass(frozen=True, slots=True)
class TextEncoding:
    """How the bytes of a file are decoded.

    codec: the name of the codec in Python
    errors: how it handles bytes that are not valid. They become lone surrogates
    warning: how the encoding deviates from the standard; None if it does not
    mark_bytes: the length of the byte order mark of a UTF-8 file
    """

    codec: str = "utf-8"
    errors: str = "surrogateescape"
    warning: str | None = None
    mark_bytes: int = 0

    @property
    def is_utf_8(self) -> bool:
        return self.errors == "surrogateescape"


def detect_encoding(stream: io.BufferedReader) -> TextEncoding:
    """Return the encoding of a file by its first bytes, which stay in the stream."""
    start = stream.peek(4)[:4]
    for mark, codec, name in _MARKS:
        if start.startswith(mark):
            if name == "UTF-8":
                return TextEncoding(codec, warning=_WITH_MARK, mark_bytes=len(mark))
            return _other(codec, name)
    # The first characters of a header are ASCII, so every second byte of UTF-16 is zero.
    zeros = [byte == 0 for byte in start]
    if zeros == [False, True, False, True]:
        return _other("utf-16-le", "UTF-16")
    if zeros == [True, False, True, False]:
        return _other("utf-16-be", "UTF-16")
    return TextEncoding()


def _other(codec: str, name: str) -> TextEncoding:
    return TextEncoding(codec, "surrogatepass", f"the file is {name}; the standard requires UTF-8. It is read anyway")


def name_encoding(line: str) -> str | None:
    """Return the likely encoding of a line that is not valid UTF-8; None if it cannot be told.

    line: the line, decoded with the error handler surrogateescape
    """
    foreign = [character for character in line if not character.isascii()]
    invalid = bytes(ord(one) - 0xDC00 for one in foreign if "\udc80" <= one <= "\udcff")
    if len(invalid) < len(foreign):
        # Other characters of the line are valid UTF-8, so the line is damaged.
        return None
    try:
        invalid.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return "Windows-1252 or Latin-1 (ISO 8859-1)"

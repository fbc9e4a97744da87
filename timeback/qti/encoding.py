"""Decoding of XML documents by byte order mark, XML declaration, or UTF-8 as the default."""

from __future__ import annotations

import codecs
import re
from typing import Final

from timeback.qti.errors import QTIError

_ENCODINGS: Final = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "iso8859-1", "cp1252"})
_DECLARED = re.compile(rb"^<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._\-]{0,40})[\"']")


def decode(source: str | bytes) -> str:
    """Return the text of a document.

    Raises:
        QTIError: the encoding is not supported, or the bytes are not valid in it.
    """
    if isinstance(source, str):
        return source.lstrip("\ufeff")
    if not isinstance(source, bytes):
        raise QTIError(f"expected the XML as str or bytes, got {type(source).__name__}")
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if source.startswith(mark):
            return _decode(source[len(mark) :], name)
    declared = _DECLARED.match(source)
    return _decode(source, declared[1].decode("ascii") if declared else "utf-8")


def _decode(source: bytes, encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        name = ""
    if name not in _ENCODINGS:
        raise QTIError("the XML declaration names an unsupported encoding; use UTF-8", line=1)
    try:
        return source.decode(name).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        before = source[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise QTIError(f"the bytes are not valid {name}", line=line, column=column) from None

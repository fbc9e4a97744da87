"""Regular expressions of XML Schema, which ``qti-pattern-match`` uses.

They differ from Python's (no anchors, ``\\i``, ``\\c``, subtraction of classes), so the XML library's own engine judges
them. It gives up on a pattern that would take it too long, where Python's would hang.

Source: QTI 3.0 information model, "PatternMatch"; XML Schema part 2, appendix F.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lxml import etree

from .errors import QTIError
from .markup import unsafe

MAX_PATTERN: Final = 1000
MAX_TEXT: Final = 100_000
_XS: Final = "http://www.w3.org/2001/XMLSchema"


@lru_cache(maxsize=256)
def _schema(pattern: str) -> etree.XMLSchema:
    root = etree.Element(f"{{{_XS}}}schema")
    value = etree.SubElement(root, f"{{{_XS}}}element", name="value")
    kind = etree.SubElement(value, f"{{{_XS}}}simpleType")
    text = etree.SubElement(kind, f"{{{_XS}}}restriction", base="xs:string", nsmap={"xs": _XS})
    etree.SubElement(text, f"{{{_XS}}}pattern", value=pattern)
    return etree.XMLSchema(root)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole of a text matches a pattern.

    Raises:
        QTIError: the pattern is none, or it is too costly.
    """
    if len(pattern) > MAX_PATTERN or unsafe(pattern):
        raise QTIError(
            f"a pattern that is longer than {MAX_PATTERN} characters, or has characters that XML cannot hold"
        )
    if len(text) > MAX_TEXT or unsafe(text):
        return False
    try:
        schema = _schema(pattern)
    except etree.XMLSchemaParseError:
        raise QTIError("a pattern that is no regular expression of XML Schema") from None
    value = etree.Element("value")
    value.text = text
    try:
        return bool(schema.validate(value))
    except etree.XMLSchemaValidateError:
        raise QTIError("a pattern that takes too long to match") from None

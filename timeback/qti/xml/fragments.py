"""Conversion of markup in JSON to elements. The markup is XML, as from `timeback.qti.json.to_json`, or HTML."""

from __future__ import annotations

import html
import re
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from timeback.qti.errors import QTIError
from timeback.qti.vocabulary import INTERACTIONS, MATHML, NAMESPACE, SVG
from timeback.qti.xml.markup import MAX_DEPTH, has_invalid_characters, parse, tag

_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_KEPT: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_FOREIGN: Final = {"math": MATHML, "svg": SVG}
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")


def append_markup(parent: etree._Element, markup: str, where: str) -> etree._Element:
    """Append markup to an element. Markup that is not valid XML is parsed as HTML.

    Raises:
        QTIError: the markup contains characters that XML does not allow, or cannot be parsed. The message names
            `where`, the field that contains it.
    """
    if has_invalid_characters(markup):
        raise QTIError(f"{where} contains characters that XML does not allow")
    if "<" not in markup and "&" not in markup:
        _append_text(parent, markup)
        return parent
    source = _parse_xml(markup)
    if source is None:
        source = _parse_html(markup, where)
    _append_text(parent, source.text or "")
    for child in list(source):
        parent.append(child)
    return parent


def _append_text(parent: etree._Element, text: str) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _parse_xml(markup: str) -> etree._Element | None:
    named = _ENTITY.sub(_resolve_entity, markup)
    try:
        return parse(f'<x xmlns="{NAMESPACE}">{named}</x>')
    except QTIError:
        return None


def _resolve_entity(found: re.Match[str]) -> str:
    # XML defines five of HTML's named entities.
    return found[0] if found[1] in _KEPT else html.unescape(found[0])


def _parse_html(markup: str, where: str) -> etree._Element:
    try:
        source: Any = lxml_html.fragment_fromstring(markup, create_parent="x")
        return _copy_of_html(source, NAMESPACE, 0)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise QTIError(f"{where} contains markup that cannot be parsed") from None


def _copy_of_html(node: etree._Element, space: str, depth: int) -> etree._Element:
    if depth > MAX_DEPTH:
        raise ValueError("too deep")
    name = str(node.tag).rpartition(":")[2]
    own = _FOREIGN.get(name, space)
    if not _NAME.fullmatch(name):
        name = "span"
    copy = etree.Element(f"{{{own}}}{name}")
    for key, value in node.attrib.items():
        if _NAME.fullmatch(str(key)) and not str(key).startswith("xmlns") and not has_invalid_characters(str(value)):
            copy.set(str(key), str(value))
    copy.text = _clean(node.text)
    for child in node:
        if isinstance(child.tag, str):
            new = _copy_of_html(child, own if own in (MATHML, SVG) else NAMESPACE, depth + 1)
            copy.append(new)
            new.tail = _clean(child.tail)
        else:
            _append_text(copy, _clean(child.tail) or "")
    return copy


def _clean(text: str | None) -> str | None:
    # Character references of HTML can stand for characters that XML does not allow.
    return None if text is None else "".join(each for each in text if not has_invalid_characters(each))


_INLINE: Final = frozenset(
    {"a", "b", "br", "code", "em", "i", "img", "q", "small", "span", "strong", "sub", "sup", "u"}
    | {"qti-feedback-inline", "qti-hottext", "qti-printed-variable", "qti-template-inline"}
    | {spec.element for spec in INTERACTIONS.values() if spec.inline}
)


def append_blocks(body: etree._Element, markup: str, where: str) -> None:
    """Append markup to a body. If it has text or inline elements at the top level, it is wrapped in a div."""
    if not markup.strip():
        return
    holder = append_markup(etree.Element(f"{{{NAMESPACE}}}div"), markup, where)
    bare = [holder.text or "", *(child.tail or "" for child in holder)]
    if any(text.strip() for text in bare) or any(tag(child) in _INLINE for child in holder):
        body.append(holder)
        return
    for child in list(holder):
        child.tail = None
        body.append(child)

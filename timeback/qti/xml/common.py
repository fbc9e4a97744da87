"""Readers for parts that several documents share: booleans, numbers, rules, rubric blocks."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from lxml import etree

from timeback.qti import model as m
from timeback.qti.xml.markup import attributes, elements, first_child, inner_xml, line_of, tag, text_of

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_NUMBER = re.compile(r"[+-]?([0-9]{1,40}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][+-]?[0-9]{1,3})?", re.ASCII)


def boolean_attribute(attrs: Mapping[str, str], name: str, default: bool = False) -> bool:
    """Return a boolean attribute (XML Schema: true, false, 1, 0), or the default if it is missing or invalid."""
    value = attrs.get(name, "").strip()
    return default if value not in ("true", "false", "1", "0") else value in ("true", "1")


def integer_attribute(attrs: Mapping[str, str], name: str) -> int | None:
    """Return an attribute that is a whole number, or None if it is missing or invalid."""
    value = attrs.get(name, "").strip()
    return int(value) if _WHOLE.fullmatch(value) else None


def parse_number(text: str | None) -> float | None:
    """Parse a finite number. Return None if the text is not one."""
    if text is None or not _NUMBER.fullmatch(text.strip()):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def read_node(element: etree._Element) -> m.Node:
    """Read a rule or an expression with its descendants."""
    return m.Node(
        name=tag(element),
        attributes=attributes(element),
        children=tuple(read_node(child) for child in elements(element)),
        text=text_of(element) if len(element) == 0 else (element.text or ""),
        line=line_of(element),
    )


def read_processing(element: etree._Element | None) -> m.Processing | None:
    """Read the rules of response, template or outcome processing."""
    if element is None:
        return None
    return m.Processing(rules=tuple(map(read_node, elements(element))), template=element.get("template"))


def read_rubric_block(element: etree._Element) -> m.RubricBlock:
    """Read ``qti-rubric-block``."""
    content = first_child(element, "qti-content-body")
    return m.RubricBlock(
        view=tuple((element.get("view") or "").split()),
        use=element.get("use"),
        content=inner_xml(element if content is None else content),
    )

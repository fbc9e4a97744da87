"""Reading what occurs in several kinds of document: flags, numbers, rules, rubrics."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from lxml import etree

from timeback.qti import model as m
from timeback.qti.xml.markup import attributes, elements, first, inner, line_of, tag, text_of

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_NUMBER = re.compile(r"[+-]?([0-9]{1,40}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][+-]?[0-9]{1,3})?", re.ASCII)


def flag(have: Mapping[str, str], name: str, default: bool = False) -> bool:
    """A boolean attribute (XML Schema: true, false, 1, 0)."""
    value = have.get(name, "").strip()
    return default if value not in ("true", "false", "1", "0") else value in ("true", "1")


def whole(have: Mapping[str, str], name: str) -> int | None:
    """An attribute that is a whole number, or None where it is not there or is none."""
    value = have.get(name, "").strip()
    return int(value) if _WHOLE.fullmatch(value) else None


def number(text: str | None) -> float | None:
    """A finite number, or None where the text is none."""
    if text is None or not _NUMBER.fullmatch(text.strip()):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def node(element: etree._Element) -> m.Node:
    """A rule or an expression with all that is in it."""
    return m.Node(
        name=tag(element),
        attributes=attributes(element),
        children=tuple(node(child) for child in elements(element)),
        text=text_of(element) if len(element) == 0 else (element.text or ""),
        line=line_of(element),
    )


def processing(element: etree._Element | None) -> m.Processing | None:
    """The rules of response, template or outcome processing."""
    if element is None:
        return None
    return m.Processing(rules=tuple(map(node, elements(element))), template=element.get("template"))


def rubric(element: etree._Element) -> m.RubricBlock:
    """``qti-rubric-block``."""
    content = first(element, "qti-content-body")
    return m.RubricBlock(
        view=tuple((element.get("view") or "").split()),
        use=element.get("use"),
        content=inner(element if content is None else content),
    )

"""Readers for tests: parts, sections, references to items.

Source: QTI 3.0 information model, "AssessmentTest", "TestPart", "AssessmentSection", "AssessmentItemRef".
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from timeback.qti import model as m
from timeback.qti.xml.common import (
    boolean_attribute,
    integer_attribute,
    parse_number,
    read_node,
    read_processing,
    read_rubric_block,
)
from timeback.qti.xml.declarations import read_outcome
from timeback.qti.xml.markup import attributes, elements, first_child, tag

_SECTION, _SECTION_REF, _ITEM_REF = "qti-assessment-section", "qti-assessment-section-ref", "qti-assessment-item-ref"


def read_test(root: etree._Element, source: str | bytes) -> m.AssessmentTest:
    """Read ``qti-assessment-test``."""
    attrs = attributes(root)
    return m.AssessmentTest(
        identifier=attrs.get("identifier", ""),
        title=attrs.get("title", ""),
        tool_name=attrs.get("tool-name"),
        tool_version=attrs.get("tool-version"),
        outcome_declarations=tuple(read_outcome(each) for each in elements(root, "qti-outcome-declaration")),
        parts=tuple(read_part(each) for each in elements(root, "qti-test-part")),
        rubric_blocks=tuple(map(read_rubric_block, elements(root, "qti-rubric-block"))),
        time_limits=_attributes_of(root, "qti-time-limits"),
        outcome_processing=read_processing(first_child(root, "qti-outcome-processing")),
        attributes=attrs,
        source=source,
    )


def read_part(element: etree._Element) -> m.TestPart:
    """Read ``qti-test-part``."""
    attrs = attributes(element)
    return m.TestPart(
        identifier=attrs.get("identifier", ""),
        navigation_mode=attrs.get("navigation-mode", ""),
        submission_mode=attrs.get("submission-mode", ""),
        sections=tuple(
            read_section(each) if tag(each) == _SECTION else _section_ref(each)
            for each in elements(element, _SECTION, _SECTION_REF)
        ),
        rubric_blocks=tuple(map(read_rubric_block, elements(element, "qti-rubric-block"))),
        **_control(element),
    )


def read_section(element: etree._Element) -> m.Section:
    """Read ``qti-assessment-section`` with its nested sections."""
    attrs = attributes(element)
    selection = _attributes_of(element, "qti-selection")
    return m.Section(
        identifier=attrs.get("identifier", ""),
        title=attrs.get("title", ""),
        visible=boolean_attribute(attrs, "visible", default=True),
        required=boolean_attribute(attrs, "required"),
        fixed=boolean_attribute(attrs, "fixed"),
        keep_together=boolean_attribute(attrs, "keep-together", default=True),
        select=integer_attribute(selection, "select"),
        with_replacement=boolean_attribute(selection, "with-replacement"),
        shuffle=boolean_attribute(_attributes_of(element, "qti-ordering"), "shuffle"),
        children=tuple(map(_child, elements(element, _SECTION, _SECTION_REF, _ITEM_REF))),
        rubric_blocks=tuple(map(read_rubric_block, elements(element, "qti-rubric-block"))),
        **_control(element),
    )


def _child(element: etree._Element) -> m.Section | m.ItemRef | m.SectionRef:
    name = tag(element)
    if name == _SECTION:
        return read_section(element)
    return _section_ref(element) if name == _SECTION_REF else _item_ref(element)


def _section_ref(element: etree._Element) -> m.SectionRef:
    attrs = attributes(element)
    return m.SectionRef(identifier=attrs.get("identifier", ""), href=attrs.get("href", ""), attributes=attrs)


def _item_ref(element: etree._Element) -> m.ItemRef:
    attrs = attributes(element)
    return m.ItemRef(
        identifier=attrs.get("identifier", ""),
        href=attrs.get("href", ""),
        required=boolean_attribute(attrs, "required"),
        fixed=boolean_attribute(attrs, "fixed"),
        category=tuple(attrs.get("category", "").split()),
        weights={
            each.get("identifier") or "": parse_number(each.get("value")) or 0.0
            for each in elements(element, "qti-weight")
        },
        variable_mappings={
            each.get("source-identifier") or "": each.get("target-identifier") or ""
            for each in elements(element, "qti-variable-mapping")
        },
        **_control(element),
    )


def _control(element: etree._Element) -> dict[str, Any]:
    return {
        "pre_conditions": tuple(map(read_node, elements(element, "qti-pre-condition"))),
        "branch_rules": tuple(map(read_node, elements(element, "qti-branch-rule"))),
        "session_control": _attributes_of(element, "qti-item-session-control"),
        "time_limits": _attributes_of(element, "qti-time-limits"),
        "attributes": attributes(element),
    }


def _attributes_of(element: etree._Element, name: str) -> dict[str, str]:
    child = first_child(element, name)
    return {} if child is None else attributes(child)

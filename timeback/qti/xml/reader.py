"""Reader for XML documents: items, tests and stimuli.

Reading is lenient: missing parts get the defaults of the standard, and unknown content stays in `source`.
`timeback.qti.check` reports problems.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Literal

from lxml import etree

from timeback.qti import model as m
from timeback.qti.errors import QTIError
from timeback.qti.vocabulary import INTERACTIONS, ROOTS, InteractionSpec
from timeback.qti.xml.assessment_test_reader import read_test
from timeback.qti.xml.common import boolean_attribute, integer_attribute, read_processing, read_rubric_block
from timeback.qti.xml.declarations import read_outcome, read_response, read_template
from timeback.qti.xml.markup import (
    attributes,
    descendants,
    elements,
    first_child,
    inner_xml,
    is_qti_2,
    line_of,
    parse,
    tag,
    text_of,
)
from timeback_runtime.frames import clears_locals

_FEEDBACK: dict[str, Literal["modal", "inline", "block"]] = {
    "qti-modal-feedback": "modal",
    "qti-feedback-inline": "inline",
    "qti-feedback-block": "block",
}


@clears_locals
def read(xml: str | bytes) -> m.AssessmentItem | m.AssessmentTest | m.Stimulus:
    """Read an item, a test or a stimulus.

    Args:
        xml: the document. Bytes are decoded by their byte order mark or XML declaration.

    Raises:
        QTIError: it is not well-formed, has a DOCTYPE, exceeds a limit, or has an unknown root element.
    """
    return read_root(parse(xml), xml)


def read_root(root: etree._Element, source: str | bytes) -> m.AssessmentItem | m.AssessmentTest | m.Stimulus:
    """Read a document that is already parsed."""
    reader = _READERS.get(tag(root))
    if reader is None:
        if is_qti_2(root):
            raise QTIError("the document is QTI 2; convert it to QTI 3 first", line=line_of(root))
        wanted = ", ".join(ROOTS)
        raise QTIError(f"the root element must be one of {wanted}, in the namespace of QTI 3", line=line_of(root))
    return reader(root, source)


def _item(root: etree._Element, source: str | bytes) -> m.AssessmentItem:
    attrs = attributes(root)
    body = first_child(root, "qti-item-body")
    embedded = () if body is None else descendants(body, "qti-feedback-inline", "qti-feedback-block")
    return m.AssessmentItem(
        identifier=attrs.get("identifier", ""),
        title=attrs.get("title", ""),
        label=attrs.get("label"),
        language=attrs.get("xml:lang"),
        adaptive=boolean_attribute(attrs, "adaptive"),
        time_dependent=boolean_attribute(attrs, "time-dependent"),
        response_declarations=tuple(read_response(each) for each in elements(root, "qti-response-declaration")),
        outcome_declarations=tuple(read_outcome(each) for each in elements(root, "qti-outcome-declaration")),
        template_declarations=tuple(read_template(each) for each in elements(root, "qti-template-declaration")),
        stimulus_refs=tuple(_stimulus_ref(each) for each in elements(root, "qti-assessment-stimulus-ref")),
        interactions=() if body is None else tuple(_interactions(body)),
        body=inner_xml(body),
        text=" ".join(text_of(body).split()),
        rubric_blocks=()
        if body is None
        else tuple(read_rubric_block(each) for each in descendants(body, "qti-rubric-block")),
        feedback=tuple(read_feedback(each) for each in (*embedded, *elements(root, "qti-modal-feedback"))),
        template_processing=read_processing(first_child(root, "qti-template-processing")),
        response_processing=read_processing(first_child(root, "qti-response-processing")),
        attributes=attrs,
        source=source,
    )


def _stimulus(root: etree._Element, source: str | bytes) -> m.Stimulus:
    attrs = attributes(root)
    body = first_child(root, "qti-stimulus-body")
    return m.Stimulus(
        identifier=attrs.get("identifier", ""),
        title=attrs.get("title", ""),
        label=attrs.get("label"),
        language=attrs.get("xml:lang"),
        body=inner_xml(body),
        text=" ".join(text_of(body).split()),
        stylesheets=tuple(attributes(each) for each in elements(root, "qti-stylesheet")),
        attributes=attrs,
        source=source,
    )


def _stimulus_ref(node: etree._Element) -> m.StimulusRef:
    attrs = attributes(node)
    return m.StimulusRef(identifier=attrs.get("identifier", ""), href=attrs.get("href", ""), title=attrs.get("title"))


def read_feedback(node: etree._Element) -> m.Feedback:
    """Read ``qti-modal-feedback``, ``qti-feedback-inline`` or ``qti-feedback-block``."""
    attrs = attributes(node)
    content = first_child(node, "qti-content-body")
    return m.Feedback(
        kind=_FEEDBACK[tag(node)],
        outcome_identifier=attrs.get("outcome-identifier", ""),
        identifier=attrs.get("identifier", ""),
        show_hide=attrs.get("show-hide", "show"),
        title=attrs.get("title"),
        content=inner_xml(node if content is None else content),
        attributes=attrs,
        line=line_of(node),
    )


def is_interaction(node: etree._Element) -> bool:
    """Return whether an element is an interaction, including unknown ones."""
    name = tag(node)
    return name in INTERACTIONS or (name.startswith("qti-") and name.endswith("-interaction"))


def _interactions(body: etree._Element) -> list[m.Interaction]:
    return [read_interaction(node) for node in descendants(body) if is_interaction(node)]


def read_interaction(node: etree._Element) -> m.Interaction:
    """Read an interaction with its prompt and choices. An unknown interaction has only its markup."""
    attrs = attributes(node)
    name = tag(node)
    spec = INTERACTIONS.get(name)
    prompt = first_child(node, "qti-prompt")
    choices, targets = ([], []) if spec is None else _choices(node, spec)
    limit = "associations" if "max-associations" in attrs or "min-associations" in attrs else "choices"
    return m.Interaction(
        type=name.removeprefix("qti-").removesuffix("-interaction"),
        element=name,
        response_identifier=attrs.get("response-identifier", ""),
        prompt=None if prompt is None else inner_xml(prompt),
        choices=tuple(map(_choice, choices)),
        targets=tuple(map(_choice, targets)),
        shuffle=boolean_attribute(attrs, "shuffle"),
        max_choices=integer_attribute(attrs, f"max-{limit}"),
        min_choices=integer_attribute(attrs, f"min-{limit}"),
        attributes=attrs,
        markup=inner_xml(node),
        line=line_of(node),
    )


def _choices(node: etree._Element, spec: InteractionSpec) -> tuple[list[etree._Element], list[etree._Element]]:
    if spec.type == "match":
        sets = [list(descendants(each, *spec.choices)) for each in elements(node, "qti-simple-match-set")]
        return (sets[0] if sets else []), [each for group in sets[1:] for each in group]
    choices = list(descendants(node, *spec.choices)) if spec.choices else []
    targets = list(descendants(node, *spec.targets)) if spec.targets else []
    return choices, targets


def _choice(node: etree._Element) -> m.Choice:
    attrs = attributes(node)
    feedback = list(descendants(node, "qti-feedback-inline", "qti-feedback-block"))
    content = inner_xml(node)
    if feedback:
        content = inner_xml(without(node, "qti-feedback-inline", "qti-feedback-block"))
    return m.Choice(
        identifier=attrs.get("identifier", ""),
        element=tag(node),
        content=content,
        fixed=boolean_attribute(attrs, "fixed"),
        match_max=integer_attribute(attrs, "match-max"),
        match_min=integer_attribute(attrs, "match-min"),
        feedback=tuple(map(read_feedback, feedback)),
        attributes=attrs,
        line=line_of(node),
    )


def without(node: etree._Element, *names: str) -> etree._Element:
    """Return a copy of an element without the descendants of these names. The text after them is kept."""
    copy: etree._Element = deepcopy(node)
    copy.tail = None
    for each in list(descendants(copy, *names)):
        parent = each.getparent()
        if parent is None:
            continue
        if each.tail:
            before = each.getprevious()
            if before is None:
                parent.text = (parent.text or "") + each.tail
            else:
                before.tail = (before.tail or "") + each.tail
        parent.remove(each)
    return copy


_READERS: dict[str, Callable[[etree._Element, str | bytes], m.AssessmentItem | m.AssessmentTest | m.Stimulus]] = {
    "qti-assessment-item": _item,
    "qti-assessment-test": read_test,
    "qti-assessment-stimulus": _stimulus,
}

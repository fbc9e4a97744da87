"""Rules for single elements: required attributes, attribute values, required children and their order.

Source: QTI 3.0 XSD binding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from lxml import etree

from timeback.qti.vocabulary import BASE_TYPES, CARDINALITIES, INTERACTIONS, SHAPES
from timeback.qti.xml.common import parse_number
from timeback.qti.xml.markup import attributes, descendants, elements, first_child, line_of, tag

Finding: TypeAlias = tuple[int | None, str, str]

_DECLARATION: Final = ("identifier", "cardinality")
_FEEDBACK: Final = ("outcome-identifier", "identifier", "show-hide")
REQUIRED_ATTRIBUTES: Final[dict[str, tuple[str, ...]]] = {
    "qti-assessment-item": ("identifier", "title", "time-dependent"),
    "qti-assessment-test": ("identifier", "title"),
    "qti-assessment-stimulus": ("identifier", "title"),
    "qti-assessment-section": ("identifier", "title", "visible"),
    "qti-assessment-item-ref": ("identifier", "href"),
    "qti-assessment-section-ref": ("identifier", "href"),
    "qti-assessment-stimulus-ref": ("identifier", "href"),
    "qti-test-part": ("identifier", "navigation-mode", "submission-mode"),
    "qti-response-declaration": _DECLARATION,
    "qti-outcome-declaration": _DECLARATION,
    "qti-template-declaration": _DECLARATION,
    "qti-context-declaration": _DECLARATION,
    "qti-map-entry": ("map-key", "mapped-value"),
    "qti-area-map-entry": ("shape", "coords", "mapped-value"),
    "qti-match-table-entry": ("source-value", "target-value"),
    "qti-interpolation-table-entry": ("source-value", "target-value"),
    "qti-modal-feedback": _FEEDBACK,
    "qti-feedback-inline": _FEEDBACK,
    "qti-feedback-block": _FEEDBACK,
    "qti-test-feedback": (*_FEEDBACK, "access"),
    "qti-simple-choice": ("identifier",),
    "qti-inline-choice": ("identifier",),
    "qti-hottext": ("identifier",),
    "qti-gap": ("identifier",),
    "qti-simple-associable-choice": ("identifier", "match-max"),
    "qti-gap-text": ("identifier", "match-max"),
    "qti-gap-img": ("identifier", "match-max"),
    "qti-hotspot-choice": ("identifier", "shape", "coords"),
    "qti-associable-hotspot": ("identifier", "shape", "coords", "match-max"),
    "qti-rubric-block": ("view",),
    "qti-weight": ("identifier", "value"),
    "qti-branch-rule": ("target",),
    "qti-selection": ("select",),
    "qti-printed-variable": ("identifier",),
    "qti-catalog": ("id",),
    "qti-card": ("support",),
    **{name: spec.required for name, spec in INTERACTIONS.items()},
}

_BOOLEAN_ATTRIBUTES: Final = (
    "adaptive",
    "time-dependent",
    "shuffle",
    "fixed",
    "required",
    "visible",
    "keep-together",
    "case-sensitive",
    "with-replacement",
    "autostart",
    "loop",
    "reverse",
    "step-label",
)
_ATTRIBUTE_VALUES: Final[dict[str, tuple[str, ...]]] = {
    "cardinality": CARDINALITIES,
    "base-type": BASE_TYPES,
    "show-hide": ("show", "hide"),
    "navigation-mode": ("linear", "nonlinear"),
    "submission-mode": ("individual", "simultaneous"),
    "orientation": ("horizontal", "vertical"),
    "access": ("during", "atEnd"),
    "shape": SHAPES,
    **dict.fromkeys(_BOOLEAN_ATTRIBUTES, ("true", "false", "1", "0")),
}
_VIEWS: Final = frozenset({"author", "candidate", "proctor", "scorer", "testConstructor", "tutor"})
_INTEGER_ATTRIBUTES: Final = (
    "max-choices",
    "min-choices",
    "max-associations",
    "min-associations",
    "match-max",
    "match-min",
    "expected-length",
    "expected-lines",
    "max-strings",
    "min-strings",
    "select",
)
_NUMBER_ATTRIBUTES: Final = (
    "mapped-value",
    "source-value",
    "normal-maximum",
    "normal-minimum",
    "lower-bound",
    "upper-bound",
)

_DECLARATIONS: Final = ("context-declaration", "response-declaration", "outcome-declaration", "template-declaration")
_ITEM: Final = (
    *_DECLARATIONS,
    "template-processing",
    "assessment-stimulus-ref",
    "companion-materials-info",
    "stylesheet",
    "item-body",
    "catalog-info",
    "response-processing",
    "modal-feedback",
)
_TEST: Final = (
    "context-declaration",
    "outcome-declaration",
    "time-limits",
    "stylesheet",
    "rubric-block",
    "test-part",
    "outcome-processing",
    "test-feedback",
)
CHILD_ORDER: Final[dict[str, tuple[str, ...]]] = {
    "qti-assessment-item": tuple(f"qti-{name}" for name in _ITEM),
    "qti-assessment-test": tuple(f"qti-{name}" for name in _TEST),
    "qti-assessment-stimulus": ("qti-stylesheet", "qti-stimulus-body", "qti-catalog-info"),
    "qti-response-declaration": ("qti-default-value", "qti-correct-response", "qti-mapping", "qti-area-mapping"),
    "qti-outcome-declaration": ("qti-default-value", "qti-match-table", "qti-interpolation-table"),
}
_AT_MOST_ONCE: Final = frozenset(
    f"qti-{name}"
    for name in (
        "template-processing",
        "companion-materials-info",
        "item-body",
        "catalog-info",
        "response-processing",
        "time-limits",
        "outcome-processing",
        "stimulus-body",
        "default-value",
        "correct-response",
        "mapping",
        "area-mapping",
        "match-table",
        "interpolation-table",
    )
)
_REQUIRED_CHILDREN: Final[dict[str, tuple[str, ...]]] = {
    "qti-assessment-stimulus": ("qti-stimulus-body",),
    "qti-assessment-test": ("qti-test-part",),
    "qti-correct-response": ("qti-value",),
    "qti-default-value": ("qti-value",),
    "qti-mapping": ("qti-map-entry",),
    "qti-area-mapping": ("qti-area-map-entry",),
    "qti-modal-feedback": ("qti-content-body",),
    "qti-feedback-block": ("qti-content-body",),
    "qti-rubric-block": ("qti-content-body",),
}


def element_problems(root: etree._Element) -> Iterator[Finding]:
    """Yield the problems of single elements."""
    ids: set[str] = set()
    for node in (root, *descendants(root)):
        name = tag(node)
        line = line_of(node)
        attrs = attributes(node)
        if name.startswith("qti-"):
            yield from _attribute_problems(name, line, attrs)
            yield from _child_problems(node, name)
        identifier = attrs.get("id")
        if identifier is not None:
            if identifier in ids:
                yield line, "unique-identifier", f"the id {identifier} occurs twice"
            ids.add(identifier)


def _attribute_problems(name: str, line: int | None, attrs: dict[str, str]) -> Iterator[Finding]:
    for attribute in REQUIRED_ATTRIBUTES.get(name, ()):
        if attribute not in attrs:
            yield line, "required-attribute", f"{name} must have the attribute {attribute}"
        elif not attrs[attribute].strip() and attribute not in ("title", "map-key", "target-value", "coords"):
            yield line, "required-attribute", f"the attribute {attribute} of {name} must not be empty"
    for attribute, value in attrs.items():
        allowed = _ATTRIBUTE_VALUES.get(attribute)
        if allowed is not None and value.strip() not in allowed:
            yield line, "attribute-value", f"{attribute} of {name} must be one of {', '.join(allowed)}"
        elif attribute in _INTEGER_ATTRIBUTES and not value.strip().isdecimal():
            yield line, "attribute-value", f"{attribute} of {name} must be a whole number of at least 0"
        elif attribute in _NUMBER_ATTRIBUTES and parse_number(value) is None:
            yield line, "attribute-value", f"{attribute} of {name} must be a number"
    if name == "qti-rubric-block" and not _VIEWS.issuperset(attrs.get("view", "").split()):
        yield line, "attribute-value", f"view of {name} must be one of {', '.join(sorted(_VIEWS))}"


def _child_problems(node: etree._Element, name: str) -> Iterator[Finding]:
    for needed in _REQUIRED_CHILDREN.get(name, ()):
        if first_child(node, needed) is None:
            yield line_of(node), "missing-element", f"{name} must have a {needed}"
    order = CHILD_ORDER.get(name)
    if order is None:
        return
    reached, seen = 0, set()
    for child in elements(node):
        own = tag(child)
        line = line_of(child)
        if own not in order:
            shown = own if own.startswith("qti-") else "this element"
            yield line, "child-order", f"{shown} is not allowed in {name}"
            continue
        if own in seen and own in _AT_MOST_ONCE:
            yield line, "child-order", f"{own} occurs twice in {name}"
        seen.add(own)
        at = order.index(own)
        if at < reached:
            yield line, "child-order", f"{own} must come before {order[reached]} in {name}"
        reached = max(reached, at)

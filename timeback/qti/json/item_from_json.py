"""Conversion of an item from JSON to XML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from timeback.qti.errors import QTIError
from timeback.qti.json import fields
from timeback.qti.json.declarations import declaration_from_json, response_from_json
from timeback.qti.json.processing import processing_from_json
from timeback.qti.vocabulary import INTERACTION_TYPES, MAP_RESPONSE, MATCH_CORRECT, InteractionSpec
from timeback.qti.xml.builder import add_child, new_document, new_element, set_attributes
from timeback.qti.xml.fragments import append_blocks, append_markup
from timeback.qti.xml.markup import descendants, first_child, tag

_EMBEDDED: Final = (("feedbackInline", "qti-feedback-inline"), ("feedbackBlock", "qti-feedback-block"))
_PAIRS: Final = frozenset({"match", "associate", "graphic-associate", "graphic-gap-match", "gap-match"})
_PROCESSING_FIELDS: Final = (
    "templateType",
    "responseDeclarationIdentifier",
    "outcomeIdentifier",
    "correctResponseIdentifier",
    "incorrectResponseIdentifier",
)
# Attributes with another name in the JSON of the platform.
_RENAMED: Final = {"placeholder": "placeholder-text"}


def item_element(data: Mapping[str, Any]) -> etree._Element:
    """Build ``qti-assessment-item`` from the fields of an item.

    Variables that the fields use without a declaration are declared: the response of the interaction, SCORE, the
    outcomes of response processing and feedback, and the variables that the body prints, of which JSON has no values.
    """
    root = new_document("qti-assessment-item")
    attributes = {
        "identifier": fields.required_text(data, "identifier"),
        "title": fields.required_text(data, "title"),
        "adaptive": fields.to_text(fields.optional_boolean(data, "adaptive") or False, "adaptive"),
        "time-dependent": fields.to_text(fields.optional_boolean(data, "timeDependent") or False, "timeDependent"),
    }
    set_attributes(root, attributes, "the item")
    interaction = fields.optional_object(data, "interaction")
    spec = _interaction_spec(data, interaction)
    body = _body(data, interaction, spec)
    processing, inline_feedback = _processing(data)
    responses = _responses(root, data, interaction, spec)
    outcomes = _outcomes(root, data, processing, inline_feedback, responses, body)
    _declare_templates(root, body)
    stimulus = fields.optional_object(data, "stimulus")
    if stimulus:
        identifier = fields.required_text(stimulus, "identifier", "stimulus.")
        href = fields.optional_text(stimulus, "href", "stimulus.") or f"/stimuli/{identifier}"
        title = fields.optional_text(stimulus, "title", "stimulus.")
        add_child(root, "qti-assessment-stimulus-ref", {"identifier": identifier, "href": href, "title": title})
    root.append(body)
    if processing is not None:
        mapped = _is_mapped(root, processing["responseDeclarationIdentifier"])
        root.append(processing_from_json(processing, outcomes, mapped=mapped, inline_feedback=inline_feedback))
    for where, each in fields.object_list(data, "modalFeedback"):
        _feedback(root, "qti-modal-feedback", each, where)
    return root


def _interaction_spec(data: Mapping[str, Any], interaction: Mapping[str, Any]) -> InteractionSpec | None:
    written = fields.optional_text(interaction, "type", "interaction.") or fields.optional_text(data, "type")
    if written is None:
        if interaction:
            raise QTIError("interaction.type is missing")
        return None
    spec = INTERACTION_TYPES.get(written)
    if spec is None:
        raise QTIError("type must be an interaction of the standard, such as choice or text-entry")
    return spec


def _body(data: Mapping[str, Any], interaction: Mapping[str, Any], spec: InteractionSpec | None) -> etree._Element:
    body = new_element("qti-item-body")
    append_blocks(body, fields.required_text(data, "preInteraction", default=""), "preInteraction")
    if interaction and spec is not None:
        _interaction(body, interaction, spec)
    append_blocks(body, fields.required_text(data, "postInteraction", default=""), "postInteraction")
    placed = {_key(node) for node in descendants(body, *(name for _, name in _EMBEDDED))}
    for field, name in _EMBEDDED:
        for where, each in fields.object_list(data, field):
            new = _feedback(new_element("div"), name, each, where)
            if _key(new) not in placed:
                (add_child(body, "div") if name == "qti-feedback-inline" else body).append(new)
    for where, each in fields.object_list(data, "rubrics"):
        use, view = (fields.required_text(each, name, where, default="") for name in ("use", "view"))
        rubric = add_child(body, "qti-rubric-block", {"use": use or None, "view": view or "candidate"})
        append_blocks(
            add_child(rubric, "qti-content-body"), fields.required_text(each, "body", where, default=""), f"{where}body"
        )
    return body


def _declare_templates(root: etree._Element, body: etree._Element) -> None:
    declared = {node.get("identifier") for node in root}
    used = {node.get("identifier"): "string" for node in descendants(body, "qti-printed-variable")}
    used |= {node.get("template-identifier"): "identifier" for node in descendants(body)}
    for identifier, base_type in used.items():
        if identifier is not None and identifier not in declared:
            attributes = {"identifier": identifier, "cardinality": "single", "base-type": base_type}
            add_child(root, "qti-template-declaration", attributes)


def _key(node: etree._Element) -> tuple[str, str | None, str | None]:
    return tag(node), node.get("outcome-identifier"), node.get("identifier")


def _feedback(parent: etree._Element, name: str, data: Mapping[str, Any], where: str) -> etree._Element:
    attributes = {
        "outcome-identifier": fields.required_text(data, "outcomeIdentifier", where),
        "identifier": fields.required_text(data, "identifier", where),
        "show-hide": fields.required_text(data, "showHide", where, default="show"),
        "title": fields.optional_text(data, "title", where) or None,
        "class": " ".join(fields.text_list(data, "class", where)) or None,
    }
    node = add_child(parent, name, attributes)
    content = fields.required_text(data, "content", where, default="")
    if name == "qti-feedback-inline":
        append_markup(node, content, f"{where}content")
    else:
        append_blocks(add_child(node, "qti-content-body"), content, f"{where}content")
    return node


def _interaction(body: etree._Element, data: Mapping[str, Any], spec: InteractionSpec) -> None:
    where = "interaction."
    structure = fields.optional_object(data, "questionStructure", where)
    inside = f"{where}questionStructure."
    prompt = fields.optional_text(structure, "prompt", inside)
    prompt = prompt if prompt is not None else fields.optional_text(data, "prompt", where)
    if spec.inline and prompt:
        append_blocks(body, prompt, "prompt")
    node = add_child(add_child(body, "p") if spec.inline else body, spec.element)
    set_attributes(node, _attributes(data, spec), "interaction")
    markup = fields.optional_text(structure, "markup", inside)
    if markup is not None:
        append_markup(node, markup, f"{inside}markup")
        return
    if prompt and not spec.inline:
        append_markup(add_child(node, "qti-prompt"), prompt, "prompt")
    choices = fields.object_list(structure, "choices", inside)
    targets = fields.object_list(structure, "targets", inside)
    if spec.type == "match":
        for group, limit in ((choices, "1"), (targets, str(max(len(choices), 1)))):
            _choices(add_child(node, "qti-simple-match-set"), group, spec.choices[0], limit)
        return
    if spec.choices:
        holder = add_child(node, "p") if spec.type == "hottext" else node
        _choices(holder, choices, spec.choices[0], "1" if spec.type in _PAIRS else None)
    if spec.targets:
        gaps = spec.type == "gap-match"
        _choices(add_child(node, "p") if gaps else node, targets, spec.targets[0], None if gaps else "1")


def _attributes(data: Mapping[str, Any], spec: InteractionSpec) -> dict[str, str | None]:
    where = "interaction."
    noun = "associations" if spec.type in _PAIRS else "choices"
    limits = {
        f"min-{noun}": fields.optional_integer(data, "minChoices", where),
        f"max-{noun}": fields.optional_integer(data, "maxChoices", where),
    }
    associations = fields.optional_integer(data, "maxAssociations", where)
    if associations is not None:
        limits["max-associations"] = associations
    shuffle = fields.optional_boolean(data, "shuffle", where)
    more = fields.optional_object(data, "attributes", where)
    return {
        "response-identifier": fields.required_text(data, "responseIdentifier", where),
        **{
            _RENAMED.get(name, name): fields.to_text(value, f"{where}attributes.{name}")
            for name, value in more.items()
            if value is not None
        },
        **({} if shuffle is None else {"shuffle": fields.to_text(shuffle, "shuffle")}),
        **{name: str(value) for name, value in limits.items() if value is not None},
    }


def _choices(
    parent: etree._Element, choices: list[tuple[str, Mapping[str, Any]]], name: str, match_max: str | None
) -> None:
    for where, each in choices:
        more = fields.optional_object(each, "attributes", where)
        identifier = fields.required_text(each, "identifier", where)
        attributes: dict[str, str | None] = {"match-max": match_max} if match_max else {}
        attributes.update({key: fields.to_text(value, f"{where}attributes") for key, value in more.items()})
        node = add_child(parent, name, {"identifier": identifier, **attributes})
        append_markup(node, fields.required_text(each, "content", where, default=""), f"{where}content")
        feedback = fields.optional_text(each, "feedbackInline", where)
        if feedback:
            outcome = fields.required_text(each, "feedbackOutcomeIdentifier", where, default="FEEDBACK")
            shown = {"outcome-identifier": outcome, "identifier": identifier, "show-hide": "show"}
            append_markup(add_child(node, "qti-feedback-inline", shown), feedback, f"{where}feedbackInline")


def _processing(data: Mapping[str, Any]) -> tuple[dict[str, str] | None, tuple[str, str] | None]:
    found = fields.optional_object(data, "responseProcessing")
    where = "responseProcessing."
    if not found:
        return None, None
    defaults = dict(zip(_PROCESSING_FIELDS, (None, "RESPONSE", "SCORE", "1", "0"), strict=True))
    processing = {name: fields.required_text(found, name, where, default=default) for name, default in defaults.items()}
    if processing["templateType"] not in (MATCH_CORRECT, MAP_RESPONSE):
        raise QTIError(f"{where}templateType must be {MATCH_CORRECT} or {MAP_RESPONSE}")
    inline_feedback = fields.optional_object(found, "inlineFeedback", where)
    if not inline_feedback:
        return processing, None
    where = f"{where}inlineFeedback."
    return processing, (
        fields.required_text(inline_feedback, "outcomeIdentifier", where),
        fields.required_text(inline_feedback, "variableIdentifier", where),
    )


def _responses(
    root: etree._Element, data: Mapping[str, Any], interaction: Mapping[str, Any], spec: InteractionSpec | None
) -> dict[str, tuple[str, str | None]]:
    default_types = ("single", "string") if spec is None else spec.default_types
    declared: dict[str, tuple[str, str | None]] = {}
    for where, each in fields.object_list(data, "responseDeclarations"):
        node = response_from_json(root, each, where, default_types[1])
        declared[node.get("identifier") or ""] = (node.get("cardinality") or "", node.get("base-type"))
    asked = fields.required_text(interaction, "responseIdentifier", "interaction.") if interaction else None
    if asked is not None and asked not in declared:
        attributes = {"identifier": asked, "cardinality": default_types[0], "base-type": default_types[1]}
        add_child(root, "qti-response-declaration", attributes)
        declared[asked] = default_types
    return declared


def _outcomes(
    root: etree._Element,
    data: Mapping[str, Any],
    processing: Mapping[str, str] | None,
    inline_feedback: tuple[str, str] | None,
    responses: Mapping[str, tuple[str, str | None]],
    body: etree._Element,
) -> dict[str, str]:
    """Declare the outcomes and return their base types."""
    declared: dict[str, str] = {}
    for where, each in fields.object_list(data, "outcomeDeclarations"):
        node = declaration_from_json(root, "qti-outcome-declaration", each, where, default_cardinality="single")
        identifier = node.get("identifier") or ""
        if node.get("base-type") is None and node.get("cardinality") != "record":
            node.set("base-type", "float" if identifier.endswith("SCORE") else "identifier")
        declared[identifier] = node.get("base-type") or "record"
    wanted: dict[str, tuple[str, str | None]] = {"SCORE": ("single", "float")}
    if inline_feedback is not None:
        wanted[inline_feedback[0]] = responses.get(inline_feedback[1], ("single", "identifier"))
    if processing is not None:
        wanted.setdefault(processing["outcomeIdentifier"], ("single", "identifier"))
    named = [node.get("outcome-identifier") for node in descendants(body, *(name for _, name in _EMBEDDED))]
    named += [
        fields.optional_text(each, "outcomeIdentifier", at) for at, each in fields.object_list(data, "modalFeedback")
    ]
    for name in named:
        if name:
            wanted.setdefault(name, ("single", "identifier"))
    for identifier, (cardinality, base_type) in wanted.items():
        if identifier not in declared:
            attributes = {"identifier": identifier, "cardinality": cardinality, "base-type": base_type}
            add_child(root, "qti-outcome-declaration", attributes)
            declared[identifier] = base_type or "record"
    return declared


def _is_mapped(root: etree._Element, identifier: str) -> bool:
    found = (node for node in descendants(root, "qti-response-declaration") if node.get("identifier") == identifier)
    node = next(found, None)
    return node is not None and first_child(node, "qti-mapping") is not None

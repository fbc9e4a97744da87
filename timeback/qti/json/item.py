"""Items from JSON: the element that an item's fields stand for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from timeback.qti.errors import QTIError
from timeback.qti.json import fields
from timeback.qti.json.declarations import declaration, response
from timeback.qti.json.processing import processing_element
from timeback.qti.vocabulary import INTERACTION_TYPES, MAP_RESPONSE, MATCH_CORRECT, InteractionKind
from timeback.qti.xml.builder import attribute, document, element, put
from timeback.qti.xml.fragments import append_blocks, fill
from timeback.qti.xml.markup import descendants, first, tag

_EMBEDDED: Final = (("feedbackInline", "qti-feedback-inline"), ("feedbackBlock", "qti-feedback-block"))
_PAIRS: Final = frozenset({"match", "associate", "graphic-associate", "graphic-gap-match", "gap-match"})
_VIEW: Final = (
    "templateType",
    "responseDeclarationIdentifier",
    "outcomeIdentifier",
    "correctResponseIdentifier",
    "incorrectResponseIdentifier",
)
# The platform's JSON calls it so.
_RENAMED: Final = {"placeholder": "placeholder-text"}


def item_element(data: Mapping[str, Any]) -> etree._Element:
    """``qti-assessment-item`` for the fields of an item.

    What the fields only name is declared: the response of the interaction, SCORE, and the outcomes of the processing
    and of the feedback.
    """
    root = document("qti-assessment-item")
    have = {
        "identifier": fields.text(data, "identifier"),
        "title": fields.text(data, "title"),
        "adaptive": fields.written(fields.flag(data, "adaptive") or False, "adaptive"),
        "time-dependent": fields.written(fields.flag(data, "timeDependent") or False, "timeDependent"),
    }
    attribute(root, have, "the item")
    interaction = fields.an_object(data, "interaction")
    kind = _kind(data, interaction)
    body = _body(data, interaction, kind)
    view, bound = _processing(data)
    responses = _responses(root, data, interaction, kind)
    outcomes = _outcomes(root, data, view, bound, responses, body)
    stimulus = fields.an_object(data, "stimulus")
    if stimulus:
        identifier = fields.text(stimulus, "identifier", "stimulus.")
        href = fields.optional_text(stimulus, "href", "stimulus.") or f"/stimuli/{identifier}"
        title = fields.optional_text(stimulus, "title", "stimulus.")
        put(root, "qti-assessment-stimulus-ref", {"identifier": identifier, "href": href, "title": title})
    root.append(body)
    if view is not None:
        mapped = _is_mapped(root, view["responseDeclarationIdentifier"])
        root.append(processing_element(view, outcomes, mapped=mapped, bound=bound))
    for where, each in fields.objects(data, "modalFeedback"):
        _feedback(root, "qti-modal-feedback", each, where)
    return root


def _kind(data: Mapping[str, Any], interaction: Mapping[str, Any]) -> InteractionKind | None:
    written = fields.optional_text(interaction, "type", "interaction.") or fields.optional_text(data, "type")
    if written is None:
        if interaction:
            raise QTIError("interaction.type is missing")
        return None
    kind = INTERACTION_TYPES.get(written)
    if kind is None:
        raise QTIError("type is no interaction of the standard, such as choice or text-entry")
    return kind


def _body(data: Mapping[str, Any], interaction: Mapping[str, Any], kind: InteractionKind | None) -> etree._Element:
    body = element("qti-item-body")
    append_blocks(body, fields.text(data, "preInteraction", default=""), "preInteraction")
    if interaction and kind is not None:
        _interaction(body, interaction, kind)
    append_blocks(body, fields.text(data, "postInteraction", default=""), "postInteraction")
    placed = {_key(node) for node in descendants(body, *(name for _, name in _EMBEDDED))}
    for field, name in _EMBEDDED:
        for where, each in fields.objects(data, field):
            new = _feedback(element("div"), name, each, where)
            if _key(new) not in placed:
                (put(body, "div") if name == "qti-feedback-inline" else body).append(new)
    for where, each in fields.objects(data, "rubrics"):
        use, view = (fields.text(each, name, where, default="") for name in ("use", "view"))
        rubric = put(body, "qti-rubric-block", {"use": use or None, "view": view or "candidate"})
        append_blocks(put(rubric, "qti-content-body"), fields.text(each, "body", where, default=""), f"{where}body")
    return body


def _key(node: etree._Element) -> tuple[str, str | None, str | None]:
    return tag(node), node.get("outcome-identifier"), node.get("identifier")


def _feedback(parent: etree._Element, name: str, data: Mapping[str, Any], where: str) -> etree._Element:
    have = {
        "outcome-identifier": fields.text(data, "outcomeIdentifier", where),
        "identifier": fields.text(data, "identifier", where),
        "show-hide": fields.text(data, "showHide", where, default="show"),
        "title": fields.optional_text(data, "title", where) or None,
        "class": " ".join(fields.texts(data, "class", where)) or None,
    }
    node = put(parent, name, have)
    content = fields.text(data, "content", where, default="")
    if name == "qti-feedback-inline":
        fill(node, content, f"{where}content")
    else:
        append_blocks(put(node, "qti-content-body"), content, f"{where}content")
    return node


def _interaction(body: etree._Element, data: Mapping[str, Any], kind: InteractionKind) -> None:
    where = "interaction."
    structure = fields.an_object(data, "questionStructure", where)
    inside = f"{where}questionStructure."
    prompt = fields.optional_text(structure, "prompt", inside)
    prompt = prompt if prompt is not None else fields.optional_text(data, "prompt", where)
    if kind.inline and prompt:
        append_blocks(body, prompt, "prompt")
    node = put(put(body, "p") if kind.inline else body, kind.element)
    attribute(node, _attributes(data, kind), "interaction")
    markup = fields.optional_text(structure, "markup", inside)
    if markup is not None:
        fill(node, markup, f"{inside}markup")
        return
    if prompt and not kind.inline:
        fill(put(node, "qti-prompt"), prompt, "prompt")
    choices = fields.objects(structure, "choices", inside)
    targets = fields.objects(structure, "targets", inside)
    if kind.type == "match":
        for group, limit in ((choices, "1"), (targets, str(max(len(choices), 1)))):
            _choices(put(node, "qti-simple-match-set"), group, kind.choices[0], limit)
        return
    if kind.choices:
        holder = put(node, "p") if kind.type == "hottext" else node
        _choices(holder, choices, kind.choices[0], "1" if kind.type in _PAIRS else None)
    if kind.targets:
        gaps = kind.type == "gap-match"
        _choices(put(node, "p") if gaps else node, targets, kind.targets[0], None if gaps else "1")


def _attributes(data: Mapping[str, Any], kind: InteractionKind) -> dict[str, str | None]:
    where = "interaction."
    noun = "associations" if kind.type in _PAIRS else "choices"
    limits = {
        f"min-{noun}": fields.whole(data, "minChoices", where),
        f"max-{noun}": fields.whole(data, "maxChoices", where),
    }
    associations = fields.whole(data, "maxAssociations", where)
    if associations is not None:
        limits["max-associations"] = associations
    shuffle = fields.flag(data, "shuffle", where)
    more = fields.an_object(data, "attributes", where)
    return {
        "response-identifier": fields.text(data, "responseIdentifier", where),
        **{
            _RENAMED.get(name, name): fields.written(value, f"{where}attributes.{name}")
            for name, value in more.items()
            if value is not None
        },
        **({} if shuffle is None else {"shuffle": fields.written(shuffle, "shuffle")}),
        **{name: str(value) for name, value in limits.items() if value is not None},
    }


def _choices(
    parent: etree._Element, choices: list[tuple[str, Mapping[str, Any]]], name: str, match_max: str | None
) -> None:
    for where, each in choices:
        more = fields.an_object(each, "attributes", where)
        identifier = fields.text(each, "identifier", where)
        have: dict[str, str | None] = {"match-max": match_max} if match_max else {}
        have.update({key: fields.written(value, f"{where}attributes") for key, value in more.items()})
        node = put(parent, name, {"identifier": identifier, **have})
        fill(node, fields.text(each, "content", where, default=""), f"{where}content")
        feedback = fields.optional_text(each, "feedbackInline", where)
        if feedback:
            outcome = fields.text(each, "feedbackOutcomeIdentifier", where, default="FEEDBACK")
            shown = {"outcome-identifier": outcome, "identifier": identifier, "show-hide": "show"}
            fill(put(node, "qti-feedback-inline", shown), feedback, f"{where}feedbackInline")


def _processing(data: Mapping[str, Any]) -> tuple[dict[str, str] | None, tuple[str, str] | None]:
    found = fields.an_object(data, "responseProcessing")
    where = "responseProcessing."
    if not found:
        return None, None
    defaults = dict(zip(_VIEW, (None, "RESPONSE", "SCORE", "1", "0"), strict=True))
    view = {name: fields.text(found, name, where, default=default) for name, default in defaults.items()}
    if view["templateType"] not in (MATCH_CORRECT, MAP_RESPONSE):
        raise QTIError(f"{where}templateType must be {MATCH_CORRECT} or {MAP_RESPONSE}")
    bound = fields.an_object(found, "inlineFeedback", where)
    if not bound:
        return view, None
    where = f"{where}inlineFeedback."
    return view, (fields.text(bound, "outcomeIdentifier", where), fields.text(bound, "variableIdentifier", where))


def _responses(
    root: etree._Element, data: Mapping[str, Any], interaction: Mapping[str, Any], kind: InteractionKind | None
) -> dict[str, tuple[str, str | None]]:
    usual = ("single", "string") if kind is None else kind.usual
    declared: dict[str, tuple[str, str | None]] = {}
    for where, each in fields.objects(data, "responseDeclarations"):
        node = response(root, each, where, usual[1])
        declared[node.get("identifier") or ""] = (node.get("cardinality") or "", node.get("base-type"))
    asked = fields.text(interaction, "responseIdentifier", "interaction.") if interaction else None
    if asked is not None and asked not in declared:
        have = {"identifier": asked, "cardinality": usual[0], "base-type": usual[1]}
        put(root, "qti-response-declaration", have)
        declared[asked] = usual
    return declared


def _outcomes(
    root: etree._Element,
    data: Mapping[str, Any],
    view: Mapping[str, str] | None,
    bound: tuple[str, str] | None,
    responses: Mapping[str, tuple[str, str | None]],
    body: etree._Element,
) -> dict[str, str]:
    """Declare the outcomes; returns the base types."""
    declared: dict[str, str] = {}
    for where, each in fields.objects(data, "outcomeDeclarations"):
        node = declaration(root, "qti-outcome-declaration", each, where, default_cardinality="single")
        identifier = node.get("identifier") or ""
        if node.get("base-type") is None and node.get("cardinality") != "record":
            node.set("base-type", "float" if identifier.endswith("SCORE") else "identifier")
        declared[identifier] = node.get("base-type") or "record"
    wanted: dict[str, tuple[str, str | None]] = {"SCORE": ("single", "float")}
    if bound is not None:
        wanted[bound[0]] = responses.get(bound[1], ("single", "identifier"))
    if view is not None:
        wanted.setdefault(view["outcomeIdentifier"], ("single", "identifier"))
    named = [node.get("outcome-identifier") for node in descendants(body, *(name for _, name in _EMBEDDED))]
    named += [fields.optional_text(each, "outcomeIdentifier", at) for at, each in fields.objects(data, "modalFeedback")]
    for name in named:
        if name:
            wanted.setdefault(name, ("single", "identifier"))
    for identifier, (cardinality, base_type) in wanted.items():
        if identifier not in declared:
            have = {"identifier": identifier, "cardinality": cardinality, "base-type": base_type}
            put(root, "qti-outcome-declaration", have)
            declared[identifier] = base_type or "record"
    return declared


def _is_mapped(root: etree._Element, identifier: str) -> bool:
    found = (node for node in descendants(root, "qti-response-declaration") if node.get("identifier") == identifier)
    node = next(found, None)
    return node is not None and first(node, "qti-mapping") is not None

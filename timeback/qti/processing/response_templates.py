"""Response-processing templates of the standard, as rules.

Source: the template files of 1EdTech (QTI 3.0 and Common Cartridge 2).
"""

from __future__ import annotations

from typing import Final

from timeback.qti.model import Node


def _node(name: str, *children: Node, text: str = "", **attributes: str) -> Node:
    named = {key.replace("_", "-"): value for key, value in attributes.items()}
    return Node(name=f"qti-{name}", attributes=named, children=children, text=text)


def _set(identifier: str, value: Node) -> Node:
    return _node("set-outcome-value", value, identifier=identifier)


def _variable(identifier: str) -> Node:
    return _node("variable", identifier=identifier)


def _literal(base_type: str, text: str) -> Node:
    return _node("base-value", text=text, base_type=base_type)


def _if_else(test: Node, yes: tuple[Node, ...], no: tuple[Node, ...]) -> Node:
    return _node("response-condition", _node("response-if", test, *yes), _node("response-else", *no))


_MATCHES: Final = _node("match", _variable("RESPONSE"), _node("correct", identifier="RESPONSE"))
_NO_RESPONSE: Final = _node("is-null", _variable("RESPONSE"))
_ZERO: Final = _set("SCORE", _literal("float", "0"))
_ONE: Final = _set("SCORE", _literal("float", "1"))
_MAPPED: Final = _if_else(_NO_RESPONSE, (_ZERO,), (_set("SCORE", _node("map-response", identifier="RESPONSE")),))
_MAPPED_POINT: Final = _if_else(
    _NO_RESPONSE, (_ZERO,), (_set("SCORE", _node("map-response-point", identifier="RESPONSE")),)
)
_HAS_MAXIMUM_SCORE: Final = _node("equal", _variable("MAXSCORE"), _variable("SCORE"), tolerance_mode="exact")

TEMPLATES: Final[dict[str, tuple[Node, ...]]] = {
    "match_correct": (_if_else(_MATCHES, (_ONE,), (_ZERO,)),),
    "map_response": (_MAPPED,),
    "map_response_point": (_MAPPED_POINT,),
    "CC2_match": (_if_else(_MATCHES, (_ONE,), (_ZERO,)),),
    "CC2_match_basic": (
        _if_else(
            _MATCHES,
            (_set("SCORE", _variable("MAXSCORE")), _set("FEEDBACKBASIC", _literal("identifier", "correct"))),
            (_set("FEEDBACKBASIC", _literal("identifier", "incorrect")),),
        ),
    ),
    "CC2_map_response": (
        _MAPPED,
        _if_else(
            _HAS_MAXIMUM_SCORE,
            (_set("FEEDBACK", _literal("identifier", "correct")),),
            (_set("FEEDBACK", _literal("identifier", "incorrect")),),
        ),
    ),
}

"""Names of QTI 3.0: namespaces, types, and the interactions with what each of them asks for.

Source: QTI 3.0 Assessment, Section and Item Information Model, and its XSD binding.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from attrs import field, frozen

NAMESPACE: Final = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
SCHEMA_LOCATION: Final = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
XML: Final = "http://www.w3.org/XML/1998/namespace"
MATHML: Final = "http://www.w3.org/1998/Math/MathML"
SVG: Final = "http://www.w3.org/2000/svg"
TEMPLATES: Final = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/"

Kind: TypeAlias = Literal["item", "test", "stimulus"]
ROOTS: Final[dict[str, Kind]] = {
    "qti-assessment-item": "item",
    "qti-assessment-test": "test",
    "qti-assessment-stimulus": "stimulus",
}

CARDINALITIES: Final = ("single", "multiple", "ordered", "record")
BASE_TYPES: Final = (
    "boolean",
    "directedPair",
    "duration",
    "file",
    "float",
    "identifier",
    "integer",
    "pair",
    "point",
    "string",
    "uri",
)
SHAPES: Final = ("circle", "default", "ellipse", "poly", "rect")

# Variables that every item has without declaring them (section "Built-in variables").
BUILT_IN_RESPONSES: Final = ("numAttempts", "duration")
BUILT_IN_OUTCOMES: Final = ("completionStatus",)

_ONE: Final = frozenset({"single"})
_SOME: Final = frozenset({"single", "multiple"})
_SEQUENCE: Final = frozenset({"ordered"})
_ANY: Final = frozenset(CARDINALITIES)
_ENTERED: Final = frozenset({"string", "integer", "float"})
_POINT: Final = frozenset({"point"})
_IDENTIFIER: Final = frozenset({"identifier"})
_PAIR: Final = frozenset({"pair"})
_DIRECTED: Final = frozenset({"directedPair"})


@frozen(kw_only=True)
class InteractionKind:
    """What the standard says of one interaction.

    Attributes:
        type: the name in JSON; those that the platform does not know have the name of the element.
        element: name of the element.
        cardinalities, base_types: what its response variable may be; the first of each order is what it usually is.
        choices: names of the elements that can be chosen.
        targets: names of the elements that choices are put on.
        inline: whether it stands within a line of text.
        closed: whether an answer names choices or targets, so that values can be held against them.
    """

    type: str
    element: str
    cardinalities: frozenset[str]
    base_types: frozenset[str]
    usual: tuple[str, str]
    choices: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    inline: bool = False
    required: tuple[str, ...] = ()
    closed: bool = field(init=False)

    @closed.default
    def _closed(self) -> bool:
        return bool(self.choices)


def _kind(
    type_: str,
    cardinalities: frozenset[str],
    base_types: frozenset[str],
    usual: tuple[str, str],
    choices: tuple[str, ...] = (),
    targets: tuple[str, ...] = (),
    *,
    inline: bool = False,
    required: tuple[str, ...] = (),
) -> InteractionKind:
    return InteractionKind(
        type=type_,
        element=f"qti-{type_}-interaction",
        cardinalities=cardinalities,
        base_types=base_types,
        usual=usual,
        choices=choices,
        targets=targets,
        inline=inline,
        required=("response-identifier", *required),
    )


_CHOICES: Final = ("qti-simple-choice",)
_HOTSPOTS: Final = ("qti-hotspot-choice",)
_ASSOCIABLE: Final = ("qti-simple-associable-choice",)
_GAP_CHOICES: Final = ("qti-gap-text", "qti-gap-img")
_PLACES: Final = ("qti-associable-hotspot",)
_ALL_TYPES: Final = frozenset(BASE_TYPES)

_KINDS: Final = (
    _kind("choice", _SOME, _IDENTIFIER, ("single", "identifier"), _CHOICES),
    _kind("text-entry", _ONE | {"record"}, _ENTERED, ("single", "string"), inline=True),
    _kind("extended-text", _ANY, _ENTERED, ("single", "string")),
    _kind("inline-choice", _ONE, _IDENTIFIER, ("single", "identifier"), ("qti-inline-choice",), inline=True),
    _kind("match", _SOME, _DIRECTED, ("multiple", "directedPair"), _ASSOCIABLE),
    _kind("order", _SEQUENCE, _IDENTIFIER, ("ordered", "identifier"), _CHOICES),
    _kind("associate", _SOME, _PAIR, ("multiple", "pair"), _ASSOCIABLE),
    _kind("select-point", _SOME, _POINT, ("single", "point")),
    _kind("graphic-order", _SEQUENCE, _IDENTIFIER, ("ordered", "identifier"), _HOTSPOTS),
    _kind("graphic-associate", _SOME, _PAIR, ("multiple", "pair"), _PLACES),
    _kind("graphic-gap-match", _SOME, _DIRECTED, ("multiple", "directedPair"), _GAP_CHOICES, _PLACES),
    _kind("hotspot", _SOME, _IDENTIFIER, ("single", "identifier"), _HOTSPOTS),
    _kind("hottext", _SOME, _IDENTIFIER, ("single", "identifier"), ("qti-hottext",)),
    _kind(
        "slider",
        _ONE,
        frozenset({"integer", "float"}),
        ("single", "integer"),
        required=("lower-bound", "upper-bound"),
    ),
    _kind("drawing", _ONE, frozenset({"file"}), ("single", "file")),
    _kind("media", _ONE, frozenset({"integer"}), ("single", "integer"), required=("autostart",)),
    _kind("upload", _ONE, frozenset({"file"}), ("single", "file")),
    _kind("gap-match", _SOME, _DIRECTED, ("multiple", "directedPair"), _GAP_CHOICES, ("qti-gap",)),
    _kind("position-object", _SOME, _POINT, ("single", "point")),
    _kind("end-attempt", _ONE, frozenset({"boolean"}), ("single", "boolean"), inline=True, required=("title",)),
    _kind(
        "portable-custom",
        _ANY,
        _ALL_TYPES,
        ("single", "string"),
        required=("custom-interaction-type-identifier",),
    ),
    _kind("custom", _ANY, _ALL_TYPES, ("single", "string")),
)

INTERACTIONS: Final = {kind.element: kind for kind in _KINDS}
INTERACTION_TYPES: Final = {kind.type: kind for kind in _KINDS}
CHOICE_ELEMENTS: Final = frozenset(name for kind in _KINDS for name in (*kind.choices, *kind.targets))

# Types that stand in the platform's own list, in its order.
PLATFORM_TYPES: Final = tuple(kind.type for kind in _KINDS[:17])

# Response-processing templates are told apart by the last part of their address, whatever stands before it: QTI 2.0 to
# 3.0 and the platform write it differently.
MATCH_CORRECT: Final = "match_correct"
MAP_RESPONSE: Final = "map_response"
MAP_RESPONSE_POINT: Final = "map_response_point"
TEMPLATE_NAMES: Final = (
    MATCH_CORRECT,
    MAP_RESPONSE,
    MAP_RESPONSE_POINT,
    "CC2_match",
    "CC2_match_basic",
    "CC2_map_response",
)


def template_name(address: str) -> str:
    """The template that an address means: ``.../rptemplates/match_correct.xml`` is ``match_correct``."""
    return address.strip().rstrip("/").rsplit("/", 1)[-1].removesuffix(".xml")

"""Names of QTI 3.0: namespaces, base types, cardinalities, interactions and response-processing templates.

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

DocumentKind: TypeAlias = Literal["item", "test", "stimulus"]
ROOTS: Final[dict[str, DocumentKind]] = {
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

# Variables that every item has without a declaration (section "Built-in variables").
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
class InteractionSpec:
    """The rules of the standard for one interaction.

    Attributes:
        type: the type in JSON: the name of the element without ``qti-`` and ``-interaction``.
        element: name of the element.
        cardinalities, base_types: the allowed cardinalities and base types of its response variable.
        default_types: cardinality and base type of the response variable if JSON declares none.
        choices: names of the choice elements.
        targets: names of the elements that choices are matched with.
        inline: whether it occurs within a line of text.
        required: names of the required attributes.
        names_choices: whether responses consist of identifiers of choices or targets.
    """

    type: str
    element: str
    cardinalities: frozenset[str]
    base_types: frozenset[str]
    default_types: tuple[str, str]
    choices: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    inline: bool = False
    required: tuple[str, ...] = ()
    names_choices: bool = field(init=False)

    @names_choices.default
    def _has_choices(self) -> bool:
        return bool(self.choices)


def _spec(
    type_: str,
    cardinalities: frozenset[str],
    base_types: frozenset[str],
    default_types: tuple[str, str],
    choices: tuple[str, ...] = (),
    targets: tuple[str, ...] = (),
    *,
    inline: bool = False,
    required: tuple[str, ...] = (),
) -> InteractionSpec:
    return InteractionSpec(
        type=type_,
        element=f"qti-{type_}-interaction",
        cardinalities=cardinalities,
        base_types=base_types,
        default_types=default_types,
        choices=choices,
        targets=targets,
        inline=inline,
        required=("response-identifier", *required),
    )


_CHOICES: Final = ("qti-simple-choice",)
_HOTSPOTS: Final = ("qti-hotspot-choice",)
_ASSOCIABLE: Final = ("qti-simple-associable-choice",)
_GAP_CHOICES: Final = ("qti-gap-text", "qti-gap-img")
_TARGET_HOTSPOTS: Final = ("qti-associable-hotspot",)
_ALL_TYPES: Final = frozenset(BASE_TYPES)

_INTERACTIONS: Final = (
    _spec("choice", _SOME, _IDENTIFIER, ("single", "identifier"), _CHOICES),
    _spec("text-entry", _ONE | {"record"}, _ENTERED, ("single", "string"), inline=True),
    _spec("extended-text", _ANY, _ENTERED, ("single", "string")),
    _spec("inline-choice", _ONE, _IDENTIFIER, ("single", "identifier"), ("qti-inline-choice",), inline=True),
    _spec("match", _SOME, _DIRECTED, ("multiple", "directedPair"), _ASSOCIABLE),
    _spec("order", _SEQUENCE, _IDENTIFIER, ("ordered", "identifier"), _CHOICES),
    _spec("associate", _SOME, _PAIR, ("multiple", "pair"), _ASSOCIABLE),
    _spec("select-point", _SOME, _POINT, ("single", "point")),
    _spec("graphic-order", _SEQUENCE, _IDENTIFIER, ("ordered", "identifier"), _HOTSPOTS),
    _spec("graphic-associate", _SOME, _PAIR, ("multiple", "pair"), _TARGET_HOTSPOTS),
    _spec("graphic-gap-match", _SOME, _DIRECTED, ("multiple", "directedPair"), _GAP_CHOICES, _TARGET_HOTSPOTS),
    _spec("hotspot", _SOME, _IDENTIFIER, ("single", "identifier"), _HOTSPOTS),
    _spec("hottext", _SOME, _IDENTIFIER, ("single", "identifier"), ("qti-hottext",)),
    _spec(
        "slider",
        _ONE,
        frozenset({"integer", "float"}),
        ("single", "integer"),
        required=("lower-bound", "upper-bound"),
    ),
    _spec("drawing", _ONE, frozenset({"file"}), ("single", "file")),
    _spec("media", _ONE, frozenset({"integer"}), ("single", "integer"), required=("autostart",)),
    _spec("upload", _ONE, frozenset({"file"}), ("single", "file")),
    _spec("gap-match", _SOME, _DIRECTED, ("multiple", "directedPair"), _GAP_CHOICES, ("qti-gap",)),
    _spec("position-object", _SOME, _POINT, ("single", "point")),
    _spec("end-attempt", _ONE, frozenset({"boolean"}), ("single", "boolean"), inline=True, required=("title",)),
    _spec(
        "portable-custom",
        _ANY,
        _ALL_TYPES,
        ("single", "string"),
        required=("custom-interaction-type-identifier",),
    ),
    _spec("custom", _ANY, _ALL_TYPES, ("single", "string")),
)

INTERACTIONS: Final = {spec.element: spec for spec in _INTERACTIONS}
INTERACTION_TYPES: Final = {spec.type: spec for spec in _INTERACTIONS}

# The types that the platform lists, in its order.
PLATFORM_TYPES: Final = tuple(spec.type for spec in _INTERACTIONS[:17])

# Response-processing templates are identified by the last segment of their address. The rest of the address differs
# between QTI 2.0, QTI 3.0 and the platform.
MATCH_CORRECT: Final = "match_correct"
MAP_RESPONSE: Final = "map_response"


def template_name(address: str) -> str:
    """Return the name of a template by its address: ``.../rptemplates/match_correct.xml`` is ``match_correct``."""
    return address.strip().rstrip("/").rsplit("/", 1)[-1].removesuffix(".xml")

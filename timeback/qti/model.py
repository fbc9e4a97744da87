"""Data classes for items, tests and stimuli.

Every object keeps all attributes of its element in `attributes`, unchanged, and a document keeps its `source`, so no
content is lost. Markup is a string in which QTI elements have no prefix.

Source: QTI 3.0 Assessment, Section and Item Information Model, "AssessmentItem", "AssessmentTest" and
"AssessmentStimulus".
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Map
from typing import Literal, TypeAlias

from attrs import field, frozen

from timeback.qti.encoding import decode

_Attributes: TypeAlias = Map[str, str]


@frozen(kw_only=True)
class Node:
    """A rule or an expression of response processing, template processing or outcome processing."""

    name: str
    attributes: _Attributes = field(factory=dict, repr=False)
    children: tuple[Node, ...] = ()
    text: str = ""
    line: int | None = field(default=None, repr=False, eq=False)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all its descendants, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@frozen(kw_only=True)
class DeclaredValue:
    """``qti-value``: a value in a declaration. `field_identifier` and `base_type` are set for values in a record."""

    text: str
    field_identifier: str | None = None
    base_type: str | None = None


@frozen(kw_only=True)
class MapEntry:
    """``qti-map-entry``: the score for one value of the response."""

    key: str
    value: float
    case_sensitive: bool = False


@frozen(kw_only=True)
class Mapping:
    """``qti-mapping``: the scores for the values of a response, for ``map_response``."""

    entries: tuple[MapEntry, ...] = ()
    default_value: float = 0.0
    lower_bound: float | None = None
    upper_bound: float | None = None


@frozen(kw_only=True)
class AreaMapEntry:
    """``qti-area-map-entry``: the score for a point in one area."""

    shape: str
    coords: str
    value: float


@frozen(kw_only=True)
class AreaMapping:
    """``qti-area-mapping``: the scores for the points of a response, for ``map_response_point``."""

    entries: tuple[AreaMapEntry, ...] = ()
    default_value: float = 0.0
    lower_bound: float | None = None
    upper_bound: float | None = None


@frozen(kw_only=True)
class LookupTable:
    """``qti-match-table`` or ``qti-interpolation-table``: rows of source and target, in the order of the document.

    `include` holds, for each row of an interpolation table, whether the source value itself belongs to the row.
    """

    kind: Literal["match", "interpolation"]
    rows: tuple[tuple[float, str], ...] = ()
    include: tuple[bool, ...] = ()
    default_value: str | None = None


@frozen(kw_only=True)
class Declaration:
    """Common fields of all variable declarations."""

    identifier: str
    cardinality: str
    base_type: str | None = None
    default_value: tuple[DeclaredValue, ...] | None = None
    attributes: _Attributes = field(factory=dict, repr=False)
    line: int | None = field(default=None, repr=False, eq=False)


@frozen(kw_only=True)
class ResponseDeclaration(Declaration):
    """``qti-response-declaration``: a variable that holds a response."""

    correct_response: tuple[DeclaredValue, ...] | None = None
    mapping: Mapping | None = None
    area_mapping: AreaMapping | None = None


@frozen(kw_only=True)
class OutcomeDeclaration(Declaration):
    """``qti-outcome-declaration``: a variable that response processing sets."""

    normal_maximum: float | None = None
    normal_minimum: float | None = None
    table: LookupTable | None = None


@frozen(kw_only=True)
class TemplateDeclaration(Declaration):
    """``qti-template-declaration``: a variable whose value differs between clones of an item."""


@frozen(kw_only=True)
class Feedback:
    """Feedback that depends on an outcome: modal, inline in the body, or a block in the body."""

    kind: Literal["modal", "inline", "block"]
    outcome_identifier: str
    identifier: str
    show_hide: str = "show"
    title: str | None = None
    content: str = field(default="", repr=False)
    attributes: _Attributes = field(factory=dict, repr=False)
    line: int | None = field(default=None, repr=False, eq=False)


@frozen(kw_only=True)
class Choice:
    """A choice or a target of an interaction: a simple choice, a hotspot, a gap, ...

    `content` is its markup without the feedback, which is in `feedback`.
    """

    identifier: str
    element: str
    content: str = field(default="", repr=False)
    fixed: bool = False
    match_max: int | None = None
    match_min: int | None = None
    feedback: tuple[Feedback, ...] = ()
    attributes: _Attributes = field(factory=dict, repr=False)
    line: int | None = field(default=None, repr=False, eq=False)


@frozen(kw_only=True)
class Interaction:
    """An interaction, with which a candidate responds.

    Attributes:
        type: ``choice``, ``text-entry``, ...: the name of the element without ``qti-`` and ``-interaction``.
        prompt: markup of the prompt, or None.
        choices: the choices; for a match interaction, its first set.
        targets: the targets of choices: the second set of a match interaction, gaps, or hotspots of a gap match.
        max_choices, min_choices: the limits on choices, or on associations if responses are pairs; None if the
            document does not set them. A maximum of 0 means no limit.
        markup: the content of the element.
    """

    type: str
    element: str
    response_identifier: str
    prompt: str | None = field(default=None, repr=False)
    choices: tuple[Choice, ...] = ()
    targets: tuple[Choice, ...] = ()
    shuffle: bool = False
    max_choices: int | None = None
    min_choices: int | None = None
    attributes: _Attributes = field(factory=dict, repr=False)
    markup: str = field(default="", repr=False)
    line: int | None = field(default=None, repr=False, eq=False)


@frozen(kw_only=True)
class StimulusRef:
    """``qti-assessment-stimulus-ref``: a reference from an item to a stimulus."""

    identifier: str
    href: str = ""
    title: str | None = None


@frozen(kw_only=True)
class RubricBlock:
    """``qti-rubric-block``: content for candidates, scorers, proctors, ..."""

    view: tuple[str, ...]
    use: str | None = None
    content: str = field(default="", repr=False)


@frozen(kw_only=True)
class Processing:
    """``qti-response-processing``, ``qti-template-processing`` or ``qti-outcome-processing``."""

    rules: tuple[Node, ...] = ()
    template: str | None = None


@frozen(kw_only=True)
class Document:
    """Common fields of items, tests and stimuli.

    `source` is the unchanged document, as str or bytes. `xml` is the same document as str.
    """

    identifier: str
    title: str
    attributes: _Attributes = field(factory=dict, repr=False)
    source: str | bytes = field(repr=False)

    @property
    def xml(self) -> str:
        """The document as str."""
        return self.source if isinstance(self.source, str) else decode(self.source)


@frozen(kw_only=True)
class AssessmentItem(Document):
    """``qti-assessment-item``: a question with its interactions and scoring.

    Attributes:
        body: markup of the item body.
        text: text of the item body, without markup.
    """

    label: str | None = None
    language: str | None = None
    adaptive: bool = False
    time_dependent: bool = False
    response_declarations: tuple[ResponseDeclaration, ...] = ()
    outcome_declarations: tuple[OutcomeDeclaration, ...] = ()
    template_declarations: tuple[TemplateDeclaration, ...] = ()
    stimulus_refs: tuple[StimulusRef, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    body: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    rubric_blocks: tuple[RubricBlock, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    template_processing: Processing | None = field(default=None, repr=False)
    response_processing: Processing | None = field(default=None, repr=False)

    def response(self, identifier: str) -> ResponseDeclaration | None:
        """Return the declaration of a response variable, or None."""
        return next((each for each in self.response_declarations if each.identifier == identifier), None)

    def outcome(self, identifier: str) -> OutcomeDeclaration | None:
        """Return the declaration of an outcome variable, or None."""
        return next((each for each in self.outcome_declarations if each.identifier == identifier), None)


@frozen(kw_only=True)
class Stimulus(Document):
    """``qti-assessment-stimulus``: material that several items share."""

    label: str | None = None
    language: str | None = None
    body: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    stylesheets: tuple[_Attributes, ...] = ()


@frozen(kw_only=True)
class ItemRef:
    """``qti-assessment-item-ref``: a reference from a section to an item."""

    identifier: str
    href: str = ""
    required: bool = False
    fixed: bool = False
    category: tuple[str, ...] = ()
    weights: Map[str, float] = field(factory=dict, repr=False)
    variable_mappings: Map[str, str] = field(factory=dict, repr=False)
    pre_conditions: tuple[Node, ...] = ()
    branch_rules: tuple[Node, ...] = ()
    session_control: _Attributes = field(factory=dict, repr=False)
    time_limits: _Attributes = field(factory=dict, repr=False)
    attributes: _Attributes = field(factory=dict, repr=False)


@frozen(kw_only=True)
class SectionRef:
    """``qti-assessment-section-ref``: a reference to a section in a separate document."""

    identifier: str
    href: str = ""
    attributes: _Attributes = field(factory=dict, repr=False)


@frozen(kw_only=True)
class Section:
    """``qti-assessment-section``: a group of items and sections, in the order of the document.

    Attributes:
        select: the number of children to select, or None for all.
        shuffle: whether to shuffle the order of the children.
    """

    identifier: str
    title: str = ""
    visible: bool = True
    required: bool = False
    fixed: bool = False
    keep_together: bool = True
    select: int | None = None
    with_replacement: bool = False
    shuffle: bool = False
    children: tuple[Section | ItemRef | SectionRef, ...] = ()
    rubric_blocks: tuple[RubricBlock, ...] = ()
    pre_conditions: tuple[Node, ...] = ()
    branch_rules: tuple[Node, ...] = ()
    session_control: _Attributes = field(factory=dict, repr=False)
    time_limits: _Attributes = field(factory=dict, repr=False)
    attributes: _Attributes = field(factory=dict, repr=False)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The direct child sections."""
        return tuple(child for child in self.children if isinstance(child, Section))

    def item_refs(self) -> Iterator[ItemRef]:
        """Yield the item references of this section and its descendants, in document order."""
        for child in self.children:
            if isinstance(child, ItemRef):
                yield child
            elif isinstance(child, Section):
                yield from child.item_refs()


@frozen(kw_only=True)
class TestPart:
    """``qti-test-part``: a part of a test with its own navigation mode and submission mode."""

    __test__ = False

    identifier: str
    navigation_mode: str = ""
    submission_mode: str = ""
    sections: tuple[Section | SectionRef, ...] = ()
    rubric_blocks: tuple[RubricBlock, ...] = ()
    pre_conditions: tuple[Node, ...] = ()
    branch_rules: tuple[Node, ...] = ()
    session_control: _Attributes = field(factory=dict, repr=False)
    time_limits: _Attributes = field(factory=dict, repr=False)
    attributes: _Attributes = field(factory=dict, repr=False)

    def item_refs(self) -> Iterator[ItemRef]:
        """Yield the item references of all sections of this part, in document order."""
        for section in self.sections:
            if isinstance(section, Section):
                yield from section.item_refs()


@frozen(kw_only=True)
class AssessmentTest(Document):
    """``qti-assessment-test``: test parts with sections, which refer to items."""

    tool_name: str | None = None
    tool_version: str | None = None
    outcome_declarations: tuple[OutcomeDeclaration, ...] = ()
    parts: tuple[TestPart, ...] = ()
    rubric_blocks: tuple[RubricBlock, ...] = ()
    time_limits: _Attributes = field(factory=dict, repr=False)
    outcome_processing: Processing | None = field(default=None, repr=False)

    def item_refs(self) -> Iterator[ItemRef]:
        """Yield all item references of the test, in document order."""
        for part in self.parts:
            yield from part.item_refs()

"""Items, tests and stimuli as plain objects.

Every object keeps all attributes of its element under `attributes`, as they were written, and a document keeps its
`source`, so nothing that has no place here is lost. Markup is a string in which QTI's elements have no prefix.

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
    """An element of response processing, template processing or outcome processing: a rule or an expression."""

    name: str
    attributes: _Attributes = field(factory=dict, repr=False)
    children: tuple[Node, ...] = ()
    text: str = ""
    line: int | None = field(default=None, repr=False, eq=False)

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@frozen(kw_only=True)
class DeclaredValue:
    """A ``qti-value``; the field and the base type are those of a value in a record."""

    text: str
    field_identifier: str | None = None
    base_type: str | None = None


@frozen(kw_only=True)
class MapEntry:
    """``qti-map-entry``: what one value of the response is worth."""

    key: str
    value: float
    case_sensitive: bool = False


@frozen(kw_only=True)
class Mapping:
    """``qti-mapping``: what the values of a response are worth, for ``map_response``."""

    entries: tuple[MapEntry, ...] = ()
    default_value: float = 0.0
    lower_bound: float | None = None
    upper_bound: float | None = None


@frozen(kw_only=True)
class AreaMapEntry:
    """``qti-area-map-entry``: what a point in one area is worth."""

    shape: str
    coords: str
    value: float


@frozen(kw_only=True)
class AreaMapping:
    """``qti-area-mapping``: what the points of a response are worth, for ``map_response_point``."""

    entries: tuple[AreaMapEntry, ...] = ()
    default_value: float = 0.0
    lower_bound: float | None = None
    upper_bound: float | None = None


@frozen(kw_only=True)
class LookupTable:
    """``qti-match-table`` or ``qti-interpolation-table``: rows of source and target, in the order of the document.

    `include` says, for each row of an interpolation table, whether its source itself belongs to it.
    """

    kind: Literal["match", "interpolation"]
    rows: tuple[tuple[float, str], ...] = ()
    include: tuple[bool, ...] = ()
    default_value: str | None = None


@frozen(kw_only=True)
class Declaration:
    """What all declared variables have."""

    identifier: str
    cardinality: str
    base_type: str | None = None
    default_value: tuple[DeclaredValue, ...] | None = None
    attributes: _Attributes = field(factory=dict, repr=False)
    line: int | None = field(default=None, repr=False, eq=False)


@frozen(kw_only=True)
class ResponseDeclaration(Declaration):
    """``qti-response-declaration``: a variable that holds an answer."""

    correct_response: tuple[DeclaredValue, ...] | None = None
    mapping: Mapping | None = None
    area_mapping: AreaMapping | None = None


@frozen(kw_only=True)
class OutcomeDeclaration(Declaration):
    """``qti-outcome-declaration``: a variable that scoring fills."""

    normal_maximum: float | None = None
    normal_minimum: float | None = None
    table: LookupTable | None = None


@frozen(kw_only=True)
class TemplateDeclaration(Declaration):
    """``qti-template-declaration``: a variable that makes one copy of an item differ from another."""


@frozen(kw_only=True)
class Feedback:
    """Feedback that depends on an outcome: modal, or inline or as a block in the body."""

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
    """Something to choose, or to put a choice on: a simple choice, a hotspot, a gap, ...

    `content` is its markup without feedback, which stands in `feedback`.
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
    """What takes an answer.

    Attributes:
        type: ``choice``, ``text-entry``, ...: the name of the element without ``qti-`` and ``-interaction``.
        prompt: markup of the prompt, or None.
        choices: what can be chosen; of a match interaction, the first set.
        targets: what choices are put on: the second set of a match interaction, gaps, hotspots of a gap match.
        max_choices, min_choices: of choices, or of associations where the interaction takes pairs; None where the
            document does not say. 0 for the maximum means no limit.
        markup: what the element holds, as markup.
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
    """``qti-assessment-stimulus-ref``: names a stimulus that an item needs."""

    identifier: str
    href: str = ""
    title: str | None = None


@frozen(kw_only=True)
class RubricBlock:
    """``qti-rubric-block``: a text for candidates, scorers, proctors, ..."""

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
    """What items, tests and stimuli have in common.

    `source` is the document as it was read, str or bytes; `xml` the same as text.
    """

    identifier: str
    title: str
    attributes: _Attributes = field(factory=dict, repr=False)
    source: str | bytes = field(repr=False)

    @property
    def xml(self) -> str:
        """The document as text."""
        return self.source if isinstance(self.source, str) else decode(self.source)


@frozen(kw_only=True)
class AssessmentItem(Document):
    """``qti-assessment-item``: a question, how it is answered, and how answers are scored.

    Attributes:
        body: markup of the item's body.
        text: the words of the body, without markup.
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
        """The declaration of a response variable, or None."""
        return next((each for each in self.response_declarations if each.identifier == identifier), None)

    def outcome(self, identifier: str) -> OutcomeDeclaration | None:
        """The declaration of an outcome variable, or None."""
        return next((each for each in self.outcome_declarations if each.identifier == identifier), None)


@frozen(kw_only=True)
class Stimulus(Document):
    """``qti-assessment-stimulus``: material that items refer to."""

    label: str | None = None
    language: str | None = None
    body: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    stylesheets: tuple[_Attributes, ...] = ()


@frozen(kw_only=True)
class ItemRef:
    """``qti-assessment-item-ref``: names an item that a section holds."""

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
    """``qti-assessment-section-ref``: names a section that stands in a document of its own."""

    identifier: str
    href: str = ""
    attributes: _Attributes = field(factory=dict, repr=False)


@frozen(kw_only=True)
class Section:
    """``qti-assessment-section``: a group of items, of sections, or of both, in the order of the document.

    Attributes:
        select: how many of the children are taken, or None for all of them.
        shuffle: whether their order is shuffled.
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
        """The sections directly in this one."""
        return tuple(child for child in self.children if isinstance(child, Section))

    def item_refs(self) -> Iterator[ItemRef]:
        """The references of this section and of those in it, in document order."""
        for child in self.children:
            if isinstance(child, ItemRef):
                yield child
            elif isinstance(child, Section):
                yield from child.item_refs()


@frozen(kw_only=True)
class TestPart:
    """``qti-test-part``: a part of a test with its own rules for moving between items and handing in answers."""

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
        """The references of all sections of this part, in document order."""
        for section in self.sections:
            if isinstance(section, Section):
                yield from section.item_refs()


@frozen(kw_only=True)
class AssessmentTest(Document):
    """``qti-assessment-test``: parts, which hold sections, which refer to items."""

    tool_name: str | None = None
    tool_version: str | None = None
    outcome_declarations: tuple[OutcomeDeclaration, ...] = ()
    parts: tuple[TestPart, ...] = ()
    rubric_blocks: tuple[RubricBlock, ...] = ()
    time_limits: _Attributes = field(factory=dict, repr=False)
    outcome_processing: Processing | None = field(default=None, repr=False)

    def item_refs(self) -> Iterator[ItemRef]:
        """All references to items, in document order."""
        for part in self.parts:
            yield from part.item_refs()

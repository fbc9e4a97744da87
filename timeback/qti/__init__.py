"""QTI 3.0: read items, tests and stimuli, score responses, and validate documents. Requires the extra ``qti`` (lxml).

    from timeback import qti

    item = qti.read(xml)
    outcome = qti.score(item, {"RESPONSE": "B"})
    outcome.score, outcome.correct, [each.content for each in outcome.feedback]

    for problem in qti.check(xml):
        print(problem)

A document keeps its unchanged XML in ``source``. ``to_json`` and ``from_json`` convert between documents and the JSON
of the platform. Untrusted documents are safe to read: no network access, no DTD, no entities, limits on size and depth.
"""

from timeback_runtime.extras import missing_package

try:
    import lxml.etree  # noqa: F401
except ModuleNotFoundError as _error:
    raise ModuleNotFoundError(missing_package("timeback.qti", "lxml", "qti"), name=_error.name) from _error

from timeback.qti.errors import QTIError, QTIUnsupportedError
from timeback.qti.json.from_json import from_json
from timeback.qti.json.to_json import part_to_json, to_json
from timeback.qti.model import (
    AreaMapEntry,
    AreaMapping,
    AssessmentItem,
    AssessmentTest,
    Choice,
    DeclaredValue,
    Document,
    Feedback,
    Interaction,
    ItemRef,
    LookupTable,
    MapEntry,
    Mapping,
    Node,
    OutcomeDeclaration,
    Processing,
    ResponseDeclaration,
    RubricBlock,
    Section,
    SectionRef,
    Stimulus,
    StimulusRef,
    TemplateDeclaration,
    TestPart,
)
from timeback.qti.processing.scoring import Outcome, score
from timeback.qti.validation.validate import Problem, check
from timeback.qti.xml.reader import read

__all__ = [
    "AreaMapEntry",
    "AreaMapping",
    "AssessmentItem",
    "AssessmentTest",
    "Choice",
    "DeclaredValue",
    "Document",
    "Feedback",
    "Interaction",
    "ItemRef",
    "LookupTable",
    "MapEntry",
    "Mapping",
    "Node",
    "Outcome",
    "OutcomeDeclaration",
    "Problem",
    "Processing",
    "QTIError",
    "QTIUnsupportedError",
    "ResponseDeclaration",
    "RubricBlock",
    "Section",
    "SectionRef",
    "Stimulus",
    "StimulusRef",
    "TemplateDeclaration",
    "TestPart",
    "check",
    "from_json",
    "part_to_json",
    "read",
    "score",
    "to_json",
]

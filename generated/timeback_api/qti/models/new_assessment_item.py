"""An assessment item to create, in JSON or as XML. Without `format` it is JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback_api.qti.models.assessment_item import AssessmentItem
from timeback_api.qti.models.assessment_item_xml import AssessmentItemXml
from timeback_runtime.model_validators import DiscriminatedUnion

if TYPE_CHECKING:
    from timeback_runtime.model import Model

NewAssessmentItem = AssessmentItem | AssessmentItemXml


def _models() -> dict[str | None, type[Model]]:
    return {"json": AssessmentItem, "xml": AssessmentItemXml, None: AssessmentItem}


NEW_ASSESSMENT_ITEM = DiscriminatedUnion("format", _models)
parse_new_assessment_item = NEW_ASSESSMENT_ITEM.parse

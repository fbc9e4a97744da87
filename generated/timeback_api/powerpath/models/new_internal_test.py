"""A test from QTI content, by the type of content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback_api.powerpath.models.new_assessment_bank import NewAssessmentBank
from timeback_api.powerpath.models.new_qti_test import NewQtiTest
from timeback_runtime.model_validators import DiscriminatedUnion

if TYPE_CHECKING:
    from timeback_runtime.model import Model

NewInternalTest = NewQtiTest | NewAssessmentBank


def _models() -> dict[str | None, type[Model]]:
    return {"qti": NewQtiTest, "assessment-bank": NewAssessmentBank}


NEW_INTERNAL_TEST = DiscriminatedUnion("testType", _models)
parse_new_internal_test = NEW_INTERNAL_TEST.parse

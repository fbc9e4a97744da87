"""Progress of a student in a lesson, by the type of the lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback_api.powerpath.models.power_path_100_progress import PowerPath100Progress
from timeback_api.powerpath.models.test_progress import TestProgress
from timeback_runtime.model_validators import DiscriminatedUnion

if TYPE_CHECKING:
    from timeback_runtime.model import Model

AssessmentProgress = PowerPath100Progress | TestProgress


def _models() -> dict[str | None, type[Model]]:
    return {
        "powerpath-100": PowerPath100Progress,
        "quiz": TestProgress,
        "test-out": TestProgress,
        "placement": TestProgress,
        "unit-test": TestProgress,
    }


ASSESSMENT_PROGRESS = DiscriminatedUnion("lessonType", _models)
parse_assessment_progress = ASSESSMENT_PROGRESS.parse

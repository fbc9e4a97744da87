"""The service ``client.qti``: one annotated attribute for each of its resources.

A new resource is a module of this package and an annotation on both classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback._resources.service import AsyncService, SyncService

if TYPE_CHECKING:
    from timeback.services.qti.assessment_items import AssessmentItems, AsyncAssessmentItems
    from timeback.services.qti.assessment_tests import AssessmentTests, AsyncAssessmentTests
    from timeback.services.qti.feedback import AsyncFeedbackCollection, FeedbackCollection
    from timeback.services.qti.stimuli import AsyncStimuli, Stimuli
    from timeback.services.qti.validation import AsyncValidation, Validation


class QTI(SyncService):
    """QTI 3: assessment items, tests and stimuli, validation, and the scoring of responses."""

    assessment_items: AssessmentItems
    assessment_tests: AssessmentTests
    feedback: FeedbackCollection
    stimuli: Stimuli
    validation: Validation


class AsyncQTI(AsyncService):
    """QTI 3: assessment items, tests and stimuli, validation, and the scoring of responses."""

    assessment_items: AsyncAssessmentItems
    assessment_tests: AsyncAssessmentTests
    feedback: AsyncFeedbackCollection
    stimuli: AsyncStimuli
    validation: AsyncValidation

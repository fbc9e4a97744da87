"""The qti service of both clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback._service import AsyncService, SyncService

if TYPE_CHECKING:
    from .assessment_items import AssessmentItems, AsyncAssessmentItems
    from .assessment_tests import AssessmentTests, AsyncAssessmentTests
    from .feedback import AsyncFeedbackCollection, FeedbackCollection
    from .stimuli import AsyncStimuli, Stimuli
    from .validation import AsyncValidation, Validation


class QTI(SyncService):
    """QTI 3: assessment items, tests and stimuli, their validation, and the judging of answers."""

    assessment_items: AssessmentItems
    assessment_tests: AssessmentTests
    feedback: FeedbackCollection
    stimuli: Stimuli
    validation: Validation


class AsyncQTI(AsyncService):
    """QTI 3: assessment items, tests and stimuli, their validation, and the judging of answers."""

    assessment_items: AsyncAssessmentItems
    assessment_tests: AsyncAssessmentTests
    feedback: AsyncFeedbackCollection
    stimuli: AsyncStimuli
    validation: AsyncValidation

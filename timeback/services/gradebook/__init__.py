"""The gradebook service of both clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback._service import AsyncService, SyncService

if TYPE_CHECKING:
    from .assessment_line_items import AssessmentLineItems, AsyncAssessmentLineItems
    from .assessment_results import AssessmentResults, AsyncAssessmentResults
    from .categories import AsyncCategories, Categories
    from .classes import AsyncClasses, Classes
    from .line_items import AsyncLineItems, LineItems
    from .results import AsyncResults, Results
    from .schools import AsyncSchools, Schools
    from .score_scales import AsyncScoreScales, ScoreScales


class Gradebook(SyncService):
    """Gradebook: what is graded, by which scale, and who got what (OneRoster 1.2)."""

    assessment_line_items: AssessmentLineItems
    assessment_results: AssessmentResults
    categories: Categories
    classes: Classes
    line_items: LineItems
    results: Results
    schools: Schools
    score_scales: ScoreScales


class AsyncGradebook(AsyncService):
    """Gradebook: what is graded, by which scale, and who got what (OneRoster 1.2)."""

    assessment_line_items: AsyncAssessmentLineItems
    assessment_results: AsyncAssessmentResults
    categories: AsyncCategories
    classes: AsyncClasses
    line_items: AsyncLineItems
    results: AsyncResults
    schools: AsyncSchools
    score_scales: AsyncScoreScales

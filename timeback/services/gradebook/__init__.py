"""The service ``client.gradebook``: one annotated attribute for each of its resources.

A new resource is a module of this package and an annotation on both classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback._resources.service import AsyncService, SyncService

if TYPE_CHECKING:
    from timeback.services.gradebook.assessment_line_items import AssessmentLineItems, AsyncAssessmentLineItems
    from timeback.services.gradebook.assessment_results import AssessmentResults, AsyncAssessmentResults
    from timeback.services.gradebook.categories import AsyncCategories, Categories
    from timeback.services.gradebook.classes import AsyncClasses, Classes
    from timeback.services.gradebook.line_items import AsyncLineItems, LineItems
    from timeback.services.gradebook.results import AsyncResults, Results
    from timeback.services.gradebook.schools import AsyncSchools, Schools
    from timeback.services.gradebook.score_scales import AsyncScoreScales, ScoreScales


class Gradebook(SyncService):
    """Gradebook: graded work, score scales and results (OneRoster 1.2)."""

    assessment_line_items: AssessmentLineItems
    assessment_results: AssessmentResults
    categories: Categories
    classes: Classes
    line_items: LineItems
    results: Results
    schools: Schools
    score_scales: ScoreScales


class AsyncGradebook(AsyncService):
    """Gradebook: graded work, score scales and results (OneRoster 1.2)."""

    assessment_line_items: AsyncAssessmentLineItems
    assessment_results: AsyncAssessmentResults
    categories: AsyncCategories
    classes: AsyncClasses
    line_items: AsyncLineItems
    results: AsyncResults
    schools: AsyncSchools
    score_scales: AsyncScoreScales

"""The PowerPath service.

How it behaves is known from published documents only in part. The rest is inferred from clients (I) or not known at
all (U), and decided here. docs/sandbox-rules.md has the whole list.

=================  ====  ==============================================================================================
first attempt      I     comes with the first progress, next question, answer, finish or assignment
open attempt       U     is what createNewAttempt answers
complete attempt   U     no answers and no next question: 422
reset              U     without an attempt 404; startedAt is null until the next answer
article            U     422 in all calls of attempts; a component resource without a lesson type is 404
questions          I     items of the QTI test (or the item) at metadata.url, and those under metadata.questions
answer             I     SCORE over the best score; right above 0; one that does not fit is 422
accuracy           I     powerpath-100: over answers, repeats among them; tests: the mean score
next question      I     new before fitting before approved; the same one until it is answered; a seed decides
scores on the way  I     not submitted; partially graded (powerpath-100, imports) or submitted (tests); fully graded
masteredUnits      U     1 where powerpath-100 earns XP, or a test has 90
unanswered         U     score 0; finishing twice changes nothing; powerpath-100 and tests of providers: 422
completion event   K     not sent, as there is no Caliper service
track course       U     the first active course of subject and grade that is no placeholder
enrolment          U     in the first class of the course; without one it fails
passed test-out    U     the course of the next grade
provider           U     the same assignment when asked twice; results come by the control
placement          I     newest finished attempt; startingGrade is the first test's, whatever RIT says; no tests: 404
reset placement    K     needs an administrator there; tokens here have no roles
screening          I     a session comes with the first read; states and results come by the control
assignment         I     in_progress at the provider or with an answer; 90 completes; DELETE cancels and keeps
unlisted lesson    I     test-out at mastery-track; not in OneRoster, whose component resources need a component
spreadsheet        U     the text that the control gave, else 400
test-out state     I     of the newest assignment for the course that is not cancelled or expired
syllabus           U     active parts; those in a deleted component go with it
plan order         U     one order for components and resources of a parent
failed operation   U     counts as applied; only a recreate tries it again
item response      I     as given; replaces the student's earlier result that is no attempt; no XP
render config      I     unknown course: 422 when it is set, 404 when it is read or removed
=================  ====  ==============================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from timeback.sandbox.operations.extensions import ServiceExtension
from timeback.sandbox.operations.requests import Handler, OperationRequest, OperationResponse
from timeback.sandbox.powerpath import (
    assignments,
    attempts,
    course_progress,
    course_tests,
    external_tests,
    placement,
    placement_data,
    plans,
    render_config,
    screening,
    syllabus,
    test_out,
)
from timeback.sandbox.powerpath.admin import PowerPathControl, powerpath_routes
from timeback.sandbox.powerpath.storage import POWERPATH_COLLECTIONS
from timeback.sandbox.storage.store import Store

__all__ = ["POWERPATH_COLLECTIONS", "PowerPathControl", "powerpath_extension"]

_Operation = Callable[[Store, OperationRequest], OperationResponse]
_OPERATIONS: Final[Mapping[str, _Operation]] = {
    **syllabus.HANDLERS,
    **plans.HANDLERS,
    **course_progress.HANDLERS,
    **attempts.HANDLERS,
    **course_tests.HANDLERS,
    **external_tests.HANDLERS,
    **placement.HANDLERS,
    **placement_data.HANDLERS,
    **screening.HANDLERS,
    **assignments.HANDLERS,
    **test_out.HANDLERS,
    **render_config.HANDLERS,
}


def powerpath_extension(store: Store) -> ServiceExtension:
    return ServiceExtension("powerpath", _handlers(store), admin_routes=partial(powerpath_routes, store))


def _handlers(store: Store) -> dict[str, Handler]:
    """The handlers by operation id. Each runs in a transaction, so an operation that fails changes nothing."""

    def in_transaction(operation: _Operation) -> Handler:
        def handle(request: OperationRequest) -> OperationResponse:
            with store.transaction():
                return operation(store, request)

        return handle

    return {name: in_transaction(operation) for name, operation in _OPERATIONS.items()}

"""The PowerPath service of the sandbox. An operation is added to the module of its subject and to its ``HANDLERS``.

The behaviour is only partly known (K) from published documents. The rest is inferred from clients (I) or unknown (U)
and decided here. docs/sandbox-rules.md has the complete list.

=================  ====  ==============================================================================================
first attempt      I     created by the first progress, next question, answer, finalization or assignment
open attempt       U     createNewAttempt returns it
complete attempt   U     answers and next questions are rejected: 422
reset              U     404 without an attempt; startedAt is null until the next answer
article            U     422 in all attempt operations; a component resource without a lesson type is 404
questions          I     items of the QTI test (or the item) at metadata.url, and those in metadata.questions
answer             I     SCORE divided by the maximum; correct if above 0; an invalid response is 422
accuracy           I     powerpath-100: share of correct answers, including repeats; tests: the mean score
next question      I     new, then suitable, then approved ones; unchanged until it is answered; seeded choice
score status       I     not submitted; partially graded (powerpath-100, imports) or submitted (tests); fully graded
masteredUnits      U     1 if powerpath-100 earns XP, or a test scores at least 90
unanswered         U     score 0; a second finalization changes nothing; powerpath-100 and provider tests: 422
completion event   K     not sent, since the sandbox has no Caliper service
track course       U     the first active course of subject and grade that is not a placeholder
enrollment         U     in the first class of the course; fails without a class
passed test-out    U     enrollment in the course of the next grade
provider           U     a repeated request returns the same assignment; results come from the admin routes
placement          I     newest finished attempt; startingGrade is that of the first test; 404 without tests
reset placement    K     the platform requires an administrator; tokens of the sandbox have no roles
screening          I     the first read creates a session; states and results come from the admin routes
assignment         I     in_progress at the provider or after an answer; 90 completes; DELETE sets cancelled
unlisted lesson    I     test-out at mastery-track; not in OneRoster, as component resources need a component
spreadsheet        U     text from the admin routes, else 400
test-out state     I     of the newest assignment for the course that is not cancelled or expired
syllabus           U     active parts; a deleted component removes the parts in it
plan order         U     components and resources of a parent share one order
failed operation   U     counts as applied; only a recreate repeats it
item response      I     stored as sent; replaces the earlier result of the student that is not an attempt; no XP
render config      I     unknown course: 422 on upsert, 404 on read and delete
=================  ====  ==============================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from timeback.sandbox.operations.extensions import ServiceExtension, StoreOperation, handlers_in_transactions
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

_OPERATIONS: Final[Mapping[str, StoreOperation]] = {
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
    return ServiceExtension(
        "powerpath", handlers_in_transactions(store, _OPERATIONS), admin_routes=partial(powerpath_routes, store)
    )

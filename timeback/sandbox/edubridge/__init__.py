"""The EduBridge service of the sandbox: enrollment by course, analytics, subject tracks and reports.

docs/sandbox-rules.md lists the rules that the documents leave open. In short: a course has one class for each school
and school year, which is created when it is needed; analytics are computed from stored events and results at each
request; what the platform gets from other systems comes from ``EduBridgeControl``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from timeback.sandbox.edubridge import analytics, applications, enrollments, learning_reports, tracks, users
from timeback.sandbox.edubridge.admin import EduBridgeControl, edubridge_routes
from timeback.sandbox.edubridge.storage import EDUBRIDGE_COLLECTIONS
from timeback.sandbox.operations.extensions import ServiceExtension, StoreOperation, handlers_in_transactions
from timeback.sandbox.storage.store import Store

__all__ = ["EDUBRIDGE_COLLECTIONS", "EduBridgeControl", "edubridge_extension"]

_OPERATIONS: Final[Mapping[str, StoreOperation]] = {
    **enrollments.HANDLERS,
    **analytics.HANDLERS,
    **applications.HANDLERS,
    **tracks.HANDLERS,
    **learning_reports.HANDLERS,
    **users.HANDLERS,
}


def edubridge_extension(store: Store) -> ServiceExtension:
    return ServiceExtension(
        "edubridge", handlers_in_transactions(store, _OPERATIONS), admin_routes=partial(edubridge_routes, store)
    )

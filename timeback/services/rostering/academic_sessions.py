"""Methods of ``client.rostering.academic_sessions``."""

from timeback._resources.collection import Collection
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.resource import AsyncResource, SyncResource
from timeback_api.rostering.api.academic_sessions import (
    delete_academic_session,
    get_academic_session,
    get_all_academic_sessions,
    patch_academic_session,
    post_academic_session,
    put_academic_session,
)
from timeback_api.rostering.models import AcademicSession


class _AcademicSessions(Collection[AcademicSession]):
    """Academic sessions of every type: school years, semesters, terms and grading periods."""

    _names = ("academic_session", "academic_sessions")

    list_academic_sessions = listing(get_all_academic_sessions)
    iter_academic_sessions = iterating(get_all_academic_sessions)
    get_academic_session = operation(get_academic_session)
    create_academic_session = operation(post_academic_session)
    update_academic_session = operation(put_academic_session)
    patch_academic_session = operation(patch_academic_session)
    delete_academic_session = operation(delete_academic_session)


class AcademicSessions(_AcademicSessions, SyncResource):
    __doc__ = _AcademicSessions.__doc__


class AsyncAcademicSessions(_AcademicSessions, AsyncResource):
    __doc__ = _AcademicSessions.__doc__

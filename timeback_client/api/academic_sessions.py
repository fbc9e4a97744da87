"""Academic sessions."""

from timeback_api.rostering.api.academic_sessions import (
    delete_academic_session,
    get_academic_session,
    get_all_academic_sessions,
    post_academic_session,
    put_academic_session,
)
from timeback_client._calls import LIST, call
from timeback_client.core.client import API
from timeback_client.models.academic_session import AcademicSession


class AcademicSessionsAPI(API):
    """Methods on academic sessions."""

    create_academic_session = call(post_academic_session, "session", model=AcademicSession)
    get_academic_session = call(get_academic_session, "session_id | fields")
    update_academic_session = call(put_academic_session, "session_id session", model=AcademicSession)
    delete_academic_session = call(delete_academic_session, "session_id")
    list_academic_sessions = call(get_all_academic_sessions, f"| {LIST}")

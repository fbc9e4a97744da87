"""Subject tracks: the course of a subject and grade, for one organisation or for all, and their groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from timeback.sandbox.edubridge.storage import TRACKS, invalid
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.extensions import StoreOperation
from timeback.sandbox.operations.objects import active_object, new_id
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["HANDLERS"]


def _tracks(store: Store) -> list[StoredObject]:
    """The tracks whose courses exist."""
    return [each for each in store.all(TRACKS) if active_object(store, "courses", each["courseId"]) is not None]


def _view(store: Store, track: StoredObject) -> StoredObject:
    org = active_object(store, "orgs", track["org"])
    course = store.get("courses", track["courseId"])
    names = {"id": track["sourcedId"], "grade": track["grade"], "subject": track["subject"]}
    return {**names, "course": course, "org": org}


def _check(store: Store, request: OperationRequest, course: str, orgs: Iterable[str], place: str) -> None:
    """Raise an error if the course or an organisation does not exist."""
    if active_object(store, "courses", course) is None:
        raise invalid(request, "courseId", f"there is no {course} in courses")
    for org in orgs:
        if active_object(store, "orgs", org) is None:
            raise invalid(request, place, f"there is no {org} in orgs")


def _same(store: Store, subject: str, grade: str, org: str | None) -> StoredObject | None:
    """The track of this combination, of which there is at most one."""
    return next(
        (each for each in store.all(TRACKS) if (each["subject"], each["grade"], each["org"]) == (subject, grade, org)),
        None,
    )


def _put(store: Store, subject: str, grade: str, course: str, org: str | None) -> StoredObject:
    same = _same(store, subject, grade, org)
    return store.put(
        TRACKS,
        {
            "sourcedId": same["sourcedId"] if same is not None else new_id(),
            "subject": subject,
            "grade": grade,
            "courseId": course,
            "org": org,
        },
    )


def _list(store: Store, request: OperationRequest) -> OperationResponse:
    return request.json_response({"subjectTrack": [_view(store, each) for each in _tracks(store)]})


def _upsert(store: Store, request: OperationRequest) -> OperationResponse:
    given = request.body or {}
    org = given.get("orgSourcedId")
    _check(store, request, given["courseId"], [] if org is None else [org], "orgSourcedId")
    track = _put(store, given["subject"], given["grade"], given["courseId"], org)
    return request.json_response({"subjectTrack": _view(store, track)})


def _delete(store: Store, request: OperationRequest) -> OperationResponse:
    if not store.remove(TRACKS, request.path["trackId"]):
        raise ApiError(404, "trackId: there is no subject track with this id.")
    return request.json_response({"data": None})


# Groups


def _key(track: StoredObject) -> tuple[str, str, str, bool]:
    return track["subject"], track["grade"], track["courseId"], track["org"] is None


def _group(store: Store, subject: str, grade: str, course: str, *, is_global: bool) -> list[StoredObject]:
    """The tracks of a group.

    Raises:
        ApiError: 404; there is no such group.
    """
    found = [each for each in store.all(TRACKS) if _key(each) == (subject, grade, course, is_global)]
    if not found:
        raise ApiError(404, "subject: there is no group with this subject, grade, course and isGlobal.")
    return found


def _list_groups(store: Store, request: OperationRequest) -> OperationResponse:
    groups: dict[tuple[str, str, str, bool], list[StoredObject]] = {}
    for each in _tracks(store):
        groups.setdefault(_key(each), []).append(_view(store, each))
    names = ("subject", "grade", "courseId", "isGlobal")
    found = [{"key": dict(zip(names, key, strict=True)), "tracks": tracks} for key, tracks in groups.items()]
    return request.json_response({"groups": found})


def _targets(given: Mapping[str, Any]) -> list[str | None]:
    """The organisations of the tracks of a group; None for a global one."""
    return list(dict.fromkeys(given.get("orgSourcedIds") or ())) or [None]


def _create_group(store: Store, request: OperationRequest) -> OperationResponse:
    given = request.body or {}
    orgs = _targets(given)
    _check(store, request, given["courseId"], [org for org in orgs if org is not None], "orgSourcedIds")
    _fail_if_taken(store, request, given, orgs)
    for org in orgs:
        _put(store, given["subject"], given["grade"], given["courseId"], org)
    return OperationResponse(request.operation.status)


def _fail_if_taken(
    store: Store, request: OperationRequest, given: Mapping[str, Any], orgs: Iterable[str | None]
) -> None:
    for org in orgs:
        if _same(store, given["subject"], given["grade"], org) is not None:
            where = "there is a global track" if org is None else f"{org} has a track"
            raise invalid(request, "orgSourcedIds", f"{where} of this subject and grade already")


def _replace_group(store: Store, request: OperationRequest) -> OperationResponse:
    given = request.body or {}
    is_global = given["isGlobal"]
    orgs = [None] if is_global else _targets(given)
    if is_global and given.get("orgSourcedIds"):
        raise invalid(request, "orgSourcedIds", "must be empty, since the group is global")
    if orgs == [None] and not is_global:
        raise invalid(request, "orgSourcedIds", "must not be empty, since the group is not global")
    old = _group(store, given["subject"], given["grade"], given["currentCourseId"], is_global=is_global)
    _check(store, request, given["courseId"], [org for org in orgs if org is not None], "orgSourcedIds")
    for track in old:
        store.remove(TRACKS, track["sourcedId"])
    if given.get("strategy") == "fail":
        _fail_if_taken(store, request, given, orgs)
    for org in orgs:
        _put(store, given["subject"], given["grade"], given["courseId"], org)
    return OperationResponse(request.operation.status)


def _delete_group(store: Store, request: OperationRequest) -> OperationResponse:
    given = request.body or {}
    for track in _group(store, given["subject"], given["grade"], given["courseId"], is_global=given["isGlobal"]):
        store.remove(TRACKS, track["sourcedId"])
    return OperationResponse(request.operation.status)


HANDLERS: Final[Mapping[str, StoreOperation]] = {
    "listSubjectTracks": _list,
    "upsertSubjectTrack": _upsert,
    "deleteSubjectTrack": _delete,
    "listTrackGroups": _list_groups,
    "createTrackGroup": _create_group,
    "replaceTrackGroup": _replace_group,
    "deleteTrackGroup": _delete_group,
}

"""The operations of the service for Caliper events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.events.jobs import add_job, job_view
from timeback.sandbox.events.storage import JOBS, find_events
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.spec.comparable import Comparable, instant
from timeback.sandbox.storage.store import Store

__all__ = ["HANDLERS"]

_PAGE: Final = 100
_FILTERS: Final = ("sensor", "actorId", "actorEmail")
_TIMES: Final = (("startDate", ">="), ("endDate", "<="))


def _send(store: Store, request: OperationRequest) -> OperationResponse:
    job_id = add_job(store, request.body or {})
    return request.json_response({"status": "success", "message": "The events are queued.", "jobId": job_id})


def _validate(_: Store, request: OperationRequest) -> OperationResponse:
    return request.json_response({"status": "success", "message": "The envelope is valid."})


def _list(store: Store, request: OperationRequest) -> OperationResponse:
    limit, offset = request.integer("limit", _PAGE), request.integer("offset", 0)
    conditions: list[tuple[str, str, Comparable]] = [
        (name, "=", value) for name in _FILTERS if (value := request.parameter(name)) is not None
    ]
    for name, operator in _TIMES:
        if (text := request.parameter(name)) is not None:
            if (moment := instant(text)) is None:
                raise ApiError(400, f"{name}: must be a date or time in ISO 8601 form.")
            conditions.append(("eventTime", operator, moment))
    total, events = find_events(store, conditions, limit=limit, offset=offset)
    pagination = {
        "total": total,
        "totalPages": -(-total // limit),
        "currentPage": offset // limit + 1,
        "limit": limit,
    }
    return request.json_response({"status": "success", "events": events, "pagination": pagination})


def _get(store: Store, request: OperationRequest) -> OperationResponse:
    _, found = find_events(store, [("externalId", "=", request.path["externalId"])], limit=1)
    if not found:
        raise ApiError(404, "externalId: there is no event with this id.")
    return request.json_response({"status": "success", "event": found[0]})


def _job(store: Store, request: OperationRequest) -> OperationResponse:
    job = store.get(JOBS, request.path["jobId"])
    if job is None:
        raise ApiError(404, "jobId: there is no job with this id.")
    return request.json_response({"job": job_view(job)})


HANDLERS: Final[Mapping[str, Callable[[Store, OperationRequest], OperationResponse]]] = {
    "sendEnvelope": _send,
    "validateEnvelope": _validate,
    "listEvents": _list,
    "getEvent": _get,
    "getJob": _job,
}

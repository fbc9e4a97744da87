"""Requests for operations of the older client that the platform's specifications do not contain."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE as POWERPATH
from timeback_api.resources._package import PACKAGE as RESOURCES
from timeback_runtime import encoding
from timeback_runtime.messages import Operation, Package, Request

EDUBRIDGE = Package("edubridge", "api", "/edubridge")


def request(
    package: Package,
    method: str,
    template: str,
    *ids: str,
    body: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
) -> Request[Any]:
    """Build a request from a path template, whose parameters are replaced by the ids in order."""
    parts = template.split("/")
    remaining = iter(ids)
    path = "/".join(
        encoding.path_segment(part.strip("{}"), next(remaining)) if part.startswith("{") else part for part in parts
    )
    return Request(
        Operation(package, f"{method} {template}", method, template, {}),
        path,
        query=tuple((name, str(value)) for name, value in (query or {}).items() if value is not None),
        content=None if body is None else json.dumps(body).encode(),
        content_type=None if body is None else "application/json",
    )


def list_applications(**query: Any) -> Request[Any]:
    return request(EDUBRIDGE, "GET", "/applications/", query=query)


def list_subject_tracks(**query: Any) -> Request[Any]:
    return request(EDUBRIDGE, "GET", "/subject-track/", query=query)


def reset_progress(user_id: str, course_id: str) -> Request[Any]:
    return request(EDUBRIDGE, "DELETE", "/enrollments/resetProgress/{userId}/{courseId}", user_id, course_id)


def assign_resource_to_course(course_id: str, resource_id: str) -> Request[Any]:
    body = {"resource": {"sourcedId": resource_id}}
    return request(RESOURCES, "POST", "/resources/courses/{courseSourcedId}/resources", course_id, body=body)


def delete_lesson_plan(lesson_plan_id: str) -> Request[Any]:
    return request(POWERPATH, "DELETE", "/lessonPlans/{lessonPlanId}", lesson_plan_id)


def update_lesson_plan_item(item_id: str, body: Mapping[str, Any]) -> Request[Any]:
    return request(POWERPATH, "PATCH", "/lessonPlans/items/{itemId}", item_id, body=body)

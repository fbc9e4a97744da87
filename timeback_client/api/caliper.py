"""Caliper events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from timeback_api.events.api.events import list_events, send_envelope, validate_envelope
from timeback_client._calls import call, entity
from timeback_client.core.client import API
from timeback_client.models.caliper import TimebackTimeSpentEvent


class CaliperAPI(API):
    """Methods on events."""

    _service = "caliper"
    _address = "caliper_api_url"

    _send = call(send_envelope, "envelope")
    _validate = call(validate_envelope, "envelope")
    # The platform's specifications have no sort and no time zone. Both are sent, like the dates, as they are given.
    _list = call(list_events, "| limit offset sensor actorId:actor_id actorEmail:actor_email", extra=True)

    def send_event(self, envelope: Mapping[str, Any]) -> Any:
        """Send an envelope with events, as dictionaries or models. Events without an id get a new one.

        A request that the server perhaps received is not sent again.
        """
        return self._send(_completed(envelope))

    def validate_event(self, envelope: Mapping[str, Any]) -> Any:
        """Check an envelope without storing its events. An invalid envelope raises an HTTPError with the reasons."""
        return self._validate(_completed(envelope))

    def list_events(
        self,
        limit: int | None = None,
        offset: int | None = None,
        sensor: str | None = None,
        startDate: str | None = None,  # noqa: N803 - the older client's names
        endDate: str | None = None,  # noqa: N803
        actorId: str | None = None,  # noqa: N803
        actorEmail: str | None = None,  # noqa: N803
        sort: str | None = None,
        orderBy: str | None = None,  # noqa: N803
        timezone: str | None = None,
    ) -> Any:
        """Fetch a page of events."""
        extra = {
            "startDate": startDate or None,
            "endDate": endDate or None,
            "sort": sort or None,
            "orderBy": orderBy or None,
            "timezone": timezone or None,
        }
        return self._list(limit, offset, sensor, actorId, actorEmail, **extra)

    def get_user_xp_events(
        self,
        user_email: str,
        start_date: str,
        end_date: str,
        *,
        limit: int = 1000,
        offset: int = 0,
        sensor: str | None = None,
        course_id: str | None = None,
    ) -> list[Any]:
        """Fetch the events of one page that earned a person XP.

        Args:
            user_email: the e-mail address in the actor of the events.
            start_date, end_date: times in ISO 8601 form.
            limit, offset: the page of events, before those without XP are left out.
            sensor: IRI of the sending application. Default: all.
            course_id: sourcedId of a course. Default: all.
        """
        reply = self.list_events(limit, offset, sensor, start_date, end_date, actorEmail=user_email)
        return [
            event
            for event in reply.get("events") or ()
            if event.get("type") == "ActivityEvent"
            and _earned_xp(event) > 0
            and (not course_id or _course_id(event) == course_id)
        ]


def _completed(envelope: Any) -> Any:
    """Return a copy of an envelope whose events have the ids that the platform requires.

    In the models of the older client these ids are optional, and properties without a value are null, which the
    platform refuses.
    """
    body = entity(envelope)
    if not isinstance(body, dict) or not isinstance(body.get("data"), list):
        return body
    return {**body, "data": [_completed_item(item) for item in body["data"]]}


def _completed_item(item: Any) -> Any:
    if not isinstance(item, dict) or "action" not in item:
        # An entity, or something that the server refuses.
        return item
    if item.get("type") == "TimeSpentEvent":
        item = TimebackTimeSpentEvent.from_reply(item)._body()
        for part in ("object", "generated"):
            if isinstance(item.get(part), dict):
                item[part] = {**item[part], "id": item[part].get("id") or _new_iri()}
    return {**item, "id": item.get("id") or _new_iri()}


def _new_iri() -> str:
    return f"urn:uuid:{uuid4()}"


def _earned_xp(event: Mapping[str, Any]) -> float:
    return sum(
        float(metric["value"])
        for metric in _metrics(event)
        if metric.get("type") == "xpEarned" and isinstance(metric.get("value"), int | float)
    )


def _metrics(event: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    generated = event.get("generated")
    items = generated.get("items") if isinstance(generated, Mapping) else None
    return (each for each in items or () if isinstance(each, Mapping))


def _course_id(event: Mapping[str, Any]) -> str | None:
    """Return the sourcedId of the event's course, which is the last part of its IRI."""
    activity = event.get("object")
    course = activity.get("course") if isinstance(activity, Mapping) else None
    iri = course.get("id") if isinstance(course, Mapping) else course
    return iri.rstrip("/").rpartition("/")[2] if isinstance(iri, str) else None

"""What all events have in common: id, time, actor and activity, and their IRIs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from attrs import field, frozen

from timeback.events.checks import check_event_id, check_extensions, check_time, check_type, invalid
from timeback.events.entities import Activity, Actor
from timeback.services.events.context import CALIPER, EventContext
from timeback_runtime.times import utc_text


def new_id() -> str:
    """Return the id of a new event."""
    return f"urn:uuid:{uuid4()}"


def derived_iri(*parts: str) -> str:
    """Return an IRI that depends on the parts alone, so that an event that is sent again is the same."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, chr(10).join(parts))}"


@frozen(kw_only=True)
class BaseEvent:
    """An event. The repr has ids alone.

    Attributes:
        actor: who acted.
        activity: in which activity.
        time: when, with a time zone. Default: now. It is sent in UTC, in milliseconds.
        id: ``urn:uuid:`` and a UUID. Default: a new one.
        extensions: further key and value pairs, such as ``runId``.
    """

    _type: ClassVar[str]
    _action: ClassVar[str]
    _profile: ClassVar[str]
    _needs_email: ClassVar[bool] = False

    actor: Actor
    activity: Activity
    time: datetime = field(factory=lambda: datetime.now(UTC), repr=False)
    id: str = field(factory=new_id)
    extensions: Mapping[str, Any] | None = field(default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        check_type(self, "actor", self.actor, Actor)
        check_type(self, "activity", self.activity, Activity)
        check_time(self, "time", self.time)
        check_event_id(self, self.id)
        check_extensions(self, self.extensions)
        if self._needs_email and self.actor.email is None:
            invalid(self, "actor.email", "is missing: the platform's analytics are found by it")
        self._check()

    def _check(self) -> None:
        """Check the fields of the kind of event.

        Raises:
            InvalidRequestError: one is invalid.
        """
        raise NotImplementedError  # pragma: no cover

    def build(self, context: EventContext) -> dict[str, Any]:
        """Return the event as it is sent by a client.

        Args:
            context: the sensor and the addresses of the client.
        """
        event: dict[str, Any] = {
            "@context": CALIPER,
            "id": self.id,
            "type": self._type,
            "profile": self._profile,
            "action": self._action,
            "eventTime": utc_text(self.time),
            "actor": self._build_actor(context),
            **self._build_parts(context),
            "edApp": self.activity.build_app(context),
        }
        if self.extensions is not None:
            event["extensions"] = {**event.get("extensions", {}), **self.extensions}
        return event

    def _build_actor(self, context: EventContext) -> Any:
        return self.actor.build(context)

    def _build_parts(self, context: EventContext) -> dict[str, Any]:
        """Return what differs between kinds of events: ``object``, ``generated`` and ``extensions``."""
        raise NotImplementedError  # pragma: no cover

    def _part_iri(self, part: str) -> str:
        """Return the IRI of a part of the event, such as its metrics."""
        try:
            return f"urn:uuid:{uuid5(UUID(self.id.removeprefix('urn:uuid:')), part)}"
        except ValueError:
            return derived_iri(self.id, part)

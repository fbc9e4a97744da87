"""Who acted, and in which activity."""

from __future__ import annotations

from typing import Any, Literal, get_args

from attrs import field, frozen

from timeback.events.checks import check_email, check_id, check_subject, check_text, explained, invalid
from timeback.services.events.context import CALIPER, EventContext

Role = Literal["student", "teacher", "admin", "guide"]


@explained
@frozen(kw_only=True)
class Actor:
    """A person who acts. The repr has the id alone.

    Attributes:
        id: id of the user in OneRoster, or an IRI that starts with ``https://``, ``http://`` or ``urn:``.
        email: e-mail address, by which the platform's analytics are found. Activity and time events need it.
        name: name of the person.
        role: ``student``, ``teacher``, ``admin`` or ``guide``.

    Raises:
        InvalidRequestError: a field is invalid.

    Source: TimebackUser of the platform's Caliper document.
    """

    id: str
    email: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    role: Role | None = field(default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        check_id(self, "id", self.id)
        if self.email is not None:
            check_email(self, "email", self.email)
        if self.name is not None:
            check_text(self, "name", self.name)
        if self.role is not None and self.role not in get_args(Role):
            invalid(self, "role", f"must be one of {', '.join(get_args(Role))}")

    def build(self, context: EventContext) -> dict[str, Any]:
        """Return the entity as it is sent. It needs an e-mail address."""
        entity = {"id": context.user(self.id), "type": "TimebackUser", "email": self.email}
        more = {"name": self.name, "role": self.role}
        return {**entity, **{name: value for name, value in more.items() if value is not None}}


@explained
@frozen(kw_only=True)
class Activity:
    """A lesson, a test or another activity in an application.

    Attributes:
        id: id of the activity: that of a component resource in OneRoster, or an IRI.
        name: its name.
        subject: ``Reading``, ``Language``, ``Vocabulary``, ``Social Studies``, ``Writing``, ``Science``, ``FastMath``,
            ``Math``, ``None`` or ``Other``.
        app: name of the application.
        course_id: id of the course in OneRoster, or an IRI.
        course_name: name of the course. Default: its id.

    Raises:
        InvalidRequestError: a field is invalid.

    Source: TimebackActivityContext of the platform's Caliper document.
    """

    id: str
    name: str = field(repr=False)
    subject: str = field(repr=False)
    app: str = field(repr=False)
    course_id: str | None = None
    course_name: str | None = field(default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        check_id(self, "id", self.id)
        check_text(self, "name", self.name)
        check_subject(self, self.subject)
        check_text(self, "app", self.app)
        if self.course_id is not None:
            check_id(self, "course_id", self.course_id)
        if self.course_name is not None:
            check_text(self, "course_name", self.course_name)
            if self.course_id is None:
                invalid(self, "course_id", "is missing: course_name is the name of the course with this id")

    def build(self, context: EventContext) -> dict[str, Any]:
        """Return the entity as it is sent."""
        iri = context.activity(self.id)
        entity: dict[str, Any] = {
            "id": iri,
            "type": "TimebackActivityContext",
            "subject": str(self.subject),
            "app": {"name": self.app},
            "activity": {"id": iri, "name": self.name},
        }
        if self.course_id is not None:
            entity["course"] = {"id": context.course(self.course_id), "name": self.course_name or self.course_id}
        return entity

    def build_app(self, context: EventContext) -> dict[str, Any]:
        """Return the application as it is sent."""
        return {"@context": CALIPER, "id": context.sensor, "type": "SoftwareApplication", "name": self.app}
